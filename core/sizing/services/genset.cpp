// SPDX-License-Identifier: Apache-2.0
// Generators for the whole site: cooling, recharge and losses included, by peak and by 24 h average.
#include <algorithm>
#include <cmath>

#include "core/physics/genset.h"
#include "core/physics/psychrometrics.h"
#include "core/sizing/generators.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

/// Whether medium-voltage gear and a paralleling line-up stand the fault of these sets.
bool some_board_serves(const Problem& problem, const Plant& plant) {
  if (plant.generators_stood) return true;
  const LineupDuty duty = lineup_duty(problem, plant);
  const auto& boards = candidates(problem, "generator_switchgear");
  return std::any_of(boards.begin(), boards.end(), [&](const ModuleType* board) {
    const Backup backup =
        backup_of(problem, plant.genset, boards_needed(problem, plant, plant.genset.installed, *board));
    return stands_its_own(problem, backup) && stands(problem, duty, generator_fault(problem, plant, duty, backup));
  });
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  if (!has_backup(problem)) {
    out.push_back(plant);
    return;
  }
  for (const ModuleType* type : candidates(problem, "genset")) {
    if (!genset_may_serve(problem, *type, refusals)) continue;
    Plant option = plant;
    option.genset_derating = genset_derating(problem);
    option.genset = gensets_needed(problem, plant, *type);
    if (!some_board_serves(problem, option)) {
      refusals.add("genset", *type, [&] {
        return std::to_string(option.genset.installed) + " sets draw more in a fault than the medium-voltage gear or " +
               "any paralleling line-up stands";
      });
      continue;
    }
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
  const double average = genset_mean_load(problem, plant);
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
