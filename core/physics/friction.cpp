// SPDX-License-Identifier: Apache-2.0
#include "core/physics/friction.h"

#include <cmath>
#include <numbers>

namespace plinth {
namespace {

constexpr double kLaminarEnd = 2300, kTurbulentStart = 4000;

double section(Length bore) { return 0.25 * std::numbers::pi * bore.si * bore.si; }

/// df/dRe of Colebrook, by differentiating its implicit form.
double colebrook_slope(double reynolds, double relative_roughness, double factor) {
  const double x = 1.0 / std::sqrt(factor), b = 2.51;
  const double inside = relative_roughness / 3.7 + b * x / reynolds;
  const double c = 2.0 / (std::numbers::ln10 * inside);
  const double dx = c * b * x / (reynolds * reynolds) / (1.0 + c * b / reynolds);
  return -2.0 * dx / (x * x * x);
}

}  // namespace

double laminar_friction(double reynolds) { return 64.0 / reynolds; }

double swamee_jain_friction(double reynolds, double relative_roughness) {
  const double log = std::log10(relative_roughness / 3.7 + 5.74 / std::pow(reynolds, 0.9));
  return 0.25 / (log * log);
}

double haaland_friction(double reynolds, double relative_roughness) {
  const double root = -1.8 * std::log10(std::pow(relative_roughness / 3.7, 1.11) + 6.9 / reynolds);
  return 1.0 / (root * root);
}

double colebrook_friction(double reynolds, double relative_roughness) {
  // Newton on x = 1/sqrt(f): g(x) = x + 2 log10(a + b x); it is convex enough that four or five steps are exact.
  const double a = relative_roughness / 3.7, b = 2.51 / reynolds;
  double x = 1.0 / std::sqrt(swamee_jain_friction(reynolds, relative_roughness));
  for (int i = 0; i < 50; ++i) {
    const double inside = a + b * x;
    const double step = (x + 2.0 * std::log10(inside)) / (1.0 + 2.0 * b / (std::numbers::ln10 * inside));
    x -= step;
    if (std::abs(step) <= 1e-14 * x) break;
  }
  return 1.0 / (x * x);
}

Friction friction(double reynolds, double relative_roughness) {
  if (reynolds <= kLaminarEnd) return {laminar_friction(reynolds), -64.0 / (reynolds * reynolds)};
  if (reynolds >= kTurbulentStart) {
    const double factor = colebrook_friction(reynolds, relative_roughness);
    return {factor, colebrook_slope(reynolds, relative_roughness, factor)};
  }
  const double wide = kTurbulentStart - kLaminarEnd, t = (reynolds - kLaminarEnd) / wide;
  const double low = laminar_friction(kLaminarEnd), high = colebrook_friction(kTurbulentStart, relative_roughness);
  const double rise_low = -low / kLaminarEnd * wide,
               rise_high = colebrook_slope(kTurbulentStart, relative_roughness, high) * wide;
  const double c2 = 3 * (high - low) - 2 * rise_low - rise_high, c3 = rise_low + rise_high - 2 * (high - low);
  return {low + t * (rise_low + t * (c2 + t * c3)), (rise_low + t * (2 * c2 + 3 * t * c3)) / wide};
}

Speed velocity(Flow flow, Length bore) { return Speed{flow.si / section(bore)}; }

double reynolds_number(Speed speed, Length bore, const Liquid& liquid) {
  return liquid.density.si * std::abs(speed.si) * bore.si / liquid.viscosity.si;
}

Pressure pipe_drop(const PipeBore& pipe, Flow flow, const Liquid& liquid) {
  const double v = velocity(flow, pipe.bore).si, kinetic = 0.5 * liquid.density.si * v * std::abs(v);
  const double reynolds = reynolds_number(Speed{v}, pipe.bore, liquid);
  if (reynolds < 1e-9) return Pressure{0};
  const double rough = pipe.roughness.si / pipe.bore.si;
  const double f = reynolds < kTurbulentStart ? friction(reynolds, rough).factor : colebrook_friction(reynolds, rough);
  return Pressure{(f * pipe.length.si / pipe.bore.si + pipe.fittings) * kinetic};
}

PipeLoss pipe_loss(const PipeBore& pipe, Flow flow, const Liquid& liquid) {
  const double area = section(pipe.bore), v = std::abs(flow.si) / area, rho = liquid.density.si;
  const double slenderness = pipe.length.si / pipe.bore.si;
  const double reynolds = reynolds_number(Speed{v}, pipe.bore, liquid);
  if (reynolds < 1e-9)  // Hagen-Poiseuille: 32 mu L v / D^2
    return {Pressure{0}, 32.0 * liquid.viscosity.si * slenderness / pipe.bore.si / area};
  const Friction f = friction(reynolds, pipe.roughness.si / pipe.bore.si);
  const double loss = f.factor * slenderness + pipe.fittings;
  return {Pressure{std::copysign(0.5 * loss * rho * v * v, flow.si)},
          (loss * rho * v + 0.5 * f.slope * reynolds * slenderness * rho * v) / area};
}

Pressure valve_drop(Flow flow, double kv, Density density) {
  const double ratio = flow.si * 3600.0 / kv;
  return Pressure{bar.si * density.si / 1000.0 * ratio * std::abs(ratio)};
}

double kv_from_cv(double cv) {
  // 1 gpm at 1 psi, in m3/h at 1 bar.
  return cv * 3.785411784e-3 * 60.0 / std::sqrt(6894.757293168 / bar.si);
}

Pressure scaled_drop(Pressure rated, Flow rated_flow, Flow flow) {
  const double ratio = flow.si / rated_flow.si;
  return Pressure{rated.si * ratio * std::abs(ratio)};
}

}  // namespace plinth
