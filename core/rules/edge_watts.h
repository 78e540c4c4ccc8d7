// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/units.h"
#include "core/model/design.h"

namespace plinth {

/// What electrical edges carry at unity power factor, W. Units and voltages are few and are read once.
class EdgeWatts {
 public:
  /// W of a figure in the unit of the edge's rating; nullopt when it is none, or when it cannot be read.
  [[nodiscard]] std::optional<double> of(const Edge& edge, double value);

 private:
  struct Read {
    const Unit* power = nullptr;
    const Unit* current = nullptr;
    std::optional<double> volts;
  };
  const Read& read_of(const Edge& edge);
  std::map<std::pair<std::string_view, std::string_view>, Read> known_;  ///< by unit and voltage
};

}  // namespace plinth
