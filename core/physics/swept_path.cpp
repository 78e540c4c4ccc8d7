// SPDX-License-Identifier: Apache-2.0
#include "core/physics/swept_path.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace plinth {
namespace {

constexpr double kStep = 0.1;        // metres driven, and between figures of the edge
constexpr std::size_t kSteps = 500;  // 50 m from the corner: nothing reaches farther

struct Point {
  double x = 0, y = 0;
};

/// A towed axle goes towards its hitch, `length` away from it.
Point towed(Point axle, Point hitch, double length) {
  const double dx = axle.x - hitch.x, dy = axle.y - hitch.y, far = std::hypot(dx, dy);
  return {hitch.x + dx / far * length, hitch.y + dy / far * length};
}

}  // namespace

SweptTurn::SweptTurn(const Lorry& lorry, Length road, Length radius) : reach_(kSteps, 0.0) {
  const double half = lorry.width.si / 2.0 + lorry.margin.si, outer = road.si - half;
  const double r = radius.si, middle = r - outer;  // of the circle, from both edges of the corner
  const double tractor = lorry.tractor.si, trailer = lorry.trailer.si;
  Point front{middle, -outer}, pin{middle + tractor, -outer}, axle{middle + tractor + trailer, -outer};
  const auto note = [&](double x, double y) {
    if (x < 0) return;
    const auto i = static_cast<std::size_t>(x / kStep);
    if (i < kSteps) reach_[i] = std::max(reach_[i], y);
  };
  const double arc = r * std::numbers::pi / 2.0, end = arc + 3.0 * (tractor + trailer);
  for (double driven = 0; driven <= end; driven += kStep) {
    const double a = std::min(driven / r, std::numbers::pi / 2.0);
    front = {middle - r * std::sin(a), middle - r * std::cos(a) + std::max(0.0, driven - arc)};
    pin = towed(pin, front, tractor);
    axle = towed(axle, pin, trailer);
    const double ux = (pin.x - axle.x) / trailer, uy = (pin.y - axle.y) / trailer;
    for (const double part : {0.0, 0.25, 0.5, 0.75, 1.0})
      note(axle.x + part * trailer * ux + half * uy, axle.y + part * trailer * uy - half * ux);
  }
  for (std::size_t i = kSteps - 1; i-- > 0;) reach_[i] = std::max(reach_[i], reach_[i + 1]);
}

Length SweptTurn::reach(Length in) const {
  const double at = std::max(0.0, in.si) / kStep;
  const auto i = static_cast<std::size_t>(at + 1e-9);
  return Length{i < kSteps ? reach_[i] : 0.0};
}

}  // namespace plinth
