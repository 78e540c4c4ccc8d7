// SPDX-License-Identifier: Apache-2.0
// Every format, from files that ogr2ogr wrote (tests/data/maps): the same L-shaped parcel with a hole.
#include "cli/map/map_module.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace plinth;

namespace {

NamedBytes file(const std::string& name) {
  std::ifstream in(std::string(PLINTH_SOURCE_DIR) + "/tests/data/maps/" + name, std::ios::binary);
  REQUIRE_MESSAGE(in, name);
  std::ostringstream out;
  out << in.rdbuf();
  return {name, out.str()};
}

double area(const std::vector<std::pair<double, double>>& p) {
  double twice = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const auto& [x0, y0] = p[i];
    const auto& [x1, y1] = p[(i + 1) % p.size()];
    twice += (x0 - p[0].first) * (y1 - p[0].second) - (x1 - p[0].first) * (y0 - p[0].second);
  }
  return std::abs(twice) / 2;
}

const MapLayer& layer(const MapLayers& map, const std::string& name) {
  for (const MapLayer& l : map.layers)
    if (l.name == name) return l;
  FAIL("no layer " << name << ": " << map.error);
  return map.layers.front();
}

MapLayers read(const std::vector<NamedBytes>& files) { return plinth_map_module()->read(files); }

}  // namespace

TEST_CASE("a GeoPackage in UTM: layers by name, holes, lines, the coordinate system by its code") {
  const MapLayers map = read({file("site.gpkg")});
  REQUIRE(map.error == "");
  REQUIRE(map.layers.size() == 3);
  const MapLayer& parcels = layer(map, "parcels");
  CHECK(parcels.crs == "EPSG:32618");
  REQUIRE(parcels.polygons.size() == 1);
  CHECK(parcels.polygons[0].name == "Lot 7");
  REQUIRE(parcels.polygons[0].rings.size() == 2);
  // 400 x 300 m without its 160 x 120 m north-east corner; the pond is 30 x 20 m.
  CHECK(area(parcels.polygons[0].rings[0].points) == doctest::Approx(400.0 * 300 - 160.0 * 120).epsilon(1e-6));
  CHECK(area(parcels.polygons[0].rings[1].points) == doctest::Approx(600).epsilon(1e-6));
  CHECK(layer(map, "lines").lines.size() == 1);
  CHECK(layer(map, "easements").polygons.size() == 1);
}

TEST_CASE("KML and KMZ are in longitude and latitude") {
  for (const char* name : {"site.kml", "site.kmz"}) {
    CAPTURE(name);
    const MapLayers map = read({file(name)});
    REQUIRE(map.error == "");
    const MapLayer& parcels = layer(map, "parcels");
    CHECK(parcels.crs == "OGC:CRS84");
    REQUIRE(parcels.polygons.size() == 1);
    CHECK(parcels.polygons[0].name == "Lot 7");
    CHECK(parcels.polygons[0].rings.size() == 2);
    CHECK(parcels.polygons[0].rings[0].points[0].first == doctest::Approx(-77.48).epsilon(0.001));
  }
}

TEST_CASE("a Shapefile says its system in the .prj; without it none is stated; the .shx may be missing") {
  const std::vector<NamedBytes> all{file("parcels.shp"), file("parcels.dbf"), file("parcels.shx"), file("parcels.prj")};
  const MapLayers map = read(all);
  REQUIRE(map.error == "");
  CHECK(layer(map, "parcels").crs == "EPSG:32618");
  CHECK(layer(map, "parcels").polygons.size() == 1);
  const MapLayers bare = read({all[0]});
  REQUIRE(bare.error == "");
  CHECK(layer(bare, "parcels").crs == "");
  CHECK(layer(bare, "parcels").polygons.size() == 1);
}

TEST_CASE("a drawing: its own layers, closed polylines are areas, no coordinate system") {
  const MapLayers map = read({file("site.dxf")});
  REQUIRE(map.error == "");
  CHECK(layer(map, "BOUNDARY").crs == "");
  REQUIRE(layer(map, "BOUNDARY").polygons.size() == 1);
  CHECK(area(layer(map, "BOUNDARY").polygons[0].rings[0].points) == doctest::Approx(100'800e6));
  CHECK(layer(map, "OVERHEAD").lines.size() == 1);
}

TEST_CASE("what is no map is refused with words") {
  for (const char* name : {"a.kml", "a.kmz", "a.dxf", "a.shp", "a.gpkg"}) {
    CAPTURE(name);
    for (const char* bytes : {"", "nonsense", "<kml", "SQLite format 3"}) CHECK(read({{name, bytes}}).error != "");
  }
}

TEST_CASE("repair: a figure of eight becomes two triangles, overlaps one part, slivers and repeats go") {
  const auto repair = plinth_map_module()->repair;
  const auto ring = [](std::vector<std::pair<double, double>> p) { return MapRing{std::move(p), {}, true}; };
  const auto eight = repair({{{ring({{0, 0}, {100, 100}, {100, 0}, {0, 100}})}, "", ""}});
  REQUIRE(eight.size() == 2);
  CHECK(area(eight[0].rings[0].points) + area(eight[1].rings[0].points) == doctest::Approx(5000));
  const auto joined = repair({{{ring({{0, 0}, {60, 0}, {60, 50}, {0, 50}})}, "", ""},
                              {{ring({{50, 0}, {100, 0}, {100, 0}, {100, 50}, {50, 50}})}, "", ""}});
  REQUIRE(joined.size() == 1);
  CHECK(area(joined[0].rings[0].points) == doctest::Approx(5000));
  CHECK(repair({{{ring({{0, 0}, {60, 0}, {60, 50}, {0, 50}})}, "", ""},
                {{ring({{200, 0}, {200.001, 0}, {200.001, 9}})}, "", ""}})
            .size() == 1);
  CHECK(repair({{{ring({{0, 0}, {1, 1}})}, "", ""}}).empty());
  CHECK(repair({}).empty());
}

TEST_CASE("repair: a hole never becomes land, wherever it lies") {
  const auto repair = plinth_map_module()->repair;
  const auto box = [](double x, double y, double w, double h) {
    return MapRing{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, {}, true};
  };
  const auto land = [&](std::vector<MapRing> rings) {
    double sum = 0;
    for (const MapPolygon& part : repair({{std::move(rings), "", ""}}))
      for (std::size_t i = 0; i < part.rings.size(); ++i) sum += (i == 0 ? 1 : -1) * area(part.rings[i].points);
    return sum;
  };
  CHECK(land({box(0, 0, 200, 150), box(250, 50, 40, 40)}) == doctest::Approx(30000));                      // off it
  CHECK(land({box(0, 0, 200, 150), box(150, 50, 140, 40)}) == doctest::Approx(28000));                     // half off
  CHECK(land({box(0, 0, 200, 150), box(50, 50, 40, 40), box(60, 60, 50, 50)}) == doctest::Approx(26800));  // overlap
  CHECK(land({box(0, 0, 200, 150), box(0, 0, 200, 150)}) == doctest::Approx(30000));  // drawn twice
}
