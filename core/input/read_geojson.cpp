// SPDX-License-Identifier: Apache-2.0
#include "core/input/read_geojson.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/site_context.h"
#include "core/input/text_scan.h"

namespace plinth {

namespace {

using nlohmann::json;

constexpr std::size_t largest_file = 50'000'000;
constexpr int deepest = 32;
constexpr std::size_t most_points = 150'000;  // a parcel has dozens, a coastline thousands; past this it takes long
constexpr std::size_t most_polygons = 200;
constexpr std::size_t most_findings = 20;

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& file, bool lines, std::string stated)
      : bytes_(bytes), file_(file), lines_(lines), stated_(std::move(stated)) {}

  Outcome<MapFile> run() {
    Outcome<MapFile> outcome;
    if (read()) outcome.value = std::move(map_);
    outcome.findings = std::move(findings_);
    return outcome;
  }

 private:
  bool read() {
    json root;
    if (!parse(root)) return false;
    if (!read_crs(root)) return false;
    read_object(root, "");
    if (has_errors(findings_)) return false;
    if (!map_.polygons.empty()) {
      map_.lines.clear();
      for (const auto& path : left_out_)
        fault(spc::no_polygon, path, "a line is left out: only areas are read from this file", {}, Severity::warning);
    } else if (map_.lines.empty()) {
      fault(spc::no_polygon, {}, std::string("there is no ") + (lines_ ? "line in " : "polygon in ") + printable(file_),
            lines_ ? "export the line as a LineString" : "export the parcel as a Polygon or MultiPolygon");
      return false;
    }
    return check_coordinates();
  }

  bool parse(json& root) {
    if (bytes_.size() > largest_file) {
      fault(spc::not_geojson, {},
            "the file has " + std::to_string(bytes_.size()) + " bytes; at most " + std::to_string(largest_file) +
                " are read");
      return false;
    }
    if (json_depth(bytes_) > deepest) {
      fault(spc::not_geojson, {}, "not GeoJSON: nested more than " + std::to_string(deepest) + " levels deep");
      return false;
    }
    try {
      root = json::parse(bytes_);
    } catch (const json::parse_error& error) {
      const std::size_t offset = error.byte == 0 ? 0 : std::min(error.byte - 1, bytes_.size());
      findings_.push_back(finding_at(file_, bytes_, span_at(bytes_, offset), spc::not_geojson, "not valid JSON"));
      findings_.back().hint = "export the file again as GeoJSON";
      return false;
    } catch (const json::exception&) {
      fault(spc::not_geojson, {}, "not valid JSON: it holds a number past the range of numbers");
      return false;
    }
    if (root.is_object()) return true;
    fault(spc::not_geojson, {}, "not GeoJSON: the file is no JSON object");
    return false;
  }

  void fault(std::string_view code, const std::vector<JsonStep>& path, std::string message, std::string hint = {},
             Severity severity = Severity::error) {
    if (findings_.size() >= most_findings) return;
    TextSpan span;
    if (!path.empty())
      if (const auto offset = json_offset(bytes_, path)) span = span_at(bytes_, *offset);
    findings_.push_back(finding_at(file_, bytes_, span, code, std::move(message)));
    findings_.back().hint = std::move(hint);
    findings_.back().severity = severity;
  }

  // {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
  bool read_crs(const json& root) {
    const auto crs = root.find("crs");
    if (crs == root.end() || crs->is_null()) return true;
    const json* name = nullptr;
    if (crs->is_object() && crs->contains("properties") && (*crs)["properties"].is_object() &&
        (*crs)["properties"].contains("name") && (*crs)["properties"]["name"].is_string())
      name = &(*crs)["properties"]["name"];
    map_.crs = name == nullptr ? "" : authority_code(name->get_ref<const std::string&>());
    if (!map_.crs.empty()) return true;
    fault(spc::no_crs, {JsonStep{"crs"}},
          "the \"crs\" of this file is not understood" +
              (name == nullptr ? "" : ": " + printable(name->get_ref<const std::string&>(), 60)),
          "name it by its EPSG code, or export the file in WGS 84");
    return false;
  }

  // "urn:ogc:def:crs:EPSG::25832", "EPSG:25832" and "http://www.opengis.net/def/crs/EPSG/0/25832" -> "EPSG:25832";
  // "urn:ogc:def:crs:OGC:1.3:CRS84" and "WGS 84" -> "OGC:CRS84". In GeoJSON 4326 means longitude first as well.
  static std::string authority_code(const std::string& name) {
    std::string word = lower(name);
    std::erase(word, ' ');
    if (word == "wgs84" || word.ends_with("crs84")) return "OGC:CRS84";
    const std::size_t epsg = word.find("epsg"), last = word.find_last_not_of("0123456789");
    if (epsg == std::string::npos || last == std::string::npos || last < epsg + 4) return {};
    const std::string code = word.substr(last + 1);
    if (code.empty() || code.size() > 7 || (word[last] != ':' && word[last] != '/')) return {};
    return code == "4326" ? "OGC:CRS84" : "EPSG:" + code;
  }

  void read_object(const json& object, const std::string& name) {
    const auto type = object.find("type");
    if (!object.is_object() || type == object.end() || !type->is_string()) {
      fault(spc::not_geojson, path_, "not GeoJSON: an object without \"type\"");
      return;
    }
    const std::string& word = type->get_ref<const std::string&>();
    if (word == "FeatureCollection") return read_list(object, "features", name);
    if (word == "GeometryCollection") return read_list(object, "geometries", name);
    if (word == "Feature") return read_feature(object);
    if (lines_ && word == "LineString") return read_with(object, [&](const json& c) { read_line(c, name); });
    if (lines_ && word == "MultiLineString") return read_with(object, [&](const json& c) { read_lines(c, name); });
    if (!lines_ && (word == "LineString" || word == "MultiLineString")) {
      left_out_.push_back(path_);
      const bool several = word == "MultiLineString";
      return read_with(object, [&](const json& c) { several ? read_lines(c, name) : read_line(c, name); });
    }
    if (lines_ && (word == "Polygon" || word == "MultiPolygon")) return;
    if (word == "Polygon") return read_with(object, [&](const json& c) { read_polygon(c, name); });
    if (word == "MultiPolygon") return read_with(object, [&](const json& c) { read_parts(c, name); });
    const bool other = word == "Point" || word == "MultiPoint";
    if (!other) return fault(spc::not_geojson, path_, "not GeoJSON: unknown type \"" + printable(word, 40) + "\"");
    fault(spc::no_polygon, path_, "a " + word + " is left out: only areas are read from this file", {},
          Severity::warning);
  }

  void read_list(const json& object, const char* member, const std::string& name) {
    const auto list = object.find(member);
    if (list == object.end() || !list->is_array())
      return fault(spc::not_geojson, path_, std::string("not GeoJSON: \"") + member + "\" must be a list");
    path_.emplace_back(member);
    for (std::size_t i = 0; i < list->size() && findings_.size() < most_findings; ++i) {
      path_.emplace_back(i);
      read_object((*list)[i], name);
      path_.pop_back();
    }
    path_.pop_back();
  }

  void read_feature(const json& object) {
    const auto geometry = object.find("geometry");
    if (geometry == object.end()) return fault(spc::not_geojson, path_, "not GeoJSON: a Feature without \"geometry\"");
    if (geometry->is_null()) return;
    std::string name;
    if (const auto properties = object.find("properties"); properties != object.end() && properties->is_object())
      if (const auto found = properties->find("name"); found != properties->end() && found->is_string())
        name = printable(found->get_ref<const std::string&>(), 80);
    path_.emplace_back("geometry");
    read_object(*geometry, name);
    path_.pop_back();
  }

  template <class Read>
  void read_with(const json& object, Read read) {
    const auto coordinates = object.find("coordinates");
    if (coordinates == object.end() || !coordinates->is_array())
      return fault(spc::not_geojson, path_, "not GeoJSON: \"coordinates\" must be a list");
    path_.emplace_back("coordinates");
    read(*coordinates);
    path_.pop_back();
  }

  void read_parts(const json& parts, const std::string& name) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      path_.emplace_back(i);
      read_polygon(parts[i], name);
      path_.pop_back();
    }
  }

  void read_lines(const json& parts, const std::string& name) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      path_.emplace_back(i);
      read_line(parts[i], name);
      path_.pop_back();
    }
  }

  void read_line(const json& points, const std::string& name) {
    auto ring = read_ring(points);
    if (!ring) return;
    if (lines_)
      map_.polygons.push_back({{std::move(*ring)}, name, {}});
    else if (ring->points.size() > 1)
      map_.lines.push_back({std::move(*ring), name, {}});
  }

  void read_polygon(const json& rings, const std::string& name) {
    if (!rings.is_array() || rings.empty())
      return fault(spc::not_geojson, path_, "not GeoJSON: a polygon must be a list of rings");
    MapPolygon polygon;
    polygon.name = name;
    for (std::size_t i = 0; i < rings.size(); ++i) {
      path_.emplace_back(i);
      if (auto ring = read_ring(rings[i])) polygon.rings.push_back(std::move(*ring));
      path_.pop_back();
    }
    if (polygon.rings.size() != rings.size()) return;
    map_.polygons.push_back(std::move(polygon));
    if (map_.polygons.size() == most_polygons + 1)
      fault(spc::not_geojson, path_, "the file has more than " + std::to_string(most_polygons) + " polygons",
            "keep only those of the site");
  }

  std::optional<MapRing> read_ring(const json& points) {
    if (!points.is_array()) {
      fault(spc::not_geojson, path_, "not GeoJSON: a ring must be a list of points");
      return std::nullopt;
    }
    if ((points_ += points.size()) > most_points) {
      fault(spc::not_geojson, path_, "the file has more than " + std::to_string(most_points) + " points",
            "simplify the outline; a site needs no more than a few hundred");
      return std::nullopt;
    }
    MapRing ring;
    ring.path = path_;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const json& p = points[i];
      if (!p.is_array() || p.size() < 2 || !p[0].is_number() || !p[1].is_number()) {
        path_.emplace_back(i);
        fault(spc::not_geojson, path_, "not GeoJSON: point " + std::to_string(i + 1) + " of a ring is not [x, y]");
        path_.pop_back();
        return std::nullopt;
      }
      ring.points.emplace_back(p[0].get<double>(), p[1].get<double>());
    }
    ring.closed = ring.points.size() > 1 && ring.points.front() == ring.points.back();
    if (ring.closed) ring.points.pop_back();
    return ring;
  }

  bool check_coordinates() {
    if (!map_.crs.empty() && map_.crs != "OGC:CRS84") return true;
    const bool was_stated = !map_.crs.empty();
    if (!was_stated && stated_ == "local") {
      map_.crs = stated_;
      return true;
    }
    map_.crs = "OGC:CRS84";
    std::vector<MapPolygon> all = map_.polygons;
    for (const MapLine& line : map_.lines) all.push_back({{line.points}, {}, {}});
    for (const MapPolygon& polygon : all)
      for (const MapRing& ring : polygon.rings)
        for (std::size_t i = 0; i < ring.points.size(); ++i) {
          const auto [x, y] = ring.points[i];
          if (std::abs(x) <= 180 && std::abs(y) <= 90) continue;
          if (!was_stated && !stated_.empty() &&
              (std::abs(x) > 360 || std::abs(y) > 360)) {  // no degrees: then it is in the system of the site
            map_.crs = stated_;
            return true;
          }
          std::vector<JsonStep> path = ring.path;
          path.emplace_back(i);
          const bool swapped = std::abs(x) <= 90 && std::abs(y) <= 180;
          std::string hint = swapped ? "GeoJSON has the longitude first: exchange the two numbers"
                                     : "export the file in WGS 84 (EPSG:4326), or state its \"crs\"";
          fault(spc::no_crs, path,
                "(" + round_text(x, 9) + ", " + round_text(y, 9) + ") is no longitude and latitude" +
                    (was_stated ? "" : ", and the file states no \"crs\""),
                std::move(hint));
          return false;
        }
    return true;
  }

  std::string_view bytes_;
  const std::string& file_;
  bool lines_;
  std::string stated_;                           ///< site.crs
  std::vector<std::vector<JsonStep>> left_out_;  ///< lines beside areas
  MapFile map_;
  std::vector<Finding> findings_;
  std::vector<JsonStep> path_;
  std::size_t points_ = 0;
};

}  // namespace

Outcome<MapFile> read_geojson(std::string_view bytes, const std::string& file, bool lines, const std::string& stated) {
  return Reader(bytes, file, lines, stated).run();
}

Finding at_map_point(std::string_view bytes, const std::string& file, const MapRing& ring, std::size_t index,
                     std::string_view code, std::string message) {
  std::vector<JsonStep> path = ring.path;
  path.emplace_back(index);
  TextSpan span;
  if (const auto offset = json_offset(bytes, path)) span = span_at(bytes, *offset);
  return finding_at(file, bytes, span, code, std::move(message));
}

}  // namespace plinth
