// SPDX-License-Identifier: Apache-2.0
// docs/rules/coverage.md says which rule covers which row of the list the project works by. Held to the rules there are:
// each row once and in order, each rule that it names exists, what is not covered says why, and the sum is right.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <sstream>

#include "core/base/text.h"
#include "core/rules/manual.h"
#include "tests/support/files.h"

namespace plinth::test {
namespace {

struct CoverageRow {
  std::string row, rules, remark;
};

std::vector<CoverageRow> coverage_rows(const std::string& page) {
  std::vector<CoverageRow> rows;
  std::istringstream in(page);
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> cells = split(line, '|');
    const bool table = line.starts_with("| ") && cells.size() >= 5;
    if (table && trim(cells[1]) != "row")
      rows.push_back({std::string(trim(cells[1])), std::string(trim(cells[3])), std::string(trim(cells[4]))});
  }
  return rows;
}

std::vector<std::string> linked(const std::string& cell) {
  std::vector<std::string> codes;
  for (std::size_t at = cell.find('['); at != std::string::npos; at = cell.find('[', at + 1))
    codes.push_back(cell.substr(at + 1, cell.find(']', at) - at - 1));
  return codes;
}

}  // namespace

TEST_CASE("the coverage page holds each row of the list once, and each rule it names") {
  const std::string page = read_file(source_path("docs/rules/coverage.md"));
  const std::vector<CoverageRow> rows = coverage_rows(page);
  std::set<std::string> codes, seen;
  for (const RuleCard& card : rule_cards(shipped_catalog())) codes.insert(card.code);
  std::map<std::string, int> families;
  int covered = 0;
  for (const CoverageRow& row : rows) {
    CAPTURE(row.row);
    CHECK(seen.insert(row.row).second);
    const std::size_t dash = row.row.find('-');
    const int number = std::stoi(row.row.substr(dash + 1));
    CHECK(number == ++families[row.row.substr(0, dash)]);
    const std::vector<std::string> named = linked(row.rules);
    if (named.empty()) CHECK(row.remark.size() > 20);
    covered += named.empty() ? 0 : 1;
    for (const std::string& code : named) {
      CAPTURE(code);
      CHECK(codes.contains(code));
    }
  }
  const std::map<std::string, int> listed{{"SITE", 11}, {"BESS", 23}, {"XF", 15},  {"GEN", 11}, {"EL", 16},
                                          {"AIR", 5},   {"ROAD", 10}, {"LIFT", 6}, {"TRN", 9},  {"STR", 7},
                                          {"NOI", 2},   {"HYD", 15},  {"ELC", 15}, {"RED", 7},  {"UTL", 5},
                                          {"DCS", 3}};
  CHECK(families == listed);
  CHECK(rows.size() == 160);
  CHECK(page.find(std::to_string(covered) + " of 160 rows are covered") != std::string::npos);
}

}  // namespace plinth::test
