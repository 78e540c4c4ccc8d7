// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

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

std::map<std::pair<std::string_view, std::string_view>, Both> by_place(const Design& design) {
  std::map<std::pair<std::string_view, std::string_view>, Both> out;
  for (const Route& route : design.layout.routes)
    for (const RouteSection& s : route.sections) {
      const std::string_view form = first(s.carrier, 1), path = first(s.carrier, 2);
      if ((form != "duct" && form != "tray") || (path != "A" && path != "B")) continue;
      const Millimetres low = s.at - route.width / 2;
      Both& both = out[{first(s.carrier, 0), form}];
      (path == "A" ? both.a : both.b)
          .push_back({&route, &s, std::min(s.from, s.to), std::max(s.from, s.to), low, low + route.width});
    }
  return out;
}

/// The pair nearest to each other of those closer than required that no barrier parts.
Close closest(const Both& both, Millimetres required, Millimetres thickness,
              const std::map<std::string_view, const Carrier*>& carriers) {
  Close worst;
  for (const Run& a : both.a)
    for (const Run& b : both.b) {
      if (std::max(a.from, b.from) >= std::min(a.to, b.to)) continue;
      const Millimetres gap = std::max(b.low - a.high, a.low - b.high);
      if (gap >= required) continue;
      const auto carrier = carriers.find(a.section->carrier);
      if (gap >= thickness && carrier != carriers.end() && carrier->second->barrier > 0) continue;
      ++worst.pairs;
      if (worst.a == nullptr || gap < worst.gap) worst = {&a, &b, gap, worst.pairs};
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
  for (const std::string& id : {close.a->route->edge, close.b->route->edge})
    for (const EdgeView& view : context.edges)
      if (view.edge->id == id) f.tags.push_back(view.edge->to.tag);
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
  const auto places = by_place(context.design);
  for (const Passage& passage : context.design.layout.passages)
    for (const std::string_view form : {"duct", "tray"}) {
      const auto both = places.find({passage.name, form});
      if (both == places.end() || both->second.a.empty() || both->second.b.empty()) continue;
      out.measured();
      const Limit& limit = *context.limit(passage.use == "corridor" ? kYard : kModule);
      const Close close = closest(both->second, *context.limit_mm(limit.id), *barrier, carriers);
      if (close.pairs > 0) report(context, passage, close, limit, out);
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
