// SPDX-License-Identifier: Apache-2.0
#include "core/civil/slab_union.h"

#include <doctest/doctest.h>

#include "core/civil/road_turns.h"

using namespace plinth;
using namespace plinth::civil;

namespace {

Millimetres area_of(const std::vector<Rect>& pieces) {
  Millimetres sum = 0;
  for (const Rect& r : pieces) sum += r.width() * r.height();
  return sum;
}

bool apart(const std::vector<Rect>& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i)
    for (std::size_t j = i + 1; j < pieces.size(); ++j)
      if (overlap(pieces[i], pieces[j])) return false;
  return true;
}

}  // namespace

TEST_CASE("neighbours: exactly the gap is apart, a millimetre less is not") {
  const std::vector<Rect> areas{{0, 0, 1000, 1000}, {1300, 0, 2300, 1000}, {2599, 0, 3000, 1000}};
  const auto groups = neighbours(areas, 300);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0] == std::vector<std::size_t>{0});
  CHECK(groups[1] == std::vector<std::size_t>{1, 2});
  CHECK(neighbours(areas, 301).size() == 1);
}

TEST_CASE("neighbours join over several steps, whatever their order") {
  std::vector<Rect> areas;
  for (Millimetres i : {4, 0, 2, 3, 1}) areas.push_back({i * 1100, 0, i * 1100 + 1000, 500});
  CHECK(neighbours(areas, 101).size() == 1);
  CHECK(neighbours(areas, 100).size() == 5);
  CHECK(neighbours({}, 100).empty());
}

TEST_CASE("a joined slab covers its members and the gap, once") {
  const std::vector<Rect> pads{{0, 0, 4000, 2000}, {4200, 0, 8000, 1500}};
  const std::vector<Rect> slab = joined_slab(pads, 300, 30000);
  CHECK(apart(slab));
  CHECK(area_of(slab) == 4000LL * 2000 + 3800LL * 1500 + 200LL * 1500);
}

TEST_CASE("overlapping members count once") {
  const std::vector<Rect> slab = joined_slab({{0, 0, 4000, 2000}, {3000, 1000, 6000, 3000}}, 300, 30000);
  CHECK(apart(slab));
  CHECK(area_of(slab) == 4000LL * 2000 + 3000LL * 2000 - 1000LL * 1000);
}

TEST_CASE("long slabs get joints") {
  const std::vector<Rect> slab = joined_slab({{0, 0, 40000, 3000}, {40100, 0, 61000, 3000}}, 300, 30000);
  CHECK(apart(slab));
  CHECK(area_of(slab) == 61000LL * 3000);
  for (const Rect& r : slab) CHECK(r.width() <= 30000);
  CHECK(slab.size() == 3);
}

TEST_CASE("the fillet that leaves a corner free") {
  CHECK(free_radius(Length{0}, Length{0}).si == 0);
  CHECK(free_radius(Length{2}, Length{0}).si == 2);
  // dx = dy = 1: r = 2 + sqrt 2; the corner lies on the arc: (r-1)^2 + (r-1)^2 = r^2
  const double r = free_radius(Length{1}, Length{1}).si;
  CHECK(r == doctest::Approx(3.41421356));
  CHECK(2 * (r - 1) * (r - 1) == doctest::Approx(r * r));
}
