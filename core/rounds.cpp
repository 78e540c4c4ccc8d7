// SPDX-License-Identifier: Apache-2.0
#include "core/rounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <tuple>

#include "core/distribution/distribute.h"
#include "core/layout/inventory.h"
#include "core/model/book.h"
#include "core/routing/lay_routes.h"

namespace plinth {
namespace {

/// A raised allowance goes this much beyond what was needed, so that the change it causes seldom asks for another.
constexpr double kBeyond = 1.01;

using Items = std::vector<std::pair<std::string, int>>;

Items items_of(const Graph& graph) {
  Items items;
  items.reserve(graph.edges.size());
  for (const Edge& edge : graph.edges) items.emplace_back(edge.item, edge.runs);
  return items;
}

double limit_of(const Catalog& catalog, const Design& design, std::string_view id) {
  const Limit* limit = catalog.limit(id, text(design.spec.project.jurisdiction));
  return limit == nullptr ? 0 : limit->si;
}

/// Notes an allowance that should be at least (or, with `most`, at most) this.
void ask(Excess& excess, const Catalog& catalog, const Design& design, const std::string& id, double needed,
         bool most = false) {
  const double now = limit_of(catalog, design, id);
  if (now <= 0 || needed <= 0 || !std::isfinite(needed)) return;
  const double share = most ? now / needed - 1 : needed / now - 1;
  if (share <= 1e-9) return;
  const double value = most ? needed / kBeyond : needed * kBeyond;
  const auto [at, first] = excess.needed.try_emplace(id, value);
  if (!first) at->second = most ? std::min(at->second, value) : std::max(at->second, value);
  excess.share = std::max(excess.share, share);
}

/// Vessels are sized for the coolant of a block before its pipes are known.
void ask_for_vessels(Excess& excess, const Catalog& catalog, const Design& design, const Loop& loop,
                     const std::string& medium) {
  if (loop.vessel.si <= 0 || loop.expansion.si <= loop.vessel.si * (1 + 1e-9)) return;
  const LedgerEntry* flow = design.sizing.ledger.find("cooling." + medium + "_flow");
  if (flow == nullptr || loop.flow.si <= 0) return;
  const double base = medium == "fws" ? limit_of(catalog, design, "basis.loop_base") : 0;
  const double now = limit_of(catalog, design, "basis.loop_residence");
  const double by_volume = (loop.volume.si - base) / loop.flow.si, by_vessel = now * loop.expansion.si / loop.vessel.si;
  ask(excess, catalog, design, "basis.loop_residence", std::max({by_volume, by_vessel, now * (1 + 1e-6)}));
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

/// Share by which rows of tracks fall short of a tier's width: tracks of unequal width do not fill it.
constexpr double kPacking = 1.1;
/// Aisles are widened by whole decimetres.
constexpr double kAisleStep = 0.1, kLeastWider = 0.2;

bool in_block(const Layout& layout, const Rect& area) {
  return std::any_of(layout.groups.begin(), layout.groups.end(),
                     [&](const Group& group) { return group.block > 0 && contains(group.area, area); });
}

/// What one form takes in one passage.
struct Load {
  bool overfull = false;
  std::vector<std::tuple<Millimetres, int, Millimetres>> events;  ///< place, end or start, width

  [[nodiscard]] double most_metres() {
    std::sort(events.begin(), events.end());
    Millimetres now = 0, most = 0;
    for (const auto& [place, step, width] : events) most = std::max(most, now += step * width);
    return static_cast<double>(most) / 1e3;
  }
};

using Loads = std::map<std::pair<std::string_view, std::string_view>, Load>;

/// By passage and form, of those that are overfull.
Loads overfull_loads(const Layout& layout) {
  Loads loads;
  for (const Carrier& carrier : layout.carriers)
    if (carrier.occupied > carrier.capacity) loads[{carrier.passage, carrier.form}].overfull = true;
  for (const Route& route : layout.routes)
    for (const RouteSection& s : route.sections) {
      const std::string_view name = s.carrier;
      const std::size_t dot = name.find('.');
      const auto load = loads.find({name.substr(0, dot), name.substr(dot + 1, name.find('.', dot + 1) - dot - 1)});
      if (load == loads.end()) continue;
      load->second.events.emplace_back(std::min(s.from, s.to), 1, route.width);
      load->second.events.emplace_back(std::max(s.from, s.to), -1, route.width);
    }
  return loads;
}

/// The aisle in which what lies in this form would fit on all its tiers.
void ask_for_aisles(Excess& excess, const Catalog& catalog, const Design& design) {
  const double margins = 2 * limit_of(catalog, design, "routing.margin") + limit_of(catalog, design, "routing.barrier");
  const std::vector<Passage>& passages = design.layout.passages;
  for (auto& [key, load] : overfull_loads(design.layout)) {
    const auto passage = std::lower_bound(passages.begin(), passages.end(), key.first,
                                          [](const Passage& p, std::string_view name) { return p.name < name; });
    if (passage == passages.end() || passage->use != "aisle") continue;
    const char* id = in_block(design.layout, passage->area) ? kBlockAisle : kYardAisle;
    const double now = limit_of(catalog, design, id);
    if (now <= 0) continue;
    const double tiers = std::max(1.0, limit_of(catalog, design, fmt::format("routing.tiers.{}", key.second)));
    const double needed = kPacking * load.most_metres() / tiers + margins;
    const double steps = std::ceil(std::max(needed, now + kLeastWider) / kAisleStep);
    excess.aisles[id] = std::max(excess.aisles[id], steps * kAisleStep);
  }
}

}  // namespace

int settle_routes(Design& design, const Catalog& catalog, const std::set<std::string>& kept,
                  std::vector<Finding>& findings) {
  const Design before = design;  // sized and laid out, nothing chosen
  Layout laid = before.layout;
  Items last;
  for (int pass = 1;; ++pass) {
    Design now = before;
    now.layout = laid;
    Outcome<Design> distributed = distribute(std::move(now), catalog);
    Items items = items_of(distributed.value->sizing.graph);
    bool settled = pass > 1 && items == last;
    if (!settled) {
      Design routed = *distributed.value;
      routed.layout = before.layout;
      for (std::size_t r = 0; pass > 2 && r < laid.routes.size(); ++r)
        routed.layout.routes[r].width = laid.routes[r].width;
      std::vector<Finding> faults;
      lay_routes(routed, catalog, kept, faults);
      if (pass == 1) std::move(faults.begin(), faults.end(), std::back_inserter(findings));
      settled = pass > 1 && routed.layout.routes == laid.routes;
      if (!settled && pass < kMostPasses) laid = std::move(routed.layout);
      last = std::move(items);
    }
    if (!settled && pass < kMostPasses) continue;
    std::move(distributed.findings.begin(), distributed.findings.end(), std::back_inserter(findings));
    design = std::move(*distributed.value);
    design.layout.score = weighted_length(design);
    return settled ? pass : -pass;
  }
}

Excess excess_of(const Design& design, const Catalog& catalog) {
  Excess excess;
  if (const LedgerEntry* ratio = design.sizing.ledger.find("distribution.loss_ratio"))
    ask(excess, catalog, design, "basis.distribution_loss_ratio", ratio->value / 100);
  const double head = limit_of(catalog, design, "basis.pump_head");
  for (const Loop& loop : design.distribution.loops) {
    const std::string medium = loop.name.substr(0, loop.name.find(' '));
    if (medium != "fws" && medium != "chw") continue;
    ask(excess, catalog, design, "basis.pump_head", loop.head.si);
    if (loop.pump_power.si > 0)
      ask(excess, catalog, design, "basis.pump_efficiency", loop.flow.si * head / loop.pump_power.si, true);
    ask_for_vessels(excess, catalog, design, loop, medium);
  }
  ask_for_aisles(excess, catalog, design);
  return excess;
}

Catalog with_allowances(const Catalog& catalog, Jurisdiction jurisdiction, const Allowances& allowances) {
  Catalog out = catalog;
  for (const auto& [id, value] : allowances) {
    const Limit* limit = catalog.limit(id, text(jurisdiction));
    if (limit == nullptr) continue;
    Limit& mine = out.limits[static_cast<std::size_t>(limit - catalog.limits.data())];
    mine.si = value;
    mine.edition = "raised for the routed plant; " + limit->edition;
  }
  return out;
}

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

void record_convergence(Design& design, const Catalog& catalog) {
  Book book(design.sizing.ledger, design.spec, catalog);
  const Convergence& c = design.convergence;
  std::vector<LedgerInput> raised;
  for (const std::string& id : c.raised) raised.push_back({fmt::format("a{}", raised.size() + 1), book.limit(id)});
  book.leaf(EntryKind::solved, "convergence.rounds", c.rounds, "", "rounds of sizing, layout and distribution",
            "until the routed plant exceeds no allowance that sizing took", "", raised);
  book.leaf(EntryKind::solved, "convergence.passes", c.passes, "", "passes of cables and pipes over their routes",
            "until the choice changes no route and the routes no choice, in the last round");
  book.leaf(EntryKind::solved, "convergence.last_change", c.last_change, "%",
            "largest share by which an allowance was exceeded in the last round", "docs/methods/routing.md");
}

}  // namespace plinth
