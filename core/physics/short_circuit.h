// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <complex>
#include <span>

#include "core/base/quantity.h"

namespace plinth {

/// A short-circuit impedance of the positive sequence, ohm per phase at the voltage level the function names.
using Impedance = std::complex<double>;

/// Voltage factor c of IEC 60909-0:2016 table 1. Low voltage (up to 1 kV): c_max 1.05 where the supply keeps within
/// +6 %, else 1.10; above 1 kV: 1.10. c_min 0.95 at low voltage with +6 %, 0.90 with +10 %; above 1 kV 1.00.
struct VoltageFactors {
  double max = 1.1, min = 1.0;
};
[[nodiscard]] VoltageFactors voltage_factors(Voltage nominal, bool low_voltage_tolerance_10 = false);

/// Z_Q = c U_n^2 / S"k of a network feeder, split by R/X; ohm at U_n (IEC 60909-0:2016 eq. 6). `power` must be
/// positive.
[[nodiscard]] Impedance feeder_impedance(Voltage nominal, ApparentPower power, double r_over_x, double c);

/// Nameplate of a two-winding transformer.
struct TransformerData {
  ApparentPower rated;
  Voltage secondary;  ///< rated; impedances below are at this side
  double uk = 0;      ///< short-circuit voltage, a ratio
  Power load_loss;    ///< Pk at rated current
};
/// Z_T with |Z| = uk U^2/S and R = Pk U^2/S^2, ohm at the secondary (eq. 7 to 9). R is held at |Z| where the loss says
/// more: such a nameplate contradicts itself.
[[nodiscard]] Impedance transformer_impedance(const TransformerData& transformer);
/// K_T = 0.95 c_max / (1 + 0.6 x_T), x_T relative reactance (eq. 12a); for maximum currents of network transformers.
[[nodiscard]] double transformer_correction(const TransformerData& transformer, double c_max);

/// Carries an impedance to another voltage level: times (to/from)^2.
[[nodiscard]] Impedance referred(Impedance z, Voltage from, Voltage to);
/// Impedance of parallel branches; branches of zero impedance short the rest. Empty: infinity is not a number here, 0.
[[nodiscard]] Impedance in_parallel(std::span<const Impedance> branches);

/// Resistance of a conductor at another temperature: R (1 + 0.004/K (theta - 20 degC)), eq. 33; copper and aluminium.
[[nodiscard]] Resistance at_temperature(Resistance at_20, Temperature theta);

/// Synchronous generator: Z_G = R_Gf + j X"d with R_Gf 0.15 X"d up to 1 kV, 0.07 X"d above (rated below 100 MVA, 0.05
/// from there), times K_G = (U_n/U_rG) c_max / (1 + x"d sin(phi)); ohm at U_n (eq. 17, 18).
struct GeneratorData {
  ApparentPower rated;
  Voltage rated_voltage;
  double subtransient = 0;  ///< x"d, a ratio
  PowerFactor power_factor{0.8};
};
[[nodiscard]] Impedance generator_impedance(const GeneratorData& generator, Voltage nominal, double c_max);

/// Asynchronous motor fed without a converter: |Z_M| = 1/(I_LR/I_rM) U^2/S, R/X 0.42 at low voltage with feed cables,
/// 0.15 above 1 kV (section 6.10). Drives with rectifiers do not feed back.
[[nodiscard]] Impedance motor_impedance(ApparentPower rated, Voltage voltage, double locked_rotor_ratio);

/// I"k = c U_n / (sqrt(3) |Z|), eq. 29. `z` must not be 0.
[[nodiscard]] Current initial_current(Voltage nominal, double c, Impedance z);
/// kappa = 1.02 + 0.98 exp(-3 R/X), eq. 55.
[[nodiscard]] double peak_factor(Impedance z);
/// i_p = kappa sqrt(2) I"k, eq. 54.
[[nodiscard]] Current peak_current(Current initial, double kappa);
/// m of the decaying direct current, eq. 105 (annex A); valid for 1 < kappa < 2, else the nearest end.
[[nodiscard]] double heat_of_direct_current(double kappa, Frequency f, Time duration);
/// I_th = I"k sqrt(m + n), eq. 102; n 1 far from generators.
[[nodiscard]] Current thermal_current(Current initial, double m, double n = 1.0);

/// What a three-phase short circuit draws.
struct FaultCurrents {
  Current initial;  ///< I"k
  Current peak;     ///< i_p
  Current thermal;  ///< I_th over the time asked for
};
/// Sources behind `z` (ohm at `nominal`), and converters that add a fixed alternating current whatever the voltage.
[[nodiscard]] FaultCurrents fault_currents(Voltage nominal, Impedance z, Current converters, Frequency f,
                                           Time duration);

/// No-impedance-upstream screen: I_n 1/uk of a transformer, an upper bound.
[[nodiscard]] Current bolted_secondary(ApparentPower rated, Voltage secondary, double uk);
/// I = S / (sqrt(3) U).
[[nodiscard]] Current line_current(ApparentPower power, Voltage voltage);

}  // namespace plinth
