// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_areas.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/input/quantity_text.h"
#include "core/input/site_geometry.h"
#include "core/input/text_scan.h"

namespace plinth {

namespace {

constexpr double farthest = 100'000.0;  // metres from the local origin
constexpr std::size_t most_points = 20'000;

// A coordinate as metres (number or length) or, where `degrees` may be set, as an angle.
std::optional<double> coordinate(TomlTable& table, const TomlNode& node, const std::string& where, bool* degrees) {
  if (node.is_number() && std::isfinite(node.real) && std::abs(node.real) <= farthest) return node.real;
  if (node.is_number()) {
    table.fault(spc::out_of_range, where + " is " + node.text + " m; at most 100 km from the origin", node.span,
                "coordinates are local metres, x east and y north");
    return std::nullopt;
  }
  if (node.type != TomlNode::Types::text) {
    table.fault(spc::not_a_point, where + " must be a number of metres, not " + std::string(words(node.type)),
                node.span);
    return std::nullopt;
  }
  if (degrees != nullptr)
    if (const auto angle = parse_quantity(node.text, Dimension::angle); std::holds_alternative<ReadQuantity>(angle)) {
      *degrees = true;
      return from_si(std::get<ReadQuantity>(angle).si, usual_unit(Dimension::angle));
    }
  const auto length = parse_quantity(node.text, Dimension::length);
  if (const auto* fault = std::get_if<QuantityFault>(&length)) {
    table.fault(spc::not_a_point, fault->message + " in " + where, node.span, fault->hint);
    return std::nullopt;
  }
  if (std::abs(std::get<ReadQuantity>(length).si) <= farthest) return std::get<ReadQuantity>(length).si;
  table.fault(spc::out_of_range, where + " is more than 100 km from the origin", node.span);
  return std::nullopt;
}

struct ReadPoint {
  double x = 0.0, y = 0.0;
  bool degrees = false;
};

std::optional<ReadPoint> point_of(TomlTable& table, const TomlNode& node, const std::string& where, bool may_be_map) {
  if (node.type != TomlNode::Types::array || node.items.size() != 2) {
    table.fault(spc::not_a_point, where + " must be a point [x, y]", node.span,
                "write [120.5, 40]: metres east, north");
    return std::nullopt;
  }
  bool x_degrees = false, y_degrees = false;
  const auto x = coordinate(table, node.items[0], where, may_be_map ? &x_degrees : nullptr);
  const auto y = coordinate(table, node.items[1], where, may_be_map ? &y_degrees : nullptr);
  if (!x || !y) return std::nullopt;
  if (x_degrees != y_degrees || (x_degrees && (std::abs(*x) > 180 || std::abs(*y) > 90))) {
    table.fault(spc::not_a_point, where + " is no longitude and latitude", node.span,
                "write [\"-77.48 deg\", \"39.04 deg\"]: longitude first");
    return std::nullopt;
  }
  return ReadPoint{*x, *y, x_degrees};
}

PlanPoint plan_point(double x_m, double y_m) { return {std::llround(x_m * 1000.0), std::llround(y_m * 1000.0)}; }

bool ends_with_any(const std::string& path, std::initializer_list<std::string_view> endings) {
  const std::string small = lower(path);
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return small.ends_with(e); });
}

std::string metres_words(PlanPoint p) {
  return fmt::format("({:.3f}, {:.3f}) m", static_cast<double>(p.x) / 1000.0, static_cast<double>(p.y) / 1000.0);
}

// Surveys and projections repeat points closer than a millimetre; that is no fault of the outline.
Ring without_repeats(const std::vector<PlanPoint>& points) {
  Ring ring;
  for (const PlanPoint p : points)
    if (ring.empty() || ring.back() != p) ring.push_back(p);
  while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  return ring;
}

// A fault of a hole begins with "hole 2"; everything else is about the outer ring.
std::size_t ring_of(std::string_view what, std::size_t rings) {
  if (!what.starts_with("hole ")) return 0;
  std::size_t number = 0;
  for (std::size_t i = 5; i < what.size() && what[i] >= '0' && what[i] <= '9'; ++i)
    number = 10 * number + static_cast<std::size_t>(what[i] - '0');
  return number < rings ? number : 0;
}

}  // namespace

std::optional<PlanPoint> read_point(TomlTable& table, std::string_view key) {
  const TomlNode* node = table.find(key);
  if (node == nullptr) return std::nullopt;
  const auto point = point_of(table, *node, "`" + table.path_of(key) + "`", false);
  if (!point) return std::nullopt;
  return plan_point(point->x, point->y);
}

std::optional<std::size_t> SiteAreas::add_point(TomlTable& table, std::string_view key) {
  const TomlNode* node = table.find(key);
  if (node == nullptr) return std::nullopt;
  const auto read = point_of(table, *node, "`" + table.path_of(key) + "`", true);
  if (!read) return std::nullopt;
  Point point{node->span, std::nullopt, {}};
  if (read->degrees)
    point.degrees = {read->x, read->y};
  else
    point.plan = plan_point(read->x, read->y);
  points_.push_back(point);
  return points_.size() - 1;
}

std::optional<std::size_t> SiteAreas::add_area(TomlTable& table, std::string_view key) {
  const TomlNode* node = table.find(key);
  if (node == nullptr) return std::nullopt;
  Area area;
  area.key = table.path_of(key);
  area.span = node->span;
  bool good = false;
  if (node->type == TomlNode::Types::text) {
    good = read_file(area, table, key, node->text);
  } else if (node->type == TomlNode::Types::array) {
    good = read_ring(area, table, *node);
  } else {
    table.fault_at(spc::wrong_type, key,
                   "`" + area.key + "` must be a list of points or a file name, not " + std::string(words(node->type)),
                   "write [[0, 0], [260, 0], [260, 180], [0, 180]] in metres, or \"parcel.geojson\"");
  }
  if (!good) return std::nullopt;
  areas_.push_back(std::move(area));
  return areas_.size() - 1;
}

bool SiteAreas::read_file(Area& area, TomlTable& table, std::string_view key, const std::string& path) {
  if (!ends_with_any(path, {".geojson", ".json"})) {
    const bool known = ends_with_any(path, {".kml", ".kmz", ".dxf", ".dwg", ".shp", ".gpkg", ".gml", ".zip"});
    table.fault_at(spc::file_format, key,
                   known ? "`" + area.key + "`: this version reads GeoJSON map files, not " + printable(path, 80)
                         : "`" + area.key + "`: \"" + printable(path, 80) + "\" is not a map file",
                   "give [[x, y], …] in metres, or a file ending in .geojson" +
                       std::string(known ? "; GIS programs and ogr2ogr convert to it" : ""));
    return false;
  }
  const auto bytes = read_named_file(context_, table, key, path);
  if (!bytes) return false;
  area.source = path;
  area.bytes = *bytes;
  auto outcome = read_geojson(area.bytes, path);
  context_.findings.insert(context_.findings.end(), outcome.findings.begin(), outcome.findings.end());
  area.file = std::move(outcome.value);
  return area.file.has_value();
}

bool SiteAreas::read_ring(Area& area, TomlTable& table, const TomlNode& node) {
  if (node.items.size() > most_points) {
    table.fault(spc::not_a_point, "`" + area.key + "` has more than 20000 points", node.span, "simplify the outline");
    return false;
  }
  const bool nested = !node.items.empty() && node.items[0].type == TomlNode::Types::array &&
                      !node.items[0].items.empty() && node.items[0].items[0].type == TomlNode::Types::array;
  if (nested) {
    table.fault(spc::not_a_point, "`" + area.key + "` must be one ring of points [[x, y], …]", node.span,
                "for holes use [[site.keep_out]]; several parts need a GeoJSON file");
    return false;
  }
  bool good = true;
  const std::size_t before = context_.findings.size();
  for (std::size_t i = 0; i < node.items.size() && context_.findings.size() < before + 20; ++i) {
    const std::string where = "point " + std::to_string(i + 1) + " of `" + area.key + "`";
    const auto point = point_of(table, node.items[i], where, false);
    good = good && point.has_value();
    if (!point) continue;
    area.ring.push_back(plan_point(point->x, point->y));
    area.spans.push_back(node.items[i].span);
  }
  if (area.ring.size() > 1 && area.ring.front() == area.ring.back()) {
    area.ring.pop_back();
    area.spans.pop_back();
  }
  return good;
}

bool SiteAreas::one_crs(std::string& crs) {
  for (const Area& area : areas_) {
    if (!area.file) continue;
    if (crs.empty()) crs = area.file->crs;
    if (area.file->crs == crs) continue;
    context_.findings.push_back(context_.document.fault(
        spc::projection, "`" + area.key + "` is in " + area.file->crs + ", but the boundary is in " + crs, area.span,
        "export both files in one coordinate system"));
    return false;
  }
  return true;
}

bool SiteAreas::project() {
  if (std::any_of(areas_.begin(), areas_.end(), [](const Area& a) { return a.file.has_value(); }) && !areas_[0].file) {
    for (const Area& area : areas_)
      if (area.file)
        context_.findings.push_back(context_.document.fault(
            spc::projection, "`" + area.key + "` is a map file, but the boundary is in local metres", area.span,
            "give both as map files, or both in metres"));
    return false;
  }
  std::string crs;
  if (!one_crs(crs)) return false;
  std::vector<std::pair<double, double>> all;
  for (const Area& area : areas_)
    if (area.file)
      for (const MapPolygon& polygon : area.file->polygons)
        for (const MapRing& ring : polygon.rings) all.insert(all.end(), ring.points.begin(), ring.points.end());
  for (const Point& point : points_) {
    if (!point.degrees) continue;
    if (crs != "OGC:CRS84") {
      context_.findings.push_back(context_.document.fault(spc::projection,
                                                          "degrees need a boundary file in longitude and latitude",
                                                          point.span, "give the point in local metres"));
      return false;
    }
    all.push_back(*point.degrees);
  }
  if (all.empty()) return true;
  const Projected projected = context_.world.project(crs, all);
  if (projected.error.empty() && projected.metres.size() == all.size()) {
    context_.spec.site.projection = projected.projection;
    return take(projected.metres);
  }
  context_.findings.push_back(
      context_.document.fault(spc::projection,
                              "cannot project " + printable(areas_[0].source, 80) + " from " + crs + ": " +
                                  printable(projected.error.empty() ? "no coordinates came back" : projected.error),
                              areas_[0].span, "give the boundary in metres: [[0, 0], [260, 0], …]"));
  return false;
}

bool SiteAreas::take(const std::vector<std::pair<double, double>>& metres) {
  for (const auto& [x, y] : metres) {
    if (std::isfinite(x) && std::isfinite(y) && std::abs(x) <= farthest && std::abs(y) <= farthest) continue;
    context_.findings.push_back(
        context_.document.fault(spc::implausible_place, "the map files cover more than 100 km; that is no site",
                                areas_[0].span, "check the coordinates, and that all files are of one place"));
    return false;
  }
  auto next = metres.begin();
  for (Area& area : areas_) {
    if (!area.file) continue;
    for (const MapPolygon& polygon : area.file->polygons) {
      area.projected.emplace_back();
      for (const MapRing& ring : polygon.rings) {
        std::vector<PlanPoint> points;
        for (std::size_t i = 0; i < ring.points.size(); ++i, ++next)
          points.push_back(plan_point(next->first, next->second));
        area.projected.back().push_back(std::move(points));
      }
    }
  }
  for (Point& point : points_)
    if (point.degrees) {
      point.plan = plan_point(next->first, next->second);
      ++next;
    }
  return true;
}

void SiteAreas::report(const Area& area, const RingFault& fault, std::size_t polygon) {
  const std::string what = area.key == "site.boundary" ? "site boundary" : "`" + area.key + "`";
  std::string message = what + " " + fault.what;
  if (area.file && area.file->polygons.size() > 1) message += " in polygon " + std::to_string(polygon + 1);
  if (fault.at) message += " at " + metres_words(*fault.at);
  if (fault.edge_a > 0 && fault.edge_b > 0 && fault.edge_a != fault.edge_b)
    message += fmt::format(", edges {} and {}", fault.edge_a, fault.edge_b);
  const int number = fault.edge_b > 0 ? fault.edge_b : fault.edge_a;
  const auto edge = static_cast<std::size_t>(std::max(0, number - 1));
  Finding finding;
  if (area.file) {
    const MapPolygon& map = area.file->polygons[polygon];
    const MapRing& ring = map.rings[ring_of(fault.what, map.rings.size())];
    const std::size_t last = ring.points.empty() ? 0 : ring.points.size() - 1;
    finding = at_map_point(area.bytes, area.source, ring, std::min(edge, last), spc::unsound_ring, std::move(message));
  } else {
    finding = context_.document.fault(spc::unsound_ring, std::move(message),
                                      number > 0 && edge < area.spans.size() ? area.spans[edge] : area.span);
  }
  finding.hint = "list the corners once each, in order around the area";
  if (fault.at) finding.marks.push_back(*fault.at);
  context_.findings.push_back(std::move(finding));
}

std::optional<Polygon> SiteAreas::checked(const Area& area, Polygon polygon, std::size_t number) {
  if (const auto fault = fault_of(polygon)) {
    report(area, *fault, number);
    return std::nullopt;
  }
  normalise(polygon);
  return polygon;
}

std::vector<Polygon> SiteAreas::polygons(std::size_t handle) {
  const Area& area = areas_[handle];
  std::vector<Polygon> result;
  bool good = true;
  const auto add = [&](Polygon polygon, std::size_t number) {
    auto sound = checked(area, std::move(polygon), number);
    good = good && sound.has_value();
    if (sound) result.push_back(std::move(*sound));
  };
  if (!area.file) {
    add({area.ring, {}}, 0);
  } else {
    for (std::size_t i = 0; i < area.projected.size(); ++i) {
      Polygon polygon;
      for (std::size_t j = 0; j < area.projected[i].size(); ++j) {
        Ring ring = without_repeats(area.projected[i][j]);
        if (j == 0)
          polygon.outer = std::move(ring);
        else
          polygon.holes.push_back(std::move(ring));
      }
      add(std::move(polygon), i);
    }
  }
  if (!good) result.clear();
  return result;
}

}  // namespace plinth
