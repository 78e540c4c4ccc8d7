// SPDX-License-Identifier: Apache-2.0
#include "core/layout/lay_out.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <tuple>

#include "core/layout/children.h"
#include "core/layout/corners.h"
#include "core/layout/grid_angle.h"
#include "core/layout/improve.h"
#include "core/layout/job.h"
#include "core/layout/lanes.h"
#include "core/layout/passages.h"
#include "core/layout/phase_roads.h"
#include "core/layout/routes.h"
#include "core/layout/score.h"
#include "core/model/plant_grid.h"

namespace plinth {
namespace layout {
namespace {

std::vector<Placement> placements_of(const Job& job, const std::vector<GroundGroup>& groups) {
  std::vector<Placement> out(job.inventory.items.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Node& n = *job.inventory.items[i].node;
    out[i] = {n.tag, n.module, n.parent, n.block, 0, 0, 0, 0};
  }
  for (const GroundGroup& group : groups)
    for (const StandingRow& row : group.plan.rows)
      for (const Standing& s : row.items) {
        const Rect r = group.to_site(s.area);
        out[s.item].x = r.x0;
        out[s.item].y = r.y0;
        out[s.item].rotation_deg = (s.rotation + group.rotation) % 360;
      }
  return out;
}

bool sound(const Polygon& p) { return p.outer.size() >= 3 && fault_of(p) == std::nullopt; }

}  // namespace

double weighted_length(const Job& job, const std::vector<Route>& routes) {
  std::map<std::string_view, Millimetres> lengths;
  for (const Route& r : routes) lengths[r.edge] = r.length;
  double sum = 0;
  for (const Connection& c : job.inventory.connections)
    if (job.inventory.items[c.from].owner != job.inventory.items[c.to].owner)
      sum += weight_of(c.edge->medium) * 1e-3 * static_cast<double>(lengths[c.edge->id]);
  return sum;
}

Layout finish(const Job& job, Settled settled, std::vector<Finding>& findings) {
  Layout out;
  // Lanes lead around the land kept free as well: what comes there later needs them.
  const std::size_t with_modules = settled.groups.size();
  settled.groups.insert(settled.groups.end(), settled.reserves.begin(), settled.reserves.end());
  Lanes lanes = make_lanes(job.spec, job.limits, settled.groups, settled.tight);
  settled.groups.resize(with_modules);
  findings.insert(findings.end(), lanes.findings.begin(), lanes.findings.end());
  out.placements = placements_of(job, settled.groups);
  place_children(job.inventory, out.placements, findings);
  out.routes = make_routes(job.inventory, out.placements, settled.groups, lanes.corridors, job.catalog,
                           job.limits.ducts, findings);
  out.passages = passages_of(settled.groups, lanes.corridors);
  out.roads = roads_of(lanes.corridors);
  out.strategy = settled.strategy;
  out.score = weighted_length(job, out.routes);
  for (const GroundGroup& g : settled.groups) {
    out.groups.push_back({g.pinned ? "Pinned " + g.name : g.name, g.block, g.area});
    out.used_area_m2 += 1e-6 * static_cast<double>(g.area.width() + job.limits.lane) *
                        static_cast<double>(g.area.height() + job.limits.lane);
  }
  for (const GroundGroup& reserve : settled.reserves)
    out.reserves.push_back({reserve.name, reserve.holds, reserve.area});
  std::sort(out.placements.begin(), out.placements.end(),
            [](const Placement& a, const Placement& b) { return a.tag < b.tag; });
  assign_phases(job, out);
  check_adjacencies(job, out, findings);
  check_yards(job, settled.groups, findings);
  return out;
}

namespace {

/// The competition on one rotation of the plant grid.
struct Contest {
  SiteSpec spec;
  std::optional<Job> job;
  std::optional<Score> score;
  std::vector<Finding> findings;
  std::vector<Settled> plans;
  std::vector<double> totals;  // by plan
};

/// The plan with the lowest score.
std::size_t best_of(const Contest& contest) {
  return static_cast<std::size_t>(std::min_element(contest.totals.begin(), contest.totals.end()) -
                                  contest.totals.begin());
}

void hold(Contest& contest, const Catalog& catalog, const Sizing& sizing, int last, bool probe) {
  contest.job.emplace(job_of(contest.spec, catalog, sizing));
  contest.score.emplace(*contest.job);
  if (probe && !fits_somehow(*contest.job)) return;
  contest.plans = settle(*contest.job, contest.findings, last);
  for (const Settled& plan : contest.plans) contest.totals.push_back(contest.score->total(plan.groups));
}

/// Which contest wins: whole blocks before parts, then the lower score; the first one unless another is clearly better.
std::size_t winner_of(const std::deque<Contest>& contests) {
  constexpr double kClearly = 0.9;
  std::size_t best = contests.size();
  for (std::size_t i = 0; i < contests.size(); ++i) {
    if (contests[i].plans.empty()) continue;
    if (best == contests.size()) {
      best = i;
      continue;
    }
    const int step = contests[i].plans.front().step, least = contests[best].plans.front().step;
    if (step != least
            ? step < least
            : contests[i].totals[best_of(contests[i])] < kClearly * contests[best].totals[best_of(contests[best])])
      best = i;
  }
  return best;
}

LayoutCandidate candidate_of(const Contest& contest, std::size_t plan) {
  LayoutCandidate out{contest.plans[plan].strategy,
                      contest.plans[plan].arrangement,
                      contest.spec.site.grid.rotation_deg,
                      contest.totals[plan],
                      contest.score->terms(contest.plans[plan].groups),
                      false};
  return out;
}

/// The best of every strategy on every rotation, the winner first, then by score.
std::vector<LayoutCandidate> candidates_of(const std::deque<Contest>& contests, std::size_t winner) {
  std::vector<LayoutCandidate> out;
  for (const Contest& contest : contests) {
    std::map<std::string, std::size_t> best;
    for (std::size_t p = 0; p < contest.plans.size(); ++p) {
      const auto [at, fresh] = best.try_emplace(contest.plans[p].strategy, p);
      if (!fresh && contest.totals[p] < contest.totals[at->second]) at->second = p;
    }
    for (const auto& [strategy, plan] : best) {
      out.push_back(candidate_of(contest, plan));
      out.back().chosen = &contest == &contests[winner] && plan == best_of(contest);
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const LayoutCandidate& a, const LayoutCandidate& b) {
    return std::tuple{!a.chosen, a.score} < std::tuple{!b.chosen, b.score};
  });
  return out;
}

std::size_t grave(const std::vector<Finding>& findings) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [](const Finding& f) { return f.severity != Severity::info; }));
}

/// Local search on the winner. Its plan is taken when it is better by the score, and no worse in the routes and roads
/// that the score only estimates.
Layout improved(const Contest& contest, const Settled& start, const LayoutEffort& effort, Layout base,
                std::vector<Finding>& findings) {
  Improved search = improve(*contest.job, *contest.score, start, effort);
  base.search = search.record;
  if (search.record.after < search.record.before) {
    std::vector<Finding> other;
    const std::vector<ScoreTerm> terms = contest.score->terms(search.plan.groups);
    Layout better = finish(*contest.job, std::move(search.plan), other);
    if (grave(other) <= grave(findings) && better.score <= base.score) {
      better.candidates = std::move(base.candidates);
      better.candidates.front().chosen = false;
      LayoutCandidate found = better.candidates.front();
      found.arrangement += ", improved by local search";
      found.score = search.record.after;
      found.terms = terms;
      found.chosen = true;
      better.candidates.insert(better.candidates.begin(), std::move(found));
      better.search = search.record;
      findings = std::move(other);
      return better;
    }
  }
  base.search.after = base.search.before;
  return base;
}

}  // namespace
}  // namespace layout

namespace {

std::optional<Finding> no_land(const SiteSpec& spec) {
  if (std::any_of(spec.site.parcels.begin(), spec.site.parcels.end(), layout::sound)) return std::nullopt;
  return remark("LAY010", Severity::error, "the site has no parcel to build on", "give site.boundary");
}

}  // namespace

std::vector<Finding> place_faults(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing,
                                  std::shared_ptr<layout::CutMemo> cuts) {
  if (auto fault = no_land(spec)) return {std::move(*fault)};
  if (cuts == nullptr) cuts = std::make_shared<layout::CutMemo>();
  std::vector<Finding> first;
  for (const double angle : layout::grid_angles(spec)) {
    const SiteSpec turned = in_plant_grid(spec, angle);
    if (!first.empty() && !std::all_of(turned.site.parcels.begin(), turned.site.parcels.end(), layout::sound)) continue;
    layout::Job job = layout::job_of(turned, catalog, sizing);
    job.any_place = true;
    job.cuts = cuts;
    std::vector<Finding> findings;
    if (!layout::settle(job, findings).empty()) return {};
    if (first.empty()) first = std::move(findings);
  }
  return first;
}

Outcome<Layout> lay_out(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing,
                        const LayoutEffort& effort) {
  using namespace layout;
  Outcome<Layout> out;
  if (auto fault = no_land(spec)) {
    out.findings.push_back(std::move(*fault));
    return out;
  }
  check_wishes(spec, out.findings);
  if (!out.findings.empty()) return out;
  std::deque<Contest> contests;
  int last = kLastStep;
  for (const double angle : grid_angles(spec)) {
    SiteSpec turned = in_plant_grid(spec, angle);
    // Rounded to whole millimetres, a sliver may have come to cross itself: then this angle is none to build in.
    if (!contests.empty() && !std::all_of(turned.site.parcels.begin(), turned.site.parcels.end(), sound)) continue;
    contests.push_back({std::move(turned), {}, {}, {}, {}, {}});
    // Where the first angle has no room at all, another seldom has: ask in the quickest way before looking closely.
    const bool probe = contests.size() > 1 && last == kLastStep && contests.front().plans.empty();
    hold(contests.back(), catalog, sizing, last, probe);
    if (!contests.back().plans.empty()) last = std::min(last, contests.back().plans.front().step);
  }
  std::size_t winner = winner_of(contests);
  const bool fits = winner < contests.size();
  if (!fits) winner = 0;
  Contest& contest = contests[winner];
  check_pins(*contest.job, out.findings);
  check_heights(*contest.job, out.findings);
  out.findings.insert(out.findings.end(), contest.findings.begin(), contest.findings.end());
  if (!fits) return out;
  const Settled& plan = contest.plans[best_of(contest)];
  std::vector<Finding> findings;
  Layout layout = finish(*contest.job, plan, findings);
  layout.candidates = candidates_of(contests, winner);
  if (effort.iterations > 0) layout = improved(contest, plan, effort, std::move(layout), findings);
  layout.grid_rotation_deg = contest.spec.site.grid.rotation_deg;
  out.findings.insert(out.findings.end(), findings.begin(), findings.end());
  out.value = std::move(layout);
  return out;
}

std::vector<std::string> layout_limits(const SiteSpec& spec, const Catalog& catalog, const Graph& graph) {
  layout::LimitsRead read;
  const layout::Inventory inventory = layout::inventory_of(spec, catalog, graph, &read);
  const Millimetres lane = layout::limits_of(catalog, spec.project.jurisdiction, &read).lane;
  static_cast<void>(layout::corner_of(catalog, spec.project.jurisdiction, inventory, lane, &read));
  if (catalog.limit("layout.gate.control_room", text(spec.project.jurisdiction)) != nullptr)
    read.insert("layout.gate.control_room");
  const bool storage = std::any_of(inventory.items.begin(), inventory.items.end(),
                                   [](const layout::Item& item) { return item.hazard == layout::Hazard::bess; });
  for (const layout::TermKind& kind : layout::term_kinds())
    if (const std::string id = "layout.weight." + std::string(kind.name);
        catalog.limit(id, text(spec.project.jurisdiction)) != nullptr)
      read.insert(id);
  std::vector<std::string> ids;
  for (const std::string& id : read)
    if (storage || !id.starts_with("bess.")) ids.push_back(id);
  return ids;
}

}  // namespace plinth
