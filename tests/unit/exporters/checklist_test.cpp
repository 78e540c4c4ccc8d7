// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "exporters/exporter.h"
#include "exporters/text/checklist/markdown.h"
#include "tests/support/files.h"
#include "tests/unit/exporters/checklist_designs.h"

namespace plinth {
namespace {

using checklist::DesignIndex;
using checklist::evaluate_limit;
using checklist::LimitValue;
using checklist::Symbols;
using test::alone;
using test::cdu_pod;
using test::checklist_exporter;
using test::curve;
using test::edge;
using test::item;
using test::kind_of;
using test::number;
using test::type_of;
using test::word;

LimitValue limit_of(const Design& d, const char* tag, const char* limit) {
  const DesignIndex index(d);
  const Node& n = *d.sizing.graph.node(tag);
  return evaluate_limit(limit, Symbols(index, n, *d.catalog.module(n.module), *d.catalog.kind(n.kind)));
}

const Artifact* file(const std::vector<Artifact>& files, const std::string& name) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const Artifact& a) { return a.file_name == name; });
  return found == files.end() ? nullptr : &*found;
}

bool holds(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

TEST_CASE("a CDU must prove the flow this design asks of it after the worst failure") {
  const Design d = cdu_pod();
  CHECK(limit_of(d, "POD-01.CDU-1", "design_tcs_supply_normal [L/min]").text == "200 L/min");
  CHECK(limit_of(d, "POD-01.CDU-1", "design_tcs_supply_worst [L/min]").text == "360 L/min");
  CHECK(limit_of(d, "POD-01.CDU-2", "design_tcs_supply_worst [L/min]").text == "180 L/min");
  CHECK(limit_of(d, "POD-01.CDU-1", "design_tcs_supply_worst [L/s]").text == "6 L/s");
  // 0.8 of the rating after the worst failure: 4 K x 1080 / 1350.
  CHECK(limit_of(d, "POD-01.CDU-1", "rated_atd * design_duty_worst / rated_heat [K]").text == "3.2 K");
}

TEST_CASE("paths A and B back each other up and do not add") {
  Design d = cdu_pod();
  d.sizing.graph.edges = {
      edge("E1", Medium::fws_supply, "A", {"HDR-1", "o"}, {"POD-01", "fws_supply"}, "L/min", 500, 1000),
      edge("E2", Medium::fws_supply, "B", {"HDR-2", "o"}, {"POD-01", "fws_supply"}, "L/min", 500, 1000),
      edge("E3", Medium::fws_supply, "", {"POD-01", "x"}, {"POD-01.CDU-1", "fws_supply"}, "L/min", 500, 1000),
      edge("E4", Medium::fws_supply, "", {"POD-01", "x"}, {"POD-01.CDU-2", "fws_supply"}, "L/min", 500, 1000)};
  CHECK(limit_of(d, "POD-01", "design_fws_supply_normal [L/min]").text == "1000 L/min");
  CHECK(limit_of(d, "POD-01", "design_fws_supply_worst [L/min]").text == "1000 L/min");
  CHECK(limit_of(d, "POD-01.CDU-1", "design_fws_supply_worst [L/min]").text == "1000 L/min");
}

TEST_CASE("UPS efficiency floor: losses at most 110 % of declared") {
  const Design d = alone(
      "ups", {{"efficiency", curve({{0.25, 0.96}, {0.5, 0.97}, {1.0, 0.965}}, Dimension::ratio, Dimension::ratio)}});
  // 0.97: losses 0.0309278 of the output, x 1.1 = 0.0340206, 1 / 1.0340206 = 0.967099.
  CHECK(limit_of(d, "X-01", "1 / (1 + 1.1 * (1 / efficiency_50 - 1)) [%]").text == "96.71 %");
  CHECK(limit_of(d, "X-01", "1 / (1 + 1.1 * (1 / efficiency_100 - 1)) [%]").text == "96.16 %");
  // 75 % lies between two points: 0.9675.
  CHECK(limit_of(d, "X-01", "efficiency_75 [%]").text == "96.75 %");
  CHECK(limit_of(d, "X-01", "efficiency_10 [%]").missing == "efficiency_10");
}

TEST_CASE("transformer dielectric tests follow the insulation class and voltage of both windings") {
  const Catalog& shipped = test::shipped_catalog();
  Design d = alone("transformer", {{"primary_voltage_max", number(24, "kV", Dimension::voltage)},
                                   {"primary_voltage_min", number(10, "kV", Dimension::voltage)},
                                   {"secondary_voltage", number(415, "V", Dimension::voltage)},
                                   {"rated_power", number(2500, "kVA", Dimension::apparent_power)},
                                   {"impedance", number(6, "%", Dimension::ratio)},
                                   {"no_load_loss", number(2.8, "kW", Dimension::power)},
                                   {"load_loss", number(19, "kW", Dimension::power)},
                                   {"cooling_class", word("dry")}});
  d.spec.project.jurisdiction = Jurisdiction::eu;
  d.catalog.kinds[0].test_families = {"transformer"};
  d.catalog.kinds[0].attributes = shipped.kind("transformer")->attributes;
  d.catalog.tests = shipped.tests;
  const DesignIndex index(d);
  const Symbols symbols(index, d.sizing.graph.nodes[0], d.catalog.modules[0], d.catalog.kinds[0]);
  const checklist::Sheet sheet = checklist::make_sheet(d.catalog, d.catalog.kinds[0], symbols);
  std::map<std::string, std::string> levels;
  std::set<std::string> ids;
  for (const checklist::Section& section : sheet.sections)
    for (const checklist::Line& line : section.lines) {
      ids.insert(line.item->id);
      if (line.item->id.starts_with("TR-07")) levels[line.item->id] = line.limits.at("u").text;
    }
  CHECK(levels == std::map<std::string, std::string>{{"TR-07", "3 kV"}, {"TR-07m", "50 kV"}});
  CHECK(ids.contains("TR-09"));        // cast resin: partial discharge
  CHECK(ids.contains("TR-06e"));       // Ecodesign maximum
  CHECK_FALSE(ids.contains("TR-12"));  // no oil
  CHECK_FALSE(ids.contains("TR-06a"));
  CHECK(limit_of(d, "X-01", "1.10 * (no_load_loss + load_loss) [kW]").text == "23.98 kW");
  // 2500 kVA at 415 V: 3478 A.
  CHECK(limit_of(d, "X-01", "rated_power * watt / VA / (sqrt(3) * secondary_voltage) [A]").text == "3478 A");
  CHECK(limit_of(d, "X-01", "min(0.005, impedance / 10) [%]").text == "0.5 %");
}

TEST_CASE("a figure nobody has is left to the supplier and counted") {
  const LimitValue missing = limit_of(cdu_pod(), "POD-01.CDU-1", "1.05 * fws_pressure_drop [kPa]");
  CHECK(missing.text.empty());
  CHECK(missing.missing == "fws_pressure_drop");
  CHECK(missing.fault.empty());
  const std::vector<Artifact> files = checklist_exporter().write(cdu_pod(), {"0.1.0", ""});
  const Artifact* sheet = file(files, "checklists/POD-01.CDU-1.md");
  REQUIRE(sheet != nullptr);
  CHECK(holds(sheet->bytes, "at most **value by supplier**"));
  CHECK(holds(sheet->bytes, "| Lines | 4: 4 hold points, 0 to witness; 1 with a value by the supplier (no. 4) |"));
  const Artifact* readme = file(files, "checklists/README.md");
  REQUIRE(readme != nullptr);
  CHECK(holds(readme->bytes, "2 sheets with 8 lines: 8 hold points, 0 to witness; 2 with a value by the supplier."));
}

TEST_CASE("estimates are marked, measured fields are blank, parts are linked") {
  const std::vector<Artifact> files = checklist_exporter().write(cdu_pod(), {"0.1.0", "2026-11-20T00:00:00Z"});
  const Artifact* sheet = file(files, "checklists/POD-01.CDU-1.md");
  REQUIRE(sheet != nullptr);
  CHECK(holds(sheet->bytes, "no leak at 15 bar\\* | A 1<br>15 bar = `1.5 * design_pressure` | H | ____ bar |  |"));
  CHECK(holds(sheet->bytes, "at least 360 L/min at 250 kPa |"));  // from the design and a data sheet: no mark
  CHECK(holds(sheet->bytes, "Part of [POD-01](POD-01.md)"));
  CHECK(holds(sheet->bytes, "feeds | TCS supply |  | tcs_supply | POD-01.RACK-1, POD-01.RACK-2 | 200 L/min"));
  CHECK(file(files, "checklists/POD-01.md") == nullptr);  // its kind has no tests here
  CHECK(files.front().file_name == "checklists/README.md");
}

TEST_CASE("conditions: absent optional figures count as nothing, unknown names keep the line") {
  Design d = alone("genset", {{"frequency", number(60, "Hz", Dimension::frequency)}},
                   {{"tank_volume", Dimension::volume, "number", false, "", {}, {}}});
  d.catalog.tests = {item("A", "f", "x", {}, "has_tank_volume"),        item("B", "f", "x", {}, "has_frequency"),
                     item("C", "f", "x", {}, "tank_volume > 0"),        item("D", "f", "x", {}, "no_such_thing > 0"),
                     item("E", "f", "x", {}, "frequency > 55 * hertz"), item("F", "f", "x", {}, "kind_cdu"),
                     item("G", "f", "x", {}, "jurisdiction_us")};
  const DesignIndex index(d);
  const Symbols symbols(index, d.sizing.graph.nodes[0], d.catalog.modules[0], d.catalog.kinds[0]);
  const checklist::Sheet sheet = checklist::make_sheet(d.catalog, d.catalog.kinds[0], symbols);
  std::string ids;
  for (const checklist::Line& line : sheet.sections.at(0).lines) ids += line.item->id + (line.undecided ? "?" : "");
  CHECK(ids == "BD?EG");
}

TEST_CASE("figures are shown for people") {
  CHECK(checklist::shown({318.15, exponents(Dimension::temperature)}, "degC") == "45 °C");
  CHECK(checklist::shown({1.4166667 / 60, exponents(Dimension::flow)}, "L/min") == "1417 L/min");
  CHECK(checklist::shown({0.96704, {}}, "%") == "96.7 %");
  CHECK(checklist::shown({3.4872, exponents(Dimension::temperature_difference)}, "K") == "3.49 K");
  CHECK(checklist::shown({0.6095, exponents(Dimension::length)}, "mm") == "610 mm");
  CHECK(checklist::shown({22000, exponents(Dimension::voltage)}, "V") == "22 kV");
  CHECK(checklist::shown({0.99, exponents(Dimension::power_factor)}, "W/VA") == "0.99");
  CHECK(checklist::shown({31000, exponents(Dimension::mass)}, "kg") == "31000 kg");
  CHECK(checklist::family_title("mv_switchgear") == "MV switchgear");
  CHECK(checklist::cell("a|b\n<i>*x* snake_case _y_") == "a\\|b &lt;i>\\*x\\* snake_case \\_y\\_");
}

TEST_CASE("tags are listed as people count") {
  CHECK(checklist::tag_list({"R-10", "R-9", "R-8", "P-01", "P-03", "R-12", "R-9"}) == "P-01, P-03, R-8 to 10, R-12");
  CHECK(checklist::tag_list({"POD-01", "POD-02", "X"}) == "POD-01, POD-02, X");
  CHECK(checklist::tag_list({}) == "");
}

TEST_CASE("stock of the routes has a sheet with every run and its length") {
  Design d = cdu_pod();
  d.catalog.kinds.insert(d.catalog.kinds.begin(), kind_of("busway", {"busway"}));
  d.catalog.modules.insert(d.catalog.modules.begin(),
                           type_of("busway", {{"rated_voltage", number(480, "V", Dimension::voltage)}}));
  d.catalog.tests = {item("BU-01", "busway", "{u}", {{"u", "2 * rated_voltage + 1000 * volt [V]"}})};
  Edge bus = edge("E9", Medium::lv, "A", {"PWR-01", "lv_out"}, {"POD-01", "lv_a"}, "A", 2900, 2900, "480 V");
  bus.item = "busway-x";
  bus.runs = 2;
  d.sizing.graph.edges.push_back(bus);
  d.layout.routes = {{"E9", {{0, 0}, {31500, 0}}, 33500}};
  const std::vector<Artifact> files = checklist_exporter().write(d, {"0.1.0", ""});
  const Artifact* sheet = file(files, "checklists/busway-x.md");
  REQUIRE(sheet != nullptr);
  CHECK(holds(sheet->bytes, "| 1960 V | A 1<br>1960 V = `2 * rated_voltage + 1000 * volt` | H | ____ V |"));
  CHECK(holds(sheet->bytes, "| E9 | PWR-01 lv_out | POD-01 lv_a | A | 2 | 33.5 m | 2900 A | 2900 A |  |"));
  CHECK(holds(sheet->bytes, "1 connection, 67 m in all"));
}

TEST_CASE("names in a formula leave functions out") {
  CHECK(checklist::names_in("max(1.5 * metre / second, ceil(a_1) * b ^ 2)") ==
        std::vector<std::string>{"metre", "second", "a_1", "b"});
}

}  // namespace
}  // namespace plinth
