// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "core/base/quantity.h"

namespace plinth {

/// ASHRAE TC 9.9 class of a facility water supply (2021): W17, W27, W32, W40, W45 up to these degC, W+ above.
[[nodiscard]] std::string_view facility_water_class(Temperature supply);
/// ASHRAE TC 9.9 class of a coolant supply to the racks (2024): S30, S40, S45, S50 up to these degC; "above S50".
[[nodiscard]] std::string_view coolant_class(Temperature supply);

// Metrics of a year or a point (ISO/IEC 30134-2, -6, -9).

/// Energy of the site over energy of its IT.
[[nodiscard]] double power_usage(Energy site, Energy it);
/// Reused energy over energy of the site (ERF), and what remains of PUE then (ERE).
[[nodiscard]] double energy_reuse_factor(Energy reused, Energy site);
[[nodiscard]] double energy_reuse_effectiveness(double pue, double reuse_factor);
/// Water used on site over energy of its IT, m3/J; WUE is stated in L/kWh.
[[nodiscard]] double water_usage_l_per_kwh(Volume water, Energy it);
/// Tokens for a joule of a boundary whose PUE over the measured power is `pue` (1: the boundary of the measurement).
[[nodiscard]] double tokens_per_joule(double tokens_per_second, Power power, double pue = 1.0);

}  // namespace plinth
