// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sample_design.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "core/layout/lay_out.h"

namespace plinth::test {
namespace {

/// Builds nodes and edges the way the contract of the sizing stage describes them.
class GraphMaker {
 public:
  GraphMaker(const Catalog& catalog, Graph& graph) : catalog_(catalog), graph_(graph) {}

  std::string add(const std::string& kind, int block, const std::string& path = "") {
    const int number = ++counts_[kind];
    const std::string tag = fmt::format("{}-{:02}", catalog_.kind(kind)->prefix, number);
    node(tag, kind, block, path, "");
    return tag;
  }
  std::string add_child(const std::string& parent, int block, const std::string& kind, int number) {
    const std::string tag = kind == "rack" ? fmt::format("{}.{}-{:02}", parent, catalog_.kind(kind)->prefix, number)
                                           : fmt::format("{}.{}-{}", parent, catalog_.kind(kind)->prefix, number);
    node(tag, kind, block, "", parent);
    return tag;
  }
  void join(Medium medium, const std::string& path, EdgeEnd from, EdgeEnd to, double flow) {
    Edge e;
    e.id = fmt::format("E{:05}", graph_.edges.size() + 1);
    e.medium = medium;
    e.path = path;
    const std::string a = from.tag.substr(0, from.tag.find('.')), b = to.tag.substr(0, to.tag.find('.'));
    const bool electrical = medium == Medium::mv || medium == Medium::lv || medium == Medium::dc;
    if (a != b) e.item = medium == Medium::mv ? "mv-cable-sample" : electrical ? "busway-sample" : "pipe-dn150-sample";
    e.rating = {flow * 1.25, electrical ? "kVA" : "L/min"};
    e.normal = flow;
    e.worst = flow * 1.2;
    if (electrical) e.voltage = medium == Medium::mv ? "13.8 kV" : medium == Medium::lv ? "415 V" : "1200 V";
    e.from = std::move(from);
    e.to = std::move(to);
    graph_.edges.push_back(e);
  }

 private:
  void node(const std::string& tag, const std::string& kind, int block, const std::string& path,
            const std::string& parent) {
    Node n;
    n.tag = tag;
    n.kind = kind;
    n.module = catalog_.modules_of(kind).front()->id;
    n.service = catalog_.kind(kind)->service;
    n.block = block;
    n.path = path;
    n.parent = parent;
    n.spare = path == "R";
    graph_.nodes.push_back(n);
  }

  const Catalog& catalog_;
  Graph& graph_;
  std::map<std::string, int> counts_;
};

std::string pod(GraphMaker& make, int block, int racks, bool chilled) {
  const std::string tag = make.add("it_pod", block);
  std::vector<std::string> cdus, fans;
  for (int i = 1; i <= 2; ++i) cdus.push_back(make.add_child(tag, block, "cdu", i));
  for (int i = 1; i <= 2; ++i) fans.push_back(make.add_child(tag, block, "fan_wall", i));
  for (const std::string& cdu : cdus) {
    make.join(Medium::lv, "A", {tag, "lv_a"}, {cdu, "lv_a"}, 12);
    make.join(Medium::fws_supply, "", {tag, "fws_supply"}, {cdu, "fws_supply"}, 700);
    make.join(Medium::fws_return, "", {cdu, "fws_return"}, {tag, "fws_return"}, 700);
  }
  for (const std::string& fan : fans) {
    make.join(Medium::lv, "A", {tag, "lv_a"}, {fan, "lv_a"}, 8);
    if (chilled) make.join(Medium::chw_supply, "", {tag, "chw_supply"}, {fan, "chw_supply"}, 200);
  }
  for (int i = 1; i <= racks; ++i) {
    const std::string rack = make.add_child(tag, block, "rack", i);
    make.join(Medium::lv, "A", {tag, "lv_a"}, {rack, "lv_a"}, 132);
    make.join(Medium::lv, "B", {tag, "lv_b"}, {rack, "lv_b"}, 132);
    make.join(Medium::tcs_supply, "", {cdus[0], "tcs_supply"}, {rack, "tcs_supply"}, 130);
    make.join(Medium::tcs_return, "", {rack, "tcs_return"}, {cdus[0], "tcs_return"}, 130);
  }
  return tag;
}

std::string power(GraphMaker& make, int block, const std::string& path) {
  const std::string tag = make.add("power_module", block, path);
  make.add_child(tag, block, "transformer", 1);
  make.add_child(tag, block, "rmu", 1);
  make.add_child(tag, block, "lv_board", 1);
  for (int i = 1; i <= 3; ++i) make.add_child(tag, block, "ups", i);
  for (int i = 1; i <= 4; ++i) make.add_child(tag, block, "ups_battery", i);
  return tag;
}

/// Coolers or chillers with a pump skid each, into both headers and from there to every pod.
void loop(GraphMaker& make, int block, int count, bool chilled, const std::vector<std::string>& pods,
          const std::vector<std::string>& headers, const std::string& power_tag, const std::string& skid) {
  const std::string loop_name = chilled ? "chw" : "fws";
  const Medium supply = chilled ? Medium::chw_supply : Medium::fws_supply;
  const Medium back = chilled ? Medium::chw_return : Medium::fws_return;
  for (int i = 0; i < count; ++i) {
    const std::string cooler = make.add(chilled ? "chiller" : "dry_cooler", block);
    const std::string pump = make.add(chilled ? "chw_pump_skid" : "fws_pump_skid", block);
    make.join(supply, "", {cooler, loop_name + "_supply"}, {pump, loop_name + "_supply_in"}, 1400);
    for (const std::string& header : headers) {
      make.join(supply, "", {pump, loop_name + "_supply_out"}, {header, loop_name + "_supply_in"}, 1400);
      make.join(back, "", {header, loop_name + "_return_out"}, {cooler, loop_name + "_return"}, 1400);
    }
    make.join(Medium::lv, "A", {skid, "lv_out"}, {cooler, "lv_a"}, 40);
    make.join(Medium::lv, "A", {power_tag, "lv_out"}, {pump, "lv_a"}, 30);
  }
  for (const std::string& tag : pods)
    for (const std::string& header : headers) {
      make.join(supply, "", {header, loop_name + "_supply_out"}, {tag, loop_name + "_supply"}, 1400);
      make.join(back, "", {tag, loop_name + "_return"}, {header, loop_name + "_return_in"}, 1400);
    }
}

void block(GraphMaker& make, int number, const SampleOptions& options, const std::vector<std::string>& mvs) {
  std::vector<std::string> pods, powers, headers;
  for (int i = 0; i < options.pods; ++i) pods.push_back(pod(make, number, options.racks, options.chilled_water));
  for (int i = 0; i <= options.pods; ++i) powers.push_back(power(make, number, i < options.pods ? "A" : "R"));
  const std::string skid = make.add("mv_lv_skid", number, "A");
  for (int i = 0; i < 2; ++i) headers.push_back(make.add("header_skid", number));
  const std::string tank = make.add("buffer_tank", number);
  make.join(Medium::fws_supply, "", {headers[0], "tank"}, {tank, "tank"}, 100);
  for (std::size_t i = 0; i < powers.size(); ++i) {
    make.join(Medium::mv, "A", {mvs[0], "feeder"}, {powers[i], "mv_in_a"}, 1500);
    make.join(Medium::mv, "B", {mvs[1], "feeder"}, {powers[i], "mv_in_b"}, 1500);
    if (i < pods.size()) make.join(Medium::lv, "A", {powers[i], "lv_out"}, {pods[i], "lv_a"}, 1400);
    if (i == pods.size())
      for (const std::string& p : pods) make.join(Medium::lv, "R", {powers[i], "lv_out"}, {p, "lv_b"}, 1400);
  }
  make.join(Medium::mv, "A", {mvs[0], "feeder"}, {skid, "mv_in_a"}, 600);
  loop(make, number, options.pods + 1, false, pods, headers, powers[0], skid);
  if (options.chilled_water) loop(make, number, 2, true, pods, headers, powers[0], skid);
}

void generators(GraphMaker& make, const SampleOptions& options, const std::vector<std::string>& mvs) {
  const int wanted = static_cast<int>(std::ceil(options.blocks * options.pods * 1.32 * 1.4 / 2.5)) + 1;
  const int count = options.gensets > 0 ? options.gensets : options.gensets < 0 ? 0 : wanted;
  std::string board, tank;
  for (int i = 0; i < count; ++i) {
    if (i % 8 == 0) {
      board = make.add("generator_switchgear", 0);
      make.join(Medium::mv, "A", {board, "out_a"}, {mvs[0], "gen_in"}, 20000);
      make.join(Medium::mv, "B", {board, "out_b"}, {mvs[1], "gen_in"}, 20000);
    }
    if (i % 4 == 0) tank = make.add("fuel_tank", 0);
    const std::string set = make.add("genset", 0);
    make.join(Medium::mv, "", {set, "mv_out"}, {board, "gen_in"}, 2500);
    make.join(Medium::fuel, "", {tank, "fuel_out"}, {set, "fuel_in"}, 10);
  }
}

void storage(GraphMaker& make, int count, const std::vector<std::string>& mvs) {
  std::string pcs;
  for (int i = 0; i < count; ++i) {
    if (i % 4 == 0) {
      pcs = make.add("pcs", 0);
      make.join(Medium::mv, i % 8 == 0 ? "A" : "B", {pcs, "mv"}, {mvs[i % 8 == 0 ? 0 : 1], "gen_in"}, 4000);
    }
    make.join(Medium::dc, "", {make.add("bess", 0), "dc"}, {pcs, "dc"}, 1000);
  }
}

Sizing sizing_of(const SampleOptions& options, const Catalog& catalog) {
  Sizing sizing;
  sizing.blocks = options.blocks;
  GraphMaker make(catalog, sizing.graph);
  const std::string intake = make.add("intake", 0);
  const std::vector<std::string> mvs{make.add("mv_switchgear", 0, "A"), make.add("mv_switchgear", 0, "B")};
  for (int i = 0; i < 2; ++i) {
    const std::string main = make.add("main_transformer", 0, i == 0 ? "A" : "B");
    make.join(Medium::mv, i == 0 ? "A" : "B", {intake, i == 0 ? "out_a" : "out_b"}, {main, "hv_in"}, 25000);
    make.join(Medium::mv, i == 0 ? "A" : "B", {main, "mv_out_a"}, {mvs[static_cast<std::size_t>(i)], "incomer"}, 25000);
  }
  make.add("control_room", 0);
  generators(make, options, mvs);
  storage(make, options.blocks * options.bess_per_block, mvs);
  for (int b = 1; b <= options.blocks; ++b) block(make, b, options, mvs);
  std::sort(sizing.graph.nodes.begin(), sizing.graph.nodes.end(),
            [](const Node& a, const Node& b) { return a.tag < b.tag; });
  sizing.demand.racks = options.blocks * options.pods * options.racks;
  sizing.demand.it = sizing.demand.racks * 132.0 * kW;
  sizing.demand.facility = sizing.demand.it * 1.25;
  return sizing;
}

SiteSpec spec_of(const SampleOptions& options, std::size_t modules) {
  SiteSpec spec;
  spec.project.name = "Sample";
  spec.project.jurisdiction = options.jurisdiction;
  const double side = std::ceil(std::sqrt(static_cast<double>(modules) * 400.0)) + 60.0;
  const double width = options.parcel_width > 0 ? options.parcel_width : side;
  const double height = options.parcel_height > 0 ? options.parcel_height : width;
  spec.site.parcels = {rectangle_parcel(0, 0, width, height)};
  spec.site.boundary_source = "inline";
  spec.site.setback = options.setback * metre;
  spec.site.gates = {{"main gate", {static_cast<long long>(width * 500), 0}, 8.0 * metre}};
  spec.utility.at = PlanPoint{static_cast<long long>(width * 250), 0};
  spec.utility.voltage = 34.5 * kV;
  spec.utility.capacity = 50.0 * MVA;
  spec.utility.frequency = {60.0};
  spec.climate.dry_bulb = from_degC(38);
  spec.climate.wet_bulb = from_degC(26);
  spec.it.load = 132.0 * kW * static_cast<double>(options.blocks * options.pods * options.racks);
  spec.it.rack = "rack-sample";
  return spec;
}

Design design_of(SampleDesign sample, Layout layout) {
  Design design;
  design.engine = "plinth test";
  design.spec = std::move(sample.spec);
  design.catalog = std::move(sample.catalog);
  design.sizing = std::move(sample.sizing);
  design.layout = std::move(layout);
  return design;
}

std::size_t top_level_count(const Graph& graph) {
  return static_cast<std::size_t>(
      std::count_if(graph.nodes.begin(), graph.nodes.end(), [](const Node& n) { return n.parent.empty(); }));
}

/// Top-level modules on a grid with 26 m x 18 m cells; children in a line inside their parent.
void place_plainly(const SampleDesign& sample, Layout& layout) {
  const std::size_t columns =
      static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(top_level_count(sample.sizing.graph)))));
  std::size_t index = 0;
  for (const Node& n : sample.sizing.graph.nodes) {
    Placement p{n.tag, n.module, n.parent, n.block, 0, 0, 0, 0};
    if (n.parent.empty()) {
      p.x = 20000 + static_cast<Millimetres>(index % columns) * 26000;
      p.y = 20000 + static_cast<Millimetres>(index / columns) * 18000;
      ++index;
    }
    layout.placements.push_back(p);
  }
  std::map<std::string, Millimetres> used;
  for (Placement& p : layout.placements) {
    if (p.parent.empty()) continue;
    const Placement* parent = layout.placement(p.parent);
    Millimetres& x = used[p.parent];
    p.x = parent->x + 100 + x;
    p.y = parent->y + 100;
    p.z = 100;
    x += 600;
  }
}

void route_plainly(const SampleDesign& sample, Layout& layout) {
  for (const Edge& e : sample.sizing.graph.edges) {
    std::array<PortPlace, 2> ends;
    for (int i = 0; i < 2; ++i) {
      const EdgeEnd& end = i == 0 ? e.from : e.to;
      const Placement* place = layout.placement(end.tag);
      const ModuleType* type = sample.catalog.module(place->module);
      for (const Port& port : type->ports)
        if (port.name == end.port) ends[static_cast<std::size_t>(i)] = place_of(port, *type, *place);
    }
    Route route{e.id, {}, 0};
    for (const PlanPoint p : {ends[0].at, PlanPoint{ends[1].at.x, ends[0].at.y}, ends[1].at})
      if (route.points.empty() || route.points.back() != p) route.points.push_back(p);
    for (std::size_t i = 1; i < route.points.size(); ++i)
      route.length +=
          std::abs(route.points[i].x - route.points[i - 1].x) + std::abs(route.points[i].y - route.points[i - 1].y);
    route.length += std::abs(ends[0].z - ends[1].z);
    layout.routes.push_back(route);
  }
}

}  // namespace

Polygon rectangle_parcel(double x0, double y0, double x1, double y1) {
  const auto at = [](double x, double y) { return PlanPoint{std::llround(x * 1e3), std::llround(y * 1e3)}; };
  return {{at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)}, {}};
}

SampleDesign sample_design(const SampleOptions& options) {
  SampleDesign sample;
  sample.catalog = sample_catalog();
  sample.sizing = sizing_of(options, sample.catalog);
  sample.spec = spec_of(options, top_level_count(sample.sizing.graph));
  return sample;
}

Design sample_plan(const SampleOptions& options) {
  SampleDesign sample = sample_design(options);
  const auto columns = std::ceil(std::sqrt(static_cast<double>(top_level_count(sample.sizing.graph))));
  if (options.parcel_width <= 0)
    sample.spec.site.parcels = {rectangle_parcel(0, 0, columns * 26 + 40, columns * 18 + 40)};
  Layout layout;
  place_plainly(sample, layout);
  route_plainly(sample, layout);
  layout.strategy = "grid";
  layout.groups = {{"Site",
                    0,
                    {20000, 20000, 20000 + static_cast<Millimetres>(columns) * 26000,
                     20000 + static_cast<Millimetres>(columns) * 18000}}};
  layout.roads = {{"Road 1", "access", {0, 5000, static_cast<Millimetres>(columns) * 26000 + 40000, 15000}}};
  return design_of(std::move(sample), std::move(layout));
}

Design sample_laid_out(const SampleOptions& options) {
  SampleDesign sample = sample_design(options);
  Outcome<Layout> layout = lay_out(sample.spec, sample.catalog, sample.sizing);
  REQUIRE_MESSAGE(layout.ok(), (layout.findings.empty() ? "no finding" : layout.findings.front().message));
  return design_of(std::move(sample), std::move(*layout.value));
}

}  // namespace plinth::test
