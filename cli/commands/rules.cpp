// SPDX-License-Identifier: Apache-2.0
#include "core/rules/rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/catalog_files.h"
#include "cli/command.h"
#include "cli/files.h"
#include "cli/load.h"
#include "cli/render/table.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/rules/manual.h"
#include "core/rules/page.h"
#include "core/rules/page_cases.h"

namespace plinth::commands {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kPageLimit = 1'000'000;

ordered_json as_json(const RuleCard& card) {
  ordered_json limits = ordered_json::array();
  for (const CardLimit& row : card.limits)
    limits.push_back({{"for", row.applies},
                      {"limit", row.value},
                      {"where", row.condition},
                      {"edition", row.edition},
                      {"status", row.status},
                      {"source", row.source}});
  return {{"code", card.code},         {"name", card.name}, {"severity", text(card.severity)},
          {"basis", card.basis},       {"type", card.type}, {"packs", card.packs},
          {"evidence", card.evidence}, {"limits", limits},  {"explain", card.explain}};
}

Exit list(Context& context) {
  const Catalog catalog = load_catalog(context).catalog;
  Table table({"rule", "severity", "name", "packs", "basis"});
  ordered_json json = ordered_json::array();
  for (const RuleCard& card : rule_cards(catalog)) {
    table.add({card.code, std::string(text(card.severity)), card.name, join(card.packs, " "), card.basis});
    json.push_back(as_json(card));
  }
  context.out(context.json() ? ordered_json{{"schema", 1}, {"rules", json}}.dump(1) + "\n" : table.text());
  return Exit::done;
}

/// The example page of a rule: in the folder itself, or in its `pages`; empty when there is none.
std::string page_of(const std::string& folder, const RuleCard& card) {
  const std::string file = lower(card.code) + ".md";
  for (const std::string& place : {in_folder(folder, file), in_folder(in_folder(folder, "pages"), file)})
    if (const auto bytes = try_read(place, kPageLimit)) return *bytes;
  return {};
}

Exit explain(Context& context, const std::string& wanted) {
  const Catalog catalog = load_catalog(context).catalog;
  std::vector<std::string> names;
  for (const RuleCard& card : rule_cards(catalog)) {
    if (lower(card.code) == lower(wanted) || card.name == wanted) {
      const std::string page = page_of(in_folder(context.catalog_dir(), "rules"), card);
      context.out(context.json() ? as_json(card).dump(1) + "\n" : manual_of(card, page, false));
      return Exit::done;
    }
    names.push_back(card.code);
    names.push_back(card.name);
  }
  const std::string near = nearest(wanted, names);
  throw Stop(Exit::usage, wanted.empty() ? "which rule?" : fmt::format("there is no rule `{}`", printable(wanted, 40)),
             near.empty() ? "`plinth rules list` names them" : fmt::format("did you mean `{}`?", near));
}

/// What one example was to say and what it says; empty when they agree.
std::string difference(const PageExample& example, const RuleCard& card, const Catalog& catalog) {
  const RuleSet rules = card.compiled != nullptr ? RuleSet{std::span(&card.compiled, 1), {}} : RuleSet{{}, {card.data}};
  const auto ran = run_example(example, rules, catalog);
  if (const auto* why = std::get_if<std::string>(&ran)) return "  " + *why + "\n";
  const std::string said = said_text(std::get<CheckReport>(ran));
  if (said == example.findings) return {};
  return "  expected:\n" + example.findings + "  but it says:\n" + said;
}

struct Tally {
  int examples = 0, failed = 0, without = 0;
};

void test_one(Context& context, const RuleCard& card, const std::string& page, const Catalog& catalog, Tally& tally) {
  if (page.empty()) {
    ++tally.without;
    context.out(fmt::format("{}: no page {}.md\n", card.code, lower(card.code)));
    return;
  }
  const auto read = examples_of(page);
  if (const auto* why = std::get_if<std::string>(&read)) {
    ++tally.failed;
    context.out(fmt::format("{}: {}\n", card.code, *why));
    return;
  }
  for (const PageExample& example : std::get<std::vector<PageExample>>(read)) {
    ++tally.examples;
    const std::string wrong = difference(example, card, catalog);
    if (wrong.empty()) continue;
    ++tally.failed;
    context.out(fmt::format("{}: {}\n{}", card.code, example.heading, wrong));
  }
  for (const std::string& fault : missing_cases(card, std::get<std::vector<PageExample>>(read), catalog)) {
    ++tally.failed;
    context.out(fmt::format("{}: the page has {}\n", card.code, fault));
  }
}

/// Runs the example pages of a pack: those of the shipped catalog without a folder.
Exit test(Context& context, const std::string& folder) {
  const std::vector<std::string> packs = folder.empty() ? std::vector<std::string>{} : std::vector{folder};
  const Catalog catalog = load_catalog(context, ".", {}, packs).catalog;
  const std::string recorded = (folder.ends_with('/') ? folder.substr(0, folder.size() - 1) : folder) + "/rules/";
  const std::string place = folder.empty() ? in_folder(context.catalog_dir(), "rules") : folder;
  Tally tally;
  int rules = 0;
  for (const RuleCard& card : rule_cards(catalog)) {
    const std::string page = page_of(place, card);
    const bool own = card.data != nullptr && card.data->origin.file.starts_with(recorded);
    if (!folder.empty() && !own) continue;
    ++rules;
    test_one(context, card, page, catalog, tally);
  }
  context.out(fmt::format("{} rules, {} examples, {} failed, {} without a page\n", rules, tally.examples, tally.failed,
                          tally.without));
  return tally.failed + tally.without > 0 || rules == 0 ? Exit::findings : Exit::done;
}

Exit run(Context& context, const std::string& action, const std::string& code) {
  if (action == "list" || action.empty()) return list(context);
  if (action == "explain") return explain(context, code);
  if (action == "test") return test(context, code);
  throw Stop(Exit::usage, fmt::format("`plinth rules` cannot `{}`", printable(action, 40)),
             "list, explain CODE, or test [DIR]");
}

Run declare(Options& options) {
  const auto action = options.positional("ACTION", "list | explain | test", false);
  const auto code =
      options.positional("CODE|DIR", "for explain: code or name of a rule; for test: folder of a pack", false);
  return [=](Context& context) { return run(context, *action, *code); };
}

}  // namespace

extern constinit const Command rules{
    .name = "rules",
    .group = CommandGroup::ask,
    .summary = "list the design rules, explain one, test the examples of a pack",
    .examples = {"plinth rules explain SITE01", "plinth rules test"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
