// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/base/quantity.h"

namespace plinth {

/// Voltage drop at the connection point when the load becomes P + jQ behind a grid of that short-circuit power, per
/// unit of the open voltage, by the exact solution of the two-bus circuit:
/// V^2 = (1 - 2(rP+xQ) + sqrt((1 - 2(rP+xQ))^2 - 4(r^2+x^2)(P^2+Q^2))) / 2. nullopt where no voltage solves it (the
/// load is beyond the collapse point).
[[nodiscard]] std::optional<double> voltage_drop(Power load, double reactive_var, ApparentPower short_circuit,
                                                 double x_over_r);

/// Short-term flicker of rectangular voltage changes, Pst = d / d1(r), d1 the change that gives Pst 1 at r changes a
/// minute by the table of IEC 61000-4-15 (230 V, 50 Hz), read on logarithmic scales. `change` is a ratio. nullopt
/// outside 1 to 4000 changes a minute.
[[nodiscard]] std::optional<double> flicker(double change, double changes_per_minute);

}  // namespace plinth
