// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/generators.h"

#include <algorithm>
#include <cmath>

#include "core/model/fault_source.h"
#include "core/physics/genset.h"
#include "core/physics/psychrometrics.h"

namespace plinth {
namespace {

/// Share of the rating left beyond the maker's conditions, ISO 3046-1 with m = 0.7, n = 1.2, mechanical efficiency 0.8,
/// taken from the rated altitude and ambient on; 1 inside them.
double derating(const Problem& problem) {
  const double p = std::min(
      1.0, station_pressure(problem.spec.site.elevation).si / station_pressure(problem.basis.genset_rated_altitude).si);
  const double t = std::min(1.0, problem.basis.genset_rated_ambient.kelvin / problem.spec.climate.dry_bulb.kelvin);
  return power_adjustment(std::pow(p, 0.7) * std::pow(t, 1.2));
}

/// The class of ISO 8528-1 that a word of power.backup_rating asks for; empty for "auto".
std::string_view class_asked(std::string_view word) {
  if (word == "standby") return "ESP";
  if (word == "prime") return "PRP";
  if (word == "continuous") return "COP";
  return word == "data-centre" ? "DCP" : "";
}

/// Whether the set may be used as often as the site runs its generators, in the class the site asks for.
bool may_run(const Problem& problem, const ModuleType& type, Refusals& refusals) {
  const std::string word = type.word("rating_class");
  const std::string_view asked = class_asked(problem.spec.power.backup_rating);
  if (!asked.empty() && asked != word) {
    refusals.add("genset", type, [&] {
      return "is rated " + word + "; power.backup_rating \"" + problem.spec.power.backup_rating + "\" asks for " +
             std::string(asked);
    });
    return false;
  }
  const auto rating = rating_class(word);
  const Time most = rating ? limits_of(*rating).hours_per_year : 8760.0 * hour;
  if (problem.spec.power.backup_hours.si <= most.si * (1 + 1e-9)) return true;
  refusals.add("genset", type, [&] {
    return "is rated " + word + " for at most " + round_text(most / hour) + " h a year; power.backup_hours is " +
           round_text(problem.spec.power.backup_hours / hour) + " h";
  });
  return false;
}

/// Sets that must run so that the largest cooler or chiller is inside their first load step.
double by_step(const Problem& problem, const Plant& plant, double unit) {
  return whole_units(plant.largest_start.si / (first_step_share(problem.basis.genset_mean_pressure) * unit));
}

bool connects(const Problem& problem, const ModuleType& type, Refusals& refusals) {
  const double low = type.required_number("connection_voltage_min"),
               high = type.required_number("connection_voltage_max");
  if (std::fabs(type.required_number("frequency") - problem.spec.utility.frequency.si) > 0.5) {
    refusals.add("genset", type, [&] {
      return "runs at " + round_text(type.required_number("frequency")) + " Hz; the grid at " +
             round_text(problem.spec.utility.frequency.si) + " Hz";
    });
    return false;
  }
  if (!takes_voltage(type, "connection_voltage", problem.mv)) {
    refusals.add("genset", type, [&] {
      return "connects at " + round_text(low / 1e3) + " to " + round_text(high / 1e3) +
             " kV; the site distributes at " + round_text(problem.mv / kV) + " kV";
    });
    return false;
  }
  return true;
}

/// Paralleling line-ups that run at the distribution voltage.
bool takes_the_voltage(const Problem& problem, const ModuleType& board) {
  return board.required_number("rated_voltage") >= problem.mv.si * (1 - 1e-9);
}

}  // namespace

double genset_derating(const Problem& problem) {
  return problem.memo->once("genset.derating", nullptr, [&] { return derating(problem); });
}

bool genset_may_serve(const Problem& problem, const ModuleType& type, Refusals& refusals) {
  return connects(problem, type, refusals) && may_run(problem, type, refusals);
}

double genset_mean_load(const Problem& problem, const Plant& plant) {
  double below = 0;
  for (const GroupPlan& group : plant.groups) below += group.racks * (group.tdp - group.mean);
  return (plant.distribution_power - plant.recharge).si - below / (1 - problem.basis.distribution_loss_ratio);
}

Counted gensets_needed(const Problem& problem, const Plant& plant, const ModuleType& type) {
  const double unit = genset_derating(problem) * type.required_number("rated_power");
  const int by_peak =
      static_cast<int>(std::max(whole_units(plant.distribution_power.si / unit), by_step(problem, plant, unit)));
  const int by_average = static_cast<int>(
      whole_units(genset_mean_load(problem, plant) / (unit * type.required_number("average_load_limit"))));
  return {&type, by_peak, std::max(installed_for(by_peak, problem.spec.power.backup_redundancy), by_average)};
}

Counted boards_needed(const Problem& problem, const Plant& plant, int sets, const ModuleType& type) {
  const double current = plant.distribution_apparent.si / (std::sqrt(3.0) * problem.mv.si);
  const int n = static_cast<int>(std::max(whole_units(sets / type.required_number("genset_panels")),
                                          whole_units(current / type.required_number("rated_current"))));
  return {&type, n, std::max(systems_of(problem.spec.power.backup_redundancy), n)};
}

int most_on_a_board(int sets, int boards) { return (sets + boards - 1) / boards; }

Backup backup_of(const Problem& problem, const Counted& sets, const Counted& boards) {
  const double unit =
      genset_derating(problem) * sets.type->required_number("rated_power") / problem.basis.mechanical_power_factor.si;
  return {sets.type, sets.installed, boards.type, boards.installed, unit, generator_impedance(*sets.type, problem.mv)};
}

std::vector<Backup> backups(const Problem& problem, const Plant& plant) {
  std::vector<Backup> all;
  if (!has_backup(problem)) return all;
  Refusals unused;
  for (const ModuleType* type : candidates(problem, "genset")) {
    if (!genset_may_serve(problem, *type, unused)) continue;
    const Counted sets = gensets_needed(problem, plant, *type);
    for (const ModuleType* board : candidates(problem, "generator_switchgear")) {
      if (!takes_the_voltage(problem, *board)) continue;
      const Backup backup = backup_of(problem, sets, boards_needed(problem, plant, sets.installed, *board));
      if (stands_its_own(problem, backup)) all.push_back(backup);
    }
  }
  return all;
}

bool stands_its_own(const Problem& problem, const Backup& backup) {
  const FaultCurrents own = generator_bus_fault(problem, backup.impedance, most_on_a_board(backup.sets, backup.boards));
  return judge(problem, own, withstand_at(*backup.board, problem.mv)).stood();
}

int sets_in_parallel(const Plant& plant, const Backup& backup) {
  const double load = plant.distribution_apparent.si, wanted = load / plant.mv_switchgear.installed,
               most = load / plant.mv_switchgear.duty;
  const int each = backup.sets / backup.boards, fuller = backup.sets % backup.boards;
  int count = 0;
  double carried = 0;
  for (int board = 0; board < backup.boards && carried < wanted * (1 - 1e-9); ++board) {
    const int sets = each + (board < fuller ? 1 : 0);
    count += sets;
    carried += std::min(most, sets * backup.unit);
  }
  return count;
}

LineupDuty lineup_duty(const Problem& problem, const Plant& plant) {
  return {fault_sources(problem, plant), withstand_at(*plant.mv_switchgear.type, problem.mv),
          ring_gear(problem, plant)};
}

bool stands(const Problem& problem, const LineupDuty& duty, const FaultCurrents& fault) {
  return judge(problem, fault, duty.rings).stood() && judge(problem, fault, duty.own).stood();
}

FaultCurrents generator_fault(const Problem& problem, const Plant& plant, const LineupDuty& duty,
                              const Backup& backup) {
  return generator_fault(problem, backup.impedance, sets_in_parallel(plant, backup), duty.sources);
}

}  // namespace plinth
