// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/physics/storage_smoothing.h"
#include "core/sizing/plant.h"

namespace plinth {

/// Power and energy that storage must deliver for one purpose. A reserve is kept at the lower end of the state of
/// charge until it is called; the others move above it.
struct StorageNeed {
  std::string purpose;
  Power power;
  Energy energy;
  bool reserve = false;
};

/// A value of catalog/standards/storage.toml: "oscillation_depth" is the limit "storage.oscillation_depth".
[[nodiscard]] double storage_value(const Problem& problem, std::string_view name);
/// What is missing for the purposes of the site: values of the catalog (SIZ001), keys of the site (SIZ006).
[[nodiscard]] std::vector<Finding> storage_faults(const SiteSpec& spec, const Catalog& catalog);
[[nodiscard]] bool has_purpose(const SiteSpec& spec, std::string_view purpose);

/// What the load trace of the site says, per unit of its largest sample, which stands for all racks at full power.
struct TraceFacts {
  double swing = 0;              ///< largest less smallest
  double moved = 0;              ///< mean power that moves in and out around the mean
  double line = 0, line_hz = 0;  ///< line that asks for the longest window in the band of the grid profile; 0: none
  bool shows_band = false;       ///< the trace is fine enough to show the begin of the band
};
/// nullopt-like: swing 0 without a trace.
[[nodiscard]] TraceFacts trace_facts(const Problem& problem);

/// Largest change of the load at the connection point, the power train's losses included: storage.swing as given, else
/// that of the trace, else between idle and full of all racks.
[[nodiscard]] Power load_swing(const Problem& problem, const Plant& plant);

/// How the load moves and what the grid allows.
struct LoadMovement {
  Power swing;
  MovementLimits limits;
  std::vector<Oscillation> lines;
  bool swing_fits = false;  ///< the raw swing keeps ramp and window limits
  Time window;              ///< averaging window that keeps all limits; 0 where nothing has to be smoothed
};
[[nodiscard]] LoadMovement load_movement(const Problem& problem, const Plant& plant);

/// Averaging window for ramp and swing limits only: max(dP/R, dP w/D); zero when the raw swing already keeps both (it
/// fits the window limit and one minute of the ramp).
[[nodiscard]] Time smoothing_window(Power swing, const GridProfile& grid);

/// What each purpose of the site asks of the storage.
[[nodiscard]] std::vector<StorageNeed> storage_needs(const Problem& problem, const Plant& plant);

/// Time that storage carries loads without UPS through a dip: the longest dip of the grid profile and the return to
/// 90 %, else the design basis.
[[nodiscard]] Time ride_through_time(const Problem& problem);

/// Needs of one store together. Ramp limit, peak shaving and arbitrage act on the same grid power, so the largest of
/// them holds; frequency service and firming come on top; ride-through and backup come without a grid. Energies add,
/// because the purposes share the state of charge. A power or duration that the site states is a least value.
struct StorageTotal {
  Power power;
  Energy energy, reserve;
};
[[nodiscard]] StorageTotal total_need(const SiteSpec& spec, const std::vector<StorageNeed>& needs);
/// Whether storage.power and storage.duration belong to a purpose; else they are least values.
[[nodiscard]] bool power_is_a_purpose(const SiteSpec& spec);
[[nodiscard]] bool duration_is_a_purpose(const SiteSpec& spec);

/// Whether units of that tier serve a purpose: supercapacitors take the seconds, that is ramp and ride-through; the UPS
/// takes the ramp; batteries in the yard the rest.
[[nodiscard]] bool serves(SmoothingTier tier, std::string_view purpose);

/// Energy that smoothing moves through the storage in a day: a square wave of the design basis (step period, depth and
/// duty of a training job), or what the trace moves where it is fine enough to show the steps.
[[nodiscard]] Energy smoothed_per_day(const Problem& problem, const Plant& plant);

/// Least power of storage units (batteries or supercapacitors) that any completion buys for smoothing; `swing` is what
/// the racks alone move and `full` what they draw, W. 0 where the UPS batteries might do it.
[[nodiscard]] double least_smoothing(const Problem& problem, double swing, double full);

}  // namespace plinth
