// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/base/quantity.h"

/// What a lorry sweeps in a turn between two roads at right angles.
namespace plinth {

struct Lorry {
  Length tractor;  ///< its wheelbase
  Length trailer;  ///< king pin to the middle of the rear axles
  Length width;    ///< of the vehicle, or of the load if wider
  Length margin;   ///< kept free on both sides
};

/// The inner edge of the strip swept in a quarter turn from one road into another, both `road` wide. The middle of the
/// front axle keeps to the outer edges and turns on a circle of `radius`; tractor and trailer follow as tractrices,
/// integrated in steps of 0.1 m. Coordinates from the inner corner: `in` along the road it comes on, `out` along the
/// one it leaves on, both positive on the land inside the turn.
class SweptTurn {
 public:
  SweptTurn(const Lorry& lorry, Length road, Length radius);
  /// How far `out` the strip reaches at this distance `in` from the corner, and beyond it; 0 when it stays on the
  /// roads.
  [[nodiscard]] Length reach(Length in) const;
  /// Whether a body whose nearest corner lies there is hit. One that reaches onto a road (0, 0) always is.
  [[nodiscard]] bool hits(Length in, Length out) const { return reach(in) > out || (in.si <= 0 && out.si <= 0); }

 private:
  std::vector<double> reach_;  ///< metres, by steps of `in`; never growing
};

}  // namespace plinth
