// SPDX-License-Identifier: Apache-2.0
#include "core/model/phases.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "core/base/iso_date.h"
#include "core/base/text.h"
#include "core/model/valves.h"

namespace plinth {
namespace {

/// Copies entries of a phase under its prefix, inputs first, so that each derives when it is added.
class LedgerCopy {
 public:
  LedgerCopy(Ledger& whole, const Ledger& part, std::string prefix)
      : whole_(whole), part_(part), prefix_(std::move(prefix)) {}

  /// The id under which the whole ledger holds this figure of the phase.
  std::string id_of(const std::string& id) {
    if (const auto known = ids_.find(id); known != ids_.end()) return known->second;
    const LedgerEntry* own = part_.find(id);
    if (own == nullptr) return id;
    const LedgerEntry* same = whole_.find(id);
    if (same != nullptr && *same == *own && inputs_stay(*own)) return ids_[id] = id;
    LedgerEntry entry = *own;
    entry.id = prefix_ + id;
    for (LedgerInput& input : entry.inputs) input.id = id_of(input.id);
    whole_.add(entry);
    return ids_[id] = entry.id;
  }

 private:
  bool inputs_stay(const LedgerEntry& entry) {
    return std::all_of(entry.inputs.begin(), entry.inputs.end(),
                       [&](const LedgerInput& input) { return id_of(input.id) == input.id; });
  }

  Ledger& whole_;
  const Ledger& part_;
  std::string prefix_;
  std::map<std::string, std::string> ids_;
};

std::string prefix_of(int number) { return "phase." + std::to_string(number) + "."; }

/// The ledger of one phase: its own figures in the place of those of the site.
Ledger ledger_of(const Ledger& whole, int number) {
  const std::string prefix = prefix_of(number);
  std::map<std::string, LedgerEntry, std::less<>> entries;
  for (const auto& [id, entry] : whole.entries())
    if (!id.starts_with("phase.")) entries.emplace(id, entry);
  const auto own_id = [&](const std::string& id) { return id.starts_with(prefix) ? id.substr(prefix.size()) : id; };
  for (auto at = whole.entries().lower_bound(prefix); at != whole.entries().end() && at->first.starts_with(prefix);
       ++at) {
    LedgerEntry entry = at->second;
    entry.id = own_id(entry.id);
    for (LedgerInput& input : entry.inputs) input.id = own_id(input.id);
    entries.insert_or_assign(entry.id, std::move(entry));
  }
  return Ledger::from_entries(std::move(entries));
}

template <class Keep>
void keep_phases(Design& design, Keep keep) {
  std::erase_if(design.sizing.graph.nodes, [&](const Node& node) { return !keep(node.phase); });
  std::set<std::string, std::less<>> edges, tags;
  for (const Node& node : design.sizing.graph.nodes) tags.insert(node.tag);
  std::erase_if(design.sizing.graph.edges, [&](const Edge& edge) { return !keep(edge.phase); });
  for (const Edge& edge : design.sizing.graph.edges) edges.insert(edge.id);
  const auto no_edge = [&](const auto& record) { return !edges.contains(record.edge); };
  std::erase_if(design.layout.placements, [&](const Placement& p) { return !tags.contains(p.tag); });
  std::erase_if(design.layout.routes, no_edge);
  std::erase_if(design.layout.roads, [&](const Road& road) { return !keep(road.phase); });
  std::erase_if(design.layout.groups, [&](const Group& group) { return !keep(group.phase); });
  std::erase_if(design.distribution.circuits, no_edge);
  std::erase_if(design.distribution.pipes, no_edge);
  std::erase_if(design.distribution.faults, [&](const BusFault& fault) { return !tags.contains(fault.tag); });
}

const PhasePlan* plan_of(const Design& design, int number) {
  for (const PhasePlan& plan : design.sizing.phases)
    if (plan.number == number) return &plan;
  return nullptr;
}

/// Money and the longest lead time of what phases add.
struct Sum {
  PhasePlan& plan;
  double weeks = 0;

  void add(const ModuleType& type, double count, bool by_length) {
    const double mid = type.number(by_length ? "cost_per_length" : "cost_mid").value_or(0);
    plan.cost_mid += count * mid;
    plan.cost_low += count * (by_length ? mid : type.number("cost_low").value_or(mid));
    plan.cost_high += count * (by_length ? mid : type.number("cost_high").value_or(mid));
    const auto lead = type.number("lead_time_mid");
    if (!lead || *lead / week.si <= weeks) return;
    weeks = *lead / week.si;
    plan.order_first = type.id;
  }
};

}  // namespace

void add_phase_ledger(Ledger& whole, const Ledger& part, int number) {
  LedgerCopy copy(whole, part, prefix_of(number));
  for (const auto& [id, entry] : part.entries()) static_cast<void>(copy.id_of(id));
}

void count_installed(const Graph& graph, PhasePlan& plan) {
  std::map<std::pair<std::string, std::string>, int> units;
  for (const Node& node : graph.nodes)
    if (node.phase <= plan.number) ++units[{node.service, node.module}];
  for (Selection& selection : plan.selection)
    if (const auto found = units.find({selection.service, selection.module}); found != units.end())
      selection.installed = found->second, selection.duty = std::min<double>(selection.duty, selection.installed);
}

void finish_phases(Design& design) {
  std::map<std::string_view, Millimetres> lengths;
  for (const Route& route : design.layout.routes) lengths[route.edge] = route.length;
  if (design.sizing.phases.empty()) return;
  const std::vector<Valve> valves = isolation_valves(design);
  for (PhasePlan& plan : design.sizing.phases) {
    plan.modules = 0;
    plan.cost_low = plan.cost_mid = plan.cost_high = plan.area_m2 = 0;
    plan.order_first.clear();
    Sum sum{plan};
    for (const Node& node : design.sizing.graph.nodes) {
      if (node.phase != plan.number) continue;
      if (node.parent.empty()) ++plan.modules;
      if (const ModuleType* type = design.catalog.module(node.module)) sum.add(*type, 1, false);
    }
    for (const Edge& edge : design.sizing.graph.edges) {
      const auto length = lengths.find(edge.id);
      const ModuleType* type = edge.item.empty() ? nullptr : design.catalog.module(edge.item);
      if (edge.phase == plan.number && type != nullptr && length != lengths.end())
        sum.add(*type, 1e-3 * static_cast<double>(length->second) * edge.runs, true);
    }
    std::map<std::string_view, int> by_bore;
    for (const Valve& valve : valves)
      if (!valve.in_module && design.sizing.graph.edges[valve.edge].phase == plan.number)
        by_bore[valve.bore] += valve.runs;
    for (const auto& [bore, count] : by_bore)
      if (const ModuleType* type = valve_of_bore(design.spec, design.catalog, bore)) sum.add(*type, count, false);
    for (const Group& group : design.layout.groups)
      if (group.phase == plan.number)
        plan.area_m2 += 1e-6 * static_cast<double>(group.area.width()) * static_cast<double>(group.area.height());
    plan.order_by.clear();
    if (const auto ready = day_from_iso(plan.ready_by); ready && sum.weeks > 0)
      plan.order_by = iso_text(weeks_before(*ready, sum.weeks));
  }
}

Design built_until(const Design& design, int number) {
  Design part = design;
  keep_phases(part, [&](int phase) { return phase <= number; });
  if (const PhasePlan* plan = plan_of(design, number)) {
    part.sizing.demand = plan->demand;
    part.sizing.selection = plan->selection;
    part.sizing.blocks = plan->blocks;
    part.sizing.ledger = ledger_of(design.sizing.ledger, number);
    std::erase_if(part.sizing.phases, [&](const PhasePlan& p) { return p.number > number; });
    std::erase_if(part.spec.phases, [&](const Phase& p) { return p.number > number; });
  }
  part.report = {};
  return part;
}

Design added_by(const Design& design, int number) {
  Design part = design;
  keep_phases(part, [&](int phase) { return phase == number; });
  if (const PhasePlan* plan = plan_of(design, number); plan != nullptr && !plan->ready_by.empty())
    part.spec.project.need_by = plan->ready_by;
  return part;
}

}  // namespace plinth
