// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/base/quantity.h"
#include "core/geometry/plan.h"

namespace plinth {

/// One solid of concrete. Levels are over the underside of the module (its `z` of 0), which is the top of the plinth.
struct ConcreteBody {
  Rect area;
  Millimetres bottom = 0, top = 0;
  friend bool operator==(const ConcreteBody&, const ConcreteBody&) = default;
};

/// What one module, or several on a common slab, stands on.
struct Foundation {
  std::string name;  ///< "PLN-GEN-03": of a common slab, after the first of its modules
  std::string type;  ///< "strips", "piers", "pad", "pit" (slab with walls that hold its oil) or "common slab"
  std::vector<std::string> tags;     ///< modules it carries
  std::string figures;               ///< start of its ledger ids: "foundation.gen-generic-2500"
  std::vector<ConcreteBody> bodies;  ///< none overlaps another
  Mass load;                         ///< operating mass of the modules and what is in them
  Pressure bearing_gravity;          ///< greatest below it, dead load alone, with the offset centre of gravity
  Pressure bearing_worst;            ///< the same with wind or earthquake
  Pressure allowable;
  double overturning = 0;  ///< least factor of safety
  double sliding = 0;      ///< least factor of safety
  Volume concrete, excavation, gravel, grout;
  Mass rebar;
  std::string anchor;                      ///< "M24"
  Force anchor_tension, anchor_shear;      ///< demand of the most loaded one
  Length anchor_edge, anchor_edge_needed;  ///< axis to the nearest edge of its concrete
  std::vector<PlanPoint> anchors;
  Volume containment, containment_needed;  ///< net volume of its oil pit; 0 = it holds no liquid
  Volume containment_rain;                 ///< of a day of rain into the pit; part of what is needed
  friend bool operator==(const Foundation&, const Foundation&) = default;
};

/// Trenches or duct banks of one cross-section.
struct Trench {
  std::string kind;             ///< "duct bank" or "pipe trench"
  std::string size;             ///< "2 x 3 ducts", "1.20 m"
  int ways = 0;                 ///< ducts or pipes in it
  Length length, width, depth;  ///< of the excavation
  Volume excavation, concrete;
  Length cover;  ///< length that has covers
  friend bool operator==(const Trench&, const Trench&) = default;
};

/// Posts that keep vehicles off a module.
struct Bollards {
  std::string tag, road;
  std::vector<PlanPoint> at;
  friend bool operator==(const Bollards&, const Bollards&) = default;
};

/// The level pad of one block or yard on sloping ground.
struct PadLevel {
  std::string group;
  Rect area;
  Length level;  ///< finished ground over sea level
  Length step;   ///< most the pad is cut in or stands out at its rim
  Volume cut, fill;
  friend bool operator==(const PadLevel&, const PadLevel&) = default;
};

/// A corner where two roads meet: the inner edge is rounded with `inner`.
struct RoadTurn {
  std::string from, to;  ///< the two roads
  PlanPoint corner;      ///< where their inner edges meet
  int x = 0, y = 0;      ///< the quadrant that is rounded: +1 or -1 east and north of `corner`
  Length inner, outer;   ///< radius of the fillet that has room, and of the outer edge it leaves
  friend bool operator==(const RoadTurn&, const RoadTurn&) = default;
};

/// The end of a road from which a vehicle has to turn or back out.
struct DeadEnd {
  std::string road;
  PlanPoint at;
  Length length;           ///< from the last junction
  std::string turnaround;  ///< "hammerhead" or ""
  Rect area;               ///< of its head
  friend bool operator==(const DeadEnd&, const DeadEnd&) = default;
};

/// Where a crane stands to set one module down.
struct CraneStand {
  std::string tag;
  std::string crane;  ///< class: "200 t"; empty when none of the table lifts it
  PlanPoint at;       ///< slewing centre
  Rect area;          ///< with outriggers set
  Length radius;
  Mass load, capacity;  ///< with rigging; of the chart at that radius
  double utilisation = 0;
  Pressure outrigger;      ///< below the most loaded mat
  std::string fouls;       ///< what stands in the outriggers' way; empty = nothing
  std::string gate;        ///< where the lorry comes in
  Length way;              ///< it drives from there; 0 = no way
  std::string blocked_by;  ///< what its swept path hits; empty = nothing
  PlanPoint blocked_at;
  friend bool operator==(const CraneStand&, const CraneStand&) = default;
};

/// Quantities of the whole site.
struct CivilTotals {
  Volume concrete, excavation, gravel, grout;  ///< of foundations, bollards included
  Mass rebar;
  int anchors = 0, bollards = 0;
  Length trench;
  Volume trench_concrete, trench_excavation;
  Volume cut, fill;
  friend bool operator==(const CivilTotals&, const CivilTotals&) = default;
};

/// What is built in the ground and on it before the modules come.
struct Civil {
  std::vector<Foundation> foundations;  ///< by name
  std::vector<Trench> trenches;         ///< by kind, then ways
  std::vector<Bollards> bollards;       ///< by tag
  std::vector<PadLevel> levels;         ///< as the groups of the layout
  std::vector<RoadTurn> turns;
  std::vector<DeadEnd> dead_ends;
  std::vector<CraneStand> stands;  ///< by tag
  CivilTotals totals;
  friend bool operator==(const Civil&, const Civil&) = default;
};

}  // namespace plinth
