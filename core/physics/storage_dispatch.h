// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <limits>
#include <optional>
#include <span>

#include "core/physics/storage_smoothing.h"

namespace plinth {

/// Losses and power limits of a storage, at its grid terminals.
struct StorageLimits {
  double charge_efficiency = 1, discharge_efficiency = 1;  ///< 0 … 1, each way
  Power charge{std::numeric_limits<double>::infinity()}, discharge{std::numeric_limits<double>::infinity()};
};

/// What keeps a load profile below a cap.
struct PeakShaving {
  Power discharge;  ///< max(L - cap)
  Energy energy;    ///< least usable energy, stored side; infinite where the deficit never closes
};

/// Exact least storage for a cap: the deficit D runs as D += (L - C) dt / eta_d above the cap and
/// D = max(0, D - eta_c min(C - L, P_c) dt) below it; E = max D. Charging as soon as there is room is best, since the
/// deficit only ever gets smaller by it. `periodic`: the profile repeats, so the second pass counts; where a pass does
/// not come back to the deficit it began with, no energy is enough.
[[nodiscard]] PeakShaving peak_shaving(PowerTrace load, Power cap, const StorageLimits& limits, bool periodic);

/// Smallest cap that `energy` (stored side) and the limits can keep, by bisection to 1e-9 of the load's range: what a
/// cap needs never grows with the cap.
[[nodiscard]] Power smallest_cap(PowerTrace load, Energy energy, const StorageLimits& limits, bool periodic);

/// Buying and selling energy: equally spaced prices in money per joule.
struct PriceTrace {
  Time step;
  std::span<const double> per_joule;
};

struct ArbitrageLimits {
  Power power;    ///< largest, charge and discharge
  Energy energy;  ///< usable, stored side
  double charge_efficiency = 1, discharge_efficiency = 1;
  bool grid_side = false;     ///< `power` is at the grid terminals; else at the store, where the optimum is exact
  double wear_per_joule = 0;  ///< what discharging a joule of the store costs in life
};

struct Arbitrage {
  double profit = 0;  ///< money over the trace
  Energy discharged;  ///< out of the store
  Energy unit;        ///< of the lattice of stored energy
  double units = 0;   ///< what the store was taken as; below energy / unit where that is no whole number
};

/// Largest profit from empty to empty, by dynamic programming over the stored energy on a lattice. With the power at
/// the store and the energy a multiple of P dt / k for a k up to 12, the underlying linear program is a network with
/// whole-number data, so the lattice optimum is exact (each step moves at most k units, and never charges and
/// discharges at once, so negative prices are no pump). Otherwise the energy is rounded down to the lattice, and with
/// the power at the grid the lattice is P dt eta_c / 24: the profit is then one that can be had, not the last cent.
[[nodiscard]] Arbitrage arbitrage(PriceTrace prices, const ArbitrageLimits& limits);

/// A trade pays when the high price times the round trip exceeds the low price and the wear: p_hi eta - p_lo > c.
[[nodiscard]] bool trade_pays(double high, double low, double round_trip, double wear);

/// What turns a generation profile into a constant, without losses: E = range of the sum of (P - F) dt.
struct Firming {
  Power discharge, charge;  ///< F - min P, max P - F
  Energy energy;
};
[[nodiscard]] Firming firming(PowerTrace generation, Power constant);
[[nodiscard]] Power mean_power(PowerTrace trace);

}  // namespace plinth
