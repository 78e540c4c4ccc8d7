// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/quantity.h"

/// Shallow foundations as rigid bodies on ground that takes no tension.
namespace plinth {

/// Standard gravity, CGPM 1901.
inline constexpr Quantity<0, 1, -2> kGravity{9.80665};

/// Greatest pressure below a rectangle whose resultant `n` lies `e` off the middle of the side `b`: N/A (1 + 6e/b)
/// while the resultant is in the middle third, then 2N / (3 (A/b) (b/2 - e)), the triangle below the part that stays
/// pressed. Infinite when the resultant is at the edge or beyond: it tips.
[[nodiscard]] Pressure footing_pressure(Force n, Length e, Length b, Area a);
/// The same as a formula over N, e, b, A for the ledger.
inline constexpr const char* kFootingFormula =
    "(6 * e <= b) * N / A * (1 + 6 * e / b) + (6 * e > b) * 2 * N / (3 * A / b * (b / 2 - e))";

/// Velocity pressure of a gust: k rho V^2 / 2, k for exposure and directionality (ASCE 7 26.10-1).
[[nodiscard]] Pressure gust_pressure(Density air, Speed gust, double k);

/// Shear of a rigid structure on the ground: c S_DS W I, S_DS in g (ASCE 7 15.4-5 with c = 0.30).
[[nodiscard]] Force rigid_base_shear(double c, double s_ds, double importance, Force weight);

/// Threaded area that a bolt needs for tension and shear together (von Mises): sqrt(T^2 + 3 V^2) / f.
[[nodiscard]] Area bolt_area(Force tension, Force shear, Pressure allowable);
/// Stress area of a metric bolt of coarse thread, about three quarters of its shank.
[[nodiscard]] Area stress_area(Length diameter);

/// Mean of the positive part of a plane over a rectangle about whose middle it is level: `u` and `v` are its rises from
/// the middle to the two sides. What is cut from sloping ground for a level pad, and filled on the other half.
[[nodiscard]] Length mean_cut(Length u, Length v);

}  // namespace plinth
