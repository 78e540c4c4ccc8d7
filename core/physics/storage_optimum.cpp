// SPDX-License-Identifier: Apache-2.0
#include "core/physics/storage_optimum.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace plinth {
namespace {

/// Grid power (W, less the first load) and stored energy (J).
struct State {
  double grid = 0, stored = 0;
};
using Polygon = std::vector<State>;

/// Keeps the part of a convex polygon where value(state) <= 0.
template <class Value>
void cut(Polygon& polygon, Polygon& scratch, Value value) {
  scratch.clear();
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const State& a = polygon[i];
    const State& b = polygon[i + 1 == polygon.size() ? 0 : i + 1];
    const double va = value(a), vb = value(b);
    if (va <= 0) scratch.push_back(a);
    if ((va < 0 && vb > 0) || (va > 0 && vb < 0)) {
      const double t = va / (va - vb);
      scratch.push_back({a.grid + t * (b.grid - a.grid), a.stored + t * (b.stored - a.stored)});
    }
  }
  polygon.swap(scratch);
}

/// Adds the segment +- reach in grid power: the right chain moves right, the left chain left. Counter-clockwise.
void widen(Polygon& polygon, Polygon& scratch, double reach) {
  const auto lower = [](const State& a, const State& b) { return a.stored < b.stored; };
  const auto bottom =
      static_cast<std::size_t>(std::min_element(polygon.begin(), polygon.end(), lower) - polygon.begin());
  const auto top = static_cast<std::size_t>(std::max_element(polygon.begin(), polygon.end(), lower) - polygon.begin());
  scratch.clear();
  const std::size_t n = polygon.size();
  for (std::size_t i = bottom;; i = (i + 1) % n) {
    scratch.push_back({polygon[i].grid + reach, polygon[i].stored});
    if (i == top) break;
  }
  for (std::size_t i = top;; i = (i + 1) % n) {
    scratch.push_back({polygon[i].grid - reach, polygon[i].stored});
    if (i == bottom) break;
  }
  polygon.swap(scratch);
}

/// Drops corners that lie on the line of their neighbours, to rounding, and doubled corners.
void tidy(Polygon& polygon, Polygon& scratch, double grid_scale, double stored_scale) {
  if (polygon.size() < 4) return;
  scratch.clear();
  const std::size_t n = polygon.size();
  for (std::size_t i = 0; i < n; ++i) {
    const State& before = scratch.empty() ? polygon[n - 1] : scratch.back();
    const State& here = polygon[i];
    const State& after = polygon[i + 1 == n ? 0 : i + 1];
    const double ag = (here.grid - before.grid) / grid_scale, ae = (here.stored - before.stored) / stored_scale;
    const double bg = (after.grid - here.grid) / grid_scale, be = (after.stored - here.stored) / stored_scale;
    if (std::abs(ag) + std::abs(ae) < 1e-13) continue;
    if (std::abs(ag * be - ae * bg) <= 1e-13 * std::hypot(ag, ae) * std::hypot(bg, be) && ag * bg + ae * be > 0)
      continue;
    scratch.push_back(here);
  }
  if (scratch.size() >= 3) polygon.swap(scratch);
}

}  // namespace

bool can_smooth(PowerTrace load, const OptimumLimits& limits, Energy energy) {
  if (load.size() == 0) return true;
  const double level = load.watts[0], dt = load.step.si, full = energy.si, reach = limits.ramp.si * dt;
  const auto [least, most] = std::minmax_element(load.watts.begin(), load.watts.end());
  const double grid_scale = std::max(*most - *least, reach), stored_scale = std::max(full, grid_scale * dt * 1e-6);
  // Cuts are let through by rounding, so that a storage that is exactly enough passes.
  const double slack = 1e-12 * stored_scale;
  // Where the grid was before the trace is free; outside the load's range it never helps.
  const double bottom = *least - level, top = *most - level;
  Polygon polygon{{bottom, 0}, {top, 0}, {top, full}, {bottom, full}}, scratch;
  for (const double watts : load.watts) {
    const double now = watts - level;
    widen(polygon, scratch, reach);
    if (limits.discharge) {
      const double floor = now - limits.discharge->si - 1e-12 * grid_scale;
      cut(polygon, scratch, [&](const State& s) { return floor - s.grid; });
    }
    if (limits.charge) {
      const double ceiling = now + limits.charge->si + 1e-12 * grid_scale;
      cut(polygon, scratch, [&](const State& s) { return s.grid - ceiling; });
    }
    for (State& s : polygon) s.stored += (s.grid - now) * dt;
    cut(polygon, scratch, [&](const State& s) { return -slack - s.stored; });
    cut(polygon, scratch, [&](const State& s) { return s.stored - full - slack; });
    if (polygon.empty()) return false;
    tidy(polygon, scratch, grid_scale, stored_scale);
  }
  return true;
}

std::optional<Energy> least_energy(PowerTrace load, const OptimumLimits& limits) {
  if (load.size() == 0 || can_smooth(load, limits, Energy{0})) return Energy{0};
  const auto [least, most] = std::minmax_element(load.watts.begin(), load.watts.end());
  const Power swing{*most - *least};
  // The moving average shows that this is enough where power is; limited power may have to start earlier, at most with
  // the first sample.
  double enough = (smoothing_energy(swing, swing / limits.ramp) + swing * load.step).si;
  if (!can_smooth(load, limits, Energy{enough})) {
    enough = (static_cast<double>(load.size()) * (swing * load.step)).si;
    if (!can_smooth(load, limits, Energy{enough})) return std::nullopt;
  }
  // Small storages are judged faster: the polygon has fewer corners.
  double low = 0, high = 2e-3 * enough;
  while (high < enough && !can_smooth(load, limits, Energy{high})) low = high, high *= 2;
  high = std::min(high, enough);
  while (high - low > 1e-7 * high) {
    const double middle = 0.5 * (low + high);
    (can_smooth(load, limits, Energy{middle}) ? high : low) = middle;
  }
  return Energy{high};
}

}  // namespace plinth
