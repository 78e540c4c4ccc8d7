// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/quantity.h"

namespace plinth {

/// Loss at load share x: P0 + x^2 Pk F_h (IEC 60076-1); F_h is the harmonic loss factor, 1 for a sine.
[[nodiscard]] Power transformer_loss(Power no_load, Power load_loss, double load_share, double harmonic_factor = 1.0);
/// Load share of highest efficiency: sqrt(P0 / Pk).
[[nodiscard]] double best_load_share(Power no_load, Power load_loss);
/// Peak efficiency index: 1 - 2 sqrt(P0 Pk) / S (EN 50588-1, Regulation (EU) 548/2014).
[[nodiscard]] double peak_efficiency_index(Power no_load, Power load_loss, ApparentPower rated);
/// Efficiency at load share x and power factor.
[[nodiscard]] double transformer_efficiency(Power no_load, Power load_loss, ApparentPower rated, double load_share,
                                            PowerFactor factor);

/// How a transformer's rating falls away from the normal service conditions of IEC 60076-1 (1000 m; 40 degC at most,
/// 30 degC mean of the hottest period).
struct TransformerDerating {
  double per_100_m = 0;   ///< above 1000 m: 0.004 liquid with natural cooling, 0.003 dry with natural cooling
  double per_kelvin = 0;  ///< above 30 degC mean ambient: 0.015 liquid, 0.004 dry
};
inline constexpr TransformerDerating liquid_derating{0.004, 0.015};  ///< ONAN: IEC 60076-2, IEEE C57.91
inline constexpr TransformerDerating dry_derating{0.003, 0.004};     ///< AN: IEC 60076-11, IEEE C57.96
/// Usable share of the rating: 1 inside the normal conditions (a cold site earns no credit), never below zero. The
/// capacity is derated, never the load. Valid to 4000 m and 50 degC mean; the caller flags beyond.
[[nodiscard]] double transformer_derating(TransformerDerating rule, Length altitude, Temperature mean_ambient);

/// Share of a rating left for power electronics beyond 1000 m and 40 degC: -1 %/100 m, -2 %/K (makers' practice).
[[nodiscard]] double electronics_derating(Length altitude, Temperature ambient);

}  // namespace plinth
