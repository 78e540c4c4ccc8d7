// SPDX-License-Identifier: Apache-2.0
#include "core/advice/measures.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace plinth {

Measures measures_of(const Design& design, const Costing& costing) {
  const Demand& demand = design.sizing.demand;
  Measures measures;
  measures.cost = costing(design);
  measures.facility = demand.facility / kW;
  measures.area = design.layout.used_area_m2;
  measures.pue = (demand.it + demand.mechanical + demand.losses) / demand.it;
  measures.modules = static_cast<int>(design.sizing.graph.nodes.size());
  std::set<std::string> used;
  for (const Node& node : design.sizing.graph.nodes) used.insert(node.module);
  for (const ModuleType& type : design.catalog.modules)
    if (used.contains(type.id))
      measures.lead_time = std::max(measures.lead_time, type.number("lead_time_mid").value_or(0) / 604800.0);
  return measures;
}

std::vector<Finding> gained_findings(const std::vector<Finding>& before, const std::vector<Finding>& after) {
  const auto key = [](const Finding& f) {
    return std::tuple(f.code, f.severity, f.tags, f.tags.empty() ? f.origin.file + std::to_string(f.origin.line) : "");
  };
  std::multiset<std::tuple<std::string, Severity, std::vector<std::string>, std::string>> known;
  for (const Finding& finding : before) known.insert(key(finding));
  std::vector<Finding> gained;
  for (const Finding& finding : after) {
    const auto same = known.find(key(finding));
    if (same == known.end())
      gained.push_back(finding);
    else
      known.erase(same);
  }
  return gained;
}

}  // namespace plinth
