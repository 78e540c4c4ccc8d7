// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/power_train.h"

#include <algorithm>
#include <numeric>

namespace plinth {
namespace {

/// Load of one pod of each group at a UPS output, largest first.
struct PodLoad {
  std::size_t group;
  double load, peak;
};

std::vector<PodLoad> pod_loads(const Problem& problem, const Plant& plant) {
  std::vector<PodLoad> pods;
  const double share = 1.0 - problem.basis.distribution_loss_ratio;
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const GroupPlan& group = plant.groups[g];
    const double load = group.pod_critical.si / share,
                 peak = (group.pod_critical + group.pod_peak - group.pod_it).si / share;
    for (int i = 0; i < group.pods_per_block; ++i) pods.push_back({g, load, peak});
  }
  std::stable_sort(pods.begin(), pods.end(), [](const PodLoad& a, const PodLoad& b) { return a.load > b.load; });
  return pods;
}

/// Pump power on the busiest of `modules` duty modules.
double pumps_on_one(const Problem& problem, const Plant& plant, int modules) {
  const auto most = [&](const Counted& pumps, Power total) {
    return pumps.duty == 0 ? 0.0 : std::ceil(static_cast<double>(pumps.duty) / modules) * pump_power(total, pumps).si;
  };
  return (most(plant.fws_pump, plant.fws_pump_power) + most(plant.chw_pump, plant.chw_pump_power)) /
         (1.0 - problem.basis.distribution_loss_ratio);
}

std::optional<Packing> packed_on(const std::vector<PodLoad>& pods, std::size_t groups, int modules, double pumps,
                                 double rating, double overload) {
  Packing packing;
  packing.shares.assign(static_cast<std::size_t>(modules), PodShare(groups, 0));
  std::vector<double> load(static_cast<std::size_t>(modules), pumps), peak(static_cast<std::size_t>(modules), pumps);
  for (const PodLoad& pod : pods) {
    // The least loaded module that still takes the pod, so that equal pods spread evenly.
    std::size_t best = load.size();
    for (std::size_t m = 0; m < load.size(); ++m)
      if (load[m] + pod.load <= rating * (1 + 1e-9) && peak[m] + pod.peak <= rating * overload * (1 + 1e-9) &&
          (best == load.size() || load[m] < load[best]))
        best = m;
    if (best == load.size()) return std::nullopt;
    load[best] += pod.load, peak[best] += pod.peak;
    ++packing.shares[best][pod.group];
  }
  packing.largest_load = Power{*std::max_element(load.begin(), load.end())};
  packing.largest_peak = Power{*std::max_element(peak.begin(), peak.end())};
  return packing;
}

/// Decides by search whether the pods fit on `bins` modules at all: fills bin after bin with as many pods of each group
/// as it takes. Pods of one group are alike, so few patterns exist; the budget keeps odd cases short.
class PackingSearch {
 public:
  enum class Answer { fits, impossible, unknown };
  PackingSearch(const std::vector<PodLoad>& pods, std::size_t groups, double room, double peak_room)
      : count_(groups), load_(groups), peak_(groups), room_(room), peak_room_(peak_room) {
    for (const PodLoad& pod : pods) ++count_[pod.group], load_[pod.group] = pod.load, peak_[pod.group] = pod.peak;
  }
  Answer run(int bins, std::vector<PodShare>& shares) {
    shares.clear();
    const bool found = fill(bins, shares);
    return found ? Answer::fits : budget_ > 0 ? Answer::impossible : Answer::unknown;
  }

 private:
  std::vector<int> count_;
  std::vector<double> load_, peak_;
  double room_, peak_room_;
  int budget_ = 4000;

  bool fill(int bins, std::vector<PodShare>& shares) {
    double left = 0;
    for (std::size_t g = 0; g < count_.size(); ++g) left += count_[g] * load_[g];
    if (left <= 0) {
      shares.resize(shares.size() + static_cast<std::size_t>(bins), PodShare(count_.size(), 0));
      return true;
    }
    if (bins == 0 || left > bins * room_ * (1 + 1e-9)) return false;
    PodShare share(count_.size(), 0);
    return choose(0, room_, peak_room_, bins, share, shares);
  }

  /// Takes pods of group g and on for the open bin, most first.
  bool choose(std::size_t g, double room, double peak_room, int bins, PodShare& share, std::vector<PodShare>& shares) {
    if (--budget_ <= 0) return false;
    if (g == count_.size()) {
      for (std::size_t k = 0; k < share.size(); ++k) count_[k] -= share[k];
      shares.push_back(share);
      const bool found = fill(bins - 1, shares);
      if (!found) shares.pop_back();
      for (std::size_t k = 0; k < share.size(); ++k) count_[k] += share[k];
      return found;
    }
    const double fit =
        std::min(room * (1 + 1e-9) / std::max(load_[g], 1e-9), peak_room * (1 + 1e-9) / std::max(peak_[g], 1e-9));
    const int most = count_[g] == 0 ? 0 : std::min(count_[g], static_cast<int>(fit));
    for (int n = most; n >= 0; --n) {
      share[g] = n;
      if (choose(g + 1, room - n * load_[g], peak_room - n * peak_[g], bins, share, shares)) return true;
    }
    share[g] = 0;
    return false;
  }
};

/// A packing found by search, with its loads worked out.
Packing searched(const std::vector<PodLoad>& pods, std::vector<PodShare> shares, double pumps) {
  Packing packing;
  for (const PodShare& share : shares) {
    double load = pumps, peak = pumps;
    for (std::size_t g = 0; g < share.size(); ++g) {
      const auto like = std::find_if(pods.begin(), pods.end(), [&](const PodLoad& pod) { return pod.group == g; });
      if (like != pods.end()) load += share[g] * like->load, peak += share[g] * like->peak;
    }
    packing.largest_load = std::max(packing.largest_load, Power{load});
    packing.largest_peak = std::max(packing.largest_peak, Power{peak});
  }
  packing.shares = std::move(shares);
  return packing;
}

/// What a module may deliver at this site: its own rating, its UPS in kW and in kVA, thinned by altitude.
Power usable_rating(const Problem& problem, const ModuleType& module, const Child& ups) {
  const double kw = ups.count * ups.type->required_number("rated_power");
  const double kva =
      ups.count * ups.type->required_number("rated_apparent_power") * problem.basis.critical_power_factor.si;
  return Power{std::min({module.required_number("rated_power"), kw, kva}) * problem.ups_derating};
}

std::string kilovolts(double volts) { return round_text(volts / 1e3) + " kV"; }

bool rack_voltage_fits(const Plant& plant, const ModuleType& module, Refusals& refusals) {
  const double volts = module.required_number("output_voltage");
  for (const GroupPlan& group : plant.groups) {
    const auto low = group.rack->number("supply_voltage_min"), high = group.rack->number("supply_voltage_max");
    if ((low && volts < *low - 1e-9) || (high && volts > *high + 1e-9)) {
      refusals.add("power_module", module,
                   [&] { return "delivers " + round_text(volts) + " V; " + group.rack->id + " does not take it"; });
      return false;
    }
  }
  return true;
}

/// Battery cabinets for one module at the end of their life, by power and by energy (IEEE 1184 practice).
int batteries_for(const Problem& problem, const ModuleType& battery, Power load) {
  const double dc = load.si / problem.basis.inverter_efficiency;
  const double energy = dc * problem.spec.power.ups_autonomy.si /
                        (battery.required_number("end_of_life_health") * battery.required_number("depth_of_discharge"));
  return static_cast<int>(std::max(whole_units(dc / battery.required_number("power")),
                                   whole_units(energy / battery.required_number("energy"))));
}

bool fit_batteries(const Problem& problem, Plant& plant, const ModuleType& module, const Child& battery,
                   Refusals& refusals) {
  if (problem.spec.power.ups_autonomy.si <= 0) return true;
  if (battery.type == nullptr) {
    refusals.add("power_module", module, [] { return std::string("holds no UPS battery"); });
    return false;
  }
  const int needed = batteries_for(problem, *battery.type, plant.module_load);
  const int places = battery.count > 0 ? battery.count : battery.limit;
  if (needed > places) {
    refusals.add("power_module", module, [&] {
      return "has " + std::to_string(places) + " battery places; " + std::to_string(needed) +
             " cabinets are needed for " + round_text(problem.spec.power.ups_autonomy / minute) + " min at end of life";
    });
    return false;
  }
  plant.batteries = battery.count > 0 ? battery.count : needed;
  return true;
}

/// Loads and losses of the site: duty modules share the load, reserves are energised without load.
void close_loop(const Problem& problem, Plant& plant, const ModuleType& module, const ModuleType& transformer,
                const Child& ups, bool transformer_inside) {
  const bool two_sided = is_two_sided(problem.spec.power.redundancy);
  const int installed = plant.module.installed * plant.blocks;
  const int active = plant.blocks * (two_sided ? 2 * plant.module.duty : plant.module.duty), idle = installed - active;
  const double rated = ups.count * ups.type->required_number("rated_power");
  const Curve& curve = *ups.type->curve("efficiency");
  plant.ups_load = plant.critical_output.si / (active * rated);
  plant.ups_loss = Power{rated * (active * ups_loss_share(curve, plant.ups_load) + idle * ups_loss_share(curve, 0.0))};
  const double cop = module.required_number("enclosure_cooling_cop"), pf = problem.basis.critical_power_factor.si;
  const double at_ups = (plant.critical_output + plant.ups_loss).si;
  const double none = transformer.required_number("no_load_loss"), full = transformer.required_number("load_loss");
  const double size = transformer.required_number("rated_power");
  // The enclosure's cooling is a load of the transformer whose loss it cools: a contraction, at rest in a few steps.
  double loss = 0, before = -1;
  for (int i = 0; i < 60 && loss != before; ++i) {
    before = loss;
    const double cooling = (plant.ups_loss.si + (transformer_inside ? loss : 0)) / cop;
    const double share = (at_ups + cooling) / installed / pf / size;
    loss = installed * (none + share * share * full);
  }
  plant.transformer_loss = Power{loss};
  plant.enclosure_cooling = Power{(plant.ups_loss.si + (transformer_inside ? loss : 0)) / cop};
  plant.power_input = Power{at_ups + loss} + plant.enclosure_cooling;
  plant.recharge = Power{problem.basis.recharge_ratio * rated * installed};
}

/// The busiest module after a failure, with recharge and its own cooling, must stay inside its transformer.
bool transformer_carries(const Problem& problem, const Plant& plant, const ModuleType& module,
                         const ModuleType& transformer, const Child& ups, Refusals& refusals) {
  const double rated = ups.count * ups.type->required_number("rated_power");
  const double loss =
      rated * ups_loss_share(*ups.type->curve("efficiency"), std::min(1.0, plant.module_load.si / rated));
  const double input = plant.module_load.si + loss * (1 + 1 / module.required_number("enclosure_cooling_cop")) +
                       problem.basis.recharge_ratio * rated;
  const double apparent = input / problem.basis.critical_power_factor.si,
               own = transformer.required_number("rated_power");
  if (apparent <= own * (1 + 1e-9)) return true;
  refusals.add("power_module", module, [&] {
    return "its transformer " + transformer.id + " of " + round_text(own / 1e3) + " kVA does not carry " +
           round_text(apparent / 1e3) + " kVA (load, losses, recharge, enclosure cooling)";
  });
  return false;
}

}  // namespace

Child child_of(const Catalog& catalog, const ModuleType& parent, std::string_view kind) {
  for (const Contained& c : parent.contains) {
    const ModuleType* type = catalog.module(c.module);
    if (type != nullptr && type->kind == kind) return {type, c.count, c.limit};
  }
  return {};
}

double ups_loss_share(const Curve& efficiency, double x) {
  const auto loss = [&](double at) { return at * (1.0 / *efficiency.at(at) - 1.0); };
  const double first = efficiency.points.front().first;
  if (x >= first)
    return loss(std::min(x, efficiency.points.back().first)) *
           (x > efficiency.points.back().first ? x / efficiency.points.back().first : 1.0);
  const double next = efficiency.points.at(1).first;
  return std::max(0.0, loss(first) + (loss(next) - loss(first)) * (x - first) / (next - first));
}

Power transformer_loss(const ModuleType& transformer, ApparentPower load) {
  const double x = load.si / transformer.required_number("rated_power");
  return Power{transformer.required_number("no_load_loss") + x * x * transformer.required_number("load_loss")};
}

Power pump_power(Power block_total, const Counted& pumps) {
  return pumps.duty == 0 ? Power{0} : block_total / pumps.duty;
}

std::optional<Packing> pack_pods(const Problem& problem, const Plant& plant, Power rating, double overload) {
  const std::vector<PodLoad> pods = pod_loads(problem, plant);
  double total = pumps_on_one(problem, plant, 1);
  bool equal = true;
  for (const PodLoad& pod : pods) {
    if (pod.load > rating.si * (1 + 1e-9) || pod.peak > rating.si * overload * (1 + 1e-9)) return std::nullopt;
    total += pod.load;
    equal = equal && pod.group == pods.front().group;
  }
  const int least = static_cast<int>(std::max(1.0, whole_units(total / rating.si)));
  bool proved = true;
  for (int n = least; n <= 2 * static_cast<int>(pods.size()) + 1; ++n) {
    const double pumps = pumps_on_one(problem, plant, n);
    auto packing = packed_on(pods, plant.groups.size(), n, pumps, rating.si, overload);
    if (!packing && !equal) {
      std::vector<PodShare> shares;
      PackingSearch search(pods, plant.groups.size(), rating.si - pumps, rating.si * overload - pumps);
      const auto answer = search.run(n, shares);
      if (answer == PackingSearch::Answer::fits) packing = searched(pods, std::move(shares), pumps);
      proved = proved && answer != PackingSearch::Answer::unknown;
    }
    if (!packing) continue;
    packing->proved = proved;
    return packing;
  }
  return std::nullopt;
}

bool power_train(const Problem& problem, Plant& plant, const ModuleType& module, const ModuleType* feeder,
                 Refusals& refusals) {
  const ModuleType& intake = feeder == nullptr ? module : *feeder;
  const Child transformer = child_of(problem.catalog, intake, "transformer"),
              ups = child_of(problem.catalog, module, "ups");
  if (transformer.type == nullptr || ups.type == nullptr) {
    refusals.add("power_module", module,
                 [] { return std::string("its catalog entry names no transformer or no UPS inside"); });
    return false;
  }
  if (!takes_voltage(intake, "primary_voltage", problem.mv)) {
    refusals.add("power_module", module, [&] {
      return "takes " + kilovolts(intake.required_number("primary_voltage_min")) + " to " +
             kilovolts(intake.required_number("primary_voltage_max")) + "; the site distributes at " +
             kilovolts(problem.mv.si);
    });
    return false;
  }
  if (!rack_voltage_fits(plant, module, refusals)) return false;
  plant.module_rating = usable_rating(problem, module, ups);
  const auto packing = pack_pods(problem, plant, plant.module_rating, ups.type->number("overload_10min").value_or(1.0));
  if (!packing) {
    refusals.add("power_module", module, [&] {
      return "gives " + round_text(plant.module_rating / kW) +
             " kW at this site; a single pod needs more, at TDP or at EDP peak";
    });
    return false;
  }
  const int duty = static_cast<int>(packing->shares.size());
  plant.module = {&module, duty, installed_for(duty, problem.spec.power.redundancy)};
  plant.feeder = feeder;
  plant.shares = packing->shares;
  plant.packing_proved = packing->proved;
  plant.module_load = packing->largest_load;
  plant.module_peak = packing->largest_peak;
  plant.critical_load = plant.site_fws_pump_power + plant.site_chw_pump_power;
  for (const GroupPlan& group : plant.groups) {
    const double it = group.racks * group.tdp;
    plant.critical_load += Power{it * (1 + problem.basis.housekeeping_ratio)};
    plant.critical_load +=
        group.pods * (group.pod_critical - group.pod_it - problem.basis.housekeeping_ratio * group.pod_it);
  }
  plant.critical_output = plant.critical_load / (1.0 - problem.basis.distribution_loss_ratio);
  if (!transformer_carries(problem, plant, module, *transformer.type, ups, refusals)) return false;
  const Child battery = child_of(problem.catalog, module, "ups_battery");
  if (!fit_batteries(problem, plant, module, battery, refusals)) return false;
  close_loop(problem, plant, module, *transformer.type, ups, feeder == nullptr);
  plant.ring_load += plant.module.installed * plant.blocks * transformer.type->required_number("rated_power");
  account(plant, module, plant.module.installed * plant.blocks);
  if (feeder != nullptr) account(plant, *feeder, plant.module.installed * plant.blocks);
  if (battery.type != nullptr && battery.count == 0)
    account_inside(plant, *battery.type, plant.batteries * plant.module.installed * plant.blocks);
  return true;
}

}  // namespace plinth
