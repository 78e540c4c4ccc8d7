// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "core/base/quantity.h"

namespace plinth {

/// Coolants whose properties sizing knows: water, propylene and ethylene glycol in water, 25 to 50 % by weight (not by
/// volume: 25 % by volume is another fluid, whose viscosity differs by 15 %).
enum class Coolant { water, pg25, pg30, pg40, pg50, eg30, eg40, eg50 };

[[nodiscard]] std::string_view text(Coolant coolant);                       ///< "water", "pg25" …
[[nodiscard]] std::optional<Coolant> coolant_named(std::string_view name);  ///< of a name like that
/// Temperature at which the first crystals form, for water 0 degC.
[[nodiscard]] Temperature freezing_point(Coolant coolant);

// Glycols: the fits of Melinder (2010) as CoolProp carries them, a polynomial in temperature and weight share, valid
// from the freezing point to 100 degC. Water: fits to IAPWS-IF97 at 0.3 MPa, 5 to 65 degC (largest errors 0.05 kg/m3,
// 0.3 J/(kg K), 0.2 % of the viscosity). Outside, the value at the nearest end is taken; properties_hold tells.

/// Whether the fits of this coolant cover the temperature.
[[nodiscard]] bool properties_hold(Coolant coolant, Temperature t);
[[nodiscard]] Density density(Coolant coolant, Temperature t);
[[nodiscard]] SpecificHeat specific_heat(Coolant coolant, Temperature t);
/// Dynamic viscosity.
[[nodiscard]] Viscosity viscosity(Coolant coolant, Temperature t);

/// Flow that carries `heat` from `supply` to `back`, properties at the mean temperature (M02).
[[nodiscard]] Flow flow_for(Coolant coolant, Power heat, Temperature supply, Temperature back);
/// Temperature at which this flow returns, properties at the mean temperature, found by iteration.
[[nodiscard]] Temperature return_temperature(Coolant coolant, Power heat, Flow flow, Temperature supply);

/// The same polynomials as ledger formulas over the symbol T, an absolute temperature.
[[nodiscard]] std::string density_formula(Coolant coolant);
[[nodiscard]] std::string specific_heat_formula(Coolant coolant);
[[nodiscard]] std::string_view basis(Coolant coolant);

}  // namespace plinth
