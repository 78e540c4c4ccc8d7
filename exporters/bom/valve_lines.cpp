// SPDX-License-Identifier: Apache-2.0
#include "exporters/bom/valve_lines.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "core/model/valves.h"

namespace plinth {

std::vector<ValveLine> valve_lines(const Design& design) {
  std::map<std::pair<std::size_t, std::string>, std::vector<Valve>> by_bore;  // DN50 before DN100
  for (Valve& valve : isolation_valves(design))
    if (!valve.in_module) by_bore[{valve.bore.size(), valve.bore}].push_back(std::move(valve));
  std::vector<ValveLine> lines;
  for (auto& [key, all] : by_bore) {
    ValveLine line;
    line.bore = key.second;
    line.type = valve_of_bore(design.spec, design.catalog, line.bore);
    line.note = "those at headers, pumps and vessels and at branches inside pods come with the module";
    int paired = 0;
    for (Valve& valve : all) {
      line.quantity += valve.runs;
      if (valve.sectioning) paired += valve.runs;
      line.tags.push_back(std::move(valve.tag));
    }
    if (paired > 0) line.note += fmt::format("; {} of them in pairs, fitted in pods and header skids", paired);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace plinth
