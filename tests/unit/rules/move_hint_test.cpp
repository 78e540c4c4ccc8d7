// SPDX-License-Identifier: Apache-2.0
// What a hint promises is tried: after the move its finding is gone, and no other of the place has come.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "core/model/module_move.h"
#include "core/rules/check_design.h"
#include "tests/support/sample_design.h"
#include "tests/unit/rules/design_text.h"

namespace plinth::test {
namespace {

using Faults = std::set<std::pair<std::string, std::vector<std::string>>>;

Faults faults_of_place(const CheckReport& report) {
  Faults faults;
  for (const Finding& finding : report.findings)
    for (const char* code :
         {"SITE01", "SITE02", "SITE03", "SITE04", "EL01", "BESS01", "BESS02", "XF01", "AIR02", "AIR07", "GEN05"})
      if (finding.code == code && finding.severity != Severity::info) faults.insert({finding.code, finding.tags});
  return faults;
}

void apply(Design& design, const ModuleMove& move) {
  for (Placement& placement : design.layout.placements)
    if (placement.tag == move.tag || placement.parent == move.tag) placement.x += move.dx, placement.y += move.dy;
}

}  // namespace

TEST_CASE("property: a hinted move takes its finding away and brings no other of the place") {
  const Design whole = sample_laid_out({.blocks = 1, .pods = 2, .racks = 2, .gensets = 2, .bess_per_block = 2});
  std::vector<std::size_t> ground;
  for (std::size_t i = 0; i < whole.layout.placements.size(); ++i)
    if (whole.layout.placements[i].parent.empty()) ground.push_back(i);
  std::mt19937 random(20261121);
  int tried = 0;
  for (int round = 0; round < 25; ++round) {
    Design design = whole;
    const Placement moved = design.layout.placements[ground[random() % ground.size()]];
    const Millimetres by = static_cast<Millimetres>(random() % 8000) - 4000;
    apply(design, random() % 2 == 0 ? ModuleMove{moved.tag, by, 0} : ModuleMove{moved.tag, 0, by});
    const CheckReport report = check_design(design);
    const Faults before = faults_of_place(report);
    for (const Finding& finding : report.findings) {
      const auto move = move_in(finding.hint);
      if (!move || !before.contains({finding.code, finding.tags})) continue;
      if (finding.hint.find("breaks") != std::string::npos || finding.hint.find("not tried") != std::string::npos)
        continue;
      CAPTURE(finding.message);
      CAPTURE(finding.hint);
      Design mended = design;
      apply(mended, *move);
      const Faults after = faults_of_place(check_design(mended));
      CHECK_FALSE(after.contains({finding.code, finding.tags}));
      for (const auto& fault : after) {
        CAPTURE(fault.first);
        CHECK(before.contains(fault));
      }
      if (++tried >= 40) return;
    }
  }
  CHECK(tried > 5);
}

TEST_CASE("where no straight move fits, a place to both sides is found") {
  // Between two walls of buildings, with one more ahead: only a way round leads out of the neighbour's clearance.
  const std::string text =
      "parcel 0 0 60 60\nsetback 1\ntype a kind=bess size=4x2x2 clear=1,1,1,1\n"
      "place BESS-01 a 20 20\nplace BESS-02 a 20 22.5\n"
      "building W 0.5 17 14 27\nbuilding E 30 17 59 27\nbuilding N 18 30 26 58\nbuilding S 18 2 26 16\n";
  const CheckReport report = check_design(design_from(text));
  int moves = 0;
  for (const Finding& finding : report.findings)
    if (finding.code == "SITE04") {
      const auto move = move_in(finding.hint);
      REQUIRE(move);
      ++moves;
    }
  CHECK(moves > 0);
}

}  // namespace plinth::test
