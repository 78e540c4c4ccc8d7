// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/input/read_geojson.h"
#include "core/input/site_context.h"

namespace plinth {

/// Places of the site that are still to become plan millimetres: rings written in the site file, and map files, which
/// must all be projected in one go to share a centre. Add everything, then project(), then take the results.
class SiteAreas {
 public:
  explicit SiteAreas(SiteContext& context) : context_(context) {}

  /// Handle of an area given as `[[x, y], …]` or as a file name; nullopt when absent or faulty (reported).
  [[nodiscard]] std::optional<std::size_t> add_area(TomlTable& table, std::string_view key);
  /// Handle of a point given as `[x, y]` in metres, or as ["-77.48 deg", "39.04 deg"], longitude first.
  [[nodiscard]] std::optional<std::size_t> add_point(TomlTable& table, std::string_view key);

  /// Projects what needs it. False when that failed (reported); then nothing can be taken.
  [[nodiscard]] bool project();

  /// The polygons of an area, checked and normalised; empty when one is faulty (reported).
  [[nodiscard]] std::vector<Polygon> polygons(std::size_t area);
  [[nodiscard]] PlanPoint point(std::size_t handle) const { return points_[handle].plan; }

  [[nodiscard]] bool from_map(std::size_t area) const { return areas_[area].file.has_value(); }
  [[nodiscard]] const std::string& source(std::size_t area) const { return areas_[area].source; }

 private:
  struct Area {
    std::string key;  ///< "site.boundary", for messages
    TextSpan span;
    std::string source = "inline";
    std::string bytes;  ///< of the map file
    std::optional<MapFile> file;
    Ring ring;                                 ///< of an inline area
    std::vector<TextSpan> spans;               ///< of its points
    std::vector<std::vector<Ring>> projected;  ///< per polygon of the file, per ring
  };
  struct Point {
    TextSpan span;
    std::optional<std::pair<double, double>> degrees;
    PlanPoint plan;
  };

  bool read_file(Area& area, TomlTable& table, std::string_view key, const std::string& path);
  bool read_ring(Area& area, TomlTable& table, const TomlNode& node);
  bool one_crs(std::string& crs);
  bool take(const std::vector<std::pair<double, double>>& metres);
  void report(const Area& area, const RingFault& fault, std::size_t polygon);
  std::optional<Polygon> checked(const Area& area, Polygon polygon, std::size_t number);

  SiteContext& context_;
  std::vector<Area> areas_;
  std::vector<Point> points_;
};

}  // namespace plinth
