// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/base/quantity.h"
#include "core/base/units.h"
#include "core/geometry/plan.h"

namespace plinth {

enum class Redundancy { n, n_plus_1, n_plus_2, two_n, two_n_plus_1, three_n_2, four_n_3, block };
enum class Rejection { automatic, dry, adiabatic, tower, chiller };
/// How the water pipes can be parted: one valve at each take-off, or manifolds of pods and header skids parted as well
/// by valves in pairs, so that work on any valve drains one take-off, or one half of a header skid.
enum class Isolation { single, double_block };
enum class Objective { cost, area, energy, lead_time, weighted };
enum class Jurisdiction { us, eu, cn, intl };

[[nodiscard]] std::string_view text(Redundancy r);    ///< "N+1", "2N", "2N+1" …
[[nodiscard]] std::string_view text(Rejection r);     ///< "auto", "dry" …
[[nodiscard]] std::string_view text(Isolation i);     ///< "single", "double"
[[nodiscard]] std::string_view text(Objective o);     ///< "cost", "area", "energy", "lead-time", "weighted"
[[nodiscard]] std::string_view text(Jurisdiction j);  ///< "us", "eu", "cn", "intl"

struct KeepOut {
  std::string name;
  Polygon area;
  Length clearance;    ///< kept free around the area as well
  bool roads = false;  ///< roads and routes may cross it: an easement, or the strip below an overhead line
  friend bool operator==(const KeepOut&, const KeepOut&) = default;
};

/// An edge of a parcel with a setback of its own, by its two corners.
struct BoundaryEdge {
  PlanPoint a, b;
  Length setback;
  friend bool operator==(const BoundaryEdge&, const BoundaryEdge&) = default;
};

/// Land for one yard only, or for nothing yet. Every module of the yard stands in one of its zones, no other does.
struct Zone {
  std::string name;
  std::string holds;  ///< "electrical", "generator", "storage", "blocks" or "reserve" (kept free for later)
  Polygon area;
  Origin origin;
  friend bool operator==(const Zone&, const Zone&) = default;
};

/// How far two things stand from one another, wall to wall. `a` and `b` are tags, kinds or services.
struct Adjacency {
  std::string a, b;
  std::optional<Length> within;  ///< every module of `a` has one of `b` at most this far away
  std::optional<Length> apart;   ///< no module of `a` is nearer than this to one of `b`
  Origin origin;
  friend bool operator==(const Adjacency&, const Adjacency&) = default;
};

/// Where vehicles enter from the public road. The nearest boundary point is taken.
struct Gate {
  std::string name;
  PlanPoint at;
  Length width;
  friend bool operator==(const Gate&, const Gate&) = default;
};

/// A public road outside the site, by its centre line.
struct PublicRoad {
  std::string name;
  std::vector<PlanPoint> line;
  Length width;
  friend bool operator==(const PublicRoad&, const PublicRoad&) = default;
};

struct ExistingBuilding {
  std::string name;
  Polygon area;
  Length height;
  friend bool operator==(const ExistingBuilding&, const ExistingBuilding&) = default;
};

/// Equal racks of one catalog type. How many is said in exactly one way: by count, by load, by accelerators, or as a
/// share of `it.load`.
struct RackGroup {
  std::string rack;
  int count = 0;                       ///< 0: one of the three below decides
  std::optional<Power> load;           ///< of the group
  std::optional<double> accelerators;  ///< of the group
  std::optional<double> share;         ///< of it.load, a ratio
  std::optional<Power> rack_power;     ///< power cap of one rack, below its thermal design power
  int phase = 0;                       ///< that builds the group; 0: `[[phase]]` divides the load, or there are none
  friend bool operator==(const RackGroup&, const RackGroup&) = default;
};

/// The user holds one module at a place: `at` is the south-west corner of its rotated footprint.
struct Pin {
  std::string tag;
  PlanPoint at;
  int rotation_deg = 0;  ///< 0, 90, 180 or 270, counter-clockwise, against the plant grid
  Origin origin;
  bool plant = false;  ///< `at` is a point of the plant grid, as in design.json, not of the site's own coordinates
  int phase = 0;       ///< that the module must belong to; 0: any
  friend bool operator==(const Pin&, const Pin&) = default;
};

/// A part of the site that is energised at one time. Phases build on each other: what one has stays as it is.
struct Phase {
  int number = 0;             ///< 1, 2 …
  std::optional<Power> load;  ///< IT in service from this phase on, earlier phases included; growth comes on top
  int racks = 0;              ///< the same in compute racks; 0: not said so
  std::string ready_by;       ///< ISO date or empty
  Origin origin;
  friend bool operator==(const Phase&, const Phase&) = default;
};

struct Waiver {
  std::string rule, where, reason, owner, expires;
  Origin origin;
  friend bool operator==(const Waiver&, const Waiver&) = default;
};

/// A document that proves something a rule asks for: a measured value, or that a test was passed.
struct Evidence {
  std::string kind;          ///< "fire_test_report", "fence_height"; a rule names it
  std::string where = "*";   ///< tag it speaks of, or "*"
  std::optional<double> si;  ///< of `value`
  Dimension dimension = Dimension::ratio;
  std::string value;     ///< as written: "2.2 m"
  std::string document;  ///< report, drawing or certificate with its number
  std::string expires;   ///< ISO date or empty
  Origin origin;
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// Equally spaced samples, e.g. power in W over time. Empty when there is none.
struct Series {
  Time step;
  std::vector<double> values;  ///< SI
  friend bool operator==(const Series&, const Series&) = default;
};

/// A key the user left out, and what was taken instead.
struct DefaultUsed {
  std::string key;     ///< "it.supply_temperature"
  std::string value;   ///< "40 degC"
  std::string reason;  ///< why this value: the basis of the default
  friend bool operator==(const DefaultUsed&, const DefaultUsed&) = default;
};

/// How the plant grid, in which modules stand square, lies on the site. The site's own coordinates are those of the
/// site file; a spec is `turned` once all its points are plant coordinates.
struct PlantGrid {
  std::optional<double> asked_deg;  ///< absent: the layout decides between 0 and the main directions of the parcel
  double rotation_deg = 0;          ///< of the plant grid against the site, counter-clockwise, about the origin
  bool turned = false;
  friend bool operator==(const PlantGrid&, const PlantGrid&) = default;
};

/// The whole of `site.toml`, checked and with defaults filled in. Plain values; nothing here is computed.
struct SiteSpec {
  struct Project {
    std::string name, number, revision = "A", currency = "USD", need_by, order_date, date;
    Jurisdiction jurisdiction = Jurisdiction::us;
    friend bool operator==(const Project&, const Project&) = default;
  } project;

  struct Site {
    std::vector<Polygon> parcels;  ///< local metres (x east, y true north), held in whole millimetres
    std::string boundary_source;   ///< "inline" or the file name
    std::string projection;        ///< for a map file: how it was projected ("tmerc at 52.1 N 4.3 E"); else empty
    Length setback;
    Length elevation;
    std::optional<Length> max_height;
    std::vector<KeepOut> keep_outs;
    std::vector<Gate> gates;
    std::vector<ExistingBuilding> existing;
    std::vector<BoundaryEdge> edges;  ///< those whose setback is not `setback`
    PlantGrid grid;
    std::optional<Area> laydown;  ///< kept free by the first gate for deliveries
    std::vector<PublicRoad> roads;    ///< as given; a road of several lines comes in parts
    friend bool operator==(const Site&, const Site&) = default;
  } site;

  /// What the ground bears and how it lies.
  struct Ground {
    std::optional<Pressure> bearing;    ///< allowable, from the geotechnical report; absent: the limit `ground.bearing`
    std::optional<Length> frost_depth;  ///< absent: from the coldest hour
    double slope = 0;                   ///< of the plane that the ground is taken for, a ratio
    double slope_direction = 0;         ///< where it falls to: radians clockwise from true north
    double seismic = 0;                 ///< design spectral acceleration at short periods S_DS, in g
    friend bool operator==(const Ground&, const Ground&) = default;
  } ground;

  struct Utility {
    std::optional<PlanPoint> at;  ///< the connection point; absent: the boundary point nearest the first gate
    Voltage voltage;
    ApparentPower capacity;
    std::optional<ApparentPower> short_circuit;
    double x_over_r = 10.0;
    PowerFactor power_factor;  ///< least power factor the grid accepts at the connection point
    std::string grid_profile;  ///< id of a record in catalog/grid/
    Frequency frequency;
    friend bool operator==(const Utility&, const Utility&) = default;
  } utility;

  struct Climate {
    Temperature dry_bulb, wet_bulb, minimum;  ///< design extremes for heat rejection (n = 20 years where known)
    std::string weather;                      ///< EPW file they came from, or empty
    std::optional<double> wind_from_deg;      ///< prevailing wind: where it comes from, clockwise from true north
    Speed wind;                               ///< 3 s gust at 10 m that structures are designed for
    friend bool operator==(const Climate&, const Climate&) = default;
  } climate;

  struct It {
    std::optional<Power> load;  ///< of `rack`, or of the groups that take shares; absent when the racks are given
    std::optional<double> accelerators;  ///< wanted of `rack` instead of a load
    std::optional<Power> rack_power;     ///< power cap of one `rack` (the density asked for); absent: its TDP
    std::string rack;
    std::vector<RackGroup> groups;
    Temperature supply_temperature;  ///< technology cooling system (TCS) supply to the racks
    double growth = 0.0;             ///< reserve on top of the load, a ratio
    double utilisation = 0.0;        ///< mean power over thermal design power, where the rack states no mean
    std::string support;             ///< "none", or "scalable-unit": management and network racks come with the pods
    friend bool operator==(const It&, const It&) = default;
  } it;

  struct PowerSystem {
    Redundancy redundancy = Redundancy::n_plus_1;
    Time ups_autonomy;   ///< at end of life, at full critical load
    std::string backup;  ///< "diesel" or "none"
    Redundancy backup_redundancy = Redundancy::n_plus_1;
    Time backup_autonomy;       ///< fuel on site
    std::string backup_rating;  ///< "auto", "standby", "prime", "continuous" or "data-centre" (ISO 8528-1)
    Time backup_hours;          ///< running hours expected in a year: decides which rating class may be used
    std::string modules;        ///< "auto", "integrated" (power modules) or "discrete" (MV/LV skid and UPS apart)
    std::string distribution;   ///< "auto", "ac" or "800vdc": how racks are fed
    friend bool operator==(const PowerSystem&, const PowerSystem&) = default;
  } power;

  struct Storage {
    std::vector<std::string> purposes;                     ///< "ramp", "ride-through", "peak-shaving", "backup", …
    std::string trace;                                     ///< CSV file of the load, or empty
    std::string prices;                                    ///< CSV file of energy prices, for arbitrage, or empty
    std::string generation;                                ///< CSV file of on-site generation, for firming, or empty
    Series trace_series, price_series, generation_series;  ///< what the files hold; empty without a file
    Redundancy redundancy = Redundancy::n_plus_1;  ///< of battery units and of conversion units, each for itself
    std::string smoothing;       ///< tier that takes fast swings: "auto", "bess", "ups" or "supercapacitor"
    std::optional<Power> swing;  ///< largest swing of the load, where known; absent: idle to TDP of all racks
    Time frequency_hold;         ///< how long a frequency service holds its power
    std::optional<Power> power;  ///< stated by the user instead of computed
    std::optional<Time> duration;
    std::optional<Power> peak_limit;  ///< for peak-shaving: the most the grid may see
    friend bool operator==(const Storage&, const Storage&) = default;
  } storage;

  struct Cooling {
    Redundancy redundancy = Redundancy::n_plus_1;
    Rejection rejection = Rejection::automatic;
    std::string coolant;  ///< of the facility water: "auto", "water", "pg25", "pg30" …
    Isolation isolation = Isolation::single;
    friend bool operator==(const Cooling&, const Cooling&) = default;
  } cooling;

  Objective objective = Objective::cost;
  /// What Objective::weighted adds to the cost, in USD each.
  struct Prices {
    double per_m2 = 0;    ///< of footprint
    double per_kw = 0;    ///< of facility power at the design point: capitalised energy
    double per_week = 0;  ///< of the longest lead time
    friend bool operator==(const Prices&, const Prices&) = default;
  } prices;

  /// Land kept free for what comes after the last phase.
  struct Expansion {
    double share = 0;               ///< of the plant: whole blocks, rounded up, and as much of each yard
    int blocks = 0;                 ///< room for this many more blocks
    std::optional<Energy> storage;  ///< room for this much more storage
    [[nodiscard]] bool any() const { return share > 0 || blocks > 0 || storage; }
    friend bool operator==(const Expansion&, const Expansion&) = default;
  } expansion;

  struct CatalogChoice {
    std::vector<std::string> overlay, prefer, exclude;
    std::optional<Time> max_lead_time;  ///< no module type with a longer lead time is used
    friend bool operator==(const CatalogChoice&, const CatalogChoice&) = default;
  } catalog;

  struct Extras {
    std::vector<std::string> include;  ///< kinds the site asks for that no physics calls for: "fire_water", "security"
    friend bool operator==(const Extras&, const Extras&) = default;
  } extras;

  struct Rules {
    std::vector<std::string> packs;            ///< names of rule packs, and folders of a company's own
    std::map<std::string, Severity> severity;  ///< by code or name of a rule
    std::string evidence = "optional";         ///< "required": a rule that finds no evidence fails
    friend bool operator==(const Rules&, const Rules&) = default;
  } rules;

  struct LayoutWishes {
    std::string strategy;                   ///< "auto", or the name of one layout strategy
    std::map<std::string, double> weights;  ///< by term of the layout score, in the place of the usual ones
    friend bool operator==(const LayoutWishes&, const LayoutWishes&) = default;
  } layout;

  std::vector<Phase> phases;  ///< by number; empty: all is built at once
  std::vector<Pin> pins;
  std::vector<Zone> zones;
  std::vector<Adjacency> adjacencies;
  std::vector<Waiver> waivers;
  std::vector<Evidence> evidence;

  std::map<std::string, Origin> origins;     ///< key path ("it.load", "it.group.2.count") -> where it was written
  std::map<std::string, std::string> texts;  ///< key path -> the text as written ("20 MW"); same keys as `origins`
  std::vector<DefaultUsed> defaults;         ///< sorted by key
  friend bool operator==(const SiteSpec&, const SiteSpec&) = default;
};

/// The setback of the edge between two corners of a parcel, in either direction.
[[nodiscard]] Length setback_of(const SiteSpec::Site& site, PlanPoint a, PlanPoint b);
/// Whether a rectangle lies inside one parcel and keeps the setback of each of its edges, those of holes included.
[[nodiscard]] bool keeps_setbacks(const SiteSpec::Site& site, const Rect& rect);

}  // namespace plinth
