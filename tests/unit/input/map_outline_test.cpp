// SPDX-License-Identifier: Apache-2.0
// Lines that become outlines, rings that become holes, units of drawings, repairs: worked out by hand.
#include "core/input/map_outline.h"

#include <doctest/doctest.h>

#include "core/input/drawing_unit.h"
#include "core/input/raw_boundary.h"
#include "tests/unit/input/site_worlds.h"

using namespace plinth;
using namespace plinth::test;

namespace {

using Points = std::vector<std::pair<double, double>>;

MapLine line(Points points, bool closed = false) { return {{std::move(points), {}, closed}, "", ""}; }

MapPolygon square(double x, double y, double size) {
  return {{{{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}}, {}, true}}, "", ""};
}

double area(const MapPolygon& polygon) {
  double sum = 0;
  for (const MapRing& ring : polygon.rings) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.points.size(); ++i) {
      const auto& [x0, y0] = ring.points[i];
      const auto& [x1, y1] = ring.points[(i + 1) % ring.points.size()];
      twice += x0 * y1 - x1 * y0;
    }
    sum += (&ring == &polygon.rings[0] ? 1 : -1) * std::abs(twice) / 2;
  }
  return sum;
}

/// Four edges of 200 x 150 m, the first beginning `gap` metres up the last one, in units of `unit` metres.
std::vector<MapLine> edges(double gap, double unit = 1) {
  const double w = 200 / unit, h = 150 / unit, g = gap / unit;
  return {line({{w, 0}, {w, h}}), line({{0, h}, {0, g}}), line({{0, 0}, {w, 0}}), line({{0, h}, {w, h}})};
}

}  // namespace

TEST_CASE("edges in any order and direction: ends within a millimetre are one point, whatever the unit") {
  for (const double unit : {1.0, 0.001, 111320.0}) {
    const JoinedLines exact = joined_lines(edges(0.0009, unit), unit);
    CHECK(exact.remarks.empty());
    REQUIRE(exact.polygons.size() == 1);
    CHECK(exact.polygons[0].rings[0].closed);
    CHECK(area(exact.polygons[0]) * unit * unit == doctest::Approx(30000).epsilon(1e-5));
  }
}

TEST_CASE("ends of short edges are not taken for one another: degrees count as degrees") {
  std::vector<MapLine> lines;
  const Points corners{{8, 50},         {8.0005, 50},     {8.001, 50}, {8.001, 50.0005},
                       {8.001, 50.001}, {8.0003, 50.001}, {8, 50.001}};
  for (const std::size_t i : {2U, 0U, 5U, 1U, 6U, 4U, 3U}) lines.push_back(line({corners[i], corners[(i + 1) % 7]}));
  const JoinedLines joined = joined_lines(lines, 111320);
  REQUIRE(joined.polygons.size() == 1);
  CHECK(joined.polygons[0].rings[0].points.size() == 7);
  CHECK(area(joined.polygons[0]) == doctest::Approx(1e-6).epsilon(1e-6));
}

TEST_CASE("a gap of up to a metre is closed and reported with its width and place; a wider one is a fault") {
  const JoinedLines merged = joined_lines(edges(0.1), 1);
  REQUIRE(merged.polygons.size() == 1);
  CHECK(merged.polygons[0].rings[0].points.size() == 4);
  REQUIRE(merged.remarks.size() == 1);
  CHECK(merged.remarks[0].find("a gap of 0.1 m at (0") != std::string::npos);
  const JoinedLines bridged = joined_lines(edges(1.0), 1);
  REQUIRE(bridged.polygons.size() == 1);
  CHECK(bridged.polygons[0].rings[0].points.size() == 5);
  const JoinedLines open = joined_lines({line({{0, 0}, {200, 0}, {200, 150}}), line({{0, 150}, {0, 1.001}})}, 1);
  CHECK(open.polygons.empty());
  REQUIRE(open.faults.size() == 2);
  CHECK(open.faults[0] == "a line from (0, 0) to (200, 150) closes no area");
}

TEST_CASE("a single open line stays open, a closed one stays closed, strays beside it are left out") {
  const JoinedLines open = joined_lines({line({{0, 0}, {9, 0}, {9, 9}})}, 1);
  REQUIRE(open.polygons.size() == 1);
  CHECK_FALSE(open.polygons[0].rings[0].closed);
  const JoinedLines closed = joined_lines({line({{0, 0}, {9, 0}, {9, 9}}, true), line({{20, 20}, {30, 30}})}, 1);
  REQUIRE(closed.polygons.size() == 1);
  CHECK(closed.polygons[0].rings[0].closed);
  REQUIRE(closed.remarks.size() == 1);
  CHECK(closed.remarks[0].find("1 open lines are left out, the first from (20, 20)") != std::string::npos);
}

TEST_CASE("rings in rings are holes and islands; rings that cross, or coincide, stay as they are") {
  const auto nested = nested_rings({square(40, 40, 20), square(0, 0, 100), square(20, 20, 60)}, 1e-3);
  REQUIRE(nested.size() == 2);
  CHECK(area(nested[0]) + area(nested[1]) == doctest::Approx(10000 - 3600 + 400));
  CHECK(nested_rings({square(0, 0, 100), square(90, 0, 100)}, 1e-3).size() == 2);
  CHECK(nested_rings({square(0, 0, 100), square(0, 0, 100)}, 1e-3).size() == 2);
  const auto corner = nested_rings({square(0, 0, 100), square(0, 0, 50)}, 1e-3);  // touches two edges from within
  REQUIRE(corner.size() == 1);
  CHECK(area(corner[0]) == doctest::Approx(7500));
}

TEST_CASE("the unit of a drawing against that of its coordinate system") {
  // A system in metres for longitudes 6 to 12, where a coordinate x is x / 1e5 degrees east.
  SiteWorld world;
  world.facts = [](const std::string&) { return CrsFacts{1.0, 6, 0, 12, 84}; };
  world.degrees = [](const std::string&, const std::vector<std::pair<double, double>>& points) {
    Projected out;
    for (const auto& [x, y] : points) out.metres.emplace_back(x / 1e5, y / 1e5);
    return out;
  };
  const auto scale = [&](const std::string& code, double x) {
    return drawing_scale(world, drawing_unit("$INSUNITS\n 70\n" + code + "\n"), "EPSG:1",
                         {"", {square(x, x, 100)}, {}});
  };
  CHECK(scale("6", 9e5).factor == 1);
  CHECK(scale("0", 9e8).factor == 1);
  CHECK(scale("4", 9e8).factor == doctest::Approx(0.001));  // 900 km in millimetres: 9 degrees
  CHECK(scale("4", 9e8).remark.find("is drawn in mm; converted") == 0);
  CHECK(scale("4", 9e5).factor == 1);  // the template says mm, the surveyor drew metres
  CHECK(scale("4", 9e5).remark.find("says it is drawn in mm") == 0);
  CHECK(scale("4", 9e6).error.find("off its area either way") != std::string::npos);
  CHECK(scale("10", 12e5).error.find("could lie in its area either way") != std::string::npos);  // 12 or 10.97 degrees
  CHECK(drawing_unit("$INSUNITS\n 70\n21\n").metres == doctest::Approx(1200.0 / 3937));
  CHECK(drawing_unit("$INSUNITS\n 70\n17\n").metres == 0);
}

TEST_CASE("GeoJSON: closed lines are outlines; coordinates that are no degrees are in site.crs") {
  const auto site = [](const std::string& geometry, const std::string& more) {
    return read_site(
        "project.name = \"R\"\nsite.boundary = \"p.json\"\nit.load = \"2 MW\"\nsite.utility.voltage = "
        "\"34.5 kV\"\nsite.utility.capacity = \"10 MVA\"\n" +
            more,
        "site.toml", world_of({{"p.json", geometry}}));
  };
  const std::string ring = "[[600000,3000000],[600200,3000000],[600200,3000150],[600000,3000150],[600000,3000000]]";
  const auto strings = site("{\"type\":\"LineString\",\"coordinates\":" + ring + "}", "site.crs = \"EPSG:32614\"\n");
  REQUIRE(strings.ok());
  CHECK(strings.value->site.projection == "flat EPSG:32614");
  CHECK(area_m2(strings.value->site.parcels[0]) == doctest::Approx(30000));
  CHECK_FALSE(site("{\"type\":\"Polygon\",\"coordinates\":[" + ring + "]}", "").ok());
  const auto local =
      site("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[90,0],[90,80],[0,80],[0,0]]]}", "site.crs = \"local\"\n");
  REQUIRE(local.ok());
  CHECK(area_m2(local.value->site.parcels[0]) == doctest::Approx(7200));
  const auto empty = site("{\"type\":\"Polygon\",\"coordinates\":[[]]}", "");
  REQUIRE_FALSE(empty.ok());
  CHECK(empty.findings.front().code == "SPC020");
}

TEST_CASE("what a repair takes up: every area of the site file, each with the findings about it") {
  const std::string text =
      "project.name = \"R\"\nsite.boundary = [[0,0],[200,0],[200,150],[0,150]]\nit.load = \"2 MW\"\n"
      "site.utility.voltage = \"34.5 kV\"\nsite.utility.capacity = \"10 MVA\"\n[[site.keep_out]]\n"
      "area = [[10,10],[30,30],[30,10],[10,30]]\n[[site.existing]]\narea = [[50,50],[60,50],[60,60]]\n[[zone]]\n"
      "for = \"storage\"\narea = [[90,90],[120,120],[120,90],[90,120]]\n";
  const SiteWorld world = world_of({});
  const auto areas = read_raw_areas(text, "site.toml", world);
  REQUIRE(areas.size() == 4);
  const auto outcome = read_site(text, "site.toml", world);
  std::vector<std::string> faulty;
  for (const RawArea& raw : areas)
    for (const Finding& finding : outcome.findings)
      if (is_about(finding, raw, text, "site.toml")) faulty.push_back(raw.key);
  CHECK(faulty == std::vector<std::string>{"site.keep_out.1.area", "zone.1.area"});
  CHECK(text.substr(areas[1].from, areas[1].to - areas[1].from) == "[[10,10],[30,30],[30,10],[10,30]]");
}

TEST_CASE("longitudes past the date line are written as map files have them, pictures are true to shape") {
  const std::vector<MapPolygon> fiji{{{{{{179.999, -17}, {180.001, -17}, {180.001, -16.998}}, {}, true}}, "", ""}};
  CHECK(boundary_geojson(fiji).find("[-179.999000000, -17.000000000]") != std::string::npos);
  const std::vector<MapPolygon> square_at_60{
      {{{{{10, 60}, {10.02, 60}, {10.02, 60.01}, {10, 60.01}}, {}, true}}, "", ""}};
  const std::string svg = boundary_svg(square_at_60, square_at_60, true);
  const std::string plain = boundary_svg(square_at_60, square_at_60, false);
  CHECK(svg.find("width=\"800\" height=\"830\"") != std::string::npos);
  CHECK(plain.find("width=\"800\" height=\"450\"") != std::string::npos);
}

TEST_CASE("places: where parts overlap and by how much, a module paired with itself, a site past belief") {
  const auto read = [](const std::string& boundary, const std::string& more) {
    return read_site(
        "project.name = \"R\"\nsite.boundary = " + boundary +
            "\nit.load = \"2 MW\"\nsite.utility.voltage = \"34.5 kV\"\nsite.utility.capacity = \"10 MVA\"\n" + more,
        "site.toml", world_of({}));
  };
  const auto overlap = read("[[[0,0],[100,0],[100,100],[0,100]], [[90,50],[200,50],[200,150],[90,150]]]", "").findings;
  REQUIRE(overlap.size() == 1);
  CHECK(overlap[0].message.find("parts 1 and 2 of the site boundary overlap by 500 m2 at (") != std::string::npos);
  REQUIRE(overlap[0].marks.size() == 1);
  CHECK((overlap[0].marks[0].x == 90'000 || overlap[0].marks[0].x == 100'000));
  // A shared edge is none; a strip of 2 mm along it, 0.1 m2, is the largest hair, and 3 mm are ground counted twice.
  const auto parts = [&](const std::string& x) {
    return read("[[[0,0],[100,0],[100,50],[0,50]], [[" + x + ",0],[200,0],[200,50],[" + x + ",50]]]", "").ok();
  };
  CHECK(parts("100"));
  CHECK(parts("99.998"));
  CHECK_FALSE(parts("99.997"));
  const std::string land = "[[0,0],[200,0],[200,150],[0,150]]";
  CHECK(read(land, "[[adjacency]]\na = \"genset\"\nb = \"genset\"\napart = \"5 m\"\n").ok());
  CHECK_FALSE(read(land, "[[adjacency]]\na = \"GEN-01\"\nb = \"GEN-01\"\napart = \"5 m\"\n").ok());
  const auto warned = [&](const std::string& side) {
    const auto outcome = read("[[0,0],[" + side + ",0],[" + side + ",10000],[0,10000]]", "");
    return outcome.ok() && !outcome.findings.empty();
  };
  CHECK_FALSE(warned("20000"));  // 200 km2
  CHECK(warned("20001"));
}
