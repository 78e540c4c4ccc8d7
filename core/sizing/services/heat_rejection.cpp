// SPDX-License-Identifier: Apache-2.0
// Heat rejection per block: dry or adiabatic coolers by effectiveness-NTU at the design climate, or chillers.
#include <algorithm>

#include "core/physics/psychrometrics.h"
#include "core/sizing/cooling_units.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

struct Water {
  Temperature supply, back;
};

Water water(const Problem& problem) {
  const Temperature supply = problem.spec.it.supply_temperature - problem.basis.cdu_approach;
  return {supply, supply + problem.basis.fws_range};
}

double density_ratio(const Problem& problem) { return station_pressure(problem.spec.site.elevation).si / 101325.0; }

AirCoolerRating rating(const ModuleType& type) {
  return {type.get<Power>("rated_heat"), Temperature{type.required_number("rated_water_in")},
          Temperature{type.required_number("rated_water_out")}, Temperature{type.required_number("rated_air_in")}};
}

Temperature ambient(const Problem& problem) { return problem.spec.climate.dry_bulb + problem.basis.recirculation; }

std::string degrees(Temperature t) { return round_text(t.degC()) + " degC"; }

}  // namespace

}  // namespace plinth::services

namespace plinth {

using namespace services;

Temperature coil_air(const Problem& problem, const ModuleType& type) {
  const Temperature air = ambient(problem);
  if (type.kind != "adiabatic_cooler") return air;
  const double gap = std::max(0.0, (air - problem.spec.climate.wet_bulb).si);
  return air - TemperatureDifference{type.required_number("pad_effectiveness") * gap};
}

Power rejection_capacity(const Problem& problem, const ModuleType& type, Refusals& refusals) {
  const Water w = water(problem);
  if (type.kind == "chiller") {
    const Temperature air = ambient(problem);
    if (w.supply.kelvin < type.required_number("rated_chw_supply") ||
        air.kelvin > type.required_number("rated_ambient")) {
      refusals.add("heat_rejection", type, [&] {
        return "is rated at " + degrees(Temperature{type.required_number("rated_ambient")}) +
               " ambient; air at the design point is " + degrees(air) + " and ratings are not extrapolated";
      });
      return Power{0};
    }
    return type.get<Power>("rated_heat");
  }
  const Temperature air = coil_air(problem, type);
  const Power heat = duty(calibrate(rating(type)), w.back, w.supply, air, density_ratio(problem));
  if (heat.si <= 0)
    refusals.add("heat_rejection", type, [&] {
      return "facility water must leave at " + degrees(w.supply) + ", the air onto its coil is " + degrees(air) +
             " at the design point";
    });
  return heat;
}

std::vector<const ModuleType*> rejection_types(const Problem& problem) {
  const auto kinds = [&]() -> std::vector<std::string_view> {
    switch (problem.spec.cooling.rejection) {
      case Rejection::dry:
        return {"dry_cooler"};
      case Rejection::adiabatic:
        return {"adiabatic_cooler"};
      case Rejection::tower:
        return {"cooling_tower"};
      case Rejection::chiller:
        return {"chiller"};
      case Rejection::automatic:
        break;
    }
    return {"adiabatic_cooler", "chiller", "dry_cooler"};
  }();
  std::vector<const ModuleType*> types;
  for (std::string_view kind : kinds)
    for (const ModuleType* type : candidates(problem, kind)) types.push_back(type);
  return types;
}

}  // namespace plinth

namespace plinth::services {
namespace {

/// Water evaporated and bled at the design point, kg/h for the block (M44): the air's sensible drop is latent heat.
double pad_water(const Problem& problem, const ModuleType& type, const AirCooler& coil, int duty_units) {
  if (type.kind != "adiabatic_cooler") return 0;
  const double drop = (ambient(problem) - coil_air(problem, type)).si;
  const double latent = problem.catalog.limit("basis.bleed_latent_heat", "all")->si;
  return coil.air_rate.si * density_ratio(problem) * drop / latent * type.required_number("bleed_factor") * duty_units *
         3600.0;
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  if (plant.fws_heat.si <= 0) {
    out.push_back(plant);
    return;
  }
  Plant base = plant;
  base.fws_pump_power = Power{plant.fws_flow.si * problem.basis.pump_head.si / problem.basis.pump_efficiency};
  const Power heat = plant.fws_heat + base.fws_pump_power;
  for (const ModuleType* type : rejection_types(problem)) {
    const Power unit{problem.memo->once("heat_rejection.capacity", type,
                                        [&] { return rejection_capacity(problem, *type, refusals).si; })};
    if (unit.si <= 0) continue;
    Plant option = base;
    const int n = static_cast<int>(whole_units(heat / unit));
    option.cooler = {type, n, installed_for(n, problem.spec.cooling.redundancy)};
    option.cooler_capacity = unit;
    option.cooler_air = type->kind == "chiller" ? ambient(problem) : coil_air(problem, *type);
    option.cooler_power = heat / unit * type->get<Power>("electrical_power");
    option.site_cooler_power = plant.site_fws_heat / plant.fws_heat * option.cooler_power;
    option.site_fws_pump_power = plant.site_fws_heat / plant.fws_heat * base.fws_pump_power;
    if (type->kind != "chiller")
      option.cooler_water_kg_per_h = n * problem.memo->once("heat_rejection.pad_water", type, [&] {
        return pad_water(problem, *type, calibrate(rating(*type)), 1);
      });
    account(option, *type, option.cooler.installed * option.blocks);
    out.push_back(std::move(option));
  }
}

void record_climate(const Problem& problem, const Plant& plant, Book& book) {
  const std::string db =
      book.site("site.climate.dry_bulb", problem.spec.climate.dry_bulb.kelvin, "degC", "design dry bulb");
  const std::string ta = book.derive("cooling.ambient", ambient(problem).kelvin, "degC", "T + r",
                                     {{"T", db}, {"r", book.limit("basis.recirculation")}}, "air at the coolers",
                                     "design dry bulb plus recirculation");
  const ModuleType& type = *plant.cooler.type;
  if (type.kind != "adiabatic_cooler") {
    book.derive("cooling.coil_air", plant.cooler_air.kelvin, "degC", "T", {{"T", ta}}, "air onto the coil", "no pad");
    return;
  }
  const std::string wb =
      book.site("site.climate.wet_bulb", problem.spec.climate.wet_bulb.kelvin, "degC", "design wet bulb");
  book.derive("cooling.coil_air", plant.cooler_air.kelvin, "degC", "T - e * max(T - W, 0)",
              {{"T", ta}, {"W", wb}, {"e", book.attribute(type, "pad_effectiveness")}},
              "air onto the coil after the pad", "adiabatic pad (M44)");
}

/// The rating point fixes UA; at the design point the water rate is the root of duty(C) = C (R - S).
void record_coil(const Problem& problem, const Plant& plant, Book& book) {
  const ModuleType& type = *plant.cooler.type;
  const AirCooler coil = calibrate(rating(type));
  const std::string q0 = book.attribute(type, "rated_heat"), in = book.attribute(type, "rated_water_in"),
                    o = book.attribute(type, "rated_water_out"), a = book.attribute(type, "rated_air_in");
  const std::string c0 =
      book.derive("cooling.cooler_rated_rate", coil.water_rate.si, "kW/K", "Q / (I - O)",
                  {{"Q", q0}, {"I", in}, {"O", o}}, "water heat-capacity rate at rating", "heat balance");
  book.derive("cooling.cooler_rated_effectiveness",
              rating(type).heat.si / (coil.water_rate.si * (rating(type).water_in - rating(type).air_in).si), "",
              "Q / (C * (I - A))", {{"Q", q0}, {"C", c0}, {"I", in}, {"A", a}}, "effectiveness at rating",
              "definition");
  const std::string ua =
      book.leaf(EntryKind::solved, "cooling.cooler_ua", coil.ua.si, "kW/K", "UA of one cooler",
                "crossflow effectiveness (M12) equals the rated one with equal capacity rates; UA held off design");
  const std::string z = book.site("site.elevation", problem.spec.site.elevation.si, "m", "site elevation");
  const std::string p = book.derive("cooling.air_pressure", station_pressure(problem.spec.site.elevation).si, "Pa",
                                    station_pressure_formula, {{"z", z}}, "station pressure", "ICAO atmosphere (M46)");
  const std::string ca = book.derive("cooling.cooler_air_rate", coil.air_rate.si * density_ratio(problem), "kW/K",
                                     "C * p / 101325[Pa]", {{"C", c0}, {"p", p}}, "air heat-capacity rate at the site",
                                     "fan volume constant, air thinner (M47)");
  const double rate = plant.cooler_capacity.si / problem.basis.fws_range.si;
  const std::string cw = book.leaf(EntryKind::solved, "cooling.cooler_water_rate", rate, "kW/K",
                                   "water heat-capacity rate of one cooler at the design point",
                                   "root of effectiveness-NTU duty = rate x (return - supply), at most the rated rate; "
                                   "`cooling.cooler_capacity` checks it");
  const std::string least =
      book.derive("cooling.cooler_least_rate", std::min(rate, coil.air_rate.si * density_ratio(problem)), "kW/K",
                  "min(W, A)", {{"W", cw}, {"A", ca}}, "smaller capacity rate", "definition");
  const double ratio = std::min(rate, coil.air_rate.si * density_ratio(problem)) /
                       std::max(rate, coil.air_rate.si * density_ratio(problem));
  const std::string cr = book.derive("cooling.cooler_rate_ratio", ratio, "", "L / max(W, A)",
                                     {{"L", least}, {"W", cw}, {"A", ca}}, "capacity rate ratio", "definition");
  const double ntu = coil.ua.si / std::min(rate, coil.air_rate.si * density_ratio(problem));
  const std::string n = book.derive("cooling.cooler_ntu", ntu, "", "U / L", {{"U", ua}, {"L", least}},
                                    "number of transfer units", "definition");
  const double e = crossflow_effectiveness(ntu, ratio);
  book.derive("cooling.cooler_effectiveness", e, "", "1 - exp(n^0.22 / r * (exp(-1 * r * n^0.78) - 1))",
              {{"n", n}, {"r", cr}}, "effectiveness at the design point", "crossflow, both unmixed (M12)");
  const double reachable =
      e * std::min(rate, coil.air_rate.si * density_ratio(problem)) * (water(problem).back - plant.cooler_air).si;
  book.derive(
      "cooling.cooler_reachable", reachable, "kW", "e * L * (R - A)",
      {{"e", "cooling.cooler_effectiveness"}, {"L", least}, {"R", "cooling.fws_return"}, {"A", "cooling.coil_air"}},
      "heat the coil passes at that flow", "effectiveness-NTU (M15)");
  book.derive("cooling.cooler_capacity", plant.cooler_capacity.si, "kW", "W * (R - S)",
              {{"W", cw}, {"R", "cooling.fws_return"}, {"S", "cooling.fws_supply"}},
              "heat one cooler rejects at the design point, never above `cooling.cooler_reachable`",
              "heat balance of the water");
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  if (plant.cooler.type == nullptr) return;
  const ModuleType& type = *plant.cooler.type;
  record_climate(problem, plant, book);
  const Power heat = plant.fws_heat + plant.fws_pump_power;
  const std::string pump = book.derive(
      "cooling.fws_pump_power", plant.fws_pump_power.si, "kW", "V * H / e",
      {{"V", "cooling.fws_flow"}, {"H", book.limit("basis.pump_head")}, {"e", book.limit("basis.pump_efficiency")}},
      "facility-water pumps of a block", "hydraulic power over efficiency (M33)");
  const std::string rejected =
      book.derive("cooling.rejected_heat", heat.si, "kW", "Q + P", {{"Q", "cooling.fws_heat"}, {"P", pump}},
                  "heat to reject per block", "pump work ends as heat (M04)");
  if (type.kind == "chiller") {
    book.derive("cooling.cooler_capacity", plant.cooler_capacity.si, "kW", "Q",
                {{"Q", book.attribute(type, "rated_heat")}}, "chiller capacity", "rating, not extrapolated");
  } else {
    record_coil(problem, plant, book);
  }
  const std::string n = book.derive("cooling.coolers_duty", plant.cooler.duty, "", "ceil(Q / q)",
                                    {{"Q", rejected}, {"q", "cooling.cooler_capacity"}}, "units a block needs", "M20");
  const std::string fans =
      book.derive("cooling.cooler_power", plant.cooler_power.si, "kW", "Q / q * P",
                  {{"Q", rejected}, {"q", "cooling.cooler_capacity"}, {"P", book.attribute(type, "electrical_power")}},
                  "fans or compressors of a full block at the design point", "full speed, in proportion to heat");
  book.derive("demand.cooler_power", plant.site_cooler_power.si, "kW", "P * S / Q",
              {{"P", fans}, {"S", "demand.fws_heat"}, {"Q", "cooling.fws_heat"}}, "fans or compressors of the site",
              "in proportion to heat");
  book.derive("demand.fws_pump_power", plant.site_fws_pump_power.si, "kW", "P * S / Q",
              {{"P", pump}, {"S", "demand.fws_heat"}, {"Q", "cooling.fws_heat"}}, "facility-water pumps of the site",
              "in proportion to heat");
  if (plant.cooler_water_kg_per_h > 0) {
    const double l_per_s = plant.cooler_water_kg_per_h / 3600.0;
    book.derive("cooling.water_peak", l_per_s, "kg/s", "n * A * (T - C) / h * b",
                {{"n", n},
                 {"A", "cooling.cooler_air_rate"},
                 {"T", "cooling.ambient"},
                 {"C", "cooling.coil_air"},
                 {"h", book.limit("basis.bleed_latent_heat")},
                 {"b", book.attribute(type, "bleed_factor")}},
                "water of a block at the design point, bleed included",
                "sensible drop of the air is latent heat (M44)");
  }
  const double load = heat / plant.cooler_capacity;
  select(book, selection,
         {"heat_rejection",
          type.id,
          static_cast<double>(plant.cooler.duty * plant.blocks),
          plant.cooler.spare() * plant.blocks,
          plant.cooler.installed * plant.blocks,
          {plant.cooler_capacity.si / 1e3, "kW"},
          load / plant.cooler.installed,
          load / std::max(plant.cooler.duty, plant.cooler.installed - 1),
          std::to_string(plant.cooler.duty) + "+" + std::to_string(plant.cooler.spare()) + " in each of " +
              std::to_string(plant.blocks) + " blocks; facility water " + degrees(water(problem).supply) +
              ", air onto the coil " + degrees(plant.cooler_air)},
         {n, {"layout.blocks"}, redundancy_formula(problem.spec.cooling.redundancy), {}});
}

}  // namespace

extern constinit const Service heat_rejection{
    .name = "heat_rejection", .rank = 60, .options = options, .record = record};

}  // namespace plinth::services
