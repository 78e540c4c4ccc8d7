// SPDX-License-Identifier: Apache-2.0
#include "cli/render/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "cli/render/findings.h"
#include "cli/render/table.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "core/geometry/plan.h"
#include "exporters/bom/bom.h"

namespace plinth {
namespace {

struct Tally {
  std::string kind, title;
  int number = 0;
};

/// Modules that stand on the ground, by kind in catalog order.
std::vector<Tally> ground_modules(const Design& design) {
  std::map<std::string, int> number;
  for (const Node& node : design.sizing.graph.nodes)
    if (node.parent.empty()) ++number[node.kind];
  std::vector<Tally> tallies;
  for (const Kind& kind : design.catalog.kinds)
    if (number.contains(kind.id)) tallies.push_back({kind.id, kind.title, number[kind.id]});
  return tallies;
}

double parcel_area(const Design& design) {
  double area = 0;
  for (const Polygon& part : design.spec.site.parcels) area += area_m2(part);
  return area;
}

/// All the power that enters over the power that reaches the racks, at the design point; recharge is not a loss.
double design_point_pue(const Demand& demand) { return (demand.it + demand.mechanical + demand.losses) / demand.it; }

std::string percent(double part, double whole) {
  return whole > 0 ? fmt::format("{} %", round_text(100 * part / whole, 3)) : "-";
}

std::string it_words(const Design& design) {
  const Demand& demand = design.sizing.demand;
  std::vector<std::string> racks;
  std::map<std::string, int> number;
  for (const Node& node : design.sizing.graph.nodes)
    if (node.kind == "rack") ++number[node.module];
  for (const auto& [module, count] : number) racks.push_back(fmt::format("{} {}", count, module));
  return fmt::format("{} MW in {} racks ({}); power {}, cooling {}", round_text(demand.it / MW), demand.racks,
                     join(racks, ", "), text(design.spec.power.redundancy), text(design.spec.cooling.redundancy));
}

std::string module_words(const Design& design) {
  std::vector<std::string> parts;
  int ground = 0;
  for (const Tally& tally : ground_modules(design)) {
    parts.push_back(fmt::format("{} {}", tally.number, tally.title));
    ground += tally.number;
  }
  return fmt::format("{}, {} on the ground: {}", design.sizing.graph.nodes.size(), ground, join(parts, ", "));
}

std::string cost_words(const Spread& cost) {
  const auto millions = [](std::optional<double> usd_amount) {
    return usd_amount ? round_text(*usd_amount / 1e6, 3) : std::string("?");
  };
  return fmt::format("USD {} – {} – {} million (low – likely – high), equipment only", millions(cost.low),
                     millions(cost.mid), millions(cost.high));
}

std::string rules_words(const CheckReport& report) {
  const auto number = [&](Outcomes outcome) {
    return std::count_if(report.verdicts.begin(), report.verdicts.end(),
                         [&](const Verdict& v) { return v.outcome == outcome; });
  };
  return fmt::format("{} passed, {} failed, {} not checked", number(Outcomes::passed), number(Outcomes::failed),
                     number(Outcomes::not_checked));
}

std::string rounds_words(const Convergence& c) {
  const std::string rounds = fmt::format("{} of sizing, layout and distribution", c.rounds);
  if (!c.converged) return rounds + fmt::format("; not agreed, exceeded by {}", percent(c.last_change, 1));
  return rounds + (c.raised.empty() ? "; every allowance holds" : "; set to the routed plant: " + join(c.raised, ", "));
}

std::string objective_words(const ObjectiveResult& objective) {
  const bool money = objective.unit == "USD";
  const double shown = money ? objective.value / 1e6 : objective.value;
  const std::string unit = money ? "million USD" : objective.unit;
  const std::string proof =
      objective.proved ? "proved optimal" : fmt::format("not proved, gap {}", percent(objective.gap, 1));
  return fmt::format("least {}: {} {}, {}", objective.name, round_text(shown), unit, proof);
}

SummaryLine phase_line(const PhasePlan& phase, Until reached) {
  std::string words = fmt::format("{} MW of IT in {} pod{} of {} block{}, {} MVA", round_text(phase.demand.it / MW),
                                  phase.pods, phase.pods == 1 ? "" : "s", phase.blocks, phase.blocks == 1 ? "" : "s",
                                  round_text(phase.demand.utility / MVA));
  if (!phase.ready_by.empty()) words += ", ready by " + phase.ready_by;
  words += fmt::format("; adds {} modules", phase.modules);
  if (reached != Until::sizing)
    words += fmt::format(", {} m², USD {} million", round_text(phase.area_m2), round_text(phase.cost_mid / 1e6, 3));
  if (!phase.order_by.empty()) words += fmt::format(", order from {} ({})", phase.order_by, phase.order_first);
  return {fmt::format("phase {}", phase.number), words};
}

}  // namespace

std::vector<SummaryLine> summary_of(const Design& design, Until reached) {
  const Demand& demand = design.sizing.demand;
  const ApparentPower capacity = design.spec.utility.capacity;
  const double parcel = parcel_area(design), used = design.layout.used_area_m2;
  std::vector<SummaryLine> lines = {
      {"IT", it_words(design)},
      {"modules", module_words(design)},
      {"utility", fmt::format("{} MVA of {} MVA ({})", round_text(demand.utility / MVA), round_text(capacity / MVA),
                              percent(demand.utility.si, capacity.si))},
      {"PUE", fmt::format("{} at the design point", round_text(design_point_pue(demand), 3))},
  };
  if (reached != Until::sizing) {
    lines.push_back(
        {"area", fmt::format("{} m² used of {} m² ({})", round_text(used), round_text(parcel), percent(used, parcel))});
    lines.push_back({"cost", cost_words(bill_of_materials(design).lines.front().total_cost)});
    if (design.convergence.rounds > 0) lines.push_back({"rounds", rounds_words(design.convergence)});
  }
  for (const PhasePlan& phase : design.sizing.phases) lines.push_back(phase_line(phase, reached));
  if (reached == Until::check) {
    lines.push_back({"findings", counts_text(design.report.findings)});
    lines.push_back({"rules", rules_words(design.report)});
  }
  lines.push_back({"objective", objective_words(design.sizing.objective)});
  return lines;
}

std::string summary_json(const Design& design, const std::vector<std::string>& outputs) {
  using nlohmann::ordered_json;
  const Demand& demand = design.sizing.demand;
  const auto amount = [](std::optional<double> value) { return value ? ordered_json(*value) : ordered_json(nullptr); };
  const Spread cost = bill_of_materials(design).lines.front().total_cost;
  ordered_json modules = ordered_json::object();
  for (const Tally& tally : ground_modules(design)) modules[tally.kind] = tally.number;
  const auto findings = [&](Severity severity) {
    const auto& all = design.report.findings;
    return std::count_if(all.begin(), all.end(), [&](const Finding& f) { return f.severity == severity; });
  };
  const ObjectiveResult& objective = design.sizing.objective;
  const ordered_json summary = {
      {"schema", 1},
      {"engine", design.engine},
      {"project", design.spec.project.name},
      {"it_kw", double{demand.it / kW}},
      {"racks", demand.racks},
      {"modules", modules},
      {"utility_kva", double{demand.utility / kVA}},
      {"utility_capacity_kva", double{design.spec.utility.capacity / kVA}},
      {"pue", design_point_pue(demand)},
      {"used_area_m2", design.layout.used_area_m2},
      {"parcel_area_m2", parcel_area(design)},
      {"cost_usd", {{"low", amount(cost.low)}, {"mid", amount(cost.mid)}, {"high", amount(cost.high)}}},
      {"findings",
       {{"error", findings(Severity::error)},
        {"warning", findings(Severity::warning)},
        {"info", findings(Severity::info)}}},
      {"objective",
       {{"name", objective.name},
        {"value", objective.value},
        {"unit", objective.unit},
        {"gap", objective.gap},
        {"proved", objective.proved}}},
      {"convergence",
       {{"rounds", design.convergence.rounds},
        {"last_change", design.convergence.last_change},
        {"converged", design.convergence.converged}}},
      {"outputs", outputs}};
  return summary.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string in_columns(const std::vector<SummaryLine>& lines) {
  std::size_t widest = 0;
  for (const SummaryLine& line : lines) widest = std::max(widest, columns(line.key));
  std::string result;
  for (const SummaryLine& line : lines)
    result += line.key + std::string(widest - columns(line.key) + 2, ' ') + line.words + "\n";
  return result;
}

}  // namespace plinth
