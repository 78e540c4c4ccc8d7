// SPDX-License-Identifier: Apache-2.0
// Where each value comes from, what clearances are for, and what a kind states beside its attributes.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/files.h"
#include "tests/unit/catalog/small_catalog.h"

using namespace plinth;
using namespace plinth::test;

namespace {

const std::string kType = "modules/cdu/cdu-a.toml", kKind = "kinds/cdu.toml";

ModuleType type_with(const std::string& from, const std::string& to, const std::string& path = kType) {
  const auto outcome = read_catalog(small_catalog_with(path, from, to));
  for (const Finding& finding : outcome.findings) MESSAGE(brief(finding) << " " << finding.message);
  REQUIRE(outcome.ok());
  return *outcome.value->module("cdu-a");
}

std::vector<std::string> codes_of(const std::string& from, const std::string& to, const std::string& path) {
  std::vector<std::string> codes;
  for (const Finding& finding : read_catalog(small_catalog_with(path, from, to)).findings)
    codes.push_back(finding.code + ":" + std::to_string(finding.origin.line));
  return codes;
}

std::string after_colour(const std::string& more) { return "colour = \"#4C78A8\"\n" + more; }

}  // namespace

TEST_CASE("a length of the envelope, a face, a port and a part say where they come from") {
  const ModuleType plain = type_with("1200 mm", "1200 mm");
  CHECK(plain.provenance_of("envelope.length")->source == "Maker data sheet 7");
  CHECK(plain.provenance_of("rated_heat")->status == Status::confirmed);
  CHECK(plain.provenance_of("mass_operating")->status == Status::assumed);
  CHECK(plain.provenance_of("port.fws_supply")->as_of == "2026-03-01");

  const ModuleType own = type_with("length = \"1200 mm\"",
                                   "length = { value = \"1.2 m\", source = \"tape\", status = \"representative\" }");
  CHECK(own.length == 1200);
  CHECK(own.provenance_of("envelope.length")->source == "tape");
  CHECK(own.provenance_of("envelope.length")->as_of == "2026-03-01");
  CHECK(own.provenance_of("envelope.length")->origin.line == 13);
  CHECK(own.provenance_of("envelope.width")->source == "Maker data sheet 7");

  const ModuleType table = type_with("width = \"900 mm\"", "width = \"900 mm\"\nstatus = \"assumed\"");
  CHECK(table.provenance_of("envelope.length")->status == Status::assumed);
  CHECK(table.provenance_of("clearance.front")->status == Status::confirmed);

  const ModuleType port = type_with("size = \"DN100\"", "size = \"DN100\"\nrating = \"PN16\"\nsource = \"drawing 4\"");
  CHECK(port.provenance_of("port.fws_supply")->source == "drawing 4");
  CHECK(port.ports.front().rating == "PN16");
}

TEST_CASE("a face keeps the largest of its purposes and remembers each") {
  const ModuleType type =
      type_with("front = \"914 mm\"", "front = { service = \"3 ft\", air = \"2 m\", source = \"manual\" }");
  CHECK(type.clearance.front == 2000);
  CHECK(type.purposes == std::vector<PurposeClearance>{{Face::front, "air", 2000}, {Face::front, "service", 914}});
  CHECK(type.provenance_of("clearance.front")->source == "manual");
  CHECK(codes_of("front = \"914 mm\"", "front = { rain = \"1 m\" }", kType) ==
        std::vector<std::string>{"CAT004:18", "CAT002:18"});
  CHECK(codes_of("front = \"914 mm\"", "front = { air = \"-1 m\" }", kType) == std::vector<std::string>{"CAT012:18"});
}

TEST_CASE("a kind lends its types defaults, and only where they say nothing") {
  const std::string defaults =
      "[defaults]\ncost_low = { value = \"7 kUSD\", source = \"book\", as_of = \"2025-01-01\", status = "
      "\"representative\" "
      "}\ncoolant = { value = \"PG25\", source = \"book\", as_of = \"2025-01-01\", status = \"assumed\" }\n";
  const ModuleType type = type_with(after_colour(""), after_colour("") + defaults, kKind);
  CHECK(type.number("cost_low") == 100e3);
  CHECK(type.word("coolant") == "PG25");
  CHECK(type.find("coolant")->provenance.source == "book");
  CHECK(type.find("coolant")->provenance.origin.file == kKind);
  CHECK(codes_of(after_colour(""), after_colour("[defaults]\ncoolant = \"PG25\"\n"), kKind) ==
        std::vector<std::string>{"CAT013:9"});
}

TEST_CASE("a need, bodies, bill lines and tests of a kind") {
  const auto outcome = read_catalog(small_catalog_with(
      kKind, after_colour(""),
      after_colour(
          "[need]\nper = \"block\"\ncovers = \"cooling.fws_heat\"\nwith = \"rated_heat\"\nredundancy = \"N+1\"\n"
          "meaning = \"m\"\n[[solid]]\nshape = \"drum\"\nx = [0, 0.5]\n[[bom]]\nitem = \"i\"\nquantity = \"2\"\n"
          "unit = \"EA\"\n[[test]]\nid = \"C-1\"\ntext = \"t\"\nmethod = \"m\"\nacceptance = \"a\"\npoint = \"R\"\n"
          "level = \"L1\"\nsource = \"s\"\nas_of = \"2026-01-01\"\nstatus = \"assumed\"\n")));
  REQUIRE(outcome.ok());
  const Kind& kind = *outcome.value->kind("cdu");
  CHECK(kind.need == Need{"block", "", 1, "cooling.fws_heat", "rated_heat", "N+1", "", "m"});
  CHECK(kind.solids == std::vector<Solid>{{"drum", 0, 0.5, 0, 1, 0, 1}});
  CHECK(kind.bom == std::vector<AccessoryLine>{{"i", "2", "EA", ""}});
  CHECK(kind.test_families == std::vector<std::string>{"cdu"});
  REQUIRE(outcome.value->tests.size() == 1);
  CHECK(outcome.value->tests.front().family == "cdu");
}

TEST_CASE("faults of a need are all told") {
  const auto need = [](const std::string& text) {
    return codes_of(after_colour(""), after_colour("[need]\nmeaning = \"m\"\n" + text), kKind);
  };
  CHECK(need("per = \"street\"\n") == std::vector<std::string>{"CAT010:10"});
  CHECK(need("per = \"module\"\n") == std::vector<std::string>{"CAT004:8"});
  CHECK(need("per = \"site\"\nof = \"rack\"\n") == std::vector<std::string>{"CAT009:11"});
  CHECK(need("per = \"site\"\ncovers = \"demand.it\"\nwith = \"rated_heet\"\n") ==
        std::vector<std::string>{"CAT006:12"});
  CHECK(need("per = \"site\"\ncount = 0\n") == std::vector<std::string>{"CAT012:11"});
  CHECK(need("per = \"site\"\ncovers = \"x\"\nwith = \"rated_heat\"\ncount = 2\n") ==
        std::vector<std::string>{"CAT009:13"});
  CHECK(codes_of(after_colour(""), after_colour("[[solid]]\nshape = \"box\"\nx = [0.5, 0.2]\nz = [0, 0.5]\n"), kKind) ==
        std::vector<std::string>{"CAT012:8", "CAT012:10"});
}

TEST_CASE("every port of every shipped kind names its SimReady connection point, or none") {
  for (const ModuleType& type : shipped_catalog().modules) {
    std::vector<std::string> names;
    for (const Port& port : type.ports) {
      CAPTURE(type.id + "." + port.name);
      CHECK_FALSE(port.aif.empty());
      names.push_back(port.aif + "_" + port.name);
      const std::string_view medium = text(port.medium);
      const bool loop = medium.starts_with("fws") || medium.starts_with("tcs");
      if (loop) CHECK(port.aif == medium);
      const bool power = port.medium == Medium::mv || port.medium == Medium::lv || port.medium == Medium::dc;
      CHECK((port.aif == "electrical_nominal_voltage") == power);
      if (port.aif == "none") CHECK((port.medium == Medium::fuel || port.medium == Medium::control));
    }
    std::sort(names.begin(), names.end());
    CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  }
}

TEST_CASE("there are racks and types enough, and each says how reliable it is and how it is lifted") {
  const Catalog& catalog = shipped_catalog();
  CHECK(catalog.modules_of("rack").size() >= 20);
  for (const ModuleType& type : catalog.modules) {
    const Kind& kind = *catalog.kind(type.kind);
    if (kind.zone == "route") continue;
    CAPTURE(type.id);
    CHECK(type.number("mtbf").value_or(0) > 0);
    CHECK(type.number("mttr").value_or(0) > 0);
    CHECK(type.number("lift_points").has_value());
    CHECK_FALSE(type.word("heat_to").empty());
  }
}
