// SPDX-License-Identifier: Apache-2.0
// docs/verification.md is the table of all hand vectors. This file is the last of its folder, so every vector has run.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
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

std::string deviation(const HandRow& row) {
  const double off = std::abs(row.got - row.vector.expected);
  if (row.vector.expected == 0) return off < 1e-9 ? "0" : fmt::format("{:.1e}", off);
  const double share = off / std::abs(row.vector.expected);
  return share < 1e-7 ? "< 0.00001 %" : fmt::format("{:.2g} %", share * 100);
}

std::string table() {
  std::vector<HandRow> rows = hand_rows();
  std::stable_sort(rows.begin(), rows.end(),
                   [](const HandRow& a, const HandRow& b) { return parts(a.vector.id) < parts(b.vector.id); });
  std::string out =
      "# Verification\n\n"
      "Every figure below is computed by the functions that sizing uses, and compared with a published or "
      "independently\n"
      "calculated value. The table is written by the tests in `tests/unit/hand` (`make bless` after a change); a test\n"
      "fails when a value leaves its tolerance or this page is not what the tests give.\n\n" +
      fmt::format("{} figures.\n\n", rows.size()) +
      "| vector | what | unit | expected | got | deviation | tolerance | source |\n|---|---|---|---|---|---|---|---|\n";
  for (const HandRow& row : rows) {
    const HandVector& v = row.vector;
    const double clean = std::abs(row.got) < 1e-12 ? 0.0 : row.got;
    out += fmt::format("| {} | {} | {} | {:.8g} | {:.6g} | {} | {:g}{} | {} |\n", v.id, v.what, v.unit, v.expected,
                       clean, deviation(row), v.expected == 0 ? v.tolerance : v.tolerance * 100,
                       v.expected == 0 ? "" : " %", v.source);
  }
  return out;
}

}  // namespace

TEST_CASE("docs/verification.md is what the hand vectors give") {
  const std::string now = table();
  if (std::getenv("PLINTH_UPDATE_PAGES") != nullptr) std::ofstream("docs/verification.md", std::ios::binary) << now;
  std::ifstream file("docs/verification.md", std::ios::binary);
  std::stringstream held;
  held << file.rdbuf();
  CHECK(held.str() == now);
}
