// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/input/lint_catalog.h"
#include "core/input/lint_records.h"
#include "core/input/lint_symbols.h"
#include "tests/support/files.h"
#include "tests/unit/catalog/small_catalog.h"

namespace plinth {
namespace {

using Texts = std::vector<std::string>;

Texts briefs(const std::vector<SourceFile>& files, const std::string& as_of = {}) {
  Texts all;
  for (const Finding& finding : lint_catalog(files, {as_of, !as_of.empty()}).findings)
    all.push_back(finding.code + " " + finding.origin.file + ":" + std::to_string(finding.origin.line));
  return all;
}

/// The small catalog with one lint file; its prices have no year, which is left out of the results below.
std::vector<SourceFile> with_records(const std::string& records) {
  std::vector<SourceFile> files = test::small_catalog();
  const auto before = std::find_if(files.begin(), files.end(), [](const SourceFile& f) { return f.path > "lint"; });
  files.insert(before, {"lint/own.toml",
                        "schema = 1\n[source]\nsource = \"x\"\nas_of = \"2026-11-20\"\nstatus = "
                        "\"assumed\"\n" +
                            records});
  SourceFile& module = files.back();
  const std::size_t at = module.bytes.find("cost_low");
  module.bytes.insert(at, "price_year = 2026\n");
  SourceFile& common = files.front();
  common.bytes += "\n[[attribute]]\nname = \"price_year\"\ndimension = \"ratio\"\nmeaning = \"Year\"\n";
  return files;
}

/// One band over heat per mass of the small catalog's module: 1350 kW / 1.1 t = 1227.27 W/kg.
std::string band(const std::string& ends) {
  return "[[plausible]]\nid = \"own.band\"\nkinds = [\"cdu\"]\nsays = \"heat per mass\"\n"
         "quantity = \"rated_heat / mass_operating\"\nunit = \"W/kg\"\n" +
         ends + "\n";
}

TEST_CASE("units of quotients") {
  const auto specific = compound_unit("kg/kWh");
  REQUIRE(specific);
  CHECK(specific->factor == doctest::Approx(1 / 3.6e6).epsilon(1e-12));
  CHECK(compound_unit("W/kVA")->factor == doctest::Approx(1e-3));
  CHECK(compound_unit("L/min/kW")->factor == doctest::Approx(1e-3 / 60 / 1e3));
  CHECK(compound_unit("kg/m/kA")->factor == doctest::Approx(1e-3));
  CHECK(compound_unit("degC")->offset == doctest::Approx(273.15));
  CHECK(compound_unit("")->factor == 1);
  CHECK(compound_unit("m/s")->exponents == exponents(Dimension::speed));
  CHECK(compound_unit("USD/kW")->exponents != compound_unit("USD/kVA")->exponents);
  for (const char* none : {"kgg/kWh", "kg/", "kg/kWh/", "kg*m", "/"}) {
    CAPTURE(none);
    CHECK_FALSE(compound_unit(none));
  }
}

TEST_CASE("names of a formula are neither functions nor units nor parts of numbers") {
  CHECK(formula_names("sqrt(3) * output_voltage / 1.72e-8[ohm] + max(a, b_2, a)") ==
        Texts{"output_voltage", "a", "b_2"});
  CHECK(formula_names("min (x, 1e3) - 4[K").size() == 1);
  CHECK(formula_names("").empty());
}

TEST_CASE("symbols of a module: ports by their bore or current, boxes, contents, curves") {
  const Catalog& catalog = test::shipped_catalog();
  const FormulaSymbols skid = lint_symbols(*catalog.module("mv-lv-skid-2500-415"), catalog);
  CHECK(skid.at("port_lv_out_current").si == 4000);
  CHECK(skid.at("envelope_length").si == doctest::Approx(6.058));
  const FormulaSymbols ups = lint_symbols(*catalog.module("ups-generic-1250"), catalog);
  CHECK(ups.at("efficiency_first").si == doctest::Approx(0.960));
  CHECK(ups.at("efficiency_most").si == doctest::Approx(0.970));
  CHECK(ups.at("efficiency_last").si == doctest::Approx(0.965));
  CHECK(ups.at("efficiency_x_last").si == doctest::Approx(1.0));
  CHECK_FALSE(ups.contains("contents_mass"));
  const FormulaSymbols tank = lint_symbols(*catalog.module("tank-buffer-10"), catalog);
  CHECK(tank.at("port_tank_bore").si == doctest::Approx(0.2));
  CHECK(tank.at("box_height").si == doctest::Approx(2.0));
  CHECK(tank.at("envelope_height").si == doctest::Approx(4.3));
  CHECK(tank.at("box_mass").si == doctest::Approx(1800));

  ModuleType pair;
  pair.ports = {{"a", Medium::fws_supply, true, Face::back, 0, 0, 0, "2 x DN150", "", ""}};
  pair.contains = {{"tank-buffer-10", 2, 0}, {"ups-generic-1250", 0, 3}};
  const FormulaSymbols symbols = lint_symbols(pair, catalog);
  CHECK(symbols.at("port_a_bore").si == doctest::Approx(0.15 * std::sqrt(2.0)));
  CHECK(symbols.at("contents_mass").si == doctest::Approx(2 * 11800 + 3 * 2800));
  CHECK(symbols.at("contents_cost").si == doctest::Approx(2 * 24000));
}

TEST_CASE("the shipped catalog is free of lint, and nearly every record finds something to look at") {
  const LintReport report = lint_catalog(test::catalog_files());
  for (const Finding& finding : report.findings)
    FAIL_CHECK(finding.origin.file << ":" << finding.origin.line << " " << finding.code << " " << finding.message);
  CHECK(report.modules >= 250);
  CHECK(report.compared.size() >= 100);
  const auto idle = std::count_if(report.compared.begin(), report.compared.end(),
                                  [](const auto& record) { return record.second == 0; });
  CHECK(idle <= 12);
}

TEST_CASE("a kind gets a check of its own as data: no C++") {
  CHECK(briefs(with_records(band("least = 1000\nmost = 1500"))).empty());
  CHECK(briefs(with_records(band("least = 1300"))) == Texts{"CAT030 modules/cdu/cdu-a.toml:25"});
  CHECK(briefs(with_records(band("most = \"0.5 * rated_heat / mass_operating\""))) ==
        Texts{"CAT030 modules/cdu/cdu-a.toml:25"});
  const auto report = lint_catalog(with_records(band("most = 1200\nat = \"mass_operating\"\nseverity = \"error\"")));
  REQUIRE(report.findings.size() == 1);
  const Finding& finding = report.findings.front();
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message == "heat per mass is 1227 W/kg, at most 1200 W/kg is plausible (own.band)");
  CHECK(finding.hint == "rated_heat 1350 kW, mass_operating 1.1 t; x");
  CHECK(finding.origin == Origin{"modules/cdu/cdu-a.toml", 26, 28});
  CHECK(finding.excerpt.substr(static_cast<std::size_t>(finding.origin.column) - 1, 7) == "\"1.1 t\"");
  REQUIRE(finding.actual);
  CHECK(finding.actual->value == doctest::Approx(1350e3 / 1100));
  CHECK(finding.required->value == doctest::Approx(1200));
  CHECK(finding.required->unit == "W/kg");
}

TEST_CASE("a record is about the types its kinds, texts and formula choose") {
  CHECK(briefs(with_records(band("most = 1\nwhere = { transport = \"crate\" }"))).empty());
  CHECK(briefs(with_records(band("most = 1\nwhere = { transport = [\"iso20\", \"crate\"] }"))).size() == 1);
  CHECK(briefs(with_records(band("most = 1\nwhere = { coolant = \"PG25\" }"))).empty());
  CHECK(briefs(with_records(band("most = 1\nwhen = \"rated_heat > 2[MW]\""))).empty());
  CHECK(briefs(with_records(band("most = 1\nwhen = \"rated_heat > 1[MW]\""))).size() == 1);
}

TEST_CASE("the end of a band may be a table: straight between its points, silent outside them") {
  const auto over = [](const std::string& points) {
    return briefs(with_records(band("most = { over = \"rated_heat\", points = [" + points + "] }"))).size();
  };
  CHECK(over("[\"1000 kW\", 1000], [\"1700 kW\", 2000]") == 0);  // 1500 at 1350 kW
  CHECK(over("[\"1000 kW\", 1000], [\"2000 kW\", 1500]") == 1);  // 1175
  CHECK(over("[\"1000 kW\", 1000], [\"1350 kW\", 1200]") == 1);  // its last point belongs to it
  CHECK(over("[\"1 MW\", \"1 kW/kg\"], [\"1.35 MW\", \"1.3 kW/kg\"]") == 0);
  CHECK(over("[\"1000 kW\", 1], [\"1349 kW\", 1]") == 0);
  CHECK(over("[\"1351 kW\", 1], [\"2000 kW\", 1]") == 0);
}

TEST_CASE("an overlay replaces a record of the same id; what a record of another unit says is a fault of the record") {
  auto files = with_records(band("most = 1200"));
  files.push_back({"lint/theirs.toml", files[2].bytes});
  REQUIRE(files[2].path == "lint/own.toml");
  std::string& bytes = files.back().bytes;
  bytes.replace(bytes.find("1200"), 4, "1300");
  CHECK(briefs(files).empty());
  CHECK(briefs(with_records(band("most = \"rated_heat\""))) == Texts{"CAT032 lint/own.toml:12"});
}

TEST_CASE("ages are counted to the day asked for, else to the newest date, never to today") {
  const auto files = with_records("[age]\nsource_years = 5\nprice_years = 3\n");
  CHECK(briefs(files).empty());
  CHECK(briefs(files, "2029-11-20").empty());
  CHECK(briefs(files, "2031-03-01").size() ==
        1);  // the price of 2026; the source of 2026-03-01 is five years old to the day
  CHECK(briefs(files, "2031-03-02") == Texts{"CAT033 modules/cdu/cdu-a.toml:9", "CAT034 modules/cdu/cdu-a.toml:28"});
  CHECK(briefs(files, "2026-11-19") == Texts{"CAT033 lint/own.toml:4", "CAT033 modules/cdu/cdu-a.toml:26"});
  CHECK(lint_catalog(files, {"2026-11-19", false}).findings.empty());
  CHECK(lint_catalog(files).as_of == "2026-11-20");
  CHECK(lint_catalog(files, {"2031-03-01"}).as_of == "2031-03-01");
}

TEST_CASE("one broken file does not keep lint from the others") {
  auto files = with_records(band("most = 1200"));
  files.push_back({"modules/cdu/zz.toml", "id = "});
  CHECK(briefs(files) == Texts{"CAT030 modules/cdu/cdu-a.toml:25", "CAT001 modules/cdu/zz.toml:1"});
  CHECK(lint_catalog({}).findings.size() == 1);
}

}  // namespace
}  // namespace plinth
