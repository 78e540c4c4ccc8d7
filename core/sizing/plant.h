// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/quantity.h"
#include "core/model/catalog.h"
#include "core/model/design.h"
#include "core/model/site_spec.h"
#include "core/physics/air_cooler.h"
#include "core/physics/fluids.h"
#include "core/sizing/lead_time.h"

namespace plinth {

/// The named margins and assumptions of catalog/standards/design_basis.toml, typed.
struct DesignBasis {
  double housekeeping_ratio, distribution_loss_ratio, recharge_ratio, inverter_efficiency;
  TemperatureDifference fws_range, cdu_approach, recirculation, freeze_margin;
  Time site_work;  ///< between the last delivery and project.need_by
  Pressure pump_head, cdu_head_allowance;
  double pump_head_reserve;  ///< of a pump's rated head over what its loop asks for
  double pump_efficiency;
  Time buffer_time, genset_bridge, ride_through;
  double buffer_effectiveness;
  PowerFactor mechanical_power_factor, critical_power_factor;
  Current mv_ring_current;
  Voltage mv_distribution_limit, distribution_voltage;
  Current grid_fault_current, grid_fault_current_high;  ///< of a grid that states none: up to 52 kV, and above
  Time gear_fault_time;                                 ///< until a fault is cleared, for gear
  double fault_margin;                                  ///< of ratings over calculated short circuits
  bool closed_transition;                               ///< generators beside the grid when it returns
  double chiller_derating;                              ///< per kelvin
  Temperature genset_rated_ambient;
  Length genset_rated_altitude;
  TemperatureDifference supply_rise;
  Volume loop_base;
  Time loop_residence;
  Temperature expansion_cold;
  Pressure expansion_charge, expansion_end;
  double expansion_reserve;
  Volume expansion_reserve_min;
  Pressure genset_mean_pressure;  ///< of the engines, for their first load step
  double auxiliary_inverter_efficiency;
  double bleed_latent_heat;               ///< of water that evaporates to reject heat, J/kg
  TemperatureDifference mean_below_peak;  ///< hottest 24 h mean below the design dry bulb
};

struct RejectionWays;
struct PowerTrain;

/// What is worked out once per problem, because it depends on the site and one type only.
class Memo {
 public:
  /// The value called `what` of this type; `work_out` is asked once. Names are unique: "genset.derating".
  template <class Work>
  double once(std::string_view what, const ModuleType* type, Work work_out) {
    const auto key = std::pair(what, type);
    const auto known = values_.find(key);
    if (known != values_.end()) return known->second;
    return values_.emplace(key, work_out()).first->second;
  }
  std::map<std::string, std::vector<const ModuleType*>, std::less<>> candidates;  ///< by kind
  std::shared_ptr<const RejectionWays> rejection;                                 ///< core/sizing/rejection.h
  /// By power module and the skid in front of it; core/sizing/power_train.cpp.
  std::map<std::pair<const ModuleType*, const ModuleType*>, std::shared_ptr<const PowerTrain>> trains;
  std::map<double, std::pair<double, double>>
      peaks;  ///< shaving the trace to a cap: charge power and energy, by cap, W

 private:
  std::map<std::pair<std::string_view, const ModuleType*>, double> values_;  ///< names are literals or ids: they stay
};

/// A kind beside the chain that the site asks for (core/sizing/extras.h): its type and how many.
struct ExtraPlan {
  const Kind* kind = nullptr;
  const ModuleType* type = nullptr;
  int duty = 0, installed = 0;  ///< in each place: the site, a block, a pod, a module of another kind
  int places = 1;               ///< modules of the other kind, in the last pass; 1 for anything else
  bool pooled = false;          ///< of all places together: fewer than one unit for each
  Power power;                  ///< drawn by one unit in duty
  friend bool operator==(const ExtraPlan&, const ExtraPlan&) = default;
};

/// What a phase has built, those before it included: blocks begun from the first on, of each group of racks the first
/// so many pods, and of each service of the yards the first so many units. Services are those of the nodes; the
/// conversion skids of supercapacitors are "capacitor_pcs".
struct PhaseBuild {
  int blocks = 0;
  std::map<std::string, int, std::less<>> yard;
  std::vector<int> pods{};  ///< by group
};

/// A plant that is taken over: its types, how its pods are filled, how many of its blocks.
struct FixedPlant {
  std::set<std::string, std::less<>> types;
  std::vector<int> racks_per_pod;  ///< by group
  int blocks = 0;
};

/// What sizing works on: never changes while options are tried.
struct Problem {
  const SiteSpec& spec;
  const Catalog& catalog;
  DesignBasis basis;
  const GridProfile* grid;
  Coolant facility_coolant;       ///< cooling.coolant, or what the coldest hour needs
  Voltage mv;                     ///< distribution voltage: the grid's, or the main transformers' secondary
  double ups_derating;            ///< usable share of a UPS rating at the site's altitude
  std::optional<LeadLimit> lead;  ///< longest lead time a type may have
  bool direct_current;            ///< racks are fed with direct current
  /// From the bus racks hang on to what runs on alternating current beside them (CDUs, fan walls, pumps, lights): the
  /// auxiliary inverters of direct-current modules; else 1.
  double auxiliary_efficiency;
  std::vector<ExtraPlan> extras{};   ///< of the last pass; their load and price are part of the chain
  double phase_share = 1;            ///< of the IT load that the smallest phase adds: no block is larger
  std::vector<PhaseBuild> phases{};  ///< once they are known; empty without
  std::shared_ptr<const FixedPlant> fixed = nullptr;  ///< where one phase of a plant is sized
  std::shared_ptr<Memo> memo = std::make_shared<Memo>();
};

/// What a search already knows while it asks for options.
struct Ceiling {
  double cost = 0;          ///< a complete plant of this cost is known; 0 = none yet
  double still_to_pay = 0;  ///< least cost of all services but the one asked, for the partial plant asked about
};

/// A module type and how many: `duty` carry the load, `installed` stand there.
struct Counted {
  const ModuleType* type = nullptr;
  int duty = 0;
  int installed = 0;
  [[nodiscard]] int spare() const { return installed - duty; }
};

/// Which tier takes the movement of the load: batteries in the yard, those of the UPS, or supercapacitors.
enum class SmoothingTier { none, bess, ups, supercapacitor };

/// Equal racks in equal pods.
struct GroupPlan {
  const ModuleType* rack = nullptr;
  std::string id;                      ///< of its ledger entries: the rack type, and its power cap if it has one
  std::optional<Power> cap;            ///< the site holds one rack to this power
  double tdp = 0, peak = 0, idle = 0;  ///< of one rack, W, under the cap; looked up once
  double mean = 0, provisioned = 0;    ///< of one rack, W: for energy; for its busbar and breaker
  double liquid = 0;                   ///< share of its heat that coolant takes
  int racks = 0;
  const ModuleType* pod = nullptr;
  int pods = 0, racks_per_pod = 0, pods_per_block = 0;
  Counted cdu, fan_wall;               ///< per pod
  Flow rack_flow;                      ///< TCS flow of one rack
  Power cdu_capacity, fan_capacity;    ///< of one unit at the design temperatures
  const char* cdu_limit = "";          ///< what sets the CDU count: "heat-limited", "flow-limited", "approach-limited"
  TemperatureDifference cdu_approach;  ///< TCS supply over FWS supply that the duty CDUs reach at EDP peak
  Power pod_it, pod_peak;              ///< racks of a full pod at TDP and at EDP peak
  Power pod_liquid, pod_air;           ///< heat of a full pod at TDP, housekeeping in the air part
  Power pod_liquid_peak, pod_air_peak;
  Power pod_fws_heat;  ///< liquid heat plus CDU pump heat
  Power pod_chw_heat;  ///< air heat plus fan heat
  Power pod_critical;  ///< on the UPS or direct-current bus: racks, and CDUs, fan walls, housekeeping over
                       ///< Problem::auxiliary_efficiency
};

/// Which pods a duty power module of a block feeds: how many of each group.
using PodShare = std::vector<int>;

/// One candidate for the whole chain; services fill their part in the order of their rank. Per block unless said.
struct Plant {
  std::vector<GroupPlan> groups;
  int blocks = 0;
  Counted header, buffer_tank, fws_vessel, chw_vessel;
  Flow fws_flow, chw_flow;
  Power site_fws_heat, site_chw_heat;  ///< site totals from the racks really there, not from full blocks

  Counted cooler, fws_pump;
  Counted trim;            ///< chiller behind each cooler, in series, where the cooler cannot reach the supply
  Temperature cooler_air;  ///< air onto the coil, or the wet bulb of towers
  Power fws_heat, fws_pump_power, cooler_capacity, cooler_power;
  Power site_fws_pump_power, site_cooler_power;
  Power trim_heat;                   ///< of one trim chiller at the design point
  Power trim_power;                  ///< of a full block; part of cooler_power
  double cooler_water_kg_per_h = 0;  ///< evaporated and bled, at the design point

  Counted chiller, chw_pump;
  Temperature chw_supply, chw_return;
  Power chw_heat, chw_pump_power, chiller_capacity, chiller_power;
  Power site_chw_pump_power, site_chiller_power;

  Counted module;                      ///< power modules: duty = active (per side for 2N)
  const ModuleType* feeder = nullptr;  ///< MV/LV skid in front of a UPS container; null for integrated modules
  std::vector<PodShare> shares;        ///< of each duty module; distributed: of each pair of systems, lane by lane
  int batteries = 0;                   ///< cabinets in one power module
  bool packing_proved = true;          ///< the pods could not be put on fewer modules
  Power module_rating, module_load;    ///< UPS output: usable rating, largest load of a duty module
  Power module_peak;                   ///< the same module at EDP peak
  Power module_normal;                 ///< largest load of a module with everything in service
  Power module_auxiliary;              ///< largest load of the auxiliary inverters of a direct-current module
  double ups_load = 0;                 ///< load fraction of a duty UPS, normal state
  Power ups_loss, transformer_loss, enclosure_cooling;  ///< site totals, normal state; rectifiers in the place of UPS
  Power inverter_loss;                                  ///< of auxiliary inverters, in critical_load already
  Power critical_load;                                  ///< site total of pods and pumps
  Power critical_output;                                ///< the same at UPS outputs, distribution loss included
  Power power_input;  ///< site total into the power modules, normal state, without recharge
  Power recharge;     ///< site total

  Counted mechanical;                      ///< MV/LV skids: duty = one side
  Power mechanical_block;                  ///< coolers and chillers of a full block
  Power mechanical_load, mechanical_loss;  ///< site totals

  // Site.
  Counted bess, pcs, capacitor;         ///< pcs: conversion skids of both
  int bess_pcs = 0, capacitor_pcs = 0;  ///< conversion skids installed before the batteries, before the capacitors
  Power bess_auxiliary;                 ///< of both
  SmoothingTier smoothing = SmoothingTier::none;
  double ring_load = 0;  ///< VA of transformer ratings on the MV rings, so far
  bool mechanical_decided = false, storage_decided = false;
  Power load_swing;     ///< of the site at the connection point, idle to full
  Power storage_power;  ///< of the batteries
  Energy storage_energy, storage_nameplate;
  Power capacitor_power;
  Energy capacitor_energy, capacitor_nameplate;
  bool generators_stood = true;  ///< gear stands the fault of whichever generators may serve
  bool fault_stood = true;  ///< gear stands the fault of all main transformers in parallel, whatever the switchgear is
  Counted mv_switchgear, main_transformer, intake, generator_switchgear, genset, fuel_tank;
  double genset_derating = 1.0;
  Power largest_start;       ///< of one cooler or chiller: the largest load that comes in one step
  Power distribution_power;  ///< at the MV switchgear, recharge included
  ApparentPower distribution_apparent;
  Power main_transformer_loss;
  Power facility;         ///< at the connection point, recharge included
  Power facility_steady;  ///< the same without recharge: the design-point PUE
  ApparentPower utility;
  double distribution_reactive = 0;  ///< var at the MV switchgear

  Ceiling ceiling;  ///< set by the search before it asks for options

  // What the objectives add up.
  double cost = 0;        ///< USD, middle estimate
  double area_m2 = 0;     ///< footprints
  double lead_weeks = 0;  ///< longest
};

/// Why a candidate cannot serve; kept once per service and module.
class Refusals {
 public:
  /// `why` is only called for a pair not seen yet.
  template <class Why>
  void add(std::string_view service, const ModuleType& type, Why why) {
    auto& slot = reasons_[std::string(service)];
    if (slot.size() < 40 && slot.find(type.id) == slot.end()) slot.emplace(type.id, why());
  }
  [[nodiscard]] const std::map<std::string, std::map<std::string, std::string>>& all() const { return reasons_; }

 private:
  std::map<std::string, std::map<std::string, std::string>> reasons_;
};

/// The site as the search sees it, or what is wrong with it before any search (SIZ001 to SIZ009). Holds references to
/// both arguments.
[[nodiscard]] Outcome<Problem> read_problem(const SiteSpec& spec, const Catalog& catalog);

/// The types of a kind that the site allows: without those excluded or too late; only preferred ones where any is left.
[[nodiscard]] const std::vector<const ModuleType*>& candidates(const Problem& problem, std::string_view kind);

/// Whether `volts` lies in the type's range <range>_min … <range>_max ("primary_voltage", "connection_voltage").
[[nodiscard]] bool takes_voltage(const ModuleType& type, const std::string& range, Voltage volts);

/// Share of a transformer's rating that may be used here: altitude and the hottest 24 h mean (IEC 60076-2, -11).
[[nodiscard]] double usable_share(const Problem& problem, const ModuleType& transformer);

/// Units installed for `duty` needed ones: N, N+1, N+2, 2N, 2(N+1), 3 ceil(N/2), 4 ceil(N/3); block is N+1, its catcher
/// one more unit. Zero stays zero.
[[nodiscard]] int installed_for(int duty, Redundancy redundancy);
/// Units that may fail without loss: 0 for N.
[[nodiscard]] bool is_redundant(Redundancy redundancy);
/// Systems that share the load in pairs: 3 for 3N/2, 4 for 4N/3; 2 for 2N and 2(N+1); else 1.
[[nodiscard]] int systems_of(Redundancy redundancy);
/// What a redundancy of power trains means for plant that all of them share: N+1 for 3N/2, 4N/3 and block.
[[nodiscard]] Redundancy shared_plant(Redundancy redundancy);
/// Whether the site has gensets.
[[nodiscard]] inline bool has_backup(const Problem& problem) { return problem.spec.power.backup != "none"; }
/// Two full sides: 2N and 2(N+1).
[[nodiscard]] bool is_two_sided(Redundancy redundancy);

/// Lighting, controls and security of a pod on the bus racks hang on, over its IT load.
[[nodiscard]] inline double housekeeping(const Problem& problem) {
  return problem.basis.housekeeping_ratio / problem.auxiliary_efficiency;
}

/// Adds `count` modules to the objective sums.
void account(Plant& plant, const ModuleType& type, int count);
/// Adds stock or children that take no ground: price and lead time only.
void account_inside(Plant& plant, const ModuleType& type, int count);

}  // namespace plinth
