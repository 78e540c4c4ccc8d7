// SPDX-License-Identifier: Apache-2.0
#include "exporters/bom/valve_lines.h"

#include <map>
#include <string>
#include <utility>

#include "core/model/valves.h"

namespace plinth {

void append_valve_lines(const Design& design, std::vector<CivilLine>& lines) {
  std::map<std::string, std::vector<Valve>> by_pipe;
  for (Valve& valve : isolation_valves(design.sizing.graph, design.catalog))
    if (!valve.in_module) by_pipe[valve.item].push_back(std::move(valve));
  for (auto& [item, all] : by_pipe) {
    const ModuleType* pipe = design.catalog.module(item);
    CivilLine line;
    line.path = "valves/" + item;
    line.kind = "valve";
    line.description = "Isolation valve for " + (pipe != nullptr ? pipe->title : item);
    line.uom = "EA";
    line.note = "those at headers, pumps and vessels come with the skid";
    for (Valve& valve : all) {
      line.quantity += valve.runs;
      line.tags.push_back(std::move(valve.tag));
    }
    lines.push_back(std::move(line));
  }
}

}  // namespace plinth
