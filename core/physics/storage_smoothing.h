// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "core/base/quantity.h"

namespace plinth {

/// Sign convention of all storage files: load L, grid power G at the connection point, storage power B = L - G, so that
/// discharge is positive. Equally spaced samples of power in W; a view, the values live elsewhere.
struct PowerTrace {
  Time step;
  std::span<const double> watts;
  [[nodiscard]] std::size_t size() const { return watts.size(); }
};

/// What a storage does when it turns the load of a trace into a given grid power, without losses.
struct StorageDuty {
  Power discharge, charge;  ///< largest, both positive
  Energy energy;            ///< range of the stored energy, the start included
  Energy end;               ///< stored at the end less at the start
  Energy discharged;        ///< sum of all discharges
  RampRate ramp;            ///< largest step of the grid power over the time step
};
[[nodiscard]] StorageDuty storage_duty(PowerTrace load, std::span<const double> grid);

/// Periodic movement of the load: amplitude (half of peak to peak) at a frequency.
struct Oscillation {
  Power amplitude;
  Frequency frequency;
};

/// Limits on the movement of the grid power. A limit that is not there is absent.
struct MovementLimits {
  std::optional<RampRate> ramp;  ///< largest slope, either direction
  std::optional<Power> swing;    ///< largest peak to peak in `window`
  Time window;
  std::optional<Power> amplitude;  ///< largest amplitude of an oscillation
};

/// Window of a causal moving average that keeps `limits` for every load that moves by no more than `swing` and
/// oscillates no stronger than `oscillations`: W = max(dP / R, dP w / D, A / (pi f a)), because the average of a window
/// moves by at most dP / W, over w by at most dP w / W, and leaves |sin(pi f W) / (pi f W)| of a sine.
[[nodiscard]] Time smoothing_window(Power swing, const MovementLimits& limits,
                                    std::span<const Oscillation> oscillations = {});

/// Energy of that moving average, the range of the stored energy over all loads: E = dP W / 2. No causal policy can
/// promise less than dP^2 / (2 R) (over a long stay at the lowest load the grid is at most there at some instant; the
/// step that comes then must be bridged until the ramp has caught up).
[[nodiscard]] Energy smoothing_energy(Power swing, Time window);
/// The same in samples: n = ceil(W / dt), E = dP dt (n - 1) / 2.
[[nodiscard]] Energy smoothing_energy(Power swing, Time step, std::size_t samples);
[[nodiscard]] std::size_t window_samples(Time window, Time step);

/// Least energy with perfect foresight for one step: dP^2 / (8 R), at a power of dP / 2.
[[nodiscard]] Energy foresight_energy(Power swing, RampRate ramp);

/// Mean of the last `samples` samples; before the first sample the load was as the first.
[[nodiscard]] std::vector<double> moving_average(PowerTrace load, std::size_t samples);
/// Mean over `samples` / 2 samples before and the rest from now on: needs foresight, shown for comparison only.
[[nodiscard]] std::vector<double> centred_average(PowerTrace load, std::size_t samples);
/// G = clamp(L, G_before +- R dt). Drifts: its energy has no bound, so it is for comparison only.
[[nodiscard]] std::vector<double> rate_limited(PowerTrace load, RampRate ramp);
/// First-order low-pass, G += (1 - exp(-dt / tau)) (L - G). Its energy is dt (1 - a) / a range(G), a = 1 - e^(-dt/tau).
[[nodiscard]] std::vector<double> low_pass(PowerTrace load, Time constant);

/// A bound that no storage, with whatever foresight, can pass below for this trace: with the cumulative load C,
/// E >= max over t, h of (|C(t+h) - 2 C(t) + C(t-h)| - R h^2) / 2.
struct SecondDifference {
  Energy energy;
  Time half_width;  ///< h of the maximum
};
[[nodiscard]] SecondDifference second_difference_bound(PowerTrace load, RampRate ramp);

/// Largest peak to peak inside any `back` + 1 neighbouring samples, by monotonic queues.
[[nodiscard]] Power rolling_swing(PowerTrace trace, std::size_t back);
/// Largest |P(k) - P(k - back)| / (back dt): the mean slope over that time.
[[nodiscard]] RampRate rolling_ramp(PowerTrace trace, std::size_t back);

/// The strongest line of a trace between two frequencies, by a Hann window and a discrete Fourier transform, weighted
/// by 1 / f: the line that asks for the longest smoothing window. nullopt where the trace shows nothing of the band
/// (fewer than 8 samples, or `from` above 1 / (2 dt)).
[[nodiscard]] std::optional<Oscillation> governing_line(PowerTrace trace, Frequency from, Frequency to);

}  // namespace plinth
