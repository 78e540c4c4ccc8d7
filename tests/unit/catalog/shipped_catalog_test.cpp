// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "tests/support/files.h"

namespace plinth {
namespace {

const Catalog& catalog() { return test::shipped_catalog(); }

TEST_CASE("the shipped catalog reads without a single finding") {
  const auto outcome = read_catalog(test::catalog_files());
  for (const Finding& finding : outcome.findings)
    FAIL_CHECK(finding.origin.file << ":" << finding.origin.line << " " << finding.code << " " << finding.message);
  CHECK(outcome.ok());
}

TEST_CASE("every value of every type names its source, its date and its line") {
  for (const ModuleType& type : catalog().modules) {
    CAPTURE(type.id);
    CHECK(type.attributes.size() >= 5);
    for (const auto& [name, attribute] : type.attributes) {
      CAPTURE(name);
      CHECK_FALSE(attribute.provenance.source.empty());
      CHECK(attribute.provenance.as_of.size() == 10);
      const bool lent = attribute.provenance.origin.file == "kinds/" + type.kind + ".toml";  // [defaults]
      CHECK((lent || attribute.provenance.origin.file == type.origin.file));
      CHECK(attribute.provenance.origin.line > 0);
    }
  }
}

TEST_CASE("an estimate is never called confirmed, and what is remembered is not either") {
  for (const ModuleType& type : catalog().modules)
    for (const auto& [name, attribute] : type.attributes) {
      const Provenance& from = attribute.provenance;
      CAPTURE(type.id + "." + name);
      if (from.source.find("estimate") != std::string::npos) CHECK(from.status != Status::confirmed);
      if (from.source.find("from memory") != std::string::npos) CHECK(from.status != Status::confirmed);
      if (from.source == "engineering estimate") CHECK(from.status == Status::assumed);
    }
}

TEST_CASE("every kind has a type, a colour of its own and tests") {
  std::set<std::string> colours;
  for (const Kind& kind : catalog().kinds) {
    CAPTURE(kind.id);
    CHECK_FALSE(catalog().modules_of(kind.id).empty());
    CHECK(colours.insert(kind.colour).second);
    CHECK_FALSE(kind.test_families.empty());
    CHECK(kind.codes.contains("hs"));
    CHECK(kind.codes.contains("ifc"));
  }
  CHECK(catalog().kinds.size() >= 33);
  CHECK(catalog().modules.size() >= 150);
}

TEST_CASE("power kinds offer the choice that was asked for") {
  const std::map<std::string, std::size_t> least = {{"power_module", 4},
                                                    {"ups_container", 2},
                                                    {"mv_lv_skid", 4},
                                                    {"transformer", 8},
                                                    {"rmu", 2},
                                                    {"lv_board", 4},
                                                    {"ups", 5},
                                                    {"ups_battery", 3},
                                                    {"intake", 3},
                                                    {"mv_switchgear", 4},
                                                    {"generator_switchgear", 3},
                                                    {"main_transformer", 6},
                                                    {"genset", 8},
                                                    {"fuel_tank", 3},
                                                    {"bess", 6},
                                                    {"pcs", 3},
                                                    {"supercapacitor", 2},
                                                    {"control_room", 1},
                                                    {"busway", 4},
                                                    {"mv_cable", 4}};
  for (const auto& [kind, count] : least) {
    CAPTURE(kind);
    CHECK(catalog().modules_of(kind).size() >= count);
  }
}

TEST_CASE("ports lie on the face they name") {
  for (const ModuleType& type : catalog().modules)
    for (const Port& port : type.ports) {
      CAPTURE(type.id + "." + port.name);
      CHECK(port.x >= 0);
      CHECK(port.x <= type.length);
      CHECK(port.y >= 0);
      CHECK(port.y <= type.width);
      CHECK(port.z >= 0);
      CHECK(port.z <= type.height);
      if (port.face == Face::front) CHECK(port.y == 0);
      if (port.face == Face::back) CHECK(port.y == type.width);
      if (port.face == Face::left) CHECK(port.x == 0);
      if (port.face == Face::right) CHECK(port.x == type.length);
      if (port.face == Face::top) CHECK(port.z == type.height);
    }
}

TEST_CASE("what a module contains fits its floor, twice over in a walk-in box") {
  for (const char* kind : {"power_module", "ups_container", "mv_lv_skid"})
    for (const ModuleType* type : catalog().modules_of(kind)) {
      double area = 0;
      Millimetres tallest = 0;
      for (const Contained& part : type->contains) {
        const ModuleType* inner = catalog().module(part.module);
        REQUIRE(inner != nullptr);
        area += static_cast<double>(inner->length * inner->width * std::max(part.count, part.limit));
        tallest = std::max(tallest, inner->height);
      }
      CAPTURE(type->id);
      CHECK(area < 0.75 * static_cast<double>(type->length * type->width));
      CHECK(tallest < type->height);
    }
}

TEST_CASE("a box weighs more than what is in it") {
  for (const char* kind : {"power_module", "ups_container", "mv_lv_skid"})
    for (const ModuleType* type : catalog().modules_of(kind)) {
      double inside = 0;
      for (const Contained& part : type->contains)
        inside += catalog().module(part.module)->required_number("mass_operating") * std::max(part.count, part.limit);
      CAPTURE(type->id);
      CHECK(type->required_number("mass_operating") > inside);
      CHECK(type->required_number("mass_operating") < 2.5 * inside);
    }
}

TEST_CASE("a box costs more than its fixed contents, and not three times as much") {
  for (const char* kind : {"power_module", "ups_container", "mv_lv_skid"})
    for (const ModuleType* type : catalog().modules_of(kind)) {
      double inside = 0;
      for (const Contained& part : type->contains)
        inside += catalog().module(part.module)->required_number("cost_mid") * part.count;
      CAPTURE(type->id);
      CHECK(type->required_number("cost_mid") > inside);
      CHECK(type->required_number("cost_mid") < 3.0 * inside);
    }
}

TEST_CASE("foundations and their anchors are counted by the civil works alone, not by a kind as well") {
  for (const Kind& kind : catalog().kinds)
    for (const AccessoryLine& line : kind.bom) {
      CAPTURE(kind.id);
      CAPTURE(line.item);
      for (const char* word : {"oundation", "oncrete", "nchor", "slab"})
        CHECK(line.item.find(word) == std::string::npos);
    }
}

}  // namespace
}  // namespace plinth
