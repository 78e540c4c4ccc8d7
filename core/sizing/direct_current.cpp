// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/direct_current.h"

#include <algorithm>
#include <cmath>

#include "core/physics/redundancy.h"
#include "core/sizing/rack_plan.h"
#include "core/sizing/selecting.h"

namespace plinth {
namespace {

Finding fault(const SiteSpec& spec, const std::string& key, std::string message, std::string hint) {
  Finding finding;
  finding.code = "SIZ002";
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  if (const auto origin = spec.origins.find(key); origin != spec.origins.end()) finding.origin = origin->second;
  return finding;
}

bool takes(const ModuleType& rack, bool direct) {
  const std::string supply = rack.word("supply");
  return supply == "either" || (supply == "dc") == direct;
}

std::string racks_for(const Catalog& catalog, bool direct) {
  std::string names;
  for (const ModuleType* type : catalog.modules_of("rack"))
    if (takes(*type, direct)) names += (names.empty() ? "" : ", ") + type->id;
  return names.empty() ? "none in this catalog" : names;
}

/// What one full pod draws of its auxiliary feed, at the inverter's output, W.
double pod_auxiliary(const Problem& problem, const GroupPlan& group) {
  return (group.pod_critical - group.pod_it).si * problem.auxiliary_efficiency;
}

/// At the outputs of the inverters, W.
double on_one_module(const Problem& problem, const Plant& plant, const PodShare& share, int modules) {
  double load = 0;
  for (std::size_t g = 0; g < share.size(); ++g) load += share[g] * pod_auxiliary(problem, plant.groups[g]);
  return load / (1 - problem.basis.distribution_loss_ratio) +
         pumps_on_one(problem, plant, modules) * problem.auxiliary_efficiency;
}

double on_one_of_pairs(const Problem& problem, const Plant& plant, const Packing& packing, int systems) {
  const auto pairs = pair_order(systems);
  const int lanes = static_cast<int>(packing.shares.size() / pairs.size());
  double worst = 0;
  for (int lane = 0; lane < lanes; ++lane) {
    // Pumps and pods alike as seen from the bus; the inverters give what is left of it.
    PairLoads loads = pumps_on_pairs(problem, plant, systems, lanes, lane);
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      const PodShare& share = packing.shares[static_cast<std::size_t>(lane) * pairs.size() + p];
      for (std::size_t g = 0; g < share.size(); ++g)
        loads.add(pairs[p].first, pairs[p].second,
                  share[g] * pod_auxiliary(problem, plant.groups[g]) / problem.auxiliary_efficiency /
                      (1 - problem.basis.distribution_loss_ratio));
    }
    worst = std::max(worst, loads.worst() * problem.auxiliary_efficiency);
  }
  return worst;
}

/// The load of the busiest module's inverters; a formula where its pods are all alike.
std::string record_load(const Problem& problem, const Plant& plant, Book& book) {
  const char* meaning = "largest load of the inverters of one module";
  const char* basis = "CDUs, fan walls, housekeeping and pumps at their terminals, busway loss added";
  std::vector<LedgerInput> inputs;
  for (const GroupPlan& group : plant.groups) {
    const std::string n = plant.groups.size() == 1 ? "" : std::to_string(inputs.size() / 2 + 1);
    inputs.push_back({"p" + n, "pod." + group.id + ".critical"});
    inputs.push_back({"I" + n, "pod." + group.id + ".it"});
  }
  const bool alike = plant.groups.size() == 1 && systems_of(problem.spec.power.redundancy) <= 2;
  const double most =
      alike ? std::ceil(static_cast<double>(plant.groups.front().pods_per_block) / plant.module.duty) : 0;
  inputs.push_back({"e", book.limit("basis.auxiliary_inverter_efficiency")});
  inputs.push_back({"d", book.limit("basis.distribution_loss_ratio")});
  const double closed = alike ? on_one_module(problem, plant, PodShare{static_cast<int>(most)}, plant.module.duty) /
                                    (1 - problem.basis.distribution_loss_ratio)
                              : 0;
  if (!alike || std::abs(closed - plant.module_auxiliary.si) > 1e-9 * closed)
    return book.leaf(EntryKind::solved, "power.module_auxiliary", plant.module_auxiliary.si, "kW", meaning,
                     "pods as they are packed on the modules, after the worst failure; busway loss added", "", inputs);
  inputs.push_back({"m", "pod." + plant.groups.front().id + ".per_block"});
  inputs.push_back({"N", "power.modules_duty"});
  std::string formula = "(ceil(m / N) * (p - I) * e";
  for (const auto& [pumps, symbol, loop, count] : {std::tuple{&plant.fws_pump, "F", "fws", "cooling.coolers_duty"},
                                                   std::tuple{&plant.chw_pump, "W", "chw", "cooling.chillers_duty"}})
    if (pumps->duty > 0) {
      const std::string s = symbol;
      formula += " + ceil(n" + s + " / N) * " + s + " / n" + s;
      inputs.push_back({s, "cooling." + std::string(loop) + "_pump_power"});
      inputs.push_back({"n" + s, count});
    }
  return book.derive("power.module_auxiliary", plant.module_auxiliary.si, "kW", formula + ") / (1 - d)", inputs,
                     meaning, basis);
}

}  // namespace

bool feeds_direct_current(const ModuleType& type) {
  return type.kind == "it_pod" ? type.flag("direct_current") : type.number("dc_output_voltage").has_value();
}

bool distributes_direct_current(const SiteSpec& spec, const Catalog& catalog) {
  if (spec.power.distribution != "auto") return spec.power.distribution == "800vdc";
  const std::vector<RackWish> wishes = rack_wishes(spec, catalog);
  return std::any_of(wishes.begin(), wishes.end(), [](const RackWish& wish) { return !takes(*wish.rack, false); });
}

std::vector<Finding> supply_faults(const SiteSpec& spec, const Catalog& catalog) {
  const bool direct = distributes_direct_current(spec, catalog);
  std::vector<Finding> findings;
  for (const RackWish& wish : rack_wishes(spec, catalog)) {
    if (takes(*wish.rack, direct)) continue;
    findings.push_back(fault(spec, wish.key + ".rack",
                             direct ? wish.rack->id + " is fed with AC; this site feeds its racks with 800 V DC"
                                    : wish.rack->id + " takes 800 V DC only; this site feeds its racks with AC",
                             std::string(spec.power.distribution == "auto"
                                             ? "one site feeds all racks alike; another of its racks takes DC only"
                                             : "`power.distribution` says so") +
                                 "; racks that fit: " + racks_for(catalog, direct)));
  }
  return findings;
}

Power auxiliary_load(const Problem& problem, const Plant& plant, const Packing& packing) {
  const int systems = systems_of(problem.spec.power.redundancy);
  double most = 0;
  if (systems > 2)
    most = on_one_of_pairs(problem, plant, packing, systems);
  else
    for (const PodShare& share : packing.shares)
      most = std::max(most, on_one_module(problem, plant, share, packing.modules));
  return Power{most};
}

std::string record_inverters(const Problem& problem, const Plant& plant, Book& book,
                             std::vector<Selection>& selection) {
  const ModuleType& module = *plant.module.type;
  const Child inverter = child_of(problem.catalog, module, "inverter");
  const std::string loss = book.derive(
      "power.inverter_loss", plant.inverter_loss.si, "kW", "(P - I) * (1 - e)",
      {{"P", "power.critical_load"}, {"I", "demand.it"}, {"e", book.limit("basis.auxiliary_inverter_efficiency")}},
      "loss of the auxiliary inverters of the site", "everything on the bus that is not a rack passes them");
  const std::string load = record_load(problem, plant, book);
  const int all = plant.module.installed * plant.blocks, duty = plant.module.duty * plant.blocks;
  const double unit = inverter.type->required_number("rated_power") * problem.ups_derating;
  const double share = plant.module_auxiliary.si / (unit * inverter.count);
  select(book, selection,
         {"inverter",
          inverter.type->id,
          static_cast<double>(duty * inverter.count),
          (all - duty) * inverter.count,
          all * inverter.count,
          {unit / 1e3, "kW"},
          share,
          share,
          "in each power module, for CDUs, fan walls, housekeeping and pumps"},
         {"power.modules_duty",
          inverter.count == 1
              ? std::vector<std::string>{"layout.blocks"}
              : std::vector<std::string>{"layout.blocks", book.contained(module, "inverter", inverter.count)},
          redundancy_formula(problem.spec.power.redundancy),
          {}});
  return loss;
}

}  // namespace plinth
