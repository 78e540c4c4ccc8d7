// SPDX-License-Identifier: Apache-2.0
// Every page of tests/rules is run: each ```design block is checked with the rule the page is named after, and what the
// rule says must equal the ```findings block below it. PLINTH_UPDATE_PAGES=1 rewrites the findings blocks instead.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "core/base/text.h"
#include "core/rules/check_design.h"
#include "tests/support/files.h"
#include "tests/unit/rules/design_text.h"

namespace plinth::test {
namespace {

/// One example of a page; `findings_at` is where the text between its fences begins and ends.
struct Example {
  std::string heading, design, findings;
  std::size_t begin = 0, end = 0;
};

/// Text of the next ```name block from `from`; its place in `begin`, `end`. False when there is none.
bool next_block(const std::string& page, const std::string& name, std::size_t from, std::size_t& begin,
                std::size_t& end) {
  const std::size_t fence = page.find("```" + name + "\n", from);
  if (fence == std::string::npos) return false;
  begin = fence + name.size() + 4;
  end = page.find("```", begin);
  return end != std::string::npos;
}

std::vector<Example> examples_of(const std::string& page) {
  std::vector<Example> examples;
  std::size_t from = 0, begin = 0, end = 0;
  while (next_block(page, "design", from, begin, end)) {
    Example example;
    example.design = page.substr(begin, end - begin);
    const std::size_t head = page.rfind("\n## ", begin);
    if (head != std::string::npos) example.heading = page.substr(head + 4, page.find('\n', head + 1) - head - 4);
    REQUIRE_MESSAGE(next_block(page, "findings", end, example.begin, example.end), "a design without findings");
    example.findings = page.substr(example.begin, example.end - example.begin);
    from = example.end + 3;
    examples.push_back(example);
  }
  return examples;
}

const Rule* rule_of(const std::string& code) {
  for (const Rule* rule : all_rules())
    if (lower(rule->code) == code) return rule;
  return nullptr;
}

/// "failed, 2 measured" and one line for each finding, its hint below.
std::string said(const CheckReport& report) {
  const Verdict& verdict = report.verdicts.at(0);
  std::string text = std::string(plinth::text(verdict.outcome)) + ", " + std::to_string(verdict.measured) + " measured";
  if (!verdict.why.empty()) text += ": " + verdict.why;
  text += "\n";
  for (const Finding& finding : report.findings) {
    text += std::string(plinth::text(finding.severity)) + " " + finding.code;
    for (const std::string& tag : finding.tags) text += " " + tag;
    text += ": " + finding.message + "\n";
    if (!finding.hint.empty()) text += "  hint: " + finding.hint + "\n";
  }
  return text;
}

std::vector<std::string> page_codes() {
  std::vector<std::string> codes;
  for (const auto& entry : std::filesystem::directory_iterator(source_path("tests/rules")))
    if (entry.path().extension() == ".md" && entry.path().stem() != "README") codes.push_back(entry.path().stem());
  std::sort(codes.begin(), codes.end());
  return codes;
}

bool fires(const Example& example) {
  return example.findings.find("\nerror ") != std::string::npos ||
         example.findings.find("\nwarning ") != std::string::npos;
}

}  // namespace

TEST_CASE("every rule page says what its rule says") {
  const bool update = std::getenv("PLINTH_UPDATE_PAGES") != nullptr;
  for (const std::string& code : page_codes()) {
    const Rule* rule = rule_of(code);
    REQUIRE_MESSAGE(rule != nullptr, "page without a rule: " << code);
    const std::string path = source_path("tests/rules/" + code + ".md");
    std::string page = read_file(path);
    std::vector<Example> examples = examples_of(page);
    for (auto example = examples.rbegin(); example != examples.rend(); ++example) {
      CAPTURE(code);
      CAPTURE(example->heading);
      const std::string now = said(check_design(design_from(example->design), std::span(&rule, 1)));
      if (update)
        page.replace(example->begin, example->end - example->begin, now);
      else
        CHECK(now == example->findings);
    }
    if (update) std::ofstream(path, std::ios::binary) << page;
  }
}

TEST_CASE("every rule has a page with a case that fires and one that passes") {
  const std::vector<std::string> pages = page_codes();
  for (const Rule* rule : all_rules()) {
    const std::string code = lower(rule->code);
    CAPTURE(code);
    REQUIRE(std::find(pages.begin(), pages.end(), code) != pages.end());
    const std::string page = read_file(source_path("tests/rules/" + code + ".md"));
    const std::vector<Example> examples = examples_of(page);
    CHECK(std::any_of(examples.begin(), examples.end(), fires));
    CHECK(std::any_of(examples.begin(), examples.end(),
                      [](const Example& e) { return e.findings.starts_with("passed, ") && !fires(e); }));
    CHECK(page.starts_with("# " + std::string(rule->code) + " " + std::string(rule->name) + "\n"));
  }
}

TEST_CASE("codes are unique, upper case, and the files are named after them") {
  std::set<std::string> codes, names, stems;
  for (const auto& entry : std::filesystem::directory_iterator(source_path("core/rules/checks")))
    if (entry.path().extension() == ".cpp") stems.insert(entry.path().stem());
  CHECK(stems.size() == all_rules().size());
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->code);
    CHECK(codes.insert(std::string(rule->code)).second);
    CHECK(names.insert(std::string(rule->name)).second);
    std::string stem = lower(rule->code) + "_" + std::string(rule->name);
    std::replace(stem.begin(), stem.end(), '-', '_');
    CHECK(stems.count(stem) == 1);
    CHECK(!rule->basis.empty());
    CHECK(rule->explain.size() > 80);
  }
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
      "# Rules\n\nOne file each in `core/rules/checks/`; what each says on small designs is in "
      "`tests/rules/`. Limits are data in\n`catalog/standards/`. This page is generated: "
      "`PLINTH_UPDATE_PAGES=1 build/dev/tests/unit_rules_test`.\n\n"
      "| code | allow … | severity | basis |\n|---|---|---|---|\n";
  for (const Rule* rule : all_rules())
    index += "| [" + std::string(rule->code) + "](../tests/rules/" + lower(rule->code) + ".md) | " +
             std::string(rule->name) + " | " + std::string(text(rule->severity)) + " | " + std::string(rule->basis) +
             " |\n";
  index += "| WAV01 | unused-waiver | warning | a waiver that met no finding |\n";
  const std::string path = source_path("docs/rules.md");
  if (std::getenv("PLINTH_UPDATE_PAGES") != nullptr) std::ofstream(path, std::ios::binary) << index;
  CHECK(read_file(path) == index);
}

}  // namespace plinth::test
