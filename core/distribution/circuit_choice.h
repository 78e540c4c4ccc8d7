// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "core/distribution/wires.h"

namespace plinth {

/// Conditions all circuits share.
struct CircuitBasis {
  Temperature air, ground, hot, busway_ambient, busway_limit;
  Frequency frequency;
  double drop_lv = 0, drop_mv = 0;  ///< largest drop of one circuit over the nominal voltage
  Time fault_lv, fault_mv, fault_limiting, gear;
  Current limiting;  ///< cable circuits up to here have current-limiting protection
  int tray = 9, trench = 4;
  int cables = 6, busways = 2;  ///< most in parallel
};

/// Largest fault a circuit may see at its sending end; zero when unknown.
struct FaultDuty {
  Current initial, peak, thermal;
};

/// A stock item in so many runs, with what follows from it.
struct Choice {
  const Stock* stock = nullptr;
  int runs = 0;
  double factor = 0;    ///< on the rated current
  double ampacity = 0;  ///< of all runs, A
  double drop = 0;      ///< over the nominal voltage
  Power loss;           ///< at the normal current
  double cost = 0;      ///< USD
  std::string sized_by;
};

/// Factor on the rated current of `runs` runs beside their neighbours; nothing where the tables end.
[[nodiscard]] std::optional<double> rating_factor(const Stock& stock, Medium medium, int neighbours, int runs,
                                                  const CircuitBasis& basis);
/// The cheapest stock and runs that carry the current, keep the drop and stand the fault; the first of equals.
[[nodiscard]] std::optional<Choice> choose_circuit(const Wire& wire, Medium medium, Length length,
                                                   const std::vector<Stock>& stock, const FaultDuty& fault,
                                                   const CircuitBasis& basis);

}  // namespace plinth
