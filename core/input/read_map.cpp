// SPDX-License-Identifier: Apache-2.0
#include "core/input/read_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/input/drawing_unit.h"
#include "core/input/map_outline.h"
#include "core/input/read_geojson.h"
#include "core/input/site_items.h"

namespace plinth {

namespace {

constexpr std::size_t most_points = 150'000;
constexpr std::size_t most_polygons = 200;
constexpr double same_place_m = 1e-3;
constexpr double metres_per_degree = 111'320;  // of latitude, at most

bool ends_with(const std::string& path, std::string_view ending) { return lower(path).ends_with(ending); }

bool is_geojson(const std::string& path) { return ends_with(path, ".geojson") || ends_with(path, ".json"); }

/// One fault of a map file that has no lines of text.
struct Complaint {
  SiteContext& context;
  TomlTable& table;
  std::string_view key;

  std::nullopt_t operator()(std::string_view code, std::string message, std::string hint) const {
    table.fault_at(code, key, "`" + table.path_of(key) + "`: " + std::move(message), std::move(hint));
    return std::nullopt;
  }
};

template <class List, class Name>
std::string names_of(const List& list, Name name) {
  std::vector<std::string> names;
  for (const auto& item : list)
    if (const std::string n = name(item); !n.empty() && names.size() < 8)
      names.push_back("\"" + printable(n, 40) + "\"");
  return join(names, ", ");
}

std::optional<std::vector<NamedBytes>> bytes_of(SiteContext& context, TomlTable& table, std::string_view key,
                                                const std::string& path) {
  auto bytes = read_named_file(context, table, key, path);
  if (!bytes) return std::nullopt;
  std::vector<NamedBytes> files{{path, std::move(*bytes)}};
  if (!ends_with(path, ".shp")) return files;
  const std::string stem = path.substr(0, path.size() - 3);
  const bool upper = path.ends_with("SHP");
  for (const char* more : {"dbf", "shx", "prj", "cpg"}) {
    std::string name = more;
    if (upper)
      for (char& c : name) c = static_cast<char>(c - 'a' + 'A');
    if (auto other = context.world.read_file(stem + name)) files.push_back({stem + name, std::move(*other)});
  }
  return files;
}

/// The layer that is named, or the only one with what is wanted.
const MapLayer* chosen_layer(const MapLayers& map, const MapName& name, MapWant want, const Complaint& complain) {
  const auto layer_name = [](const MapLayer& l) { return l.name; };
  if (!name.layer.empty()) {
    const auto found = std::find_if(map.layers.begin(), map.layers.end(),
                                    [&](const MapLayer& l) { return lower(l.name) == lower(name.layer); });
    if (found != map.layers.end()) return &*found;
    complain(spc::no_polygon, printable(name.path, 80) + " has no layer \"" + printable(name.layer, 40) + "\"",
             "its layers are " + names_of(map.layers, layer_name));
    return nullptr;
  }
  std::vector<const MapLayer*> fit;
  for (const MapLayer& l : map.layers)
    if (want == MapWant::areas ? !l.polygons.empty() : !l.lines.empty()) fit.push_back(&l);
  if (fit.empty() && want == MapWant::areas)
    for (const MapLayer& l : map.layers)
      if (!l.lines.empty()) fit.push_back(&l);
  if (fit.size() == 1) return fit.front();
  if (fit.empty())
    complain(
        spc::no_polygon,
        "there is no " + std::string(want == MapWant::areas ? "polygon" : "line") + " in " + printable(name.path, 80),
        "export the parcel as polygons");
  else
    complain(spc::no_polygon, fmt::format("{} has {} layers to choose from", printable(name.path, 80), fit.size()),
             "name one: \"" + printable(name.path, 80) + ":" + printable(fit.front()->name, 40) + "\"; there are " +
                 names_of(map.layers, layer_name));
  return nullptr;
}

bool keep_feature(std::vector<MapPolygon>& polygons, const MapName& name, const Complaint& complain) {
  if (name.feature.empty()) return true;
  const auto named = [&](const MapPolygon& p) { return p.name == name.feature; };
  if (std::none_of(polygons.begin(), polygons.end(), named)) {
    const std::string all = names_of(polygons, [](const MapPolygon& p) { return p.name; });
    complain(spc::no_polygon,
             "no feature in " + printable(name.path, 80) + " is named \"" + printable(name.feature, 40) + "\"",
             all.empty() ? "its features have no names" : "there are " + all);
    return false;
  }
  std::erase_if(polygons, [&](const MapPolygon& p) { return !named(p); });
  return true;
}

bool sound_numbers(const MapFile& map, const Complaint& complain) {
  std::size_t points = 0;
  for (const MapPolygon& polygon : map.polygons)
    for (const MapRing& ring : polygon.rings)
      for (const auto& [x, y] : ring.points) {
        ++points;
        if (std::isfinite(x) && std::isfinite(y)) continue;
        complain(spc::not_geojson, printable(polygon.place, 80) + " has a coordinate that is not a number",
                 "export the file again");
        return false;
      }
  if (points <= most_points && map.polygons.size() <= most_polygons) return true;
  complain(spc::not_geojson,
           fmt::format("the layer has {} polygons with {} points; at most {} and {} are read", map.polygons.size(),
                       points, most_polygons, most_points),
           "keep only what belongs to the site, and simplify the outlines");
  return false;
}

template <class Each>
void every_point(MapFile& map, Each each) {
  for (MapPolygon& polygon : map.polygons)
    for (MapRing& ring : polygon.rings)
      for (auto& point : ring.points) each(point, polygon.place);
  for (MapLine& line : map.lines)
    for (auto& point : line.points.points) each(point, line.place);
}

void scale_by(MapFile& map, double factor) {
  if (factor == 1.0) return;
  every_point(map, [&](auto& point, const std::string&) { point = {point.first * factor, point.second * factor}; });
}

/// A file without a coordinate system: `site.crs`, or metres of the site for a drawing.
bool settle_crs(SiteContext& context, MapFile& map, const NamedBytes& file, const std::string& stated,
                const Complaint& complain) {
  const bool drawing = ends_with(file.name, ".dxf"), mapped = !stated.empty() && stated != "local";
  if (!drawing && stated.empty()) {
    complain(spc::no_crs, printable(file.name, 80) + " states no coordinate system",
             ends_with(file.name, ".shp") ? "put its .prj file beside it, or add site.crs = \"EPSG:25832\""
                                          : "add site.crs = \"EPSG:25832\", or \"local\" for metres");
    return false;
  }
  map.crs = mapped ? stated : "local";
  if (!drawing) return true;
  const DrawingUnit unit = drawing_unit(file.bytes);
  if (unit.code != 0 && unit.metres <= 0) {
    complain(spc::no_crs,
             fmt::format("{} is drawn in units of its own ($INSUNITS {})", printable(file.name, 80), unit.code),
             "draw it in metres, millimetres or feet");
    return false;
  }
  if (mapped) {
    const DrawingScale scale = drawing_scale(context.world, unit, stated, map);
    if (!scale.error.empty()) {
      complain(spc::no_crs, printable(file.name, 80) + " " + scale.error,
               "set the unit of the drawing ($INSUNITS) to that of its coordinates, or name the right site.crs");
      return false;
    }
    if (!scale.remark.empty())
      warn(context, spc::no_crs, printable(file.name, 80) + " " + scale.remark, complain.table.span(complain.key),
           "check the area of the site");
    scale_by(map, scale.factor);
    return true;
  }
  context.use_default(
      "site.crs", "local",
      printable(file.name, 80) + " is a drawing in " + (unit.code != 0 ? unit.name : "no stated unit, taken as m"));
  scale_by(map, unit.code != 0 ? unit.metres : 1.0);
  return true;
}

/// Longitudes and latitudes that are none: mostly the two exchanged.
bool sound_degrees(MapFile& map, const NamedBytes& file, const Complaint& complain) {
  bool sound = true;
  if (map.crs != "OGC:CRS84") return sound;
  every_point(map, [&](const auto& point, const std::string& place) {
    const auto [x, y] = point;
    if (!sound || (std::abs(x) <= 360 && std::abs(y) <= 90)) return;
    sound = false;
    const bool exchanged = std::abs(x) <= 90 && std::abs(y) <= 360;
    complain(spc::no_crs,
             fmt::format("({:.9g}, {:.9g}) in {}, {}, is no longitude and latitude", x, y, printable(file.name, 80),
                         printable(place, 80)),
             exchanged ? "the longitude comes first: exchange the two numbers" : "export the file again");
  });
  return sound;
}

double metres_per_unit(const SiteContext& context, const std::string& crs) {
  if (crs == "OGC:CRS84") return metres_per_degree;
  if (crs == "local" || !context.world.facts) return 1.0;
  const double metres = context.world.facts(crs).metres_per_unit;
  return metres > 0 ? metres : metres_per_degree;
}

/// A Shapefile tells holes from parts by the sense of their rings, and a ring across the antimeridian turns the other
/// way when its longitudes jump by 360 degrees: there the rings of each feature are put side by side, and what lies in
/// what says which are holes.
void mend_antimeridian(MapFile& map, double unit) {
  const auto jumps = [](const MapPolygon& polygon) {
    const auto& points = polygon.rings[0].points;
    const auto [west, east] = std::minmax_element(points.begin(), points.end());
    return !points.empty() && east->first - west->first > 180;
  };
  if (std::none_of(map.polygons.begin(), map.polygons.end(), jumps)) return;
  std::vector<MapPolygon> mended;
  for (auto first = map.polygons.begin(); first != map.polygons.end();) {
    const std::string place = first->place;
    const auto last = std::find_if(first, map.polygons.end(), [&](const MapPolygon& p) { return p.place != place; });
    const bool apart = std::any_of(first, last, jumps);
    std::vector<MapPolygon> rings;
    for (; first != last; ++first) {
      if (!apart) {
        mended.push_back(std::move(*first));
        continue;
      }
      for (MapRing& ring : first->rings) {
        for (auto& point : ring.points)
          if (point.first < 0) point.first += 360;
        rings.push_back({{std::move(ring)}, first->name, first->place});
      }
    }
    for (MapPolygon& polygon : nested_rings(std::move(rings), same_place_m / unit))
      mended.push_back(std::move(polygon));
  }
  map.polygons = std::move(mended);
}

/// Lines of a layer without polygons become outlines. False when they do not.
bool take_outlines(SiteContext& context, MapFile& map, const std::string& path, const Complaint& complain) {
  if (!map.polygons.empty() || map.lines.empty()) return true;
  JoinedLines lines = joined_lines(std::move(map.lines), metres_per_unit(context, map.crs));
  const std::string file = printable(path, 80);
  for (const std::string& remark : lines.remarks)
    warn(context, spc::untidy_ring,
         "the outline of `" + complain.table.path_of(complain.key) + "` in " + file + ": " + remark,
         complain.table.span(complain.key), "check that this is meant");
  for (const std::string& fault : lines.faults)
    complain(spc::unsound_ring, file + ": " + fault, "draw the outline closed, or its lines end to end");
  map.polygons = std::move(lines.polygons);
  map.lines.clear();
  return lines.faults.empty();
}

void lines_for_areas(MapFile& map) {
  map.polygons.clear();
  for (MapLine& line : map.lines) map.polygons.push_back({{std::move(line.points)}, line.name, line.place});
  map.lines.clear();
}

std::optional<ReadMap> read_other(SiteContext& context, TomlTable& table, std::string_view key, const MapName& name,
                                  MapWant want, const std::string& stated) {
  const Complaint complain{context, table, key};
  if (!context.world.read_map)
    return complain(spc::file_format, printable(name.path, 80) + " needs the map module, which is not there",
                    "install plinth again, or give a file ending in .geojson");
  const auto files = bytes_of(context, table, key, name.path);
  if (!files) return std::nullopt;
  const MapLayers map = context.world.read_map(*files);
  if (!map.error.empty())
    return complain(spc::not_geojson, printable(name.path, 80) + " cannot be read: " + printable(map.error, 200),
                    "export the file again");
  const MapLayer* layer = chosen_layer(map, name, want, complain);
  if (layer == nullptr) return std::nullopt;
  ReadMap read{{layer->crs, layer->polygons, layer->lines}, name.path, {}};
  const NamedBytes& file = files->front();
  if (read.map.crs.empty() && !settle_crs(context, read.map, file, stated, complain)) return std::nullopt;
  if (!sound_degrees(read.map, file, complain)) return std::nullopt;
  if (want == MapWant::lines)
    lines_for_areas(read.map);
  else if (!take_outlines(context, read.map, name.path, complain))
    return std::nullopt;
  const double unit = metres_per_unit(context, read.map.crs);
  if (unit > 1000 && (ends_with(name.path, ".shp") || ends_with(name.path, ".zip"))) mend_antimeridian(read.map, unit);
  if (!keep_feature(read.map.polygons, name, complain)) return std::nullopt;
  if (read.map.polygons.empty())
    return complain(spc::no_polygon, "layer \"" + printable(layer->name, 40) + "\" holds nothing to read",
                    want == MapWant::areas ? "it must hold polygons or closed lines" : "it must hold lines");
  if (!sound_numbers(read.map, complain)) return std::nullopt;
  // A drawing knows no holes. In a keep-out a hole would be land set free: there both rings count.
  if (ends_with(name.path, ".dxf") && key == "boundary")
    read.map.polygons = nested_rings(std::move(read.map.polygons), same_place_m / unit);
  return read;
}

}  // namespace

MapName map_name(std::string_view text) {
  MapName name{std::string(text), {}, {}};
  const std::string small = lower(std::string(text));
  for (const std::string_view ending : {".geojson:", ".json:", ".kml:", ".kmz:", ".dxf:", ".shp:", ".gpkg:", ".zip:"}) {
    const std::size_t at = small.find(ending);
    if (at == std::string::npos) continue;
    const std::string rest(text.substr(at + ending.size()));
    name.path = text.substr(0, at + ending.size() - 1);
    const std::size_t colon = rest.find(':');
    const bool layers = !is_geojson(name.path);
    name.layer = layers ? rest.substr(0, colon) : "";
    name.feature = !layers ? rest : colon == std::string::npos ? "" : rest.substr(colon + 1);
    break;
  }
  return name;
}

std::optional<ReadMap> read_map(SiteContext& context, TomlTable& table, std::string_view key, const std::string& text,
                                MapWant want, const std::string& stated) {
  const MapName name = map_name(text);
  const auto& path = name.path;
  if (!is_geojson(path)) {
    for (const std::string_view ending : {".kml", ".kmz", ".dxf", ".shp", ".gpkg", ".zip"})
      if (ends_with(path, ending)) return read_other(context, table, key, name, want, stated);
    const bool other = ends_with(path, ".dwg") || ends_with(path, ".gml");
    table.fault_at(spc::file_format, key,
                   other ? "`" + table.path_of(key) + "`: map files of this kind are not read: " + printable(path, 80)
                         : "`" + table.path_of(key) + "`: \"" + printable(path, 80) + "\" is not a map file",
                   "give [[x, y], …] in metres, or a file ending in .geojson, .kml, .kmz, .dxf, .shp, .zip or .gpkg");
    return std::nullopt;
  }
  auto bytes = read_named_file(context, table, key, path);
  if (!bytes) return std::nullopt;
  auto outcome = read_geojson(*bytes, path, want == MapWant::lines, stated);
  context.findings.insert(context.findings.end(), outcome.findings.begin(), outcome.findings.end());
  if (!outcome.ok()) return std::nullopt;
  if (!take_outlines(context, *outcome.value, path, {context, table, key})) return std::nullopt;
  if (!keep_feature(outcome.value->polygons, name, {context, table, key})) return std::nullopt;
  return ReadMap{std::move(*outcome.value), path, std::move(*bytes)};
}

}  // namespace plinth
