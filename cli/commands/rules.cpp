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

/// What of the rules is asked for.
struct Wanted {
  std::string action, word;        ///< code, name, part of one, or a folder
  std::vector<std::string> packs;  ///< names, or folders with a slash
  std::string severity, jurisdiction;
};

bool is_folder(const std::string& pack) { return pack.find('/') != std::string::npos; }

Catalog catalog_of(Context& context, const Wanted& wanted) {
  std::vector<std::string> folders;
  for (const std::string& pack : wanted.packs)
    if (is_folder(pack)) folders.push_back(pack);
  return load_catalog(context, ".", {}, folders).catalog;
}

bool of_folder(const RuleCard& card, std::string folder) {
  while (folder.ends_with('/')) folder.pop_back();
  return card.data != nullptr && card.data->origin.file.starts_with(folder + "/rules/");
}

bool in_pack(const RuleCard& card, const std::string& pack) {
  return is_folder(pack) ? of_folder(card, pack)
                         : std::find(card.packs.begin(), card.packs.end(), pack) != card.packs.end();
}

bool runs_in(const RuleCard& card, const std::string& land) {
  const auto named = [](const std::string& set) {
    return set == "us" || set == "eu" || set == "cn" || set == "intl" || set == "all";
  };
  const auto here = [&](const std::string& set) { return set == land || set == "all"; };
  return std::none_of(card.packs.begin(), card.packs.end(), named)
             ? card.packs.empty()
             : std::any_of(card.packs.begin(), card.packs.end(), here);
}

bool is_wanted(const RuleCard& card, const Wanted& wanted) {
  if (!wanted.severity.empty() && text(card.severity) != wanted.severity) return false;
  if (!wanted.jurisdiction.empty() && !runs_in(card, wanted.jurisdiction)) return false;
  if (!wanted.packs.empty() && std::none_of(wanted.packs.begin(), wanted.packs.end(),
                                            [&](const std::string& pack) { return in_pack(card, pack); }))
    return false;
  const std::string word = lower(wanted.word);
  return lower(card.code).starts_with(word) || card.name.find(word) != std::string::npos ||
         lower(card.basis).find(word) != std::string::npos;
}

void check_words(const Wanted& wanted, const Catalog& catalog) {
  const auto one_of = [](const char* option, const std::string& word, const std::vector<std::string>& known) {
    if (word.empty() || std::find(known.begin(), known.end(), word) != known.end()) return;
    const std::string near = nearest(word, known);
    throw Stop(Exit::usage, fmt::format("{} cannot be `{}`", option, printable(word, 40)),
               near.empty() ? "one of " + join(known, ", ") : fmt::format("did you mean `{}`?", near));
  };
  one_of("--severity", wanted.severity, {"error", "warning", "info"});
  one_of("--jurisdiction", wanted.jurisdiction, {"us", "eu", "cn", "intl"});
  std::vector<std::string> packs;
  for (const auto& [pack, count] : rule_packs(catalog)) packs.push_back(pack);
  for (const std::string& pack : wanted.packs)
    if (!is_folder(pack)) one_of("--pack", pack, packs);
}

Exit list(Context& context, const Wanted& wanted) {
  const Catalog catalog = catalog_of(context, wanted);
  check_words(wanted, catalog);
  Table table({"rule", "severity", "name", "packs", "basis"});
  ordered_json json = ordered_json::array();
  for (const RuleCard& card : rule_cards(catalog)) {
    if (!is_wanted(card, wanted)) continue;
    table.add({card.code, std::string(text(card.severity)), card.name, join(card.packs, " "), card.basis});
    json.push_back(as_json(card));
  }
  if (json.empty() && !context.json()) context.say("no rule is like that; `plinth rules list` names them all");
  context.out(context.json() ? ordered_json{{"schema", 1}, {"rules", json}}.dump(1) + "\n"
              : json.empty() ? std::string()
                             : table.text());
  return Exit::done;
}

/// The example page of a rule: in the folder itself, or in its `pages`; empty when there is none.
std::string page_of(const std::string& folder, const RuleCard& card) {
  const std::string file = lower(card.code) + ".md";
  for (const std::string& place : {in_folder(folder, file), in_folder(in_folder(folder, "pages"), file)})
    if (const auto bytes = try_read(place, kPageLimit)) return *bytes;
  return {};
}

/// The page of a rule: beside it in its own folder, else of the catalog.
std::string page_beside(Context& context, const RuleCard& card, const Wanted& asked) {
  for (const std::string& pack : asked.packs)
    if (is_folder(pack) && of_folder(card, pack)) return page_of(pack, card);
  return page_of(in_folder(context.catalog_dir(), "rules"), card);
}

Exit explain(Context& context, const Wanted& asked) {
  const Catalog catalog = catalog_of(context, asked);
  const std::string& wanted = asked.word;
  std::vector<std::string> names;
  for (const RuleCard& card : rule_cards(catalog)) {
    if (lower(card.code) == lower(wanted) || card.name == wanted) {
      const std::string page = page_beside(context, card, asked);
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

Exit run(Context& context, const Wanted& wanted) {
  const std::string& action = wanted.action;
  if (action == "list" || action.empty()) return list(context, wanted);
  if (action == "explain") return explain(context, wanted);
  if (action == "test") return test(context, wanted.word);
  throw Stop(Exit::usage, fmt::format("`plinth rules` cannot `{}`", printable(action, 40)),
             "list [WORD], explain CODE, or test [DIR]");
}

Run declare(Options& options) {
  const auto action = options.positional("ACTION", "list | explain | test", false);
  const auto word = options.positional(
      "WORD|DIR", "list: beginning of a code, part of a name or basis; explain: code or name; test: folder of a pack",
      false);
  const auto packs = options.texts("--pack", "NAME|DIR/", "rules of this pack, or of a folder of your own");
  const auto severity = options.text("--severity", "error|warning|info", "list: rules of this severity");
  const auto jurisdiction =
      options.text("--jurisdiction", "us|eu|cn|intl", "list: rules that run there without a pack");
  return [=](Context& context) { return run(context, {*action, *word, *packs, *severity, *jurisdiction}); };
}

}  // namespace

extern constinit const Command rules{
    .name = "rules",
    .group = CommandGroup::ask,
    .summary = "list the design rules, explain one, test the examples of a pack",
    .examples = {"plinth rules list BESS --pack fm", "plinth rules explain SITE01"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::commands
