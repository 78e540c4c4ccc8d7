// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/quantity.h"

namespace plinth {

/// Logarithmic mean of the temperature differences at the two ends, both above zero. Where they differ by less than a
/// millionth, which is the normal case of a balanced exchanger, their arithmetic mean (M10). Zero when one is not above
/// zero.
[[nodiscard]] TemperatureDifference log_mean(TemperatureDifference one, TemperatureDifference other);

// Effectiveness of exchangers over NTU = UA / C_min and the ratio of capacity rates C_r = C_min / C_max, both 0 or more
// and C_r at most 1 (Incropera, table 11.3). All are 1 - exp(-NTU) at C_r = 0.

/// Counterflow; NTU / (1 + NTU) where the rates are equal.
[[nodiscard]] double counterflow_effectiveness(double ntu, double capacity_ratio);
/// Crossflow, both fluids unmixed: 1 - exp[(NTU^0.22 / Cr) (exp(-Cr NTU^0.78) - 1)]. Approximate: within 1e-5 of the
/// series at NTU 5.
[[nodiscard]] double crossflow_effectiveness(double ntu, double capacity_ratio);
/// Crossflow, the fluid of the smaller rate mixed.
[[nodiscard]] double crossflow_min_mixed(double ntu, double capacity_ratio);
/// Crossflow, the fluid of the larger rate mixed.
[[nodiscard]] double crossflow_max_mixed(double ntu, double capacity_ratio);

/// Correction of the log mean for `shells` shell passes and an even number of tube passes (Fakheri 2003). Temperatures
/// of a counterflow exchanger in the same sense; 0 where they are impossible in such an exchanger.
[[nodiscard]] double shell_correction(Temperature hot_in, Temperature hot_out, Temperature cold_in,
                                      Temperature cold_out, int shells = 1);

/// UA at other flows than those it was rated at (M13): the two films in series, each falling with flow^0.8; `share` is
/// that of the first side in the thermal resistance at rating. Estimate for turbulent plate exchangers; valid for flow
/// ratios of 0.3 to 1.5, outside the nearest end is taken.
[[nodiscard]] Conductance ua_at_flows(Conductance rated, double first_flow_ratio, double second_flow_ratio,
                                      double share = 0.5);

/// Approach a counterflow exchanger reaches: cold stream of `cold_rate` enters, the hot stream of `hot_rate` gives off
/// `heat` and leaves this much above the cold inlet. Q = e Cmin (Q / Ch + approach) solved for the approach.
[[nodiscard]] TemperatureDifference approach_of(Power heat, Conductance hot_rate, Conductance cold_rate,
                                                Conductance ua);

/// What a CDU's data sheet states: a tuple that holds together only.
struct CduRating {
  Power heat;
  TemperatureDifference atd;  ///< TCS supply minus FWS supply
  Flow flow;                  ///< TCS
  Pressure head;              ///< external, at that flow
};
/// Share of the rated flow left when `taken` of the rated head is used up before the racks (filters in, dirty): the
/// square root of what remains over the rating (makers' tables: 1000 / 957 / 913 kW at 300 / 275 / 250 kPa). 0 when
/// nothing remains.
[[nodiscard]] double head_derating(Pressure rated_head, Pressure taken);
/// Heat at another approach and the same flows: proportional to the approach, never above the rating (M14), times the
/// head derating.
[[nodiscard]] Power cdu_capacity(const CduRating& rating, TemperatureDifference atd, Pressure head_taken);
/// UA behind the rating, taking equal capacity rates on both sides, where the log mean equals the approach.
[[nodiscard]] Conductance cdu_ua(const CduRating& rating);

}  // namespace plinth
