// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <map>
#include <string>

#include "core/input/read_site.h"

namespace plinth::test {

/// A world with these files and a projector that needs no library: degrees about their middle by the radius of the
/// Earth (good enough to count corners), other systems taken as metres about their middle.
inline SiteWorld world_of(std::map<std::string, std::string> files) {
  SiteWorld world;
  world.read_file = [files = std::move(files)](const std::string& path) -> std::optional<std::string> {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  world.project = [](const std::string& crs, const std::vector<std::pair<double, double>>& points) {
    Projected out;
    if (crs == "EPSG:9999") {
      out.error = "unknown coordinate system";
      return out;
    }
    double x = 0, y = 0;
    for (const auto& [px, py] : points) {
      x += px / static_cast<double>(points.size());
      y += py / static_cast<double>(points.size());
    }
    const bool degrees = crs == "OGC:CRS84";
    const double north = degrees ? 111195.0 : 1.0, east = degrees ? 111195.0 * std::cos(y * 0.0174532925) : 1.0;
    for (const auto& [px, py] : points) out.metres.emplace_back((px - x) * east, (py - y) * north);
    out.projection = "flat " + crs;
    return out;
  };
  return world;
}

inline const std::string five_lines =
    "project.name = \"Riverbend\"\n"
    "site.boundary = [[0, 0], [260, 0], [260, 180], [0, 180]]\n"
    "it.load = \"20 MW\"\n"
    "site.utility.voltage = \"34.5 kV\"\n"
    "site.utility.capacity = \"40 MVA\"\n";

}  // namespace plinth::test
