// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/quantity.h"

namespace plinth {

/// Darcy friction factor of laminar pipe flow, 64/Re (Hagen-Poiseuille). Valid below Re 2300.
[[nodiscard]] double laminar_friction(double reynolds);
/// Darcy friction factor of turbulent flow: Colebrook 1939, 1/sqrt(f) = -2 log10(r/3.7 + 2.51/(Re sqrt(f))), iterated
/// from Swamee-Jain to 1e-14. `relative_roughness` 0 is a smooth pipe (Prandtl-Karman). Valid from Re 4000 up, relative
/// roughness up to 0.05.
[[nodiscard]] double colebrook_friction(double reynolds, double relative_roughness);
/// Explicit approximations of Colebrook: Swamee and Jain 1976 (within 1 % for Re 5e3 to 1e8, roughness 1e-6 to 1e-2)
/// and Haaland 1983 (within 2 %).
[[nodiscard]] double swamee_jain_friction(double reynolds, double relative_roughness);
[[nodiscard]] double haaland_friction(double reynolds, double relative_roughness);

/// The factor at any Reynolds number: laminar to 2300, Colebrook from 4000, between them the cubic that joins both in
/// value and slope, so that Newton's method does not trip over a kink (EPANET does likewise, Dunlop 1991). In that
/// range no formula is right; pressure drop still rises with flow. `slope` is df/dRe.
struct Friction {
  double factor = 0;
  double slope = 0;
};
[[nodiscard]] Friction friction(double reynolds, double relative_roughness);

/// A round pipe run and what flows in it.
struct PipeBore {
  Length bore;
  Length length;
  Length roughness;     ///< of the wall, absolute
  double fittings = 0;  ///< sum of loss coefficients K, on the velocity in this bore
};
struct Liquid {
  Density density;
  Viscosity viscosity;
};

[[nodiscard]] Speed velocity(Flow flow, Length bore);
[[nodiscard]] double reynolds_number(Speed speed, Length bore, const Liquid& liquid);
/// Darcy-Weisbach: (f L/D + K) rho v^2 / 2; negative for negative flow.
[[nodiscard]] Pressure pipe_drop(const PipeBore& pipe, Flow flow, const Liquid& liquid);
/// The same with its derivative over the flow, Pa per m3/s.
struct PipeLoss {
  Pressure drop;
  double slope = 0;
};
[[nodiscard]] PipeLoss pipe_loss(const PipeBore& pipe, Flow flow, const Liquid& liquid);

/// Pressure drop of a valve or coupling: 1 bar at Kv m3/h of water of 1000 kg/m3 (IEC 60534-1), with the square of flow
/// and with density. Turbulent flow only.
[[nodiscard]] Pressure valve_drop(Flow flow, double kv, Density density);
/// Kv from the US flow coefficient: Cv is gpm at 1 psi.
[[nodiscard]] double kv_from_cv(double cv);
/// Drop of any turbulent equipment away from its rated point: with the square of the flow.
[[nodiscard]] Pressure scaled_drop(Pressure rated, Flow rated_flow, Flow flow);

}  // namespace plinth
