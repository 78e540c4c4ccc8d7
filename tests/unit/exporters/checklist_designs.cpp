// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/exporters/checklist_designs.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace plinth::test {

Attribute number(double value, const char* unit, Dimension dimension, Status status) {
  return {to_si(value, *find_unit(unit, dimension)), unit, dimension, {"data sheet", "2026-11-20", status, {}}};
}

Attribute word(const char* value) { return {std::string(value), "", Dimension::ratio, {}}; }

Attribute curve(std::vector<std::pair<double, double>> points, Dimension x, Dimension y) {
  return {Curve{std::move(points), x, y}, "", y, {"data sheet", "2026-11-20", Status::representative, {}}};
}

ModuleType type_of(const char* kind, std::map<std::string, Attribute> attributes) {
  ModuleType type;
  type.id = std::string(kind) + "-x";
  type.kind = kind;
  type.title = "Test " + std::string(kind);
  type.manufacturer = "maker";
  type.length = 900;
  type.width = 1243;
  type.height = 2122;
  type.attributes = std::move(attributes);
  return type;
}

Kind kind_of(const char* id, std::vector<std::string> families, std::vector<AttributeRule> rules) {
  Kind kind;
  kind.id = id;
  kind.title = id;
  kind.prefix = "X";
  kind.service = id;
  kind.test_families = std::move(families);
  kind.attributes = std::move(rules);
  return kind;
}

TestItem item(const char* id, const char* family, const char* acceptance, std::map<std::string, std::string> limits,
              const char* when) {
  TestItem test;
  test.id = id;
  test.family = family;
  test.when = when;
  test.text = "Do it.";
  test.method = "Carefully.";
  test.instrument = "gauge";
  test.acceptance = acceptance;
  test.limits = std::move(limits);
  test.point = "H";
  test.level = "L1";
  test.standard = "A 1";
  test.provenance = {"A 1", "2026-11-20", Status::representative, {}};
  return test;
}

Edge edge(const char* id, Medium medium, const char* path, EdgeEnd from, EdgeEnd to, const char* unit, double normal,
          double worst, const char* voltage) {
  Edge e;
  e.id = id;
  e.medium = medium;
  e.path = path;
  e.from = std::move(from);
  e.to = std::move(to);
  e.rating = {worst, unit};
  e.normal = normal;
  e.worst = worst;
  e.voltage = voltage;
  return e;
}

Node node(const char* tag, const char* module, const char* kind, const char* parent) {
  Node n;
  n.tag = tag;
  n.module = module;
  n.kind = kind;
  n.service = kind;
  n.block = 1;
  n.parent = parent;
  return n;
}

Design cdu_pod() {
  Design d;
  d.engine = "plinth 0.1.0";
  d.inputs = {{"site.toml", std::string(64, 'a')}};
  d.spec.project.name = "Riverbend";
  d.spec.it.supply_temperature = from_degC(40);
  d.spec.power.ups_autonomy = 5.0 * minute;
  d.spec.utility.frequency = Frequency{60};
  d.catalog.kinds = {kind_of("cdu", {"cdu"}, {{"rated_flow", Dimension::flow, "number", true, "TCS flow", {}, {}}}),
                     kind_of("it_pod", {})};
  d.catalog.modules = {type_of("cdu", {{"rated_flow", number(1200, "L/min", Dimension::flow)},
                                       {"rated_head", number(250, "kPa", Dimension::pressure)},
                                       {"rated_heat", number(1350, "kW", Dimension::power)},
                                       {"rated_atd", number(4, "K", Dimension::temperature_difference)},
                                       {"design_pressure", number(10, "bar", Dimension::pressure, Status::assumed)}}),
                       type_of("it_pod", {})};
  d.catalog.tests = {
      item("CD-01", "cdu", "no leak at {p}", {{"p", "1.5 * design_pressure [bar]"}}),
      item("CD-05d", "cdu", "approach at most {atd}", {{"atd", "rated_atd * design_duty_worst / rated_heat [K]"}}),
      item("CD-07", "cdu", "at least {v} at {dp}",
           {{"v", "design_tcs_supply_worst [L/min]"}, {"dp", "rated_head [kPa]"}}),
      item("CD-08", "cdu", "at most {dp}", {{"dp", "1.05 * fws_pressure_drop [kPa]"}})};
  d.sizing.graph.nodes = {node("POD-01", "it_pod-x", "it_pod"), node("POD-01.CDU-1", "cdu-x", "cdu", "POD-01"),
                          node("POD-01.CDU-2", "cdu-x", "cdu", "POD-01")};
  d.sizing.graph.edges = {
      edge("E1", Medium::tcs_supply, "", {"POD-01.CDU-1", "tcs_supply"}, {"POD-01.RACK-1", "t"}, "L/min", 100, 180),
      edge("E2", Medium::tcs_supply, "", {"POD-01.CDU-1", "tcs_supply"}, {"POD-01.RACK-2", "t"}, "L/min", 100, 180),
      edge("E3", Medium::tcs_supply, "", {"POD-01.CDU-2", "tcs_supply"}, {"POD-01.RACK-1", "t"}, "L/min", 80, 180)};
  Selection cdu;
  cdu.service = "cdu";
  cdu.module = "cdu-x";
  cdu.unit_rating = {1350, "kW"};
  cdu.load_normal = 0.4;
  cdu.load_worst = 0.8;
  d.sizing.selection = {cdu};
  return d;
}

Design alone(const char* kind, std::map<std::string, Attribute> attributes, std::vector<AttributeRule> rules) {
  Design d = cdu_pod();
  d.catalog.kinds = {kind_of(kind, {"f"}, std::move(rules))};
  d.catalog.modules = {type_of(kind, std::move(attributes))};
  d.catalog.tests.clear();
  d.sizing.graph.nodes = {node("X-01", d.catalog.modules[0].id.c_str(), kind)};
  d.sizing.graph.edges.clear();
  return d;
}

const Exporter& checklist_exporter() {
  const auto all = text_exporters();
  const auto found = std::find_if(all.begin(), all.end(), [](const Exporter* e) { return e->name == "checklist-md"; });
  REQUIRE(found != all.end());
  return **found;
}

}  // namespace plinth::test
