// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/quantity.h"

namespace plinth {

/// Conditions of ISO 3046-1:2002: air pressure and temperature, charge-air coolant temperature.
struct EngineConditions {
  Pressure pressure;
  Temperature air, coolant;
};
/// The reference of ISO 3046-1: 100 kPa, 298 K, 298 K.
inline constexpr EngineConditions iso_3046_reference{{100e3}, {298.0}, {298.0}};

/// Ratio of indicated power k = (p/p_r)^0.7 (T_r/T)^1.2 (T_cr/T_c)^1.0 of a turbocharged diesel with charge-air cooling
/// (ISO 3046-1 table 2), not above 1.
[[nodiscard]] double indicated_power_ratio(const EngineConditions& site, const EngineConditions& rated);
/// Power adjustment alpha = k - 0.7 (1 - k) (1/eta_m - 1), never below 0. A maker's own curve comes first.
[[nodiscard]] double power_adjustment(double k, double mechanical_efficiency = 0.8);
/// Rule of one maker (Cummins QSK23) beyond its curve: 1 - 3.4 % per 300 m - 20 % per 10 K.
[[nodiscard]] double beyond_maker_curve(Length above, TemperatureDifference hotter);

/// Rating classes of ISO 8528-1:2018.
enum class RatingClass { esp, prp, ltp, cop, dcp };
struct RatingLimits {
  Time hours_per_year;     ///< most it may run
  double average_share;    ///< most its mean over 24 h may be of the rating
  double overload_1h = 1;  ///< one hour in twelve
};
[[nodiscard]] RatingLimits limits_of(RatingClass rating);
[[nodiscard]] std::optional<RatingClass> rating_class(std::string_view word);  ///< "ESP" …

/// Largest first load step of a diesel as a share of its rating, from its mean effective pressure: 0.8 / p_me in MPa,
/// at most 1 (fit to ISO 8528-5:2018 figure 6; 1.0 MPa 80 %, 2.0 40 %, 2.4 33 %). p_me > 0, for 0.8 to 3 MPa.
[[nodiscard]] double first_step_share(Pressure mean_effective_pressure);

/// Energy a store must give while a set takes its load in steps (shares of the rating), one per interval: the first at
/// once, until all are in.
struct Staircase {
  Time duration;
  Energy bridge;
};
[[nodiscard]] Staircase staircase_bridge(Power load, const std::vector<double>& steps, Time interval);

/// Fuel: power x time x specific consumption (volume per energy).
[[nodiscard]] Volume fuel_volume(Power power, Time time, double cubic_metres_per_joule);
inline constexpr double litre_per_kWh = 1e-3 / 3.6e6;

}  // namespace plinth
