// SPDX-License-Identifier: Apache-2.0
#include "core/physics/swept_path.h"

#include <doctest/doctest.h>

#include <cmath>

namespace plinth::test {
using doctest::Approx;

TEST_CASE("a vehicle without length sweeps a ring") {
  // Road 6 m, vehicle 3 m with 0.5 m kept free: the front stays 2 m inside the outer edge, 4 m from the inner one. On a
  // circle of 10 m its middle lies 10 - 4 = 6 m inside both edges, the inner edge of the strip is a circle of 8 m.
  const SweptTurn turn({Length{0.01}, Length{0.01}, Length{3}, Length{0.5}}, Length{6}, Length{10});
  // at in = 1 m: 6 - sqrt(64 - 25) = -0.245 m: on the road; at 0: 6 - sqrt(64 - 36) = 0.709 m
  CHECK(turn.reach(Length{0}).si == Approx(6 - std::sqrt(28.0)).epsilon(0.05));
  CHECK(turn.reach(Length{1}).si == 0);
  CHECK(turn.hits(Length{0}, Length{0}));
  CHECK_FALSE(turn.hits(Length{1}, Length{0.01}));
}

TEST_CASE("tractor and trailer run inside the front, less than on a full circle, and longer ones more") {
  const Length road{6.1}, radius{8.5};
  double last = 0;
  for (const double trailer : {4.0, 9.0, 12.0, 15.0}) {
    const SweptTurn turn({Length{5}, Length{trailer}, Length{3}, Length{0.5}}, road, radius);
    const double reach = turn.reach(Length{0}).si;
    CHECK(reach > last);
    last = reach;
    for (double in = 0.1; in < 40; in += 0.1)
      REQUIRE(turn.reach(Length{in}) <= turn.reach(Length{in - 0.1}));  // never grows away from the corner
    CHECK(turn.reach(Length{49}).si == 0);
  }
  // Tractor alone on r = 12 m: the steady offtracking 12 - sqrt(144 - 25) = 1.091 m is what a turn comes near to and
  // never exceeds.
  const SweptTurn tractor({Length{5}, Length{0.01}, Length{3}, Length{0.5}}, Length{6}, Length{12});
  const double middle = 12 - 4, inside = std::sqrt(144.0 - 25.0) - 2, diagonal = middle - inside / std::sqrt(2.0);
  CHECK_FALSE(tractor.hits(Length{diagonal}, Length{diagonal}));
  CHECK(tractor.reach(Length{0}).si > middle - std::sqrt(100.0 - middle * middle));  // more than the front itself
}

TEST_CASE("the example of docs/methods/civil.md") {
  const SweptTurn turn({Length{5}, Length{9}, Length{3}, Length{0.5}}, Length{6.1}, Length{8.5});
  CHECK_FALSE(turn.hits(Length{3}, Length{3}));
  CHECK(turn.hits(Length{2.5}, Length{2.5}));
}

}  // namespace plinth::test
