// SPDX-License-Identifier: Apache-2.0
// The valve list: every isolation valve by its tag, as a P&ID and the works order it.
#include <string>
#include <vector>

#include "core/model/valves.h"
#include "exporters/exporter.h"
#include "exporters/text/table/csv.h"

namespace plinth::exporters {
namespace {

const std::vector<std::string> columns = {"tag",  "duty", "medium", "path", "nominal_bore", "quantity",
                                          "at",   "from", "to",     "item", "supplied_with", "phase"};

/// The module that a valve stands at: for one in a manifold the module that holds it.
std::string place_of(const Edge& edge, const Valve& valve) { return valve.at_end ? edge.to.tag : edge.from.tag; }

std::vector<Cell> row(const Design& design, const Valve& valve) {
  const Edge& edge = design.sizing.graph.edges[valve.edge];
  const std::string at = place_of(edge, valve);
  const ModuleType* type = valve_of_bore(design.spec, design.catalog, valve.bore);
  const bool with_module = valve.in_module || valve.sectioning;
  return {words(valve.tag),
          words(valve.sectioning ? "sectioning, one of a pair" : "isolation"),
          words(std::string(text(edge.medium))),
          words(edge.path),
          words(valve.bore),
          figure(std::to_string(valve.runs)),
          words(at),
          words(edge.from.tag),
          words(edge.to.tag),
          words(valve.in_module || type == nullptr ? "" : type->id),
          words(with_module ? at : ""),
          figure(edge.phase == 0 ? "" : std::to_string(edge.phase))};
}

std::vector<Artifact> write(const Design& design, const Stamp&) {
  std::string bytes;
  std::vector<Cell> head;
  for (const std::string& column : columns) head.push_back(figure(column));
  append_csv_row(bytes, head);
  for (const Valve& valve : isolation_valves(design)) append_csv_row(bytes, row(design, valve));
  return {{"valves.csv", std::move(bytes)}};
}

}  // namespace

extern constinit const Exporter valves_csv{
    "valves-csv", "the valve list: every isolation valve of the water pipes by its tag, size and place", true, write};

}  // namespace plinth::exporters
