// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/record_rejection.h"

#include <algorithm>

#include "core/physics/cooling_class.h"
#include "core/physics/psychrometrics.h"

namespace plinth {
namespace {

constexpr double water_heat = 4180.0;  ///< J/(kg K): only the drift, a share of the circulated water, rests on it

void record_classes(const Problem& problem, Book& book) {
  const Temperature tcs = problem.spec.it.supply_temperature, fws = facility_water(problem).supply;
  book.leaf(EntryKind::solved, "cooling.coolant_class", tcs.kelvin, "degC", "coolant supply to the racks",
            "ASHRAE TC 9.9 (2024) class of that temperature", coolant_class(tcs), {{"T", "cooling.tcs_supply"}});
  book.leaf(EntryKind::solved, "cooling.facility_class", fws.kelvin, "degC", "facility water supply",
            "ASHRAE TC 9.9 (2021) class of that temperature", facility_water_class(fws), {{"T", "cooling.fws_supply"}});
}

void record_climate(const Problem& problem, const Plant& plant, Book& book) {
  const ModuleType& type = *plant.cooler.type;
  const std::string db =
      book.site("site.climate.dry_bulb", problem.spec.climate.dry_bulb.kelvin, "degC", "design dry bulb");
  const std::string rise = book.limit("basis.recirculation");
  const std::string ta =
      book.derive("cooling.ambient", design_ambient(problem).kelvin, "degC", "T + r", {{"T", db}, {"r", rise}},
                  "air at the coolers", "design dry bulb plus recirculation");
  const auto wet_bulb = [&] {
    return book.site("site.climate.wet_bulb", problem.spec.climate.wet_bulb.kelvin, "degC", "design wet bulb");
  };
  if (is_wet(type))
    book.derive("cooling.coil_air", plant.cooler_air.kelvin, "degC", "min(T, W + r)",
                {{"T", ta}, {"W", wet_bulb()}, {"r", rise}}, "wet bulb that the coolers cool towards",
                "design wet bulb plus recirculation");
  else if (type.kind == "adiabatic_cooler")
    book.derive("cooling.coil_air", plant.cooler_air.kelvin, "degC", "T - e * max(T - W, 0)",
                {{"T", ta}, {"W", wet_bulb()}, {"e", book.attribute(type, "pad_effectiveness")}},
                "air onto the coil after the pad", "adiabatic pad (M44)");
  else
    book.derive("cooling.coil_air", plant.cooler_air.kelvin, "degC", "T", {{"T", ta}}, "air onto the coil", "no pad");
}

/// The rating point fixes UA and both rates.
std::string record_coil_rating(const ModuleType& type, const AirCooler& coil, Book& book) {
  const bool wet = type.kind == "fluid_cooler";
  const std::string q0 = book.attribute(type, "rated_heat"), in = book.attribute(type, "rated_water_in"),
                    o = book.attribute(type, "rated_water_out"),
                    a = book.attribute(type, wet ? "rated_wet_bulb" : "rated_air_in");
  const std::string c0 =
      book.derive("cooling.cooler_rated_rate", coil.water_rate.si, "kW/K", "Q / (I - O)",
                  {{"Q", q0}, {"I", in}, {"O", o}}, "water heat-capacity rate at rating", "heat balance");
  const double e = type.required_number("rated_heat") /
                   (coil.water_rate.si * (type.required_number("rated_water_in") -
                                          type.required_number(wet ? "rated_wet_bulb" : "rated_air_in")));
  book.derive("cooling.cooler_rated_effectiveness", e, "", "Q / (C * (I - A))",
              {{"Q", q0}, {"C", c0}, {"I", in}, {"A", a}}, "effectiveness at rating", "definition");
  book.leaf(EntryKind::solved, "cooling.cooler_ua", coil.ua.si, "kW/K", "UA of one cooler",
            "crossflow effectiveness (M12) equals the rated one with equal capacity rates; UA held off design");
  return c0;
}

/// Air-side capacity rate at the site.
std::string record_air_rate(const Problem& problem, const ModuleType& type, const AirCooler& coil,
                            const std::string& rated, Book& book) {
  const std::string z = book.site("site.elevation", problem.spec.site.elevation.si, "m", "site elevation");
  const std::string p = book.derive("cooling.air_pressure", station_pressure(problem.spec.site.elevation).si, "Pa",
                                    station_pressure_formula, {{"z", z}}, "station pressure", "ICAO atmosphere (M46)");
  const double factor = coil_air_factor(problem, type);
  if (type.kind != "fluid_cooler")
    return book.derive("cooling.cooler_air_rate", coil.air_rate.si * factor, "kW/K", "C * p / 101325[Pa]",
                       {{"C", rated}, {"p", p}}, "air heat-capacity rate at the site",
                       "fan volume constant, air thinner (M47)");
  const std::string slope = book.leaf(
      EntryKind::solved, "cooling.wet_air_slope", factor / air_density_ratio(problem), "",
      "slope of saturated enthalpy between wet bulb and water outlet, over that at the rating point",
      "ASHRAE Fundamentals 2017 ch. 1, secant", "", {{"W", "cooling.coil_air"}, {"S", "cooling.fws_supply"}, {"p", p}});
  return book.derive("cooling.cooler_air_rate", coil.air_rate.si * factor, "kW/K", "C * p / 101325[Pa] * s",
                     {{"C", rated}, {"p", p}, {"s", slope}}, "saturated-air heat-capacity rate at the site",
                     "fan volume constant; a wetted coil drives on enthalpy (Braun 1989, linearised)");
}

/// At the design point the water rate of a cooler alone is the root of duty(C) = C (R - S); behind it with a trim
/// chiller, the rate at which the chiller is full.
void record_coil(const Problem& problem, const Plant& plant, Book& book) {
  const ModuleType& type = *plant.cooler.type;
  const AirCooler coil = coil_of(type);
  const std::string ca = record_air_rate(problem, type, coil, record_coil_rating(type, coil, book), book);
  const double air = coil.air_rate.si * coil_air_factor(problem, type);
  const double rate = plant.cooler_capacity.si / problem.basis.fws_range.si;
  const bool trimmed = plant.trim.type != nullptr;
  const std::string cw =
      book.leaf(EntryKind::solved, "cooling.cooler_water_rate", rate, "kW/K",
                "water heat-capacity rate of one cooler at the design point",
                trimmed ? "largest rate, at most the rated one, at which the trim chiller takes what the coil leaves"
                        : "root of effectiveness-NTU duty = rate x (return - supply), at most the rated rate; "
                          "`cooling.cooler_capacity` checks it");
  const double least = std::min(rate, air), ratio = least / std::max(rate, air), ntu = coil.ua.si / least;
  const std::string l = book.derive("cooling.cooler_least_rate", least, "kW/K", "min(W, A)", {{"W", cw}, {"A", ca}},
                                    "smaller capacity rate", "definition");
  const std::string cr = book.derive("cooling.cooler_rate_ratio", ratio, "", "L / max(W, A)",
                                     {{"L", l}, {"W", cw}, {"A", ca}}, "capacity rate ratio", "definition");
  const std::string n = book.derive("cooling.cooler_ntu", ntu, "", "U / L", {{"U", "cooling.cooler_ua"}, {"L", l}},
                                    "number of transfer units", "definition");
  const double e = crossflow_effectiveness(ntu, ratio);
  book.derive("cooling.cooler_effectiveness", e, "", "1 - exp(n^0.22 / r * (exp(-1 * r * n^0.78) - 1))",
              {{"n", n}, {"r", cr}}, "effectiveness at the design point", "crossflow, both unmixed (M12)");
  const double reachable = e * least * (facility_water(problem).back - plant.cooler_air).si;
  book.derive("cooling.cooler_reachable", reachable, "kW", "e * L * (R - A)",
              {{"e", "cooling.cooler_effectiveness"}, {"L", l}, {"R", "cooling.fws_return"}, {"A", "cooling.coil_air"}},
              "heat the coil passes at that flow", "effectiveness-NTU (M15)");
}

void record_tower(const Problem& problem, const Plant& plant, Book& book) {
  const ModuleType& type = *plant.cooler.type;
  const auto tower = calibrate_tower(
      {type.get<Power>("rated_heat"), Temperature{type.required_number("rated_water_in")},
       Temperature{type.required_number("rated_water_out")}, Temperature{type.required_number("rated_wet_bulb")}});
  const double rate = plant.cooler_capacity.si / problem.basis.fws_range.si, density = air_density_ratio(problem);
  const std::string c0 = book.derive("cooling.cooler_rated_rate", tower->water_rate.si, "kW/K", "Q / (I - O)",
                                     {{"Q", book.attribute(type, "rated_heat")},
                                      {"I", book.attribute(type, "rated_water_in")},
                                      {"O", book.attribute(type, "rated_water_out")}},
                                     "water heat-capacity rate at rating, also the most it may carry", "heat balance");
  const std::string z = book.site("site.elevation", problem.spec.site.elevation.si, "m", "site elevation");
  const std::string p = book.derive("cooling.air_pressure", station_pressure(problem.spec.site.elevation).si, "Pa",
                                    station_pressure_formula, {{"z", z}}, "station pressure", "ICAO atmosphere (M46)");
  const std::string lg0 = book.leaf(EntryKind::solved, "cooling.tower_rated_ratio", tower->liquid_to_gas, "",
                                    "liquid-to-gas ratio at rating",
                                    "York polynomial gives the rated approach to " +
                                        round_text(type.required_number("rated_wet_bulb") - 273.15) + " degC wet bulb");
  const std::string w =
      book.leaf(EntryKind::solved, "cooling.cooler_water_rate", rate, "kW/K", "water rate of one tower cell",
                "largest rate, at most the rated one, whose approach leaves the plate exchanger its share; "
                "`cooling.tower_approach` checks it");
  const double ratio = tower->liquid_to_gas * rate / tower->water_rate.si / density;
  const std::string lg = book.derive("cooling.tower_ratio", ratio, "", "L * W / C * 101325[Pa] / p",
                                     {{"L", lg0}, {"W", w}, {"C", c0}, {"p", p}},
                                     "liquid-to-gas ratio at the design point", "air mass falls with pressure");
  const auto york = york_approach(problem.basis.fws_range, plant.cooler_air, ratio);
  const std::string approach = book.leaf(
      EntryKind::solved, "cooling.tower_approach", york ? york->approach.si : 0, "K", "approach of the tower water",
      std::string("York polynomial over range, wet bulb and ratio (M48)") +
          (york && york->wet_bulb_clamped ? "; wet bulb held at 26.7 degC, its end of validity, on the safe side" : ""),
      "", {{"R", book.limit("basis.fws_range")}, {"W", "cooling.coil_air"}, {"L", lg}});
  const double plate = plant.cooler_capacity.si / type.required_number("exchanger_ua");
  const std::string hx =
      book.derive("cooling.exchanger_approach", plate, "K", "W * R / U",
                  {{"W", w}, {"R", book.limit("basis.fws_range")}, {"U", book.attribute(type, "exchanger_ua")}},
                  "approach of the plate exchanger", "counterflow with equal rates: Q / UA");
  book.derive("cooling.tower_margin",
              (facility_water(problem).supply - plant.cooler_air).si - plate - (york ? york->approach.si : 0), "K",
              "S - T - x - a", {{"S", "cooling.fws_supply"}, {"T", "cooling.coil_air"}, {"x", hx}, {"a", approach}},
              "what is left of the cascade: not below zero", "temperature cascade (3.3)");
}

void record_capacity(const Plant& plant, Book& book) {
  book.derive("cooling.cooler_capacity", plant.cooler_capacity.si, "kW", "W * (R - S)",
              {{"W", "cooling.cooler_water_rate"}, {"R", "cooling.fws_return"}, {"S", "cooling.fws_supply"}},
              plant.trim.type == nullptr
                  ? "heat one unit rejects at the design point, never above `cooling.cooler_reachable`"
                  : "heat one train rejects at the design point",
              "heat balance of the water");
  if (plant.trim.type == nullptr) return;
  book.derive("cooling.trim_heat", plant.trim_heat.si, "kW", "Q - D",
              {{"Q", "cooling.cooler_capacity"}, {"D", "cooling.cooler_reachable"}},
              "heat the coil of one train leaves to its trim chiller", "heat balance of the water");
}

}  // namespace

MassFlow wet_make_up(const ModuleType& type, MassFlow evaporated, Power heat, TemperatureDifference range) {
  const MassFlow drift{type.required_number("drift_ratio") * heat.si / (water_heat * range.si)};
  return make_up(evaporated, type.required_number("cycles_of_concentration"), drift);
}

std::string record_chiller_power(const Problem& problem, const ModuleType& type, const std::string& id, Book& book) {
  const std::string db =
      book.site("site.climate.dry_bulb", problem.spec.climate.dry_bulb.kelvin, "degC", "design dry bulb");
  const std::string r = book.limit("basis.recirculation"), a = book.attribute(type, "rated_ambient");
  const std::string f =
      book.derive(id + "_derating", chiller_derating(problem, type), "", "max(0, 1 - d * max(T + r - A, 0[K]) / 1[K])",
                  {{"d", book.limit("basis.chiller_derating")}, {"T", db}, {"r", r}, {"A", a}},
                  "share of the rated capacity at the design ambient",
                  "straight fall above the rating point, none above max_ambient");
  book.derive(id + "_capacity", chiller_derating(problem, type) * type.required_number("rated_heat"), "kW", "f * Q",
              {{"f", f}, {"Q", book.attribute(type, "rated_heat")}}, "capacity of one chiller at the design point",
              "rating times derating; warmer water than rated is not credited");
  return book.derive(
      id + "_full_power", chiller_unit_power(problem, type).si, "kW",
      "f * P * max(1, max(15[K], T + r - S + 20[K]) / max(15[K], A - S + 20[K]))",
      {{"f", f},
       {"P", book.attribute(type, "electrical_power")},
       {"T", db},
       {"r", r},
       {"S", book.attribute(type, "rated_chw_supply")},
       {"A", a}},
      "power of one chiller at that capacity",
      "rated power, grown with the Carnot lift (evaporation 5 K below the water, condensation 15 K above the air, 15 K "
      "at least): an estimate where no curve is published (M, 3.7)");
}

void record_rejection_unit(const Problem& problem, const Plant& plant, Book& book) {
  record_classes(problem, book);
  record_climate(problem, plant, book);
  if (plant.cooler.type->kind == "chiller") {
    record_chiller_power(problem, *plant.cooler.type, "cooling.cooler", book);
    return;
  }
  if (plant.cooler.type->kind == "cooling_tower")
    record_tower(problem, plant, book);
  else
    record_coil(problem, plant, book);
  record_capacity(plant, book);
}

void record_water(const Problem& problem, const Plant& plant, Book& book) {
  if (plant.cooler_water_kg_per_h <= 0) return;
  const ModuleType& type = *plant.cooler.type;
  const std::string h = book.limit("basis.bleed_latent_heat");
  const double block = plant.cooler_water_kg_per_h / 3600.0;
  std::string peak;
  if (is_wet(type)) {
    const Power heat = plant.fws_heat + plant.fws_pump_power;
    const bool trimmed = plant.trim.type != nullptr;
    const double share = trimmed ? 1 - plant.trim_heat / plant.cooler_capacity : 1.0;
    std::vector<LedgerInput> inputs{{"Q", "cooling.rejected_heat"}};
    if (trimmed) inputs.push_back({"t", "cooling.trim_heat"}), inputs.push_back({"c", "cooling.cooler_capacity"});
    const std::string q =
        book.derive("cooling.evaporated_heat", share * heat.si, "kW", trimmed ? "Q * (1 - t / c)" : "Q", inputs,
                    "heat of a block that leaves as vapour", "all that towers and fluid coolers reject (M43)");
    const std::string e =
        book.derive("cooling.evaporation", evaporation(share * heat, problem.basis.bleed_latent_heat).si, "kg/s",
                    "Q / h", {{"Q", q}, {"h", h}}, "water evaporated in a block", "latent heat");
    peak = book.derive("cooling.water_peak", block, "kg/s", "E * c / (c - 1) + d * Q / (4180[J/(kg K)] * R)",
                       {{"E", e},
                        {"c", book.attribute(type, "cycles_of_concentration")},
                        {"d", book.attribute(type, "drift_ratio")},
                        {"Q", q},
                        {"R", book.limit("basis.fws_range")}},
                       "make-up water of a block at the design point", "evaporation, blow-down and drift (M43)");
  } else {
    peak = book.derive("cooling.water_peak", block, "kg/s", "n * A * (T - C) / h * b",
                       {{"n", "cooling.coolers_duty"},
                        {"A", "cooling.cooler_air_rate"},
                        {"T", "cooling.ambient"},
                        {"C", "cooling.coil_air"},
                        {"h", h},
                        {"b", book.attribute(type, "bleed_factor")}},
                       "water of a block at the design point, bleed included",
                       "sensible drop of the air is latent heat (M44)");
  }
  book.derive("demand.water_peak", block * (plant.site_fws_heat / plant.fws_heat), "kg/s", "W * S / Q",
              {{"W", peak}, {"S", "demand.fws_heat"}, {"Q", "cooling.fws_heat"}},
              "water of the site at the design point", "in proportion to heat; not an annual figure");
}

}  // namespace plinth
