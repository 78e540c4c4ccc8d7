// SPDX-License-Identifier: Apache-2.0
#include "core/civil/footing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace plinth;
using namespace plinth::civil;
using doctest::Approx;

namespace {

/// Round figures for hand calculations.
FootingBasis basis() {
  FootingBasis b;
  b.upstand = 0.15 * metre;
  b.thickness = 0.25 * metre;
  b.slenderness = 15;
  b.embedment = 0.3 * metre;
  b.overhang = 0.15 * metre;
  b.overhang_most = 1.5 * metre;
  b.strip = 0.4 * metre;
  b.strip_most = 1.5 * metre;
  b.pier = 0.6 * metre;
  b.pier_most = 1.8 * metre;
  b.step = 0.05 * metre;
  b.gravel = 0.2 * metre;
  b.gravel_footing = 0.1 * metre;
  b.working_space = 0.3 * metre;
  b.density = {2400};
  b.rebar = 90;
  b.grout = 0.03 * metre;
  b.base_plate = 0.3 * metre;
  b.centre_offset = 0.05;
  b.centre_height = 0.5;
  b.friction = 0.35;
  b.safety = 1.5;
  b.wind_coefficient = 1.4;
  b.wind_combination = 0.6;
  b.seismic_coefficient = 0.3;
  b.importance = 1.5;
  b.seismic_combination = 0.7;
  b.seismic = 0.2;
  b.dead = 0.6;
  b.inset = 0.1 * metre;
  b.spacing = 3.0 * metre;
  b.anchor_stress = {140e6};
  b.anchor_edge = 6;
  b.oil_share = 1;
  b.rain = 0.15 * metre;
  b.margin = 0.6 * metre;
  b.wall = 0.2 * metre;
  b.pit_depth = 0.3 * metre;
  b.rail = 0.6 * metre;
  b.bearing = {72e3};
  b.gust = {1000};
  b.frost = 0.8 * metre;
  return b;
}

ModuleType type_of(const std::string& lifting) {
  ModuleType t;
  t.id = "t";
  if (!lifting.empty()) t.attributes["lifting"].value = lifting;
  return t;
}

FootingLoad load_of(const ModuleType& type, double tonnes, double l, double w, double h) {
  FootingLoad load;
  load.type = &type;
  load.mass = tonnes * tonne;
  load.length = l * metre;
  load.width = w * metre;
  load.height = h * metre;
  return load;
}

double volume_of(const std::vector<ConcreteBody>& bodies) {
  double sum = 0;
  for (const ConcreteBody& b : bodies)
    sum += 1e-9 * static_cast<double>(b.area.width()) * static_cast<double>(b.area.height()) *
           static_cast<double>(b.top - b.bottom);
  return sum;
}

}  // namespace

TEST_CASE("a pad by hand: 20 t, 5 m x 3 m x 3 m") {
  const ModuleType type = type_of("lugs");
  const FootingLoad load = load_of(type, 20, 5, 3, 3);
  const Footing f = footing_of(load, basis());
  REQUIRE(f.type == FootingType::pad);
  CHECK(f.sound);
  CHECK(f.size.si == Approx(0.15));
  CHECK(f.thickness.si == Approx(0.25));
  CHECK(f.concrete.si == Approx(5.3 * 3.3 * 0.25));  // 4.3725 m3
  CHECK(f.weight_module.si == Approx(196133));
  CHECK(f.weight_concrete.si == Approx(4.3725 * 2400 * 9.80665));
  const double n = 196133 + 102911.0, q = n / (5.3 * 3.3);
  // 5 % off the middle both ways: ex = 0.25 W/N, ey = 0.15 W/N
  CHECK(f.gravity.si == Approx(q * (1 + 6 * 0.25 * 196133 / n / 5.3 + 6 * 0.15 * 196133 / n / 3.3)).epsilon(1e-5));
  // wind on the long side 1.4 x 1 kPa x 15 m2 = 21 kN, 12.6 kN of it; earthquake 0.7 x 0.09 x 196.1 = 12.36 kN
  CHECK(f.short_way.lateral.si == Approx(12600));
  CHECK(f.short_way.seismic.si == Approx(0.09 * 196133));
  CHECK(f.short_way.eccentricity.si == Approx((12600 * 1.75 + 196133 * 0.15) / n).epsilon(1e-5));
  CHECK(f.short_way.overturning == Approx((n * 1.65 - 196133 * 0.15) / (12600 * 1.75)).epsilon(1e-5));
  CHECK(f.sliding == Approx(0.35 * n / 12600).epsilon(1e-5));
  // gravel down to the frost: 0.8 - (0.25 - 0.15)
  CHECK(f.gravel.si == Approx(5.9 * 3.9 * 0.7));
  CHECK(f.excavation.si == Approx(5.9 * 3.9 * 0.8));
  CHECK(f.anchors.size() == 6);  // 4.8 m between the ends, at most 3 m apart, two rows
  CHECK(f.shear.si == Approx(12600.0 / 6));
}

TEST_CASE("a container stands on strips or piers below the frost") {
  const ModuleType type = type_of("corner castings");
  const FootingLoad load = load_of(type, 30, 12.192, 2.438, 2.896);
  const Footing f = footing_of(load, basis());
  CHECK((f.type == FootingType::strips || f.type == FootingType::piers));
  CHECK(f.sound);
  CHECK(f.thickness.si == Approx(0.95));
  CHECK(f.worst <= basis().bearing);
  CHECK(f.concrete <= pad_of(load, basis()).concrete);
}

TEST_CASE("exactly the allowable pressure holds, a little less ground does not") {
  const ModuleType type = type_of("lugs");
  const FootingLoad load = load_of(type, 110, 5, 3, 3);
  FootingBasis b = basis();
  const Footing f = footing_of(load, b);
  REQUIRE(f.sound);
  REQUIRE(f.size > b.overhang);  // bearing decided
  b.bearing = f.worst;
  CHECK(footing_of(load, b).size.si == Approx(f.size.si));
  b.bearing = f.worst - Pressure{1.0};
  CHECK(footing_of(load, b).size > f.size);
}

TEST_CASE("what no pad carries is returned as unsound") {
  const ModuleType type = type_of("");
  const Footing f = footing_of(load_of(type, 900, 5, 3, 3), basis());
  CHECK(f.type == FootingType::pad);
  CHECK_FALSE(f.sound);
  CHECK(f.worst > basis().bearing);
}

TEST_CASE("an oil pit holds its liquid and the rain") {
  const ModuleType type = type_of("lugs");
  FootingLoad load = load_of(type, 60, 6, 4, 4);
  load.liquid = 20.0 * m3;
  const FootingBasis b = basis();
  const Footing f = footing_of(load, b);
  REQUIRE(f.type == FootingType::pit);
  // inside 7.2 x 5.2 = 37.44 m2, plinths 2 x 6.3 x 0.6 = 7.56 m2; 20 + 5.616 m3 over 29.88 m2 = 0.857 m: 0.9 m
  CHECK(f.containment_needed.si == Approx(25.616));
  CHECK(f.size.si == Approx(0.9));
  CHECK(f.containment.si == Approx(29.88 * 0.9));
  CHECK(f.containment >= f.containment_needed);
}

TEST_CASE("for every size: volume is that of the solids, anchors keep their edges, solids stay apart") {
  const FootingBasis b = basis();
  for (const char* lifting : {"lugs", "corner castings"})
    for (const double tonnes : {0.5, 8.0, 40.0, 120.0})
      for (const double l : {1.2, 6.058, 12.192, 16.0})
        for (const double w : {1.1, 2.438, 4.0})
          for (const double liquid : {0.0, 3.0}) {
            const ModuleType type = type_of(lifting);
            FootingLoad load = load_of(type, tonnes, l, w, 2.9);
            load.liquid = liquid * m3;
            const Footing f = footing_of(load, b);
            CAPTURE(lifting);
            CAPTURE(tonnes);
            CAPTURE(l);
            CAPTURE(w);
            CAPTURE(liquid);
            const std::vector<ConcreteBody> bodies = bodies_of(f, load, b);
            CHECK(volume_of(bodies) == Approx(f.concrete.si).epsilon(2e-3));
            for (std::size_t i = 0; i < bodies.size(); ++i)
              for (std::size_t j = i + 1; j < bodies.size(); ++j)
                CHECK((!overlap(bodies[i].area, bodies[j].area) || bodies[i].top <= bodies[j].bottom ||
                       bodies[j].top <= bodies[i].bottom));
            for (const auto& [x, y] : f.anchors) {
              const Millimetres ax = std::llround(x.si * 1e3), ay = std::llround(y.si * 1e3);
              Millimetres edge = -1;
              for (const ConcreteBody& body : bodies) {
                const Rect& r = body.area;
                if (body.top == 0)
                  edge = std::max(edge, std::min<Millimetres>({ax - r.x0, r.x1 - ax, ay - r.y0, r.y1 - ay}));
              }
              CHECK(edge >= std::llround(f.edge.si * 1e3) - 1);
            }
          }
}
