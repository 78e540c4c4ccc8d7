// SPDX-License-Identifier: Apache-2.0
#include "core/rules/page_cases.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/base/units.h"

namespace plinth {
namespace {

constexpr double kMillimetre = 0.001, kMillionth = 1e-6, kHundredth = 0.01, kTenth = 0.1;

struct Steps {
  double exact, beyond;
};

/// The least change of a limit that an example exactly at it must notice, and the most that one just beyond may miss by.
Steps steps_of(double si, const std::string& symbol, Dimension dimension) {
  if (dimension == Dimension::length) return {kMillimetre, kMillimetre};
  const Unit* unit = find_unit(symbol, dimension);
  const double one = unit == nullptr ? 1.0 : unit->factor;
  if (si == 0.0) return {kMillionth * one, kTenth * one};
  const double size = std::fabs(dimension == Dimension::temperature ? one : si);
  const bool counts = symbol.empty() && si == std::floor(si) && si >= 1.0 && si < 10.0;
  return {kMillionth * size, counts ? 1.0 : kHundredth * size};
}

using Verdicts = std::vector<bool>;  ///< of each example: does it fire?

bool speaks(const CheckReport& report) { return !report.findings.empty(); }

Verdicts run_all(const std::vector<PageExample>& examples, const RuleSet& rules, const Catalog& catalog) {
  Verdicts verdicts;
  for (const PageExample& example : examples) {
    const auto ran = run_example(example, rules, catalog);
    const auto* report = std::get_if<CheckReport>(&ran);
    verdicts.push_back(report != nullptr && speaks(*report));
  }
  return verdicts;
}

/// Some example that looked at something passed and fires now; or fired and passes now.
struct Changes {
  bool to_fire = false, to_pass = false;
  void take(const Verdicts& before, const Verdicts& after) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      to_fire = to_fire || (!before[i] && after[i]);
      to_pass = to_pass || (before[i] && !after[i]);
    }
  }
};

DataRule with_step(const DataRule& rule, bool stricter, bool exact) {
  DataRule changed = rule;
  for (RuleLimit& row : changed.limits) {
    const Steps steps = steps_of(row.si, row.unit, row.dimension);
    const double by = exact ? steps.exact : steps.beyond * (1.0 + kMillionth);
    row.si += (stricter != rule.at_most ? 1.0 : -1.0) * by;
  }
  return changed;
}

Changes changes_of(const DataRule& rule, const std::vector<PageExample>& examples, const Catalog& catalog) {
  Changes changes;
  const Verdicts now = run_all(examples, {{}, {&rule}}, catalog);
  const DataRule stricter = with_step(rule, true, true), milder = with_step(rule, false, false);
  Changes up, down;
  up.take(now, run_all(examples, {{}, {&stricter}}, catalog));
  down.take(now, run_all(examples, {{}, {&milder}}, catalog));
  changes.to_fire = up.to_fire;
  changes.to_pass = down.to_pass;
  return changes;
}

/// A compiled rule does not say which way a limit works: both are tried, limit by limit.
Changes changes_of(const Rule& rule, const std::vector<PageExample>& examples, const Catalog& catalog) {
  Changes changes;
  const Rule* const one = &rule;
  const RuleSet rules{std::span(&one, 1), {}};
  const Verdicts now = run_all(examples, rules, catalog);
  for (const std::string_view id : rule.limits)
    for (const double direction : {-1.0, 1.0})
      for (const bool exact : {true, false}) {
        Catalog changed;
        changed.limits = catalog.limits;
        for (Limit& limit : changed.limits) {
          if (limit.id != id) continue;
          const Steps steps = steps_of(limit.si, limit.unit, limit.dimension);
          limit.si += direction * (exact ? steps.exact : steps.beyond * (1.0 + kMillionth));
        }
        Changes found;
        found.take(now, run_all(examples, rules, changed));
        (exact ? changes.to_fire : changes.to_pass) |= exact ? found.to_fire : found.to_pass;
      }
  return changes;
}

}  // namespace

std::vector<std::string> missing_cases(const RuleCard& card, const std::vector<PageExample>& examples,
                                       const Catalog& catalog) {
  std::vector<std::string> missing;
  if (std::none_of(examples.begin(), examples.end(), fires)) missing.emplace_back("no example that fires");
  if (std::none_of(examples.begin(), examples.end(),
                   [](const PageExample& e) { return e.findings.starts_with("passed, ") && !fires(e); }))
    missing.emplace_back("no example that passes");
  const bool limited = card.data != nullptr ? !card.data->limits.empty() : !card.compiled->limits.empty();
  if (!limited) return missing;
  const Changes changes =
      card.data != nullptr ? changes_of(*card.data, examples, catalog) : changes_of(*card.compiled, examples, catalog);
  if (!changes.to_fire) missing.emplace_back("no example exactly at a limit");
  if (!changes.to_pass) missing.emplace_back("no example just beyond a limit");
  return missing;
}

}  // namespace plinth
