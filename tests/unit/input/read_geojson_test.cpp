// SPDX-License-Identifier: Apache-2.0
#include "core/input/read_geojson.h"

#include <doctest/doctest.h>

#include "tests/unit/input/site_worlds.h"

using namespace plinth;
using plinth::test::world_of;

namespace {

const std::string square = "[[4.30,52.10],[4.31,52.10],[4.31,52.11],[4.30,52.11],[4.30,52.10]]";
const std::string hole = "[[4.304,52.104],[4.304,52.106],[4.306,52.106],[4.306,52.104],[4.304,52.104]]";

std::string feature(const std::string& geometry, const std::string& properties = "{}") {
  return "{\"type\":\"Feature\",\"properties\":" + properties + ",\"geometry\":" + geometry + "}";
}
std::string polygon(const std::string& rings) { return "{\"type\":\"Polygon\",\"coordinates\":[" + rings + "]}"; }

std::string site_with(const std::string& boundary, const std::string& more = "") {
  return "project.name = \"R\"\nsite.boundary = \"" + boundary +
         "\"\nit.load = \"20 MW\"\nsite.utility.voltage = \"34.5 kV\"\nsite.utility.capacity = \"40 MVA\"\n" + more;
}

}  // namespace

TEST_CASE("polygons are found in every container, holes and parts included") {
  const std::string moved = "[[4.32,52.10],[4.33,52.10],[4.33,52.11],[4.32,52.10]]";
  struct Row {
    std::string json;
    std::size_t polygons, rings;
  };
  const Row rows[] = {
      {polygon(square), 1, 1},
      {feature(polygon(square + "," + hole)), 1, 2},
      {"{\"type\":\"FeatureCollection\",\"features\":[" + feature(polygon(square)) + "," + feature(polygon(moved)) +
           "]}",
       2, 1},
      {"{\"type\":\"MultiPolygon\",\"coordinates\":[[" + square + "," + hole + "],[" + moved + "]]}", 2, 2},
      {"{\"type\":\"GeometryCollection\",\"geometries\":[" + polygon(square) + "," + polygon(moved) + "]}", 2, 1},
      {"{\"type\":\"FeatureCollection\",\"features\":[" + feature("null") + "," + feature(polygon(square)) + "]}", 1,
       1},
      {"\xEF\xBB\xBF" + polygon(square), 1, 1},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[4.30,52.10,12.5],[4.31,52.10,12.5],[4.31,52.11,12]]]}", 1, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.json);
    const auto outcome = read_geojson(row.json, "p.geojson");
    REQUIRE(outcome.ok());
    CHECK(outcome.findings.empty());
    CHECK(outcome.value->crs == "OGC:CRS84");
    REQUIRE(outcome.value->polygons.size() == row.polygons);
    CHECK(outcome.value->polygons[0].rings.size() == row.rings);
  }
}

TEST_CASE("the closing point is dropped and names are kept") {
  const auto outcome = read_geojson(feature(polygon(square), "{\"name\":\"lot 7\"}"), "p.geojson");
  REQUIRE(outcome.ok());
  CHECK(outcome.value->polygons[0].rings[0].points.size() == 4);
  CHECK(outcome.value->polygons[0].name == "lot 7");
}

TEST_CASE("a crs member decides the coordinate system; without one, coordinates must be degrees") {
  const auto with_crs = [](const std::string& name, const std::string& points) {
    return "{\"type\":\"Polygon\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" + name +
           "\"}},\"coordinates\":[" + points + "]}";
  };
  const std::string metres = "[[691000,5334000],[691300,5334000],[691300,5334200],[691000,5334000]]";
  CHECK(read_geojson(with_crs("urn:ogc:def:crs:EPSG::25832", metres), "p").value->crs == "EPSG:25832");
  CHECK(read_geojson(with_crs("EPSG:25832", metres), "p").value->crs == "EPSG:25832");
  CHECK(read_geojson(with_crs("urn:ogc:def:crs:OGC:1.3:CRS84", square), "p").value->crs == "OGC:CRS84");
  CHECK(read_geojson(with_crs("EPSG:4326", square), "p").value->crs == "OGC:CRS84");
  for (const char* name : {"WGS 84", "EPSG:", "EPSG:x", "urn:ogc:def:crs:EPSG::25832::", "EPSG:123456789"}) {
    const auto outcome = read_geojson(with_crs(name, metres), "p");
    REQUIRE(outcome.findings.size() == 1);
    CHECK(outcome.findings[0].code == "SPC025");
  }
  const auto bare = read_geojson(polygon(metres), "p");
  REQUIRE(bare.findings.size() == 1);
  CHECK(bare.findings[0].code == "SPC025");
  CHECK(bare.findings[0].message == "(691000, 5334000) is no longitude and latitude, and the file states no \"crs\"");
  CHECK(bare.findings[0].origin.column == 35);
  const auto swapped = read_geojson(polygon("[[52.1,104.3],[52.1,104.4],[52.2,104.4],[52.1,104.3]]"), "p");
  CHECK(swapped.findings[0].hint == "GeoJSON has the longitude first: exchange the two numbers");
}

TEST_CASE("what is not GeoJSON says where and why") {
  struct Row {
    std::string json, code;
    int line, column;
    std::string says;
  };
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "[";
  std::string many = "[[0,0]";
  for (int i = 0; i < 150'001; ++i) many += ",[1,1]";
  const Row rows[] = {
      {"", "SPC023", 1, 1, "not valid JSON"},
      {"{\n\"type\": \"Polygon\",\n\"coordinates\": [[[1,2],[3 4]]]}", "SPC023", 3, 27, "not valid JSON"},
      {"[1,2]", "SPC023", 0, 0, "no JSON object"},
      {deep, "SPC023", 0, 0, "nested more than 32 levels deep"},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[1e999,2]]]}", "SPC023", 0, 0, "past the range"},
      {"{}", "SPC023", 0, 0, "without \"type\""},
      {"{\"type\":5}", "SPC023", 0, 0, "without \"type\""},
      {"{\"type\":\"Topology\"}", "SPC023", 0, 0, "unknown type \"Topology\""},
      {"{\"type\":\"FeatureCollection\",\"features\":5}", "SPC023", 0, 0, "must be a list"},
      {"{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\"}]}", "SPC023", 2, 1,
       "without \"geometry\""},
      {"{\"type\":\"FeatureCollection\",\"features\":[]}", "SPC024", 0, 0, "no polygon"},
      {"{\"type\":\"Polygon\"}", "SPC023", 0, 0, "\"coordinates\" must be a list"},
      {"{\"type\":\"Polygon\",\"coordinates\":[]}", "SPC023", 1, 33, "list of rings"},
      {"{\"type\":\"Polygon\",\"coordinates\":[5]}", "SPC023", 1, 34, "list of points"},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3]]]}", "SPC023", 1, 41, "point 2 of a ring is not [x, y]"},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[\"3\",4]]]}", "SPC023", 1, 41, "point 2"},
      {polygon(many + "]"), "SPC023", 1, 34, "more than 150000 points"},
      {std::string("{\"type\":\"\xFF\"}"), "SPC023", 1, 10, "not valid JSON"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.json.substr(0, 200));
    const auto outcome = read_geojson(row.json, "p.geojson");
    CHECK(!outcome.ok());
    REQUIRE(outcome.findings.size() >= 1);
    CHECK(outcome.findings[0].code == row.code);
    CHECK(outcome.findings[0].origin == Origin{"p.geojson", row.line, row.column});
    CHECK_MESSAGE(outcome.findings[0].message.find(row.says) != std::string::npos, outcome.findings[0].message);
  }
  const auto line =
      read_geojson("{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]}," +
                       polygon(square) + "]}",
                   "p");
  CHECK(line.ok());
  REQUIRE(line.findings.size() == 1);
  CHECK(line.findings[0].severity == Severity::warning);
}

TEST_CASE("places in JSON text are found through strings, escapes and nesting") {
  const std::string json = "{\"a\\\"]\": \"}\", \"b\" : [1, {\"c\": [[], \"x,y\", -2.5e3]}], \"d\": null}";
  CHECK(json_offset(json, {JsonStep{"b"}}) == json.find("[1"));
  CHECK(json_offset(json, {JsonStep{"b"}, JsonStep{std::size_t{1}}, JsonStep{"c"}, JsonStep{std::size_t{2}}}) ==
        json.find("-2.5e3"));
  CHECK(json_offset(json, {JsonStep{"d"}}) == json.find("null"));
  CHECK(!json_offset(json, {JsonStep{"e"}}));
  CHECK(!json_offset(json, {JsonStep{"b"}, JsonStep{std::size_t{9}}}));
  CHECK(!json_offset(json, {JsonStep{"d"}, JsonStep{"x"}}));
  CHECK(json_depth(json) == 5);
  CHECK(json_depth("\"[[[[\"") == 0);
}

TEST_CASE("a site from a map file: parts, holes, keep-outs and degrees share one projection") {
  const std::string two_parts = "{\"type\":\"MultiPolygon\",\"coordinates\":[[" + square + "," + hole +
                                "],[[[4.32,52.10],[4.33,52.10],[4.33,52.11],[4.32,52.11],[4.32,52.10]]]]}";
  const std::string pond = polygon("[[4.301,52.101],[4.302,52.101],[4.302,52.102],[4.301,52.101]]");
  const auto world = world_of({{"parcel.geojson", two_parts}, {"pond.json", pond}});
  const auto outcome = read_site(site_with("parcel.geojson",
                                           "site.utility.at = [\"4.305 deg\", \"52.10 deg\"]\n"
                                           "site.keep_out = [{name = \"pond\", area = \"pond.json\"}]\n"),
                                 "site.toml", world);
  REQUIRE(outcome.ok());
  CHECK(outcome.findings.empty());
  const SiteSpec& s = *outcome.value;
  CHECK(s.site.boundary_source == "parcel.geojson");
  CHECK(s.site.projection == "flat OGC:CRS84");
  REQUIRE(s.site.parcels.size() == 2);
  CHECK(s.site.parcels[0].outer.size() == 4);
  REQUIRE(s.site.parcels[0].holes.size() == 1);
  CHECK(twice_signed_area(s.site.parcels[0].outer) > 0);
  CHECK(twice_signed_area(s.site.parcels[0].holes[0]) < 0);
  // 0.01 degree squared at 52.1 N, less a hole of 0.002 degree squared: 1/25 of it.
  CHECK(area_m2(s.site.parcels[0]) == doctest::Approx(0.96 * area_m2(s.site.parcels[1])).epsilon(1e-3));
  REQUIRE(s.site.keep_outs.size() == 1);
  CHECK(contains(s.site.parcels[0], s.site.keep_outs[0].area.outer[0]));
  const Rect box = bounding_box(s.site.parcels[0].outer);
  CHECK(s.utility.at->y == box.y0);
  CHECK(std::abs(s.utility.at->x - (box.x0 + box.x1) / 2) <= 1);
}

TEST_CASE("broken rings of a map file are reported at their place in the file") {
  const std::string bow =
      "{\"type\":\"Polygon\",\"coordinates\":[\n[[4.30,52.10],\n[4.31,52.11],\n[4.31,52.10],\n[4.30,52.11],\n[4.30,52."
      "10]]]}";
  const auto outcome = read_site(site_with("p.geojson"), "site.toml", world_of({{"p.geojson", bow}}));
  REQUIRE(outcome.findings.size() == 1);
  CHECK(outcome.findings[0].code == "SPC020");
  CHECK(outcome.findings[0].origin == Origin{"p.geojson", 4, 1});
  CHECK(outcome.findings[0].message.find("site boundary crosses itself at (") == 0);
  CHECK(outcome.findings[0].message.find(", edges 1 and 3") != std::string::npos);
  CHECK(outcome.findings[0].excerpt == "[4.31,52.10],");

  const std::string outside = polygon(square + ",\n[[4.404,52.104],[4.404,52.106],[4.406,52.106],[4.404,52.104]]");
  const auto hole_fault = read_site(site_with("p.geojson"), "site.toml", world_of({{"p.geojson", outside}}));
  REQUIRE(hole_fault.findings.size() == 1);
  CHECK(hole_fault.findings[0].message.find("hole 1 is outside the outer ring") != std::string::npos);
  CHECK(hole_fault.findings[0].origin.line == 2);
}

TEST_CASE("points closer than a millimetre are one point") {
  const std::string twice =
      polygon("[[4.30,52.10],[4.30,52.100000000001],[4.31,52.10],[4.31,52.11],[4.30,52.11],[4.30,52.10]]");
  const auto outcome = read_site(site_with("p.geojson"), "site.toml", world_of({{"p.geojson", twice}}));
  REQUIRE(outcome.ok());
  CHECK(outcome.value->site.parcels[0].outer.size() == 4);
}

TEST_CASE("parts that overlap, files that do not fit together and failed projections are errors") {
  const auto code_of = [](const std::string& text, std::map<std::string, std::string> files) {
    const auto outcome = read_site(text, "site.toml", world_of(std::move(files)));
    return outcome.findings.empty() ? std::string("none") : outcome.findings[0].code;
  };
  const std::string overlapping = "{\"type\":\"MultiPolygon\",\"coordinates\":[[" + square +
                                  "],[[[4.305,52.105],[4.33,52.105],[4.33,52.12],[4.305,52.12],[4.305,52.105]]]]}";
  const std::string adjoining = "{\"type\":\"MultiPolygon\",\"coordinates\":[[" + square +
                                "],[[[4.31,52.10],[4.32,52.10],[4.32,52.11],[4.31,52.11],[4.31,52.10]]]]}";
  CHECK(code_of(site_with("p.geojson"), {{"p.geojson", overlapping}}) == "SPC028");
  CHECK(code_of(site_with("p.geojson"), {{"p.geojson", adjoining}}) == "none");
  const std::string far = "{\"type\":\"MultiPolygon\",\"coordinates\":[[" + square +
                          "],[[[14.31,52.10],[14.32,52.10],[14.32,52.11],[14.31,52.10]]]]}";
  CHECK(code_of(site_with("p.geojson"), {{"p.geojson", far}}) == "SPC027");
  const std::string inline_site =
      "project.name = \"R\"\nsite.boundary = [[0,0],[90,0],[90,90]]\nit.load = \"20 MW\"\n"
      "site.utility.voltage = \"34.5 kV\"\nsite.utility.capacity = \"40 MVA\"\nsite.keep_out = [{area = "
      "\"p.geojson\"}]\n";
  CHECK(code_of(inline_site, {{"p.geojson", polygon(square)}}) == "SPC026");
  const std::string unknown =
      "{\"type\":\"Polygon\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:9999\"}},"
      "\"coordinates\":[" +
      square + "]}";
  CHECK(code_of(site_with("p.geojson"), {{"p.geojson", unknown}}) == "SPC026");
  CHECK(code_of(site_with("p.geojson", "site.keep_out = [{area = \"k.geojson\"}]\n"),
                {{"p.geojson", polygon(square)}, {"k.geojson", unknown}}) == "SPC026");
}
