// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/load.h"
#include "cli/render/derivation.h"
#include "cli/render/ledger_list.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth::commands {
namespace {

/// What a mistyped id may have meant: the nearest by edit distance, else those that contain the word.
std::string advice(const Ledger& ledger, const std::string& id) {
  constexpr std::size_t kShown = 5;
  std::vector<std::string> ids, holding;
  for (const auto& [name, entry] : ledger.entries()) {
    ids.push_back(name);
    if (lower(name).find(lower(id)) != std::string::npos) holding.push_back(name);
  }
  if (const std::string near = nearest(id, ids); !near.empty()) return fmt::format("did you mean `{}`?", near);
  if (holding.empty()) return "`plinth why DESIGN` lists them";
  const std::size_t more = holding.size() - std::min(kShown, holding.size());
  holding.resize(holding.size() - more);
  return fmt::format("`{}` is in {}{}; `plinth why DESIGN '*{}*'` lists them", printable(id, 40), join(holding, ", "),
                     more > 0 ? fmt::format(" and {} more", more) : "", printable(id, 40));
}

std::string listed(const Context& context, const Ledger& ledger, const std::vector<std::string>& ids) {
  const std::string& format = context.options().format;
  return format == "json" ? ledger_list_json(ledger, ids)
         : format == "md" ? ledger_list_md(ledger, ids)
                          : ledger_list(ledger, ids);
}

std::string derived(const Context& context, const Design& design, const std::string& id, int levels) {
  const std::string& format = context.options().format;
  return format == "json" ? derivation_json(design, id, levels)
         : format == "md" ? derivation_md(design, id, levels)
                          : derivation_text(design, id, levels);
}

Exit run(Context& context, const std::string& path, const std::string& id, int depth) {
  const Loaded loaded = load_design(context, path, Until::layout);
  const Ledger& ledger = loaded.design.sizing.ledger;
  const int levels = depth == 0 ? -1 : depth;
  if (ledger.find(id)) {
    context.out(derived(context, loaded.design, id, levels));
    return Exit::done;
  }
  const std::vector<std::string> ids = matching_ids(ledger, id);
  if (ids.empty())
    throw Stop(Exit::usage, fmt::format("this design has no figure `{}`", printable(id, 80)), advice(ledger, id));
  context.out(ids.size() == 1 ? derived(context, loaded.design, ids.front(), levels) : listed(context, ledger, ids));
  return Exit::done;
}

Run declare(Options& options) {
  const auto path = options.positional("DESIGN", "design.json, site.toml (designed first), or - for stdin");
  const auto id = options.positional(
      "ID", "a figure; the beginning of some, or a pattern with * and ?, lists those; none lists all", false);
  const auto depth = options.number("--depth", "N", "formulas followed (0: all)", 0, 0, 400);
  return [=](Context& context) { return run(context, *path, *id, *depth); };
}

}  // namespace

extern constinit const Command why{
    .name = "why",
    .group = CommandGroup::ask,
    .summary = "where a number comes from, down to the lines of site and catalog",
    .examples = {"plinth why out/design.json selection.ups.installed",
                 "plinth why out/design.json 'selection.*.installed'"},
    .formats = "text json md",
    .declare = declare,
};

}  // namespace plinth::commands
