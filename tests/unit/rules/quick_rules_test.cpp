// SPDX-License-Identifier: Apache-2.0
// What quick ways say is what trying everything says: straight moves of hints, pairs of routes in a passage, names.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "core/model/module_move.h"
#include "core/rules/ground.h"
#include "core/rules/name_table.h"
#include "core/rules/rule.h"
#include "tests/unit/rules/design_text.h"

namespace plinth::test {
namespace {

constexpr Millimetres kGap = 1500;

Rect shifted(const Rect& body, int direction, Millimetres by) {
  return body.moved(direction == 0 ? by : direction == 1 ? -by : 0, direction == 2 ? by : direction == 3 ? -by : 0);
}

/// Every place of the four directions in turn: the first centimetre that clears, and from there a quarter of a metre at
/// a time over five metres.
std::string tried(const CheckContext& context, const PlacedModule& a, const PlacedModule& b) {
  ModuleMove best;
  Millimetres least = 1000000;
  for (const PlacedModule* mover : {&b, &a}) {
    const Rect& still = (mover == &a ? b : a).body;
    for (int direction = 0; direction < 4; ++direction) {
      Millimetres nearest = 1;
      while (nearest < 50000 && distance(shifted(mover->body, direction, nearest), still) < kGap) ++nearest;
      for (Millimetres by = (nearest + 9) / 10 * 10; by <= nearest + 5000 && by < least; by += 250) {
        const Rect body = shifted(mover->body, direction, by), from{}, to = shifted(from, direction, by);
        if (distance(body, still) < kGap || !fits(context, *mover, body)) continue;
        least = by;
        best = {mover->tag(), to.x0, to.y0};
      }
    }
  }
  return best.tag.empty() ? std::string() : move_text(best);
}

}  // namespace

TEST_CASE("a hint to two modules is the shortest straight move of either, of all that were to be tried") {
  std::mt19937 random(20261121);
  int found = 0, none = 0;
  for (int round = 0; round < 12; ++round) {
    std::string text =
        "setback 2\nparcel 0 0 48 40\nparcel 48 0 60 12\nkeep_out POND 20 16 26 20 clearance=1.5\n"
        "building SHED 40 30 44 36\nroad service R1 0 24 48 28\n"
        "type x kind=bess size=6x2.4x3 clear=1.5,1,0.5,0.5\ntype y kind=board size=3x3x3 clear=0.9,0,0,2\n";
    for (int i = 0; i < 14; ++i)
      text += fmt::format("place M-{:02} {} {:.3f} {:.3f} rot={}\n", i, i % 3 == 0 ? "y" : "x",
                          static_cast<double>(random() % 42000) / 1000.0,
                          static_cast<double>(random() % 36000) / 1000.0, random() % 4 * 90);
    const Design design = design_from(text);
    const CheckContext context(design);
    for (std::size_t i = 0; i < context.placed.size(); ++i)
      for (std::size_t j = i + 1; j < context.placed.size(); ++j) {
        const PlacedModule &a = context.placed[i], &b = context.placed[j];
        if (distance(a.body, b.body) >= kGap) continue;
        const std::string hint = move_apart_hint(
            context, a, b, [](const Rect& one, const Rect& other) { return distance(one, other) >= kGap; });
        CAPTURE(text);
        CHECK(hint == tried(context, a, b));
        ++(hint.empty() ? none : found);
      }
  }
  CHECK(found > 20);
  CHECK(none > 0);
}

TEST_CASE("routes of both paths in one passage: the nearest pair and the number of pairs are those of all pairs") {
  const auto rule =
      std::find_if(all_rules().begin(), all_rules().end(), [](const Rule* r) { return r->code == "RTE01"; });
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::string text = "type s kind=board size=6x3x3 ports=a:lv:out,b:lv:in\nnode L-1 s\nnode L-2 s\n", sections;
    struct Run {
      double from, to, at, width;
    };
    std::vector<Run> a, b;
    for (int i = 1; i <= 30; ++i) {
      const auto random_of = [&](unsigned least, unsigned most) {
        return static_cast<double>(least + random() % (most - least)) / 1000.0;
      };
      const Run run{random_of(0, 40000), random_of(0, 40000), random_of(0, 9000), random_of(1, 20) * 20};
      (i % 2 == 0 ? a : b).push_back(run);
      const char* path = i % 2 == 0 ? "A" : "B";
      text += fmt::format("edge lv L-1.a L-2.b path={}\n", path);
      sections += fmt::format("section E{:04} P0001.tray.{}.1 from={:.3f} to={:.3f} at={:.3f} width={:.3f}\n", i, path,
                              run.from, run.to, run.at, run.width);
    }
    const Design design = design_from(text + "passage P0001 aisle 0 0 40 9\n" + sections);
    int pairs = 0;
    double nearest = 1e9;
    for (const Run& x : a)
      for (const Run& y : b) {
        if (std::max(std::min(x.from, x.to), std::min(y.from, y.to)) >=
            std::min(std::max(x.from, x.to), std::max(y.from, y.to)) - 1e-9)
          continue;
        const auto low = [](const Run& r) { return std::round(r.at * 1000) - std::floor(r.width * 1000 / 2 + 1e-6); };
        const auto high = [&](const Run& r) { return low(r) + std::round(r.width * 1000); };
        const double gap = std::max(low(y) - high(x), low(x) - high(y)) / 1000.0;
        if (gap >= 1.2 - 1e-9) continue;
        ++pairs;
        nearest = std::min(nearest, gap);
      }
    const CheckContext context(design);
    Reporter said("RTE01", Severity::error);
    (*rule)->check(context, said);
    REQUIRE(said.findings().size() == (pairs > 0 ? 1U : 0U));
    if (pairs == 0) continue;
    const Finding& finding = said.findings().front();
    CAPTURE(finding.message);
    CHECK(finding.actual->value == doctest::Approx(std::max(0.0, nearest)));
    CHECK((finding.message.find(fmt::format("({} pairs)", pairs)) != std::string::npos) == (pairs > 1));
  }
}

TEST_CASE("names are found where they were added first, and no others") {
  CHECK(NameTable().find("A") == -1);
  std::vector<std::string> names;
  for (int i = 0; i < 500; ++i) names.push_back(fmt::format("POD-{:02}.RACK-{:03}", i % 7, i));
  NameTable table(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) table.add(names[i], static_cast<int>(i));
  table.add(names[3], 999);
  for (std::size_t i = 0; i < names.size(); ++i) CHECK(table.find(names[i]) == static_cast<int>(i));
  CHECK(table.find("POD-00.RACK-500") == -1);
  CHECK(table.find("") == -1);
}

}  // namespace plinth::test
