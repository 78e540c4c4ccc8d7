// SPDX-License-Identifier: Apache-2.0
#include "core/input/raw_boundary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/text.h"
#include "core/input/map_outline.h"
#include "core/input/read_map.h"
#include "core/input/site_context.h"
#include "core/input/site_keys.h"
#include "core/input/site_points.h"
#include "core/input/text_scan.h"

namespace plinth {

namespace {

constexpr TomlCodes codes{spc::syntax, spc::unknown_key, spc::wrong_type, spc::missing_key};

std::size_t offset_of(std::string_view bytes, const TextSpan& span) {
  std::size_t at = 0;
  for (int line = 1; line < span.line && at != std::string_view::npos; ++line) at = bytes.find('\n', at) + 1;
  for (int column = 1; column < span.column && at < bytes.size(); ++column)
    at += std::max<std::size_t>(1, utf8_length(bytes.substr(at)));
  return std::min(at, bytes.size());
}

/// The end of a quoted text or of a list of numbers and texts that begins here.
std::size_t end_of_value(std::string_view bytes, std::size_t from) {
  int depth = 0;
  for (std::size_t i = from; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '"' || c == '\'') {
      i = bytes.find(c, i + 1);
      if (i == std::string_view::npos) return bytes.size();
    } else if (c == '#') {
      i = std::min(bytes.find('\n', i), bytes.size());
    } else if (c == '[') {
      ++depth;
    } else if (c == ']') {
      --depth;
    }
    if (depth == 0) return std::min(i + 1, bytes.size());
  }
  return bytes.size();
}

bool is_point(const TomlNode& node) {
  return node.type == TomlNode::Types::array && !node.items.empty() && node.items[0].type != TomlNode::Types::array;
}

std::optional<MapRing> ring_of(TomlTable& table, const TomlNode& node) {
  MapRing ring;
  for (const TomlNode& item : node.items) {
    const auto point = point_of(table, item, "a point of the outline", false);
    if (!point) return std::nullopt;
    ring.points.emplace_back(point->x, point->y);
  }
  return ring;
}

bool read_inline(TomlTable& table, const TomlNode& node, RawArea& raw) {
  raw.source = "inline";
  raw.crs = "local";
  const bool nested = !node.items.empty() && !is_point(node.items[0]);
  std::vector<const TomlNode*> rings{&node};
  if (nested) {
    rings.clear();
    for (const TomlNode& item : node.items) rings.push_back(&item);
  }
  for (const TomlNode* item : rings) {
    auto ring = ring_of(table, *item);
    if (!ring) return false;
    raw.polygons.push_back({{std::move(*ring)}, "", ""});
  }
  raw.polygons = nested_rings(std::move(raw.polygons), 1e-3);
  return true;
}

template <class Point>
std::string ring_text(const MapRing& ring, Point point, bool close) {
  std::vector<std::string> words;
  for (const auto& p : ring.points) words.push_back(point(p));
  if (close && !ring.points.empty()) words.push_back(point(ring.points.front()));
  return "[" + join(words, ", ") + "]";
}

std::string path_of(const std::vector<MapPolygon>& polygons, double x0, double y1, double scale, double narrow) {
  std::string path;
  for (const MapPolygon& polygon : polygons)
    for (const MapRing& ring : polygon.rings) {
      for (std::size_t i = 0; i < ring.points.size(); ++i)
        path += fmt::format("{}{:.2f} {:.2f}", i == 0 ? "M" : "L", 20 + (ring.points[i].first - x0) * scale * narrow,
                            20 + (y1 - ring.points[i].second) * scale);
      path += "Z";
    }
  return path;
}

}  // namespace

std::vector<RawArea> read_raw_areas(std::string_view toml, const std::string& file, const SiteWorld& world) {
  std::vector<RawArea> areas;
  std::vector<Finding> findings;
  auto parsed = TomlDocument::parse(toml, file, codes);
  if (!parsed.ok()) return areas;
  SiteSpec spec;
  SiteContext context{*parsed.value, world, spec, findings};
  TomlTable root(*parsed.value, findings);
  auto site = root.table("site");
  const std::string stated = site ? read_line(*site, "crs").value_or("") : "";
  const auto add = [&](TomlTable& table, std::string_view key) {
    const TomlNode* node = table.find(key);
    if (node == nullptr) return;
    RawArea raw;
    raw.key = table.path_of(key);
    raw.from = offset_of(toml, node->span);
    raw.to = end_of_value(toml, raw.from);
    if (node->type == TomlNode::Types::text) {
      auto read = read_map(context, table, key, node->text, MapWant::areas, stated);
      if (!read) return;
      raw.source = read->path;
      raw.crs = read->map.crs;
      raw.polygons = std::move(read->map.polygons);
    } else if (node->type != TomlNode::Types::array || !read_inline(table, *node, raw)) {
      return;
    }
    areas.push_back(std::move(raw));
  };
  if (site) {
    add(*site, "boundary");
    for (const std::string_view list : {"keep_out", "existing"})
      for (TomlTable& item : site->tables(list)) add(item, "area");
  }
  for (TomlTable& zone : root.tables("zone")) add(zone, "area");
  return areas;
}

bool is_about(const Finding& finding, const RawArea& area, std::string_view toml, const std::string& file) {
  if (finding.origin.file != file) return finding.origin.file == area.source;
  const std::size_t at = offset_of(toml, {finding.origin.line, finding.origin.column, 1});
  return finding.origin.line > 0 && at >= area.from && at < area.to;
}

std::string boundary_toml(const std::vector<MapPolygon>& polygons) {
  std::vector<std::string> rings;
  for (const MapPolygon& polygon : polygons)
    for (const MapRing& ring : polygon.rings)
      rings.push_back(ring_text(
          ring,
          [](const auto& p) {
            const auto metres = [](double v) { return number_text(std::round(v * 1000.0) / 1000.0); };
            return "[" + metres(p.first) + ", " + metres(p.second) + "]";
          },
          false));
  return rings.size() == 1 ? rings[0] : "[" + join(rings, ", ") + "]";
}

std::string boundary_geojson(const std::vector<MapPolygon>& polygons) {
  std::vector<std::string> parts;
  for (const MapPolygon& polygon : polygons) {
    std::vector<std::string> rings;
    for (const MapRing& ring : polygon.rings)
      rings.push_back(ring_text(
          ring, [](const auto& p) { return fmt::format("[{:.9f}, {:.9f}]", std::remainder(p.first, 360.0), p.second); },
          true));
    parts.push_back("[" + join(rings, ",\n      ") + "]");
  }
  return "{\"type\": \"FeatureCollection\", \"features\": [\n  {\"type\": \"Feature\", \"properties\": {\"name\": "
         "\"repaired boundary\"},\n   \"geometry\": {\"type\": \"MultiPolygon\", \"coordinates\": [\n     " +
         join(parts, ",\n     ") + "]}}]}\n";
}

std::string boundary_svg(const std::vector<MapPolygon>& before, const std::vector<MapPolygon>& after, bool degrees) {
  constexpr double kFar = std::numeric_limits<double>::max();
  double x0 = kFar, y0 = kFar, x1 = -kFar, y1 = -kFar;
  for (const auto* list : {&before, &after})
    for (const MapPolygon& polygon : *list)
      for (const MapRing& ring : polygon.rings)
        for (const auto& [x, y] : ring.points) {
          if (!std::isfinite(x) || !std::isfinite(y)) continue;
          x0 = std::min(x0, x);
          x1 = std::max(x1, x);
          y0 = std::min(y0, y);
          y1 = std::max(y1, y);
        }
  const double narrow = degrees ? std::max(0.01, std::cos((y0 + y1) * 3.14159265358979 / 360)) : 1.0;
  const double extent = std::max({(x1 - x0) * narrow, y1 - y0, 1e-12}), scale = 760 / extent;
  const double width = std::max(240.0, 40 + (x1 - x0) * narrow * scale), height = 70 + (y1 - y0) * scale;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} "
      "{1:.0f}\">\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n"
      "<path d=\"{2}\" fill=\"#2E7D32\" fill-opacity=\"0.25\" fill-rule=\"evenodd\" stroke=\"#2E7D32\" "
      "stroke-width=\"2\"/>\n"
      "<path d=\"{3}\" fill=\"none\" stroke=\"#C62828\" stroke-width=\"1.5\" stroke-dasharray=\"7 4\"/>\n"
      "<text x=\"20\" y=\"{4:.0f}\" font-family=\"sans-serif\" font-size=\"14\"><tspan fill=\"#C62828\">before "
      "(dashed)</tspan>  <tspan fill=\"#2E7D32\">after</tspan></text>\n</svg>\n",
      width, height, path_of(after, x0, y1, scale, narrow), path_of(before, x0, y1, scale, narrow), height - 18);
}

}  // namespace plinth
