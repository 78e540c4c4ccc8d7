// SPDX-License-Identifier: Apache-2.0
// Generators for the whole site: cooling, recharge and losses included, by peak and by 24 h average.
#include <algorithm>
#include <cmath>

#include "core/physics/genset.h"
#include "core/physics/psychrometrics.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
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

/// 24 h mean on backup: racks at their mean power, all else as at the design point, no recharge.
double mean_load(const Problem& problem, const Plant& plant) {
  double below = 0;
  for (const GroupPlan& group : plant.groups) below += group.racks * (group.tdp - group.mean);
  return (plant.distribution_power - plant.recharge).si - below / (1 - problem.basis.distribution_loss_ratio);
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

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  if (!has_backup(problem)) {
    out.push_back(plant);
    return;
  }
  const double share = problem.memo->once("genset.derating", nullptr, [&] { return derating(problem); });
  for (const ModuleType* type : candidates(problem, "genset")) {
    if (!connects(problem, *type, refusals) || !may_run(problem, *type, refusals)) continue;
    const double unit = share * type->required_number("rated_power");
    const int by_peak =
        static_cast<int>(std::max(whole_units(plant.distribution_power.si / unit), by_step(problem, plant, unit)));
    const double average = mean_load(problem, plant);
    const int by_average =
        static_cast<int>(whole_units(average / (unit * type->required_number("average_load_limit"))));
    Plant option = plant;
    option.genset_derating = share;
    option.genset = {type, by_peak, std::max(installed_for(by_peak, problem.spec.power.backup_redundancy), by_average)};
    account(option, *type, option.genset.installed);
    out.push_back(std::move(option));
  }
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  if (plant.genset.type == nullptr) return;
  const ModuleType& type = *plant.genset.type;
  const std::string z = book.site("site.elevation", problem.spec.site.elevation.si, "m", "site elevation");
  const std::string t =
      book.site("site.climate.dry_bulb", problem.spec.climate.dry_bulb.kelvin, "degC", "design dry bulb");
  const double p = std::min(
      1.0, station_pressure(problem.spec.site.elevation).si / station_pressure(problem.basis.genset_rated_altitude).si);
  const double k =
      std::pow(p, 0.7) *
      std::pow(std::min(1.0, problem.basis.genset_rated_ambient.kelvin / problem.spec.climate.dry_bulb.kelvin), 1.2);
  const std::string ks =
      book.derive("genset.power_ratio", k, "",
                  "min(1, ((1 - 2.25577e-5 * z / 1[m]) / (1 - 2.25577e-5 * y / 1[m]))^5.2559)^0.7 * min(1, A / T)^1.2",
                  {{"z", z},
                   {"y", book.limit("basis.genset_rated_altitude")},
                   {"A", book.limit("basis.genset_rated_ambient")},
                   {"T", t}},
                  "indicated power beyond the maker's conditions", "ISO 3046-1, m = 0.7, n = 1.2");
  const std::string f = book.derive(
      "genset.derating", plant.genset_derating, "", "max(0, k - 0.7 * (1 - k) * (1 / 0.8 - 1))", {{"k", ks}},
      "share of the rating at this site", "ISO 3046-1, mechanical efficiency 0.8; a maker's curve overrides");
  const double unit = plant.genset_derating * type.required_number("rated_power");
  const std::string u =
      book.derive("genset.unit_power", unit, "kW", "f * P", {{"f", f}, {"P", book.attribute(type, "rated_power")}},
                  "power of one set at this site", "rating times derating");
  const std::string start = book.leaf(EntryKind::solved, "genset.largest_start", plant.largest_start.si, "kW",
                                      "largest load that comes in one step",
                                      "one cooler or chiller; UPS rectifiers walk in over 10 s and more", "", {});
  const std::string step =
      book.derive("genset.first_step", first_step_share(problem.basis.genset_mean_pressure), "", "min(1, 8[bar] / p)",
                  {{"p", book.limit("basis.genset_mean_pressure")}},
                  "first load step of a set as a share of its rating", "ISO 8528-5:2018, figure 6");
  const std::string n = book.derive("genset.duty", plant.genset.duty, "", "max(ceil(D / u), ceil(S / (s * u)))",
                                    {{"D", "distribution.power"}, {"u", u}, {"S", start}, {"s", step}},
                                    "sets needed at peak and for the largest start",
                                    "whole site on backup: UPS input, recharge, cooling, losses");
  const std::string steady = book.derive("genset.steady", (plant.distribution_power - plant.recharge).si, "kW", "D - R",
                                         {{"D", "distribution.power"}, {"R", "power.recharge"}},
                                         "design load on backup without recharge", "racks at thermal design power");
  const double average = mean_load(problem, plant);
  const std::string a = book.derive(
      "genset.average", average, "kW", "S - (I - M) / (1 - d)",
      {{"S", steady}, {"I", "demand.it"}, {"M", "demand.it_mean"}, {"d", book.limit("basis.distribution_loss_ratio")}},
      "24 h average on backup", "racks at their mean power, cooling as at the design point");
  const auto rating = rating_class(type.word("rating_class"));
  const Time allowed = rating ? limits_of(*rating).hours_per_year : 8760.0 * hour;
  const Time hours = problem.spec.power.backup_hours;
  const std::string asked = book.site("power.backup_hours", hours.si, "h", "running hours of the generators in a year");
  const std::string most =
      book.leaf(EntryKind::solved, "genset.hours_allowed", allowed.si, "h",
                "running hours a year of class " + type.word("rating_class"),
                "ISO 8528-1:2018; classes that may not run power.backup_hours are no candidates", "", {{"t", asked}});
  book.derive("genset.hours_left", (allowed - hours).si, "h", "L - t", {{"L", most}, {"t", asked}},
              "running hours a year not used", "rating class against power.backup_hours");
  const std::string by_average =
      book.derive("genset.by_average", whole_units(average / (unit * type.required_number("average_load_limit"))), "",
                  "ceil(A / (u * l))", {{"A", a}, {"u", u}, {"l", book.attribute(type, "average_load_limit")}},
                  "sets needed by 24 h average", "ISO 8528-1 class " + type.word("rating_class"));
  const std::string installed = "max(" + redundancy_formula(problem.spec.power.backup_redundancy) + ", t1)";
  const double share = plant.distribution_power.si / unit;
  const std::string note =
      std::string(text(problem.spec.power.backup_redundancy)) +
      (plant.genset.installed > installed_for(plant.genset.duty, problem.spec.power.backup_redundancy)
           ? "; more by the 24 h average limit of class "
           : "; class ") +
      type.word("rating_class");
  const std::string all = book.derive("genset.installed", plant.genset.installed, "", installed,
                                      {{"N", n}, {"t1", by_average}}, "sets installed", note);
  book.derive("genset.average_load", average / (plant.genset.installed * unit), "", "A / (n * u)",
              {{"A", a}, {"n", all}, {"u", u}}, "24 h average load of a set", "limit: average_load_limit of the type");
  select(book, selection,
         {"genset",
          type.id,
          static_cast<double>(plant.genset.duty),
          plant.genset.spare(),
          plant.genset.installed,
          {unit / 1e3, "kW"},
          share / plant.genset.installed,
          share / std::max(plant.genset.duty, plant.genset.installed - 1),
          note},
         {n, {}, installed, {}, {{"t1", by_average}}});
}

}  // namespace

extern constinit const Service genset{.name = "genset", .rank = 140, .options = options, .record = record};

}  // namespace plinth::services
