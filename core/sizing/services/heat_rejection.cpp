// SPDX-License-Identifier: Apache-2.0
// Heat rejection per block: dry or adiabatic coolers by effectiveness-NTU at the design climate, towers by the York
// polynomial, fluid coolers, chillers; a trim chiller in series where a cooler cannot reach the supply temperature.
#include <algorithm>

#include "core/physics/cooling_class.h"
#include "core/physics/psychrometrics.h"
#include "core/sizing/pumps.h"
#include "core/sizing/record_rejection.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

/// Water evaporated and bled by one unit at the design point, kg/h (M43, M44): at a pad the air's sensible drop is
/// latent heat, a tower or fluid cooler evaporates the heat it rejects.
double water_of(const Problem& problem, const ModuleType& type, Power rejected) {
  const double latent = problem.basis.bleed_latent_heat;
  if (is_wet(type))
    return 3600 * wet_make_up(type, evaporation(rejected, latent), rejected, problem.basis.fws_range).si;
  if (type.kind != "adiabatic_cooler") return 0;
  const double drop = (design_ambient(problem) - sink(problem, type)).si;
  const double air = problem.memo->once("cooler.air_rate", &type, [&] { return coil_of(type).air_rate.si; });
  return air * air_density_ratio(problem) * drop / latent * type.required_number("bleed_factor") * 3600.0;
}

/// Electrical power of one train at its capacity, and the trim chiller's part of it.
std::pair<Power, Power> train_power(const Problem& problem, const RejectionTrain& train) {
  const ModuleType& cooler = *train.cooler;
  if (cooler.kind == "chiller") return {chiller_unit_power(problem, cooler), {}};
  if (train.trim == nullptr) return {cooler.get<Power>("electrical_power"), {}};
  const Power chilled = train.capacity - train.cooler_share;
  const Power full = chiller_derating(problem, *train.trim) * train.trim->get<Power>("rated_heat");
  const Power trim = chilled / full * chiller_unit_power(problem, *train.trim);
  return {cooler.get<Power>("electrical_power") + trim, trim};
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  if (plant.fws_heat.si <= 0) {
    out.push_back(plant);
    return;
  }
  Plant base = plant;
  base.fws_pump_power = Power{plant.fws_flow.si * problem.basis.pump_head.si / problem.basis.pump_efficiency};
  const Power heat = plant.fws_heat + base.fws_pump_power;
  const RejectionWays& ways = rejection_of(problem);
  const int by_pumps = trains_for_flow(problem, "fws_pump_skid", plant.fws_flow);
  for (const auto& [type, why] : ways.refused) refusals.add("heat_rejection", *type, [&why = why] { return why; });
  for (const RejectionTrain& train : ways.trains) {
    Plant option = base;
    const ModuleType& type = *train.cooler;
    const int n = std::max(static_cast<int>(whole_units(heat / train.capacity)), by_pumps);
    option.cooler = {&type, n, installed_for(n, problem.spec.cooling.redundancy)};
    option.cooler_capacity = train.capacity;
    option.cooler_air = sink(problem, type);
    const auto [power, trim] = train_power(problem, train);
    option.cooler_power = heat / train.capacity * power;
    if (train.trim != nullptr) {
      option.trim = {train.trim, n, option.cooler.installed};
      option.trim_power = heat / train.capacity * trim;
      option.trim_heat = train.capacity - train.cooler_share;
    }
    option.site_cooler_power = plant.site_fws_heat / plant.fws_heat * option.cooler_power;
    option.site_fws_pump_power = plant.site_fws_heat / plant.fws_heat * base.fws_pump_power;
    option.cooler_water_kg_per_h = is_wet(type) ? water_of(problem, type, heat / train.capacity * train.cooler_share)
                                                : n * water_of(problem, type, {});
    account(option, type, option.cooler.installed * option.blocks);
    if (train.trim != nullptr) account(option, *train.trim, option.trim.installed * option.blocks);
    out.push_back(std::move(option));
  }
}

void record_power(const Problem& problem, const Plant& plant, const std::string& rejected, const std::string& pump,
                  Book& book) {
  const ModuleType& type = *plant.cooler.type;
  const bool chills = type.kind == "chiller";
  std::string each =
      chills ? record_chiller_power(problem, type, "cooling.cooler", book) : book.attribute(type, "electrical_power");
  if (plant.trim.type != nullptr) {
    const std::string full = record_chiller_power(problem, *plant.trim.type, "cooling.trim", book);
    const Power capacity = chiller_derating(problem, *plant.trim.type) * plant.trim.type->get<Power>("rated_heat");
    const Power trim = plant.trim_heat / capacity * chiller_unit_power(problem, *plant.trim.type);
    const std::string p = book.derive("cooling.trim_unit_power", trim.si, "kW", "q / c * P",
                                      {{"q", "cooling.trim_heat"}, {"c", "cooling.trim_capacity"}, {"P", full}},
                                      "power of one trim chiller at the design point", "in proportion to heat");
    each = book.derive("cooling.train_power", trim.si + type.required_number("electrical_power"), "kW", "F + P",
                       {{"F", each}, {"P", p}}, "cooler and trim chiller of one train", "sum");
  }
  const std::string fans = book.derive("cooling.cooler_power", plant.cooler_power.si, "kW", "Q / q * P",
                                       {{"Q", rejected}, {"q", "cooling.cooler_capacity"}, {"P", each}},
                                       "fans, tower pumps and compressors of a full block at the design point",
                                       "full speed, in proportion to heat");
  book.derive("demand.cooler_power", plant.site_cooler_power.si, "kW", "P * S / Q",
              {{"P", fans}, {"S", "demand.fws_heat"}, {"Q", "cooling.fws_heat"}}, "fans or compressors of the site",
              "in proportion to heat");
  book.derive("demand.fws_pump_power", plant.site_fws_pump_power.si, "kW", "P * S / Q",
              {{"P", pump}, {"S", "demand.fws_heat"}, {"Q", "cooling.fws_heat"}}, "facility-water pumps of the site",
              "in proportion to heat");
}

std::string basis_of(const Problem& problem, const Plant& plant) {
  const ModuleType& type = *plant.cooler.type;
  const FacilityWater water = facility_water(problem);
  return std::to_string(plant.cooler.duty) + "+" + std::to_string(plant.cooler.spare()) + " in each of " +
         std::to_string(plant.blocks) + " blocks; facility water " + round_text(water.supply.degC()) + " degC (" +
         std::string(facility_water_class(water.supply)) + "), " + (is_wet(type) ? "wet bulb " : "air onto the coil ") +
         round_text(plant.cooler_air.degC()) + " degC" + (plant.trim.type == nullptr ? "" : "; trim chiller in series");
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  if (plant.cooler.type == nullptr) return;
  const ModuleType& type = *plant.cooler.type;
  const Power heat = plant.fws_heat + plant.fws_pump_power;
  const std::string pump = book.derive(
      "cooling.fws_pump_power", plant.fws_pump_power.si, "kW", "V * H / e",
      {{"V", "cooling.fws_flow"}, {"H", book.limit("basis.pump_head")}, {"e", book.limit("basis.pump_efficiency")}},
      "facility-water pumps of a block", "hydraulic power over efficiency (M33)");
  const std::string rejected =
      book.derive("cooling.rejected_heat", heat.si, "kW", "Q + P", {{"Q", "cooling.fws_heat"}, {"P", pump}},
                  "heat to reject per block", "pump work ends as heat (M04)");
  record_rejection_unit(problem, plant, book);
  const ModuleType& pumps = *largest_pump(problem, "fws_pump_skid");
  const std::string n = book.derive("cooling.coolers_duty", plant.cooler.duty, "", "max(ceil(Q / q), ceil(V / F))",
                                    {{"Q", rejected},
                                     {"q", "cooling.cooler_capacity"},
                                     {"V", "cooling.fws_flow"},
                                     {"F", book.attribute(pumps, "rated_flow")}},
                                    "units a block needs", "by heat (M20); each has one pump skid, so by flow as well");
  record_power(problem, plant, rejected, pump, book);
  record_water(problem, plant, book);
  const double load = heat / plant.cooler_capacity;
  const std::string installed = redundancy_formula(problem.spec.cooling.redundancy);
  select(book, selection,
         {"heat_rejection",
          type.id,
          static_cast<double>(plant.cooler.duty * plant.blocks),
          plant.cooler.spare() * plant.blocks,
          plant.cooler.installed * plant.blocks,
          {plant.cooler_capacity.si / 1e3, "kW"},
          load / plant.cooler.installed,
          load / std::max(plant.cooler.duty, plant.cooler.installed - 1),
          basis_of(problem, plant)},
         {n, {"layout.blocks"}, installed, {}});
  if (plant.trim.type == nullptr) return;
  select(book, selection,
         {"trim_chiller",
          plant.trim.type->id,
          static_cast<double>(plant.trim.duty * plant.blocks),
          plant.trim.spare() * plant.blocks,
          plant.trim.installed * plant.blocks,
          {plant.trim_heat.si / 1e3, "kW"},
          load / plant.trim.installed,
          load / std::max(plant.trim.duty, plant.trim.installed - 1),
          "one behind each cooler, in series on the facility water"},
         {n, {"layout.blocks"}, installed, {}});
}

}  // namespace

extern constinit const Service heat_rejection{
    .name = "heat_rejection", .rank = 60, .options = options, .record = record};

}  // namespace plinth::services
