// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_zones.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/parcel_overlap.h"
#include "core/input/site_items.h"
#include "core/input/site_keys.h"

namespace plinth {

namespace {

const std::vector<std::string>& uses() {
  static const std::vector<std::string> all{"blocks", "electrical", "generator", "storage", "reserve"};
  return all;
}

std::string line_of_origin(const Origin& origin) { return "line " + std::to_string(origin.line); }

/// Two demands on one pair, whichever way round it is written.
bool same_pair(const Adjacency& p, const Adjacency& q) {
  return (p.a == q.a && p.b == q.b) || (p.a == q.b && p.b == q.a);
}

void report_contradictions(SiteContext& context, const std::vector<TextSpan>& spans) {
  const auto& all = context.spec.adjacencies;
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (!same_pair(all[i], all[j])) continue;
      const auto& near = all[i].within ? all[i].within : all[j].within;
      const auto& far = all[i].apart ? all[i].apart : all[j].apart;
      if (!near || !far || near->si >= far->si) continue;
      context.findings.push_back(
          context.document.fault(spc::conflict,
                                 "\"" + printable(all[i].a, 40) + "\" and \"" + printable(all[i].b, 40) +
                                     "\" cannot be within " + round_text(near->si, 6) + " m and " +
                                     round_text(far->si, 6) + " m apart: see " + line_of_origin(all[j].origin),
                                 spans[i], "leave one of the two out"));
    }
}

}  // namespace

std::vector<PendingZone> read_zones(SiteContext& context, TomlTable& root, SiteAreas& areas) {
  return read_items<PendingZone>(
      root, "zone", [&](TomlTable& item, std::size_t number, auto& taken) -> std::optional<PendingZone> {
        const std::string name = item_name(context, item, "zone", number, taken);
        if (!item.has("for")) item.missing("for", "add for = \"storage\"");
        const auto holds = item.text("for");
        const bool known = holds && std::find(uses().begin(), uses().end(), *holds) != uses().end();
        if (holds && !known)
          item.fault_at(spc::not_a_choice, "for",
                        "\"" + printable(*holds, 40) + "\" is not a value of `" + item.path_of("for") + "`",
                        "one of " + join(uses(), ", "));
        if (!item.has("area")) item.missing("area", "add area = [[10, 10], [60, 10], [60, 50], [10, 50]] in metres");
        const auto area = areas.add_area(item, "area");
        if (!known || !area) return std::nullopt;
        return PendingZone{name, *holds, *area, item.header()};
      });
}

void take_zones(SiteContext& context, SiteAreas& areas, const std::vector<PendingZone>& pending) {
  std::vector<Zone>& zones = context.spec.zones;
  std::vector<TextSpan> spans;
  for (const PendingZone& item : pending)
    for (Polygon& polygon : areas.polygons(item.area)) {
      const auto& parcels = context.spec.site.parcels;
      const bool on_site = std::any_of(parcels.begin(), parcels.end(), [&](const Polygon& parcel) {
        return overlapping_parcels({parcel, polygon}).has_value();
      });
      if (!on_site)
        warn(context, spc::implausible_place, "zone \"" + printable(item.name, 60) + "\" lies off the site", item.span,
             "check its coordinates");
      for (std::size_t i = 0; i < zones.size(); ++i)
        if (zones[i].holds != item.holds && overlapping_parcels({zones[i].area, polygon}))
          context.findings.push_back(context.document.fault(
              spc::conflict,
              "zone \"" + printable(item.name, 60) + "\" for " + item.holds + " overlaps zone \"" +
                  printable(zones[i].name, 60) + "\" for " + zones[i].holds + " in " + line_of_origin(zones[i].origin),
              item.span, "draw them apart: a zone is for one yard only"));
      zones.push_back({item.name, item.holds, std::move(polygon), context.document.origin(item.span)});
      spans.push_back(item.span);
    }
}

void read_adjacencies(SiteContext& context, TomlTable& root) {
  std::vector<TextSpan> spans;
  for (TomlTable& table : root.tables("adjacency")) {
    const auto name = [&](std::string_view key) {
      if (!table.has(key)) table.missing(key, "a tag (CDU-03), a kind (bess) or a service");
      return read_line(table, key);
    };
    const auto a = name("a"), b = name("b");
    const auto metres = [&](std::string_view key) -> std::optional<Length> {
      const auto si = read_quantity(table, key, Dimension::length, 0, 10'000);
      return si ? std::optional(Length{*si}) : std::nullopt;
    };
    const auto within = metres("within"), apart = metres("apart");
    if (table.has("within") == table.has("apart"))
      table.fault(table.has("within") ? spc::conflict : spc::missing_key,
                  table.title() + " must have one of `within` and `apart`", table.header(),
                  "add within = \"30 m\" for near, or apart = \"50 m\" for far");
    table.finish();
    if (!a || !b || within.has_value() == apart.has_value()) continue;
    if (*a == *b && a->find('-') != std::string::npos)
      table.fault(spc::conflict, table.title() + " pairs " + printable(*a, 40) + " with itself", table.header(),
                  "name another module, a kind or a service");
    context.spec.adjacencies.push_back({*a, *b, within, apart, context.document.origin(table.header())});
    spans.push_back(table.header());
  }
  report_contradictions(context, spans);
}

}  // namespace plinth
