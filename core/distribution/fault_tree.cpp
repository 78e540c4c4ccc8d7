// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/fault_tree.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/distribution/graph_index.h"
#include "core/distribution/wires.h"
#include "core/model/fault_source.h"

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool is_transformer(const ModuleType* type) { return type != nullptr && transformer_data(*type); }

/// Faults do not pass it.
bool is_converter(const ModuleType* type) {
  return type != nullptr && (type->kind == "rectifier" || type->kind == "inverter");
}

double ratio_squared(double to, double from) { return from > 0 ? (to / from) * (to / from) : 1.0; }

}  // namespace

FaultTree::FaultTree(const Design& design, const Catalog& catalog, const FaultBasis& basis,
                     const std::vector<EdgeImpedance>& edges, Frequency frequency, Time duration)
    : design_(design), catalog_(catalog), basis_(basis), impedance_(edges), frequency_(frequency), duration_(duration) {
  const Graph& graph = design.sizing.graph;
  types_.resize(graph.nodes.size());
  parent_.assign(graph.nodes.size(), false);
  of_node_.resize(graph.nodes.size());
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    types_[n] = catalog_.module(graph.nodes[n].module);
    if (const int p = node_position(graph, graph.nodes[n].parent); p >= 0) parent_[at(p)] = true;
  }
  ends_.assign(graph.edges.size(), {-1, -1});
  for (std::size_t e = 0; e < graph.edges.size(); ++e) {
    const Edge& edge = graph.edges[e];
    const bool direct = edge.medium == Medium::dc && !edge.voltage.empty();
    if (edge.medium != Medium::mv && edge.medium != Medium::lv && !direct) continue;
    const int from = node_position(graph, edge.from.tag), to = node_position(graph, edge.to.tag);
    if (from < 0 || to < 0) continue;
    const int a = point_for(from, edge.from.port, true), b = point_for(to, edge.to.port, false);
    points_[at(a)].direct = points_[at(b)].direct = direct;
    ends_[e] = {a, b};
    const double volts = volts_of_text(edge.voltage);
    points_[at(a)].volts = std::max(points_[at(a)].volts, volts);
    points_[at(b)].volts = std::max(points_[at(b)].volts, volts);
    points_[at(b)].feeds.emplace_back(e, a);
  }
  seen_.resize(points_.size());
}

/// Ports of a module with parts inside, and inlets of a consumer, are points of their own; gear is one busbar.
int FaultTree::point_for(int node, std::string_view port, bool outlet) {
  const ModuleType* type = types_[at(node)];
  const bool transformer = is_transformer(type) || is_converter(type);
  const bool apart = parent_[at(node)];
  const std::string_view key = transformer ? (outlet ? "out" : "in") : apart ? port : std::string_view{};
  const auto [found, made] = by_port_.try_emplace({node, key}, static_cast<int>(points_.size()));
  if (made) {
    Point point;
    point.node = node;
    point.outlet = transformer && outlet;
    points_.push_back(point);
    of_node_[at(node)].push_back(found->second);
  }
  return found->second;
}

FaultTree::Seen FaultTree::at_source(const Point& point) const {
  Seen seen;
  const ModuleType* type = types_[at(point.node)];
  if (type == nullptr) return seen;
  if (type->kind == "intake") seen.grid_max.there = seen.grid_min.there = true;
  if (type->kind == "genset")
    if (const auto z = generator_impedance(*type, Voltage{point.volts})) seen.gen_max = seen.gen_min = {true, *z, 0};
  if (type->kind == "pcs")
    seen.grid_max.converter = seen.gen_max.converter = converter_current(*type, Voltage{point.volts}).si;
  return seen;
}

Impedance FaultTree::grid(double volts, bool max) const {
  const VoltageFactors c = voltage_factors(basis_.grid_voltage);
  const Impedance z = feeder_impedance(basis_.grid_voltage, max ? basis_.grid_max : basis_.grid_min, basis_.r_over_x,
                                       max ? c.max : c.min);
  return referred(z, basis_.grid_voltage, Voltage{volts});
}

/// Joins the feeds of a point for one source kind: closed ones in parallel or, for the least current, the worst alone.
void FaultTree::join(const Point& point, Seen& seen, Way Seen::*way, bool max, bool generators) {
  std::vector<Impedance> closed, alone;
  double converter = (seen.*way).converter, spare_converter = 0;
  // Boards of gensets run in parallel as far as the load of this point needs them, the strongest first.
  double wanted = 0;
  std::vector<std::size_t> boards;
  for (std::size_t i = 0; i < point.feeds.size(); ++i) {
    const Edge& edge = design_.sizing.graph.edges[point.feeds[i].first];
    const Seen& up = seen_[at(point.feeds[i].second)];
    wanted += edge.normal;
    if (generators && up.gen_max.there && !up.grid_max.there) boards.push_back(i);
  }
  const auto strength = [&](std::size_t i) { return std::abs((seen_[at(point.feeds[i].second)].*way).z); };
  std::stable_sort(boards.begin(), boards.end(),
                   [&](std::size_t a, std::size_t b) { return strength(a) < strength(b); });
  double carried = 0;
  std::vector<bool> parallel(point.feeds.size(), false);
  for (const std::size_t i : boards) {
    const Edge& edge = design_.sizing.graph.edges[point.feeds[i].first];
    // A set onto its board, or a board onto a line-up that states no load: all together.
    if (wanted > 0 && carried >= wanted * (1 - 1e-9)) break;
    parallel[i] = true;
    carried += std::max(edge.worst, edge.normal);
  }
  for (std::size_t i = 0; i < point.feeds.size(); ++i) {
    const auto& [e, from] = point.feeds[i];
    const Way& up = seen_[at(from)].*way;
    const bool together = design_.sizing.graph.edges[e].normal > 0 || parallel[i];
    if (max && !up.there && up.converter > 0) converter += up.converter;
    if (!up.there) continue;
    (together ? closed : alone).push_back(up.z + (max ? impedance_[e].cold : impedance_[e].hot));
    if (together)
      converter += up.converter;
    else
      spare_converter = std::max(spare_converter, up.converter);
  }
  if (closed.empty() && alone.empty()) {
    (seen.*way).converter = converter;
    return;
  }
  const Impedance source = generators ? Impedance{} : grid(point.volts, max);
  const auto total = [&](const Impedance& z) { return std::abs(z + source); };
  const auto weaker = [&](const Impedance& a, const Impedance& b) { return total(a) < total(b); };
  Way result{true, {}, converter};
  if (max) {
    if (!closed.empty()) alone.push_back(in_parallel(closed));
    result.z = *std::min_element(alone.begin(), alone.end(), weaker);
    result.converter = std::max(converter, spare_converter);
  } else {
    alone.insert(alone.end(), closed.begin(), closed.end());
    result.z = *std::max_element(alone.begin(), alone.end(), weaker);
  }
  seen.*way = result;
}

void FaultTree::through_transformer(int index, Seen& seen) {
  const Point& point = points_[at(index)];
  const auto inlet = by_port_.find({point.node, std::string_view("in")});
  if (inlet == by_port_.end()) return;
  const Seen& up = look(inlet->second);
  const TransformerData data = *transformer_data(*types_[at(point.node)]);
  const double from = points_[at(inlet->second)].volts, factor = ratio_squared(point.volts, from);
  const Impedance own = transformer_impedance(data);
  const double correction = transformer_correction(data, voltage_factors(Voltage{point.volts}).max);
  const auto pass = [&](const Way& way, double k) {
    Way out = way;
    out.z = way.z * factor + own * k;
    return out;
  };
  seen.grid_max = pass(up.grid_max, correction);
  seen.gen_max = pass(up.gen_max, correction);
  seen.grid_min = pass(up.grid_min, 1.0);
  seen.gen_min = pass(up.gen_min, 1.0);
  // A converter's current divides between the fault and the source behind it.
  for (const auto& [way, source] :
       {std::pair{&seen.grid_max, grid(point.volts, true)}, std::pair{&seen.gen_max, Impedance{}}}) {
    if (!way->there || way->converter <= 0) continue;
    const Impedance before = way->z - own * correction + source;
    way->converter *= from / point.volts * std::abs(before) / std::abs(before + own * correction);
  }
}

/// The output of a rectifier or inverter.
void FaultTree::at_converter(const Point& point, Seen& seen) const {
  const ModuleType& type = *types_[at(point.node)];
  const double rated = *type.number("rated_power"), volts = std::max(1.0, point.volts);
  seen.inverter =
      point.direct
          ? type.number("dc_fault_ratio").value_or(0.0) * rated / volts
          : type.number("inverter_fault_ratio").value_or(0.0) *
                line_current(ApparentPower{type.number("rated_apparent_power").value_or(rated)}, Voltage{volts}).si;
  seen.grid_max.converter = seen.inverter;
  seen.behind_ups = true;
}

/// Converters inside one module feed a fault together; of modules that stand in for each other the weakest may be
/// alone.
void FaultTree::add_ups(const Point& point, Seen& seen) {
  double together = 0, alone = 0;
  for (const auto& [e, from] : point.feeds) {
    const Edge& edge = design_.sizing.graph.edges[e];
    const Seen& up = seen_[at(from)];
    seen.behind_ups = seen.behind_ups || up.behind_ups;
    if (ground_tag(edge.from.tag) == ground_tag(edge.to.tag))
      together += up.inverter;
    else if (up.inverter > 0)
      alone = alone > 0 ? std::min(alone, up.inverter) : up.inverter;
  }
  seen.inverter = together + alone;
  const ModuleType* type = types_[at(point.node)];
  if (type == nullptr || type->kind != "ups") return;
  seen.behind_ups = true;
  seen.inverter = type->number("inverter_fault_ratio").value_or(0.0) *
                  line_current(ApparentPower{type->number("rated_apparent_power").value_or(0.0)},
                               Voltage{std::max(1.0, point.volts)})
                      .si;
}

const FaultTree::Seen& FaultTree::look(int index) {
  Point& point = points_[at(index)];
  if (point.done || point.busy) return seen_[at(index)];
  point.busy = true;
  for (const auto& feed : points_[at(index)].feeds) look(feed.second);
  Seen seen = at_source(points_[at(index)]);
  if (points_[at(index)].outlet && is_converter(types_[at(points_[at(index)].node)])) {
    at_converter(points_[at(index)], seen);
  } else if (points_[at(index)].outlet) {
    through_transformer(index, seen);
  } else {
    const Point& here = points_[at(index)];
    join(here, seen, &Seen::grid_max, true, false);
    join(here, seen, &Seen::gen_max, true, true);
    join(here, seen, &Seen::grid_min, false, false);
    join(here, seen, &Seen::gen_min, false, true);
    add_ups(here, seen);
  }
  seen_[at(index)] = seen;
  points_[at(index)].done = true;
  points_[at(index)].busy = false;
  return seen_[at(index)];
}

FaultAt FaultTree::evaluate(int index) {
  const Seen seen = look(index);
  const double volts = points_[at(index)].volts;
  FaultAt fault;
  fault.volts = volts;
  if (volts <= 0) return fault;
  const VoltageFactors c = voltage_factors(Voltage{volts});
  const Impedance root = grid(volts, true);
  const auto consider = [&](const Impedance& z, double converter) {
    const FaultCurrents drawn = fault_currents(Voltage{volts}, z, Current{converter}, frequency_, duration_);
    if (drawn.initial <= fault.maximum) return;
    fault.maximum = drawn.initial;
    fault.peak = drawn.peak;
    fault.thermal = drawn.thermal;
    fault.z = z;
  };
  if (seen.grid_max.there) consider(seen.grid_max.z + root, seen.grid_max.converter);
  if (seen.gen_max.there) consider(seen.gen_max.z, seen.gen_max.converter);
  if (basis_.closed_transition && seen.grid_max.there && seen.gen_max.there)
    consider(in_parallel(std::vector<Impedance>{seen.grid_max.z + root, seen.gen_max.z}), seen.grid_max.converter);
  if (!seen.grid_max.there && !seen.gen_max.there && seen.grid_max.converter > 0) {
    fault.maximum = fault.thermal = Current{seen.grid_max.converter};
    fault.peak = fault.maximum * (points_[at(index)].direct ? 1.0 : std::numbers::sqrt2);
  }
  double least = 0;
  const auto lower = [&](double amperes) { least = least <= 0 ? amperes : std::min(least, amperes); };
  if (seen.grid_min.there) lower(initial_current(Voltage{volts}, c.min, seen.grid_min.z + grid(volts, false)).si);
  if (seen.gen_min.there) lower(initial_current(Voltage{volts}, c.min, seen.gen_min.z).si);
  if (seen.behind_ups && seen.inverter > 0) lower(seen.inverter);
  fault.minimum = Current{least};
  return fault;
}

FaultAt FaultTree::at_edge(std::size_t edge, bool sending) {
  const int point = sending ? ends_[edge].first : ends_[edge].second;
  return point < 0 ? FaultAt{} : evaluate(point);
}

FaultAt FaultTree::at_node(int node) {
  FaultAt worst;
  for (const int point : of_node_[at(node)]) {
    const FaultAt here = evaluate(point);
    if (worst.volts <= 0) {
      worst = here;
      continue;
    }
    const Current least = here.minimum.si > 0 ? std::min(here.minimum, worst.minimum) : worst.minimum;
    if (here.maximum > worst.maximum) worst = here;
    worst.minimum = least;
  }
  return worst;
}

}  // namespace plinth
