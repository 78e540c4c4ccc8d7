// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>

#include "core/model/catalog.h"

namespace plinth {

/// One value of a catalog record for comparing and showing: its text, and the SI number where it is one.
struct Field {
  std::string text;  ///< "1350 kW", "yes", "25 degC: 59 L/min, 30 degC: 71 L/min"
  std::optional<double> si;
  Dimension dimension = Dimension::ratio;
  std::string trust;  ///< "assumed, engineering estimate, 2026-11-20"; empty where no provenance is kept
};
/// Every value of a record by name, attributes under their own names, in a fixed order.
using Fields = std::map<std::string, Field>;

[[nodiscard]] Fields fields_of(const ModuleType& type);
[[nodiscard]] Fields fields_of(const Kind& kind);
[[nodiscard]] Fields fields_of(const Limit& limit);
[[nodiscard]] Fields fields_of(const TestItem& test);
[[nodiscard]] Fields fields_of(const GridProfile& profile);

/// An attribute in the unit it was written in: "1350 kW", "yes"; points of a curve in the units that need fewest
/// digits.
[[nodiscard]] std::string value_text(const Attribute& attribute);

}  // namespace plinth
