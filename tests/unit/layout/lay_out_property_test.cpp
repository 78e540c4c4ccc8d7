// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "core/layout/lay_out.h"
#include "tests/support/sample_design.h"
#include "tests/unit/layout/layout_faults.h"

namespace plinth::test {
namespace {

/// A small generator of our own: the same numbers on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2654435761U + 1) {}
  long long between(long long low, long long high) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return low + static_cast<long long>((state_ >> 33U) % static_cast<std::uint64_t>(high - low + 1));
  }

 private:
  std::uint64_t state_;
};

Ring box(long long x0, long long y0, long long x1, long long y1) { return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}; }

Ring star(Dice& dice, long long radius) {
  Ring ring;
  const long long corners = dice.between(3, 14);
  for (long long i = 0; i < corners; ++i) {
    const double angle = 6.283185307179586 * static_cast<double>(i) / static_cast<double>(corners);
    const double r = static_cast<double>(radius * dice.between(35, 100)) / 100.0;
    ring.push_back({std::llround(r * std::cos(angle)), std::llround(r * std::sin(angle))});
  }
  return ring;
}

Ring comb(Dice& dice, long long w, long long h) {
  Ring ring{{0, 0}, {w, 0}, {w, h}};
  const long long teeth = dice.between(1, 4), pitch = w / (2 * teeth + 1);
  for (long long t = teeth; t > 0; --t) {
    const long long depth = h * dice.between(30, 80) / 100;
    const long long x1 = pitch * 2 * t, x0 = x1 - pitch;
    ring.insert(ring.end(), {{x1, h}, {x1, h - depth}, {x0, h - depth}, {x0, h}});
  }
  ring.push_back({0, h});
  return ring;
}

std::vector<Polygon> parcels(Dice& dice) {
  const long long w = 1000 * dice.between(12, 320), h = 1000 * dice.between(12, 320);
  switch (dice.between(0, 11)) {
    case 0:
      return {{box(0, 0, w, h), {}}};
    case 1:
      return {{{{0, 0}, {w, 0}, {w, h / 2}, {w / 2, h / 2}, {w / 2, h}, {0, h}}, {}}};
    case 2:
      return {{star(dice, w), {}}};
    case 3:
      return {{comb(dice, w + 100000, h + 60000), {}}};
    case 4: {
      Polygon p{box(0, 0, w, h), {box(w / 3, h / 3, w / 2, h / 2)}};
      normalise(p);
      return {p};
    }
    case 5:
      return {{box(0, 0, w, h), {}}, {box(w + 20000, 0, 2 * w, h), {}}, {box(0, h + 3000, w, h + 90000), {}}};
    case 7: {  // a star with a pond in its middle, turned
      Polygon p{star(dice, w + 120000), {}};
      const long long r = 1000 * dice.between(2, 12);
      p.holes = {{{-r, 0}, {0, -r}, {r, 0}, {0, r}}};
      normalise(p);
      return {p};
    }
    case 8:  // huge: more than a kilometre
      return {{box(0, 0, 1400000, 1000 * dice.between(400, 900)), {}}};
    case 9:  // tiny
      return {{box(0, 0, 1000 * dice.between(3, 30), 1000 * dice.between(3, 30)), {}}};
    case 10: {  // many parts, some slivers
      std::vector<Polygon> all;
      for (long long i = 0; i < dice.between(3, 6); ++i)
        all.push_back({box(i * 130000, 0, i * 130000 + 1000 * dice.between(2, 120), h), {}});
      return all;
    }
    case 6:
      return {{box(0, 0, 900000, dice.between(15, 60) * 1000), {}}};  // a sliver
    default:
      return {{{{0, 0}, {w, h / 4}, {w - h / 4, h + h / 4}, {-h / 4, h}}, {}}};  // turned
  }
}

/// Any parcel by any angle about a far-off point, as real ones come out of a survey.
void turn(SampleDesign& sample, Dice& dice) {
  const double angle = static_cast<double>(dice.between(-900, 900)) * 0.1 * 3.14159265358979323846 / 180.0;
  const double c = std::cos(angle), s = std::sin(angle);
  const long long east = 1000 * dice.between(-600, 600), north = 1000 * dice.between(-600, 600);
  const auto turned = [&](PlanPoint& p) {
    const double x = static_cast<double>(p.x), y = static_cast<double>(p.y);
    p = {std::llround(x * c - y * s) + east, std::llround(x * s + y * c) + north};
  };
  const auto turned_area = [&](Polygon& polygon) {
    for (PlanPoint& p : polygon.outer) turned(p);
    for (Ring& hole : polygon.holes)
      for (PlanPoint& p : hole) turned(p);
  };
  SiteSpec::Site& site = sample.spec.site;
  for (Polygon& parcel : site.parcels) turned_area(parcel);
  for (KeepOut& keep_out : site.keep_outs) turned_area(keep_out.area);
  for (Zone& zone : sample.spec.zones) turned_area(zone.area);
  for (Gate& gate : site.gates) turned(gate.at);
  for (BoundaryEdge& edge : site.edges) {
    turned(edge.a);
    turned(edge.b);
  }
  if (sample.spec.utility.at) turned(*sample.spec.utility.at);
}

constexpr Millimetres kTurn = 9150;

SampleDesign random_case(std::uint64_t seed) {
  Dice dice(seed);
  SampleOptions options;
  options.blocks = static_cast<int>(dice.between(1, 2));
  options.pods = static_cast<int>(dice.between(1, 6));
  options.racks = 4;
  options.bess_per_block = static_cast<int>(dice.between(0, 6));
  options.chilled_water = dice.between(0, 3) == 0;
  SampleDesign sample = sample_design(options);
  Limit fillet;
  fillet.id = "road.turn.inner";
  fillet.jurisdiction = "all";
  fillet.si = 1e-3 * static_cast<double>(kTurn);
  std::vector<Limit>& limits = sample.catalog.limits;
  limits.insert(std::upper_bound(limits.begin(), limits.end(), fillet,
                                 [](const Limit& a, const Limit& b) { return a.id < b.id; }),
                fillet);
  SiteSpec::Site& site = sample.spec.site;
  site.parcels = parcels(dice);
  site.setback = static_cast<double>(dice.between(0, 12)) * metre;
  const Rect land = bounding_box(site.parcels.front().outer);
  const PlanPoint corner = site.parcels.front().outer.front();
  site.gates = {{"gate", nearest_point(site.parcels.front().outer, {land.centre().x, land.y0}), 8.0 * metre}};
  sample.spec.utility.at = corner;
  if (dice.between(0, 3) == 0)
    for (const Polygon& parcel : site.parcels)
      site.edges.push_back({parcel.outer[0], parcel.outer[1], static_cast<double>(dice.between(0, 30)) * metre});
  if (dice.between(0, 5) == 0)
    sample.spec.zones = {{"south",
                          dice.between(0, 1) == 0 ? "storage" : "reserve",
                          {box(land.x0, land.y0, land.x1, land.centre().y), {}},
                          {}}};
  if (dice.between(0, 3) == 0)
    site.keep_outs = {{"pond",
                       {box(land.centre().x, land.centre().y, land.centre().x + 20000, land.centre().y + 9000), {}},
                       static_cast<double>(dice.between(0, 5)) * metre,
                       dice.between(0, 1) == 0}};
  if (dice.between(0, 2) == 0) turn(sample, dice);
  return sample;
}

}  // namespace

/// PLINTH_PARCELS=1000 looks at more of them than a build has time for.
std::uint64_t how_many() {
  const char* wanted = std::getenv("PLINTH_PARCELS");
  return wanted == nullptr ? 90 : std::strtoull(wanted, nullptr, 10);
}

TEST_CASE("random parcels: a layout without faults, or LAY001") {
  const std::uint64_t count = how_many();
  std::uint64_t placed = 0, refused = 0, reached = 0, rounded = 0;
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    CAPTURE(seed);
    const SampleDesign sample = random_case(seed);
    const Outcome<Layout> got = lay_out(sample.spec, sample.catalog, sample.sizing);
    if (!got.ok()) {
      ++refused;
      REQUIRE(has_errors(got.findings));
      CHECK(got.findings.back().code == "LAY001");
      continue;
    }
    ++placed;
    const auto faults = layout_faults(sample.spec, sample.catalog, sample.sizing.graph, *got.value);
    CHECK_MESSAGE(faults.empty(), (faults.empty() ? "" : faults.front()));
    const bool narrow = std::any_of(got.findings.begin(), got.findings.end(), [](const Finding& f) {
      return f.code == "LAY005" || f.code == "LAY006" || f.code == "LAY008";  // said that a road is missing
    });
    if (!narrow) {
      ++reached;
      const auto out = crane_faults(sample.catalog, *got.value, 30000);
      CHECK_MESSAGE(out.empty(), (out.empty() ? "" : out.front()));
    }
    const auto says = [&](const char* code) {
      return std::any_of(got.findings.begin(), got.findings.end(), [&](const Finding& f) { return f.code == code; });
    };
    if (!says("LAY035")) {
      ++rounded;
      const auto corners = corner_faults(sample.catalog, *got.value, kTurn);
      CHECK_MESSAGE(corners.empty(), (corners.empty() ? "" : corners.front()));
    }
    for (const Finding& f : got.findings) CHECK_MESSAGE(f.severity != Severity::error, f.message);
    if (seed % 8 == 0) CHECK(lay_out(sample.spec, sample.catalog, sample.sizing).value == got.value);
  }
  CHECK(placed > count / 4);  // the parcels are neither all too small nor all generous
  CHECK(refused > count / 20);
  CHECK(reached > count / 5);
  CHECK(rounded > count / 5);
}

}  // namespace plinth::test
