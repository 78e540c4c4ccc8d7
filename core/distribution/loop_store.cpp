// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/loop_store.h"

#include <algorithm>

namespace plinth {

Volume content_of(const ModuleType& type, Density density) {
  const auto wet = type.number("mass_operating"), dry = type.number("mass_dry");
  return wet && dry && *wet > *dry ? Volume{(*wet - *dry) / density.si} : Volume{};
}

void complete_store(LoopStore& store, Coolant coolant, const LoopBasis& basis, Density density, SpecificHeat heat,
                    TemperatureDifference range) {
  store.total = store.pipes + store.equipment + store.tanks;
  store.share = expansion_share(coolant, basis.cold, store.hot);
  ExpansionCase loop{store.total, store.share, basis.charge, store.end, basis.reserve, basis.reserve_min};
  store.vessel = expansion_vessel(loop).value_or(ExpansionVessel{});
  const Time mixed = ride_through(store.pipes + store.equipment, store.heat, density, heat, basis.supply_rise);
  const Time stratified = ride_through(basis.tank_effectiveness * store.tanks, store.heat, density, heat, range);
  store.ride_through = mixed + stratified;
}

LoopStore store_of(const WaterLoop& loop, const Catalog& catalog, const LoopBasis& basis, double header_share) {
  LoopStore store;
  const Temperature mean{0.5 * (loop.supply.kelvin + loop.back.kelvin)};
  const Density rho = loop.liquid.density;
  double least = 1e12;
  const auto add = [&](const Node* node, double share) {
    const ModuleType& type = *catalog.module(node->module);
    if (const auto pressure = type.number("design_pressure")) least = std::min(least, *pressure);
    store.equipment += share * content_of(type, rho);
  };
  for (const LoopRun& run : loop.runs)
    store.pipes += Volume{flow_at(run.pipe.bore, Speed{1.0}).si * run.pipe.length.si * run.runs};
  for (const Node* header : loop.headers) add(header, header_share);
  for (const LoopTrain& train : loop.trains) add(train.unit, 1.0), add(train.pump, 1.0);
  for (const LoopPod& pod : loop.pods)
    for (const LoopConsumer& consumer : pod.consumers) add(consumer.node, consumer.node->kind == "cdu" ? 0.5 : 1.0);
  for (const Node* tank : loop.tanks) {
    const ModuleType& type = *catalog.module(tank->module);
    if (const auto pressure = type.number("design_pressure")) least = std::min(least, *pressure);
    store.tanks += type.get<Volume>("volume");
  }
  store.end = std::min(basis.end, Pressure{0.9 * least});
  store.end_by_equipment = store.end < basis.end;
  store.hot = loop.back + basis.supply_rise;
  const SpecificHeat cp = specific_heat(loop.coolant, mean);
  const TemperatureDifference range = loop.back - loop.supply;
  store.heat = Power{rho.si * cp.si * loop.flow.si * range.si};
  complete_store(store, loop.coolant, basis, rho, cp, range);
  return store;
}

}  // namespace plinth
