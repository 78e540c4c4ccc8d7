// SPDX-License-Identifier: Apache-2.0
#include "core/physics/redundancy.h"

#include <algorithm>
#include <cmath>

namespace plinth {
namespace {

int whole(double ratio) { return static_cast<int>(std::max(0.0, whole_units(ratio))); }

double share(Power load, Power rating, int units) { return units == 0 ? 0.0 : load.si / (units * rating.si); }

}  // namespace

UnitCount units_in_parallel(Power load, Power rating, int reserves) {
  const int n = whole(load / rating), all = n == 0 ? 0 : n + reserves;
  return {n, all, share(load, rating, all), share(load, rating, std::max(n, all - 1))};
}

UnitCount units_two_sided(Power load, Power rating) {
  const int n = whole(load / rating);
  return {n, 2 * n, share(load, rating, 2 * n), share(load, rating, n)};
}

UnitCount units_two_sided_plus(Power load, Power rating) {
  const int n = whole(load / rating), side = n == 0 ? 0 : n + 1;
  return {n, 2 * side, share(load, rating, 2 * side), share(load, rating, side)};
}

UnitCount units_distributed(Power load, Power rating, int systems) {
  const int q = whole(load.si / ((systems - 1) * rating.si));
  return {(systems - 1) * q, systems * q, share(load, rating, systems * q), share(load, rating, (systems - 1) * q)};
}

UnitCount units_with_catcher(Power load, Power rating, int catchers) {
  const int blocks = whole(load / rating);
  const double active = share(load, rating, blocks);
  return {blocks, blocks == 0 ? 0 : blocks + catchers, active, active};
}

void PairLoads::add(int i, int j, double load) {
  load_[static_cast<std::size_t>(i * systems_ + j)] += load;
  load_[static_cast<std::size_t>(j * systems_ + i)] += load;
}

double PairLoads::normal(int system) const {
  double sum = 0;
  for (int j = 0; j < systems_; ++j) sum += on(system, j);
  return sum / 2;
}

double PairLoads::after_loss(int system, int failed) const { return normal(system) + on(system, failed) / 2; }

double PairLoads::worst() const {
  double most = 0;
  for (int f = 0; f < systems_; ++f)
    for (int j = 0; j < systems_; ++j)
      if (j != f) most = std::max(most, after_loss(j, f));
  return most;
}

int pods_on_systems(int systems, int half_pods) {
  if (systems < 2 || half_pods < 0) return 0;
  return systems * ((systems - 1) * half_pods / systems) / 2;
}

std::vector<std::pair<int, int>> pair_order(int systems) {
  if (systems == 4) return {{0, 1}, {2, 3}, {0, 2}, {1, 3}, {0, 3}, {1, 2}};
  std::vector<std::pair<int, int>> pairs;
  for (int i = 0; i < systems; ++i)
    for (int j = i + 1; j < systems; ++j) pairs.emplace_back(i, j);
  return pairs;
}

}  // namespace plinth
