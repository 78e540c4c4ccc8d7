// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/design.h"
#include "core/physics/cable.h"

namespace plinth {

/// An electrical edge between two modules on the ground: something has to be laid for it.
struct Wire {
  std::size_t edge = 0;          ///< in the graph
  const Route* route = nullptr;  ///< nullptr when the layout has none
  double volts = 0;              ///< line to line, or between poles
  double design = 0;             ///< Ib, A
  double normal = 0;             ///< A, everything in service
  double power_factor = 1;
  int neighbours = 0;  ///< other circuits beside it where it runs closest to most, their runs counted
};

/// Stock a circuit can be built of, with its figures per metre.
struct Stock {
  const ModuleType* type = nullptr;
  bool busway = false;
  double current = 0;       ///< A, at rated conditions
  double voltage = 0;       ///< V
  double r20 = 0, x50 = 0;  ///< ohm/m; 0 when the catalog states none
  double section = 0;       ///< mm2; 0 for busway
  double adiabatic = 0;     ///< k, A s^0.5/mm2
  double icw = 0, ipk = 0;  ///< A, of busway
  double cost = 0;          ///< USD/m
};

/// Electrical edges whose ends stand on different ground, by graph order.
[[nodiscard]] std::vector<Wire> wires_of(const Design& design, double critical_power_factor,
                                         double mechanical_power_factor);
/// Index of every node by tag; -1 for an unknown one.
[[nodiscard]] int node_position(const Graph& graph, std::string_view tag);
/// "13.8 kV" in volts; 0 when it is none.
[[nodiscard]] double volts_of_text(std::string_view text);
/// Stock of the catalog for this medium, by id, as far as the site offers it (`catalog.prefer`, `catalog.exclude`).
[[nodiscard]] std::vector<Stock> stock_for(const Design& design, const Catalog& catalog, Medium medium);
/// How many circuits run along with each wire: most others that share a stretch of its route at the same place. The
/// medium-voltage ones lie in trenches of their own, the others on trays. `runs` by wire.
void count_neighbours(const Graph& graph, std::vector<Wire>& wires, const std::vector<int>& runs, int most);

}  // namespace plinth
