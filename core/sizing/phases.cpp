// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/phases.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/text.h"
#include "core/model/book.h"
#include "core/model/phases.h"
#include "core/sizing/block_phases.h"
#include "core/sizing/graph_builder.h"
#include "core/sizing/rack_plan.h"

namespace plinth {
namespace {

/// Part of a phase's load that its pods may serve beyond it before that is worth a remark.
constexpr double kSurplus = 0.1;
/// Of the site: blocks are not made smaller than this for the sake of a small first phase, which takes part of one.
constexpr double kLeastBlock = 0.1;

Finding fault(std::string code, Severity severity, std::string message, std::string hint, const Phase& phase) {
  Finding finding;
  finding.code = std::move(code);
  finding.severity = severity;
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  finding.origin = phase.origin;
  return finding;
}

std::string megawatts(double watts) { return round_text(watts / 1e6, 5) + " MW"; }
std::string name_of(const Phase& phase) { return "phase " + std::to_string(phase.number); }

/// What the site holds in all: racks at TDP, and racks as asked for.
struct Whole {
  double power = 0, largest_rack = 0;
  double racks = 0;
};
double power_of(const std::vector<GroupPlan>& groups) {
  double power = 0;
  for (const GroupPlan& group : groups) power += group.racks * group.tdp;
  return power;
}
Whole whole_of(const SiteSpec& spec, const Catalog& catalog) {
  Whole whole;
  const std::vector<GroupPlan> groups = plan_racks(spec, catalog);
  whole.power = power_of(groups);
  for (const GroupPlan& group : groups) whole.largest_rack = std::max(whole.largest_rack, group.tdp);
  whole.racks = static_cast<double>(racks_asked(spec, catalog));
  return whole;
}

/// Racks by type and cap of the `[[it.group]]` that are built up to a phase, growth and support racks included.
std::vector<GroupPlan> racks_until(const SiteSpec& spec, const Catalog& catalog, int phase) {
  SiteSpec part = spec;
  std::erase_if(part.it.groups, [&](const RackGroup& group) { return group.phase > phase; });
  return plan_racks(part, catalog);
}

/// IT that each phase asks for, W, growth included; the last one has all.
std::vector<double> asked_of(const SiteSpec& spec, const Catalog& catalog, const Whole& whole) {
  std::vector<double> asked;
  for (const Phase& phase : spec.phases) {
    double power = whole.power;
    if (phase.load) power = phase.load->si * (1 + spec.it.growth);
    if (phase.racks > 0) power = whole.power * phase.racks / std::max(1.0, whole.racks);
    if (phases_by_group(spec)) power = power_of(racks_until(spec, catalog, phase.number));
    asked.push_back(std::min(power, whole.power));
  }
  if (!asked.empty()) asked.back() = whole.power;
  return asked;
}

/// Pods in service, by group, and what that makes of blocks and racks.
struct Service {
  std::vector<int> pods, racks;  ///< by group
  int blocks = 0, all_pods = 0;
  double power = 0;
};

class PodRow {
 public:
  explicit PodRow(const Plant& plant) : plant_(plant) {
    for (int block = 1; block <= plant.blocks; ++block)
      for (const PodPlace& pod : pods_of_block(plant, block)) pods_.push_back({pod, block});
  }
  /// Pods from the first on, those that `wanted` says; asked with what is in service so far.
  template <class Wanted>
  [[nodiscard]] Service take(Wanted wanted) const {
    Service out{std::vector<int>(plant_.groups.size()), std::vector<int>(plant_.groups.size())};
    for (const auto& [pod, block] : pods_) {
      if (!wanted(out, pod)) continue;
      ++out.pods[pod.group], ++out.all_pods;
      out.racks[pod.group] += pod.racks;
      out.power += pod.racks * plant_.groups[pod.group].tdp;
      out.blocks = std::max(out.blocks, block);
    }
    return out;
  }
  [[nodiscard]] Service until(double power) const {
    return take([&](const Service& now, const PodPlace&) { return now.power < power * (1 - 1e-9); });
  }
  [[nodiscard]] Service all() const {
    return take([](const Service&, const PodPlace&) { return true; });
  }
  [[nodiscard]] Service first(int pods) const {
    return take([&](const Service& now, const PodPlace&) { return now.all_pods < pods; });
  }
  /// Until each group has the racks of the same id in `wanted`.
  [[nodiscard]] Service holding(const std::vector<GroupPlan>& wanted) const {
    std::vector<int> racks;
    for (const GroupPlan& group : plant_.groups) {
      const auto same =
          std::find_if(wanted.begin(), wanted.end(), [&](const GroupPlan& g) { return g.id == group.id; });
      racks.push_back(same == wanted.end() ? 0 : same->racks);
    }
    return take([&](const Service& now, const PodPlace& pod) { return now.racks[pod.group] < racks[pod.group]; });
  }

 private:
  const Plant& plant_;
  std::vector<std::pair<PodPlace, int>> pods_;  ///< with their block, in the order they are built
};

/// The racks of the first pods as a site of their own.
SiteSpec site_of(const SiteSpec& spec, const Plant& plant, const std::vector<int>& racks, const Phase& phase) {
  SiteSpec part = spec;
  part.phases.clear();
  part.it.groups.clear();
  part.it.load.reset();
  part.it.accelerators.reset();
  part.it.growth = 0;
  part.it.support = "none";
  for (std::size_t g = 0; g < racks.size(); ++g) {
    if (racks[g] == 0) continue;
    RackGroup group;
    group.rack = plant.groups[g].rack->id;
    group.rack_power = plant.groups[g].cap;
    group.count = racks[g];
    part.it.groups.push_back(std::move(group));
    const std::string key = "it.group." + std::to_string(part.it.groups.size()) + ".count";
    part.origins[key] = phase.origin;
    part.texts[key] = std::to_string(racks[g]) + " racks in the pods of " + name_of(phase);
  }
  return part;
}

FixedPlant taken_over(const Plant& plant, const Sizing& sizing, const std::vector<int>& racks, int blocks) {
  FixedPlant fixed;
  fixed.blocks = blocks;
  for (const Node& node : sizing.graph.nodes) fixed.types.insert(node.module);
  for (std::size_t g = 0; g < racks.size(); ++g)
    if (racks[g] > 0) fixed.racks_per_pod.push_back(plant.groups[g].racks_per_pod);
  return fixed;
}

/// Units of the yards by service.
std::map<std::string, int, std::less<>> yards_of(const Graph& graph, const Plant& plant) {
  std::map<std::string, int, std::less<>> units;
  for (const Node& node : graph.nodes)
    if (node.block == 0 && node.parent.empty()) ++units[node.service];
  units["pcs"] = plant.bess_pcs;
  units["capacitor_pcs"] = plant.capacitor_pcs;
  return units;
}

class Division {
 public:
  Division(Problem& problem, const Plant& plant, Sizing& sizing, const SizePhase& size)
      : problem_(problem), plant_(plant), row_(plant), sizing_(sizing), size_(size) {}

  std::vector<Finding> run() {
    const SiteSpec& spec = problem_.spec;
    const std::vector<double> asked = asked_of(spec, problem_.catalog, whole_of(spec, problem_.catalog));
    all_ = yards_of(sizing_.graph, plant_);
    for (std::size_t p = 0; p < spec.phases.size(); ++p) add(spec.phases[p], asked[p], p + 1 == spec.phases.size());
    if (has_errors(findings_)) return std::move(findings_);
    problem_.phases = builds_;
    sizing_.graph = assemble(problem_, plant_);
    sizing_.phases = std::move(plans_);
    for (PhasePlan& plan : sizing_.phases) count_installed(sizing_.graph, plan);
    return std::move(findings_);
  }

 private:
  /// The number in its service, from 1, of what a pin asks a phase to have; 0 without.
  [[nodiscard]] int pinned(int phase, std::string_view service) const {
    int most = 0;
    for (const Pin& pin : problem_.spec.pins) {
      if (pin.phase == 0 || pin.phase > phase) continue;
      int number = 0;  // nodes are sorted by tag, and tags count units in the order they are built
      for (const Node& node : sizing_.graph.nodes) {
        if (node.service != service || !node.parent.empty() || (node.block > 0 && service != "it_pod")) continue;
        ++number;
        if (node.tag == pin.tag) most = std::max(most, number);
      }
    }
    return most;
  }

  [[nodiscard]] Service service_of(const Phase& phase, double asked, bool last) const {
    if (last) return row_.all();
    if (phases_by_group(problem_.spec)) return row_.holding(racks_until(problem_.spec, problem_.catalog, phase.number));
    const Service now = row_.until(asked);
    return row_.first(std::max(now.all_pods, pinned(phase.number, "it_pod")));
  }

  void add(const Phase& phase, double asked, bool last) {
    const Service now = service_of(phase, asked, last);
    const int before = plans_.empty() ? 0 : plans_.back().pods;
    if (now.all_pods <= before) return findings_.push_back(adds_nothing(phase, asked, before));
    if (!last && now.power > asked * (1 + kSurplus))
      findings_.push_back(fault(
          "SIZ032", Severity::info,
          name_of(phase) + " asks for " + megawatts(asked) + " of IT; its whole pods serve " + megawatts(now.power),
          "pods are built whole; the first has " + megawatts(row_.first(1).power), phase));
    PhasePlan plan;
    plan.number = phase.number;
    plan.ready_by = phase.ready_by;
    plan.asked = Power{asked};
    plan.blocks = now.blocks;
    plan.pods = now.all_pods;
    PhaseBuild build{now.blocks, all_, now.pods};
    if (last) {
      plan.demand = sizing_.demand;
      plan.selection = sizing_.selection;
    } else {
      size_part(phase, now.racks, plan, build);
    }
    builds_.push_back(std::move(build));
    plans_.push_back(std::move(plan));
  }

  [[nodiscard]] Finding adds_nothing(const Phase& phase, double asked, int before) const {
    return fault("SIZ031", Severity::error,
                 name_of(phase) + " asks for " + megawatts(asked) + " of IT and begins no pod: the " +
                     std::to_string(before) + (before == 1 ? " pod" : " pods") + " built before it serve" +
                     (before == 1 ? "s " : " ") + megawatts(row_.first(before).power),
                 "pods are built whole: let the phase add one at least, " + megawatts(row_.first(before + 1).power) +
                     " in all, or leave it out",
                 phase);
  }

  void size_part(const Phase& phase, const std::vector<int>& racks, PhasePlan& plan, PhaseBuild& build) {
    const SiteSpec part = site_of(problem_.spec, plant_, racks, phase);
    Problem posed{
        part,        problem_.catalog,      problem_.basis, problem_.grid,           problem_.facility_coolant,
        problem_.mv, problem_.ups_derating, problem_.lead,  problem_.direct_current, problem_.auxiliary_efficiency};
    posed.fixed = std::make_shared<const FixedPlant>(taken_over(plant_, sizing_, racks, plan.blocks));
    const std::optional<Sized> sized = size_(posed);
    if (!sized) {
      findings_.push_back(
          fault("SIZ033", Severity::warning,
                name_of(phase) + " cannot be sized as a site of its own: the yards are built whole in it",
                "other phases may divide better", phase));
      plan.demand = sizing_.demand;
      plan.selection = sizing_.selection;
      return;
    }
    const auto own = yards_of(sized->sizing.graph, sized->plant);
    for (auto& [service, units] : build.yard) {
      const auto found = own.find(service);
      const int wanted = found == own.end() ? 0 : found->second;
      int earlier = 0;
      if (!builds_.empty()) earlier = builds_.back().yard.at(service);
      units = std::clamp(std::max(wanted, pinned(plan.number, service)), std::min(earlier, units), units);
    }
    // Units hang on boards and converters for good: these come in step with them, so that none stays idle later.
    for (const auto& [supplier, unit] :
         {std::pair{"pcs", "bess"}, {"capacitor_pcs", "supercapacitor"}, {"generator_switchgear", "genset"}}) {
      const auto has = build.yard.find(supplier), fed = build.yard.find(unit);
      if (has == build.yard.end() || fed == build.yard.end() || all_.at(unit) == 0) continue;
      const double share = static_cast<double>(all_.at(supplier)) / all_.at(unit);
      has->second = std::max(has->second, static_cast<int>(std::ceil(fed->second * share - 1e-9)));
    }
    plan.demand = sized->sizing.demand;
    plan.selection = sized->sizing.selection;
    add_phase_ledger(sizing_.ledger, sized->sizing.ledger, plan.number);
    record(phase, plan);
  }

  /// Why the phase has its pods and blocks.
  void record(const Phase& phase, const PhasePlan& plan) {
    Book book(sizing_.ledger, problem_.spec, problem_.catalog);
    const std::string id = "phase." + std::to_string(plan.number);
    std::string asked;
    if (phase.load && problem_.spec.it.growth > 0)
      asked = book.derive(id + ".asked", plan.asked.si, "kW", "L * (1 + g)",
                          {{"L", book.site(id + ".load", phase.load->si, "kW", "IT in service from this phase on")},
                           {"g", book.site("it.growth", problem_.spec.it.growth, "", "reserve on top of the load")}},
                          "IT this phase asks for", "growth in proportion");
    else if (phase.load)
      asked = book.site(id + ".load", phase.load->si, "kW", "IT in service from this phase on");
    else if (phases_by_group(problem_.spec))
      asked = book.leaf(EntryKind::solved, id + ".asked", plan.asked.si, "kW", "IT this phase asks for",
                        "racks of the groups with this `phase` or an earlier one, growth included");
    else
      asked = book.leaf(EntryKind::solved, id + ".asked", plan.asked.si, "kW", "IT this phase asks for",
                        "its racks over all racks of the site, times the IT load of the site");
    const std::string own = id + ".demand.it";
    const std::string pods = book.leaf(EntryKind::solved, id + ".pods", plan.pods, "", "pods in service",
                                       "the fewest from the first on whose racks reach what is asked", "",
                                       {{"A", asked}, {"P", book.has(own) ? own : std::string("demand.it")}});
    book.leaf(EntryKind::solved, id + ".blocks", plan.blocks, "", "blocks begun",
              "those in which pods are in service; the last may be in part", "", {{"n", pods}});
  }

  Problem& problem_;
  const Plant& plant_;
  const PodRow row_;
  Sizing& sizing_;
  const SizePhase& size_;
  std::map<std::string, int, std::less<>> all_;
  std::vector<PhaseBuild> builds_;
  std::vector<PhasePlan> plans_;
  std::vector<Finding> findings_;
};

}  // namespace

bool phases_by_group(const SiteSpec& spec) {
  return std::any_of(spec.it.groups.begin(), spec.it.groups.end(), [](const RackGroup& g) { return g.phase > 0; });
}

std::vector<Power> phase_loads(const SiteSpec& spec, const Catalog& catalog) {
  std::vector<Power> loads;
  for (const double watts : asked_of(spec, catalog, whole_of(spec, catalog))) loads.emplace_back(watts);
  return loads;
}

std::vector<Finding> phase_faults(const SiteSpec& spec, const Catalog& catalog) {
  std::vector<Finding> findings;
  if (spec.phases.empty() || phases_by_group(spec)) return findings;
  const Whole whole = whole_of(spec, catalog);
  const double all = spec.it.load ? spec.it.load->si : whole.power / (1 + spec.it.growth);
  const auto report = [&](const Phase& phase, std::string message, std::string hint) {
    findings.push_back(fault("SIZ030", Severity::error, std::move(message), std::move(hint), phase));
  };
  double before = 0;
  for (const Phase& phase : spec.phases) {
    const double load = phase.load        ? phase.load->si
                        : phase.racks > 0 ? all * phase.racks / std::max(1.0, whole.racks)
                                          : all;
    const bool too_many = phase.racks > 0 && phase.racks > whole.racks;
    if (too_many || load > all * (1 + 1e-9) + (phase.load && !spec.it.load ? whole.largest_rack : 0))
      report(phase,
             name_of(phase) + " asks for " +
                 (too_many ? std::to_string(phase.racks) + " racks, the site has " + round_text(whole.racks)
                           : megawatts(load) + " of IT, the site has " + megawatts(all)),
             "phases divide the load of the site, which is designed for the last: raise it.load, or ask for less");
    else if (load <= before * (1 + 1e-9))
      report(phase, name_of(phase) + " asks for " + megawatts(load) + " of IT, no more than the phase before it",
             "what a phase asks for includes the phases before it");
    before = load;
  }
  const Phase& last = spec.phases.back();
  if (findings.empty() && before < all * (1 - 1e-9) - (spec.it.load && last.load ? 0 : whole.largest_rack))
    report(last,
           "the phases end at " + megawatts(before) + " of IT; the site has " + megawatts(all) + ": " +
               megawatts(all - before) + " belong to no phase",
           "give the last phase all of the load (it may leave `load` out), or add a phase");
  return findings;
}

double smallest_phase_share(const SiteSpec& spec, const Catalog& catalog) {
  if (spec.phases.empty()) return 1;
  const Whole whole = whole_of(spec, catalog);
  if (whole.power <= 0) return 1;
  double least = 1, before = 0;
  // Blocks of several types hold pods of all phases that have them.
  if (phases_by_group(spec) && plan_racks(spec, catalog).size() > 1) return 1;
  for (const double asked : asked_of(spec, catalog, whole)) {
    least = std::min(least, (asked - before) / whole.power);
    before = asked;
  }
  return std::max(least, kLeastBlock);
}

std::vector<Finding> divide_into_phases(Problem& problem, const Plant& plant, Sizing& sizing, const SizePhase& size) {
  return Division(problem, plant, sizing, size).run();
}

}  // namespace plinth
