// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kModule = "routing.separation.module", kYard = "routing.separation.yard",
                           kBarrier = "routing.barrier";
constexpr std::array kLimits{kModule, kYard, kBarrier};

/// A cable or busway of one path along a passage.
struct Run {
  const Route* route;
  const RouteSection* section;
  Millimetres from, to, low, high;
};

/// Runs of both paths in one passage, in the ground or above it.
struct Both {
  std::vector<Run> a, b;
};
/// Of one passage: those in ducts, and those on trays.
struct Forms {
  Both duct, tray;
};

struct Close {
  const Run* a = nullptr;
  const Run* b = nullptr;
  Millimetres gap = 0;
  int pairs = 0;
};

std::string_view first(std::string_view name, std::size_t part) {
  for (; part > 0; --part) name.remove_prefix(std::min(name.size(), name.find('.') + 1));
  return name.substr(0, name.find('.'));
}

/// As the passages of the layout.
std::vector<Forms> by_place(const Layout& layout) {
  NameTable passages(layout.passages.size());
  for (std::size_t p = 0; p < layout.passages.size(); ++p) passages.add(layout.passages[p].name, static_cast<int>(p));
  std::vector<Forms> out(layout.passages.size());
  for (const Route& route : layout.routes)
    for (const RouteSection& s : route.sections) {
      const std::string_view form = first(s.carrier, 1), path = first(s.carrier, 2);
      if ((form != "duct" && form != "tray") || (path != "A" && path != "B")) continue;
      const int passage = passages.find(first(s.carrier, 0));
      if (passage < 0) continue;
      const Millimetres low = s.at - route.width / 2;
      Forms& forms = out[static_cast<std::size_t>(passage)];
      Both& both = form == "duct" ? forms.duct : forms.tray;
      (path == "A" ? both.a : both.b)
          .push_back({&route, &s, std::min(s.from, s.to), std::max(s.from, s.to), low, low + route.width});
    }
  return out;
}

/// Runs of one path that are under way at one place of the passage, by their near edge across it.
class Abreast {
 public:
  explicit Abreast(const std::vector<Run>& runs) : runs_(runs) {
    for (const Run& run : runs) widest_ = std::max(widest_, run.high - run.low);
  }
  void begin(std::size_t run) { here_.emplace(runs_[run].low, run); }
  void end(std::size_t run) { here_.erase({runs_[run].low, run}); }
  /// Visits those nearer than `reach` to another run.
  template <class Visit>
  void near(const Run& other, Millimetres reach, Visit&& visit) const {
    for (auto at = here_.lower_bound({other.low - reach - widest_, 0});
         at != here_.end() && at->first < other.high + reach; ++at)
      if (runs_[at->second].high > other.low - reach) visit(at->second);
  }

 private:
  const std::vector<Run>& runs_;
  std::set<std::pair<Millimetres, std::size_t>> here_;
  Millimetres widest_ = 0;
};

/// Where runs begin and end along the passage; ends come before beginnings, because touching is not side by side.
struct Event {
  Millimetres place;
  bool begins, of_a;
  std::size_t run;
  friend auto operator<=>(const Event&, const Event&) = default;
};

std::vector<Event> events_of(const Both& both) {
  std::vector<Event> events;
  for (const bool of_a : {true, false}) {
    const std::vector<Run>& runs = of_a ? both.a : both.b;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (runs[i].from >= runs[i].to) continue;
      events.push_back({runs[i].from, true, of_a, i});
      events.push_back({runs[i].to, false, of_a, i});
    }
  }
  std::sort(events.begin(), events.end());
  return events;
}

/// The pair nearest to each other of those closer than required that no barrier parts; of equally near ones the first.
Close closest(const Both& both, Millimetres required, Millimetres thickness,
              const std::map<std::string_view, const Carrier*>& carriers) {
  Close worst;
  Abreast a_here(both.a), b_here(both.b);
  const auto take = [&](const Run& a, const Run& b) {
    const Millimetres gap = std::max(b.low - a.high, a.low - b.high);
    const auto carrier = carriers.find(a.section->carrier);
    if (gap >= thickness && carrier != carriers.end() && carrier->second->barrier > 0) return;
    ++worst.pairs;
    const Run *first = &a, *second = &b;  // in the order of the lists they stand in
    if (worst.a == nullptr || std::tie(gap, first, second) < std::tie(worst.gap, worst.a, worst.b))
      worst = {first, second, gap, worst.pairs};
  };
  for (const Event& event : events_of(both)) {
    Abreast& own = event.of_a ? a_here : b_here;
    if (!event.begins) {
      own.end(event.run);
    } else if (event.of_a) {
      b_here.near(both.a[event.run], required, [&](std::size_t b) { take(both.a[event.run], both.b[b]); });
      own.begin(event.run);
    } else {
      a_here.near(both.b[event.run], required, [&](std::size_t a) { take(both.a[a], both.b[event.run]); });
      own.begin(event.run);
    }
  }
  return worst;
}

void report(const CheckContext& context, const Passage& passage, const Close& close, const Limit& limit,
            Reporter& out) {
  Finding f;
  const Millimetres along = std::max(close.a->from, close.b->from), gap = std::max<Millimetres>(0, close.gap);
  const auto place = [&](const Run& run) {
    return passage.along_x ? PlanPoint{along, run.section->at} : PlanPoint{run.section->at, along};
  };
  f.marks = {place(*close.a), place(*close.b)};
  f.tags = {close.a->route->edge, close.b->route->edge};
  for (const Run* run : {close.a, close.b})
    if (const int edge = context.edge_of(run->route->edge); edge >= 0)
      f.tags.push_back(context.edges[static_cast<std::size_t>(edge)].edge->to.tag);
  std::sort(f.tags.begin(), f.tags.end());
  f.tags.erase(std::unique(f.tags.begin(), f.tags.end()), f.tags.end());
  f.actual = in_metres(gap);
  f.required = Measured{limit.si, "m"};
  f.message = fmt::format("{} of path A and {} of path B run {} apart in {} {}{}; at least {}, or a barrier",
                          close.a->route->edge, close.b->route->edge, metres_text(gap), passage.use, passage.name,
                          close.pairs > 1 ? fmt::format(" ({} pairs)", close.pairs) : "", limit_text(limit));
  f.hint = "a wider passage (layout.aisle, road.fire_lane.width), or a barrier between them";
  out.report(std::move(f));
}

void check(const CheckContext& context, Reporter& out) {
  const auto barrier = context.limit_mm(kBarrier);
  for (const std::string_view id : kLimits)
    if (context.limit(id) == nullptr) return out.not_checked(missing_limit(context, id));
  std::map<std::string_view, const Carrier*> carriers;
  for (const Carrier& c : context.design.layout.carriers) carriers[c.name] = &c;
  const std::vector<Passage>& passages = context.design.layout.passages;
  const std::vector<Forms> places = by_place(context.design.layout);
  for (std::size_t p = 0; p < passages.size(); ++p)
    for (const Both* both : {&places[p].duct, &places[p].tray}) {
      if (both->a.empty() || both->b.empty()) continue;
      out.measured();
      const Limit& limit = *context.limit(passages[p].use == "corridor" ? kYard : kModule);
      const Close close = closest(*both, *context.limit_mm(limit.id), *barrier, carriers);
      if (close.pairs > 0) report(context, passages[p], close, limit, out);
    }
  if (out.measured_count() == 0) out.not_checked("no passage holds cables of both paths");
}

}  // namespace

extern constinit const Rule rte01_paths_too_close{
    .code = "RTE01",
    .name = "paths-too-close",
    .severity = Severity::error,
    .basis = "house rule after the principle of Tier IV compartmentalisation",
    .explain =
        R"(One fire or one digger must not take both paths. Cables and busways of path A and of path B that run along
one passage keep `routing.separation.yard` in a corridor between groups and `routing.separation.module` in an aisle or
a gap, measured across the passage from edge to edge, whatever their level; those in the ground against those in the
ground, those above it against those above it. Nearer is allowed where a fire barrier stands between them: the carrier
states its length, and the bill of materials has a line for it. Where routes cross, and inside modules, nothing is
measured. A site that need not be concurrently maintainable may make this a warning: `rules.severity = { RTE01 =
"warning" }`.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
