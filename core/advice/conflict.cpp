// SPDX-License-Identifier: Apache-2.0
#include "core/advice/conflict.h"

#include <algorithm>

#include "core/advice/constraint.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "core/layout/lay_out.h"
#include "core/sizing/rack_plan.h"
#include "core/sizing/size_site.h"

namespace plinth {
namespace {

constexpr int tries = 120;  // bounds the time

/// Whether some combination of the given removals makes the site feasible. Only the last ones come in several forms.
bool feasible(Attempts& attempts, const SiteSpec& spec, const std::vector<const Constraint*>& removed,
              std::size_t from) {
  if (from == removed.size()) return attempts.fits(spec);
  return std::any_of(removed[from]->without.begin(), removed[from]->without.end(), [&](const Edit& edit) {
    SiteSpec less = spec;
    edit(less);
    return feasible(attempts, less, removed, from + 1);
  });
}

/// How far the constraints from `next` on can be taken away together with the site still infeasible: the number of the
/// first that cannot. One after the other would do as well; most of them are not to blame, so halving asks less often.
std::size_t spared_together(Attempts& attempts, const SiteSpec& spec, const std::vector<Constraint>& constraints,
                            const std::vector<const Constraint*>& removed, std::size_t next) {
  const auto feasible_without = [&](std::size_t end) {
    std::vector<const Constraint*> all = removed;
    for (std::size_t i = next; i < end; ++i) all.push_back(&constraints[i]);
    return feasible(attempts, spec, all, 0);
  };
  std::size_t low = next, high = constraints.size() + 1;  // without low: infeasible; without high: feasible, or the end
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (feasible_without(middle) ? high : low) = middle;
  }
  return low;
}

std::optional<int> first_step(Attempts& attempts, const SiteSpec& spec, const Ladder& ladder) {
  const auto fits = [&](int step) {
    SiteSpec changed = spec;
    ladder.apply(changed, step);
    return attempts.fits(changed);
  };
  if (!ladder.monotone) {
    for (int step = 0; step < ladder.steps && !attempts.spent(); ++step)
      if (fits(step)) return step;
    return std::nullopt;
  }
  int low = -1, high = ladder.steps - 1;
  if (high < 0 || !fits(high)) return std::nullopt;
  while (high - low > 1 && !attempts.spent()) {
    const int middle = low + (high - low) / 2;
    (fits(middle) ? high : low) = middle;
  }
  return high;
}

/// The lines of the site file that a constraint stands for.
std::vector<std::string> lines_of(const SiteSpec& spec, const std::string& key) {
  const auto starts = [](const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; };
  std::vector<std::string> lines;
  for (const auto& [written, origin] : spec.origins) {
    const std::string last = written.substr(written.rfind('.') + 1);
    const bool amount = last == "count" || last == "load" || last == "accelerators" || last == "share";
    if (written == key || starts(written, key + ".") || (key == "it.load" && starts(written, "it.") && amount))
      lines.push_back(written);
  }
  return lines;
}

Finding part_of_conflict(const SiteSpec& spec, const std::string& line) {
  Finding finding;
  finding.code = "SIZ013";
  finding.severity = Severity::info;
  const auto written = spec.texts.find(line);
  if (written != spec.texts.end()) {
    finding.message = "`" + line + " = " + written->second + "` is part of the conflict";
    finding.origin = spec.origins.at(line);
    return finding;
  }
  finding.message = "`" + line + "` is part of the conflict";
  for (const DefaultUsed& taken : spec.defaults)
    if (taken.key == line) finding.message = "the default `" + line + " = " + taken.value + "` is part of the conflict";
  return finding;
}

}  // namespace

Conflict find_conflict(const SiteSpec& spec, const Catalog& catalog, Until until) {
  const std::vector<Constraint> constraints = constraints_of(spec, catalog, until);
  Attempts attempts(catalog, until, until == Until::sizing ? tries : tries / 3);
  Conflict conflict;
  std::vector<const Constraint*> removed, kept;
  for (std::size_t next = 0; next < constraints.size();) {
    const std::size_t spared = spared_together(attempts, spec, constraints, removed, next);
    for (; next < spared; ++next) removed.push_back(&constraints[next]);
    if (next < constraints.size()) kept.push_back(&constraints[next++]);
  }
  conflict.minimal = !attempts.spent();
  // Nothing kept: infeasible even without all of them, so none of them is to blame.
  for (const Constraint* constraint : kept) conflict.keys.push_back(constraint->key);
  std::reverse(kept.begin(), kept.end());
  for (const Constraint* constraint : kept)
    if (const auto step = first_step(attempts, spec, constraint->ladder))
      conflict.ways.push_back(constraint->ladder.words(*step));
  // Less plant is a way out even where a larger set of inputs was found to conflict without it.
  for (const Constraint* constraint : removed)
    if (until != Until::sizing && (constraint->key.starts_with("power.") || constraint->key.ends_with(".redundancy")))
      if (const auto step = first_step(attempts, spec, constraint->ladder))
        conflict.ways.push_back(constraint->ladder.words(*step));
  conflict.tried = attempts.made();
  return conflict;
}

std::optional<Fit> what_fits(const SiteSpec& spec, const Catalog& catalog, Until until) {
  constexpr int most_tries = 12;
  constexpr std::int64_t most_racks = 20000;  // about 2.5 GW: keeps the tries affordable and the steps fine
  const std::int64_t asked = racks_asked(spec, catalog);
  std::optional<Fit> best;
  const auto fits = [&](std::int64_t racks, SearchEffort effort = SearchEffort::quick) {
    const SiteSpec smaller = with_racks(spec, catalog, racks);
    const Outcome<Sizing> sizing = size_site(smaller, catalog, effort);
    if (!sizing.ok()) return false;
    if (until != Until::sizing && !place_faults(smaller, catalog, *sizing.value).empty()) return false;
    best = Fit{sizing.value->demand.racks, sizing.value->demand.it};
    return true;
  };
  std::int64_t low = 1, high = std::min(asked, most_racks + 1);
  if (high <= low || !fits(low)) return std::nullopt;
  for (int made = 1; made < most_tries && high - low > 1; ++made) {
    const std::int64_t middle = low + (high - low) / 2;
    (fits(middle) ? low : high) = middle;
  }
  // The quick search can miss the last racks; a load of one rack type is cheap enough to make sure.
  constexpr int more_tries = 4;
  for (int more = 0;
       spec.it.groups.empty() && more < more_tries && low + 1 < asked && fits(low + 1, SearchEffort::thorough); ++more)
    ++low;
  return best;
}

void advise(std::vector<Finding>& findings, const SiteSpec& spec, const Catalog& catalog, Until until) {
  const auto first =
      std::find_if(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::error; });
  // An input that names nothing is a fault to mend, not a conflict to weigh.
  if (first == findings.end() || first->code.starts_with("SIZ00") || first->code.starts_with("SIZ03") ||
      first->code.starts_with("RUL") || first->code == "LAY002" || first->code == "LAY031" || first->code == "LAY036")
    return;
  const Conflict conflict = find_conflict(spec, catalog, until);
  std::vector<std::string> ways = conflict.ways;
  if (first->code == "LAY001" && !ways.empty()) first->hint.clear();  // it says in general what these say in numbers
  if (const std::optional<Fit> fit = what_fits(spec, catalog, until))
    ways.insert(ways.begin(), round_text(fit->it / MW) + " MW of IT (" + std::to_string(fit->racks) +
                                  (fit->racks == 1 ? " rack" : " racks") + ") fits");
  else if (until != Until::sizing && first->code.starts_with("LAY"))
    first->hint += std::string(first->hint.empty() ? "" : "; ") + "not even one rack with its plant fits";
  if (!ways.empty()) first->hint += (first->hint.empty() ? "" : "; ") + join(ways, ", or ");
  if (!conflict.minimal && !conflict.keys.empty())
    first->hint += std::string(first->hint.empty() ? "" : "; ") + "the conflict was sought with " +
                   std::to_string(conflict.tried) + " sites only: a smaller one is not excluded";
  for (const std::string& key : conflict.keys) {
    const std::vector<std::string> lines = lines_of(spec, key);
    for (const std::string& line : lines) findings.push_back(part_of_conflict(spec, line));
    if (lines.empty()) findings.push_back(part_of_conflict(spec, key));
  }
}

}  // namespace plinth
