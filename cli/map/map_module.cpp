// SPDX-License-Identifier: Apache-2.0
#include "cli/map/map_module.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace plinth {
namespace {

constexpr std::size_t kMostPoints = 200'000;  // beyond this the reader of the site refuses anyway

/// Files of one call in GDAL's memory file system, gone when the call ends.
class MemoryFiles {
 public:
  explicit MemoryFiles(const std::vector<NamedBytes>& files) {
    static int calls = 0;
    folder_ = fmt::format("/vsimem/plinth-{}", ++calls);
    for (const NamedBytes& file : files) {
      const std::size_t slash = file.name.rfind('/');
      paths_.push_back(folder_ + "/" + (slash == std::string::npos ? file.name : file.name.substr(slash + 1)));
      auto* bytes = reinterpret_cast<GByte*>(const_cast<char*>(file.bytes.data()));  // NOLINT: read only
      VSIFCloseL(VSIFileFromMemBuffer(paths_.back().c_str(), bytes, file.bytes.size(), FALSE));
    }
  }
  ~MemoryFiles() { VSIRmdirRecursive(folder_.c_str()); }
  MemoryFiles(const MemoryFiles&) = delete;
  MemoryFiles& operator=(const MemoryFiles&) = delete;
  [[nodiscard]] const std::string& first() const { return paths_.front(); }

 private:
  std::string folder_;
  std::vector<std::string> paths_;
};

/// GDAL says nothing by itself while one of these lives.
class Quiet {
 public:
  Quiet() { CPLPushErrorHandler(CPLQuietErrorHandler); }
  ~Quiet() { CPLPopErrorHandler(); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
};

/// "EPSG:25832", "OGC:CRS84", WKT, or empty where the layer says nothing or only that it is local.
std::string crs_of(const OGRSpatialReference* stated) {
  if (stated == nullptr || stated->IsLocal()) return {};
  const std::unique_ptr<OGRSpatialReference> crs(stated->Clone());
  if (crs->IsCompound()) crs->StripVertical();
  if (crs->GetAuthorityCode(nullptr) == nullptr) crs->AutoIdentifyEPSG();
  const char* authority = crs->GetAuthorityName(nullptr);
  const char* code = crs->GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr && EQUAL(authority, "EPSG"))
    return EQUAL(code, "4326") ? "OGC:CRS84" : std::string("EPSG:") + code;
  char* wkt = nullptr;
  const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  if (crs->exportToWkt(&wkt, options) != OGRERR_NONE || wkt == nullptr) return {};
  std::string text = wkt;
  CPLFree(wkt);
  return text;
}

class Collector {
 public:
  explicit Collector(MapLayer& layer) : layer_(layer) {}

  void add(const OGRGeometry& geometry, const std::string& name, const std::string& place, bool closed_is_area) {
    if (points_ > kMostPoints) return;
    switch (wkbFlatten(geometry.getGeometryType())) {
      case wkbPolygon: {
        const OGRPolygon& polygon = *geometry.toPolygon();
        MapPolygon added{{}, name, place};
        for (const OGRLinearRing* ring : polygon) added.rings.push_back(ring_of(*ring));
        if (!added.rings.empty() && !added.rings[0].points.empty()) layer_.polygons.push_back(std::move(added));
        return;
      }
      case wkbLineString: {
        MapRing ring = ring_of(*geometry.toLineString());
        if (ring.closed && closed_is_area && ring.points.size() >= 3)
          layer_.polygons.push_back({{std::move(ring)}, name, place});
        else if (ring.points.size() >= 2)
          layer_.lines.push_back({std::move(ring), name, place});
        return;
      }
      case wkbMultiPolygon:
      case wkbMultiLineString:
      case wkbGeometryCollection:
        for (const OGRGeometry* part : *geometry.toGeometryCollection()) add(*part, name, place, closed_is_area);
        return;
      default:
        ++layer_.others;
    }
  }

 private:
  MapRing ring_of(const OGRSimpleCurve& line) {
    MapRing ring;
    for (int i = 0; i < line.getNumPoints(); ++i) ring.points.emplace_back(line.getX(i), line.getY(i));
    points_ += ring.points.size();
    ring.closed = ring.points.size() > 2 && ring.points.front() == ring.points.back();
    if (ring.closed) ring.points.pop_back();
    return ring;
  }

  MapLayer& layer_;
  std::size_t points_ = 0;
};

std::string name_of(const OGRFeature& feature) {
  for (const char* field : {"name", "Name", "label", "title", "parcel", "parcel_id", "id"}) {
    const int index = feature.GetFieldIndex(field);
    if (index >= 0 && feature.IsFieldSetAndNotNull(index)) return feature.GetFieldAsString(index);
  }
  return {};
}

void read_layer(OGRLayer& source, bool drawing, std::vector<MapLayer>& layers) {
  // A drawing is one layer to GDAL; its own layers are an attribute.
  std::map<std::string, std::size_t> by_name;
  const std::string crs = crs_of(source.GetSpatialRef());
  if (!drawing) layers.push_back({source.GetName(), crs, {}, {}, 0});
  std::map<std::string, int> counted;
  source.ResetReading();
  while (OGRFeature* raw = source.GetNextFeature()) {
    const OGRFeatureUniquePtr feature(raw);
    const std::string layer = drawing ? feature->GetFieldAsString("Layer") : std::string(source.GetName());
    if (drawing) {
      const auto [at, fresh] = by_name.try_emplace(layer, layers.size());
      if (fresh) layers.push_back({layer, crs, {}, {}, 0});
    }
    MapLayer& target = drawing ? layers[by_name[layer]] : layers.back();
    const int number = ++counted[layer];
    const OGRGeometry* geometry = feature->GetGeometryRef();
    if (geometry == nullptr || geometry->IsEmpty()) continue;
    const std::unique_ptr<OGRGeometry> straight(geometry->hasCurveGeometry() ? geometry->getLinearGeometry() : nullptr);
    Collector(target).add(straight ? *straight : *geometry, name_of(*feature),
                          fmt::format("layer \"{}\", feature {}", layer, number), drawing);
  }
}

/// Shapefiles in a ZIP archive, in any folder of it; Finder adds shadows of every file in __MACOSX.
std::vector<std::string> shapefiles_in(const std::string& archive) {
  std::vector<std::string> paths;
  const CPLStringList names(VSIReadDirRecursive(archive.c_str()));
  for (int i = 0; i < names.size() && paths.size() < 50; ++i) {
    const std::string name = names[i];
    if (EQUAL(CPLGetExtension(name.c_str()), "shp") && !STARTS_WITH(name.c_str(), "__MACOSX"))
      paths.push_back(archive + "/" + name);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

void start_gdal() {
  static const bool started = [] {
    CPLSetConfigOption("SHAPE_RESTORE_SHX", "YES");  // the index of a Shapefile says nothing the shapes do not
    CPLSetConfigOption("OGR_ARC_STEPSIZE", "2");     // degrees: a circle loses 0.02 % of its area
    CPLSetConfigOption("OGR_ORGANIZE_POLYGONS", "DEFAULT");
    GDALAllRegister();
    return true;
  }();
  static_cast<void>(started);
}

MapLayers read(const std::vector<NamedBytes>& files) {
  MapLayers result;
  if (files.empty()) return {{}, "no file"};
  const Quiet quiet;
  start_gdal();
  const MemoryFiles memory(files);
  if (EQUAL(CPLGetExtension(memory.first().c_str()), "zip")) {
    const CPLConfigOptionSetter as_it_is("SHAPE_RESTORE_SHX", "NO", false);  // nothing is written into an archive
    const char* const shapes[] = {"ESRI Shapefile", nullptr};
    for (const std::string& path : shapefiles_in("/vsizip/" + memory.first())) {
      const GDALDatasetUniquePtr data(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, shapes));
      if (!data) continue;
      for (OGRLayer* layer : data->GetLayers()) read_layer(*layer, false, result.layers);
    }
    if (result.layers.empty()) result.error = "there is no Shapefile in the archive";
    return result;
  }
  const char* const drivers[] = {"LIBKML", "KML", "DXF", "ESRI Shapefile", "GPKG", nullptr};
  CPLErrorReset();
  const GDALDatasetUniquePtr data(
      GDALDataset::Open(memory.first().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers));
  if (!data) {
    std::string why = CPLGetLastErrorMsg();
    const std::size_t path = why.find("/vsimem/");
    if (path != std::string::npos || why.empty()) why = "its content is not of the format that its name ends in";
    return {{}, why};
  }
  const bool drawing = EQUAL(data->GetDriverName(), "DXF");
  for (OGRLayer* layer : data->GetLayers()) read_layer(*layer, drawing, result.layers);
  return result;
}

// ---- repair -------------------------------------------------------------------------------------------------------

using Shape = std::unique_ptr<OGRGeometry>;

bool finite(const std::pair<double, double>& p) { return std::isfinite(p.first) && std::isfinite(p.second); }

/// What one ring encloses, untangled; null where that is nothing.
Shape inside(const MapRing& ring) {
  OGRLinearRing line;
  std::pair<double, double> last{NAN, NAN};
  for (const auto& point : ring.points)
    if (finite(point) && point != last) {
      line.addPoint(point.first, point.second);
      last = point;
    }
  if (line.getNumPoints() < 3) return nullptr;
  line.closeRings();
  OGRPolygon shape;
  shape.addRing(&line);
  return Shape(shape.MakeValid());
}

/// The outer ring without the holes, each for itself: together they would make land of a hole that lies outside.
Shape polygon_of(const MapPolygon& polygon) {
  if (polygon.rings.empty()) return nullptr;
  Shape land = inside(polygon.rings[0]);
  for (std::size_t i = 1; land && i < polygon.rings.size(); ++i)
    if (const Shape hole = inside(polygon.rings[i]))
      if (Shape less(land->Difference(hole.get())); less && !less->IsEmpty())
        land = std::move(less);  // else drawn twice
  return land;
}

/// The areas in a geometry; lines and points that a repair leaves behind are dropped, slivers too.
void areas_in(const OGRGeometry& geometry, double least, std::vector<const OGRPolygon*>& out) {
  const auto type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbPolygon) {
    const OGRPolygon* polygon = geometry.toPolygon();
    if (polygon->get_Area() > least) out.push_back(polygon);
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) areas_in(*part, least, out);
  }
}

std::vector<MapPolygon> repair(const std::vector<MapPolygon>& polygons) {
  const Quiet quiet;
  start_gdal();
  Shape all;
  for (const MapPolygon& polygon : polygons) {
    Shape shape = polygon_of(polygon);
    if (!shape) continue;
    all = all ? Shape(all->Union(shape.get())) : std::move(shape);
    if (!all) return {};
  }
  if (!all) return {};
  std::vector<const OGRPolygon*> areas;
  areas_in(*all, 0.0, areas);
  double largest = 0.0;
  for (const OGRPolygon* area : areas) largest = std::max(largest, area->get_Area());
  areas.clear();
  areas_in(*all, largest * 1e-4, areas);
  std::vector<MapPolygon> out;
  for (const OGRPolygon* area : areas) {
    MapPolygon polygon;
    for (const OGRLinearRing* ring : *area) {
      if (ring != area->getExteriorRing() && ring->get_Area() <= largest * 1e-6) continue;
      MapRing points;
      for (int i = 0; i + 1 < ring->getNumPoints(); ++i) points.points.emplace_back(ring->getX(i), ring->getY(i));
      const bool outer = polygon.rings.empty();
      if ((ring->isClockwise() != 0) == outer) std::reverse(points.points.begin(), points.points.end());
      polygon.rings.push_back(std::move(points));
    }
    out.push_back(std::move(polygon));
  }
  return out;
}

MapLayers read_or_say(const std::vector<NamedBytes>& files) try {
  return read(files);
} catch (const std::exception& error) {
  return {{}, error.what()};
}

std::vector<MapPolygon> repair_or_none(const std::vector<MapPolygon>& polygons) try {
  return repair(polygons);
} catch (const std::exception&) {
  return {};
}

}  // namespace
}  // namespace plinth

extern "C" __attribute__((visibility("default"))) const plinth::MapModule* plinth_map_module() {
  static constexpr plinth::MapModule module{plinth::map_module_version, &plinth::read_or_say, &plinth::repair_or_none};
  return &module;
}
