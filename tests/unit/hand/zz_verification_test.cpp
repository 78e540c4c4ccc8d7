// SPDX-License-Identifier: Apache-2.0
// docs/verification.md is the table of all hand vectors. This file is the last of its folder, so every vector has run.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <sstream>

#include "tests/unit/hand/hand_vector.h"

using namespace plinth::test;

namespace {

/// "power 12" sorts before "power 100", "storage R2" before "storage R10".
std::vector<std::string> parts(const std::string& id) {
  std::vector<std::string> out(1);
  for (char c : id) {
    const bool digit = c >= '0' && c <= '9';
    const bool was = !out.back().empty() && out.back().back() >= '0' && out.back().back() <= '9';
    if (digit != was && !out.back().empty()) out.emplace_back();
    out.back() += c;
  }
  for (std::string& part : out)
    if (part[0] >= '0' && part[0] <= '9') part.insert(0, 12 - std::min<std::size_t>(12, part.size()), '0');
  return out;
}

double deviation_of(const HandRow& row) {
  const double off = std::abs(row.got - row.vector.expected);
  return row.vector.expected == 0 ? off : off / std::abs(row.vector.expected);
}

std::string deviation(const HandRow& row) {
  const double off = deviation_of(row);
  if (row.vector.expected == 0) return off < 1e-9 ? "0" : fmt::format("{:.1e}", off);
  return off < 1e-7 ? "< 0.00001 %" : fmt::format("{:.2g} %", off * 100);
}

std::string tolerance(const HandVector& v) {
  return v.expected == 0 ? fmt::format("{:g}", v.tolerance) : fmt::format("{:g} %", v.tolerance * 100);
}

/// Vectors of one reference: those whose id begins with its word.
struct Section {
  const char *word, *title;
};
constexpr Section kSections[] = {{"power", "Power"}, {"cooling", "Cooling and IT"}, {"storage", "Storage"}};

std::string word_of(const std::string& id) { return id.substr(0, id.find(' ')); }

/// "power 13" of "power 13 peak" and of "power 13b".
std::string vector_of(const std::string& id) {
  const std::size_t space = id.find(' ');
  std::size_t end = id.find_first_of("0123456789", space == std::string::npos ? 0 : space);
  while (end < id.size() && id[end] >= '0' && id[end] <= '9') ++end;
  return id.substr(0, std::min(end, id.size()));
}

std::string summary(const std::vector<HandRow>& rows) {
  std::set<std::string> vectors;
  const HandRow* worst = &rows.front();
  for (const HandRow& row : rows) {
    vectors.insert(vector_of(row.vector.id));
    if (deviation_of(row) * worst->vector.tolerance > deviation_of(*worst) * row.vector.tolerance) worst = &row;
  }
  return fmt::format("{} figures of {} vectors. Nearest to its tolerance: {} ({} of {} allowed).\n\n", rows.size(),
                     vectors.size(), worst->vector.id, deviation(*worst), tolerance(worst->vector));
}

std::string table(const std::vector<HandRow>& rows) {
  std::string out =
      "| vector | what | unit | expected | got | deviation | tolerance | source |\n|---|---|---|---|---|---|---|---|\n";
  for (const HandRow& row : rows) {
    const HandVector& v = row.vector;
    const double clean = std::abs(row.got) < 1e-12 ? 0.0 : row.got;
    out += fmt::format("| {} | {} | {} | {:.8g} | {:.6g} | {} | {} | {} |\n", v.id, v.what, v.unit, v.expected, clean,
                       deviation(row), tolerance(v), v.source);
  }
  return out;
}

std::string page() {
  std::vector<HandRow> rows = hand_rows();
  std::stable_sort(rows.begin(), rows.end(),
                   [](const HandRow& a, const HandRow& b) { return parts(a.vector.id) < parts(b.vector.id); });
  std::string out =
      "# Verification\n\n"
      "Every figure below is computed by the functions that sizing uses, and compared with a published or "
      "independently\n"
      "calculated value. The page is written by the tests in `tests/unit/hand` (`make bless` after a change); a test\n"
      "fails when a value leaves its tolerance or this page is not what the tests give. The formulas are in\n"
      "[methods](methods.md).\n";
  std::set<std::string> known;
  const auto add = [&](const std::string& title, const std::function<bool(const std::string&)>& belongs) {
    std::vector<HandRow> own;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(own),
                 [&](const HandRow& row) { return belongs(word_of(row.vector.id)); });
    if (!own.empty()) out += "\n## " + title + "\n\n" + summary(own) + table(own);
  };
  for (const auto& [word, title] : kSections) {
    known.insert(word);
    add(title, [&](const std::string& of) { return of == word; });
  }
  add("Others", [&](const std::string& of) { return !known.contains(of); });
  return out;
}

}  // namespace

TEST_CASE("docs/verification.md is what the hand vectors give") {
  const std::string now = page();
  if (std::getenv("PLINTH_UPDATE_PAGES") != nullptr) std::ofstream("docs/verification.md", std::ios::binary) << now;
  std::ifstream file("docs/verification.md", std::ios::binary);
  std::stringstream held;
  held << file.rdbuf();
  CHECK(held.str() == now);
}
