// SPDX-License-Identifier: Apache-2.0
#include "core/physics/availability.h"

#include <cmath>

namespace plinth {
namespace {

constexpr Time year{8760.0 * 3600.0};

/// Probability that exactly k of n happen, each with p.
double exactly(int k, int n, double p) {
  double ways = 1;
  for (int i = 1; i <= k; ++i) ways *= static_cast<double>(n - k + i) / i;
  return ways * std::pow(p, k) * std::pow(1 - p, n - k);
}

}  // namespace

double Repairable::unavailability() const { return failures_per_year * (repair / year); }

double availability(Time between_failures, Time to_repair) { return between_failures / (between_failures + to_repair); }

double series_unavailability(const std::vector<Repairable>& parts) {
  double up = 1;
  for (const Repairable& part : parts) up *= 1 - part.unavailability();
  return 1 - up;
}

Repairable in_series(const std::vector<Repairable>& parts) {
  Repairable whole;
  double hours = 0;
  for (const Repairable& part : parts) {
    whole.failures_per_year += part.failures_per_year;
    hours += part.failures_per_year * part.repair.si;
  }
  if (whole.failures_per_year > 0) whole.repair = Time{hours / whole.failures_per_year};
  return whole;
}

double k_of_n_availability(int k, int n, double a) {
  double sum = 0;
  for (int i = k; i <= n; ++i) sum += exactly(i, n, a);
  return sum;
}

double two_sided_unavailability(double u, double beta) { return beta * u + std::pow((1 - beta) * u, 2); }

double fatal_set_unavailability(const FatalSets& sets, double u, double beta, double m) {
  const double alone = (1 - beta) * u;
  return sets.singles * u + sets.pairs * alone * alone + sets.triples * alone * alone * alone + sets.groups * beta * u +
         2 * sets.pairs * m * u + 3 * sets.triples * m * u * u;
}

double start_failure(int installed, int reserves, double each) {
  double sum = 0;
  for (int failed = reserves + 1; failed <= installed; ++failed) sum += exactly(failed, installed, each);
  return sum;
}

double standby_unavailability(double source, double start, double standby) { return source * (start + standby); }

Time yearly_downtime(double unavailability) { return unavailability * year; }

}  // namespace plinth
