// SPDX-License-Identifier: Apache-2.0
// Map files of many formats, as a reader that needs no library hands them over.
#include "core/input/read_map.h"

#include <doctest/doctest.h>

#include "tests/unit/input/site_worlds.h"

using namespace plinth;
using namespace plinth::test;

namespace {

MapRing ring(std::vector<std::pair<double, double>> points) { return {std::move(points), {}, true}; }

MapPolygon square(double x, double size, const std::string& name) {
  return {{ring({{x, 0}, {x + size, 0}, {x + size, size}, {x, size}})}, name, "layer \"a\", feature 1"};
}

MapLine stroke(double x0, double y0, double x1, double y1) {
  return {{{{x0, y0}, {x1, y1}}, {}, false}, "", "layer \"a\", feature 1"};
}

/// A world with one file, and what it holds.
SiteWorld world_with(const std::string& file, MapLayers map, const std::string& bytes = "bytes") {
  SiteWorld world = world_of({{file, bytes}});
  world.read_map = [map](const std::vector<NamedBytes>&) { return map; };
  return world;
}

Outcome<SiteSpec> read(const SiteWorld& world, const std::string& boundary, const std::string& more = {}) {
  const std::string text = "project.name = \"R\"\nsite.boundary = \"" + boundary +
                           "\"\nit.load = \"2 MW\"\nsite.utility.voltage = \"34.5 kV\"\nsite.utility.capacity = "
                           "\"10 MVA\"\n" +
                           more;
  return read_site(text, "site.toml", world);
}

bool says(const Outcome<SiteSpec>& outcome, const std::string& code, const std::string& words) {
  for (const Finding& f : outcome.findings)
    if (f.code == code && (f.message + " " + f.hint).find(words) != std::string::npos) return true;
  return false;
}

double area(const Outcome<SiteSpec>& outcome) {
  REQUIRE(outcome.ok());
  double sum = 0;
  for (const Polygon& p : outcome.value->site.parcels) sum += area_m2(p);
  return sum;
}

}  // namespace

TEST_CASE("file, layer and feature") {
  CHECK(map_name("a/site.gpkg:parcels:Lot 7").path == "a/site.gpkg");
  CHECK(map_name("a/site.gpkg:parcels:Lot 7").layer == "parcels");
  CHECK(map_name("a/site.gpkg:parcels:Lot 7").feature == "Lot 7");
  CHECK(map_name("SITE.DXF:BOUNDARY").layer == "BOUNDARY");
  CHECK(map_name("parcel.geojson:Lot 7").feature == "Lot 7");
  CHECK(map_name("parcel.geojson").feature == "");
  CHECK(map_name("c:/x.kml").path == "c:/x.kml");
}

TEST_CASE("a layer is chosen by name or because it is the only one, a feature by name") {
  const MapLayers two{{{"parcels", "EPSG:1", {square(0, 100, "A"), square(200, 50, "B")}, {}, 0},
                       {"ponds", "EPSG:1", {square(0, 20, "")}, {}, 0}},
                      ""};
  const SiteWorld world = world_with("s.gpkg", two);
  CHECK(area(read(world, "s.gpkg:parcels")) == doctest::Approx(12500));
  CHECK(area(read(world, "s.gpkg:PARCELS:B")) == doctest::Approx(2500));
  CHECK(says(read(world, "s.gpkg"), "SPC024", "there are \"parcels\", \"ponds\""));
  CHECK(says(read(world, "s.gpkg:lots"), "SPC024", "no layer \"lots\""));
  CHECK(says(read(world, "s.gpkg:parcels:C"), "SPC024", "there are \"A\", \"B\""));
  CHECK(says(read(world_with("s.kml", {{}, "no such format"}), "s.kml"), "SPC023", "no such format"));
  const double nan = std::nan("");
  const MapLayers bad{{{"a", "EPSG:1", {{{ring({{0, 0}, {nan, 0}, {9, 9}})}, "", ""}}, {}, 0}}, ""};
  CHECK(says(read(world_with("s.kml", bad), "s.kml"), "SPC023", "not a number"));
}

TEST_CASE("a drawing: its unit, strokes that meet, a national grid that must be named") {
  const MapLayers strokes{{{"B", "", {}, {stroke(0, 0, 1e5, 0), stroke(1e5, 5e4, 1e5, 0), stroke(1e5, 5e4, 0, 0)}, 0}},
                          ""};
  const auto drawing = [&](const std::string& unit) {
    return read(world_with("s.dxf", strokes, "  9\n$INSUNITS\n 70\n" + unit + "\n"), "s.dxf");
  };
  CHECK(area(drawing("4")) == doctest::Approx(100 * 50 / 2.0));                            // millimetres
  CHECK(area(drawing("1")) == doctest::Approx(100'000.0 * 50'000 / 2 * 0.0254 * 0.0254));  // inches
  CHECK(says(drawing("17"), "SPC025", "$INSUNITS 17"));
  CHECK(says(drawing("7"), "SPC025", "national grid"));  // 100 000 km
  const Outcome<SiteSpec> stated = read(world_with("s.dxf", strokes, ""), "s.dxf", "site.crs = \"EPSG:1\"\n");
  REQUIRE(stated.ok());
  CHECK(stated.value->site.projection == "flat EPSG:1");
}

TEST_CASE("an open outline is closed with a warning that says where") {
  const MapLayers open{{{"B", "EPSG:1", {}, {{{{{0, 0}, {100, 0}, {100, 100}, {0.4, 100}}, {}, false}, "", ""}}, 0}},
                       ""};
  const Outcome<SiteSpec> outcome = read(world_with("s.gpkg", open), "s.gpkg");
  CHECK(area(outcome) == doctest::Approx(9980));
  CHECK(says(outcome, "SPC029", "it ends at (0.4, 100), its first point is (0, 0)"));
}

TEST_CASE("every fault of an outline at once, with its place in file and plan") {
  const MapLayers faulty{{{"a",
                           "EPSG:1",
                           {{{ring({{0, 0}, {100, 100}, {100, 0}, {0, 100}})}, "", "layer \"a\", feature 1"},
                            {{ring({{200, 0}, {300, 0}, {300, 90}, {200, 90}}), ring({{400, 0}, {410, 0}, {410, 9}})},
                             "",
                             "layer \"a\", feature 2"}},
                           {},
                           0}},
                         ""};
  const Outcome<SiteSpec> outcome = read(world_with("s.gpkg", faulty), "s.gpkg");
  CHECK_FALSE(outcome.ok());
  CHECK(says(outcome, "SPC020", "crosses itself in polygon 1"));
  CHECK(says(outcome, "SPC020", "layer \"a\", feature 1 (100, 0)"));
  CHECK(says(outcome, "SPC020", "hole 1 is outside the outer ring in polygon 2"));
}

TEST_CASE("rings side by side in the site file: parts, holes, and land on an island") {
  const std::string text =
      "project.name = \"R\"\nsite.boundary = [[[0,0],[100,0],[100,100],[0,100]], [[20,20],[80,20],[80,80],[20,80]], "
      "[[40,40],[60,40],[60,60],[40,60]], [[200,0],[250,0],[250,50],[200,50]]]\nit.load = \"2 MW\"\n"
      "site.utility.voltage = \"34.5 kV\"\nsite.utility.capacity = \"10 MVA\"\n";
  const Outcome<SiteSpec> outcome = read_site(text, "site.toml", world_of({}));
  CHECK(area(outcome) == doctest::Approx(100 * 100 - 60 * 60 + 20 * 20 + 50 * 50));
  CHECK(outcome.value->site.parcels.size() == 3);
  CHECK(outcome.value->site.parcels[0].holes.size() == 1);
}

TEST_CASE("setbacks: by position, by direction, by number; an overhead line by its voltage") {
  const std::string text =
      "project.name = \"R\"\nsite.boundary = [[0,0],[100,0],[100,80],[0,80]]\nit.load = \"2 MW\"\n"
      "site.utility.voltage = \"34.5 kV\"\nsite.utility.capacity = \"10 MVA\"\nsite.setback = \"3 m\"\n"
      "site.front_setback = \"15 m\"\nsite.rear_setback = \"8 m\"\n[[site.edge]]\nfaces = \"east\"\nsetback = \"9 m\"\n"
      "[[site.edge]]\nnumber = 4\nsetback = \"4 m\"\n[[site.overhead_line]]\npath = [[0, 90], [100, 90]]\n"
      "voltage = \"138 kV\"\n";
  const Outcome<SiteSpec> outcome = read_site(text, "site.toml", world_of({}));
  REQUIRE(outcome.ok());
  const SiteSpec::Site& site = outcome.value->site;
  CHECK(setback_of(site, {0, 0}, {100'000, 0}).si == 15);  // front: the gate is on the southern edge
  CHECK(setback_of(site, {100'000, 0}, {100'000, 80'000}).si == 9);
  CHECK(setback_of(site, {100'000, 80'000}, {0, 80'000}).si == 8);
  CHECK(setback_of(site, {0, 80'000}, {0, 0}).si == 4);
  REQUIRE(site.keep_outs.size() == 1);
  CHECK(site.keep_outs[0].clearance.si == doctest::Approx(15 * 0.3048));
  CHECK(site.keep_outs[0].roads);
  CHECK(area_m2(site.keep_outs[0].area) == doctest::Approx(10));
}
