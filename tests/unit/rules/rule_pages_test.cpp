// SPDX-License-Identifier: Apache-2.0
// Every page of catalog/rules/pages is run: each ```design block is checked with the rule the page is named after, and
// what the rule says must equal the ```findings block below it. PLINTH_UPDATE_PAGES=1 rewrites the findings blocks and
// the generated manual in docs/ instead.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "core/base/text.h"
#include "core/rules/check_design.h"
#include "core/rules/manual.h"
#include "core/rules/page.h"
#include "core/rules/page_cases.h"
#include "tests/support/files.h"
#include "tests/unit/rules/design_text.h"

namespace plinth::test {
namespace {

const std::string kPages = "catalog/rules/pages/";

bool updating() { return std::getenv("PLINTH_UPDATE_PAGES") != nullptr; }

const std::vector<RuleCard>& cards() {
  static const std::vector<RuleCard> all = rule_cards(shipped_catalog());
  return all;
}

std::vector<PageExample> examples(const std::string& page) {
  const auto read = examples_of(page);
  const auto* why = std::get_if<std::string>(&read);
  REQUIRE_MESSAGE(why == nullptr, *why);
  return std::get<std::vector<PageExample>>(read);
}

std::string said(const PageExample& example, const RuleCard& card) {
  const RuleSet rules = card.compiled != nullptr ? RuleSet{std::span(&card.compiled, 1), {}} : RuleSet{{}, {card.data}};
  const auto ran = run_example(example, rules, shipped_catalog());
  const auto* why = std::get_if<std::string>(&ran);
  return why != nullptr ? *why : said_text(std::get<CheckReport>(ran));
}

std::set<std::string> files_in(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(source_path(folder)))
    if (entry.is_regular_file()) names.insert(entry.path().filename());
  return names;
}

/// The file is as it should be, or is made so.
void settle(const std::string& path, const std::string& wanted) {
  if (updating()) std::ofstream(source_path(path), std::ios::binary) << wanted;
  CHECK_MESSAGE(read_file(source_path(path)) == wanted, path);
}

}  // namespace

TEST_CASE("every rule page says what its rule says") {
  for (const RuleCard& card : cards()) {
    const std::string path = kPages + lower(card.code) + ".md";
    std::string page = read_file(source_path(path));
    const std::vector<PageExample> all = examples(page);
    for (auto example = all.rbegin(); example != all.rend(); ++example) {
      CAPTURE(card.code);
      CAPTURE(example->heading);
      const std::string now = said(*example, card);
      if (updating())
        page.replace(example->begin, example->end - example->begin, now);
      else
        CHECK(now == example->findings);
    }
    if (updating()) std::ofstream(source_path(path), std::ios::binary) << page;
  }
}

TEST_CASE("every rule has a page with cases that fire, pass, and stand at its limit and just beyond it") {
  std::set<std::string> pages = files_in(kPages);
  for (const RuleCard& card : cards()) {
    CAPTURE(card.code);
    CHECK(pages.erase(lower(card.code) + ".md") == 1);
    const std::string page = read_file(source_path(kPages + lower(card.code) + ".md"));
    CHECK(page.starts_with("# " + card.code + " " + card.name + "\n"));
    for (const std::string& fault : missing_cases(card, examples(page), shipped_catalog())) FAIL_CHECK(fault);
  }
  CHECK_MESSAGE(pages.empty(), "a page without a rule");
}

TEST_CASE("a page that loses a case is found out") {
  for (const char* code : {"BESS02", "GEN08", "HYD14", "EL04", "BESS22"}) {
    CAPTURE(code);
    const auto card = std::find_if(cards().begin(), cards().end(), [&](const RuleCard& c) { return c.code == code; });
    REQUIRE(card != cards().end());
    std::vector<PageExample> all = examples(read_file(source_path(kPages + lower(code) + ".md")));
    REQUIRE(missing_cases(*card, all, shipped_catalog()).empty());
    std::vector<PageExample> loud, quiet;
    std::partition_copy(all.begin(), all.end(), std::back_inserter(loud), std::back_inserter(quiet), fires);
    CHECK(!missing_cases(*card, loud, shipped_catalog()).empty());
    CHECK(!missing_cases(*card, quiet, shipped_catalog()).empty());
  }
}

TEST_CASE("a page whose examples only stand near the limit is found out") {
  const auto card = std::find_if(cards().begin(), cards().end(), [](const RuleCard& c) { return c.code == "GEN08"; });
  REQUIRE(card != cards().end());
  const std::string tank = "type t kind=fuel_tank size=10x3x3 volume=50m3\nplace TNK-01 t 30 ";
  const std::vector<PageExample> near{{"near", tank + "6.2\n", "passed, 1 measured\n", 0, 0},
                                      {"far", tank + "6.0\n", "failed, 1 measured\nerror GEN08 TNK-01: x\n", 0, 0}};
  CHECK(missing_cases(*card, near, shipped_catalog()) ==
        std::vector<std::string>{"no example exactly at a limit", "no example just beyond a limit"});
}

TEST_CASE("codes and names are unique, and files are named after them") {
  std::set<std::string> codes, names, stems = files_in("core/rules/checks"), data = files_in("catalog/rules");
  data.erase("README.md");
  for (const RuleCard& card : cards()) {
    CAPTURE(card.code);
    CHECK(codes.insert(card.code).second);
    CHECK(names.insert(card.name).second);
    std::string stem = lower(card.code) + "_" + card.name;
    std::replace(stem.begin(), stem.end(), '-', '_');
    CHECK((card.compiled != nullptr ? stems.count(stem + ".cpp") : data.count(stem + ".toml")) == 1);
    CHECK(!card.basis.empty());
    CHECK(card.explain.size() > 80);
  }
  CHECK(cards().size() == stems.size() + data.size());
}

TEST_CASE("the standards hold every limit a rule reads, for every jurisdiction") {
  const Design design = design_from("");
  for (const Rule* rule : all_rules())
    for (const std::string_view id : rule->limits)
      for (const char* jurisdiction : {"us", "eu", "cn", "intl"}) {
        CAPTURE(id);
        CAPTURE(jurisdiction);
        CHECK(design.catalog.limit(id, jurisdiction) != nullptr);
      }
}

TEST_CASE("docs/rules.md lists every rule as it is") {
  std::string index =
      "# Rules\n\nA rule is a file: in `core/rules/checks/` where it takes code, in `catalog/rules/` where it is data. "
      "What each says on\nsmall designs is its page in `catalog/rules/pages/`, which is the test as well. This page "
      "and "
      "the manual below it are\ngenerated: `PLINTH_UPDATE_PAGES=1 build/dev/tests/unit_rules_test`.\n\n"
      "Each rule has passed, has failed, or was not checked and says which datum is missing. How a site chooses packs, "
      "sets\nseverities, waives and gives evidence: [site.toml](site-toml.md#rules-waivers-and-evidence).\n\n"
      "Which rows of the list the project works by they cover: [coverage](rules/coverage.md).\n\n"
      "## Packs\n\nRules and limits beside those of the jurisdiction; a site names them in `rules.packs`.\n\n"
      "| pack | rules |\n|---|---|\n";
  for (const auto& [pack, count] : rule_packs(shipped_catalog()))
    index += "| `" + pack + "` | " + std::to_string(count) + " |\n";
  index += "\n## All rules\n\n| code | allow … | severity | basis |\n|---|---|---|---|\n";
  for (const RuleCard& card : cards())
    index += "| [" + card.code + "](rules/" + lower(card.code) + ".md) | " + card.name + " | " +
             std::string(text(card.severity)) + " | " + card.basis + " |\n";
  index += "| WAV01 to WAV04 | | | [waivers](errors.md#faults-of-rule-packs-and-waivers) |\n";
  index += "| EVD01 to EVD03 | | | [evidence](errors.md#faults-of-rule-packs-and-waivers) |\n";
  settle("docs/rules.md", index);
}

TEST_CASE("docs/rules has a page for every rule, as it is") {
  if (updating()) std::filesystem::create_directories(source_path("docs/rules"));
  std::set<std::string> pages = files_in("docs/rules");
  pages.erase("coverage.md");
  for (const RuleCard& card : cards()) {
    const std::string name = lower(card.code) + ".md";
    settle("docs/rules/" + name, manual_of(card, read_file(source_path(kPages + name)), true));
    pages.erase(name);
  }
  CHECK_MESSAGE(pages.empty(), "a page without a rule");
}

}  // namespace plinth::test
