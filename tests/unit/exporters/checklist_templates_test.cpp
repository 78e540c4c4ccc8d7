// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "exporters/text/checklist/sheet.h"
#include "tests/support/files.h"
#include "tests/unit/exporters/checklist_designs.h"

namespace plinth {
namespace {

using checklist::DesignIndex;
using checklist::Symbols;
using test::alone;
using test::checklist_exporter;
using test::edge;

/// A design in which every figure a template may ask for exists for this type.
Design with_everything(const Catalog& shipped, const ModuleType& type) {
  Design d = alone(type.kind.c_str(), {});
  d.catalog.kinds = {*shipped.kind(type.kind)};
  d.catalog.modules = {type};
  d.catalog.tests = shipped.tests;
  Node& n = d.sizing.graph.nodes[0];
  n.module = type.id;
  n.service = shipped.kind(type.kind)->service;
  n.demand_kw = 100;
  int count = 0;
  for (int m = 0; m < static_cast<int>(checklist::medium_count); ++m) {
    const Medium medium = static_cast<Medium>(m);
    const bool electrical = medium == Medium::mv || medium == Medium::lv || medium == Medium::dc;
    d.sizing.graph.edges.push_back(edge(("E" + std::to_string(++count)).c_str(), medium, "A", {"X-01", "o"},
                                        {"Y-01", "i"}, electrical ? "A" : "L/min", 100, 119,
                                        medium == Medium::mv   ? "13.8 kV"
                                        : medium == Medium::lv ? "415 V"
                                                               : ""));
  }
  Selection s;
  s.service = n.service;
  s.module = type.id;
  s.unit_rating = {500, "kW"};
  s.load_normal = 0.5;
  s.load_worst = 0.9;
  d.sizing.selection = {s};
  return d;
}

TEST_CASE("no shipped template has a wrong formula for any shipped module, and few need the supplier") {
  const Catalog& shipped = test::shipped_catalog();
  std::set<std::string> faults, undecided, missing;
  for (const ModuleType& type : shipped.modules)
    for (Jurisdiction jurisdiction : {Jurisdiction::us, Jurisdiction::eu}) {
      Design d = with_everything(shipped, type);
      d.spec.project.jurisdiction = jurisdiction;
      const DesignIndex index(d);
      const Symbols symbols(index, d.sizing.graph.nodes[0], d.catalog.modules[0], d.catalog.kinds[0]);
      const checklist::Sheet sheet = checklist::make_sheet(d.catalog, d.catalog.kinds[0], symbols);
      CHECK_MESSAGE(sheet.lines > 0, type.id);
      for (const checklist::Section& section : sheet.sections)
        for (const checklist::Line& line : section.lines) {
          if (line.undecided) undecided.insert(type.kind + " " + line.item->id);
          for (const auto& [name, limit] : line.limits) {
            if (!limit.fault.empty()) faults.insert(type.kind + " " + line.item->id + " " + name + ": " + limit.fault);
            if (!limit.missing.empty()) missing.insert(type.kind + "." + limit.missing);
          }
        }
    }
  for (const std::string& fault : faults) FAIL_CHECK(fault);
  for (const std::string& item : undecided) FAIL_CHECK(item);
  for (const std::string& name : missing) {
    const std::size_t dot = name.find('.');
    const std::string symbol = name.substr(dot + 1);
    for (const AttributeRule& rule : shipped.kind(name.substr(0, dot))->attributes)
      CHECK_FALSE_MESSAGE((rule.name == symbol && rule.required), name);
    const bool ours = symbol.starts_with("site_") || symbol.starts_with("design_duty") || symbol.ends_with("_worst") ||
                      symbol.ends_with("_normal") || (symbol.starts_with("design_") && symbol != "design_pressure");
    CHECK_FALSE_MESSAGE(ours, name);  // what the design computes is never asked of the supplier
  }
}

TEST_CASE("every kind with a tag has a checklist, and every family is used") {
  const Catalog& shipped = test::shipped_catalog();
  std::set<std::string> families, used;
  for (const TestItem& test : shipped.tests) families.insert(test.family);
  for (const Kind& kind : shipped.kinds) {
    CHECK_MESSAGE(!kind.test_families.empty(), kind.id);
    used.insert(kind.test_families.begin(), kind.test_families.end());
  }
  CHECK(families == used);
  CHECK(shipped.tests.size() >= 150);
}

TEST_CASE("five hundred sheets in a fraction of a second, the same bytes each time") {
  const Catalog& shipped = test::shipped_catalog();
  Design d = with_everything(shipped, *shipped.module("gb300-nvl72"));
  const Node first = d.sizing.graph.nodes[0];
  d.sizing.graph.nodes.clear();
  for (int i = 100; i < 700; ++i) {
    d.sizing.graph.nodes.push_back(first);
    d.sizing.graph.nodes.back().tag = "X-" + std::to_string(i);
  }
  const std::vector<Artifact> files = checklist_exporter().write(d, {"0.1.0", ""});
  CHECK(files.size() == 601);
  CHECK(files == checklist_exporter().write(d, {"0.1.0", ""}));
}

}  // namespace
}  // namespace plinth
