// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "exporters/text/checklist/symbols.h"

namespace plinth::checklist {

/// A limit of a test, computed.
struct LimitValue {
  std::string text;     ///< "15 bar"; empty when it cannot be computed
  std::string unit;     ///< "bar", as shown
  std::string formula;  ///< "1.5 * design_pressure"; empty when it is a constant
  std::string missing;  ///< the first name neither catalog nor design has; empty when computed
  std::string fault;    ///< the formula is wrong in itself (dimensions); empty normally
  bool assumed = false;
};

/// One line to be done and ticked.
struct Line {
  int number = 0;
  const TestItem* item = nullptr;
  std::map<std::string, LimitValue> limits;
  bool by_supplier = false;  ///< a limit lacks a value that only the supplier has
  bool undecided = false;    ///< its condition could not be decided; it stays in, the factory decides
};

/// Lines of one family at one commissioning level.
struct Section {
  std::string title;  ///< "MV switchgear"
  std::string level;  ///< "L1"
  std::vector<Line> lines;
};

/// A figure the limits used.
struct UsedSymbol {
  std::string name, text, origin;
  bool assumed = false;
};

/// The checklist of one module.
struct Sheet {
  std::vector<Section> sections;  ///< by level, then in the order the kind lists its families
  std::vector<UsedSymbol> used;   ///< by name
  int lines = 0, hold = 0, witness = 0, by_supplier = 0;
};

/// Shows an SI value in a unit for a person: "117.5 L/min", "96.3 %", "18 °C"; "" as unit is a plain number.
[[nodiscard]] std::string shown(const Dimensioned& value, std::string_view unit);
/// Evaluates "formula [unit]".
[[nodiscard]] LimitValue evaluate_limit(std::string_view limit, const Symbols& symbols);
/// The checklist of a module, from the families of its kind and the templates of the catalog.
[[nodiscard]] Sheet make_sheet(const Catalog& catalog, const Kind& kind, const Symbols& symbols);
/// "mv_switchgear" -> "MV switchgear".
[[nodiscard]] std::string family_title(std::string_view family);

}  // namespace plinth::checklist
