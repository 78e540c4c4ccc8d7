// SPDX-License-Identifier: Apache-2.0
#include "core/physics/footing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numbers>

using namespace plinth;
using doctest::Approx;

TEST_CASE("pressure below a footing by hand: 300 kN on 3 m x 2 m") {
  const Force n{300e3};
  const Length b{3.0};
  const Area a{6.0};
  CHECK(footing_pressure(n, Length{0}, b, a).si == Approx(50e3));
  CHECK(footing_pressure(n, Length{0.3}, b, a).si == Approx(80e3));       // 50 (1 + 0.6)
  CHECK(footing_pressure(n, Length{0.5}, b, a).si == Approx(100e3));      // the edge of the middle third: a triangle
  CHECK(footing_pressure(n, Length{0.9}, b, a).si == Approx(500e3 / 3));  // 600 / (3 x 2 x 0.6)
  CHECK(footing_pressure(n, Length{1.4}, b, a).si == Approx(1e6));        // 600 / (3 x 2 x 0.1)
  CHECK(std::isinf(footing_pressure(n, Length{1.5}, b, a).si));           // at the edge: it tips
  CHECK(std::isinf(footing_pressure(n, Length{2.0}, b, a).si));
}

TEST_CASE("beyond the middle third the triangle balances the load at its place") {
  const Force n{300e3};
  const Length b{3.0};
  const Area a{6.0};
  for (const double e : {0.55, 0.8, 1.2}) {
    const double q = footing_pressure(n, Length{e}, b, a).si, pressed = 3 * (1.5 - e), across = 2.0;
    CHECK(q * pressed / 2 * across == Approx(300e3));  // its volume is the load
    CHECK(1.5 - pressed / 3 == Approx(e));             // its centre is where the load is
  }
}

TEST_CASE("wind and earthquake by hand") {
  // 0.613 V^2 at k = 1: 47 m/s gives 1354 Pa
  CHECK(gust_pressure(Density{1.226}, Speed{47.0}, 1.0).si == Approx(0.613 * 47 * 47));
  // 0.30 x 0.5 x 1.5 x 200 kN
  CHECK(rigid_base_shear(0.3, 0.5, 1.5, Force{200e3}).si == Approx(45e3));
}

TEST_CASE("bolts by hand") {
  // sqrt(20^2 + 3 x 10^2) kN / 140 MPa = 26.458e3 / 140 mm2
  CHECK(bolt_area(Force{20e3}, Force{10e3}, Pressure{140e6}).si * 1e6 == Approx(188.98).epsilon(1e-4));
  // M20: 245 mm2 in the tables, 0.75 x 314.2 = 235.6 here
  CHECK(stress_area(Length{0.020}).si * 1e6 == Approx(235.62).epsilon(1e-4));
}

TEST_CASE("cut and fill of a level pad on a plane") {
  CHECK(mean_cut(Length{0.6}, Length{0}).si == Approx(0.15));   // one way: a wedge
  CHECK(mean_cut(Length{0.6}, Length{0.6}).si == Approx(0.2));  // both ways alike: u/3
  CHECK(mean_cut(Length{0.3}, Length{0.9}).si == mean_cut(Length{0.9}, Length{0.3}).si);
  CHECK(mean_cut(Length{0}, Length{0}).si == 0);
  // against the sum over a fine grid
  const double u = 0.7, v = 0.4;
  double sum = 0;
  const int n = 400;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) sum += std::max(0.0, u * (2.0 * (i + 0.5) / n - 1) + v * (2.0 * (j + 0.5) / n - 1));
  CHECK(mean_cut(Length{u}, Length{v}).si == Approx(sum / n / n).epsilon(1e-4));
}
