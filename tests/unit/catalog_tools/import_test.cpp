// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "core/catalog/import.h"
#include "tests/support/files.h"

namespace plinth {
namespace {

const std::string map_head = R"(schema = 1
kind = "chiller"
id = "chl-{Brand}-{Model}"
title = "{Brand} {Model}"
manufacturer = "{Brand}"

[sheet]
decimal = ","
thousands = "."

[source]
source = "list of {Date}"
as_of = "{Date}"
status = "representative"

[envelope]
length = { column = "L", unit = "mm" }
width = "2300 mm"
height = "2600 mm"

[clearance]
front = "1500 mm"
back = "1500 mm"
left = "1500 mm"
right = "1500 mm"
top = "6000 mm"

[attributes]
rated_heat = { column = "Cool", unit = "kW" }
rated_chw_supply = "18 degC"
rated_chw_return = "28 degC"
rated_ambient = "40 degC"
max_ambient = { value = "48 degC", status = "assumed", source = "estimate" }
electrical_power = { column = "Power", unit = "kW" }
mass_operating = { column = "Weight", unit = "t" }
cost_mid = { column = "Price", unit = "USD", scale = 2 }
lead_time_mid = { column = "Weeks", unit = "week", default = "30 week" }
transport = { column = "Ship", words = { "40' HC" = "iso40hc", "loose" = "crate" } }
outdoor = { column = "Out" }
)";

const std::string header = "Brand;Model;Date;L;Cool;Power;Weight;Price;Weeks;Ship;Out;Note\n";

ImportMap map_of(const std::string& text) {
  Outcome<ImportMap> map = read_import_map(text, "m.toml", test::shipped_catalog());
  for (const Finding& finding : map.findings) MESSAGE(finding.message);
  REQUIRE(map.ok());
  return std::move(*map.value);
}

Imported imported(const std::string& rows, const std::string& map = map_head) {
  const Outcome<Sheet> sheet = read_csv_sheet(header + rows, "list.csv");
  REQUIRE(sheet.ok());
  return import_types(map_of(map), *sheet.value, "list.csv", test::catalog_files());
}

/// "IMP007 3:5" of every error.
std::string errors_of(const Imported& imported) {
  std::string out;
  for (const Finding& f : imported.findings)
    if (f.severity == Severity::error)
      out += f.code + " " + std::to_string(f.origin.line) + ":" + std::to_string(f.origin.column) + "; ";
  return out;
}

const std::string good = "Söhne;A1;2026-10-01;9.000;1.200,5;0,21 MW;9,5;400000;;40' HC;yes;x\n";

}  // namespace

TEST_CASE("a row becomes a type that the catalog takes, each value from its cell") {
  const Imported result = imported(good);
  REQUIRE(errors_of(result).empty());
  REQUIRE(result.types.size() == 1);
  const ImportedType& made = result.types[0];
  CHECK(made.id == "chl-sohne-a1");
  CHECK(made.path == "modules/chiller/chl-sohne-a1.toml");
  auto files = test::catalog_files();
  files.push_back({made.path, made.toml, "vendor"});
  const Outcome<Catalog> catalog = read_catalog(files);
  REQUIRE(catalog.ok());
  const ModuleType* type = catalog.value->module("chl-sohne-a1");
  REQUIRE(type != nullptr);
  CHECK(type->number("rated_heat").value() == doctest::Approx(1200.5e3));
  CHECK(type->number("electrical_power").value() == doctest::Approx(210e3).epsilon(1e-9));
  CHECK(type->number("mass_operating").value() == doctest::Approx(9500));
  CHECK(type->number("cost_mid").value() == doctest::Approx(800000));
  CHECK(type->number("lead_time_mid").value() == doctest::Approx(30 * 604800));
  CHECK(type->word("transport") == "iso40hc");
  CHECK(type->flag("outdoor"));
  CHECK(type->length == 9000);
  CHECK(type->find("rated_heat")->provenance.as_of == "2026-10-01");
  CHECK(type->find("rated_heat")->provenance.source == "list of 2026-10-01");
  CHECK(type->find("max_ambient")->provenance.status == Status::assumed);
}

TEST_CASE("every fault is told in one run, at its cell") {
  const Imported result = imported(
      good + "B;B1;2026-10-01;9000;900;2 MWh;;x;30;box;maybe;\n;B2;2026-10-01;9000;900;200;9;1;30;loose;no;\n");
  CHECK(errors_of(result) == "IMP007 3:6; IMP006 3:7; IMP007 3:8; IMP008 3:10; IMP007 3:11; IMP006 4:1; ");
  CHECK(std::count_if(result.types.begin(), result.types.end(), [](const ImportedType& t) { return t.sound; }) == 1);
}

TEST_CASE("what the catalog would refuse is told at the cell it came from") {
  const Imported large = imported("B;B1;2026-10-01;99.000;900;200;9;1;30;40' HC;yes;\n");
  CHECK(errors_of(large) == "CAT012 2:10; ");
  CHECK(large.findings.back().message.starts_with("J2: "));
  const Imported indoors = imported("B;B1;2026-10-01;9000;900;200;9;1;30;loose;no;\n");
  CHECK(errors_of(indoors) == "CAT010 2:11; ");
  const Imported undated = imported("B;B1;soon;9000;900;200;9;1;30;loose;yes;\n");
  CHECK(errors_of(undated) == "CAT003 2:3; ");
}

TEST_CASE("ids must differ, empty rows do not count, unused columns are named") {
  const Imported result = imported(good + ";;;;\n" + good);
  CHECK(errors_of(result) == "IMP010 4:0; ");
  CHECK(result.rows == 2);
  CHECK(result.findings.front().code == "IMP011");
  CHECK(result.findings.front().message.find("\"Note\"") != std::string::npos);
  CHECK(errors_of(imported("")) == "IMP006 0:0; ");
}

TEST_CASE("a text with quotes, line breaks and braces survives into the file") {
  const Imported result = imported("\"A\"\"B\\\nC\";A1;2026-10-01;9.000;900;200;9,5;400000;;40' HC;yes;x\n");
  CHECK(result.types[0].id == "chl-a-b-c-a1");
  CHECK(result.types[0].toml.find(R"(manufacturer = "A\"B\\\u000AC")") != std::string::npos);
  CHECK(errors_of(result) == "CAT010 2:1; CAT010 2:1; ");  // title and manufacturer must be one line: the cell is named
}

TEST_CASE("curves and ports come from columns too") {
  std::string map = map_head;
  map.replace(map.find("kind = \"chiller\""), 16, "kind = \"ups\"");
  const Catalog& catalog = test::shipped_catalog();
  const Outcome<ImportMap> wrong = read_import_map(map, "m.toml", catalog);
  CHECK_FALSE(wrong.ok());
  CHECK(std::any_of(wrong.findings.begin(), wrong.findings.end(), [](const Finding& f) { return f.code == "IMP003"; }));

  const Imported result = imported(
      good, map_head + "\n[[port]]\nname = \"chw_supply\"\nsize = \"DN{Power}\"\n\n[codes]\nhs = \"8418.69\"\n");
  REQUIRE(errors_of(result).empty());
  CHECK(result.types[0].toml.find("[[port]]\nname = \"chw_supply\"\nsize = \"DN0,21 MW\"") != std::string::npos);
}

TEST_CASE("faults of the map have its lines; a column that is not there is told with the nearest") {
  const auto faults = [](const std::string& from, const std::string& to) {
    std::string text = map_head;
    text.replace(text.find(from), from.size(), to);
    const Outcome<ImportMap> map = read_import_map(text, "m.toml", test::shipped_catalog());
    std::string out;
    for (const Finding& f : map.findings) out += f.code + " " + std::to_string(f.origin.line) + "; ";
    return out;
  };
  CHECK(faults("kind = \"chiller\"", "kind = \"chillr\"") == "IMP003 2; ");
  CHECK(faults("rated_heat =", "rated_haet =") == "IMP003 29; ");
  CHECK(faults("unit = \"t\"", "unit = \"kW\"") == "IMP004 35; ");
  CHECK(faults("\"18 degC\"", "\"18 kW\"") == "IMP004 30; ");
  CHECK(faults("column = \"Cool\"", "colum = \"Cool\"") == "IMP002 29; IMP002 29; ");
  CHECK(faults("decimal = \",\"", "decimal = \"x\"") == "IMP002 8; ");
  std::string text = map_head;
  text.replace(text.find("\"Weight\""), 8, "\"Wieght\"");
  const Imported missing = imported(good, text);
  CHECK(errors_of(missing) == "IMP005 35:18; ");
  CHECK(std::any_of(missing.findings.begin(), missing.findings.end(),
                    [](const Finding& f) { return f.hint == "did you mean \"Weight\"?"; }));
}

TEST_CASE("a list without headers is one fault, not one for each column") {
  const Outcome<Sheet> sheet = read_csv_sheet("", "list.csv");
  REQUIRE(sheet.ok());
  CHECK(errors_of(import_types(map_of(map_head), *sheet.value, "list.csv", test::catalog_files())) == "IMP005 1:0; ");
}

TEST_CASE("CSV: separators, quotes, marks, rows as a spreadsheet counts them") {
  const auto cell = [](const std::string& bytes, std::size_t row, std::size_t column) {
    const Outcome<Sheet> sheet = read_csv_sheet(bytes, "x.csv");
    REQUIRE(sheet.ok());
    return sheet.value->at(row, column).text;
  };
  CHECK(cell("\xEF\xBB\xBF"
             "a,b\r\n1,\"2,3\"\r\n",
             0, 0) == "a");
  CHECK(cell("a,b\r\n1,\"2,3\"\r\n", 1, 1) == "2,3");
  CHECK(cell("a;b\n\"x\ny\";2\n3;4", 2, 1) == "4");
  CHECK(cell("a\tb\n1\t2", 1, 1) == "2");
  CHECK(cell("a,b\n1\n", 1, 5).empty());
  CHECK_FALSE(read_csv_sheet("a,b\n\"1,2\n", "x.csv").ok());
  CHECK_FALSE(read_csv_sheet("a,\xFF\n", "x.csv").ok());
  CHECK(cell_name(6, 2) == "C7");
  CHECK(cell_name(0, 25) == "Z1");
  CHECK(cell_name(0, 26) == "AA1");
  CHECK(cell_name(0, 701) == "ZZ1");
  CHECK(cell_name(0, 702) == "AAA1");
}

}  // namespace plinth
