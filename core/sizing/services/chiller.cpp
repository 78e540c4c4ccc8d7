// SPDX-License-Identifier: Apache-2.0
// Chillers per block for the air residual.
#include <algorithm>

#include "core/sizing/pumps.h"
#include "core/sizing/record_rejection.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

bool serves(const Problem& problem, const Plant& plant, const ModuleType& type, Refusals& refusals) {
  if (chiller_derating(problem, type) <= 0) {
    refusals.add("chiller", type, [&] {
      return "runs up to " + round_text(type.required_number("max_ambient") - 273.15) +
             " degC; air at the design point is " + round_text(design_ambient(problem).degC()) + " degC";
    });
    return false;
  }
  if (type.required_number("rated_chw_supply") > plant.chw_supply.kelvin + 1e-9) {
    refusals.add("chiller", type, [&] {
      return "is rated at " + round_text(type.required_number("rated_chw_supply") - 273.15) +
             " degC chilled water; the fan walls need " + round_text(plant.chw_supply.degC()) +
             " degC and ratings are not extrapolated";
    });
    return false;
  }
  return true;
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  Plant base = plant;
  base.chw_pump_power = Power{plant.chw_flow.si * problem.basis.pump_head.si / problem.basis.pump_efficiency};
  const Power heat = plant.chw_heat + base.chw_pump_power;
  for (const ModuleType* type : candidates(problem, "chiller")) {
    if (!serves(problem, plant, *type, refusals)) continue;
    Plant option = base;
    option.chiller_capacity = chiller_derating(problem, *type) * type->get<Power>("rated_heat");
    const int n = std::max(static_cast<int>(whole_units(heat / option.chiller_capacity)),
                           trains_for_flow(problem, "chw_pump_skid", plant.chw_flow));
    option.chiller = {type, n, installed_for(n, problem.spec.cooling.redundancy)};
    option.chiller_power = heat / option.chiller_capacity * chiller_unit_power(problem, *type);
    option.site_chiller_power = plant.site_chw_heat / plant.chw_heat * option.chiller_power;
    option.site_chw_pump_power = plant.site_chw_heat / plant.chw_heat * base.chw_pump_power;
    account(option, *type, option.chiller.installed * option.blocks);
    out.push_back(std::move(option));
  }
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  const ModuleType& type = *plant.chiller.type;
  const Power heat = plant.chw_heat + plant.chw_pump_power;
  const std::string pump = book.derive(
      "cooling.chw_pump_power", plant.chw_pump_power.si, "kW", "V * H / e",
      {{"V", "cooling.chw_flow"}, {"H", book.limit("basis.pump_head")}, {"e", book.limit("basis.pump_efficiency")}},
      "chilled-water pumps of a block", "hydraulic power over efficiency (M33)");
  const std::string q =
      book.derive("cooling.chiller_heat", heat.si, "kW", "Q + P", {{"Q", "cooling.chw_heat"}, {"P", pump}},
                  "heat to the chillers of a block", "pump work ends as heat (M04)");
  const std::string full = record_chiller_power(problem, type, "cooling.chiller", book),
                    unit = "cooling.chiller_capacity";
  book.derive("cooling.chillers_duty", plant.chiller.duty, "", "max(ceil(Q / q), ceil(V / F))",
              {{"Q", q},
               {"q", unit},
               {"V", "cooling.chw_flow"},
               {"F", book.attribute(*largest_pump(problem, "chw_pump_skid"), "rated_flow")}},
              "chillers a block needs", "by heat (M20); each has one pump skid, so by flow as well");
  const std::string power = book.derive(
      "cooling.chiller_power", plant.chiller_power.si, "kW", "Q / q * P", {{"Q", q}, {"q", unit}, {"P", full}},
      "compressors and fans of a block at the design point", "power at the derated capacity, in proportion to heat");
  book.derive("demand.chiller_power", plant.site_chiller_power.si, "kW", "P * S / Q",
              {{"P", power}, {"S", "demand.chw_heat"}, {"Q", "cooling.chw_heat"}}, "chillers of the site",
              "in proportion to heat");
  book.derive("demand.chw_pump_power", plant.site_chw_pump_power.si, "kW", "P * S / Q",
              {{"P", pump}, {"S", "demand.chw_heat"}, {"Q", "cooling.chw_heat"}}, "chilled-water pumps of the site",
              "in proportion to heat");
  const double load = heat / plant.chiller_capacity;
  select(book, selection,
         {"chiller",
          type.id,
          static_cast<double>(plant.chiller.duty * plant.blocks),
          plant.chiller.spare() * plant.blocks,
          plant.chiller.installed * plant.blocks,
          {plant.chiller_capacity.si / 1e3, "kW"},
          load / plant.chiller.installed,
          load / std::max(plant.chiller.duty, plant.chiller.installed - 1),
          std::to_string(plant.chiller.duty) + "+" + std::to_string(plant.chiller.spare()) + " in each of " +
              std::to_string(plant.blocks) + " blocks"},
         {"cooling.chillers_duty", {"layout.blocks"}, redundancy_formula(problem.spec.cooling.redundancy), {}});
}

}  // namespace

extern constinit const Service chiller{.name = "chiller", .rank = 80, .options = options, .record = record};

}  // namespace plinth::services
