// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/input/read_catalog.h"
#include "tests/unit/catalog/small_catalog.h"

namespace plinth {
namespace {

TEST_CASE("a module type is read with sizes in millimetres, numbers in SI and codes of its kind") {
  const auto outcome = read_catalog(test::small_catalog());
  REQUIRE(outcome.ok());
  const ModuleType& type = *outcome.value->module("cdu-a");
  CHECK(type.length == 1200);
  CHECK(type.width == 900);
  CHECK(type.height == 2000);
  CHECK(type.clearance == Clearances{914, 0, 0, 0, 300});
  CHECK(type.number("rated_heat") == 1350e3);
  CHECK(type.find("rated_heat")->unit == "kW");
  CHECK(type.number("mass_operating") == 1100.0);
  CHECK(type.codes.at("hs") == "8419.89");
  CHECK(type.origin.file == "modules/cdu/cdu-a.toml");
}

TEST_CASE("every value knows its source, date, status and line; the table form changes only what it states") {
  const auto outcome = read_catalog(test::small_catalog());
  REQUIRE(outcome.ok());
  const ModuleType& type = *outcome.value->module("cdu-a");
  const std::string file = "modules/cdu/cdu-a.toml";
  CHECK(type.find("rated_heat")->provenance ==
        Provenance{"Maker data sheet 7", "2026-03-01", Status::confirmed, {file, 25, 1}});
  CHECK(type.find("mass_operating")->provenance ==
        Provenance{"engineering estimate", "2026-11-20", Status::assumed, {file, 26, 1}});
  CHECK(type.find("efficiency")->provenance ==
        Provenance{"Maker data sheet 7", "2026-03-01", Status::representative, {file, 27, 1}});
}

TEST_CASE("a curve takes percentages and bare ratios alike") {
  const auto outcome = read_catalog(test::small_catalog());
  REQUIRE(outcome.ok());
  const Curve* curve = outcome.value->module("cdu-a")->curve("efficiency");
  REQUIRE(curve != nullptr);
  CHECK(curve->points == std::vector<std::pair<double, double>>{{0.25, 0.96}, {0.5, 0.97}});
  CHECK(*curve->at(0.375) == doctest::Approx(0.965));
  CHECK_FALSE(curve->at(0.51).has_value());
}

TEST_CASE("ports go from fractions of a face to millimetres; a module may change one by name") {
  const auto outcome = read_catalog(test::small_catalog());
  REQUIRE(outcome.ok());
  const ModuleType& type = *outcome.value->module("cdu-a");
  REQUIRE(type.ports.size() == 3);
  CHECK(type.ports[0] == Port{"fws_supply", Medium::fws_supply, true, Face::back, 300, 900, 1000, "DN100", "", ""});
  CHECK(type.ports[1] == Port{"lv_a", Medium::lv, true, Face::right, 1200, 450, 2000, "", "", ""});
  CHECK(type.ports[2] == Port{"lv_b", Medium::lv, true, Face::top, 900, 450, 2000, "", "", ""});
}

TEST_CASE("a module may move a port and add one, but a new port needs every key") {
  const std::string path = "modules/cdu/cdu-a.toml";
  const auto moved = read_catalog(test::small_catalog_with(path, "size = \"DN100\"", "face = \"left\"\nalong = 0.1"));
  REQUIRE(moved.ok());
  CHECK(moved.value->module("cdu-a")->ports[0] ==
        Port{"fws_supply", Medium::fws_supply, true, Face::left, 0, 90, 1000, "DN150", "", ""});
  const auto added = read_catalog(test::small_catalog_with(
      path, "size = \"DN100\"",
      "size = \"DN100\"\n[[port]]\nname = \"drain\"\nmedium = \"water\"\ndirection = \"out\"\nface = \"front\"\n"
      "along = 1\nheight = 0"));
  REQUIRE(added.ok());
  CHECK(added.value->module("cdu-a")->ports[3] ==
        Port{"drain", Medium::water, false, Face::front, 1200, 0, 0, "", "", ""});
  const auto partial =
      read_catalog(test::small_catalog_with(path, "size = \"DN100\"", "size = \"DN100\"\n[[port]]\nname = \"drain\""));
  CHECK(std::count_if(partial.findings.begin(), partial.findings.end(),
                      [](const Finding& f) { return f.code == "CAT004"; }) == 5);
}

TEST_CASE("what an attribute may be depends on the zone of its kind") {
  const auto route = read_catalog(
      test::small_catalog_with("modules/cdu/cdu-a.toml",
                               "mass_operating = { value = \"1.1 t\", source = \"engineering estimate\", as_of = "
                               "\"2026-11-20\", status = \"assumed\" }\n",
                               ""));
  REQUIRE(route.findings.size() == 1);
  CHECK(route.findings[0].code == "CAT004");

  auto yard = test::small_catalog_with("kinds/cdu.toml", "\"inside\"", "\"block-cooling\"");
  yard[2].bytes.replace(yard[2].bytes.find("cost_low"), 0, "outdoor = false\n");
  const auto outdoors = read_catalog(yard);
  REQUIRE(outdoors.findings.size() == 1);
  CHECK(outdoors.findings[0].message.find("stands in the open") != std::string::npos);
  yard[2].bytes.replace(yard[2].bytes.find("outdoor = false"), 15, "outdoor = true");
  CHECK(read_catalog(yard).ok());
}

TEST_CASE("an overlay overrides by id and says so") {
  auto files = test::small_catalog();
  SourceFile mine = files[2];
  mine.bytes.replace(mine.bytes.find("1350 kW"), 7, "1400 kW");
  files.push_back({"modules/cdu/cdu-b.toml", mine.bytes});
  files.back().bytes.replace(files.back().bytes.find("cdu-a"), 5, "cdu-b");
  files.push_back(mine);  // sorts before the file ahead of it: a new layer
  const auto outcome = read_catalog(files);
  REQUIRE(outcome.ok());
  CHECK(outcome.value->modules.size() == 2);
  CHECK(outcome.value->module("cdu-a")->number("rated_heat") == 1400e3);
  REQUIRE(outcome.findings.size() == 1);
  CHECK(outcome.findings[0].severity == Severity::info);
  CHECK(outcome.findings[0].code == "CAT008");
}

TEST_CASE("an overlay may change one limit of a standard and leave the others") {
  const auto limit = [](const std::string& id, const std::string& value) {
    return "[[limit]]\nid = \"" + id + "\"\njurisdiction = \"all\"\nedition = \"e\"\nvalue = \"" + value +
           "\"\nsource = \"s\"\nas_of = \"2026-01-01\"\nstatus = \"assumed\"\n";
  };
  auto files = test::small_catalog();
  files.push_back({"standards/x.toml", limit("a", "1 m") + limit("b", "2 m")});
  files.push_back({"standards/house.toml", limit("b", "3 m")});
  const auto outcome = read_catalog(files);
  REQUIRE(outcome.ok());
  CHECK(outcome.value->limit("a", "us")->si == 1.0);
  CHECK(outcome.value->limit("b", "us")->si == 3.0);
}

TEST_CASE("the order of files within a layer does not matter") {
  auto files = test::small_catalog();
  SourceFile other{"modules/cdu/cdu-b.toml", files[2].bytes};
  other.bytes.replace(other.bytes.find("cdu-a"), 5, "cdu-b");
  files.push_back(other);
  const auto forward = read_catalog(files);
  std::reverse(files.begin(), files.end());
  const auto backward = read_catalog(files);
  REQUIRE(forward.ok());
  REQUIRE(backward.ok());
  CHECK(*forward.value == *backward.value);
}

}  // namespace
}  // namespace plinth
