// SPDX-License-Identifier: Apache-2.0
#include "tests/support/random_choice.h"

#include <algorithm>
#include <map>
#include <set>

#include "tests/support/files.h"

namespace plinth::test {
namespace {

template <class T>
T one_of(std::mt19937& random, std::initializer_list<T> choices) {
  return *(choices.begin() + random() % choices.size());
}

/// Modules and pods for direct current are no alternatives to those for AC: some of both are kept.
bool feeds_direct(const ModuleType& type) { return type.number("dc_output_voltage") || type.flag("direct_current"); }

}  // namespace

Catalog small_catalog(std::mt19937& random, int base, int rich) {
  Catalog catalog = shipped_catalog();
  static const std::set<std::string> inside{"rack",         "transformer", "ups",      "ups_battery", "busway",
                                            "mv_cable",     "lv_cable",    "pipe",     "lv_board",    "rmu",
                                            "control_room", "inverter",    "rectifier"};
  std::map<std::string, std::vector<std::string>> kinds;
  for (const ModuleType& type : catalog.modules)
    if (!inside.contains(type.kind)) kinds[type.kind + (feeds_direct(type) ? " dc" : "")].push_back(type.id);
  std::vector<std::string> names;
  for (const auto& [kind, ids] : kinds) names.push_back(kind);
  std::shuffle(names.begin(), names.end(), random);
  std::set<std::string> kept;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::vector<std::string>& ids = kinds[names[i]];
    std::shuffle(ids.begin(), ids.end(), random);
    // Two services share the vessels: one type keeps every combination few enough to build.
    const int many = names[i] == "expansion_vessel" ? 1 : base + (static_cast<int>(i) < rich ? 1 : 0);
    kept.insert(ids.begin(), ids.begin() + std::min<std::ptrdiff_t>(many, static_cast<std::ptrdiff_t>(ids.size())));
  }
  // One pump skid serves one cooler: without a skid that moves all water, more heat could be easier to reject than
  // less, and the search rests on more load never being the better (docs/methods/choice.md).
  for (const char* kind : {"fws_pump_skid", "chw_pump_skid"}) {
    const auto pumps = catalog.modules_of(kind);
    kept.insert((*std::max_element(pumps.begin(), pumps.end(), [](const ModuleType* a, const ModuleType* b) {
                  return a->required_number("rated_flow") < b->required_number("rated_flow");
                }))->id);
  }
  // More load also means more generators, with more fuel in their own tanks: without a small bulk tank that could save a
  // large one.
  const auto tanks = catalog.modules_of("fuel_tank");
  kept.insert((*std::min_element(tanks.begin(), tanks.end(), [](const ModuleType* a, const ModuleType* b) {
                return a->required_number("volume") < b->required_number("volume");
              }))->id);
  std::erase_if(catalog.modules,
                [&](const ModuleType& type) { return !inside.contains(type.kind) && !kept.contains(type.id); });
  std::uniform_real_distribution<double> price(0.6, 1.4);
  for (ModuleType& type : catalog.modules)
    if (const auto cost = type.attributes.find("cost_mid"); cost != type.attributes.end())
      if (double* usd = std::get_if<double>(&cost->second.value)) *usd *= price(random);
  return catalog;
}

SiteSpec random_site(std::mt19937& random) {
  SiteSpec spec = site_from(
      "project.name = \"T\"\nsite.boundary = [[0,0],[300,0],[300,300],[0,300]]\nsite.utility.voltage = \"34.5 kV\"\n"
      "site.utility.capacity = \"60 MVA\"\nit.load = \"3 MW\"\n");
  spec.it.load = Power{one_of(random, {0.3, 0.9, 1.7, 3.1, 6.4}) * 1e6};
  spec.power.redundancy =
      one_of(random, {Redundancy::n, Redundancy::n_plus_1, Redundancy::n_plus_2, Redundancy::two_n});
  spec.cooling.redundancy = one_of(random, {Redundancy::n, Redundancy::n_plus_1, Redundancy::two_n});
  spec.power.backup_redundancy = one_of(random, {Redundancy::n, Redundancy::n_plus_1, Redundancy::two_n});
  spec.utility.voltage = Voltage{one_of(random, {13.8e3, 34.5e3, 13.2e3})};
  spec.objective = one_of(random, {Objective::cost, Objective::cost, Objective::area, Objective::energy,
                                   Objective::lead_time, Objective::weighted});
  spec.prices = {1500.0, 4000.0, 50000.0};
  if (random() % 5 == 0) {
    spec.it.load.reset();
    spec.it.groups.resize(2);
    spec.it.groups[0].rack = "generic-liquid-130", spec.it.groups[0].count = 6;
    spec.it.groups[1].rack = "storage-network-14", spec.it.groups[1].count = 12;
  }
  if (spec.it.groups.empty() && random() % 6 == 0) {
    spec.it.rack = "generic-liquid-240";
    spec.power.distribution = "800vdc";
  }
  if (random() % 3 == 0) spec.storage.purposes = {"ramp", "ride-through"};
  return spec;
}

}  // namespace plinth::test
