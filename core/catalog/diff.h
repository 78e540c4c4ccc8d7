// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/catalog/fields.h"

namespace plinth {

/// One value that differs; a text is empty where one side does not state it.
struct ValueChange {
  std::string what;                ///< "rated_heat", "clearance.front", "rated_heat (trust)"
  std::string before, after;       ///< each in its own unit
  std::optional<double> relative;  ///< after / before - 1 of numbers above zero of one dimension that is a magnitude
};

enum class Changes { added, removed, changed };

/// A record of one catalog against another.
struct RecordChange {
  std::string record;  ///< "module", "kind", "limit", "test", "grid profile"
  std::string id;
  Changes change = Changes::changed;
  std::string title;                ///< of an added or removed record, where it has one
  std::vector<ValueChange> values;  ///< of a changed one, by name
};

/// Values that differ, by name. Numbers are compared in SI: 1.35 MW is 1350 kW. With `trust`, status, source and date
/// are compared as well.
[[nodiscard]] std::vector<ValueChange> value_changes(const Fields& before, const Fields& after, bool trust);
/// Kinds, modules, limits, tests and grid profiles, in this order, each by id.
[[nodiscard]] std::vector<RecordChange> catalog_changes(const Catalog& before, const Catalog& after);

}  // namespace plinth
