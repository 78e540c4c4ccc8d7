// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/tcs_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/physics/pipe_network.h"

namespace plinth {
namespace {

PipeBore bore_of(const PipeStock& stock, std::size_t size, Length length, Length roughness, double fittings) {
  return {stock.sizes[size].bore, length, roughness, fittings};
}

PlanPoint centre(const Design& design, const Catalog& catalog, const Node& node) {
  const Placement* placement = design.layout.placement(node.tag);
  return placement == nullptr ? PlanPoint{} : footprint(*catalog.module(node.module), *placement).centre();
}

/// What joins a rack to the CDUs: coolant flow of all, and the longest way from one of them.
struct RackPlace {
  const Node* rack = nullptr;
  Flow flow;
  Length farthest;
  PlanPoint at;
};

/// Drop at the rack's flow: its curve; beyond the curve's ends with the square of the flow, as of turbulent equipment.
Pressure rack_drop(const ModuleType& rack, Flow flow, const LoopBasis& basis, bool& missing) {
  const Curve* curve = rack.curve("tcs_pressure_drop");
  if (curve == nullptr || curve->points.empty()) {
    missing = true;
    return basis.rack_drop;
  }
  if (const auto drop = curve->at(flow.si)) return Pressure{*drop};
  const auto& end = flow.si < curve->points.front().first ? curve->points.front() : curve->points.back();
  return scaled_drop(Pressure{end.second}, Flow{end.first}, flow);
}

/// Racks of one pod into rows: along the axis they spread on, cut where the other coordinate changes.
std::vector<std::vector<RackPlace>> rows_of(std::vector<RackPlace> racks, PlanPoint cdus) {
  const auto spread = [&](Millimetres PlanPoint::*axis) {
    const auto [least, most] = std::minmax_element(
        racks.begin(), racks.end(), [&](const RackPlace& a, const RackPlace& b) { return a.at.*axis < b.at.*axis; });
    return most->at.*axis - least->at.*axis;
  };
  const auto along = spread(&PlanPoint::x) >= spread(&PlanPoint::y) ? &PlanPoint::x : &PlanPoint::y;
  const auto across = along == &PlanPoint::x ? &PlanPoint::y : &PlanPoint::x;
  constexpr Millimetres kOneRow = 600;
  std::stable_sort(racks.begin(), racks.end(),
                   [&](const RackPlace& a, const RackPlace& b) { return a.at.*across < b.at.*across; });
  std::vector<std::vector<RackPlace>> rows;
  for (const RackPlace& rack : racks) {
    if (rows.empty() || rack.at.*across - rows.back().back().at.*across > kOneRow) rows.emplace_back();
    rows.back().push_back(rack);
  }
  for (auto& row : rows) {
    std::stable_sort(row.begin(), row.end(),
                     [&](const RackPlace& a, const RackPlace& b) { return a.at.*along < b.at.*along; });
    if (std::abs(row.back().at.*along - cdus.*along) < std::abs(row.front().at.*along - cdus.*along))
      std::reverse(row.begin(), row.end());
  }
  return rows;
}

TcsRow row_of(const std::vector<RackPlace>& places, const Catalog& catalog, const LoopBasis& basis, bool& missing) {
  TcsRow row;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const RackPlace& place = places[i];
    row.racks.push_back(place.rack);
    row.flows.push_back(place.flow);
    row.flow += place.flow;
    row.drops.push_back(rack_drop(*catalog.module(place.rack->module), place.flow, basis, missing));
    if (i == 0) {
      row.segments.push_back(place.farthest);
    } else {
      const PlanPoint &a = places[i - 1].at, &b = place.at;
      row.segments.push_back(Length{static_cast<double>(std::abs(a.x - b.x) + std::abs(a.y - b.y)) / 1000.0});
    }
  }
  return row;
}

/// Feed and return of a row: two elbows and two valves each; along the manifold the run of each tee is a smooth pipe.
double feed_fittings(const LoopBasis& basis) { return 4 * basis.elbow + 2 * basis.butterfly + basis.tee; }
/// A hose leaves by a tee and passes a ball valve, there and back.
double hose_fittings(const LoopBasis& basis) { return 2 * (basis.tee + basis.ball); }

std::vector<PipeSize> tcs_sizes(const PipeStock& stock, const LoopBasis& basis) {
  std::vector<PipeSize> sizes = stock.sizes;
  for (PipeSize& size : sizes) size.most = flow_at(size.bore, basis.tcs_velocity);
  return sizes;
}

Pressure segment_drop(const TcsLoop& loop, const TcsRow& row, std::size_t place, Flow flow, const LoopBasis& basis,
                      const PipeStock& stock) {
  return pipe_drop(
      bore_of(stock, row.size, row.segments[place], basis.stainless, place == 0 ? feed_fittings(basis) : 0), flow,
      loop.liquid);
}

void measure_heads(const TcsLoop& loop, const LoopBasis& basis, const PipeStock& stock, TcsResult& result) {
  result.head = Pressure{-1};
  for (std::size_t r = 0; r < loop.rows.size(); ++r) {
    const TcsRow& row = loop.rows[r];
    Flow rest = row.flow;
    Pressure manifold{0};
    for (std::size_t i = 0; i < row.racks.size(); ++i) {
      manifold += 2 * segment_drop(loop, row, i, rest, basis, stock);  // supply and direct return
      rest -= row.flows[i];
      const Pressure hose =
          pipe_drop(bore_of(stock, loop.hose, 2 * basis.tcs_hose, basis.stainless, hose_fittings(basis)), row.flows[i],
                    loop.liquid);
      const Pressure all = manifold + hose + row.drops[i];
      if (all <= result.head) continue;
      result.head = all;
      result.manifold = manifold, result.hose = hose, result.rack = row.drops[i];
      result.row = r, result.place = i;
    }
  }
}

double split(const TcsLoop& loop, const LoopBasis& basis, const PipeStock& stock) {
  PipeNetwork network;
  network.liquid = loop.liquid;
  network.nodes = {{loop.flow, {}}, {-1 * loop.flow, {}}};
  std::vector<std::pair<std::size_t, Flow>> racks;
  for (const TcsRow& row : loop.rows) {
    int supply = 0, back = 1;
    for (std::size_t i = 0; i < row.racks.size(); ++i) {
      const int next = static_cast<int>(network.nodes.size());
      network.nodes.resize(network.nodes.size() + 2);
      NetworkLink link;
      link.pipe = bore_of(stock, row.size, row.segments[i], basis.stainless, i == 0 ? feed_fittings(basis) : 0);
      link.from = supply, link.to = next;
      network.links.push_back(link);
      link.from = next + 1, link.to = back;
      network.links.push_back(link);
      link.from = next, link.to = next + 1;
      link.pipe = bore_of(stock, loop.hose, 2 * basis.tcs_hose, basis.stainless, hose_fittings(basis));
      link.resistance = resistance_of(row.drops[i], row.flows[i]);
      racks.emplace_back(network.links.size(), row.flows[i]);
      network.links.push_back(link);
      supply = next, back = next + 1;
    }
  }
  const NetworkFlows flows = solve_network(network);
  double worst = 0;
  if (flows.solved)
    for (const auto& [link, design] : racks) worst = std::max(worst, 1.0 - flows.flows[link].si / design.si);
  return worst;
}

/// Manifolds there and back, hoses, racks, and the half of each CDU's content that is on this side.
Volume pipes_of(const TcsLoop& loop, const LoopBasis& basis, const PipeStock& stock) {
  Volume all{0};
  for (const TcsRow& row : loop.rows) {
    Length length{0};
    for (const Length segment : row.segments) length += segment;
    all += Volume{2 * flow_at(stock.sizes[row.size].bore, Speed{1.0}).si * length.si};
    all += static_cast<double>(row.racks.size()) *
           Volume{2 * flow_at(stock.sizes[loop.hose].bore, Speed{1.0}).si * basis.tcs_hose.si};
  }
  return all;
}

void hold(const TcsLoop& loop, const Catalog& catalog, const LoopBasis& basis, const PipeStock& stock,
          TcsResult& result) {
  const Temperature mean{0.5 * (loop.supply.kelvin + loop.back.kelvin)};
  LoopStore& store = result.store;
  store.pipes = pipes_of(loop, basis, stock);
  double least = 1e12;
  for (const Node* node : loop.cdus) {
    const ModuleType& type = *catalog.module(node->module);
    if (const auto pressure = type.number("tcs_design_pressure")) least = std::min(least, *pressure);
    store.equipment += 0.5 * content_of(type, loop.liquid.density);
  }
  for (const TcsRow& row : loop.rows) store.equipment += static_cast<double>(row.racks.size()) * basis.rack_coolant;
  store.heat = loop.heat;
  store.hot = loop.back + basis.supply_rise;
  store.end = std::min(basis.end, Pressure{0.9 * least});
  store.end_by_equipment = store.end < basis.end;
  complete_store(store, Coolant::pg25, basis, loop.liquid.density, specific_heat(Coolant::pg25, mean),
                 loop.back - loop.supply);
}

}  // namespace

std::vector<TcsLoop> tcs_loops(const Design& design, const Catalog& catalog, const Book& book, const LoopBasis& basis,
                               const PipeStock& stock) {
  const Graph& graph = design.sizing.graph;
  struct Found {
    std::vector<const Node*> cdus;
    std::map<std::size_t, RackPlace> racks;  // by node
  };
  std::map<std::size_t, Found> pods;
  for (const Edge& edge : graph.edges) {
    if (edge.medium != Medium::tcs_supply) continue;
    const std::size_t c = node_index(graph, edge.from.tag), r = node_index(graph, edge.to.tag);
    if (c == graph.nodes.size() || r == graph.nodes.size() || graph.nodes[c].kind != "cdu") continue;
    const std::size_t p = node_index(graph, graph.nodes[c].parent);
    if (p == graph.nodes.size()) continue;
    Found& found = pods[p];
    if (found.cdus.empty() || found.cdus.back() != &graph.nodes[c])
      if (std::find(found.cdus.begin(), found.cdus.end(), &graph.nodes[c]) == found.cdus.end())
        found.cdus.push_back(&graph.nodes[c]);
    RackPlace& place = found.racks[r];
    if (place.rack == nullptr) place = {&graph.nodes[r], {}, {}, centre(design, catalog, graph.nodes[r])};
    place.flow += edge_flow(edge, edge.normal);
    if (const Route* route = route_of(design, edge.id))
      place.farthest = std::max(place.farthest, Length{static_cast<double>(route->length) / 1000.0});
  }
  std::vector<TcsLoop> loops;
  const std::vector<PipeSize> sizes = tcs_sizes(stock, basis);
  for (auto& [p, found] : pods) {
    TcsLoop loop;
    loop.pod = &graph.nodes[p];
    loop.cdus = found.cdus;
    std::vector<RackPlace> places;
    Flow most{0};
    for (auto& [index, place] : found.racks) {
      if (place.flow.si <= 0) continue;
      most = std::max(most, place.flow);
      loop.flow += place.flow;
      const ModuleType& rack = *catalog.module(place.rack->module);
      loop.heat += Power{place.rack->demand_kw * 1e3 * rack.required_number("liquid_fraction")};
      places.push_back(place);
    }
    if (places.empty() || !book.has("cooling.tcs_supply")) continue;
    PlanPoint cdus{0, 0};
    for (const Node* cdu : loop.cdus) {
      const PlanPoint at = centre(design, catalog, *cdu);
      cdus.x += at.x / static_cast<Millimetres>(loop.cdus.size());
      cdus.y += at.y / static_cast<Millimetres>(loop.cdus.size());
    }
    for (const auto& row : rows_of(std::move(places), cdus))
      loop.rows.push_back(row_of(row, catalog, basis, loop.curve_missing));
    for (TcsRow& row : loop.rows) row.size = size_pipe(row.flow, sizes)->size;
    loop.hose = size_pipe(most, sizes)->size;
    loop.supply = Temperature{book.value("cooling.tcs_supply")};
    loop.back = return_temperature(Coolant::pg25, loop.heat, loop.flow, loop.supply);
    const Temperature mean{0.5 * (loop.supply.kelvin + loop.back.kelvin)};
    loop.liquid = {density(Coolant::pg25, mean), viscosity(Coolant::pg25, mean)};
    loops.push_back(std::move(loop));
  }
  return loops;
}

TcsResult work_out(TcsLoop& loop, const Catalog& catalog, const LoopBasis& basis, const PipeStock& stock) {
  TcsResult result;
  const ModuleType& cdu = *catalog.module(loop.cdus.front()->module);
  result.available = cdu.get<Pressure>("rated_head");
  measure_heads(loop, basis, stock, result);
  while (result.head > result.available / (1 + basis.pump_head_reserve)) {
    TcsRow& row = loop.rows[result.row];
    if (row.size + 1 >= stock.sizes.size()) break;
    const Pressure before = result.head;
    ++row.size;
    measure_heads(loop, basis, stock, result);
    if ((before - result.head).si < 100) break;  // the racks themselves ask for it
  }
  for (const TcsRow& row : loop.rows)
    result.velocity = std::max(result.velocity, velocity(row.flow, stock.sizes[row.size].bore));
  result.imbalance = split(loop, basis, stock);
  const double rated = cdu.required_number("rated_flow") * cdu.required_number("rated_head");
  result.pump_power = Power{cdu.required_number("electrical_power") * loop.flow.si * result.head.si / rated};
  hold(loop, catalog, basis, stock, result);
  return result;
}

std::string key_of(const TcsLoop& loop) {
  std::string key = fmt::format("{} {} {}", loop.pod->module, loop.cdus.front()->module, loop.cdus.size());
  for (const TcsRow& row : loop.rows) {
    key += " |";
    for (std::size_t i = 0; i < row.racks.size(); ++i)
      key += fmt::format(" {} {:.9g} {:.9g} {:.6g}", row.racks[i]->module, row.flows[i].si, row.racks[i]->demand_kw,
                         row.segments[i].si);
  }
  return key;
}

}  // namespace plinth
