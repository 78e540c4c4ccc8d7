// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_geometry.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/parcel_overlap.h"
#include "core/input/site_areas.h"
#include "core/input/site_edges.h"
#include "core/input/site_items.h"
#include "core/input/site_keys.h"
#include "core/input/site_overhead.h"
#include "core/input/site_zones.h"

namespace plinth {

namespace {

constexpr double default_gate_width_m = 8.0;
constexpr double largest_plausible_m2 = 200e6;  // the largest campuses under way have some 50 km2
constexpr double gate_tolerance_mm = 50'000;    // farther from the boundary, a gate is probably misplaced

struct PendingKeepOut {
  std::string name, path;
  std::size_t area;
  double clearance;
  bool roads;
  TextSpan span;
};
struct PendingGate {
  std::string name, path;
  std::size_t at;
  double width;
  TextSpan span;
};
struct PendingRoad {
  std::string name;
  std::size_t line;
  double width;
  TextSpan span;
};
struct PendingBuilding {
  std::string name;
  std::size_t area;
  double height;
};

/// The parcels from the largest to the smallest.
std::vector<std::size_t> by_area(const std::vector<Polygon>& parcels) {
  std::vector<std::size_t> order(parcels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return area_m2(parcels[a]) > area_m2(parcels[b]); });
  return order;
}

PlanPoint nearest_boundary_point(const std::vector<Polygon>& parcels, PlanPoint point) {
  PlanPoint best = nearest_point(parcels[0].outer, point);
  for (const Polygon& parcel : parcels) {
    const PlanPoint other = nearest_point(parcel.outer, point);
    if (mm_between(other, point) < mm_between(best, point)) best = other;
  }
  return best;
}

// The middle of the longest south-facing edge in the southern quarter of the parcel: where a road would most simply
// meet it. The ring runs counter-clockwise, so an edge that faces south runs east.
PlanPoint default_gate_place(const Polygon& parcel) {
  const Rect box = bounding_box(parcel.outer);
  const Millimetres limit = box.y0 + box.height() / 4;
  PlanPoint best{(box.x0 + box.x1) / 2, box.y0};
  double longest = 0.0;
  for (std::size_t i = 0; i < parcel.outer.size(); ++i) {
    const PlanPoint a = parcel.outer[i], b = parcel.outer[(i + 1) % parcel.outer.size()];
    const PlanPoint middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
    const bool faces_south = b.x - a.x > std::abs(b.y - a.y);
    if (!faces_south || middle.y > limit || mm_between(a, b) <= longest) continue;
    longest = mm_between(a, b);
    best = middle;
  }
  return nearest_point(parcel.outer, best);
}

std::optional<std::size_t> required_area(SiteAreas& areas, TomlTable& item) {
  if (!item.has("area")) item.missing("area", "add area = [[10, 10], [30, 10], [30, 25], [10, 25]] in metres");
  return areas.add_area(item, "area");
}

std::vector<PendingKeepOut> read_keep_outs(SiteContext& context, TomlTable& site, SiteAreas& areas) {
  return read_items<PendingKeepOut>(
      site, "keep_out", [&](TomlTable& item, std::size_t number, auto& taken) -> std::optional<PendingKeepOut> {
        const std::string name = item_name(context, item, "keep-out", number, taken);
        const double clearance = length_or(context, item, "clearance", 0.0, 0.0, 500.0, "only the area itself is kept");
        const bool roads = item.flag("roads").value_or(false);
        const auto area = required_area(areas, item);
        if (!area) return std::nullopt;
        return PendingKeepOut{name, item.path(), *area, clearance, roads, item.header()};
      });
}

std::vector<PendingGate> read_gates(SiteContext& context, TomlTable& site, SiteAreas& areas) {
  return read_items<PendingGate>(
      site, "gate", [&](TomlTable& item, std::size_t number, auto& taken) -> std::optional<PendingGate> {
        const std::string name = item_name(context, item, "gate", number, taken);
        const double width =
            length_or(context, item, "width", default_gate_width_m, 3.0, 60.0, "two lanes for low-loaders");
        if (!item.has("at")) item.missing("at", "add at = [130, 0]: metres east, north");
        const auto at = areas.add_point(item, "at");
        if (!at) return std::nullopt;
        return PendingGate{name, item.path(), *at, width, item.span("at")};
      });
}

std::vector<PendingRoad> read_roads(SiteContext& context, TomlTable& site, SiteAreas& areas) {
  return read_items<PendingRoad>(site, "road",
                                 [&](TomlTable& item, std::size_t number, auto& taken) -> std::optional<PendingRoad> {
                                   const std::string name = item_name(context, item, "public road", number, taken);
                                   const double width = length_or(context, item, "width", 7.0, 3.0, 60.0, "two lanes");
                                   if (!item.has("line"))
                                     item.missing("line", "add line = [[-50, -8], [300, -8]]: its middle, in metres");
                                   const auto line = areas.add_line(item, "line");
                                   if (!line) return std::nullopt;
                                   return PendingRoad{name, *line, width, item.header()};
                                 });
}

std::vector<PendingBuilding> read_existing(SiteContext& context, TomlTable& site, SiteAreas& areas) {
  return read_items<PendingBuilding>(
      site, "existing", [&](TomlTable& item, std::size_t number, auto& taken) -> std::optional<PendingBuilding> {
        const std::string name = item_name(context, item, "building", number, taken);
        const double height = length_or(context, item, "height", 10.0, 0.5, 500.0, "a two-storey building");
        const auto area = required_area(areas, item);
        if (!area) return std::nullopt;
        return PendingBuilding{name, *area, height};
      });
}

bool take_parcels(SiteContext& context, SiteAreas& areas, std::size_t boundary, const TextSpan& span) {
  SiteSpec::Site& site = context.spec.site;
  site.boundary_source = areas.source(boundary);
  site.parcels = areas.polygons(boundary);
  if (site.parcels.empty()) return false;
  double area = 0.0;
  for (const Polygon& parcel : site.parcels) area += area_m2(parcel);
  if (area < 100.0) {
    context.findings.push_back(context.document.fault(
        spc::implausible_place, "the site has " + round_text(area, 3) + " m2; nothing fits there", span,
        "coordinates are metres; write lengths in other units as text: \"260 ft\""));
    return false;
  }
  if (area > largest_plausible_m2)
    warn(context, spc::implausible_place, "the site has " + round_text(area / 1e6, 4) + " km2", span,
         "coordinates are metres; is the unit of the drawing or the coordinate system the right one?");
  if (const auto pair = overlapping_parcels(site.parcels)) {
    const auto metres = [](Millimetres mm) { return round_text(static_cast<double>(mm) / 1000.0, 7); };
    Finding finding = context.document.fault(
        spc::parcels_overlap,
        "parts " + std::to_string(pair->first + 1) + " and " + std::to_string(pair->second + 1) +
            " of the site boundary overlap by " + round_text(pair->m2, 4) + " m2 at (" + metres(pair->at.x) + ", " +
            metres(pair->at.y) + ") m",
        span, "draw each part of the site once; `plinth check --fix` writes a copy that joins them");
    finding.marks.push_back(pair->at);
    context.findings.push_back(std::move(finding));
    return false;
  }
  return true;
}

void take_keep_outs(SiteContext& context, SiteAreas& areas, const std::vector<PendingKeepOut>& pending) {
  for (const PendingKeepOut& item : pending) {
    const std::vector<Polygon> polygons = areas.polygons(item.area);
    bool touches = polygons.empty();
    for (std::size_t i = 0; i < polygons.size(); ++i) {
      const Rect box = bounding_box(polygons[i].outer).grown(std::llround(item.clearance * 1000.0));
      for (const Polygon& parcel : context.spec.site.parcels) touches = touches || overlap(parcel, box);
      const std::string suffix = polygons.size() > 1 ? " part " + std::to_string(i + 1) : "";
      context.spec.site.keep_outs.push_back({item.name + suffix, polygons[i], Length{item.clearance}, item.roads});
    }
    if (!touches)
      warn(context, spc::implausible_place, "keep-out \"" + printable(item.name, 60) + "\" lies off the site",
           item.span, "check its coordinates; it has no effect");
  }
}

void take_gates(SiteContext& context, const SiteAreas& areas, const std::vector<PendingGate>& pending, bool none) {
  SiteSpec::Site& site = context.spec.site;
  for (const PendingGate& item : pending) {
    const PlanPoint wanted = areas.point(item.at);
    const PlanPoint at = nearest_boundary_point(site.parcels, wanted);
    const double off = mm_between(wanted, at);
    if (off > gate_tolerance_mm)
      warn(context, spc::implausible_place,
           "gate \"" + printable(item.name, 60) + "\" is " + round_text(off / 1000.0, 4) + " m off the boundary",
           item.span, "the nearest boundary point is taken; check its coordinates");
    site.gates.push_back({item.name, at, Length{item.width}});
  }
  if (!none) return;
  std::string places;
  for (const std::size_t i : by_area(site.parcels)) {
    const PlanPoint at = default_gate_place(site.parcels[i]);
    site.gates.push_back({"gate " + std::to_string(site.gates.size() + 1), at, Length{default_gate_width_m}});
    places += (places.empty() ? "[" : ", [") + number_text(static_cast<double>(at.x) / 1000.0) + ", " +
              number_text(static_cast<double>(at.y) / 1000.0) + "]";
  }
  context.use_default(
      "site.gate", places + ", 8 m wide",
      site.gates.size() == 1
          ? "middle of the longest southern edge; give [[site.gate]] where the road is"
          : "middle of the longest southern edge of each parcel; give [[site.gate]] where the roads are");
}

void take_roads(SiteContext& context, const SiteAreas& areas, const std::vector<PendingRoad>& pending) {
  for (const PendingRoad& item : pending) {
    std::size_t parts = 0;
    for (const std::vector<PlanPoint>& line : areas.lines(item.line)) {
      if (line.size() < 2) continue;
      const std::string suffix = ++parts > 1 ? " part " + std::to_string(parts) : "";
      context.spec.site.roads.push_back({item.name + suffix, line, Length{item.width}});
    }
    if (parts == 0)
      context.findings.push_back(context.document.fault(
          spc::not_a_point, "public road \"" + printable(item.name, 60) + "\" has no two different points", item.span,
          "list the points of its middle: line = [[-50, -8], [300, -8]]"));
  }
}

}  // namespace

void read_geometry(SiteContext& context, TomlTable& root, TomlTable& site, TomlTable& utility) {
  SiteAreas areas(context, read_line(site, "crs").value_or(""));
  if (!site.has("boundary"))
    site.missing("boundary",
                 "add boundary = [[0, 0], [260, 0], [260, 180], [0, 180]] in metres, or \"parcel.geojson\"");
  const auto boundary = areas.add_area(site, "boundary");
  const auto connection = areas.add_point(utility, "at");
  const auto keep_outs = read_keep_outs(context, site, areas);
  const auto gates = read_gates(context, site, areas);
  const auto existing = read_existing(context, site, areas);
  const auto roads = read_roads(context, site, areas);
  const auto overhead = read_overhead(context, site, areas);
  const EdgeWishes edges = read_edges(context, site, areas);
  const auto zones = read_zones(context, root, areas);
  if (!boundary || !areas.project()) return;
  if (connection) context.spec.utility.at = areas.point(*connection);
  if (!take_parcels(context, areas, *boundary, site.span("boundary"))) return;
  take_keep_outs(context, areas, keep_outs);
  take_overhead(context, areas, overhead);
  take_roads(context, areas, roads);
  take_gates(context, areas, gates, !site.has("gate"));
  for (const PendingBuilding& item : existing)
    for (Polygon& polygon : areas.polygons(item.area))
      context.spec.site.existing.push_back({item.name, std::move(polygon), Length{item.height}});
  take_edges(context, areas, areas.outlines(*boundary), edges);
  take_zones(context, areas, zones);
}

}  // namespace plinth
