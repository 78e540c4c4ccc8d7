// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/rejection.h"

#include <algorithm>

#include "core/physics/psychrometrics.h"

namespace plinth {
namespace {

std::string degrees(Temperature t) { return round_text(t.degC()) + " degC"; }

AirCoolerRating coil_rating(const ModuleType& type) {
  const char* air = type.kind == "fluid_cooler" ? "rated_wet_bulb" : "rated_air_in";
  return {type.get<Power>("rated_heat"), Temperature{type.required_number("rated_water_in")},
          Temperature{type.required_number("rated_water_out")}, Temperature{type.required_number(air)}};
}

RejectionUnit chiller_unit(const Problem& problem, const ModuleType& type) {
  const FacilityWater water = facility_water(problem);
  if (water.supply.kelvin < type.required_number("rated_chw_supply") - 1e-9)
    return {{},
            "is rated at " + degrees(Temperature{type.required_number("rated_chw_supply")}) +
                " water; facility water must leave at " + degrees(water.supply) + " and ratings are not extrapolated"};
  const double derating = chiller_derating(problem, type);
  if (derating <= 0)
    return {{},
            "runs up to " + degrees(Temperature{type.required_number("max_ambient")}) +
                "; air at the design point is " + degrees(design_ambient(problem))};
  return {derating * type.get<Power>("rated_heat"), {}};
}

RejectionUnit tower_unit(const Problem& problem, const ModuleType& type) {
  const FacilityWater water = facility_water(problem);
  const Temperature wet = sink(problem, type);
  const auto tower = calibrate_tower(
      {type.get<Power>("rated_heat"), Temperature{type.required_number("rated_water_in")},
       Temperature{type.required_number("rated_water_out")}, Temperature{type.required_number("rated_wet_bulb")}});
  if (!tower) return {{}, "has a rating point that the tower correlation does not cover"};
  const Power heat = tower_duty_behind(*tower, type.get<Conductance>("exchanger_ua"), water.back - water.supply,
                                       water.supply, wet, air_density_ratio(problem));
  if (heat.si > 0) return {heat, {}};
  return {{},
          "facility water must leave its plate exchanger at " + degrees(water.supply) + ", the wet bulb is " +
              degrees(wet) + " at the design point"};
}

std::vector<const ModuleType*> rejection_types(const Problem& problem) {
  const auto kinds = [&]() -> std::vector<std::string_view> {
    switch (problem.spec.cooling.rejection) {
      case Rejection::dry:
        return {"dry_cooler"};
      case Rejection::adiabatic:
        return {"adiabatic_cooler"};
      case Rejection::tower:
        return {"cooling_tower", "fluid_cooler"};
      case Rejection::chiller:
        return {"chiller"};
      case Rejection::automatic:
        break;
    }
    return {"adiabatic_cooler", "chiller", "cooling_tower", "dry_cooler", "fluid_cooler"};
  }();
  std::vector<const ModuleType*> types;
  for (std::string_view kind : kinds)
    for (const ModuleType* type : candidates(problem, kind)) types.push_back(type);
  return types;
}

/// Largest train of this cooler with this chiller behind it. Heat grows with the water rate, and so does the part the
/// cooler cannot take; the chiller's capacity ends it.
RejectionTrain with_trim(const Problem& problem, const ModuleType& cooler, const ModuleType& trim, Power chilled) {
  const FacilityWater water = facility_water(problem);
  const AirCooler coil = coil_of(cooler);
  const double factor = coil_air_factor(problem, cooler), range = (water.back - water.supply).si;
  const Temperature air = sink(problem, cooler);
  const auto taken = [&](double rate) { return heat_to_air(coil, Conductance{rate}, water.back, air, factor).si; };
  const auto left = [&](double rate) { return rate * range - taken(rate); };
  double low = 0, high = coil.water_rate.si;
  if (left(high) <= chilled.si) low = high;
  for (int i = 0; i < 60 && low < high; ++i) {
    const double middle = 0.5 * (low + high);
    (left(middle) <= chilled.si ? low : high) = middle;
  }
  return {&cooler, &trim, Power{low * range}, Power{taken(low)}};
}

void add_trims(const Problem& problem, const ModuleType& cooler, RejectionWays& found) {
  // A degree of pre-cooling is the least that pays for a coil in the water's way.
  const bool useful = sink(problem, cooler) + TemperatureDifference{1} < facility_water(problem).back;
  if (!useful || cooler.kind == "chiller" || cooler.kind == "cooling_tower") return;
  for (const ModuleType* chiller : candidates(problem, "chiller")) {
    const RejectionUnit unit = rejection_unit(problem, *chiller);
    if (unit.capacity.si > 0) found.trains.push_back(with_trim(problem, cooler, *chiller, unit.capacity));
  }
}

}  // namespace

FacilityWater facility_water(const Problem& problem) {
  const Temperature supply = problem.spec.it.supply_temperature - problem.basis.cdu_approach;
  return {supply, supply + problem.basis.fws_range};
}

Temperature design_ambient(const Problem& problem) {
  return problem.spec.climate.dry_bulb + problem.basis.recirculation;
}

bool is_wet(const ModuleType& type) { return type.kind == "cooling_tower" || type.kind == "fluid_cooler"; }

Temperature sink(const Problem& problem, const ModuleType& type) {
  const Temperature air = design_ambient(problem);
  if (is_wet(type)) return std::min(air, problem.spec.climate.wet_bulb + problem.basis.recirculation);
  if (type.kind != "adiabatic_cooler") return air;
  return behind_pad(air, problem.spec.climate.wet_bulb, type.required_number("pad_effectiveness"));
}

double air_density_ratio(const Problem& problem) {
  return station_pressure(problem.spec.site.elevation).si / station_pressure(Length{0}).si;
}

AirCooler coil_of(const ModuleType& type) { return calibrate(coil_rating(type)); }

double coil_air_factor(const Problem& problem, const ModuleType& type) {
  if (type.kind != "fluid_cooler") return air_density_ratio(problem);
  const AirCoolerRating rated = coil_rating(type);
  return wet_air_ratio(sink(problem, type), facility_water(problem).supply,
                       station_pressure(problem.spec.site.elevation), rated.air_in, rated.water_out);
}

double chiller_derating(const Problem& problem, const ModuleType& type) {
  const double ambient = design_ambient(problem).kelvin;
  if (ambient > type.required_number("max_ambient")) return 0;
  return std::max(
      0.0, 1.0 - problem.basis.chiller_derating * std::max(0.0, ambient - type.required_number("rated_ambient")));
}

Power chiller_unit_power(const Problem& problem, const ModuleType& type) {
  const double water = type.required_number("rated_chw_supply"), rated = type.required_number("rated_ambient");
  const auto lift = [&](double ambient) { return std::max(15.0, ambient - water + 20.0); };
  return std::max(1.0, lift(design_ambient(problem).kelvin) / lift(rated)) * chiller_derating(problem, type) *
         type.get<Power>("electrical_power");
}

RejectionUnit rejection_unit(const Problem& problem, const ModuleType& type) {
  if (type.kind == "chiller") return chiller_unit(problem, type);
  if (type.kind == "cooling_tower") return tower_unit(problem, type);
  const FacilityWater water = facility_water(problem);
  const Temperature air = sink(problem, type);
  const Power heat = duty(coil_of(type), water.back, water.supply, air, coil_air_factor(problem, type));
  if (heat.si > 0) return {heat, {}};
  return {{},
          "facility water must leave at " + degrees(water.supply) + ", " +
              (is_wet(type) ? "the wet bulb is " : "the air onto its coil is ") + degrees(air) +
              " at the design point"};
}

const RejectionWays& rejection_of(const Problem& problem) {
  if (problem.memo->rejection) return *problem.memo->rejection;
  auto found = std::make_shared<RejectionWays>();
  const bool automatic = problem.spec.cooling.rejection == Rejection::automatic;
  const auto plain = [](const RejectionTrain& train) {
    return train.cooler->kind == "dry_cooler" || train.cooler->kind == "adiabatic_cooler";
  };
  std::vector<std::pair<const ModuleType*, std::string>> unable;
  for (const ModuleType* type : rejection_types(problem)) {
    RejectionUnit unit = rejection_unit(problem, *type);
    if (unit.capacity.si > 0)
      found->trains.push_back({type, nullptr, unit.capacity, unit.capacity});
    else
      unable.emplace_back(type, std::move(unit.why_not));
  }
  const bool easy = std::any_of(found->trains.begin(), found->trains.end(), plain);
  if (automatic && easy)
    std::erase_if(found->trains, [&](const RejectionTrain& train) {
      if (!is_wet(*train.cooler)) return false;
      unable.emplace_back(train.cooler,
                          "evaporates all the heat it rejects, and water has no price here: cooling.rejection = "
                          "\"auto\" takes it where no dry or adiabatic cooler reaches the supply temperature");
      return true;
    });
  for (auto& [type, why] : unable) {
    const std::size_t before = found->trains.size();
    if (automatic && !easy) add_trims(problem, *type, *found);
    if (found->trains.size() == before) found->refused.emplace_back(type, std::move(why));
  }
  problem.memo->rejection = std::move(found);
  return *problem.memo->rejection;
}

}  // namespace plinth
