// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/base/quantity.h"

namespace plinth {

/// A repairable part: failures per time and mean time to repair (IEEE 493, IEEE 3006.7).
struct Repairable {
  double failures_per_year = 0;  ///< >= 0
  Time repair;
  /// Share of time it is down: lambda r over a year of 8760 h; for lambda r well below a year.
  [[nodiscard]] double unavailability() const;
};
/// MTBF / (MTBF + MTTR).
[[nodiscard]] double availability(Time between_failures, Time to_repair);
/// Parts that are all needed: 1 - product of the availabilities, to first order the sum (IEEE 493 ch. 2).
[[nodiscard]] double series_unavailability(const std::vector<Repairable>& parts);
/// Parts in series as one part: rates add, repair time is their mean weighted by rate.
[[nodiscard]] Repairable in_series(const std::vector<Repairable>& parts);
/// At least k of n equal independent units are up: binomial. 0 <= k <= n, 0 <= a <= 1.
[[nodiscard]] double k_of_n_availability(int k, int n, double unit_availability);
/// Two equal independent sides of which one is enough, a share beta of whose failures hits both:
/// beta U + ((1 - beta) U)^2. Without beta the result is unphysically small.
[[nodiscard]] double two_sided_unavailability(double side_unavailability, double common_cause_share);
/// How many sets of units of a service are not survived, counted by taking them out; and what units share.
struct FatalSets {
  double singles = 0, pairs = 0, triples = 0;  ///< minimal sets: no fatal set holds a smaller one
  double groups = 0;                           ///< redundant groups, each with common causes of its own
};
/// Rare-event sum over fatal sets, of units that are down a share u of the time, independently but for the share beta
/// of failures that hit a whole redundant group, and out for maintenance a share m of the time, one at a time: S u + P
/// ((1 - beta) u)^2 + T ((1 - beta) u)^3 + G beta u + 2 P m u + 3 T m u^2 (IEC 61025, IEEE 3006.5). An upper bound of
/// what these sets do; exact to first order in u.
[[nodiscard]] double fatal_set_unavailability(const FatalSets& sets, double u, double beta, double m);
/// More than `reserves` of `installed` sets fail to start, each with the probability given, independently.
[[nodiscard]] double start_failure(int installed, int reserves, double each);
/// A normal source with standby sets behind it: U_source (P_start + U_standby).
[[nodiscard]] double standby_unavailability(double source, double start_failure, double standby);
/// Time down in a year of 8760 h.
[[nodiscard]] Time yearly_downtime(double unavailability);

}  // namespace plinth
