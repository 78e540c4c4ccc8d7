// SPDX-License-Identifier: Apache-2.0
#include "core/rounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "core/base/remark.h"
#include "core/base/text.h"
#include "core/distribution/distribute.h"
#include "core/layout/inventory.h"
#include "core/layout/lay_out.h"
#include "core/layout/score_book.h"
#include "core/model/book.h"
#include "core/model/plant_grid.h"
#include "core/routing/lay_routes.h"
#include "core/sizing/size_site.h"

namespace plinth {
namespace {

using Items = std::vector<std::pair<std::string, int>>;

Items items_of(const Graph& graph) {
  Items items;
  items.reserve(graph.edges.size());
  for (const Edge& edge : graph.edges) items.emplace_back(edge.item, edge.runs);
  return items;
}

/// The objective of a layout over the routes as they really lie, metres.
double weighted_length(const Design& design) {
  const auto ground = [](std::string_view tag) { return tag.substr(0, tag.find('.')); };
  double sum = 0;
  for (const Route& route : design.layout.routes) {
    const auto edge = std::lower_bound(design.sizing.graph.edges.begin(), design.sizing.graph.edges.end(), route.edge,
                                       [](const Edge& e, const std::string& id) { return e.id < id; });
    if (ground(edge->from.tag) != ground(edge->to.tag))
      sum += layout::weight_of(edge->medium) * 1e-3 * static_cast<double>(route.length);
  }
  return sum;
}

/// Passes after which routes that are wide enough for either of two choices need not be laid anew for each.
constexpr int kLoosely = 6;

bool same_widths(const std::vector<Route>& a, const std::vector<Route>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Route& x, const Route& y) { return x.width == y.width; });
}

}  // namespace

int settle_routes(Design& design, const Catalog& catalog, const std::set<std::string>& kept,
                  std::vector<Finding>& findings, int most) {
  const Layout unlaid = design.layout;
  Layout laid = std::exchange(design.layout, {});
  const Design before = std::move(design);  // sized, nothing chosen
  Items last;
  for (int pass = 1;; ++pass) {
    Design now = before;
    now.layout = std::move(laid);
    Outcome<Design> distributed = distribute(std::move(now), catalog);
    Design& chosen = *distributed.value;
    Items items = items_of(chosen.sizing.graph);
    bool settled = pass > 1 && items == last;
    const bool rough = most < kMostPasses && pass == most;
    if (!settled && !rough) {
      Layout used = std::exchange(chosen.layout, unlaid);
      for (std::size_t r = 0; pass > 2 && r < used.routes.size(); ++r)
        chosen.layout.routes[r].width = used.routes[r].width;
      std::vector<Finding> faults;
      lay_routes(chosen, catalog, kept, faults);
      if (pass == 1) std::move(faults.begin(), faults.end(), std::back_inserter(findings));
      laid = std::exchange(chosen.layout, std::move(used));
      const std::vector<Route>& taken = chosen.layout.routes;
      settled = pass > 1 && (laid.routes == taken || (pass > kLoosely && same_widths(laid.routes, taken)));
      last = std::move(items);
    }
    if (!settled && pass < most) continue;
    std::move(distributed.findings.begin(), distributed.findings.end(), std::back_inserter(findings));
    design = std::move(*distributed.value);
    design.layout.score = weighted_length(design);
    return settled ? pass : -pass;
  }
}

namespace {

void append(std::vector<Finding>& all, std::vector<Finding> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// The modules and connections are the same, so that a layout holds for both.
bool same_layout_inputs(const Graph& a, const Graph& b) {
  const auto same_node = [](const Node& x, const Node& y) {
    return x.tag == y.tag && x.module == y.module && x.parent == y.parent && x.block == y.block && x.path == y.path &&
           x.service == y.service;
  };
  const auto same_edge = [](const Edge& x, const Edge& y) {
    return x.id == y.id && x.medium == y.medium && x.path == y.path && x.from == y.from && x.to == y.to &&
           x.voltage == y.voltage;
  };
  return std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(), same_node) &&
         std::equal(a.edges.begin(), a.edges.end(), b.edges.begin(), b.edges.end(), same_edge);
}

struct Round {
  Design design;
  Sizing sized;  ///< before anything was distributed
  Layout laid;   ///< before its routes were laid side by side
  std::vector<Finding> sizing_remarks, layout_remarks, remarks;
};

/// Sizes, lays out where the modules are not those of the round before, and distributes. `wider`: only aisles and gaps
/// changed since the round before. `rough`: routes of a large graph need not settle. Without a value the findings say
/// why.
Outcome<Round> run_round(const RoundsInput& run, const Catalog& catalog, const Round* before, bool wider, bool rough,
                         double search) {
  Outcome<Round> out;
  Round round;
  if (before != nullptr && wider) {
    round.sized = before->sized;
    round.sizing_remarks = before->sizing_remarks;
  } else {
    Outcome<Sizing> sizing = size_site(run.spec, catalog);
    if (!sizing.ok()) {
      out.findings = std::move(sizing.findings);
      return out;
    }
    round.sized = std::move(*sizing.value);
    round.sizing_remarks = std::move(sizing.findings);
  }
  if (before != nullptr && !wider && same_layout_inputs(before->sized.graph, round.sized.graph)) {
    round.laid = before->laid;
    round.layout_remarks = before->layout_remarks;
  } else {
    Outcome<Layout> layout = run.lay(round.sized, catalog, search);
    if (!layout.ok()) {
      out.findings = std::move(round.sizing_remarks);
      append(out.findings, std::move(layout.findings));
      return out;
    }
    round.layout_remarks = std::move(layout.findings);
    round.laid = std::move(*layout.value);
  }
  round.design.spec = in_plant_grid(run.spec, round.laid.grid_rotation_deg);
  round.design.layout = round.laid;
  round.design.sizing = round.sized;
  Book book(round.design.sizing.ledger, run.spec, catalog);
  for (const std::string& id : layout_limits(run.spec, catalog, round.design.sizing.graph)) book.limit(id);
  for (const std::string& id : route_limits())
    if (catalog.limit(id, text(run.spec.project.jurisdiction)) != nullptr) book.limit(id);
  book_score(book, run.spec, round.laid);
  const bool large = round.sized.graph.edges.size() >= kLargeGraph;
  const int passes =
      settle_routes(round.design, catalog, run.kept, round.remarks, rough && large ? kRoughPasses : kMostPasses);
  round.design.convergence.passes = std::abs(passes);
  round.design.convergence.converged = passes > 0;
  out.value = std::move(round);
  return out;
}

/// The share of an allowance that may be left unused before sizing is done again with less.
double margin_of(const RoundsInput& run) {
  const Limit* limit = run.catalog.limit("basis.convergence_margin", text(run.spec.project.jurisdiction));
  return limit == nullptr ? 0.05 : limit->si;
}

Finding left_unused(const Allowance& a) {
  return remark(
      "DIS303", Severity::info,
      fmt::format("{} stays {} % above what the routed plant takes: with less, sizing asks for other modules, "
                  "which take more",
                  a.id, round_text(100 * a.margin(), 3)),
      "`plinth why` on convergence.margin." + a.id.substr(a.id.find('.') + 1));
}

Finding not_converged(const Convergence& c) {
  return remark(
      "DIS302", Severity::warning,
      fmt::format(
          "sizing and layout do not agree after {} round{}: the routed plant exceeds what it was sized for by {} %",
          c.rounds, c.rounds == 1 ? "" : "s", round_text(100 * c.last_change, 3)),
      "`plinth why` on convergence.rounds names the allowances; give them more in an overlay");
}

/// Rounds until the routed plant exceeds no allowance of the design basis and leaves little of any unused. After
/// kRoundsDown rounds, or kMostTurns changes between rising and falling, an allowance only rises, so rounds cannot run
/// in a circle. A round that is refused ends them: the one before stands. Where the land has no room for
/// wider aisles and gaps, they stay as they were, and RTE02 says what does not fit.
class Rounds {
 public:
  Rounds(const RoundsInput& run, Allowances allowances) : run_(run), allowances_(std::move(allowances)) {}

  Outcome<Design> go() {
    Outcome<Design> out;
    for (bool more = true; more;) {
      Outcome<Round> round = run_round(run_, catalog(), last_ ? &*last_ : nullptr, only_layout_, rough_, search_);
      if (!round.ok() && !last_) {
        out.findings = std::move(round.findings);
        return out;
      }
      if (search_ > 0) search_ += kSearchLeft * (1 - search_);
      more = round.ok() ? accept(std::move(*round.value)) : give_way() || settle_fully();
    }
    out.value = std::move(last_->design);
    for (auto* remarks : {&last_->sizing_remarks, &last_->layout_remarks, &last_->remarks})
      append(out.findings, std::move(*remarks));
    out.value->convergence = result_;
    out.value->catalog = with_allowances(run_.catalog, run_.spec.project.jurisdiction, held_);
    record_convergence(*out.value, out.value->catalog, allowed_);
    if (!result_.converged) out.findings.push_back(not_converged(result_));
    for (const Allowance& a : allowed_)
      if (result_.converged && run_.may_change && a.margin() > margin_) out.findings.push_back(left_unused(a));
    return out;
  }

 private:
  const Catalog& catalog() {
    if (allowances_.empty()) return run_.catalog;
    changed_ = with_allowances(run_.catalog, run_.spec.project.jurisdiction, allowances_);
    return changed_;
  }

  /// The round stands; whether another is to follow.
  bool accept(Round round) {
    const Catalog& used = allowances_.empty() ? run_.catalog : changed_;
    last_ = std::move(round);
    rough_ = rough_ && last_->sized.graph.edges.size() >= kLargeGraph;
    ++result_.rounds;
    allowed_ = allowances_of(last_->design, used);
    result_.last_change = excess_of(allowed_);
    result_.passes = last_->design.convergence.passes;
    result_.converged = last_->design.convergence.converged && result_.last_change == 0;
    result_.raised.clear();
    for (const auto& [id, value] : allowances_) result_.raised.push_back(id);
    held_ = allowances_;
    const Allowances next = next_allowances(allowed_, not_lowered(), margin_);
    Allowances wider;
    if (may_widen_ && result_.rounds < most_rounds() - 2) wider = wider_passages(last_->design, used);
    if (result_.rounds >= most_rounds() || (next.empty() && wider.empty())) return settle_fully() || search_next();
    for (const Allowance& a : allowed_)
      if (const auto to = next.find(a.id); to != next.end()) note_turn(a.id, to->second < a.allowed);
    for (const Allowances* values : {&next, static_cast<const Allowances*>(&wider)})
      for (const auto& [id, value] : *values) allowances_[id] = value;
    only_layout_ = next.empty();
    widened_ = std::move(wider);
    return true;
  }

  /// Once more what the last good round was made with, its routes to the end; false when they are.
  bool settle_fully() {
    if (!std::exchange(rough_, false)) return false;
    allowances_ = held_;
    return only_layout_ = true;
  }

  /// Search takes the layout that all rounds before have agreed on, and may use most of its time on that one.
  bool search_next() {
    if (!run_.searches || search_ > 0) return false;
    search_ = kFirstSearch;
    rounds_before_search_ = result_.rounds;
    return only_layout_ = true;
  }
  [[nodiscard]] int most_rounds() const { return rounds_before_search_ + kMostRounds; }

  void note_turn(const std::string& id, bool falls) {
    const auto [at, first] = turns_.try_emplace(id, falls, 0);
    if (first || at->second.first == falls) return;
    at->second = {falls, at->second.second + 1};
  }

  /// Allowances that may only rise from here on.
  [[nodiscard]] std::set<std::string> not_lowered() const {
    std::set<std::string> out;
    for (const Allowance& a : allowed_)
      if (!run_.may_change || result_.rounds - rounds_before_search_ > kRoundsDown ||
          (turns_.contains(a.id) && turns_.at(a.id).second >= kMostTurns))
        out.insert(a.id);
    return out;
  }

  /// A round was refused: once more without wider passages, where those were asked for beside others.
  bool give_way() {
    const bool others = !only_layout_;
    for (const auto& [id, value] : widened_) {
      const auto before = held_.find(id);
      if (before != held_.end())
        allowances_[id] = before->second;
      else
        allowances_.erase(id);
    }
    may_widen_ = only_layout_ = false;
    return !std::exchange(widened_, {}).empty() && others;
  }

  /// Of the time for search: for the first layout that is searched, and what each other takes of the rest.
  static constexpr double kFirstSearch = 0.7, kSearchLeft = 0.5;

  const RoundsInput& run_;
  const double margin_ = margin_of(run_);
  double search_ = 0;  ///< share of the time for search that may be used up after the next layout
  int rounds_before_search_ = 0;
  Allowances allowances_, held_, widened_;  ///< of the round to come; of the last good one; aisles and gaps of the next
  Catalog changed_;
  std::optional<Round> last_;
  Convergence result_;
  std::vector<Allowance> allowed_;  ///< in the last good round
  std::map<std::string, std::pair<bool, int>>
      turns_;  ///< whether it fell when it last changed, and how often it turned
  bool only_layout_ = false, may_widen_ = run_.may_change, rough_ = run_.may_change;
};

}  // namespace

Outcome<Design> run_rounds(const RoundsInput& input, Allowances allowances) {
  return Rounds(input, std::move(allowances)).go();
}

}  // namespace plinth
