// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "core/catalog/filter.h"
#include "tests/support/files.h"

namespace plinth {
namespace {

std::vector<std::string> ids_of(const std::vector<const ModuleType*>& types) {
  std::vector<std::string> ids;
  for (const ModuleType* type : types) ids.push_back(type->id);
  return ids;
}

std::vector<std::string> selected(CatalogFilter filter, const std::vector<std::string>& where = {}) {
  for (const std::string& text : where) filter.where.push_back(std::get<Condition>(parse_condition(text)));
  return ids_of(std::get<std::vector<const ModuleType*>>(select(test::shipped_catalog(), filter)));
}

FilterFault refused(CatalogFilter filter, const std::string& where = "") {
  if (!where.empty()) filter.where.push_back(std::get<Condition>(parse_condition(where)));
  return std::get<FilterFault>(select(test::shipped_catalog(), filter));
}

CatalogFilter of_kind(const std::string& kind) { return {kind, "", "", std::nullopt, {}, {}}; }

}  // namespace

TEST_CASE("a rating is compared in any unit, against a loop over the catalog") {
  for (const double bound : {0.35e6, 0.6e6, 1.15e6, 1.2e6}) {
    std::vector<std::string> expected;
    for (const ModuleType* type : test::shipped_catalog().modules_of("chiller"))
      if (*type->number("rated_heat") >= bound * (1 - 1e-9)) expected.push_back(type->id);
    CHECK(selected(of_kind("chiller"), {"rated_heat >= " + std::to_string(bound / 1e3) + " kW"}) == expected);
    CHECK(selected(of_kind("chiller"), {"rated_heat>=" + std::to_string(bound / 1e6) + " MW"}) == expected);
  }
  CHECK(selected(of_kind("chiller"), {"rated_ambient>=104 degF"}) ==
        selected(of_kind("chiller"), {"rated_ambient>=40 degC"}));
}

TEST_CASE("the parts on both sides of a bound are the whole, and equal belongs to one of them") {
  const std::size_t all = selected(of_kind("chiller")).size();
  CHECK(selected(of_kind("chiller"), {"rated_heat>600 kW"}).size() +
            selected(of_kind("chiller"), {"rated_heat<=600 kW"}).size() ==
        all);
  CHECK(selected(of_kind("chiller"), {"rated_heat<600 kW"}).size() +
            selected(of_kind("chiller"), {"rated_heat>=0.6 MW"}).size() ==
        all);
  CHECK(selected(of_kind("chiller"), {"rated_heat=600 kW"}).size() +
            selected(of_kind("chiller"), {"rated_heat!=600 kW"}).size() ==
        all);
  CHECK_FALSE(selected(of_kind("chiller"), {"rated_heat=600 kW"}).empty());
}

TEST_CASE("words, flags, sizes, makers, status and services filter as well") {
  for (const std::string& id :
       selected({"", "heat_rejection", "", std::nullopt, {}, {}}, {"transport=ISO40HC", "length>8 m"})) {
    const ModuleType* type = test::shipped_catalog().module(id);
    CHECK(test::shipped_catalog().kind(type->kind)->service == "heat_rejection");
    CHECK(type->word("transport") == "iso40hc");
    CHECK(type->length > 8000);
  }
  CHECK(selected(of_kind("chiller"), {"outdoor=yes"}).size() == selected(of_kind("chiller")).size());
  CHECK(selected({"", "", "vertiv", Status::representative, {}, {"cdu"}}).size() >= 2);
  CHECK(selected(of_kind("chiller"), {"mtbf"}).size() <= selected(of_kind("chiller")).size());
}

TEST_CASE("what no type knows is a fault with a hint, not an empty list") {
  CHECK(refused(of_kind("chillr")).hint == "did you mean `chiller`?");
  CHECK(refused({"", "heat_rejecton", "", std::nullopt, {}, {}}).hint == "did you mean `heat_rejection`?");
  CHECK(refused(of_kind("chiller"), "rated_heta>1 MW").hint == "did you mean `rated_heat`?");
  CHECK(refused(of_kind("chiller"), "rated_heat>1 MWh").message.find("energy") != std::string::npos);
  CHECK(refused(of_kind("chiller"), "transport>iso20").message.find("= and !=") != std::string::npos);
  CHECK(std::holds_alternative<FilterFault>(parse_condition(">=1 MW")));
  CHECK(std::holds_alternative<FilterFault>(parse_condition("rated_heat>=")));
  CHECK(std::holds_alternative<FilterFault>(parse_condition("rated_heat!1 MW")));
}

TEST_CASE("search finds by every word in any order and puts the id first") {
  const auto found = ids_of(search(test::shipped_catalog(), {"CDU", "vertiv"}));
  REQUIRE_FALSE(found.empty());
  CHECK(found == ids_of(search(test::shipped_catalog(), {"vertiv", "cdu"})));
  for (const std::string& id : found) CHECK(id.find("vertiv") != std::string::npos);
  CHECK(search(test::shipped_catalog(), {"gb300-nvl72"}).front()->id == "gb300-nvl72");
  CHECK(nearest_word(test::shipped_catalog(), "vertvi") == "vertiv");
}

TEST_CASE("the headline of a kind are required numbers of its own") {
  const Catalog& catalog = test::shipped_catalog();
  for (const Kind& kind : catalog.kinds)
    for (const AttributeRule* rule : headline(catalog, kind)) {
      CHECK(rule->required);
      CHECK(rule->name != "lead_time_mid");
    }
  CHECK(headline(catalog, *catalog.kind("chiller")).front()->name == "rated_heat");
}

}  // namespace plinth
