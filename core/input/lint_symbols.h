// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/formula.h"
#include "core/model/catalog.h"

namespace plinth {

// What the formulas of lint records may name, for a module type:
//   attribute                       a number, or a flag as 1 or 0
//   curve_least, _most              smallest and largest y
//   curve_first, _last              y at its ends; curve_x_first, curve_x_last: x there
//   envelope_length, _width, _height
//   box_length, _width, _height, box_mass     as delivered: shipping_…, else the envelope and mass_operating
//   port_NAME_bore                  of a "DN150" port, as a length; of "2 x DN150" the bore of the same area
//   port_NAME_current               of a "2500 A" port
//   contents_mass, contents_cost    of what it contains: every place filled; fixed parts

/// The symbols of one type; what it does not state is not there.
[[nodiscard]] FormulaSymbols lint_symbols(const ModuleType& type, const Catalog& catalog);
/// The symbols that a type of this kind may have, each with its dimension and the value 1.
[[nodiscard]] FormulaSymbols lint_symbols(const Kind& kind);
/// The names in a formula, in their order: neither functions nor units.
[[nodiscard]] std::vector<std::string> formula_names(std::string_view formula);

}  // namespace plinth
