// SPDX-License-Identifier: Apache-2.0
#include "core/advice/fit.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/layout/lay_out.h"
#include "core/sizing/rack_plan.h"
#include "core/sizing/size_site.h"

namespace plinth {
namespace {

constexpr std::int64_t most_racks = 20000;  // about 2.5 GW
constexpr int beyond = 3;                   // steps tried above the answer

class FitSearch {
 public:
  FitSearch(const SiteSpec& spec, const Catalog& catalog, const FitQuestion& question)
      : spec_(spec), catalog_(catalog), question_(question) {}

  /// Designs `racks` of them; keeps the design when it stands, and why not when it does not.
  bool fits(std::int64_t racks) {
    if (const auto known = refused_.find(racks); known != refused_.end()) {
      refusal = known->second;
      return false;
    }
    ++tried;
    const bool stands = question_.until == Until::layout ? finds_place(racks) : passes(racks);
    if (!stands) refused_[racks] = refusal;
    return stands;
  }

  /// More racks than the connection could feed with no plant at all, or than asked for.
  [[nodiscard]] std::int64_t ceiling() const {
    double watts = 0;
    const std::int64_t sample = 1000;
    for (const GroupPlan& group : plan_racks(with_racks(spec_, catalog_, sample), catalog_))
      watts += group.racks * group.tdp;
    const double each = std::max(watts / static_cast<double>(sample), 1.0);
    const double by_grid = spec_.utility.capacity.si / each;
    return static_cast<std::int64_t>(std::clamp(by_grid, 1.0, static_cast<double>(most_racks))) + 1;
  }

  /// The most racks within it.load limits asked for on the command line.
  [[nodiscard]] std::int64_t within(Power most) const {
    std::int64_t low = 0, high = most_racks;
    while (low < high) {
      const std::int64_t middle = low + (high - low + 1) / 2;
      double watts = 0;
      for (const GroupPlan& group : plan_racks(with_racks(spec_, catalog_, middle), catalog_))
        watts += group.racks * group.tdp;
      if (watts <= most.si * (1 + 1e-9))
        low = middle;
      else
        high = middle - 1;
    }
    return low;
  }

  Sizing sizing;  ///< of the last that stands
  SiteSpec best;  ///< and its site
  SiteSpec site;  ///< the last one tried
  std::vector<Finding> refusal;
  int tried = 0;

 private:
  bool passes(std::int64_t racks) {
    site = with_racks_in_phases(spec_, catalog_, racks);
    Outcome<Design> outcome = run_stages(site, catalog_, {}, "", question_.until);
    while (!outcome.ok() && last_phase_adds_nothing(outcome.findings) && join_last_phases(site))
      outcome = run_stages(site, catalog_, {}, "", question_.until);
    const bool stands =
        outcome.ok() && (question_.until != Until::check || !has_errors(outcome.value->report.findings));
    if (stands) {
      best = site;
      sizing = std::move(outcome.value->sizing);
      return true;
    }
    refusal = outcome.ok() ? outcome.value->report.findings : outcome.findings;
    std::stable_partition(refusal.begin(), refusal.end(),
                          [](const Finding& finding) { return finding.severity == Severity::error; });
    return false;
  }

  /// The same answer without roads, routes and cables.
  bool finds_place(std::int64_t racks) {
    site = with_racks_in_phases(spec_, catalog_, racks);
    Outcome<Sizing> sized = size_site(site, catalog_);
    while (!sized.ok() && last_phase_adds_nothing(sized.findings) && join_last_phases(site))
      sized = size_site(site, catalog_);
    refusal = sized.ok() ? place_faults(site, catalog_, *sized.value) : std::move(sized.findings);
    if (!sized.ok() || !refusal.empty()) return false;
    best = site;
    sizing = std::move(*sized.value);
    return true;
  }

  /// The few racks beyond a phase stand in pods that it has already: they belong to it.
  [[nodiscard]] bool last_phase_adds_nothing(const std::vector<Finding>& findings) const {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
      return (f.code == "SIZ031" || f.code == "SIZ030") && !site.phases.empty() &&
             f.origin == site.phases.back().origin;
    });
  }

  const SiteSpec& spec_;
  const Catalog& catalog_;
  FitQuestion question_;
  std::map<std::int64_t, std::vector<Finding>> refused_;  ///< asked for again around the answer
};

/// Racks of a full pod of the type that houses most racks of the design.
std::int64_t positions_of(const Sizing& sizing, const Catalog& catalog) {
  std::map<std::string, int> pods;
  for (const Selection& selection : sizing.selection)
    if (selection.service == "it_pod") pods[selection.module] += selection.installed;
  const auto most =
      std::max_element(pods.begin(), pods.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const ModuleType* pod = most == pods.end() ? nullptr : catalog.module(most->first);
  return pod == nullptr ? 1 : std::max<std::int64_t>(1, std::llround(pod->number("rack_positions").value_or(1)));
}

/// The largest multiple of `step` up to `most` that fits, 0 when none does; `search` then holds its design.
std::int64_t largest(FitSearch& search, std::int64_t step, std::int64_t most) {
  std::int64_t low = 0, high = most / step + 1;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (search.fits(middle * step) ? low : high) = middle;
  }
  for (std::int64_t n = low + 1; n <= low + beyond && n * step <= most; ++n)
    if (search.fits(n * step)) low = n;
  return low * step;
}

}  // namespace

Outcome<FitAnswer> fit_site(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs,
                            std::string engine, const FitQuestion& question) {
  Outcome<FitAnswer> outcome;
  FitSearch search(spec, catalog, question);
  if (racks_asked(spec, catalog) < 1 || !search.fits(1)) {
    if (search.refusal.empty()) (void)search.fits(1);
    outcome.findings = search.refusal;
    advise(outcome.findings, with_racks(spec, catalog, 1), catalog, question.until);
    return outcome;
  }
  std::int64_t most = search.ceiling();
  const bool limited = question.most && search.within(*question.most) < most;
  if (limited) most = search.within(*question.most);
  std::int64_t step = 1, racks = largest(search, step, most);
  if (question.by == FitBy::pod && racks > 0) {
    step = positions_of(search.sizing, catalog);
    if (const std::int64_t whole = largest(search, step, racks); whole > 0)
      racks = whole;
    else
      step = 1;
  }
  FitAnswer answer;
  answer.racks = racks;
  if (racks > 0 && racks + step <= (limited ? most : most_racks)) {
    answer.refused_racks = racks + step;
    const SiteSpec stands = search.best;
    if (!search.fits(answer.refused_racks)) answer.refusal = search.refusal;
    search.best = stands;
  }
  Outcome<Design> best = run_stages(search.best, catalog, std::move(inputs), std::move(engine), question.until);
  if (racks < 1 || !best.ok()) {
    outcome.findings = search.refusal;
    return outcome;
  }
  answer.design = std::move(*best.value);
  for (const Selection& selection : answer.design.sizing.selection)
    if (selection.service == "it_pod") answer.pods += selection.installed;
  const std::string why = answer.refusal.empty() ? "" : answer.refusal.front().code;
  if (why.starts_with("SIZ") || why.starts_with("LAY")) {
    const bool sized = why.starts_with("LAY");
    answer.conflict = find_conflict(with_racks(spec, catalog, answer.refused_racks), catalog,
                                    sized ? std::min(question.until, Until::layout) : Until::sizing);
    std::erase(answer.conflict.keys, "it.load");
  }
  answer.phases = phases_that_fit(spec, catalog, answer.design);
  answer.tried = search.tried;
  outcome.value = std::move(answer);
  return outcome;
}

}  // namespace plinth
