// SPDX-License-Identifier: Apache-2.0
#include "core/rules/supply.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "core/rules/edge_watts.h"

namespace plinth {
namespace {

using Amount = FlowNetwork::Amount;

/// Watts; billionths of a cubic metre per second: whole numbers fine enough for a rack.
constexpr double kWatts = 1.0, kFlow = 1e9;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Demands round down and capacities up, so that rounding never makes a shortage.
Amount need(double amount) { return static_cast<Amount>(std::floor(std::max(0.0, amount) * (1.0 + 1e-9))); }
Amount room(double amount) {
  return amount > 1e15 ? FlowNetwork::kUnlimited : static_cast<Amount>(std::ceil(std::max(0.0, amount) * (1.0 - 1e-9)));
}

/// Watts of a rating in kW or kVA; nullopt for other units.
std::optional<double> watts(const Measured& measured) {
  if (const auto power = si_of(measured, Dimension::power)) return power;
  return si_of(measured, Dimension::apparent_power);
}

bool is_kind(const NodeView& node, std::string_view kind) { return node.type != nullptr && node.type->kind == kind; }

/// What one unit gives: as sizing derated it, else as the catalog rates it.
std::optional<double> rating(const CheckContext& context, const NodeView& node, const char* attribute) {
  if (node.type == nullptr) return std::nullopt;
  if (const Selection* chosen = context.selection_of(node.node->service, node.node->module))
    if (const auto derated = watts(chosen->unit_rating); derated && *derated > 0.0) return derated;
  return node.type->number(attribute);
}

/// Highest voltage between lines at a node, from its edges.
double voltage_at(const CheckContext& context, const NodeView& node) {
  double highest = 0.0;
  for (const auto* list : {&node.in, &node.out})
    for (const int e : *list) highest = std::max(highest, volts_of(context.edges[at(e)].edge->voltage).value_or(0.0));
  return highest;
}

double through_rating(const CheckContext& context, const NodeView& node) {
  constexpr double unlimited = 1e16;
  if (node.type == nullptr) return unlimited;
  if (const auto power = rating(context, node, "rated_power")) return *power;
  const std::optional<double> current = node.type->number("rated_current");
  const double volts = voltage_at(context, node);
  return current && volts > 0.0 ? std::sqrt(3.0) * volts * *current : unlimited;
}

double demand_of(const NodeView& node) { return node.node->demand_kw * 1000.0; }

double source_power(const CheckContext& context, const NodeView& node, Sources sources) {
  if (is_kind(node, "genset"))
    return sources == Sources::grid_only ? 0.0 : rating(context, node, "rated_power").value_or(0.0);
  if (!is_kind(node, "intake") || sources == Sources::backup_only) return 0.0;
  const Demand& demand = context.design.sizing.demand;
  const double factor =
      demand.utility.si > 0.0 && demand.facility.si > 0.0 ? demand.facility.si / demand.utility.si : 1.0;
  return context.design.spec.utility.capacity.si * factor;
}

/// Takes a demand in.
void take(SupplyNetwork& network, int vertex, double demand) {
  network.flow.add_demand(vertex, need(demand * network.scale));
  network.demand += demand;
}

/// One vertex for a graph node.
int join(SupplyNetwork& network, int node, double capacity) {
  const int vertex = network.flow.add_node(room(capacity * network.scale));
  network.vertices.add(node, vertex);
  network.node_of.push_back(node);
  return vertex;
}

double own_demand(const CheckContext& context, const NodeView& node) {
  double own = demand_of(node);
  for (const int child : node.children) own -= demand_of(context.nodes[at(child)]);
  return std::max(0.0, own);
}

/// A pod's own share (lights, controls) hangs on all its buses: whichever lives will do.
void add_pod_share(const CheckContext& context, const ElectricalBuses& buses, int index, SupplyNetwork& network) {
  const NodeView& node = context.nodes[at(index)];
  const double own = own_demand(context, node);
  if (own <= 0.0) return;
  const int vertex = join(network, index, 1e15);
  take(network, vertex, own);
  for (const int bus : buses.of_node[at(index)]) network.flow.add_arc(network.bus_vertices[at(bus)], vertex);
}

/// Low-voltage and direct-current power a node hands on in the normal state, W; its own parts do not count.
double normal_output(const CheckContext& context, int index, EdgeWatts& edge_watts) {
  double sum = 0.0;
  for (const int e : context.nodes[at(index)].out) {
    const EdgeView& view = context.edges[at(e)];
    if (view.edge->medium != Medium::lv && (view.edge->medium != Medium::dc || view.edge->voltage.empty())) continue;
    if (view.to < 0 || context.nodes[at(view.to)].parent == index) continue;
    sum += edge_watts.of(*view.edge, view.edge->normal).value_or(0.0);
  }
  return sum;
}

/// Losses, enclosure cooling and recharge: what the sizing counts beyond the consumers of the graph is drawn where it
/// arises, ahead of the outputs of power modules and skids, in proportion to what they hand on.
void add_losses(const CheckContext& context, const ElectricalBuses& buses, EdgeWatts& edge_watts,
                SupplyNetwork& network) {
  const Demand& demand = context.design.sizing.demand;
  const double all = context.ledger_si("distribution.power", Dimension::power)
                         .value_or(demand.it.si + demand.mechanical.si + demand.losses.si);
  const double beyond = all - network.demand;
  std::vector<std::pair<int, double>> outputs;
  double sum = 0.0;
  for (const Bus& bus : buses.buses)
    if (bus.port.empty() && passes_power_on(context, context.nodes[at(bus.owner)])) {
      outputs.emplace_back(bus.owner, normal_output(context, bus.owner, edge_watts));
      sum += outputs.back().second;
    }
  if (beyond <= 0.0 || sum <= 0.0) return;
  for (const auto& [node, output] : outputs) take(network, network.vertices.first(node), beyond * output / sum);
}

bool has_medium(const CheckContext& context, const std::vector<int>& edges, Medium medium) {
  return std::any_of(edges.begin(), edges.end(), [&](int e) { return context.edges[at(e)].edge->medium == medium; });
}

bool is_return(Medium medium) {
  return medium == Medium::fws_return || medium == Medium::chw_return || medium == Medium::tcs_return;
}
/// The edges by which a node is joined to where its water comes from; of a return: goes to.
const std::vector<int>& upstream(const NodeView& node, Medium medium) { return is_return(medium) ? node.out : node.in; }
const std::vector<int>& downstream(const NodeView& node, Medium medium) {
  return is_return(medium) ? node.in : node.out;
}

/// Vertices for every node with an edge of these media, made on first use; arcs along the edges.
class FluidBuilder {
 public:
  FluidBuilder(const CheckContext& context, double scale) : context_(context), scale_(scale) {
    network.vertices.resize(context.nodes.size());
    network.arcs.assign(context.edges.size(), -1);
    network.scale = scale;
  }

  int vertex(int node, double capacity = 1e12) {
    return vertex_of(node, [=](const NodeView&) { return capacity; });
  }
  /// The capacity is asked for once, when the vertex is made.
  template <class Capacity>
  int vertex_of(int node, Capacity capacity) {
    const int own = network.vertices.first(node);
    return own < 0 ? join(network, node, capacity(context_.nodes[at(node)])) : own;
  }
  /// A return is followed backwards: from where its water comes out to who sends it.
  template <class Capacity>
  void add_edges(Medium medium, Capacity capacity_of_node, bool limit_edges) {
    for (std::size_t e = 0; e < context_.edges.size(); ++e) {
      const EdgeView& view = context_.edges[e];
      if (view.edge->medium != medium || view.from < 0 || view.to < 0) continue;
      int from = vertex_of(view.from, capacity_of_node);
      int to = vertex_of(view.to, capacity_of_node);
      if (is_return(medium)) std::swap(from, to);
      const auto rated = limit_edges ? si_of(view.edge->rating, Dimension::flow) : std::nullopt;
      network.arcs[e] =
          network.flow.add_arc(from, to, rated && *rated > 0.0 ? room(*rated * scale_) : FlowNetwork::kUnlimited);
    }
  }
  /// Heat or water enters where the medium leaves a node that is not itself supplied with it.
  bool add_sources(Medium medium, double each_at_most) {
    bool any = false;
    for (std::size_t i = 0; i < context_.nodes.size(); ++i) {
      const NodeView& node = context_.nodes[i];
      if (node.type == nullptr || !has_medium(context_, downstream(node, medium), medium) ||
          has_medium(context_, upstream(node, medium), medium) || !node.type->number("rated_heat"))
        continue;
      network.flow.add_supply(vertex(static_cast<int>(i)), room(each_at_most * scale_));
      any = true;
    }
    return any;
  }

  SupplyNetwork network;

 private:
  const CheckContext& context_;
  double scale_;
};

/// Work of pumps and fans that ends in the loop they serve; spares stand still.
double work_of(const CheckContext& context, std::initializer_list<std::string_view> kinds) {
  double sum = 0.0;
  const auto wanted = [&](std::string_view kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); };
  for (const int index : context.nodes_of(wanted))
    if (const NodeView& node = context.nodes[at(index)]; !node.node->spare) sum += demand_of(node);
  return sum;
}

/// The racks with their heat: steady power (thermal design power, or what the design gives it under a power cap) by the
/// share that goes to liquid or to air.
struct RackHeat {
  int node = -1;
  double liquid = 0.0, air = 0.0;  ///< W
};
std::vector<RackHeat> rack_heats(const CheckContext& context) {
  std::vector<RackHeat> heats;
  const ModuleType* last = nullptr;
  double tdp = 0.0, fraction = 0.0;
  for (const int index : context.nodes_of([](std::string_view kind) { return kind == "rack"; })) {
    const NodeView& rack = context.nodes[at(index)];
    if (rack.type != last) {
      last = rack.type;
      tdp = last->number("power_tdp").value_or(0.0);
      fraction = last->number("liquid_fraction").value_or(0.0);
    }
    const double given = demand_of(rack), steady = given > 0 ? std::min(tdp, given) : tdp;
    heats.push_back({index, steady * fraction, steady * (1.0 - fraction)});
  }
  return heats;
}

/// What the fans of a pod draw warms its air.
double fan_work(const CheckContext& context, const NodeView& pod) {
  double sum = 0.0;
  for (const int child : pod.children)
    if (is_kind(context.nodes[at(child)], "fan_wall")) sum += demand_of(context.nodes[at(child)]);
  return sum;
}

double heat_capacity(const CheckContext& context, const NodeView& node) {
  constexpr double unlimited = 1e12;
  // In series behind its cooler, whose rating is that of the whole train: it breaks the path when it fails.
  if (node.node->service == "trim_chiller") return unlimited;
  return node.type == nullptr || !node.type->number("rated_heat")
             ? unlimited
             : rating(context, node, "rated_heat").value_or(unlimited);
}

double flow_capacity(const NodeView& node) {
  constexpr double unlimited = 1e6;
  if (node.type == nullptr) return unlimited;
  return node.type->number("rated_flow").value_or(node.type->number("max_flow").value_or(unlimited));
}

double normal_flow_into(const CheckContext& context, const NodeView& node, Medium medium) {
  double sum = 0.0;
  for (const int e : upstream(node, medium)) {
    const Edge& edge = *context.edges[at(e)].edge;
    if (edge.medium == medium) sum += si_of({edge.normal, edge.rating.unit}, Dimension::flow).value_or(0.0);
  }
  return sum;
}

}  // namespace

std::optional<double> power_rating(const CheckContext& context, const NodeView& node) {
  return rating(context, node, "rated_power");
}

SupplyNetwork power_network(const CheckContext& context, const ElectricalBuses& buses, Sources sources) {
  SupplyNetwork network;
  network.vertices.resize(context.nodes.size());
  network.arcs.assign(context.edges.size(), -1);
  std::vector<int>& vertex_of = network.bus_vertices;
  vertex_of.resize(buses.buses.size());
  for (std::size_t b = 0; b < buses.buses.size(); ++b) {
    const Bus& bus = buses.buses[b];
    const NodeView& node = context.nodes[at(bus.owner)];
    const bool through = bus.port.empty() && passes_power_on(context, node);
    vertex_of[b] = join(network, bus.owner, through ? through_rating(context, node) : 1e16);
    if (const double power = source_power(context, node, sources); power > 0.0)
      network.flow.add_supply(vertex_of[b], room(power));
    const bool fed = has_medium(context, node.in, Medium::lv) || has_medium(context, node.in, Medium::mv) ||
                     has_medium(context, node.in, Medium::dc);
    if (bus.port.empty() && !through && fed) take(network, vertex_of[b], demand_of(node));
  }
  EdgeWatts edge_watts;
  for (const ElectricalBuses::Feed& feed : buses.feeds) {
    const Edge& edge = *context.edges[at(feed.edge)].edge;
    const std::optional<double> rated = edge_watts.of(edge, edge.rating.value);
    network.arcs[at(feed.edge)] = network.flow.add_arc(vertex_of[at(feed.from)], vertex_of[at(feed.to)],
                                                       rated ? room(*rated) : FlowNetwork::kUnlimited);
  }
  for (std::size_t i = 0; i < context.nodes.size(); ++i)
    if (!buses.of_node[i].empty() && !buses.buses[at(buses.of_node[i].front())].port.empty())
      add_pod_share(context, buses, static_cast<int>(i), network);
  if (network.demand <= 0.0) network.missing = "the graph states no electrical demand";
  add_losses(context, buses, edge_watts, network);
  return network;
}

SupplyNetwork with_sources(const SupplyNetwork& network, const CheckContext& context, const ElectricalBuses& buses,
                           Sources sources) {
  SupplyNetwork other = network;
  for (std::size_t b = 0; b < buses.buses.size(); ++b)
    other.flow.set_supply(other.bus_vertices[b],
                          room(source_power(context, context.nodes[at(buses.buses[b].owner)], sources)));
  return other;
}

SupplyNetwork liquid_heat_network(const CheckContext& context) {
  FluidBuilder build(context, kWatts);
  const auto capacity = [&](const NodeView& node) { return heat_capacity(context, node); };
  build.add_edges(Medium::fws_supply, capacity, false);
  build.add_edges(Medium::tcs_supply, capacity, false);
  const bool sources = build.add_sources(Medium::fws_supply, 1e12);
  double heat = 0.0;
  const std::vector<RackHeat> racks = rack_heats(context);
  for (const RackHeat& rack : racks) heat += rack.liquid;
  const double with_work = heat > 0.0 ? 1.0 + work_of(context, {"cdu", "fws_pump_skid"}) / heat : 1.0;
  for (const RackHeat& rack : racks) take(build.network, build.vertex(rack.node), rack.liquid * with_work);
  if (heat > 0.0 && !sources) build.network.missing = "the graph holds no heat rejection for facility water";
  return std::move(build.network);
}

SupplyNetwork air_heat_network(const CheckContext& context) {
  FluidBuilder build(context, kWatts);
  build.add_edges(
      Medium::chw_supply, [&](const NodeView& node) { return heat_capacity(context, node); }, false);
  const bool sources = build.add_sources(Medium::chw_supply, 1e12);
  std::map<int, double> rooms;  // by pod
  double heat = 0.0;
  for (const RackHeat& rack : rack_heats(context))
    if (const int pod = context.nodes[at(rack.node)].parent; pod >= 0) {
      rooms[pod] += rack.air;
      heat += rack.air;
    }
  const double stated = heat > 0.0 ? std::max(1.0, context.design.sizing.demand.air_heat.si / heat) : 1.0;
  for (const auto& [pod, share] : rooms) {
    if (share <= 0.0) continue;
    const NodeView& node = context.nodes[at(pod)];
    const int room_vertex = build.network.flow.add_node();
    build.network.node_of.push_back(pod);
    // A fan wall's rating is net of its own fans; their work burdens the chilled water only.
    take(build.network, room_vertex, share * stated + own_demand(context, node));
    take(build.network, build.vertex(pod), fan_work(context, node));
    for (const int child : node.children)
      if (is_kind(context.nodes[at(child)], "fan_wall"))
        build.network.flow.add_arc(build.vertex(child, heat_capacity(context, context.nodes[at(child)])), room_vertex);
  }
  if (heat > 0.0 && !sources) build.network.missing = "the graph holds no chilled-water source";
  return std::move(build.network);
}

SupplyNetwork water_network(const CheckContext& context, Medium medium) {
  FluidBuilder build(context, kFlow);
  build.add_edges(medium, flow_capacity, true);
  build.add_sources(medium, 1e6);
  for (std::size_t i = 0; i < context.nodes.size(); ++i) {
    const NodeView& node = context.nodes[i];
    // Pods: supplied from outside, hand on to their own children only. A tank takes no lasting flow.
    if (!node.node->parent.empty() || node.children.empty() || !has_medium(context, upstream(node, medium), medium))
      continue;
    take(build.network, build.vertex(static_cast<int>(i)), normal_flow_into(context, node, medium));
  }
  return std::move(build.network);
}

SupplyNetwork coolant_network(const CheckContext& context, Medium medium) {
  FluidBuilder build(context, kFlow);
  build.add_edges(medium, flow_capacity, true);
  for (std::size_t i = 0; i < context.nodes.size(); ++i) {
    const NodeView& node = context.nodes[i];
    if (is_kind(node, "cdu") && has_medium(context, downstream(node, medium), medium))
      build.network.flow.add_supply(build.vertex(static_cast<int>(i)), room(flow_capacity(node) * kFlow));
    if (is_kind(node, "rack") && has_medium(context, upstream(node, medium), medium))
      take(build.network, build.vertex(static_cast<int>(i)), normal_flow_into(context, node, medium));
  }
  return std::move(build.network);
}

}  // namespace plinth
