// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/phases.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/text.h"
#include "core/model/book.h"
#include "core/model/phases.h"
#include "core/sizing/graph_builder.h"
#include "core/sizing/rack_plan.h"

namespace plinth {
namespace {

/// Part of a phase's load that its blocks may serve beyond it before that is worth a remark.
constexpr double kSurplus = 0.1;

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
Whole whole_of(const SiteSpec& spec, const Catalog& catalog) {
  Whole whole;
  for (const GroupPlan& group : plan_racks(spec, catalog)) {
    whole.power += group.racks * group.tdp;
    whole.largest_rack = std::max(whole.largest_rack, group.tdp);
  }
  whole.racks = static_cast<double>(racks_asked(spec, catalog));
  return whole;
}

/// IT that each phase asks for, W, growth included; the last one has all.
std::vector<double> asked_of(const SiteSpec& spec, const Whole& whole) {
  std::vector<double> asked;
  for (const Phase& phase : spec.phases) {
    double power = whole.power;
    if (phase.load) power = phase.load->si * (1 + spec.it.growth);
    if (phase.racks > 0) power = whole.power * phase.racks / std::max(1.0, whole.racks);
    asked.push_back(std::min(power, whole.power));
  }
  if (!asked.empty()) asked.back() = whole.power;
  return asked;
}

/// Items 0..total-1 spread over `parts`, the first ones one more: how many the first `count` parts have.
int spread_over(int total, int parts, int count) { return total / parts * count + std::min(count, total % parts); }

/// Racks of each group in the first `blocks` blocks, as the graph fills them.
std::vector<int> racks_in(const Plant& plant, int blocks) {
  std::vector<int> racks;
  for (const GroupPlan& group : plant.groups)
    racks.push_back(spread_over(group.racks, group.pods, spread_over(group.pods, plant.blocks, blocks)));
  return racks;
}
double power_of(const Plant& plant, const std::vector<int>& racks) {
  double power = 0;
  for (std::size_t g = 0; g < racks.size(); ++g) power += racks[g] * plant.groups[g].tdp;
  return power;
}

/// The racks of the first blocks as a site of their own.
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
    part.texts[key] = std::to_string(racks[g]) + " racks in the blocks of " + name_of(phase);
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
      : problem_(problem), plant_(plant), sizing_(sizing), size_(size) {}

  std::vector<Finding> run() {
    const SiteSpec& spec = problem_.spec;
    const std::vector<double> asked = asked_of(spec, whole_of(spec, problem_.catalog));
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
  void add(const Phase& phase, double asked, bool last) {
    const int before = builds_.empty() ? 0 : builds_.back().blocks;
    int blocks = 1;
    while (blocks < plant_.blocks && power_of(plant_, racks_in(plant_, blocks)) < asked * (1 - 1e-9)) ++blocks;
    if (last) blocks = plant_.blocks;
    const std::vector<int> racks = racks_in(plant_, blocks);
    const double served = power_of(plant_, racks);
    if (blocks <= before) {
      findings_.push_back(fault("SIZ031", Severity::error,
                                name_of(phase) + " asks for " + megawatts(asked) + " of IT and begins no block: the " +
                                    std::to_string(before) + " blocks built before it serve " + megawatts(served),
                                "blocks are built whole: let the phase add one at least, " +
                                    megawatts(power_of(plant_, racks_in(plant_, std::min(before + 1, plant_.blocks)))) +
                                    " in all, or leave it out",
                                phase));
      return;
    }
    if (!last && served > asked * (1 + kSurplus))
      findings_.push_back(fault(
          "SIZ032", Severity::info,
          name_of(phase) + " asks for " + megawatts(asked) + " of IT; its whole blocks serve " + megawatts(served),
          "blocks are built whole; the smallest has one pod of " + megawatts(plant_.groups.front().pod_it.si), phase));
    PhasePlan plan;
    plan.number = phase.number;
    plan.ready_by = phase.ready_by;
    plan.asked = Power{asked};
    plan.blocks = blocks;
    PhaseBuild build{blocks, all_};
    if (last) {
      plan.demand = sizing_.demand;
      plan.selection = sizing_.selection;
    } else {
      size_part(phase, racks, plan, build);
    }
    builds_.push_back(std::move(build));
    plans_.push_back(std::move(plan));
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
      units = std::clamp(wanted, std::min(earlier, units), units);
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

  /// Why the phase has its blocks.
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
    else
      asked = book.leaf(EntryKind::solved, id + ".asked", plan.asked.si, "kW", "IT this phase asks for",
                        "its racks over all racks of the site, times the IT load of the site");
    const std::string own = id + ".demand.it";
    book.leaf(EntryKind::solved, id + ".blocks", plan.blocks, "", "whole blocks in service",
              "the fewest from the first on whose racks reach what is asked", "",
              {{"A", asked}, {"P", book.has(own) ? own : std::string("demand.it")}});
  }

  Problem& problem_;
  const Plant& plant_;
  Sizing& sizing_;
  const SizePhase& size_;
  std::map<std::string, int, std::less<>> all_;
  std::vector<PhaseBuild> builds_;
  std::vector<PhasePlan> plans_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> phase_faults(const SiteSpec& spec, const Catalog& catalog) {
  std::vector<Finding> findings;
  if (spec.phases.empty()) return findings;
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
  for (const double asked : asked_of(spec, whole)) {
    least = std::min(least, (asked - before) / whole.power);
    before = asked;
  }
  return std::max(least, 0.0);
}

std::vector<Finding> divide_into_phases(Problem& problem, const Plant& plant, Sizing& sizing, const SizePhase& size) {
  return Division(problem, plant, sizing, size).run();
}

}  // namespace plinth
