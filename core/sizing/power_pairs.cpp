// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/power_pairs.h"

#include <algorithm>
#include <string>

#include "core/physics/redundancy.h"

namespace plinth {
namespace {

std::string letter(int system) { return std::string(1, static_cast<char>('A' + system)); }

/// A term of a sum: how many, and the ledger id of what each is.
struct Term {
  int count = 0;
  std::string id;
  double each = 0;
};

struct Lane {
  int systems = 2, lanes = 1;
  std::size_t index = 0;
  std::vector<std::vector<Term>> terms;  ///< by pair_order
  PairLoads load{2};
};

/// Pumps of one loop on a pair of a lane, placed in turn as the graph does.
int pumps_here(const Counted& pumps, int lanes, int lane, std::size_t pairs, std::size_t pair) {
  int count = 0;
  for (int i = 0; i < pumps.duty; ++i)
    if (i % lanes == lane && static_cast<std::size_t>(i / lanes) % pairs == pair) ++count;
  return count;
}

/// Loads at the pods' terminals on each pair of one lane; `peak` takes racks at EDP peak.
Lane lane_of(const Problem& problem, const Plant& plant, int systems, std::size_t index, bool peak) {
  const auto pairs = pair_order(systems);
  Lane lane;
  lane.systems = systems;
  lane.lanes = plant.module.installed / systems;
  lane.index = index;
  lane.load = PairLoads(systems);
  lane.terms.resize(pairs.size());
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const auto add = [&](int count, const std::string& id, double each) {
      if (count == 0) return;
      lane.terms[p].push_back({count, id, each});
      lane.load.add(pairs[p].first, pairs[p].second, count * each);
    };
    const PodShare& share = plant.shares[index * pairs.size() + p];
    for (std::size_t g = 0; g < plant.groups.size(); ++g) {
      const GroupPlan& group = plant.groups[g];
      add(share[g], "pod." + group.id + ".critical",
          group.pod_critical.si + (peak ? (group.pod_peak - group.pod_it).si : 0));
    }
    const auto pumps = [&](const Counted& skids, Power total, const char* id) {
      if (skids.duty > 0)
        add(pumps_here(skids, lane.lanes, static_cast<int>(index), pairs.size(), p), id,
            pump_power(problem, total, skids).si);
    };
    pumps(plant.fws_pump, plant.fws_pump_power, "power.fws_pump_skid");
    pumps(plant.chw_pump, plant.chw_pump_power, "power.chw_pump_skid");
  }
  return lane;
}

Lane fullest(const Problem& problem, const Plant& plant, int systems, bool peak) {
  Lane best = lane_of(problem, plant, systems, 0, peak);
  for (std::size_t i = 1; i < static_cast<std::size_t>(plant.module.installed / systems); ++i)
    if (Lane other = lane_of(problem, plant, systems, i, peak); other.load.worst() > best.load.worst())
      best = std::move(other);
  return best;
}

void record_skids(const Problem& problem, const Plant& plant, Book& book) {
  const auto skid = [&](const Counted& pumps, Power total, const std::string& loop, const char* count) {
    if (pumps.duty == 0) return;
    std::vector<LedgerInput> inputs{{"P", "cooling." + loop + "_pump_power"}, {"n", count}};
    if (problem.direct_current) inputs.push_back({"e", book.limit("basis.auxiliary_inverter_efficiency")});
    book.derive("power." + loop + "_pump_skid", pump_power(problem, total, pumps).si, "kW",
                problem.direct_current ? "P / n / e" : "P / n", inputs, "one duty pump skid of the " + loop + " loop",
                "pumps spread evenly");
  };
  skid(plant.fws_pump, plant.fws_pump_power, "fws", "cooling.coolers_duty");
  skid(plant.chw_pump, plant.chw_pump_power, "chw", "cooling.chillers_duty");
}

/// Loads on the pairs and the systems of the fullest lane; the ids of what each survivor carries.
std::vector<std::string> record_lane(const Lane& lane, Book& book) {
  const auto pairs = pair_order(lane.systems);
  std::vector<std::string> after;
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    std::string formula;
    std::vector<LedgerInput> inputs;
    for (const Term& term : lane.terms[p]) {
      const std::string symbol = "p" + std::to_string(inputs.size() + 1);
      formula += (formula.empty() ? "" : " + ") + std::to_string(term.count) + " * " + symbol;
      inputs.push_back({symbol, term.id});
    }
    const std::string id = "power.pair." + letter(pairs[p].first) + letter(pairs[p].second),
                      what =
                          "load dual-corded to systems " + letter(pairs[p].first) + " and " + letter(pairs[p].second);
    if (inputs.empty())
      book.leaf(EntryKind::solved, id, 0, "kW", what, "no pod and no pump of the fullest lane hangs on this pair");
    else
      book.derive(id, lane.load.on(pairs[p].first, pairs[p].second), "kW", formula, inputs, what,
                  "whole pods, placed so that the largest load after the loss of a system stays least");
  }
  const auto pair_id = [&](int i, int j) { return "power.pair." + letter(std::min(i, j)) + letter(std::max(i, j)); };
  for (int j = 0; j < lane.systems; ++j) {
    std::string formula;
    std::vector<LedgerInput> inputs;
    for (int i = 0; i < lane.systems; ++i)
      if (i != j) {
        const std::string symbol = "p" + std::to_string(inputs.size() + 1);
        formula += (formula.empty() ? "(" : " + ") + symbol;
        inputs.push_back({symbol, pair_id(i, j)});
      }
    book.derive("power.system." + letter(j), lane.load.normal(j), "kW", formula + ") / 2", inputs,
                "load of system " + letter(j) + " with everything in service", "half of each pair");
  }
  for (int f = 0; f < lane.systems; ++f)
    for (int j = 0; j < lane.systems; ++j)
      if (j != f)
        after.push_back(book.derive("power.system." + letter(j) + ".without." + letter(f), lane.load.after_loss(j, f),
                                    "kW", "L + p / 2", {{"L", "power.system." + letter(j)}, {"p", pair_id(j, f)}},
                                    "load of system " + letter(j) + " after the loss of " + letter(f),
                                    "takes over its half of the pair; checked for every surviving pair"));
  return after;
}

std::string largest(const std::vector<std::string>& ids, std::vector<LedgerInput>& inputs) {
  std::string formula;
  for (const std::string& id : ids) {
    const std::string symbol = "s" + std::to_string(inputs.size() + 1);
    formula = formula.empty() ? symbol : "max(" + formula + ", " + symbol + ")";
    inputs.push_back({symbol, id});
  }
  return formula;
}

}  // namespace

void record_pairs(const Problem& problem, const Plant& plant, Book& book, const Child& ups) {
  const int systems = systems_of(problem.spec.power.redundancy), lanes = plant.module.installed / systems;
  record_skids(problem, plant, book);
  std::vector<LedgerInput> given{{"U", "power.module_rating"}};
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    given.push_back({"m" + std::to_string(g + 1), "pod." + plant.groups[g].id + ".per_block"});
    given.push_back({"p" + std::to_string(g + 1), "pod." + plant.groups[g].id + ".critical"});
  }
  const std::string q = book.leaf(
      EntryKind::solved, "power.modules_per_system", lanes, "", "modules of one system in a block",
      plant.packing_proved
          ? "fewest lanes of one module per system that take the pods two by two of systems; fewer are impossible"
          : "fewest lanes found for the pods; the least number was not proved",
      "", given);
  book.derive("power.modules_duty", plant.module.duty, "", "q * " + std::to_string(systems - 1), {{"q", q}},
              "power modules of a block that must be in service", "one system may be lost");
  const Lane lane = fullest(problem, plant, systems, false);
  const std::vector<std::string> after = record_lane(lane, book);
  const std::string d = book.limit("basis.distribution_loss_ratio");
  std::vector<LedgerInput> inputs;
  std::string formula = "(" + largest(after, inputs) + ") / (1 - d)";
  inputs.push_back({"d", d});
  book.derive("power.module_load", plant.module_load.si, "kW", formula, inputs,
              "largest load of a module after the loss of any one system", "per surviving pair, busway loss added");
  inputs.clear();
  std::vector<std::string> normal;
  for (int j = 0; j < systems; ++j) normal.push_back("power.system." + letter(j));
  formula = "(" + largest(normal, inputs) + ") / (1 - d)";
  inputs.push_back({"d", d});
  double most = 0;
  for (int j = 0; j < systems; ++j) most = std::max(most, lane.load.normal(j));
  book.derive("power.module_normal", most / (1 - problem.basis.distribution_loss_ratio), "kW", formula, inputs,
              "largest load of a module of that lane with everything in service", "busway loss added");
  std::vector<LedgerInput> peak{{"M", "power.module_load"}};
  if (ups.type->number("overload_10min")) peak.push_back({"o", book.attribute(*ups.type, "overload_10min")});
  book.leaf(EntryKind::solved, "power.module_peak", plant.module_peak.si, "kW",
            "the most loaded module after the loss of a system, racks at EDP peak",
            "as power.module_load with racks at EDP peak; held below the 10 min overload", "", peak);
}

}  // namespace plinth
