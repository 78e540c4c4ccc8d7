// SPDX-License-Identifier: Apache-2.0
// Ledger and selection of storage.
#include <algorithm>
#include <cmath>

#include "core/physics/storage_dispatch.h"
#include "core/sizing/selecting.h"
#include "core/sizing/storage_record.h"

namespace plinth {
namespace {

using Inputs = std::vector<LedgerInput>;

std::string limit(Book& book, std::string_view name) { return book.limit("storage." + std::string(name)); }

std::string stated_power(const Problem& problem, Book& book) {
  return book.site("storage.power", problem.spec.storage.power->si, "MW", "storage power asked for");
}
std::string stated_duration(const Problem& problem, Book& book) {
  return book.site("storage.duration", problem.spec.storage.duration->si, "h", "storage duration asked for");
}

void record_peak(const Problem& problem, const Plant& plant, const StorageNeed& need, Book& book) {
  const std::string g =
      book.site("storage.peak_limit", problem.spec.storage.peak_limit->si, "MW", "most the grid may see");
  const Power site = plant.power_input + plant.mechanical_load + plant.mechanical_loss;
  const Power over{std::max(0.0, (site - *problem.spec.storage.peak_limit).si)};
  const std::string above =
      book.derive("storage.peak-shaving.above", over.si, "MW", "max(I + M + L - G, 0)",
                  {{"I", "power.input"}, {"M", "mechanical.load"}, {"L", "mechanical.loss"}, {"G", g}},
                  "load above the limit", "definition");
  if (problem.spec.storage.trace_series.values.empty()) {
    const std::string p = book.derive("storage.peak-shaving.power", need.power.si, "MW", "A", {{"A", above}},
                                      "power for peak-shaving", "all that is above the limit");
    book.derive("storage.peak-shaving.energy", need.energy.si, "kWh", "P * t",
                {{"P", p}, {"t", stated_duration(problem, book)}}, "energy above the limit",
                "full peak over the stated time");
    return;
  }
  const Inputs inputs{{"A", above},
                      {"G", g},
                      {"p", record_largest(problem, book)},
                      {"I", "power.input"},
                      {"e", limit(book, "round_trip_efficiency")}};
  book.leaf(EntryKind::solved, "storage.peak-shaving.power", need.power.si, "MW", "power for peak-shaving",
            need.power.si > over.si * (1 + 1e-9) ? "recharge: the pauses of the trace are too short for less"
                                                 : "what is above the limit; the pauses refill it",
            "", inputs);
  book.leaf(EntryKind::solved, "storage.peak-shaving.energy", need.energy.si, "kWh", "energy above the limit",
            "exact on the trace, repeated: deficit runs up above the limit and is refilled below it", "", inputs);
}

void record_firming(const Problem& problem, const StorageNeed& need, Book& book) {
  const Series& series = problem.spec.storage.generation_series;
  const PowerTrace generation{series.step, series.values};
  const std::string f = book.site("storage.generation", mean_power(generation).si, "MW", "mean of the generation");
  book.leaf(EntryKind::solved, "storage.firming.power", need.power.si, "MW", "power that makes generation constant",
            "largest distance of the generation from its mean", "", {{"F", f}});
  book.leaf(EntryKind::solved, "storage.firming.energy", need.energy.si, "kWh", "energy that makes it constant",
            "range of the sum of generation less its mean, without losses", "", {{"F", f}});
}

void record_reserve(const Problem& problem, const StorageNeed& need, Book& book) {
  const std::string id = "storage." + need.purpose;
  const bool ride = need.purpose == "ride-through";
  const std::string p = ride ? book.derive(id + ".power", need.power.si, "MW", "M + L",
                                           {{"M", "mechanical.load"}, {"L", "mechanical.loss"}}, "load that has no UPS",
                                           "coolers and chillers with their transformers")
                             : book.derive(id + ".power", need.power.si, "MW", "I + M + L",
                                           {{"I", "power.input"}, {"M", "mechanical.load"}, {"L", "mechanical.loss"}},
                                           "load of the site", "sum");
  const GridProfile* grid = problem.grid;
  if (ride && grid != nullptr && !grid->dips.empty()) {
    const VoltageDip& dip = grid->dips.back();
    const std::string t = grid_leaf(book, *grid, "dip", dip.duration.si, "s", "longest voltage dip to stay through");
    const std::string r = grid_leaf(book, *grid, "recovery", grid->recovery.value_or(Time{0}).si, "s",
                                    "return to 90 % of the load after it");
    book.derive(id + ".energy", need.energy.si, "kWh", "P * (t + r)", {{"P", p}, {"t", t}, {"r", r}},
                "energy over that time", "storage carries these loads alone until they are back on the grid");
    return;
  }
  book.derive(id + ".energy", need.energy.si, "kWh", "P * t",
              {{"P", p}, {"t", book.limit(ride ? "basis.ride_through" : "basis.genset_bridge")}},
              "energy over that time", "definition");
}

void record_need(const Problem& problem, const Plant& plant, const StorageNeed& need, Book& book) {
  const std::string id = "storage." + need.purpose;
  if (need.purpose == "ramp") return record_ramp(problem, plant, need, book);
  if (need.purpose == "peak-shaving") return record_peak(problem, plant, need, book);
  if (need.purpose == "ride-through" || need.purpose == "backup") return record_reserve(problem, need, book);
  if (need.purpose == "firming" && !problem.spec.storage.generation_series.values.empty())
    return record_firming(problem, need, book);
  const std::string p = book.derive(id + ".power", need.power.si, "MW", "P", {{"P", stated_power(problem, book)}},
                                    "power for " + need.purpose, "given");
  const std::string t = need.purpose == "frequency"
                            ? book.site("storage.frequency_hold", problem.spec.storage.frequency_hold.si, "min",
                                        "how long a frequency service holds its power")
                            : stated_duration(problem, book);
  book.derive(id + ".energy", need.energy.si, "kWh", "P * t", {{"P", p}, {"t", t}}, "energy for " + need.purpose,
              "power for that time, at the terminals");
}

/// What the prices would have paid, with the losses of the units chosen; with and without the wear of the cells.
void record_arbitrage(const Problem& problem, const Plant& plant, const StorageNeed& need, Book& book) {
  const Series& prices = problem.spec.storage.price_series;
  if (prices.values.empty() || plant.bess.type == nullptr || plant.pcs.type == nullptr) return;
  const ModuleType& type = *plant.bess.type;
  const double way =
      std::sqrt(type.required_number("round_trip_efficiency")) * plant.pcs.type->required_number("efficiency");
  ArbitrageLimits limits{need.power, need.energy, way, way, false, 0};
  const Arbitrage gross = arbitrage({prices.step, prices.values}, limits);
  const Inputs inputs{{"P", "storage.arbitrage.power"},
                      {"E", "storage.arbitrage.energy"},
                      {"r", book.attribute(type, "round_trip_efficiency")},
                      {"e", book.attribute(*plant.pcs.type, "efficiency")}};
  const std::string file = problem.spec.storage.prices.empty() ? "storage.prices" : problem.spec.storage.prices;
  book.leaf(EntryKind::solved, "storage.arbitrage.profit", gross.profit, "USD", "profit over the prices of " + file,
            "dynamic program over the stored energy, prices known ahead, empty to empty", "", inputs);
  book.leaf(EntryKind::solved, "storage.arbitrage.discharged", gross.discharged.si, "MWh",
            "energy discharged for it, at the store", "as above", "", inputs);
  const auto cycles = type.number("cycle_life"), price = type.number("cost_mid");
  if (!cycles || !price) return;
  limits.wear_per_joule = *price / (*cycles * type.required_number("energy"));
  Inputs worn = inputs;
  worn.push_back({"z", book.attribute(type, "cycle_life")});
  worn.push_back({"c", book.attribute(type, "cost_mid")});
  book.leaf(EntryKind::solved, "storage.arbitrage.profit_after_wear",
            arbitrage({prices.step, prices.values}, limits).profit, "USD", "profit less the wear of the cells",
            "trades only where p_high r - p_low exceeds c / (z e_unit)", "", worn);
}

std::string most_of(const std::string& terms) { return terms.find(',') == terms.npos ? terms : "max(" + terms + ")"; }

/// storage.power and storage.energy from the needs that the batteries serve.
void record_totals(const Problem& problem, const Plant& plant, const std::vector<StorageNeed>& needs, Book& book) {
  const auto& storage = problem.spec.storage;
  std::string shared, on_top, alone;
  Inputs powers;
  std::vector<std::string> energies, reserves;
  for (const StorageNeed& need : needs) {
    const std::string p = "p" + std::to_string(powers.size() + 1), id = "storage." + need.purpose;
    powers.push_back({p, id + ".power"});
    energies.push_back(id + ".energy");
    if (need.reserve) reserves.push_back(id + ".energy");
    if (need.purpose == "frequency" || need.purpose == "firming")
      on_top += " + " + p;
    else
      (need.reserve ? alone : shared) += ((need.reserve ? alone : shared).empty() ? "" : ", ") + p;
  }
  std::string terms = shared.empty() ? (on_top.empty() ? "" : on_top.substr(3)) : most_of(shared) + on_top;
  if (!alone.empty()) terms += (terms.empty() ? "" : ", ") + alone;
  if (storage.power && !power_is_a_purpose(problem.spec)) {
    terms += (terms.empty() ? "" : ", ") + std::string("s");
    powers.push_back({"s", stated_power(problem, book)});
  }
  const std::string p =
      book.derive("storage.power", plant.storage_power.si, "MW", most_of(terms), powers, "power of the batteries",
                  "ramp, peaks and arbitrage share the grid's power; frequency service and firming on "
                  "top; the rest comes without a grid");
  const StorageTotal total = total_need(problem.spec, needs);
  if (!reserves.empty())
    book.sum("storage.reserve", total.reserve.si, "kWh", reserves,
             "energy kept at the lower end of the state of charge", "purposes that discharge when called");
  Energy sum{0};
  for (const StorageNeed& need : needs) sum += need.energy;
  if (energies.empty() && storage.duration) {
    book.derive("storage.energy", plant.storage_energy.si, "kWh", "P * t",
                {{"P", p}, {"t", stated_duration(problem, book)}}, "storage energy delivered", "the stated duration");
    return;
  }
  if (energies.empty()) {
    book.derive("storage.energy", 0, "kWh", "P * 0[s]", {{"P", p}}, "storage energy delivered",
                "no purpose and no storage.duration asks for energy");
    return;
  }
  if (storage.duration && !duration_is_a_purpose(problem.spec)) {
    const std::string e = book.sum("storage.purposes_energy", sum.si, "kWh", energies, "energy of all purposes",
                                   "purposes share the state of charge, so energies add");
    book.derive("storage.energy", plant.storage_energy.si, "kWh", "max(E, P * t)",
                {{"E", e}, {"P", p}, {"t", stated_duration(problem, book)}}, "storage energy delivered",
                "at least the stated duration");
    return;
  }
  book.sum("storage.energy", plant.storage_energy.si, "kWh", energies, "storage energy delivered",
           "purposes share the state of charge, so energies add");
}

void record_capacitors(const Problem& problem, const Plant& plant, Book& book) {
  std::string terms;
  Inputs powers;
  std::vector<std::string> energies;
  for (const StorageNeed& need : capacitor_needs(problem, plant)) {
    const std::string p = "p" + std::to_string(powers.size() + 1), id = "storage." + need.purpose;
    terms += (terms.empty() ? "" : ", ") + p;
    powers.push_back({p, id + ".power"});
    energies.push_back(id + ".energy");
  }
  book.derive("storage.capacitor_power", plant.capacitor_power.si, "MW", most_of(terms), powers,
              "power of the supercapacitors", "ride-through comes without a grid, smoothing with it");
  book.sum("storage.capacitor_energy", plant.capacitor_energy.si, "kWh", energies, "energy of the supercapacitors",
           "purposes share the state of charge, so energies add");
}

}  // namespace

void record_storage(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  record_swing(problem, plant, book);
  for (const StorageNeed& need : storage_needs(problem, plant)) record_need(problem, plant, need, book);
  if (plant.smoothing == SmoothingTier::ups) record_ups_smoothing(problem, plant, book);
  if (plant.bess.type != nullptr) record_totals(problem, plant, battery_needs(problem, plant), book);
  for (const StorageNeed& need : storage_needs(problem, plant))
    if (need.purpose == "arbitrage") record_arbitrage(problem, plant, need, book);
  if (plant.capacitor.type != nullptr) record_capacitors(problem, plant, book);
  record_storage_units(problem, plant, book, selection);
}

}  // namespace plinth
