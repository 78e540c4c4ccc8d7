// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/circuit_choice.h"

#include <algorithm>
#include <cmath>

#include "core/physics/short_circuit.h"

namespace plinth {
namespace {

constexpr double kTolerance = 1 - 1e-9;

/// What a choice has to satisfy; the ampacity always counts.
struct Tests {
  bool drop = true, fault = true;
};

Choice figures(const Wire& wire, Medium medium, Length length, const Stock& stock, int runs, double factor,
               const CircuitBasis& basis) {
  Choice choice{&stock, runs, factor, runs * factor * stock.current, 0, {}, runs * stock.cost * length.si, {}};
  const double r = at_temperature(Resistance{stock.r20}, basis.hot).si, x = stock.x50 * basis.frequency.si / 50.0;
  const bool direct = medium == Medium::dc;
  const Voltage drop = direct
                           ? drop_direct(Current{wire.design}, length, r, runs)
                           : drop_three_phase(Current{wire.design}, length, r, x, PowerFactor{wire.power_factor}, runs);
  choice.drop = drop.si / wire.volts;
  choice.loss = direct ? loss_direct(Current{wire.normal}, length, r, runs)
                       : loss_three_phase(Current{wire.normal}, length, r, runs);
  return choice;
}

/// A fault beyond parallel cables divides between them; a busway takes it alone.
bool withstands(const Wire& wire, Medium medium, const Stock& stock, int runs, const FaultDuty& fault,
                const CircuitBasis& basis) {
  if (fault.initial.si <= 0) return true;
  if (stock.busway)
    return (stock.icw <= 0 || stock.icw >= fault.thermal.si * std::sqrt(basis.gear.si) * kTolerance) &&
           (stock.ipk <= 0 || stock.ipk >= fault.peak.si * kTolerance);
  if (stock.section <= 0) return true;
  const bool limited = medium != Medium::mv && wire.design <= basis.limiting.si;
  const Time time = limited ? basis.fault_limiting : medium == Medium::mv ? basis.fault_mv : basis.fault_lv;
  // While a limiting breaker opens, the direct current has not decayed; it is inside the let-through it is rated by.
  const Current through = (limited ? fault.initial : fault.thermal) / runs;
  return stock.section >= adiabatic_section(through, time, stock.adiabatic) * kTolerance;
}

std::optional<Choice> cheapest(const Wire& wire, Medium medium, Length length, const std::vector<Stock>& stock,
                               const FaultDuty& fault, const CircuitBasis& basis, Tests tests) {
  std::optional<Choice> best;
  const double most = medium == Medium::mv ? basis.drop_mv : basis.drop_lv;
  for (const Stock& item : stock) {
    if (item.voltage < wire.volts * (1 - 1e-9)) continue;
    for (int runs = 1; runs <= (item.busway ? basis.busways : basis.cables); ++runs) {
      if (best && runs * item.cost * length.si >= best->cost * (1 - 1e-12) && length.si > 0) break;
      const std::optional<double> factor = rating_factor(item, medium, wire.neighbours, runs, basis);
      if (!factor) break;
      if (runs * *factor * item.current < wire.design * kTolerance) continue;
      Choice choice = figures(wire, medium, length, item, runs, *factor, basis);
      if (tests.drop && choice.drop > most / kTolerance) continue;
      if (tests.fault && !withstands(wire, medium, item, runs, fault, basis)) {
        if (item.busway) break;
        continue;
      }
      if (!best || choice.cost < best->cost) best = std::move(choice);
      break;
    }
  }
  return best;
}

bool same(const Choice& a, const Choice& b) { return a.stock == b.stock && a.runs == b.runs; }

}  // namespace

std::optional<double> rating_factor(const Stock& stock, Medium medium, int neighbours, int runs,
                                    const CircuitBasis& basis) {
  if (stock.busway) {
    const double factor = busway_factor(basis.air, basis.busway_ambient, basis.busway_limit);
    if (factor <= 0) return std::nullopt;
    return factor;
  }
  const bool trench = medium == Medium::mv;
  const int circuits = std::min(trench ? basis.trench : basis.tray, neighbours + runs);
  const std::optional<double> ambient = trench ? ground_factor(basis.ground) : air_factor(basis.air);
  const std::optional<double> group = trench ? bunched_factor(circuits) : tray_factor(circuits);
  if (!ambient || !group) return std::nullopt;
  return *ambient * *group;
}

std::optional<Choice> choose_circuit(const Wire& wire, Medium medium, Length length, const std::vector<Stock>& stock,
                                     const FaultDuty& fault, const CircuitBasis& basis) {
  std::optional<Choice> choice = cheapest(wire, medium, length, stock, fault, basis, {true, true});
  if (!choice) return std::nullopt;
  const auto by_current = cheapest(wire, medium, length, stock, fault, basis, {false, false});
  const auto by_drop = cheapest(wire, medium, length, stock, fault, basis, {true, false});
  choice->sized_by = by_current && same(*by_current, *choice) ? "current"
                     : by_drop && same(*by_drop, *choice)     ? "voltage drop"
                                                              : "short circuit";
  return choice;
}

}  // namespace plinth
