// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/input/map_file.h"
#include "core/input/read_map.h"
#include "core/input/site_context.h"

namespace plinth {

/// Places of the site that are still to become plan millimetres: rings written in the site file, and map files, which
/// must all be projected in one go to share a centre. Add everything, then project(), then take the results.
class SiteAreas {
 public:
  /// `stated` is `site.crs`: the coordinate system of map files that name none; may be empty.
  SiteAreas(SiteContext& context, std::string stated) : context_(context), stated_(std::move(stated)) {}

  /// Handle of an area given as `[[x, y], …]`, as a list of such rings, or as a file name ("site.gpkg:parcels");
  /// nullopt when absent or faulty (reported).
  [[nodiscard]] std::optional<std::size_t> add_area(TomlTable& table, std::string_view key);
  /// Handle of an open line given as `[[x, y], …]` or as a file name.
  [[nodiscard]] std::optional<std::size_t> add_line(TomlTable& table, std::string_view key);
  /// Handle of a point given as `[x, y]` in metres, or as ["-77.48 deg", "39.04 deg"], longitude first.
  [[nodiscard]] std::optional<std::size_t> add_point(TomlTable& table, std::string_view key);

  /// Projects what needs it. False when that failed (reported); then nothing can be taken.
  [[nodiscard]] bool project();

  /// The polygons of an area, checked and normalised; empty when one is faulty (reported).
  [[nodiscard]] std::vector<Polygon> polygons(std::size_t area);
  /// The points of each line of a handle of add_line, repeats left out.
  [[nodiscard]] std::vector<std::vector<PlanPoint>> lines(std::size_t line) const;
  /// The outer rings of an area as its corners were listed, before they are put in order; repeats left out.
  [[nodiscard]] std::vector<Ring> outlines(std::size_t area) const;
  [[nodiscard]] PlanPoint point(std::size_t handle) const { return points_[handle].plan; }

  [[nodiscard]] const std::string& source(std::size_t area) const { return areas_[area].source; }

 private:
  struct Area {
    std::string key;  ///< "site.boundary", for messages
    TextSpan span;
    std::string source = "inline";
    std::string bytes;  ///< of the map file
    std::optional<MapFile> file;
    std::vector<std::vector<TextSpan>> spans;  ///< of an inline area: per ring and point
    std::vector<std::vector<Ring>> rings;      ///< per polygon, per ring: the outer first
  };
  struct Point {
    TextSpan span;
    std::optional<std::pair<double, double>> degrees;
    PlanPoint plan;
  };

  std::optional<std::size_t> add(TomlTable& table, std::string_view key, MapWant want);
  bool read_file(Area& area, TomlTable& table, std::string_view key, const std::string& path, MapWant want);
  bool read_rings(Area& area, TomlTable& table, const TomlNode& node, MapWant want);
  std::optional<Ring> read_ring(Area& area, TomlTable& table, const TomlNode& node);
  void nest(Area& area);
  void remark_untidy(const Area& area);
  void take_local(Area& area);
  [[nodiscard]] static bool on_map(const Area& area) { return area.file && area.file->crs != "local"; }
  bool collect(std::string& crs, std::vector<std::pair<double, double>>& all);
  bool refuse(const Area& area, const std::string& crs, const Projected& projected);
  void report_spread(const std::vector<std::pair<double, double>>& metres);
  bool take(const std::vector<std::pair<double, double>>& metres);
  void report(const Area& area, const RingFault& fault, std::size_t polygon);
  bool sound(const Area& area, const Polygon& polygon, std::size_t number);

  SiteContext& context_;
  std::string stated_;
  std::vector<Area> areas_;
  std::vector<Point> points_;
};

}  // namespace plinth
