// SPDX-License-Identifier: Apache-2.0
#include "exporters/bom/phase_shares.h"

#include <fmt/format.h>

#include <utility>

#include "core/base/text.h"
#include "core/model/valves.h"

namespace plinth {

PhaseShares::PhaseShares(const Design& design) {
  for (const Node& n : design.sizing.graph.nodes) phase_[n.tag] = n.phase;
  std::map<std::string_view, int> runs;
  for (const Edge& e : design.sizing.graph.edges) {
    phase_[e.id] = e.phase;
    runs[e.id] = e.runs;
  }
  for (Valve& v : isolation_valves(design))
    valves_[std::move(v.tag)] = {design.sizing.graph.edges[v.edge].phase, static_cast<double>(v.runs)};
  for (const Route& r : design.layout.routes) metres_[r.edge] = 1e-3 * static_cast<double>(r.length) * runs[r.edge];
}

std::map<int, double> PhaseShares::of(const BomLine& line) const {
  std::map<int, double> out;
  for (const std::string& tag : line.tags) {
    if (const auto valve = valves_.find(tag); valve != valves_.end()) {
      out[valve->second.first] += valve->second.second;
      continue;
    }
    const auto phase = phase_.find(tag);
    const auto metres = metres_.find(tag);
    out[phase == phase_.end() ? 0 : phase->second] += line.uom != "MTR"         ? 1.0
                                                      : metres == metres_.end() ? 0.0
                                                                                : metres->second;
  }
  return out;
}

std::string phase_text(const std::map<int, double>& by_phase, const std::string& uom) {
  if (by_phase.size() == 1) return std::to_string(by_phase.begin()->first);
  std::string text;
  for (const auto& [phase, quantity] : by_phase)
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", phase,
                        uom == "MTR" ? round_text(quantity, 6) : fmt::format("{:.0f}", quantity));
  return text;
}

}  // namespace plinth
