// SPDX-License-Identifier: Apache-2.0
#include "core/rules/rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/render/table.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth::commands {
namespace {

using nlohmann::ordered_json;

std::vector<const Rule*> by_code() {
  const auto all = all_rules();
  std::vector<const Rule*> rules(all.begin(), all.end());
  std::sort(rules.begin(), rules.end(), [](const Rule* a, const Rule* b) { return a->code < b->code; });
  return rules;
}

ordered_json as_json(const Rule& rule) {
  return {{"code", rule.code},
          {"name", rule.name},
          {"severity", text(rule.severity)},
          {"basis", rule.basis},
          {"explain", rule.explain}};
}

Exit list(Context& context) {
  Table table({"rule", "severity", "name", "basis"});
  ordered_json json = ordered_json::array();
  for (const Rule* rule : by_code()) {
    table.add({std::string(rule->code), std::string(text(rule->severity)), std::string(rule->name),
               std::string(rule->basis)});
    json.push_back(as_json(*rule));
  }
  context.out(context.json() ? ordered_json{{"schema", 1}, {"rules", json}}.dump(1) + "\n" : table.text());
  return Exit::done;
}

Exit explain(Context& context, const std::string& wanted) {
  std::vector<std::string> names;
  for (const Rule* rule : by_code()) {
    if (lower(rule->code) == lower(wanted) || rule->name == wanted) {
      context.out(context.json() ? as_json(*rule).dump(1) + "\n"
                                 : fmt::format("{} {} ({})\nbasis: {}\n\n{}\n", rule->code, rule->name,
                                               text(rule->severity), rule->basis, trim(rule->explain)));
      return Exit::done;
    }
    names.emplace_back(rule->code);
    names.emplace_back(rule->name);
  }
  const std::string near = nearest(wanted, names);
  throw Stop(Exit::usage, wanted.empty() ? "which rule?" : fmt::format("there is no rule `{}`", printable(wanted, 40)),
             near.empty() ? "`plinth rules list` names them" : fmt::format("did you mean `{}`?", near));
}

Exit run(Context& context, const std::string& action, const std::string& code) {
  if (action == "list" || action.empty()) return list(context);
  if (action == "explain") return explain(context, code);
  throw Stop(Exit::usage, fmt::format("`plinth rules` cannot `{}`", printable(action, 40)), "list, or explain CODE");
}

Run declare(Options& options) {
  const auto action = options.positional("ACTION", "list | explain", false);
  const auto code = options.positional("CODE", "code or name of a rule, for explain", false);
  return [=](Context& context) { return run(context, *action, *code); };
}

}  // namespace

extern constinit const Command rules{
    .name = "rules",
    .group = CommandGroup::ask,
    .summary = "list the design rules, explain one",
    .examples = {"plinth rules list", "plinth rules explain SITE01"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
