// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/extras.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <variant>

#include "core/base/formula.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "core/sizing/selecting.h"
#include "core/sizing/solve.h"

namespace plinth {
namespace {

constexpr int most_units = 100'000;  // more is a figure in the wrong unit

Finding fault(const Problem& problem, std::string_view code, Severity severity, std::string message,
              std::string hint = "") {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  const auto origin = problem.spec.origins.find("extras.include");
  if (origin != problem.spec.origins.end()) finding.origin = origin->second;
  return finding;
}

/// Asked for, each once, in the order of the catalog.
std::vector<const Kind*> asked(const Problem& problem) {
  const auto& names = problem.spec.extras.include;
  std::vector<const Kind*> kinds;
  for (const Kind& kind : problem.catalog.kinds)
    if (kind.need && std::find(names.begin(), names.end(), kind.id) != names.end()) kinds.push_back(&kind);
  return kinds;
}

Redundancy redundancy_of(const Problem& problem, const Need& need) {
  if (need.redundancy == "power") return shared_plant(problem.spec.power.redundancy);
  if (need.redundancy == "cooling") return shared_plant(problem.spec.cooling.redundancy);
  if (need.redundancy == "backup") return shared_plant(problem.spec.power.backup_redundancy);
  for (int i = 0; i <= static_cast<int>(Redundancy::block); ++i)
    if (text(static_cast<Redundancy>(i)) == need.redundancy) return static_cast<Redundancy>(i);
  return Redundancy::n;
}

std::string id_of(const Kind& kind) { return "extras." + kind.id; }

/// Modules of a kind in the graph, those inside others included.
int counted(const Graph& graph, std::string_view kind) {
  return static_cast<int>(
      std::count_if(graph.nodes.begin(), graph.nodes.end(), [&](const Node& node) { return node.kind == kind; }));
}

Dimensioned figure_of(const LedgerEntry& entry) {
  const Unit* unit = entry.unit.empty() ? nullptr : find_unit(entry.unit);
  if (unit == nullptr) return {entry.value, {}};
  return {to_si(entry.value, *unit), exponents(unit->dimension)};
}

/// The figure a need covers: of the ledger, else a design-basis value; nullopt where there is neither.
std::optional<LedgerEntry> covered_figure(const Problem& problem, const Need& need, const Ledger& ledger) {
  if (const LedgerEntry* entry = ledger.find(need.covers)) return *entry;
  const Limit* limit = problem.catalog.limit(need.covers, text(problem.spec.project.jurisdiction));
  if (limit == nullptr) return std::nullopt;
  LedgerEntry entry;
  entry.id = limit->id;
  const Unit* unit = find_unit(limit->unit);
  entry.value = unit == nullptr ? limit->si : from_si(limit->si, *unit);
  entry.unit = limit->unit;
  return entry;
}

/// Units in duty that cover the figure; nullopt with a finding where the figure does not fit the attribute.
std::optional<int> covering(const Problem& problem, const Kind& kind, const ModuleType& type, const LedgerEntry& entry,
                            std::vector<Finding>& findings) {
  const Attribute* attribute = type.find(kind.need->with);
  if (attribute == nullptr || type.number(kind.need->with).value_or(0) <= 0) {
    findings.push_back(
        fault(problem, "SIZ009", Severity::error,
              "`" + type.id + "` states no `" + kind.need->with + "`, which kind \"" + kind.id + "\" is counted by"));
    return std::nullopt;
  }
  const auto units = evaluate("ceil(F / c)", {{"F", figure_of(entry)},
                                              {"c", {*type.number(kind.need->with), exponents(attribute->dimension)}}});
  const auto* number = std::get_if<Dimensioned>(&units);
  if (number != nullptr && number->exponents == Exponents{} && number->si <= most_units)
    return std::max(0, static_cast<int>(number->si));
  findings.push_back(fault(problem, "SIZ009", Severity::error,
                           "kind \"" + kind.id + "\" covers `" + entry.id + "` (" + round_text(entry.value) + " " +
                               entry.unit + ") with `" + kind.need->with + "`: the two are not of one dimension",
                           "correct [need] in kinds/" + kind.id + ".toml"));
  return std::nullopt;
}

/// What one choice adds to the objective, then its cost.
std::pair<double, double> worth(const Problem& problem, const ModuleType& type, int units, double watts) {
  Plant alone;
  account(alone, type, units);
  alone.facility_steady = Power{watts};
  return objective_value(problem.spec, alone);
}

}  // namespace

std::vector<Finding> extras_faults(const Problem& problem) {
  std::vector<Finding> findings;
  std::vector<std::string> possible;
  for (const Kind& kind : problem.catalog.kinds)
    if (kind.need) possible.push_back(kind.id);
  for (const std::string& name : problem.spec.extras.include) {
    const Kind* kind = problem.catalog.kind(name);
    const std::string near = nearest(name, possible);
    if (kind == nullptr || !kind->need)
      findings.push_back(
          fault(problem, "SIZ009", Severity::error,
                "`extras.include` names `" + printable(name, 60) + "`, which is no kind that can be asked for",
                near.empty() ? "write some of " + join(possible, ", ") : "did you mean `" + near + "`?"));
    else if (candidates(problem, name).empty())
      findings.push_back(fault(problem, "SIZ009", Severity::error,
                               "`extras.include` asks for `" + name + "`, and no type of it is allowed",
                               "catalog.exclude or the lead time leaves none"));
  }
  return findings;
}

int extra_places(const ExtraPlan& extra, const Plant& plant) {
  if (extra.pooled) return 1;
  const std::string& per = extra.kind->need->per;
  if (per == "block") return plant.blocks;
  if (per != "pod") return extra.places;
  int pods = 0;
  for (const GroupPlan& group : plant.groups) pods += group.pods;
  return pods;
}

Power extras_power(const Problem& problem, const Plant& plant) {
  Power sum;
  for (const ExtraPlan& extra : problem.extras) sum = sum + extra.power * (extra.duty * extra_places(extra, plant));
  return sum;
}

Power extras_block_power(const Problem& problem, const Plant& plant) {
  Power sum;
  for (const ExtraPlan& extra : problem.extras) {
    const int all = extra.installed * extra_places(extra, plant);
    const int fed = (all + plant.blocks - 1) / std::max(1, plant.blocks);
    sum = sum + extra.power * std::min(fed, extra.duty * extra_places(extra, plant));
  }
  return sum;
}

std::vector<ExtraPlan> extras_of(const Problem& problem, const Plant& plant, const Graph& graph, const Ledger& ledger,
                                 std::vector<Finding>& findings) {
  std::vector<ExtraPlan> plans;
  for (const Kind* kind : asked(problem)) {
    const Need& need = *kind->need;
    ExtraPlan plan;
    plan.kind = kind;
    if (need.per == "module") plan.places = counted(graph, need.of);
    const auto entry = covered_figure(problem, need, ledger);
    if (!need.covers.empty() && !entry) {
      findings.push_back(fault(problem, "SIZ024", Severity::info,
                               "no " + kind->title + " is needed: this design has no figure `" + need.covers + "`"));
      continue;
    }
    int by_count = static_cast<int>(std::ceil(need.count - 1e-9));
    if (need.covers.empty() && std::abs(need.count - by_count) > 1e-9) {
      by_count = static_cast<int>(std::ceil(need.count * extra_places(plan, plant) - 1e-9));
      plan.pooled = true;
    }
    if (extra_places(plan, plant) == 0 || by_count == 0) continue;
    std::optional<std::pair<double, double>> best;
    for (const ModuleType* type : candidates(problem, kind->id)) {
      const auto duty = !entry ? std::optional(by_count) : covering(problem, *kind, *type, *entry, findings);
      if (!duty || *duty == 0) continue;
      ExtraPlan option = plan;
      option.type = type;
      option.duty = *duty;
      option.installed = installed_for(*duty, redundancy_of(problem, need));
      if (!need.draws.empty()) option.power = Power{type->number(need.draws).value_or(0)};
      const int places = extra_places(option, plant);
      const auto value = worth(problem, *type, option.installed * places, option.power.si * option.duty * places);
      if (best && !(value < *best)) continue;
      best = value;
      plan = option;
    }
    if (plan.type != nullptr) plans.push_back(plan);
  }
  return plans;
}

namespace {

/// Ledger ids that multiply the count of one place.
std::vector<std::string> record_places(const ExtraPlan& extra, const Plant& plant, Book& book) {
  const Need& need = *extra.kind->need;
  if (need.per == "block") return {"layout.blocks"};
  if (need.per == "pod") {
    std::vector<std::string> pods;
    for (const GroupPlan& group : plant.groups) pods.push_back("pod." + group.id + ".pods");
    return {book.sum(id_of(*extra.kind) + ".places", extra_places({extra.kind, nullptr, 0, 0, 1, false, {}}, plant), "",
                     pods, "pods, each with its own " + extra.kind->title, "sum")};
  }
  if (need.per != "module") return {};
  return {book.leaf(EntryKind::solved, id_of(*extra.kind) + ".places", extra.places, "",
                    "modules of kind " + need.of + ", each with its own " + extra.kind->title,
                    "counted in the joint graph")};
}

void record_one(const Problem& problem, const Plant& plant, const ExtraPlan& extra, Book& book,
                std::vector<Selection>& selection) {
  const Need& need = *extra.kind->need;
  const std::string id = id_of(*extra.kind);
  std::vector<std::string> times = record_places(extra, plant, book);
  double share = 1;
  Measured rating;
  std::string duty;
  if (!need.covers.empty()) {
    if (!book.has(need.covers)) book.limit(need.covers);
    const Attribute& attribute = *extra.type->find(need.with);
    const double capacity = extra.type->required_number(need.with);
    std::vector<LedgerInput> inputs{{"F", need.covers}, {"c", book.attribute(*extra.type, need.with)}};
    std::string formula = "ceil(F / c)";
    if (extra.duty > whole_units(book.value(need.covers) / capacity)) {
      inputs.push_back(
          {"p", book.leaf(EntryKind::solved, id + ".kept", extra.duty, "",
                          extra.kind->title + ": units in duty found on the way",
                          "what the units draw is part of what they cover: kept so that the search ends")});
      formula = "max(ceil(F / c), p)";
    }
    duty = book.derive(id + ".duty", extra.duty, "", formula, inputs,
                       extra.kind->title + ": units in duty of one place", need.meaning);
    share = book.value(need.covers) / (extra.duty * capacity);
    const Unit* unit = find_unit(attribute.unit);
    rating = {unit == nullptr ? capacity : from_si(capacity, *unit), attribute.unit};
  } else {
    const std::string count = book.leaf(EntryKind::catalog, id + ".count", need.count, "",
                                        extra.kind->title + " for each " + need.per, need.meaning, "", {});
    std::vector<LedgerInput> inputs{{"c", count}};
    std::string formula = "c";
    if (extra.pooled) {
      formula = times.empty() ? "ceil(c)" : "ceil(c * p)";
      if (!times.empty()) inputs.push_back({"p", times.front()});
      times.clear();
    }
    duty = book.derive(id + ".duty", extra.duty, "", formula, inputs,
                       extra.kind->title + ": units in duty of " + (extra.pooled ? "the site" : "one place"),
                       need.meaning);
  }
  const int places = extra_places(extra, plant);
  select(
      book, selection,
      {extra.kind->id, extra.type->id, static_cast<double>(extra.duty * places),
       (extra.installed - extra.duty) * places, extra.installed * places, rating, share * extra.duty / extra.installed,
       share * extra.duty / std::max(extra.duty, extra.installed - 1), "extras.include; " + need.meaning},
      {duty, times, redundancy_formula(redundancy_of(problem, need)), {}, {}});
}

}  // namespace

void record_extras(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  std::vector<std::string> drawn;
  for (const ExtraPlan& extra : problem.extras) {
    record_one(problem, plant, extra, book, selection);
    if (extra.power.si <= 0) continue;
    drawn.push_back(book.derive(
        id_of(*extra.kind) + ".power", extra.power.si * extra.duty * extra_places(extra, plant), "kW", "n * P",
        {{"n", "selection." + extra.kind->id + ".duty"}, {"P", book.attribute(*extra.type, extra.kind->need->draws)}},
        "power of " + extra.kind->title, "units in duty"));
  }
  if (!drawn.empty())
    book.sum("extras.power_check", extras_power(problem, plant).si, "kW", drawn,
             "power of all extras: what extras.power was solved to", "sum");
}

}  // namespace plinth
