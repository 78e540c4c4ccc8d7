// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/water_loop.h"

#include <algorithm>
#include <map>

#include "core/base/units.h"
#include "core/model/valves.h"

namespace plinth {

Flow edge_flow(const Edge& edge, double value) {
  const Unit* unit = find_unit(edge.rating.unit, Dimension::flow);
  return unit == nullptr ? Flow{} : Flow{to_si(value, *unit)};
}

const Route* route_of(const Design& design, std::string_view edge) {
  const auto& routes = design.layout.routes;
  const auto found = std::lower_bound(routes.begin(), routes.end(), edge,
                                      [](const Route& route, std::string_view id) { return route.edge < id; });
  return found == routes.end() || found->edge != edge ? nullptr : &*found;
}

int bends(const Route& route) {
  if (!route.sections.empty()) return route.bends;
  int count = 2;
  for (std::size_t i = 2; i < route.points.size(); ++i) {
    const PlanPoint &a = route.points[i - 2], &b = route.points[i - 1], &c = route.points[i];
    if ((b.x - a.x) * (c.y - b.y) != (b.y - a.y) * (c.x - b.x)) ++count;
  }
  return count;
}

Flow rated_water_flow(const ModuleType& type, const LoopBasis& basis) {
  if (const auto stated = type.number("fws_rated_flow")) return Flow{*stated};
  const auto flow = [](double heat, double cold, double warm) {
    const Temperature mean{0.5 * (cold + warm)};
    if (warm <= cold) return Flow{};
    return Flow{heat / (density(Coolant::water, mean).si * specific_heat(Coolant::water, mean).si * (warm - cold))};
  };
  const auto heat = type.number("rated_heat");
  if (!heat) return Flow{};
  if (type.kind == "cdu") {
    const double warm = from_degC(46).kelvin;  // warm facility water: rho cp within 0.5 % from 20 to 60 degC
    return flow(*heat, warm - basis.fws_range.si, warm);
  }
  const auto pair = [&](std::string_view cold, std::string_view warm) -> std::optional<Flow> {
    const auto c = type.number(cold), w = type.number(warm);
    if (!c || !w) return std::nullopt;
    return flow(type.kind == "fan_wall" ? *heat + type.number("electrical_power").value_or(0) : *heat, *c, *w);
  };
  if (const auto f = pair("rated_water_supply", "rated_water_return")) return *f;
  if (const auto f = pair("rated_water_out", "rated_water_in")) return *f;
  return pair("rated_chw_supply", "rated_chw_return").value_or(Flow{});
}

Pressure rated_water_drop(const ModuleType& type, std::string_view service, const LoopBasis& basis) {
  for (const std::string_view name : {"fws_pressure_drop", "water_pressure_drop"})
    if (const auto stated = type.number(name)) return Pressure{*stated};
  if (service == "cdu") return basis.cdu_drop;
  if (service == "fan_wall") return basis.fan_wall_drop;
  return service == "chiller" ? basis.chiller_drop : basis.rejection_drop;
}

namespace {

/// Reads the loops of one medium out of the graph, all blocks in one pass over the edges.
class Reader {
 public:
  Reader(const Design& design, const Catalog& catalog, const Book& book, const LoopBasis& basis, const PipeStock& stock,
         std::string medium)
      : design_(design), catalog_(catalog), book_(book), basis_(basis), stock_(stock), medium_(std::move(medium)),
        sectioning_(sectioning_valves_passed(design.sizing.graph, catalog, design.spec.cooling.isolation)) {}

  std::vector<WaterLoop> read(std::vector<Finding>& findings) {
    const Medium out = medium_ == "fws" ? Medium::fws_supply : Medium::chw_supply,
                 back = medium_ == "fws" ? Medium::fws_return : Medium::chw_return;
    find_headers(out, back);
    const auto& edges = design_.sizing.graph.edges;
    for (std::size_t i = 0; i < edges.size(); ++i)
      if (edges[i].medium == out || edges[i].medium == back) take(i, edges[i].medium == out);
    std::vector<WaterLoop> all;
    for (auto& [block, loop] : loops_)
      if (finish(loop, findings)) all.push_back(std::move(loop));
    return all;
  }

 private:
  const Design& design_;
  const Catalog& catalog_;
  const Book& book_;
  const LoopBasis& basis_;
  const PipeStock& stock_;
  std::string medium_;
  std::map<std::size_t, int> sectioning_;  ///< valves passed, by edge
  std::map<int, WaterLoop> loops_;
  std::map<const Node*, std::size_t> place_;  ///< of a header, train unit, pump or pod in its loop

  [[nodiscard]] const Node* node(const std::string& tag) const {
    const std::size_t i = node_index(design_.sizing.graph, tag);
    return i == design_.sizing.graph.nodes.size() ? nullptr : &design_.sizing.graph.nodes[i];
  }

  /// Headers first: everything else is known by which of them it joins.
  void find_headers(Medium out, Medium back) {
    for (const Edge& edge : design_.sizing.graph.edges) {
      if (edge.medium != out && edge.medium != back) continue;
      for (const EdgeEnd* end : {&edge.from, &edge.to}) {
        const Node* header = node(end->tag);
        if (header == nullptr || header->kind != "header_skid" || place_.contains(header)) continue;
        WaterLoop& loop = loops_[header->block];
        place_[header] = loop.headers.size();
        loop.headers.push_back(header);
        const ModuleType& type = *catalog_.module(header->module);
        const double most = type.required_number("max_flow");
        loop.header_resistance.push_back(type.number("pressure_drop").value_or(basis_.header_drop.si) / (most * most));
      }
    }
  }

  std::size_t run(WaterLoop& loop, std::size_t edge_index) {
    const Edge& edge = design_.sizing.graph.edges[edge_index];
    LoopRun made;
    made.edge = edge_index;
    made.size = stock_.index_of(edge.item);
    made.runs = edge.runs;
    made.routed = !edge.item.empty() && made.size < stock_.sizes.size();
    if (!made.routed) {
      const auto choice = size_pipe(edge_flow(edge, std::max(edge.normal, edge.worst)), stock_.sizes);
      made.size = choice->size;
      made.runs = choice->runs;
    }
    made.pipe.bore = stock_.sizes[made.size].bore;
    made.pipe.roughness = basis_.steel;
    if (const auto passed = sectioning_.find(edge_index); passed != sectioning_.end()) made.sectioning = passed->second;
    const Route* route = route_of(design_, edge.id);
    made.pipe.length = Length{route == nullptr ? 0.0 : static_cast<double>(route->length) / 1000.0};
    made.pipe.fittings = (route == nullptr ? 0 : bends(*route)) * basis_.elbow +
                         (basis_.valves_per_run + made.sectioning) * basis_.butterfly +
                         basis_.tees_per_run * basis_.tee;
    loop.runs.push_back(made);
    return loop.runs.size() - 1;
  }

  static void put(std::vector<std::size_t>& runs, std::size_t header, std::size_t run) {
    if (runs.size() <= header) runs.resize(header + 1, kNoRun);
    runs[header] = run;
  }

  LoopTrain& train_of(WaterLoop& loop, const Node* part) {
    const auto [at, made] = place_.try_emplace(part, loop.trains.size());
    if (made) loop.trains.emplace_back();
    return loop.trains[at->second];
  }
  LoopPod& pod_of(WaterLoop& loop, const Node* pod) {
    const auto [at, made] = place_.try_emplace(pod, loop.pods.size());
    if (made) {
      loop.pods.emplace_back();
      loop.pods.back().pod = pod;
    }
    return loop.pods[at->second];
  }
  LoopConsumer& consumer_of(LoopPod& pod, const Node* unit) {
    for (LoopConsumer& consumer : pod.consumers)
      if (consumer.node == unit) return consumer;
    pod.consumers.emplace_back();
    pod.consumers.back().node = unit;
    return pod.consumers.back();
  }

  void take(std::size_t index, bool supply) {
    const Edge& edge = design_.sizing.graph.edges[index];
    const Node *from = node(edge.from.tag), *to = node(edge.to.tag);
    if (from == nullptr || to == nullptr || !loops_.contains(from->block)) return;
    WaterLoop& loop = loops_[from->block];
    const bool from_header = from->kind == "header_skid", to_header = to->kind == "header_skid";
    if (to->parent == from->tag && supply) {
      LoopConsumer& consumer = consumer_of(pod_of(loop, from), to);
      consumer.in = run(loop, index);
      consumer.normal = edge_flow(edge, edge.normal);
      consumer.worst = edge_flow(edge, std::max(edge.normal, edge.worst));
    } else if (from->parent == to->tag && !supply) {
      consumer_of(pod_of(loop, to), from).out = run(loop, index);
    } else if (to->kind.ends_with("_pump_skid")) {
      LoopTrain& train = train_of(loop, from);
      place_[to] = place_[from];
      train.unit = from;
      train.pump = to;
      train.duty = edge.normal > 0;
      train.to_pump = run(loop, index);
    } else if (from->kind.ends_with("_pump_skid") && to_header) {
      put(train_of(loop, from).out, place_[to], run(loop, index));
    } else if (from_header && to->kind == "buffer_tank") {
      loop.tanks.push_back(to);
      loop.tank_runs.push_back(run(loop, index));
    } else if (from_header && to->kind == "expansion_vessel") {
      loop.vessels.push_back(to);
      loop.tank_runs.push_back(run(loop, index));
    } else if (from_header && to->kind == "it_pod") {
      LoopPod& pod = pod_of(loop, to);
      pod.flow += edge_flow(edge, edge.normal);
      put(pod.in, place_[from], run(loop, index));
    } else if (from->kind == "it_pod" && to_header) {
      put(pod_of(loop, from).out, place_[to], run(loop, index));
    } else if (from_header && !supply) {
      put(train_of(loop, to).back, place_[from], run(loop, index));
    }
  }

  /// Whether the loop is one that the calculation knows: each part joined to every header.
  [[nodiscard]] static bool whole(const WaterLoop& loop) {
    const auto joined = [&](const std::vector<std::size_t>& runs) {
      return runs.size() == loop.headers.size() && std::find(runs.begin(), runs.end(), kNoRun) == runs.end();
    };
    if (loop.headers.empty() || loop.trains.empty() || loop.pods.empty()) return false;
    for (const LoopTrain& train : loop.trains)
      if (train.unit == nullptr || train.to_pump == kNoRun || !joined(train.out) || !joined(train.back)) return false;
    for (const LoopPod& pod : loop.pods) {
      if (!joined(pod.in) || !joined(pod.out) || pod.consumers.empty()) return false;
      for (const LoopConsumer& consumer : pod.consumers)
        if (consumer.in == kNoRun || consumer.out == kNoRun) return false;
    }
    return true;
  }

  bool finish(WaterLoop& loop, std::vector<Finding>& findings) {
    loop.medium = medium_;
    loop.block = loop.headers.front()->block;
    for (const LoopPod& pod : loop.pods) loop.flow += pod.flow;
    if (loop.flow.si <= 0 && loop.trains.empty()) return false;
    const std::string id = "cooling." + medium_;
    if (!whole(loop) || loop.flow.si <= 0 || !book_.has(id + "_supply") || !book_.has(id + "_return")) {
      findings.push_back(remark(
          "DIS202", Severity::warning,
          "loop `" + loop.name() + "` is not of the form cooler, pump, header, pod: its head is not worked out"));
      return false;
    }
    loop.supply = Temperature{book_.value(id + "_supply")};
    loop.back = Temperature{book_.value(id + "_return")};
    const Temperature mean{0.5 * (loop.supply.kelvin + loop.back.kelvin)};
    loop.coolant = loop_coolant(book_, medium_, design_.spec);
    loop.liquid = {density(loop.coolant, mean), viscosity(loop.coolant, mean)};
    for (LoopTrain& train : loop.trains) {
      loop.duty_trains += train.duty ? 1 : 0;
      train.resistance = unit_resistance(*train.unit, loop.flow);
    }
    for (LoopPod& pod : loop.pods)
      for (LoopConsumer& consumer : pod.consumers)
        consumer.resistance = unit_resistance(*consumer.node, consumer.normal);
    return loop.duty_trains > 0;
  }

  /// A unit whose entry tells no rated flow is taken to have its drop at the design flow.
  [[nodiscard]] double unit_resistance(const Node& unit, Flow design) const {
    const ModuleType& type = *catalog_.module(unit.module);
    Flow rated = rated_water_flow(type, basis_);
    if (rated.si <= 0) rated = design;
    return rated_water_drop(type, unit.service, basis_).si / (rated.si * rated.si);
  }
};

}  // namespace

std::vector<WaterLoop> water_loops(const Design& design, const Catalog& catalog, const Book& book,
                                   const LoopBasis& basis, const PipeStock& stock, std::vector<Finding>& findings) {
  std::vector<WaterLoop> all;
  for (const char* medium : {"chw", "fws"}) {
    std::vector<WaterLoop> some = Reader(design, catalog, book, basis, stock, medium).read(findings);
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace plinth
