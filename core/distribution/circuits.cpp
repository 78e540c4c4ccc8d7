// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/circuits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>

#include "core/distribution/circuit_choice.h"
#include "core/distribution/circuit_figures.h"
#include "core/distribution/fault_tree.h"
#include "core/distribution/loop_basis.h"
#include "core/distribution/wires.h"
#include "core/model/fault_source.h"
#include "core/model/withstand.h"

namespace plinth {
namespace {

/// All design-basis values of this stage.
constexpr std::array<std::string_view, 24> kLimits{"basis.voltage_drop.circuit",
                                                   "basis.voltage_drop.mv",
                                                   "basis.grid_minimum_ratio",
                                                   "basis.fault_time.gear",
                                                   "basis.fault_time.lv",
                                                   "basis.fault_time.mv",
                                                   "basis.fault_time.limiting",
                                                   "basis.limiting_breaker",
                                                   "basis.conductor_temperature",
                                                   "basis.busway_ambient",
                                                   "basis.busway_temperature_limit",
                                                   "basis.ground_temperature",
                                                   "basis.tray_circuits",
                                                   "basis.trench_circuits",
                                                   "basis.parallel_cables",
                                                   "basis.parallel_busways",
                                                   "basis.closed_transition",
                                                   "basis.grid_fault_current",
                                                   "basis.grid_fault_current.high",
                                                   "basis.critical_power_factor",
                                                   "basis.mechanical_power_factor",
                                                   "basis.distribution_loss_ratio",
                                                   "basis.pod_wiring_loss_ratio",
                                                   "basis.voltage_drop.inside"};

class Stage {
 public:
  Stage(Design& design, const Catalog& catalog, Book& book, std::vector<Finding>& findings)
      : design_(design), catalog_(catalog), book_(book), findings_(findings) {}

  void run() {
    if (!limits_known()) return;
    read_basis();
    wires_ = wires_of(design_, value("basis.critical_power_factor"), value("basis.mechanical_power_factor"));
    resolve_direct_voltage();
    for (const Medium medium : {Medium::mv, Medium::lv, Medium::dc})
      stock_[medium] = stock_for(design_, catalog_, medium);
    faults_without_cables();
    choose_all();
    store();
  }

 private:
  Design& design_;
  const Catalog& catalog_;
  Book& book_;
  std::vector<Finding>& findings_;
  CircuitBasis basis_;
  FaultBasis fault_basis_;
  std::vector<Wire> wires_;
  std::map<Medium, std::vector<Stock>> stock_;
  std::vector<FaultDuty> duty_;
  std::vector<std::optional<Choice>> choices_;

  [[nodiscard]] double value(std::string_view id) { return book_.value(book_.limit(id)); }
  [[nodiscard]] const Edge& edge_of(const Wire& wire) const { return design_.sizing.graph.edges[wire.edge]; }
  [[nodiscard]] Length length_of(const Wire& wire) const {
    return wire.route == nullptr ? Length{0} : Length{static_cast<double>(wire.route->length) / 1e3};
  }

  [[nodiscard]] bool limits_known();
  void read_basis();
  void resolve_direct_voltage();
  void faults_without_cables();
  void choose_all();
  void remark(const std::string& code, Severity severity, const std::vector<const Edge*>& edges, std::string message,
              std::string hint);
  void store();
  void store_faults(FaultTree& tree);
};

bool Stage::limits_known() {
  const std::size_t before = findings_.size();
  for (const std::string_view id : kLimits)
    if (catalog_.limit(id, text(design_.spec.project.jurisdiction)) == nullptr)
      findings_.push_back(plinth::remark("DIS201", Severity::warning,
                                         "the catalog has no design-basis value `" + std::string(id) +
                                             "`: cables, busways and short circuits are not worked out",
                                         "add it to catalog/standards/distribution.toml"));
  return findings_.size() == before;
}

void Stage::read_basis() {
  const auto& spec = design_.spec;
  basis_.air = spec.climate.dry_bulb;
  basis_.ground = Temperature{value("basis.ground_temperature")};
  basis_.hot = Temperature{value("basis.conductor_temperature")};
  basis_.busway_ambient = Temperature{value("basis.busway_ambient")};
  basis_.busway_limit = Temperature{value("basis.busway_temperature_limit")};
  basis_.frequency = spec.utility.frequency;
  basis_.drop_lv = value("basis.voltage_drop.circuit");
  basis_.drop_mv = value("basis.voltage_drop.mv");
  basis_.fault_lv = Time{value("basis.fault_time.lv")};
  basis_.fault_mv = Time{value("basis.fault_time.mv")};
  basis_.fault_limiting = Time{value("basis.fault_time.limiting")};
  basis_.gear = Time{value("basis.fault_time.gear")};
  basis_.limiting = Current{value("basis.limiting_breaker")};
  basis_.tray = static_cast<int>(value("basis.tray_circuits"));
  basis_.trench = static_cast<int>(value("basis.trench_circuits"));
  basis_.cables = static_cast<int>(value("basis.parallel_cables"));
  basis_.busways = static_cast<int>(value("basis.parallel_busways"));
  fault_basis_.grid_voltage = spec.utility.voltage;
  fault_basis_.r_over_x = 1.0 / spec.utility.x_over_r;
  fault_basis_.hot = basis_.hot;
  fault_basis_.closed_transition = value("basis.closed_transition") > 0.5;
  const std::string_view assumed =
      is_high_voltage(spec.utility.voltage) ? "basis.grid_fault_current.high" : "basis.grid_fault_current";
  fault_basis_.grid_max = grid_fault_power(spec.utility, Current{value(assumed)});
  if (spec.utility.short_circuit) {
    book_.site("site.utility.short_circuit", fault_basis_.grid_max.si, "MVA", "short-circuit power of the grid");
  } else {
    const double i = value(assumed);
    Finding f;
    f.code = "DIS005";
    f.severity = Severity::info;
    f.message = fmt::format("the grid's short-circuit power is not given: {} kA ({} MVA) assumed", round_text(i / 1e3),
                            round_text(fault_basis_.grid_max / MVA));
    f.hint = "ask the utility and set `site.utility.short_circuit` and `x_over_r`";
    findings_.push_back(std::move(f));
  }
  book_.site("site.utility.x_over_r", spec.utility.x_over_r, "", "reactance over resistance of the grid");
  book_.site("site.climate.dry_bulb", spec.climate.dry_bulb.kelvin, "degC", "air around cables and busways");
  fault_basis_.grid_min = fault_basis_.grid_max * value("basis.grid_minimum_ratio");
  for (const std::string_view id : kLimits)
    if (!id.starts_with("basis.grid_fault_current")) book_.limit(id);
}

/// Batteries state a power; the voltage is the converter's.
void Stage::resolve_direct_voltage() {
  for (Wire& wire : wires_) {
    const Edge& edge = edge_of(wire);
    if (wire.volts > 0 || edge.medium != Medium::dc) continue;
    for (const std::string* tag : {&edge.to.tag, &edge.from.tag}) {
      const int node = node_position(design_.sizing.graph, *tag);
      const ModuleType* type =
          node < 0 ? nullptr : catalog_.module(design_.sizing.graph.nodes[static_cast<std::size_t>(node)].module);
      const auto volts = type == nullptr ? std::nullopt : type->number("dc_voltage");
      if (!volts || edge.rating.unit != "kW") continue;
      wire.volts = *volts;
      wire.design = std::max({edge.rating.value, edge.worst, edge.normal}) * 1e3 / *volts;
      wire.normal = edge.normal * 1e3 / *volts;
      break;
    }
  }
}

/// Faults before anything is laid: no cable limits them, so what stands these stands the real ones.
void Stage::faults_without_cables() {
  const std::vector<EdgeImpedance> none(design_.sizing.graph.edges.size());
  FaultTree tree(design_, catalog_, fault_basis_, none, basis_.frequency, basis_.gear);
  for (const Wire& wire : wires_) {
    const FaultAt fault = tree.at_edge(wire.edge, true);
    duty_.push_back({fault.maximum, fault.peak, fault.thermal});
  }
}

/// Runs beside each other take current from each other: repeated until no circuit grows, then all are consistent.
void Stage::choose_all() {
  choices_.resize(wires_.size());
  std::vector<int> runs(wires_.size(), 1);
  const int most = std::max(basis_.tray, basis_.trench);
  for (int round = 0; round < 2 * most; ++round) {
    count_neighbours(design_.sizing.graph, wires_, runs, most);
    bool grew = false;
    for (std::size_t w = 0; w < wires_.size(); ++w) {
      if (wires_[w].volts <= 0 || wires_[w].design <= 0) continue;
      const Medium medium = edge_of(wires_[w]).medium;
      choices_[w] = choose_circuit(wires_[w], medium, length_of(wires_[w]), stock_[medium], duty_[w], basis_);
      // A busway takes no place on the trays; counts only rise, so that this ends.
      const int now = !choices_[w] || choices_[w]->stock->busway ? 1 : choices_[w]->runs;
      grew = grew || now > runs[w];
      runs[w] = std::max(runs[w], now);
    }
    if (!grew) return;
  }
}

void Stage::remark(const std::string& code, Severity severity, const std::vector<const Edge*>& edges,
                   std::string message, std::string hint) {
  if (edges.empty()) return;
  Finding f;
  f.code = code;
  f.severity = severity;
  f.message = fmt::format("{} ({}{})", message, edges.front()->id,
                          edges.size() > 1 ? fmt::format(" and {} more", edges.size() - 1) : "");
  f.tags = {edges.front()->from.tag, edges.front()->id, edges.front()->to.tag};
  std::sort(f.tags.begin(), f.tags.end());
  f.hint = std::move(hint);
  findings_.push_back(std::move(f));
}

void Stage::store() {
  auto& edges = design_.sizing.graph.edges;
  std::vector<EdgeImpedance> impedance(edges.size());
  std::vector<Laid> laid;
  std::vector<const Edge*> impossible, unknown, unrouted;
  for (std::size_t w = 0; w < wires_.size(); ++w) {
    const Wire& wire = wires_[w];
    Edge& edge = edges[wire.edge];
    if (wire.volts <= 0) unknown.push_back(&edge);
    if (wire.route == nullptr) unrouted.push_back(&edge);
    if (wire.volts <= 0 || wire.design <= 0) continue;
    if (!choices_[w]) {
      impossible.push_back(&edge);
      continue;
    }
    const Choice& c = *choices_[w];
    const Length length = length_of(wire);
    edge.item = c.stock->type->id;
    edge.runs = c.runs;
    edge.rating.value = edge.rating.unit == "kW" ? c.ampacity * wire.volts / 1e3 : c.ampacity;
    const double x = c.stock->x50 * basis_.frequency.si / 50.0 * length.si / c.runs;
    impedance[wire.edge] = {{c.stock->r20 * length.si / c.runs, x},
                            {at_temperature(Resistance{c.stock->r20}, basis_.hot).si * length.si / c.runs, x}};
    laid.push_back({&wire, c, length});
  }
  FaultTree tree(design_, catalog_, fault_basis_, impedance, basis_.frequency, basis_.gear);
  for (const Laid& l : laid) {
    const Choice& c = l.choice;
    design_.distribution.circuits.push_back({edge_of(*l.wire).id, c.stock->type->id, c.runs, l.length,
                                             Current{l.wire->design}, Current{c.ampacity}, c.factor, c.drop, c.loss,
                                             tree.at_edge(l.wire->edge, true).maximum, c.sized_by});
  }
  std::sort(design_.distribution.circuits.begin(), design_.distribution.circuits.end(),
            [](const Circuit& a, const Circuit& b) { return a.edge < b.edge; });
  remark("DIS001", Severity::error, impossible,
         fmt::format("no stock of the catalog carries the current, keeps the voltage drop and stands the fault of {} "
                     "circuit{}",
                     impossible.size(), impossible.size() == 1 ? "" : "s"),
         "allow more types in `[catalog]`, add a larger busway or cable to an overlay, or bring the modules nearer");
  remark("DIS002", Severity::warning, unknown, "connections without a voltage are not sized",
         "state `dc_voltage` of the module type");
  remark("DIS003", Severity::warning, unrouted, "connections without a route are sized at no length", "");
  note_circuits(design_, laid, basis_, book_, findings_);
  store_faults(tree);
}

void Stage::store_faults(FaultTree& tree) {
  const Graph& graph = design_.sizing.graph;
  std::vector<FaultAt> found;
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    const Node& node = graph.nodes[n];
    const ModuleType* type = catalog_.module(node.module);
    const bool board =
        node.kind == "lv_board" || node.kind == "it_pod" || node.kind == "ups" || node.kind == "rectifier";
    if (type == nullptr || (!board && node.kind != "intake" && node.kind != "mv_switchgear" && node.kind != "rmu" &&
                            node.kind != "generator_switchgear"))
      continue;
    const FaultAt fault = tree.at_node(static_cast<int>(n));
    if (fault.maximum.si <= 0) continue;
    const WithstandCurrents stands = withstand_at(*type, Voltage{fault.volts});
    design_.distribution.faults.push_back({node.tag, Voltage{fault.volts}, fault.maximum, fault.minimum, fault.peak,
                                           fault.thermal, stands.short_time, stands.peak});
    found.push_back(fault);
  }
  note_faults(design_, found, book_);
}

}  // namespace

void size_circuits(Design& design, const Catalog& catalog, Book& book, std::vector<Finding>& findings) {
  Stage(design, catalog, book, findings).run();
}

}  // namespace plinth
