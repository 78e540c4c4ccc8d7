// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/finding.h"
#include "core/geometry/plan.h"
#include "core/model/catalog.h"
#include "core/model/check_report.h"
#include "core/model/civil.h"
#include "core/model/distribution.h"
#include "core/model/ledger.h"
#include "core/model/routing.h"
#include "core/model/site_spec.h"

namespace plinth {

/// Loads at the design point; every watt lost is also heat somewhere.
struct Demand {
  Power it;           ///< racks at TDP
  Power liquid_heat;  ///< into the technology cooling system
  Power air_heat;     ///< into the room air
  Power mechanical;   ///< pumps, fans, chillers, enclosure cooling, housekeeping
  Power losses;       ///< transformers, UPS, distribution
  Power facility;     ///< at the connection point, worst normal state, battery recharge included
  ApparentPower utility;
  int racks = 0;
  friend bool operator==(const Demand&, const Demand&) = default;
};

/// What was chosen for one service.
struct Selection {
  std::string service;  ///< "ups", "cdu", "heat_rejection" …
  std::string module;   ///< catalog id
  double duty = 0;      ///< units needed to carry the load
  int spare = 0;        ///< units beyond that
  int installed = 0;
  Measured unit_rating;    ///< after derating
  double load_normal = 0;  ///< of the most loaded unit, all in service; 1 = full
  double load_worst = 0;   ///< of the most loaded unit after the worst single failure
  std::string basis;       ///< how the count was made: "N+1 per block, 2 blocks; flow-limited"
  friend bool operator==(const Selection&, const Selection&) = default;
};

/// The optimum and the proof: minimised value, the best it could be, the gap between them.
struct ObjectiveResult {
  std::string name;
  double value = 0, bound = 0, gap = 0;
  bool proved = false;
  std::string unit, how;  ///< how it was proved
  friend bool operator==(const ObjectiveResult&, const ObjectiveResult&) = default;
};

/// A module: a real thing with a tag. Children stand inside their parent.
struct Node {
  std::string tag;     ///< "CDU-03", or "POD-01.CDU-1" inside a parent
  std::string module;  ///< catalog id
  std::string kind;
  std::string service;
  int block = 0;       ///< 1-based; 0 = site yard
  std::string path;    ///< "A", "B", "R" (reserve) or ""
  std::string parent;  ///< tag, or ""
  bool spare = false;
  double demand_kw = 0;  ///< power it draws at the design point, through its electrical inlets
  int phase = 0;         ///< that first needs it; 0 where the site has no phases
  friend bool operator==(const Node&, const Node&) = default;
};

struct EdgeEnd {
  std::string tag, port;
  friend bool operator==(const EdgeEnd&, const EdgeEnd&) = default;
};

/// A connection. Power and supply fluid run from `from` to `to`; return fluid runs from the consumer back.
struct Edge {
  std::string id;  ///< "E0001"
  Medium medium = Medium::lv;
  std::string path;  ///< "A", "B", "R" or ""
  EdgeEnd from, to;
  Measured rating;      ///< "kVA", "L/min"
  double normal = 0;    ///< flow in the rating's unit, everything in service
  double worst = 0;     ///< largest flow after any single failure
  std::string voltage;  ///< "13.8 kV" for electrical edges
  std::string item;     ///< catalog id of the stock item it is made of (busway, cable, pipe); "" inside a parent
  int runs = 1;         ///< parallel runs of the item
  int phase = 0;        ///< the later one of its ends; its route is built then
  friend bool operator==(const Edge&, const Edge&) = default;
};

/// Electrical paths, cooling loops, fuel and control in one graph: redundancy, diagrams, quantities are read from it.
struct Graph {
  std::vector<Node> nodes;  ///< by tag
  std::vector<Edge> edges;  ///< by id
  friend bool operator==(const Graph&, const Graph&) = default;
  [[nodiscard]] const Node* node(std::string_view tag) const;
};

/// The site from the day phase `number` is in service: what this phase and those before it have built.
struct PhasePlan {
  int number = 0;
  std::string ready_by;                              ///< ISO date or empty
  Power asked;                                       ///< IT in service, as the site asks, growth included
  int blocks = 0;                                    ///< blocks begun, from the first on; the last ones may be in part
  int pods = 0;                                      ///< pods in service
  Demand demand;                                     ///< of the racks in them
  std::vector<Selection> selection;                  ///< by service; installed are the units that stand there
  int modules = 0;                                   ///< top-level modules that this phase adds
  double cost_low = 0, cost_mid = 0, cost_high = 0;  ///< of equipment and routed stock that it adds, USD
  double area_m2 = 0;                                ///< of the groups that it begins, half a lane around each
  std::string order_by;     ///< ready_by minus the longest likely lead time of what it adds; "" when unknown
  std::string order_first;  ///< the module type of that lead time
  friend bool operator==(const PhasePlan&, const PhasePlan&) = default;
};

/// Result of the sizing stage.
struct Sizing {
  Demand demand;
  std::vector<Selection> selection;  ///< by service
  ObjectiveResult objective;
  Graph graph;
  Ledger ledger;  ///< figures of phase 1 that differ from those of the whole site are "phase.1.<id>"
  int blocks = 0;
  std::vector<PhasePlan> phases;  ///< by number; empty where the site has none
  friend bool operator==(const Sizing&, const Sizing&) = default;
};

/// A module on the ground: lower south-west corner of the rotated footprint, millimetres in site coordinates.
struct Placement {
  std::string tag;
  std::string module;
  std::string parent;  ///< tag, or ""
  int block = 0;
  Millimetres x = 0, y = 0, z = 0;
  int rotation_deg = 0;  ///< 0, 90, 180, 270 counter-clockwise
  friend bool operator==(const Placement&, const Placement&) = default;
};

/// The way of one edge: a rectilinear polyline from port to port.
struct Route {
  std::string edge;
  std::vector<PlanPoint> points;
  Millimetres length = 0;              ///< plan length and rise
  Millimetres rise = 0;                ///< the share of it that is vertical: ports, changes of level, dips at crossings
  int bends = 0;                       ///< right angles in plan and between levels
  Millimetres width = 0;               ///< across, all runs, with their spacings
  Millimetres bend_radius = 0;         ///< least of what it is made of; 0: inside a module, or not known
  Millimetres tightest = 0;            ///< radius that its narrowest bend has room for; 0 with no bend_radius
  std::vector<RouteSection> sections = {};  ///< in carriers; what lies between them leads across or to a port
  friend bool operator==(const Route&, const Route&) = default;
};

struct Road {
  std::string name;
  std::string use;  ///< "fire-lane", "access"
  Rect area;
  int phase = 0;  ///< that first needs it
  friend bool operator==(const Road&, const Road&) = default;
};

/// A group of modules that stand together: a block or a yard.
struct Group {
  std::string name;  ///< "Block 1", "BESS yard"
  int block = 0;
  Rect area;
  int phase = 0;  ///< of its first module
  friend bool operator==(const Group&, const Group&) = default;
};

/// One part of the layout score: `cost` = value * weight, in metres of medium-voltage cable that are worth as much.
struct ScoreTerm {
  std::string name;  ///< "route", "area" …
  double value = 0;
  std::string unit;
  double weight = 0;  ///< m per unit
  double cost = 0;
  friend bool operator==(const ScoreTerm&, const ScoreTerm&) = default;
};

/// One of the layouts that competed.
struct LayoutCandidate {
  std::string strategy;     ///< "rows", "spine" …
  std::string arrangement;  ///< what the strategy did
  double grid_rotation_deg = 0;
  double score = 0;  ///< sum of the costs of the terms, m
  std::vector<ScoreTerm> terms;
  bool chosen = false;
  friend bool operator==(const LayoutCandidate&, const LayoutCandidate&) = default;
};

/// What the local search did after the best candidate was found.
struct LayoutSearch {
  int iterations = 0;  ///< done: asking for as many, with the same seed, gives the same layout
  int seed = 0;
  int accepted = 0;              ///< moves that were kept
  double before = 0, after = 0;  ///< score, m
  friend bool operator==(const LayoutSearch&, const LayoutSearch&) = default;
};

/// Land kept free for an expansion: no module may stand there.
struct Reserve {
  std::string name;   ///< "Reserve block 1"
  std::string holds;  ///< as Zone::holds: "blocks", "electrical", "generator", "storage"
  Rect area;
  friend bool operator==(const Reserve&, const Reserve&) = default;
};

struct Layout {
  std::vector<Placement> placements;  ///< by tag; children included
  std::vector<Route> routes;          ///< by edge id
  std::vector<Road> roads;
  std::vector<Group> groups;
  std::vector<Reserve> reserves;
  std::string strategy;  ///< which arrangement won
  double score = 0;      ///< the objective of the layout: weighted route length, metres
  double used_area_m2 = 0;
  std::vector<Passage> passages;    ///< by name: those with carriers
  std::vector<Carrier> carriers;    ///< by name
  std::vector<Crossing> crossings;  ///< by edges and place
  double grid_rotation_deg = 0;             ///< of the plant grid all of this is in, against the site's own coordinates
  std::vector<LayoutCandidate> candidates;  ///< best first
  LayoutSearch search;
  friend bool operator==(const Layout&, const Layout&) = default;
  [[nodiscard]] const Placement* placement(std::string_view tag) const;
};

/// A file that was read, and what was in it.
struct InputFile {
  std::string path, sha256;
  friend bool operator==(const InputFile&, const InputFile&) = default;
};

/// The finished design: one value, serialisable, equal after a round trip. `catalog` holds only what is used, so a
/// design can be checked, exported and explained without the catalog it came from.
struct Design {
  int schema = 1;
  std::string engine;             ///< "plinth 0.1.0"
  std::vector<InputFile> inputs;  ///< by path
  SiteSpec spec;
  Catalog catalog;
  Sizing sizing;
  Layout layout;
  Distribution distribution;  ///< empty before the layout
  Convergence convergence;
  Civil civil;                ///< empty before the layout
  CheckReport report;
  friend bool operator==(const Design&, const Design&) = default;
};

/// Footprint of a placed module on the plan.
[[nodiscard]] Rect footprint(const ModuleType& type, const Placement& placement);
/// Footprint grown by the per-face clearances, turned with the module.
[[nodiscard]] Rect clearance_zone(const ModuleType& type, const Placement& placement);
/// Where a port of a placed module is: plan point and height above ground, millimetres.
struct PortPlace {
  PlanPoint at;
  Millimetres z = 0;
  Face face = Face::front;  ///< the compass side it opens to after rotation: front = south, right = east …
};
[[nodiscard]] PortPlace place_of(const Port& port, const ModuleType& type, const Placement& placement);

}  // namespace plinth
