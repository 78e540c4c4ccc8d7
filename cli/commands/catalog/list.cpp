// SPDX-License-Identifier: Apache-2.0
#include "cli/catalog_source.h"
#include "cli/command.h"
#include "cli/render/catalog_list.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/catalog/filter.h"

namespace plinth::catalog_actions {
namespace {

struct Asked {
  Given<std::string> kind, service, status, manufacturer, text;
  Given<std::vector<std::string>> where;
};

template <class Value>
Value settled(std::variant<Value, FilterFault> answer) {
  if (const auto* fault = std::get_if<FilterFault>(&answer)) throw Stop(Exit::usage, fault->message, fault->hint);
  return std::move(std::get<Value>(answer));
}

CatalogFilter filter_of(const Asked& asked) {
  CatalogFilter filter{*asked.kind, *asked.service, *asked.manufacturer, std::nullopt, {}, {}};
  for (const Status status : {Status::confirmed, Status::representative, Status::assumed})
    if (*asked.status == text(status)) filter.status = status;
  if (!asked.status->empty() && !filter.status)
    throw Stop(Exit::usage, "there is no status `" + printable(*asked.status, 40) + "`",
               "it is confirmed, representative or assumed");
  for (const std::string& condition : *asked.where) filter.where.push_back(settled(parse_condition(condition)));
  for (const std::string& word : split(*asked.text, ' '))
    if (!word.empty()) filter.words.push_back(word);
  return filter;
}

Exit run(Context& context, const CatalogSource& source, const Asked& asked) {
  const CatalogFilter filter = filter_of(asked);
  const LoadedCatalog loaded = load_source(context, source);
  const CatalogList list{loaded.catalog, settled(select(loaded.catalog, filter)), loaded.overrides};
  const std::string& format = context.options().format;
  context.out(format == "json"  ? catalog_list_json(list)
              : format == "csv" ? catalog_list_csv(list)
                                : catalog_list_text(list));
  return Exit::done;
}

Run declare(Options& options) {
  const Asked asked{
      options.positional("KIND", "only this kind: `chiller`", false),
      options.text("--service", "SERVICE", "only kinds that supply this: heat_rejection"),
      options.text("--status", "STATUS", "only types with a value that is confirmed, representative, assumed"),
      options.text("--maker", "NAME", "only this manufacturer, or part of its name"),
      options.text("--text", "WORDS", "only where all these words occur"),
      options.texts("--where", "CONDITION", "'rated_heat>=1 MW', 'transport=iso40hc', 'mtbf' (repeatable)")};
  const CatalogSource source = declare_source(options);
  return [=](Context& context) { return run(context, source, asked); };
}

}  // namespace

extern constinit const Command list{
    .name = "list",
    .group = CommandGroup::ask,
    .summary = "module types by kind, service, rating, status, maker",
    .examples = {"plinth catalog list chiller --where 'rated_heat>=1 MW' --where 'max_ambient>110 degF'",
                 "plinth catalog list --service heat_rejection --status confirmed --format csv"},
    .formats = "text json csv",
    .declare = declare,
};

}  // namespace plinth::catalog_actions
