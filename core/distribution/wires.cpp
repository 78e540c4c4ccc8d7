// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/wires.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>
#include <utility>

#include "core/base/units.h"
#include "core/distribution/graph_index.h"
#include "core/model/catalog_choice.h"

namespace plinth {
namespace {

/// Amperes of a flow in the unit of the edge; nothing for a power without a voltage.
std::optional<double> amperes(double flow, const std::string& unit, double volts) {
  if (unit == "A") return flow;
  if (unit == "kW" && volts > 0) return flow * 1e3 / volts;
  return std::nullopt;
}

double si_or_zero(const ModuleType& type, std::string_view name) { return type.number(name).value_or(0.0); }

Stock stock_of(const ModuleType& type, Medium medium) {
  Stock s;
  s.type = &type;
  s.busway = type.kind == "busway";
  s.current = si_or_zero(type, "rated_current");
  s.voltage = si_or_zero(type, medium == Medium::dc ? "rated_dc_voltage" : "rated_voltage");
  s.r20 = si_or_zero(type, "resistance_per_km") / 1e3;
  s.x50 = si_or_zero(type, "reactance_per_km") / 1e3;
  s.section = si_or_zero(type, "cross_section") * 1e6;
  s.adiabatic = adiabatic_factor(type.word("conductor") == "aluminium" ? Conductor::aluminium : Conductor::copper);
  s.icw = si_or_zero(type, "short_time_current");
  s.ipk = si_or_zero(type, "peak_withstand_current");
  s.cost = si_or_zero(type, "cost_per_length");
  return s;
}

/// A stretch of one wire on a line of the plan.
struct Stretch {
  Millimetres from, to;
  std::size_t wire;
};

/// Most runs of other wires at one place beside each wire of a line; `most` is enough to know.
void sweep(std::vector<Stretch>& line, const std::vector<int>& runs, std::vector<Wire>& wires, int most) {
  std::sort(line.begin(), line.end(), [](const Stretch& a, const Stretch& b) {
    return std::tie(a.from, a.to, a.wire) < std::tie(b.from, b.to, b.wire);
  });
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < line.size(); ++i) {
    std::erase_if(open, [&](std::size_t k) { return line[k].to <= line[i].from; });
    open.push_back(i);
    int sum = 0;
    for (const std::size_t k : open) sum += runs[line[k].wire];
    for (const std::size_t k : open) {
      Wire& wire = wires[line[k].wire];
      wire.neighbours = std::max(wire.neighbours, std::min(most, sum - runs[line[k].wire]));
    }
    // With far more open than count, the oldest have seen enough; dropping them keeps the sweep linear.
    if (open.size() > 4 * static_cast<std::size_t>(most)) {
      auto ends_first = std::min_element(open.begin(), open.end(),
                                         [&](std::size_t a, std::size_t b) { return line[a].to < line[b].to; });
      open.erase(ends_first);
    }
  }
}

}  // namespace

int node_position(const Graph& graph, std::string_view tag) {
  const std::size_t index = node_index(graph, tag);
  return index == graph.nodes.size() ? -1 : static_cast<int>(index);
}

double volts_of_text(std::string_view text) {
  const std::size_t gap = text.find(' ');
  if (gap == std::string_view::npos) return 0;
  double value = 0;
  if (std::from_chars(text.data(), text.data() + gap, value).ec != std::errc()) return 0;
  const Unit* unit = find_unit(text.substr(gap + 1));
  return unit == nullptr || unit->dimension != Dimension::voltage ? 0 : to_si(value, *unit);
}

std::vector<Wire> wires_of(const Design& design, double critical_power_factor, double mechanical_power_factor) {
  const Graph& graph = design.sizing.graph;
  std::vector<Wire> wires;
  for (std::size_t e = 0; e < graph.edges.size(); ++e) {
    const Edge& edge = graph.edges[e];
    if (edge.medium != Medium::mv && edge.medium != Medium::lv && edge.medium != Medium::dc) continue;
    if (ground_tag(edge.from.tag) == ground_tag(edge.to.tag)) continue;
    Wire wire;
    wire.edge = e;
    const auto route = std::lower_bound(design.layout.routes.begin(), design.layout.routes.end(), edge.id,
                                        [](const Route& r, const std::string& id) { return r.edge < id; });
    if (route != design.layout.routes.end() && route->edge == edge.id) wire.route = &*route;
    wire.volts = volts_of_text(edge.voltage);
    const int to = node_position(graph, edge.to.tag);
    const bool to_pod = to >= 0 && graph.nodes[static_cast<std::size_t>(to)].kind == "it_pod";
    wire.power_factor = edge.medium == Medium::dc ? 1.0 : to_pod ? critical_power_factor : mechanical_power_factor;
    const double most = std::max({edge.rating.value, edge.worst, edge.normal});
    wire.design = amperes(most, edge.rating.unit, wire.volts).value_or(0.0);
    wire.normal = amperes(edge.normal, edge.rating.unit, wire.volts).value_or(0.0);
    wires.push_back(wire);
  }
  return wires;
}

std::vector<Stock> stock_for(const Design& design, const Catalog& catalog, Medium medium) {
  std::vector<Stock> stock;
  for (const char* kind : {"busway", "lv_cable", "mv_cable"}) {
    if ((medium == Medium::mv) != (std::string_view(kind) == "mv_cable")) continue;
    for (const ModuleType* type : offered(design.spec.catalog, catalog.modules_of(kind))) {
      const Stock made = stock_of(*type, medium);
      if (made.current > 0 && made.voltage > 0 && made.r20 > 0) stock.push_back(made);
    }
  }
  return stock;
}

void count_neighbours(const Graph& graph, std::vector<Wire>& wires, const std::vector<int>& runs, int most) {
  // Medium-voltage trench or tray; then the passage, or where no passage is known the line of the plan by direction and
  // coordinate across.
  std::map<std::tuple<bool, std::string_view, bool, Millimetres>, std::vector<Stretch>> lines;
  for (std::size_t w = 0; w < wires.size(); ++w) {
    wires[w].neighbours = 0;
    if (wires[w].route == nullptr) continue;
    const bool trench = graph.edges[wires[w].edge].medium == Medium::mv;
    const auto& points = wires[w].route->points;
    const auto& sections = wires[w].route->sections;
    for (const RouteSection& s : sections) {
      const std::string_view passage = std::string_view(s.carrier).substr(0, s.carrier.find('.'));
      if (s.from != s.to)
        lines[{trench, passage, false, 0}].push_back({std::min(s.from, s.to), std::max(s.from, s.to), w});
    }
    for (std::size_t i = 1; i < points.size(); ++i) {
      if (!sections.empty() && i > 1 && i + 1 < points.size()) continue;
      const bool along_x = points[i].y == points[i - 1].y;
      const Millimetres a = along_x ? points[i - 1].x : points[i - 1].y, b = along_x ? points[i].x : points[i].y;
      if (a != b)
        lines[{trench, {}, along_x, along_x ? points[i].y : points[i].x}].push_back(
            {std::min(a, b), std::max(a, b), w});
    }
  }
  for (auto& [key, line] : lines) sweep(line, runs, wires, most);
}

}  // namespace plinth
