// SPDX-License-Identifier: Apache-2.0
#include "core/physics/storage_dispatch.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace plinth {
namespace {

/// One pass of the deficit recursion; returns the deficit at the end and raises `most`.
double deficit(PowerTrace load, double cap, const StorageLimits& limits, double start, double& most) {
  double d = start;
  const double dt = load.step.si;
  for (const double watts : load.watts) {
    if (watts > cap)
      d += (watts - cap) * dt / limits.discharge_efficiency;
    else
      d = std::max(0.0, d - limits.charge_efficiency * std::min(cap - watts, limits.charge.si) * dt);
    most = std::max(most, d);
  }
  return d;
}

}  // namespace

PeakShaving peak_shaving(PowerTrace load, Power cap, const StorageLimits& limits, bool periodic) {
  PeakShaving out;
  for (const double watts : load.watts) out.discharge = std::max(out.discharge, Power{watts} - cap);
  double most = 0;
  double end = deficit(load, cap.si, limits, 0, most);
  if (periodic) {
    // After a pass from the end of the first, the deficit has settled or it grows for ever.
    const double again = deficit(load, cap.si, limits, end, most);
    if (again > end + 1e-9 * std::max(1.0, most)) most = std::numeric_limits<double>::infinity();
  }
  out.energy = Energy{most};
  return out;
}

Power smallest_cap(PowerTrace load, Energy energy, const StorageLimits& limits, bool periodic) {
  if (load.size() == 0) return Power{0};
  const auto [least, most] = std::minmax_element(load.watts.begin(), load.watts.end());
  double low = *least, high = *most;
  const auto holds = [&](double cap) {
    const PeakShaving need = peak_shaving(load, Power{cap}, limits, periodic);
    return need.discharge.si <= limits.discharge.si * (1 + 1e-12) && need.energy.si <= energy.si * (1 + 1e-12);
  };
  if (holds(low)) return Power{low};
  const double tolerance = 1e-9 * (high - low);
  while (high - low > tolerance) {
    const double middle = 0.5 * (low + high);
    (holds(middle) ? high : low) = middle;
  }
  return Power{high};
}

namespace {

/// Lattice of the stored energy: how many units, and how many a step may move up and down.
struct Lattice {
  double unit = 0;
  int levels = 0, up = 0, down = 0;
};

Lattice lattice_of(Time step, const ArbitrageLimits& limits) {
  const double per_step = (limits.power * step).si;
  Lattice lattice;
  if (limits.grid_side) {
    constexpr int fine = 24;
    lattice.unit = per_step * limits.charge_efficiency / fine;
    lattice.up = fine;
    lattice.down = static_cast<int>(std::floor(per_step / limits.discharge_efficiency / lattice.unit + 1e-9));
  } else {
    int split = 12;
    for (int k = 1; k < 12; ++k) {
      const double ratio = limits.energy.si / per_step * k;
      if (std::abs(ratio - std::round(ratio)) > 1e-9 * ratio) continue;
      split = k;
      break;
    }
    lattice.unit = per_step / split;
    lattice.up = lattice.down = split;
  }
  // A store of many hours gets a coarser lattice only by its levels being cut: beyond this no day is longer.
  lattice.levels = static_cast<int>(std::floor(std::min(limits.energy.si / lattice.unit + 1e-9, 4096.0)));
  return lattice;
}

}  // namespace

Arbitrage arbitrage(PriceTrace prices, const ArbitrageLimits& limits) {
  Arbitrage out;
  if (prices.per_joule.empty() || limits.power.si <= 0 || limits.energy.si <= 0) return out;
  const Lattice lattice = lattice_of(prices.step, limits);
  const auto levels = static_cast<std::size_t>(lattice.levels) + 1;
  constexpr double never = -std::numeric_limits<double>::infinity();
  std::vector<double> value(levels, never), next(levels);
  std::vector<std::int16_t> moves(levels * prices.per_joule.size());
  value[0] = 0;
  for (std::size_t t = 0; t < prices.per_joule.size(); ++t) {
    const double price = prices.per_joule[t];
    const double buy = price * lattice.unit / limits.charge_efficiency;
    const double sell = (price * limits.discharge_efficiency - limits.wear_per_joule) * lattice.unit;
    for (int level = 0; level < static_cast<int>(levels); ++level) {
      double best = never;
      int move = 0;
      const int from = std::max(0, level - lattice.up),
                to = std::min(static_cast<int>(levels) - 1, level + lattice.down);
      for (int before = from; before <= to; ++before) {
        const int step = level - before;
        const double got = value[static_cast<std::size_t>(before)] + (step > 0 ? -buy * step : -sell * step);
        if (got > best) best = got, move = step;
      }
      next[static_cast<std::size_t>(level)] = best;
      moves[t * levels + static_cast<std::size_t>(level)] = static_cast<std::int16_t>(move);
    }
    value.swap(next);
  }
  out.profit = value[0];
  out.unit = Energy{lattice.unit};
  out.units = lattice.levels;
  int level = 0;
  for (std::size_t t = prices.per_joule.size(); t-- > 0;) {
    const int move = moves[t * levels + static_cast<std::size_t>(level)];
    if (move < 0) out.discharged += Energy{-move * lattice.unit};
    level -= move;
  }
  return out;
}

bool trade_pays(double high, double low, double round_trip, double wear) { return high * round_trip - low > wear; }

Power mean_power(PowerTrace trace) {
  double sum = 0;
  for (const double watts : trace.watts) sum += watts;
  return Power{trace.size() == 0 ? 0.0 : sum / static_cast<double>(trace.size())};
}

Firming firming(PowerTrace generation, Power constant) {
  Firming out;
  double stored = 0, least = 0, most = 0;
  for (const double watts : generation.watts) {
    out.discharge = std::max(out.discharge, constant - Power{watts});
    out.charge = std::max(out.charge, Power{watts} - constant);
    stored += (watts - constant.si) * generation.step.si;
    least = std::min(least, stored), most = std::max(most, stored);
  }
  out.energy = Energy{most - least};
  return out;
}

}  // namespace plinth
