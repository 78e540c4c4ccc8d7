// SPDX-License-Identifier: Apache-2.0
// Roads and groups of a site in phases, and land kept free for an expansion.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/layout/keep.h"
#include "core/layout/lay_out.h"
#include "tests/support/sample_design.h"
#include "tests/unit/layout/layout_faults.h"

namespace plinth::test {
namespace {

/// Four blocks of the sample in two phases, so many of them in the first; the yards come with the first.
SampleDesign phased(int first = 2) {
  SampleDesign s = sample_design({.blocks = 4, .pods = 2, .racks = 1, .parcel_width = 400, .parcel_height = 400});
  s.spec.phases.resize(2);
  s.spec.phases[0].number = 1;
  s.spec.phases[1].number = 2;
  for (Node& node : s.sizing.graph.nodes) node.phase = node.block > first ? 2 : 1;
  return s;
}

Outcome<Layout> laid_out(const SampleDesign& s) { return lay_out(s.spec, s.catalog, s.sizing); }

bool says(const std::vector<Finding>& findings, const std::string& code) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.code == code; });
}

}  // namespace

TEST_CASE("phases move nothing: the layout is that of the site built at once") {
  SampleDesign s = phased();
  const Outcome<Layout> steps = laid_out(s);
  s.spec.phases.clear();
  const Outcome<Layout> once = laid_out(s);
  REQUIRE(steps.ok());
  REQUIRE(once.ok());
  CHECK(steps.value->placements == once.value->placements);
  CHECK(steps.value->routes == once.value->routes);
  for (const Road& road : once.value->roads) CHECK(road.phase == 0);
}

TEST_CASE("roads of the first phase hang together, meet a gate, and reach all that stands then") {
  const SampleDesign s = phased(1);
  const Outcome<Layout> got = laid_out(s);
  REQUIRE(got.ok());
  const Layout& layout = *got.value;
  for (const Group& group : layout.groups) CHECK(group.phase == (group.block > 1 ? 2 : 1));
  std::vector<const Road*> first;
  for (const Road& road : layout.roads) {
    CHECK((road.phase == 1 || road.phase == 2));
    if (road.phase == 1) first.push_back(&road);
  }
  REQUIRE_FALSE(first.empty());
  CHECK(first.size() < layout.roads.size());
  std::vector<const Road*> joined{first.front()};
  for (std::size_t i = 0; i < joined.size(); ++i)
    for (const Road* road : first)
      if (overlap(joined[i]->area, road->area) && std::find(joined.begin(), joined.end(), road) == joined.end())
        joined.push_back(road);
  CHECK(joined.size() == first.size());
  for (const Group& group : layout.groups)
    if (group.phase == 1)
      CHECK(std::any_of(first.begin(), first.end(),
                        [&](const Road* road) { return overlap(road->area, group.area.grown(1)); }));
}

TEST_CASE("land for more blocks and more of each yard: beside everything, of the size of the first block") {
  SampleDesign s = phased();
  s.spec.phases.clear();
  s.spec.expansion.blocks = 1;
  s.spec.expansion.share = 0.3;  // of four blocks: two, rounded up
  const Outcome<Layout> got = laid_out(s);
  REQUIRE(got.ok());
  const Layout& layout = *got.value;
  CHECK(layout_faults(s.spec, s.catalog, s.sizing.graph, layout).empty());
  const auto blocks = std::count_if(layout.reserves.begin(), layout.reserves.end(),
                                    [](const Reserve& r) { return r.holds == "blocks"; });
  CHECK(blocks == 3);
  CHECK(layout.reserves.size() > 3);
  const auto block_1 =
      std::find_if(layout.groups.begin(), layout.groups.end(), [](const Group& g) { return g.block == 1; });
  REQUIRE(block_1 != layout.groups.end());
  for (const Reserve& reserve : layout.reserves) {
    CHECK(keeps_setbacks(s.spec.site, reserve.area));
    for (const Group& group : layout.groups) CHECK_FALSE(overlap(reserve.area, group.area));
    for (const Road& road : layout.roads) CHECK_FALSE(overlap(reserve.area, road.area));
    for (const Reserve& other : layout.reserves)
      if (&other != &reserve) CHECK_FALSE(overlap(reserve.area, other.area));
    if (reserve.holds != "blocks") continue;
    const double own = static_cast<double>(reserve.area.width()) * static_cast<double>(reserve.area.height());
    const double like = static_cast<double>(block_1->area.width()) * static_cast<double>(block_1->area.height());
    CHECK(own >= 0.5 * like);
  }
  const Outcome<KeptLayout> kept = keep_layout(s.spec, s.catalog, s.sizing, layout);
  REQUIRE(kept.ok());
  CHECK(kept.value->layout.reserves == layout.reserves);
}

TEST_CASE("a parcel with room for the plant and not for its reserve names the reserve") {
  SampleDesign s = phased();
  s.spec.phases.clear();
  s.spec.expansion.blocks = 400;
  const Outcome<Layout> got = laid_out(s);
  CHECK_FALSE(got.ok());
  CHECK(says(got.findings, "LAY014"));
  CHECK_FALSE(place_faults(s.spec, s.catalog, s.sizing).empty());
  s.spec.expansion.blocks = 0;
  CHECK(laid_out(s).ok());
  CHECK(place_faults(s.spec, s.catalog, s.sizing).empty());
}

}  // namespace plinth::test
