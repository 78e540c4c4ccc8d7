// SPDX-License-Identifier: Apache-2.0
#include "cli/render/stages.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "cli/render/candidates.h"
#include "cli/render/summary.h"
#include "cli/render/table.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "core/model/design_json.h"

namespace plinth {
namespace {

/// What `plinth size` prints of a design; `defaults` stand in `site` there.
constexpr std::string_view kSizingKeys[] = {"schema",    "engine", "inputs",    "project",  "demand", "blocks",
                                            "selection", "phases", "objective", "defaults", "ledger", "findings"};

std::string kilowatts(Power power) { return round_text(power / kW, 5); }

std::string percent(double ratio) { return round_text(100 * ratio, 3) + " %"; }

std::string demand_table(const Demand& demand) {
  Table table({"demand", "kW"});
  table.add({"IT at rated load", kilowatts(demand.it)});
  table.add({"  heat into liquid", kilowatts(demand.liquid_heat)});
  table.add({"  heat into air", kilowatts(demand.air_heat)});
  table.add({"mechanical", kilowatts(demand.mechanical)});
  table.add({"losses", kilowatts(demand.losses)});
  table.add({"facility", kilowatts(demand.facility)});
  return table.text() + fmt::format("utility {} kVA, {} racks\n", round_text(demand.utility / kVA, 5), demand.racks);
}

std::string selection_table(const std::vector<Selection>& selection) {
  Table table({"service", "installed", "duty", "spare", "module", "unit rating", "normal", "worst", "basis"});
  for (const Selection& s : selection)
    table.add({s.service, std::to_string(s.installed), round_text(s.duty), std::to_string(s.spare), s.module,
               round_text(s.unit_rating.value) + " " + s.unit_rating.unit, percent(s.load_normal),
               percent(s.load_worst), s.basis});
  return table.text();
}

std::string phases_table(const std::vector<PhasePlan>& phases) {
  if (phases.empty()) return "";
  std::vector<std::string> head{"in service"};
  for (const PhasePlan& phase : phases) head.push_back("phase " + std::to_string(phase.number));
  Table table(head);
  const auto row = [&](const std::string& name, const auto& words) {
    std::vector<std::string> cells{name};
    for (const PhasePlan& phase : phases) cells.push_back(words(phase));
    table.add(cells);
  };
  row("ready by", [](const PhasePlan& p) { return p.ready_by.empty() ? std::string("-") : p.ready_by; });
  row("IT, kW", [](const PhasePlan& p) { return kilowatts(p.demand.it); });
  row("utility, kVA", [](const PhasePlan& p) { return round_text(p.demand.utility / kVA, 5); });
  row("blocks begun", [](const PhasePlan& p) { return std::to_string(p.blocks); });
  row("pods", [](const PhasePlan& p) { return std::to_string(p.pods); });
  for (const Selection& last : phases.back().selection)
    row(last.service + " " + last.module, [&](const PhasePlan& p) {
      for (const Selection& s : p.selection)
        if (s.service == last.service && s.module == last.module) return std::to_string(s.installed);
      return std::string("0");
    });
  return "\n" + table.text();
}

std::string defaults_table(const SiteSpec& spec) {
  if (spec.defaults.empty()) return "";
  Table table({"default taken", "value", "reason"});
  for (const DefaultUsed& d : spec.defaults) table.add({d.key, d.value, d.reason});
  return "\n" + table.text();
}

std::string metres(Millimetres length) { return round_text(static_cast<double>(length) / 1e3, 5); }

std::string rect_text(const Rect& r) { return fmt::format("{} x {} m", metres(r.width()), metres(r.height())); }

std::string routes_table(const Design& design) {
  std::map<std::string, const Edge*> edges;
  for (const Edge& edge : design.sizing.graph.edges) edges[edge.id] = &edge;
  std::map<Medium, std::pair<int, Millimetres>> total;
  for (const Route& route : design.layout.routes) {
    const auto it = edges.find(route.edge);
    if (it == edges.end() || it->second->item.empty()) continue;
    auto& [number, length] = total[it->second->medium];
    ++number;
    length += route.length * it->second->runs;
  }
  Table table({"routes", "number", "metres of stock"});
  for (const auto& [medium, sum] : total)
    table.add({std::string(text(medium)), std::to_string(sum.first), metres(sum.second)});
  return table.empty() ? "" : "\n" + table.text();
}

/// Circuits by medium and bus faults by voltage, the governing ones.
std::string distribution_table(const Design& design) {
  std::map<std::string, Medium> medium_of;
  for (const Edge& edge : design.sizing.graph.edges) medium_of[edge.id] = edge.medium;
  struct Sum {
    int number = 0;
    double drop = 0, use = 0;
    Power loss;
  };
  std::map<Medium, Sum> sums;
  for (const Circuit& circuit : design.distribution.circuits) {
    Sum& sum = sums[medium_of[circuit.edge]];
    ++sum.number;
    sum.drop = std::max(sum.drop, circuit.drop);
    sum.use = std::max(sum.use, circuit.design.si / circuit.ampacity.si);
    sum.loss += circuit.loss;
  }
  Table circuits({"circuits", "number", "largest drop", "fullest", "loss kW"});
  for (const auto& [medium, sum] : sums)
    circuits.add({std::string(text(medium)), std::to_string(sum.number), percent(sum.drop), percent(sum.use),
                  kilowatts(sum.loss)});
  std::map<double, const BusFault*> worst;
  for (const BusFault& fault : design.distribution.faults) {
    const BusFault*& at = worst[fault.voltage.si];
    if (at == nullptr || fault.maximum > at->maximum) at = &fault;
  }
  Table faults({"largest fault", "at", "initial kA", "peak kA", "least kA"});
  for (const auto& [volts, fault] : worst)
    faults.add({volts >= 1000 ? round_text(volts / 1e3) + " kV" : round_text(volts) + " V", fault->tag,
                round_text(fault->maximum / kA), round_text(fault->peak / kA), round_text(fault->minimum / kA)});
  return (circuits.empty() ? "" : "\n" + circuits.text()) + (faults.empty() ? "" : "\n" + faults.text());
}

const char* colour_of(Outcomes outcome) {
  switch (outcome) {
    case Outcomes::passed:
      return "32";
    case Outcomes::failed:
      return "1;31";
    case Outcomes::not_checked:
      return "33";
  }
  return "0";
}

}  // namespace

std::string sizing_text(const Design& design) {
  std::string result = in_columns(summary_of(design, Until::sizing));
  result += "\n" + demand_table(design.sizing.demand);
  result += "\n" + selection_table(design.sizing.selection);
  result += phases_table(design.sizing.phases);
  const ObjectiveResult& objective = design.sizing.objective;
  if (!objective.how.empty()) result += "\nproof: " + objective.how + "\n";
  return result + defaults_table(design.spec);
}

std::string sizing_json(const Design& design) {
  const auto whole = nlohmann::ordered_json::parse(write_design(design));
  nlohmann::ordered_json part;
  for (const std::string_view key : kSizingKeys) part[key] = key == "defaults" ? whole["site"][key] : whole[key];
  return part.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string sizing_schema() {
  const auto whole = nlohmann::ordered_json::parse(design_schema());
  nlohmann::ordered_json part = {{"$schema", whole["$schema"]}, {"title", "plinth sizing, schema 1"}};
  part["type"] = "object";
  for (const std::string_view key : kSizingKeys) {
    const auto& from = key == "defaults" ? whole["properties"]["site"] : whole;
    part["properties"][key] = from["properties"][key];
    part["required"].push_back(key);
  }
  return part.dump(1) + "\n";
}

std::string ledger_schema() {
  const auto whole = nlohmann::ordered_json::parse(design_schema());
  nlohmann::ordered_json part = {{"$schema", whole["$schema"]}, {"title", "plinth ledger, schema 1"}};
  part.update(whole["properties"]["ledger"]);
  return part.dump(1) + "\n";
}

std::string layout_text(const Design& design) {
  const Layout& layout = design.layout;
  const auto on_ground = std::count_if(layout.placements.begin(), layout.placements.end(),
                                       [](const Placement& p) { return p.parent.empty(); });
  std::string result = fmt::format("{} modules placed, {} on the ground; arrangement {}, {} m of weighted routes\n",
                                   layout.placements.size(), on_ground, layout.strategy, round_text(layout.score));
  result += candidates_text(layout) + "\n";
  Table groups({"group", "block", "size"});
  for (const Group& group : layout.groups) groups.add({group.name, std::to_string(group.block), rect_text(group.area)});
  Table roads({"road", "use", "size"});
  for (const Road& road : layout.roads) roads.add({road.name, road.use, rect_text(road.area)});
  result += groups.text();
  if (!roads.empty()) result += "\n" + roads.text();
  result += routes_table(design);
  result += distribution_table(design);
  Table table({"tag", "module", "x m", "y m", "turned", "group"});
  for (const Placement& p : layout.placements) {
    if (!p.parent.empty()) continue;
    table.add({p.tag, p.module, metres(p.x), metres(p.y), std::to_string(p.rotation_deg),
               p.block == 0 ? "yard" : fmt::format("block {}", p.block)});
  }
  return result + "\n" + table.text();
}

std::string verdicts_text(const CheckReport& report, bool colour) {
  Table table({"verdict", "rule", "name", "looked at", "findings", "why not"});
  for (const Verdict& v : report.verdicts) {
    const std::string waived = v.waived > 0 ? fmt::format(" ({} waived)", v.waived) : "";
    table.add({std::string(text(v.outcome)), v.code, v.name, std::to_string(v.measured),
               std::to_string(v.findings) + waived, v.why});
  }
  std::string plain = table.text();
  if (!colour) return plain;
  std::string painted;
  std::size_t row = 0;
  for (const std::string& line : split(plain, '\n')) {
    const bool verdict = row > 0 && row <= report.verdicts.size();
    const std::string word = verdict ? std::string(text(report.verdicts[row - 1].outcome)) : "";
    painted += word.empty() ? line
                            : fmt::format("\x1b[{}m{}\x1b[0m{}", colour_of(report.verdicts[row - 1].outcome), word,
                                          line.substr(word.size()));
    if (row++ < report.verdicts.size() + 1) painted += "\n";
  }
  return painted;
}

}  // namespace plinth
