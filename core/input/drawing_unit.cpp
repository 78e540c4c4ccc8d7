// SPDX-License-Identifier: Apache-2.0
#include "core/input/drawing_unit.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "core/base/text.h"

namespace plinth {

namespace {

struct Row {
  int code;
  double metres;
  const char* name;
};
// Autodesk DXF reference, header variable $INSUNITS; 21 to 24 are those of the US survey.
constexpr double survey_foot = 1200.0 / 3937.0;
constexpr Row rows[] = {{1, 0.0254, "in"},
                        {2, 0.3048, "ft"},
                        {3, 1609.344, "mi"},
                        {4, 0.001, "mm"},
                        {5, 0.01, "cm"},
                        {6, 1, "m"},
                        {7, 1000, "km"},
                        {10, 0.9144, "yd"},
                        {14, 0.1, "dm"},
                        {15, 10, "dam"},
                        {16, 100, "hm"},
                        {21, survey_foot, "US survey ft"},
                        {22, survey_foot / 12, "US survey in"},
                        {23, survey_foot * 3, "US survey yd"},
                        {24, survey_foot * 5280, "US survey mi"}};

/// The feet of survey and of trade differ by 2 parts in a million: drawings state one and mean the other.
constexpr double same_unit = 1e-4;

std::vector<std::pair<double, double>> sample(const MapFile& map, double factor) {
  std::vector<std::pair<double, double>> points;
  const auto add = [&](const MapRing& ring) {
    if (points.size() < 8 && !ring.points.empty())
      points.emplace_back(ring.points[0].first * factor, ring.points[0].second * factor);
  };
  for (const MapPolygon& polygon : map.polygons)
    for (const MapRing& ring : polygon.rings) add(ring);
  for (const MapLine& line : map.lines) add(line.points);
  return points;
}

bool within(const SiteWorld& world, const std::string& crs, const CrsFacts& facts, const MapFile& map, double factor) {
  const Projected degrees = world.degrees(crs, sample(map, factor));
  if (!degrees.error.empty()) return false;
  for (const auto& [x, y] : degrees.metres) {
    const double east = std::fmod(x - facts.west + 720, 360), width = std::fmod(facts.east - facts.west + 720, 360);
    if (y < facts.south || y > facts.north || (width > 0 && east > width)) return false;
  }
  return true;
}

}  // namespace

DrawingUnit drawing_unit(const std::string& dxf) {
  DrawingUnit unit;
  const std::size_t at = std::string_view(dxf).substr(0, 200'000).find("$INSUNITS");
  if (at == std::string::npos) return unit;
  const std::vector<std::string> lines = split(dxf.substr(at, 60), '\n');
  if (lines.size() < 3) return unit;
  unit.code = std::atoi(lines[2].c_str());
  for (const Row& row : rows)
    if (row.code == unit.code) unit.metres = row.metres, unit.name = row.name;
  return unit;
}

DrawingScale drawing_scale(const SiteWorld& world, const DrawingUnit& unit, const std::string& crs,
                           const MapFile& map) {
  DrawingScale scale;
  if (unit.code == 0 || unit.metres <= 0 || !world.facts || !world.degrees) return scale;
  const CrsFacts facts = world.facts(crs);
  if (facts.metres_per_unit <= 0) return scale;
  const double factor = unit.metres / facts.metres_per_unit;
  if (std::abs(factor - 1) < same_unit) return scale;
  const bool converted = within(world, crs, facts, map, factor), as_it_is = within(world, crs, facts, map, 1.0);
  if (converted == as_it_is) {
    scale.error =
        fmt::format("is drawn in {}, but {} counts in units of {:.9g} m{}", unit.name, crs, facts.metres_per_unit,
                    converted ? ", and the parcel could lie in its area either way"
                              : ", and the parcel lies off its area either way");
    return scale;
  }
  scale.factor = converted ? factor : 1.0;
  scale.remark = converted ? fmt::format("is drawn in {}; converted to the unit of {}, {:.9g} m", unit.name, crs,
                                         facts.metres_per_unit)
                           : fmt::format(
                                 "says it is drawn in {}, but only in the unit of {}, {:.9g} m, does it lie in the "
                                 "area of that system",
                                 unit.name, crs, facts.metres_per_unit);
  return scale;
}

}  // namespace plinth
