// SPDX-License-Identifier: Apache-2.0
// One block of the joint graph: pods, power modules, cooling trains, headers, mechanical supply.
#include <algorithm>

#include "core/physics/redundancy.h"
#include "core/sizing/block_phases.h"
#include "core/sizing/graph_builder.h"
#include "core/sizing/power_train.h"

namespace plinth {
namespace {

/// One pod with its tag and the phase that builds it.
struct Pod : PodPlace {
  int phase = 0;
  std::string tag = {};
};

class Block {
 public:
  Block(const Problem& problem, const Plant& plant, int number, SiteTags& site, GraphBuilder& builder)
      : problem_(problem), plant_(plant), number_(number), site_(site), builder_(builder) {}

  void assemble() {
    place_pods();
    add_power();
    for (Pod& pod : pods_) add_pod(pod);
    add_cooling();
    feed_pumps();
    add_mechanical();
    BlockTags tags{{}, skids_a_, skids_b_};
    for (const Pod& pod : pods_) tags.pods.push_back(pod.tag);
    assemble_extras(problem_, plant_, number_, tags, builder_);
  }

 private:
  const Problem& problem_;
  const Plant& plant_;
  int number_;
  SiteTags& site_;
  GraphBuilder& builder_;
  /// Power modules that stand on their own: side A or B, or a system of a distributed redundancy.
  struct System {
    std::string path;
    std::vector<std::string> duty, reserve;
  };
  std::vector<System> systems_;
  int modules_ = 0;  ///< power modules so far
  std::vector<std::string> headers_, fws_pumps_, chw_pumps_, coolers_, chillers_, trims_, skids_a_, skids_b_;

  [[nodiscard]] bool shares_cords() const { return systems_.size() > 1; }  ///< half the load by each inlet
  [[nodiscard]] bool has_second() const { return shares_cords() || !systems_.front().reserve.empty(); }
  [[nodiscard]] double lv() const { return plant_.module.type->required_number("output_voltage"); }
  [[nodiscard]] double pf() const { return problem_.basis.critical_power_factor.si; }
  /// Current for watts at the outlet that racks or auxiliaries (lv) hang on.
  [[nodiscard]] EdgeFlow flow_of(Medium medium, double normal, double worst, double design = 0) const {
    const bool direct = medium == Medium::dc;
    const double volts = direct ? plant_.module.type->required_number("dc_output_voltage") : lv();
    const auto amperes = [&](double watts) { return direct ? watts / volts : line_current(watts, pf(), volts); };
    return {amperes(normal), amperes(worst), "A", amperes(design), volts};
  }

  /// Both rings of a module or skid; odd ones run from side B in the normal state.
  void feed_mv(const std::string& tag, double rated_va, double normal_va, int index) {
    const auto amperes = [&](double va) { return line_current(va, 1.0, problem_.mv.si); };
    const auto flow = [&](bool normal) {
      return EdgeFlow{normal ? amperes(normal_va) : 0, amperes(rated_va), "A", 0, problem_.mv.si};
    };
    const std::size_t built = builder_.built(site_.mv_a, builder_.phase_of(tag));
    const std::size_t turn = static_cast<std::size_t>(index) % built;
    const std::size_t lineup = problem_.phases.empty() ? turn : site_.feeders.next(built, normal_va);
    const bool from_b = !site_.mv_b.empty() && index % 2 == 1;
    builder_.connect(Medium::mv, "A", {site_.mv_a[lineup], "feeder"}, {tag, "mv_in_a"}, flow(!from_b));
    if (!site_.mv_b.empty())
      builder_.connect(Medium::mv, "B", {site_.mv_b[lineup], "feeder"}, {tag, "mv_in_b"}, flow(from_b));
  }

  /// One power module, with the MV/LV skid in front of it when it has no transformer; returns its tag.
  std::string add_module(const std::string& path, bool spare, int phase) {
    const ModuleType& type = *plant_.module.type;
    const ModuleType& head = plant_.feeder == nullptr ? type : *plant_.feeder;
    const double rated = head_rating(problem_, head);
    const double mean = plant_.power_input.si / plant_.blocks / plant_.module.installed / pf();
    const std::string tag = builder_.add(type, "power_module", number_, path, spare, 0, phase);
    assemble_power_children(problem_, plant_, type, tag, spare, builder_);
    const int index = (number_ - 1) * plant_.module.installed + modules_++;
    if (plant_.feeder == nullptr) {
      feed_mv(tag, rated, mean, index);
      return tag;
    }
    const std::string skid = builder_.add(*plant_.feeder, "power_feeder", number_, path, spare, 0, phase);
    assemble_power_children(problem_, plant_, *plant_.feeder, skid, spare, builder_);
    feed_mv(skid, rated, mean, index);
    const EdgeFlow flow{line_current(mean, 1.0, lv()), line_current(rated, 1.0, lv()), "A", 0, lv()};
    builder_.connect(Medium::lv, path, {skid, "lv_out"}, {tag, "lv_in"}, flow);
    return tag;
  }

  /// Systems A, B … of duty modules, each with a reserve of its own for 2(N+1); one system and its reserves otherwise.
  void add_power() {
    const Redundancy redundancy = problem_.spec.power.redundancy;
    const int count = systems_of(redundancy);
    for (int s = 0; s < count; ++s) {
      System system{std::string(1, static_cast<char>('A' + s)), {}, {}};
      for (const int phase : phases_.lanes) system.duty.push_back(add_module(system.path, s > 0 && count == 2, phase));
      systems_.push_back(std::move(system));
    }
    if (redundancy == Redundancy::two_n_plus_1) {
      for (System& system : systems_) system.reserve.push_back(add_module(system.path, true, phases_.first));
      return;
    }
    if (count > 1) return;
    for (int i = lanes(); i < plant_.module.installed; ++i)
      systems_.front().reserve.push_back(add_module("R", true, phases_.first));
  }

  /// Where one consumer is fed from: a module of one or two systems.
  struct Source {
    std::size_t first = 0, second = 0, module = 0;  ///< systems, and the module of each
  };
  /// The source of slot `slot` of plant_.shares.
  [[nodiscard]] Source source_of(std::size_t slot) const {
    if (systems_.size() < 3) return {0, systems_.size() - 1, slot};
    const auto pairs = pair_order(static_cast<int>(systems_.size()));
    const auto& [a, b] = pairs[slot % pairs.size()];
    return {static_cast<std::size_t>(a), static_cast<std::size_t>(b), slot / pairs.size()};
  }

  /// Both inlets of a consumer. Two systems share its load; the reserve of a side stands in on that side's inlet, the
  /// reserves of a single system on the other one.
  void feed(Medium medium, const std::string& tag, const Source& source, double load, double worst, double design) {
    const System &first = systems_[source.first], &second = systems_[source.second];
    const bool two = systems_.size() > 1;
    const std::string in = medium == Medium::dc ? "dc" : "lv";
    const auto connect = [&](const std::string& path, const std::string& from, const char* side, double normal) {
      builder_.connect(medium, path, {from, in + "_out"}, {tag, in + side}, flow_of(medium, normal, worst, design));
    };
    connect(first.path, first.duty[source.module], "_a", two ? load / 2 : load);
    if (two) connect(second.path, second.duty[source.module], "_b", load / 2);
    for (const std::string& reserve : first.reserve) connect(two ? first.path : "R", reserve, two ? "_a" : "_b", 0);
    for (const std::string& reserve : second.reserve)
      if (two) connect(second.path, reserve, "_b", 0);
  }

  /// Duty power modules of one system.
  [[nodiscard]] int lanes() const {
    const int count = systems_of(problem_.spec.power.redundancy);
    return count > 2 ? plant_.module.installed / count : plant_.module.duty;
  }
  void place_pods() {
    std::vector<PodPhase> heats;
    for (const PodPlace& place : pods_of_block(plant_, number_)) {
      pods_.push_back({place, builder_.phase_of_pod(place.group, place.index)});
      heats.push_back({place.slot, pods_.back().phase, fws_heat(pods_.back()), chw_heat(pods_.back())});
    }
    phases_ = block_phases(problem_, plant_, heats, lanes());
  }

  void add_pod(Pod& pod) {
    const GroupPlan& group = plant_.groups[pod.group];
    // At the pod's terminals: what inverters lose on the way stays with the power modules.
    const double ratio = problem_.basis.housekeeping_ratio, e = problem_.auxiliary_efficiency;
    const double auxiliaries = (group.pod_critical - group.pod_it).si * e - ratio * group.pod_it.si;
    const double it = pod.racks * group.tdp, beside = it * ratio + auxiliaries,
                 provisioned = pod.racks * group.provisioned;
    pod.tag = builder_.add(*group.pod, "it_pod", number_, "", false, (it + beside) / 1e3, pod.phase);
    const bool direct = problem_.direct_current;
    const double other = direct ? beside : it + beside;
    if (direct) feed(Medium::dc, pod.tag, source_of(pod.slot), it, it, provisioned);
    feed(Medium::lv, pod.tag, source_of(pod.slot), other, other, direct ? 0 : provisioned + auxiliaries);
    fill(pod);
  }

  void fill(const Pod& pod) {
    const GroupPlan& group = plant_.groups[pod.group];
    const Medium supply = problem_.direct_current ? Medium::dc : Medium::lv;
    std::vector<std::string> racks;
    for (int i = 0; i < pod.racks; ++i)
      racks.push_back(builder_.add_inside(pod.tag, *group.rack, "rack", false, group.tdp / 1e3));
    for (const std::string& rack : racks) feed_inside(supply, pod.tag, rack, group.tdp, group.provisioned);
    const double fws = fws_flow(pod);
    for (int i = 0; i < group.cdu.installed; ++i) {
      const bool spare = i >= group.cdu.duty;
      const double power = group.cdu.type->required_number("electrical_power");
      const std::string cdu = builder_.add_inside(pod.tag, *group.cdu.type, "cdu", spare, spare ? 0 : power / 1e3);
      feed_inside(Medium::lv, pod.tag, cdu, power);
      const EdgeFlow flow{fws / group.cdu.installed, fws / group.cdu.duty, "L/min", 0, 0};
      builder_.connect_inside(Medium::fws_supply, "", {pod.tag, "fws_supply"}, {cdu, "fws_supply"}, flow);
      builder_.connect_inside(Medium::fws_return, "", {cdu, "fws_return"}, {pod.tag, "fws_return"}, flow);
      const double each = group.rack_flow / lpm;
      for (const std::string& rack : racks) {
        const EdgeFlow share{each / group.cdu.installed, each / group.cdu.duty, "L/min", 0, 0};
        builder_.connect_inside(Medium::tcs_supply, "", {cdu, "tcs_supply"}, {rack, "tcs_supply"}, share);
        builder_.connect_inside(Medium::tcs_return, "", {rack, "tcs_return"}, {cdu, "tcs_return"}, share);
      }
    }
    fill_air(pod);
  }

  /// Heat of a pod with the racks really in it, W: to facility water and to chilled water.
  [[nodiscard]] double fws_heat(const Pod& pod) const {
    const GroupPlan& group = plant_.groups[pod.group];
    return pod.racks * group.tdp * group.liquid + (group.pod_fws_heat - group.pod_liquid).si;
  }
  [[nodiscard]] double chw_heat(const Pod& pod) const {
    const GroupPlan& group = plant_.groups[pod.group];
    const double air = 1 - group.liquid + problem_.basis.housekeeping_ratio;
    return pod.racks * group.tdp * air + (group.pod_chw_heat - group.pod_air).si;
  }

  /// Its share of the block's flow, L/min.
  [[nodiscard]] double fws_flow(const Pod& pod) const {
    return plant_.fws_heat.si <= 0 ? 0.0 : plant_.fws_flow.si / lpm.si * fws_heat(pod) / plant_.fws_heat.si;
  }
  [[nodiscard]] double chw_flow(const Pod& pod) const {
    return plant_.chw_flow.si / lpm.si * chw_heat(pod) / plant_.chw_heat.si;
  }

  void fill_air(const Pod& pod) {
    const GroupPlan& group = plant_.groups[pod.group];
    const double chw = chw_flow(pod);
    for (int i = 0; i < group.fan_wall.installed; ++i) {
      const double power = group.fan_wall.type->required_number("electrical_power");
      const bool spare = i >= group.fan_wall.duty;
      const auto fan = builder_.add_inside(pod.tag, *group.fan_wall.type, "fan_wall", spare, spare ? 0 : power / 1e3);
      feed_inside(Medium::lv, pod.tag, fan, power);
      const EdgeFlow flow{chw / group.fan_wall.installed, chw / group.fan_wall.duty, "L/min", 0, 0};
      builder_.connect_inside(Medium::chw_supply, "", {pod.tag, "chw_supply"}, {fan, "chw_supply"}, flow);
      builder_.connect_inside(Medium::chw_return, "", {fan, "chw_return"}, {pod.tag, "chw_return"}, flow);
    }
  }

  /// `provisioned`: what the feeder must be built for, where it is more than the load.
  void feed_inside(Medium medium, const std::string& pod, const std::string& tag, double watts,
                   double provisioned = 0) {
    const std::string in = medium == Medium::dc ? "dc" : "lv";
    const auto connect = [&](const char* path, const char* side, double normal) {
      builder_.connect_inside(medium, path, {pod, in + side}, {tag, in + side},
                              flow_of(medium, normal, watts, provisioned));
    };
    connect("A", "_a", shares_cords() ? watts / 2 : watts);
    if (has_second()) connect(shares_cords() ? "B" : "R", "_b", shares_cords() ? watts / 2 : 0);
  }

  std::vector<Pod> pods_;
  BlockPhases phases_;
  double fws_fullness_ = 1, chw_fullness_ = 1;
  /// Heat of the pods really here over that of a full block: 1 in the fullest, less where pods or racks are missing.
  [[nodiscard]] double fullness(Power full, double (Block::*heat_of)(const Pod&) const) const {
    if (full.si <= 0) return 0;
    double heat = 0;
    for (const Pod& pod : pods_) heat += (this->*heat_of)(pod);
    return heat / full.si;
  }

  void add_cooling() {
    fws_fullness_ = fullness(plant_.fws_heat, &Block::fws_heat);
    chw_fullness_ = fullness(plant_.chw_heat, &Block::chw_heat);
    for (int i = 0; i < plant_.header.installed; ++i)
      headers_.push_back(builder_.add(*plant_.header.type, "header", number_, i == 0 ? "A" : "B", i > 0, 0));
    add_trains(plant_.cooler, "heat_rejection", plant_.fws_pump, "fws_pump", "fws", plant_.fws_flow,
               fws_fullness_ * (plant_.cooler_power - plant_.trim_power), fws_fullness_ * plant_.fws_pump_power,
               phases_.coolers, coolers_, fws_pumps_);
    add_trains(plant_.chiller, "chiller", plant_.chw_pump, "chw_pump", "chw", plant_.chw_flow,
               chw_fullness_ * plant_.chiller_power, chw_fullness_ * plant_.chw_pump_power, phases_.chillers, chillers_,
               chw_pumps_);
    for (int i = 0; plant_.buffer_tank.type != nullptr && i < plant_.buffer_tank.installed; ++i) {
      const std::string tank = builder_.add(*plant_.buffer_tank.type, "buffer_tank", number_, "", false, 0);
      builder_.connect(Medium::fws_supply, "", {headers_[static_cast<std::size_t>(i) % headers_.size()], "tank"},
                       {tank, "tank"}, {0, plant_.fws_flow / lpm / plant_.buffer_tank.installed, "L/min", 0, 0});
    }
    add_vessels(plant_.fws_vessel, "fws", Medium::fws_return);
    add_vessels(plant_.chw_vessel, "chw", Medium::chw_return);
    for (const Pod& pod : pods_) connect_pod_water(pod);
  }

  /// Expansion vessels float on the return headers: no flow in the design state.
  void add_vessels(const Counted& vessels, const std::string& loop, Medium medium) {
    for (int i = 0; vessels.type != nullptr && i < vessels.installed; ++i) {
      const std::string tag = builder_.add(*vessels.type, loop + "_expansion", number_, "", false, 0);
      builder_.connect(medium, "", {headers_[static_cast<std::size_t>(i) % headers_.size()], loop + "_expansion"},
                       {tag, loop + "_return"}, {0, 0, "L/min", 0, 0});
    }
  }

  /// Cooler or chiller, its own pump skid, then both header halves; return water straight from the headers.
  void add_trains(const Counted& plant, const std::string& service, const Counted& pumps,
                  const std::string& pump_service, const std::string& loop, Flow total, Power fans, Power pumping,
                  const std::vector<int>& phases, std::vector<std::string>& units, std::vector<std::string>& skids) {
    if (plant.type == nullptr) return;
    const Medium supply = loop == "fws" ? Medium::fws_supply : Medium::chw_supply,
                 back = loop == "fws" ? Medium::fws_return : Medium::chw_return;
    const double each = total / lpm / plant.duty, halves = static_cast<double>(headers_.size());
    for (int i = 0; i < plant.installed; ++i) {
      const bool spare = i >= plant.duty;
      const int phase = phases[static_cast<std::size_t>(i)];
      units.push_back(
          builder_.add(*plant.type, service, number_, "", spare, spare ? 0.0 : fans.si / 1e3 / plant.duty, phase));
      skids.push_back(builder_.add(*pumps.type, pump_service, number_, "", spare,
                                   spare ? 0.0 : pumping.si / 1e3 / plant.duty, phase));
      const double normal = spare ? 0.0 : each;
      EdgeEnd cooled{units.back(), loop + "_supply"};
      if (loop == "fws" && plant_.trim.type != nullptr)
        cooled = add_trim(cooled, spare, {normal, each, "L/min", 0, 0}, phase);
      builder_.connect(supply, "", cooled, {skids.back(), loop + "_supply_in"}, {normal, each, "L/min", 0, 0});
      for (std::size_t h = 0; h < headers_.size(); ++h) {
        const std::string path = h == 0 ? "A" : "B";
        builder_.connect(supply, path, {skids.back(), loop + "_supply_out"}, {headers_[h], loop + "_supply_in"},
                         {normal / halves, each, "L/min", 0, 0});
        builder_.connect(back, path, {headers_[h], loop + "_return_out"}, {units.back(), loop + "_return"},
                         {normal / halves, each, "L/min", 0, 0});
      }
    }
  }

  /// Trim chiller behind a cooler, in series: the pre-cooled water goes through it. Gives its outlet.
  EdgeEnd add_trim(const EdgeEnd& from, bool spare, const EdgeFlow& flow, int phase) {
    const double power = spare ? 0.0 : fws_fullness_ * plant_.trim_power.si / 1e3 / plant_.trim.duty;
    trims_.push_back(builder_.add(*plant_.trim.type, "trim_chiller", number_, "", spare, power, phase));
    builder_.connect(Medium::fws_supply, "", from, {trims_.back(), "fws_trim_in"}, flow);
    return {trims_.back(), "fws_supply"};
  }

  void connect_pod_water(const Pod& pod) {
    const GroupPlan& group = plant_.groups[pod.group];
    const double halves = static_cast<double>(headers_.size()), fws = fws_flow(pod), chw = chw_flow(pod);
    for (std::size_t h = 0; h < headers_.size(); ++h) {
      const std::string path = h == 0 ? "A" : "B";
      if (group.cdu.type != nullptr) {
        builder_.connect(Medium::fws_supply, path, {headers_[h], "fws_supply_out"}, {pod.tag, "fws_supply"},
                         {fws / halves, fws, "L/min", 0, 0});
        builder_.connect(Medium::fws_return, path, {pod.tag, "fws_return"}, {headers_[h], "fws_return_in"},
                         {fws / halves, fws, "L/min", 0, 0});
      }
      builder_.connect(Medium::chw_supply, path, {headers_[h], "chw_supply_out"}, {pod.tag, "chw_supply"},
                       {chw / halves, chw, "L/min", 0, 0});
      builder_.connect(Medium::chw_return, path, {pod.tag, "chw_return"}, {headers_[h], "chw_return_in"},
                       {chw / halves, chw, "L/min", 0, 0});
    }
  }

  /// Pumps run on UPS: from a duty module, and from its reserve or other side.
  void feed_pumps() {
    const std::size_t lanes = systems_.front().duty.size(),
                      pairs = systems_.size() < 3 ? 1 : pair_order(static_cast<int>(systems_.size())).size();
    const auto feed_all = [&](const std::vector<std::string>& skids, const std::vector<std::size_t>& on, Power total,
                              int duty) {
      for (std::size_t i = 0; i < skids.size(); ++i) {
        const double power = total.si / duty;
        const std::size_t slot = on[i] * pairs + i / lanes % pairs;
        feed(Medium::lv, skids[i], source_of(slot), static_cast<int>(i) < duty ? power : 0, power, 0);
      }
    };
    feed_all(fws_pumps_, phases_.fws_lanes, plant_.fws_pump_power, plant_.cooler.duty);
    feed_all(chw_pumps_, phases_.chw_lanes, plant_.chw_pump_power, plant_.chiller.duty);
  }

  void add_mechanical() {
    if (plant_.mechanical.type == nullptr) return;
    const ModuleType& type = *plant_.mechanical.type;
    const int sides = plant_.mechanical.installed / plant_.mechanical.duty;
    const double rated = type.required_number("rated_power"), volts = type.required_number("output_voltage");
    auto &a = skids_a_, &b = skids_b_;
    const std::vector<int> phases = skid_phases(problem_, phases_, plant_.mechanical.installed / sides);
    for (int i = 0; i < plant_.mechanical.installed; ++i) {
      const bool second = sides == 2 && i % 2 == 1;
      const std::string tag = builder_.add(type, "mechanical_power", number_, second ? "B" : "A", false, 0,
                                           phases[static_cast<std::size_t>(i / sides)]);
      assemble_power_children(problem_, plant_, type, tag, false, builder_);
      feed_mv(tag, rated,
              plant_.mechanical_load.si / plant_.blocks / plant_.mechanical.installed /
                  problem_.basis.mechanical_power_factor.si,
              i);
      (second ? b : a).push_back(tag);
    }
    const auto feed = [&](const std::vector<std::string>& units, Power total, int duty) {
      for (std::size_t i = 0; i < units.size(); ++i) {
        const double power = total.si / duty, normal = static_cast<int>(i) < duty ? power : 0;
        const double factor = problem_.basis.mechanical_power_factor.si;
        const auto flow = [&](double share) {
          return EdgeFlow{line_current(normal * share, factor, volts), line_current(power, factor, volts), "A", 0,
                          volts};
        };
        builder_.connect(Medium::lv, "A", {a[i % a.size()], "lv_out"}, {units[i], "lv_a"}, flow(b.empty() ? 1.0 : 0.5));
        if (!b.empty()) builder_.connect(Medium::lv, "B", {b[i % b.size()], "lv_out"}, {units[i], "lv_b"}, flow(0.5));
      }
    };
    feed(coolers_, plant_.cooler_power - plant_.trim_power, plant_.cooler.duty);
    feed(trims_, plant_.trim_power, plant_.cooler.duty);
    feed(chillers_, plant_.chiller_power, plant_.chiller.duty);
  }
};

}  // namespace

void assemble_block(const Problem& problem, const Plant& plant, int block, SiteTags& site, GraphBuilder& builder) {
  Block(problem, plant, block, site, builder).assemble();
}

}  // namespace plinth
