// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_areas.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/geometry/ring_faults.h"
#include "core/input/read_geojson.h"
#include "core/input/site_points.h"
#include "core/input/text_scan.h"

namespace plinth {

namespace {

constexpr std::size_t most_points = 20'000;

// Surveys and projections repeat points closer than a millimetre; that is no fault of the outline.
Ring without_repeats(const std::vector<PlanPoint>& points) {
  Ring ring;
  for (const PlanPoint p : points)
    if (ring.empty() || ring.back() != p) ring.push_back(p);
  while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  return ring;
}

}  // namespace

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
  return add(table, key, MapWant::areas);
}

std::optional<std::size_t> SiteAreas::add_line(TomlTable& table, std::string_view key) {
  return add(table, key, MapWant::lines);
}

std::optional<std::size_t> SiteAreas::add(TomlTable& table, std::string_view key, MapWant want) {
  const TomlNode* node = table.find(key);
  if (node == nullptr) return std::nullopt;
  Area area;
  area.key = table.path_of(key);
  area.span = node->span;
  bool good = false;
  if (node->type == TomlNode::Types::text) {
    good = read_file(area, table, key, node->text, want);
  } else if (node->type == TomlNode::Types::array) {
    good = read_rings(area, table, *node, want);
  } else {
    table.fault_at(spc::wrong_type, key,
                   "`" + area.key + "` must be a list of points or a file name, not " + std::string(words(node->type)),
                   "write [[0, 0], [260, 0], [260, 180], [0, 180]] in metres, or \"parcel.geojson\"");
  }
  if (!good) return std::nullopt;
  areas_.push_back(std::move(area));
  return areas_.size() - 1;
}

bool SiteAreas::read_file(Area& area, TomlTable& table, std::string_view key, const std::string& path, MapWant want) {
  auto read = read_map(context_, table, key, path, want, stated_);
  if (!read) return false;
  area.source = read->path;
  area.bytes = std::move(read->bytes);
  area.file = std::move(read->map);
  if (want == MapWant::areas) remark_untidy(area);
  return true;
}

std::optional<Ring> SiteAreas::read_ring(Area& area, TomlTable& table, const TomlNode& node) {
  if (node.items.size() > most_points) {
    table.fault(spc::not_a_point, "`" + area.key + "` has more than 20000 points", node.span, "simplify the outline");
    return std::nullopt;
  }
  bool good = true;
  Ring ring;
  std::vector<TextSpan> spans;
  const std::size_t before = context_.findings.size();
  for (std::size_t i = 0; i < node.items.size() && context_.findings.size() < before + 20; ++i) {
    const std::string where = "point " + std::to_string(i + 1) + " of `" + area.key + "`";
    const auto point = point_of(table, node.items[i], where, false);
    good = good && point.has_value();
    if (!point) continue;
    ring.push_back(plan_point(point->x, point->y));
    spans.push_back(node.items[i].span);
  }
  if (ring.size() > 1 && ring.front() == ring.back()) {
    ring.pop_back();
    spans.pop_back();
  }
  area.spans.push_back(std::move(spans));
  return good ? std::optional(std::move(ring)) : std::nullopt;
}

bool SiteAreas::read_rings(Area& area, TomlTable& table, const TomlNode& node, MapWant want) {
  const bool nested = want == MapWant::areas && !node.items.empty() && node.items[0].type == TomlNode::Types::array &&
                      !node.items[0].items.empty() && node.items[0].items[0].type == TomlNode::Types::array;
  bool good = true;
  const auto add_ring = [&](const TomlNode& ring_node) {
    auto ring = read_ring(area, table, ring_node);
    good = good && ring.has_value();
    if (ring) area.rings.push_back({std::move(*ring)});
  };
  if (!nested) {
    add_ring(node);
    return good;
  }
  if (node.items.size() > 200) {
    table.fault(spc::not_a_point, "`" + area.key + "` has more than 200 rings", node.span, "simplify the outline");
    return false;
  }
  for (const TomlNode& ring_node : node.items) {
    if (ring_node.type != TomlNode::Types::array) {
      table.fault(spc::not_a_point, "`" + area.key + "` must be rings of points [[[x, y], …], …]", ring_node.span);
      return false;
    }
    add_ring(ring_node);
  }
  if (good) nest(area);
  return good;
}

/// Rings written side by side: one whose corners all lie in another is a hole of it, or a part on its island.
void SiteAreas::nest(Area& area) {
  std::vector<Ring> rings;
  for (auto& polygon : area.rings) rings.push_back(std::move(polygon[0]));
  std::vector<std::vector<TextSpan>> spans;
  const auto holds = [&](std::size_t outer, std::size_t inner) {
    if (outer == inner || rings[inner].empty() || rings[outer].size() < 3 || rings[outer] == rings[inner]) return false;
    const Polygon land{rings[outer], {}};
    return std::all_of(rings[inner].begin(), rings[inner].end(), [&](PlanPoint p) { return contains(land, p); });
  };
  const auto depth = [&](std::size_t i) {
    int count = 0;
    for (std::size_t j = 0; j < rings.size(); ++j) count += holds(j, i) ? 1 : 0;
    return count;
  };
  area.rings.clear();
  for (std::size_t i = 0; i < rings.size(); ++i) {
    const int own = depth(i);
    if (own % 2 != 0) continue;
    area.rings.push_back({rings[i]});
    spans.push_back(area.spans[i]);
    for (std::size_t j = 0; j < rings.size(); ++j)
      if (depth(j) == own + 1 && holds(i, j)) {
        area.rings.back().push_back(rings[j]);
        spans.push_back(area.spans[j]);
      }
  }
  area.spans = std::move(spans);
}

/// Every point on the map, in one system: that of all files, or degrees where they differ.
bool SiteAreas::collect(std::string& crs, std::vector<std::pair<double, double>>& all) {
  bool differ = false;
  for (const Area& area : areas_) {
    if (!on_map(area)) continue;
    if (crs.empty()) crs = area.file->crs;
    differ = differ || area.file->crs != crs;
  }
  for (const Point& point : points_) differ = differ || (point.degrees && !crs.empty() && crs != "OGC:CRS84");
  if (differ && !context_.world.degrees) {
    context_.findings.push_back(context_.document.fault(
        spc::projection, "the map files and points of this site are in different coordinate systems", areas_[0].span,
        "export them in one coordinate system"));
    return false;
  }
  for (const Area& area : areas_) {
    if (!on_map(area)) continue;
    std::vector<std::pair<double, double>> own;
    for (const MapPolygon& polygon : area.file->polygons)
      for (const MapRing& ring : polygon.rings) own.insert(own.end(), ring.points.begin(), ring.points.end());
    if (differ && area.file->crs != "OGC:CRS84") {
      Projected degrees = context_.world.degrees(area.file->crs, own);
      if (!degrees.error.empty() || degrees.metres.size() != own.size()) return refuse(area, area.file->crs, degrees);
      own = std::move(degrees.metres);
    }
    all.insert(all.end(), own.begin(), own.end());
  }
  if (differ) crs = "OGC:CRS84";
  for (const Point& point : points_)
    if (point.degrees) {
      if (crs.empty()) {
        context_.findings.push_back(context_.document.fault(spc::projection, "degrees need a boundary on the map",
                                                            point.span, "give the point in local metres"));
        return false;
      }
      all.push_back(*point.degrees);
    }
  return true;
}

bool SiteAreas::refuse(const Area& area, const std::string& crs, const Projected& projected) {
  context_.findings.push_back(
      context_.document.fault(spc::projection,
                              "cannot project " + printable(area.source, 80) + " from " + printable(crs, 60) + ": " +
                                  printable(projected.error.empty() ? "no coordinates came back" : projected.error),
                              area.span, "give the boundary in metres: [[0, 0], [260, 0], …]"));
  return false;
}

bool SiteAreas::project() {
  const auto map = [](const Area& a) { return on_map(a); };
  if (std::any_of(areas_.begin(), areas_.end(), map) && !on_map(areas_[0])) {
    for (const Area& area : areas_)
      if (on_map(area))
        context_.findings.push_back(context_.document.fault(
            spc::projection, "`" + area.key + "` is a map file, but the boundary is in local metres", area.span,
            "give both as map files, or both in metres"));
    return false;
  }
  for (Area& area : areas_)
    if (area.file && !on_map(area)) take_local(area);
  std::string crs;
  std::vector<std::pair<double, double>> all;
  if (!collect(crs, all)) return false;
  if (all.empty()) return take({});
  const Projected projected = context_.world.project(crs, all);
  if (!projected.error.empty() || projected.metres.size() != all.size()) return refuse(areas_[0], crs, projected);
  context_.spec.site.projection = projected.projection;
  return take(projected.metres);
}

void SiteAreas::take_local(Area& area) {
  for (const MapPolygon& polygon : area.file->polygons) {
    area.rings.emplace_back();
    for (const MapRing& ring : polygon.rings) {
      Ring points;
      for (const auto& [x, y] : ring.points) {
        if (std::abs(x) <= farthest_m && std::abs(y) <= farthest_m) {
          points.push_back(plan_point(x, y));
          continue;
        }
        context_.findings.push_back(context_.document.fault(
            spc::no_crs,
            fmt::format("({:.9g}, {:.9g}) in {} is more than 100 km from the origin", x, y, printable(area.source, 80)),
            area.span,
            "a national grid? Say which: site.crs = \"EPSG:25832\"; a drawing in millimetres? State its unit in it"));
        area.rings.clear();
        return;
      }
      area.rings.back().push_back(std::move(points));
    }
  }
}

bool SiteAreas::take(const std::vector<std::pair<double, double>>& metres) {
  for (const auto& [x, y] : metres) {
    if (std::isfinite(x) && std::isfinite(y) && std::abs(x) <= farthest_m && std::abs(y) <= farthest_m) continue;
    report_spread(metres);
    return false;
  }
  auto next = metres.begin();
  for (Area& area : areas_) {
    if (!on_map(area)) continue;
    for (const MapPolygon& polygon : area.file->polygons) {
      area.rings.emplace_back();
      for (const MapRing& ring : polygon.rings) {
        std::vector<PlanPoint> points;
        for (std::size_t i = 0; i < ring.points.size(); ++i, ++next)
          points.push_back(plan_point(next->first, next->second));
        area.rings.back().push_back(std::move(points));
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

bool SiteAreas::sound(const Area& area, const Polygon& polygon, std::size_t number) {
  const std::vector<RingFault> faults = faults_of(polygon);
  for (const RingFault& fault : faults) report(area, fault, number);
  return faults.empty();
}

std::vector<Polygon> SiteAreas::polygons(std::size_t handle) {
  const Area& area = areas_[handle];
  std::vector<Polygon> result;
  bool good = true;
  for (std::size_t i = 0; i < area.rings.size(); ++i) {
    Polygon polygon;
    for (std::size_t j = 0; j < area.rings[i].size(); ++j) {
      Ring ring = area.file ? without_repeats(area.rings[i][j]) : area.rings[i][j];
      if (j == 0)
        polygon.outer = std::move(ring);
      else
        polygon.holes.push_back(std::move(ring));
    }
    good = sound(area, polygon, i) && good;
    if (!good) continue;
    normalise(polygon);
    result.push_back(std::move(polygon));
  }
  if (!good) result.clear();
  return result;
}

std::vector<std::vector<PlanPoint>> SiteAreas::lines(std::size_t handle) const {
  std::vector<std::vector<PlanPoint>> out;
  for (const auto& polygon : areas_[handle].rings) {
    std::vector<PlanPoint> line;
    for (const PlanPoint p : polygon[0])
      if (line.empty() || line.back() != p) line.push_back(p);
    out.push_back(std::move(line));
  }
  return out;
}

std::vector<Ring> SiteAreas::outlines(std::size_t handle) const {
  std::vector<Ring> out;
  for (const auto& polygon : areas_[handle].rings) out.push_back(without_repeats(polygon[0]));
  return out;
}

}  // namespace plinth
