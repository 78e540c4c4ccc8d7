// SPDX-License-Identifier: Apache-2.0
#include "core/allowances.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "core/layout/limits.h"
#include "core/model/book.h"
#include "core/routing/least_width.h"
#include "core/routing/passage_map.h"

namespace plinth {
namespace {

/// An allowance that is set anew goes this much beyond what was measured, so that the change it causes seldom asks for
/// another.
constexpr double kBeyond = 1.01;
constexpr std::string_view kLoss = "basis.distribution_loss_ratio", kHead = "basis.pump_head",
                           kEfficiency = "basis.pump_efficiency", kResidence = "basis.loop_residence";

double limit_of(const Catalog& catalog, const Design& design, std::string_view id) {
  const Limit* limit = catalog.limit(id, text(design.spec.project.jurisdiction));
  return limit == nullptr ? 0 : limit->si;
}

bool is_water(const Loop& loop) { return loop.name.starts_with("fws ") || loop.name.starts_with("chw "); }

/// Vessels are sized for the coolant of a block before its pipes are known. Where a vessel is too small for what the
/// loop really holds, more is asked for than the coolant alone says: vessels come in sizes. Where it is large enough, a
/// small loop that holds its coolant for longer asks for no more.
double residence(const Design& design, const Catalog& catalog, const Loop& loop, double allowed) {
  const bool fws = loop.name.starts_with("fws ");
  if (loop.vessel.si <= 0 || loop.flow.si <= 0) return 0;
  const double base = fws ? limit_of(catalog, design, "basis.loop_base") : 0;
  const double held = (loop.volume.si - base) / loop.flow.si;
  if (loop.expansion.si <= loop.vessel.si * (1 + 1e-9)) return std::min(held, allowed);
  return std::max({held, allowed * loop.expansion.si / loop.vessel.si, allowed * (1 + 1e-6)});
}

void add(std::vector<Allowance>& out, const Catalog& catalog, const Design& design, std::string_view id,
         std::optional<double> measured, bool least = false) {
  const double allowed = limit_of(catalog, design, id);
  if (allowed <= 0 || !measured || *measured <= 0 || !std::isfinite(*measured)) return;
  out.push_back({std::string(id), allowed, *measured, least});
}

double set_to(const Allowance& a) { return a.least ? a.measured / kBeyond : a.measured * kBeyond; }

/// "pump_head" of "basis.pump_head".
std::string short_name(const std::string& id) { return id.substr(id.find('.') + 1); }

}  // namespace

std::vector<Allowance> allowances_of(const Design& design, const Catalog& catalog) {
  std::vector<Allowance> out;
  if (const LedgerEntry* ratio = design.sizing.ledger.find("distribution.loss_to_racks"))
    add(out, catalog, design, kLoss, ratio->value / 100);
  std::optional<double> head, efficiency, held;
  const double allowed_head = limit_of(catalog, design, kHead), allowed_held = limit_of(catalog, design, kResidence);
  for (const Loop& loop : design.distribution.loops) {
    if (!is_water(loop)) continue;
    head = std::max(head.value_or(0), loop.head.si);
    if (loop.pump_power.si > 0) {
      const double charged = loop.flow.si * allowed_head / loop.pump_power.si;
      efficiency = std::min(efficiency.value_or(charged), charged);
    }
    held = std::max(held.value_or(0), residence(design, catalog, loop, allowed_held));
  }
  add(out, catalog, design, kResidence, held);
  add(out, catalog, design, kEfficiency, efficiency, true);
  add(out, catalog, design, kHead, head);
  std::sort(out.begin(), out.end(), [](const Allowance& a, const Allowance& b) { return a.id < b.id; });
  return out;
}

double excess_of(const std::vector<Allowance>& allowances) {
  double most = 0;
  for (const Allowance& a : allowances)
    most = std::max(most, a.least ? a.allowed / a.measured - 1 : a.measured / a.allowed - 1);
  return most > 1e-9 ? most : 0;
}

Allowances next_allowances(const std::vector<Allowance>& allowances, const std::set<std::string>& kept, double margin) {
  Allowances out;
  const auto ask = [&](const Allowance& a) {
    const double left = a.margin();
    if (left < -1e-9 || (left > margin + 1e-9 && !kept.contains(a.id))) out[a.id] = set_to(a);
  };
  double head = 1;  // the efficiency that pumps are charged with is over the head that they are charged with
  for (const Allowance& a : allowances)
    if (a.id == kHead) {
      ask(a);
      if (out.contains(a.id)) head = out[a.id] / a.allowed;
    }
  for (Allowance a : allowances) {
    if (a.id == kHead) continue;
    if (a.id == kEfficiency) a.measured *= head;
    ask(a);
  }
  return out;
}

Catalog with_allowances(const Catalog& catalog, Jurisdiction jurisdiction, const Allowances& allowances) {
  constexpr std::string_view kNote = "set to the routed plant; ";
  Catalog out = catalog;
  for (const auto& [id, value] : allowances) {
    const Limit* limit = catalog.limit(id, text(jurisdiction));
    if (limit == nullptr) continue;
    Limit& mine = out.limits[static_cast<std::size_t>(limit - catalog.limits.data())];
    mine.si = value;
    if (!mine.edition.starts_with(kNote)) mine.edition = std::string(kNote) + mine.edition;
  }
  return out;
}

// ---- aisles and gaps ----------------------------------------------------------------------------------------------

namespace {

/// Passages are widened by whole decimetres, and by two at least.
constexpr double kStep = 0.1, kLeastWider = 0.2;
/// No aisle or gap is made wider than a road: what needs more belongs into a corridor, or is too much for one group.
constexpr double kWidest = 8;
/// Of the passages of one limit these many, those with most in them, are worked out.
constexpr std::size_t kWorkedOut = 3;
/// Among how many gaps of a row what crosses it is taken to spread.
constexpr double kShares = 3;

/// How much farther than it does a route may have to reach into a passage, wherever its neighbours come to lie.
constexpr Millimetres kEnds = 500;

/// What does not fit into one passage in one form.
struct Crowd {
  const Passage* passage = nullptr;
  routing::Form form = routing::Form::tray;
  std::vector<routing::Occupant> occupants;
  Millimetres width = 0;  ///< of all of them
};

using Crowds = std::map<std::pair<std::string_view, std::string_view>, Crowd>;  // by passage and form

std::string_view part(std::string_view name, int number) {
  for (; number > 0; --number) name.remove_prefix(std::min(name.size(), name.find('.') + 1));
  return name.substr(0, name.find('.'));
}

layout::RowUse use_of_zone(std::string_view zone) {
  using layout::RowUse;
  constexpr std::array<std::pair<std::string_view, RowUse>, 5> kZones{{{"block-cooling", RowUse::cooling},
                                                                       {"block-it", RowUse::it},
                                                                       {"block-power", RowUse::power},
                                                                       {"yard-generator", RowUse::generator},
                                                                       {"yard-storage", RowUse::storage}}};
  const auto found = std::find_if(kZones.begin(), kZones.end(), [&](const auto& z) { return z.first == zone; });
  return found == kZones.end() ? RowUse::electrical : found->second;
}

/// The limit of an aisle or a gap, by the modules beside it; empty: nothing stands beside it.
std::string rule_of(const Passage& passage, const Layout& layout, const Catalog& catalog) {
  std::array<std::pair<Millimetres, std::optional<layout::RowUse>>, 2> nearest;  // below and above, across
  for (const Placement& placement : layout.placements) {
    if (!placement.parent.empty()) continue;
    const ModuleType* type = catalog.module(placement.module);
    if (type == nullptr) continue;
    const Rect body = footprint(*type, placement);
    const routing::Extent own = passage.along_x ? routing::Extent{body.y0, body.y1} : routing::Extent{body.x0, body.x1};
    const routing::Extent far = passage.along_x ? routing::Extent{body.x0, body.x1} : routing::Extent{body.y0, body.y1};
    const routing::Extent side = routing::across(passage), reach = routing::along(passage);
    if (far.high <= reach.low || far.low >= reach.high) continue;
    for (const std::size_t above : {0U, 1U}) {
      const Millimetres away = above == 1 ? own.low - side.high : side.low - own.high;
      if (away < 0 || (nearest[above].second && nearest[above].first <= away)) continue;
      const Kind* kind = catalog.kind(type->kind);
      nearest[above] = {away, use_of_zone(kind == nullptr ? std::string_view{} : kind->zone)};
    }
  }
  const auto &below = nearest[0].second, &above = nearest[1].second;
  if (passage.use == "gap") return below || above ? layout::gap_rule(below ? *below : *above) : std::string();
  return below && above ? layout::aisle_rule(std::min(*below, *above), std::max(*below, *above)) : std::string();
}

Crowds crowds_of(const Layout& layout) {
  Crowds crowds;
  for (const Carrier& carrier : layout.carriers) {
    if (carrier.occupied <= carrier.capacity) continue;
    const auto passage = std::lower_bound(layout.passages.begin(), layout.passages.end(), carrier.passage,
                                          [](const Passage& p, const std::string& name) { return p.name < name; });
    if (passage == layout.passages.end() || passage->name != carrier.passage || passage->use == "corridor") continue;
    Crowd& crowd = crowds[{carrier.passage, carrier.form}];
    crowd.passage = &*passage;
    crowd.form = *routing::form_named(carrier.form);
  }
  if (crowds.empty()) return crowds;
  for (const Route& route : layout.routes)
    for (const RouteSection& s : route.sections) {
      const auto crowd = crowds.find({part(s.carrier, 0), part(s.carrier, 1)});
      if (crowd == crowds.end()) continue;
      const std::string_view path = part(s.carrier, 2);
      const bool electric = crowd->second.form == routing::Form::duct || crowd->second.form == routing::Form::tray;
      const int side = !electric ? 0 : path == "A" ? -1 : path == "B" ? 1 : 0;
      crowd->second.occupants.push_back(
          {std::min(s.from, s.to) - kEnds, std::max(s.from, s.to) + kEnds, route.width, side});
      crowd->second.width += route.width;
    }
  return crowds;
}

}  // namespace

Allowances wider_passages(const Design& design, const Catalog& catalog) {
  Allowances out;
  std::vector<Finding> none;
  const auto basis = routing::read_basis(catalog, design.spec.project.jurisdiction, none);
  if (!basis) return out;
  const Crowds crowds = crowds_of(design.layout);
  std::map<std::string, std::vector<const Crowd*>> by_rule;
  for (const auto& [key, crowd] : crowds) by_rule[rule_of(*crowd.passage, design.layout, catalog)].push_back(&crowd);
  for (auto& [rule, list] : by_rule) {
    if (catalog.limit(rule, text(design.spec.project.jurisdiction)) == nullptr) continue;
    std::stable_sort(list.begin(), list.end(), [](const Crowd* a, const Crowd* b) { return a->width > b->width; });
    list.resize(std::min(list.size(), kWorkedOut));
    const double stated = limit_of(catalog, design, rule);
    for (const Crowd* crowd : list) {
      const Rect& r = crowd->passage->area;
      const double is = 1e-3 * static_cast<double>(crowd->passage->along_x ? r.height() : r.width());
      const double fits =
          1e-3 * static_cast<double>(routing::least_width(*crowd->passage, crowd->form, crowd->occupants, *basis,
                                                          static_cast<Millimetres>(kWidest * 1e3)));
      // What finds no place in one gap goes to others of its row, which all get wider.
      const double wanted = crowd->passage->use == "gap" ? is + (fits - is) / kShares : fits;
      const double needed = std::max({wanted, is + kLeastWider, stated + kLeastWider});
      const double width = std::min(kWidest, std::ceil(needed / kStep - 1e-9) * kStep);
      if (width <= std::max(is, stated) + 1e-9) continue;
      double& wider = out[rule];
      wider = std::max(wider, width);
    }
  }
  return out;
}

void record_convergence(Design& design, const Catalog& catalog, const std::vector<Allowance>& allowances) {
  Book book(design.sizing.ledger, design.spec, catalog);
  const Convergence& c = design.convergence;
  std::vector<LedgerInput> changed;
  for (const std::string& id : c.raised) changed.push_back({fmt::format("a{}", changed.size() + 1), book.limit(id)});
  book.leaf(EntryKind::solved, "convergence.rounds", c.rounds, "", "rounds of sizing, layout and distribution",
            "until the routed plant exceeds no allowance that sizing took, and leaves little of it unused", "",
            changed);
  book.leaf(EntryKind::solved, "convergence.passes", c.passes, "", "passes of cables and pipes over their routes",
            "until the choice changes no route and the routes no choice, in the last round");
  book.leaf(EntryKind::solved, "convergence.last_change", c.last_change, "%",
            "largest share by which an allowance was exceeded in the last round", "docs/methods/routing.md");
  for (const Allowance& a : allowances) {
    const Limit* limit = catalog.limit(a.id, text(design.spec.project.jurisdiction));
    if (limit == nullptr) continue;
    const std::string name = short_name(a.id);
    const std::string measured = book.leaf(EntryKind::solved, "convergence.measured." + name, a.measured, limit->unit,
                                           "what the routed plant takes of " + a.id,
                                           "largest of all loops or circuits, docs/methods/routing.md");
    book.derive("convergence.margin." + name, a.margin(), "%", a.least ? "M / A - 1" : "A / M - 1",
                {{"A", book.limit(a.id)}, {"M", measured}}, "share of it that is left",
                "sizing is done again while it is negative or above basis.convergence_margin");
  }
}

}  // namespace plinth
