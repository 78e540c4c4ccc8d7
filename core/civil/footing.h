// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/civil/civil_basis.h"

namespace plinth::civil {

/// A module as its foundation sees it: all modules of a type get the foundation of the heaviest one.
struct FootingLoad {
  const ModuleType* type = nullptr;
  std::string tag;  ///< the heaviest
  Mass mass;        ///< with everything in it
  Length length, width, height;
  Volume liquid;  ///< of a liquid-filled transformer; 0 = none
};

enum class FootingType { strips, piers, pad, pit };
[[nodiscard]] std::string_view text(FootingType type);

/// Loads of wind and earthquake in one direction, allowable-stress level.
struct Sway {
  Force wind, seismic;  ///< strength level
  Force lateral;        ///< the larger of both, each with its share
  Length eccentricity;  ///< of the resultant at the underside of the concrete
  Pressure pressure;    ///< greatest below it
  double overturning = 0;
  Force tension;  ///< of one anchor
};

/// The foundation of one module type, in the module's own frame: x along its length.
struct Footing {
  FootingType type = FootingType::pad;
  Length size;           ///< width of strips or side of piers; overhang of a pad; net depth of a pit
  Length thickness;      ///< of the slab, or from the underside to the top of strips and piers
  Length along, across;  ///< of one piece of concrete that presses on the ground (strip, pier, slab)
  int pieces = 1;
  Length span_along, span_across;  ///< of the lines that carry the module: between strips, piers, anchors
  double share = 1;                ///< of the load on the heaviest piece
  Volume concrete;
  Force weight_module, weight_concrete, normal;  ///< normal: on the heaviest piece
  Pressure gravity;                              ///< greatest below it, dead load
  Sway short_way, long_way;
  Pressure worst;
  double overturning = 0, sliding = 0;
  Length bolt;  ///< diameter
  Force tension, shear;
  Length edge, edge_needed;
  std::vector<std::pair<Length, Length>> anchors;  ///< from the lower left corner of the module
  Volume excavation, gravel, grout;
  Volume containment, containment_needed, containment_rain;
  bool sound = false;  ///< bearing, stability and edge distance hold
};

/// The foundation of a type: what its liquid asks for, else for a module on corner castings the least concrete of
/// strips, piers and pads that hold, those that stay within the verge first, else a pad. A pad that does not hold at
/// the largest overhang is returned as it is: rules say so.
[[nodiscard]] Footing footing_of(const FootingLoad& load, const FootingBasis& basis);
/// Always a slab under the whole module, for a common slab with neighbours.
[[nodiscard]] Footing pad_of(const FootingLoad& load, const FootingBasis& basis);

/// Width of each of the two plinths in an oil pit: they stay apart below a narrow module.
[[nodiscard]] inline Length rail_of(const FootingLoad& load, const FootingBasis& basis) {
  return std::min(basis.rail, load.width / 2.0);
}

/// Solids in the module's frame, millimetres from its lower left corner; none overlaps another.
[[nodiscard]] std::vector<ConcreteBody> bodies_of(const Footing& footing, const FootingLoad& load,
                                                  const FootingBasis& basis);

/// Writes the figures of a footing under `id`.
void record_footing(const std::string& id, const Footing& footing, const FootingLoad& load, const FootingBasis& basis,
                    Book& book);

}  // namespace plinth::civil
