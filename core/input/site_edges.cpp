// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_edges.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/input/site_items.h"
#include "core/input/site_keys.h"

namespace plinth {

namespace {

/// One edge of a parcel, with its outward direction as a unit vector.
struct Edge {
  PlanPoint a, b;
  double out_x = 0, out_y = 0;
  std::optional<Length> setback;
  const EdgeWish* by = nullptr;  ///< the wish that named it by number or point
};

std::optional<Length> length_of(TomlTable& table, std::string_view key) {
  const auto metres = read_quantity(table, key, Dimension::length, 0, 500, "a setback is measured inwards");
  return metres ? std::optional(Length{*metres}) : std::nullopt;
}

std::vector<Edge> edges_of(const std::vector<Polygon>& parcels) {
  std::vector<Edge> edges;
  const auto add = [&](const Ring& ring) {  // the land lies to the left of every edge, of holes too
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const PlanPoint a = ring[i], b = ring[(i + 1) % ring.size()];
      const double length = mm_between(a, b);
      edges.push_back({a, b, static_cast<double>(b.y - a.y) / length, static_cast<double>(a.x - b.x) / length, {}, {}});
    }
  };
  for (const Polygon& parcel : parcels) {
    add(parcel.outer);
    for (const Ring& hole : parcel.holes) add(hole);
  }
  return edges;
}

Edge& nearest_edge(std::vector<Edge>& edges, PlanPoint point) {
  return *std::min_element(edges.begin(), edges.end(), [&](const Edge& p, const Edge& q) {
    return distance(Ring{p.a, p.b}, point) < distance(Ring{q.a, q.b}, point);
  });
}

Edge* numbered_edge(std::vector<Edge>& edges, const std::vector<Ring>& outlines, long long number) {
  for (const Ring& ring : outlines) {
    const auto count = static_cast<long long>(ring.size());
    if (number > count) {
      number -= count;
      continue;
    }
    const PlanPoint a = ring[static_cast<std::size_t>(number - 1)], b = ring[static_cast<std::size_t>(number % count)];
    for (Edge& edge : edges)
      if ((edge.a == a && edge.b == b) || (edge.a == b && edge.b == a)) return &edge;
  }
  return nullptr;
}

bool faces(const Edge& edge, double x, double y) { return edge.out_x * x + edge.out_y * y >= std::sqrt(0.5) - 1e-9; }

bool faces(const Edge& edge, const std::string& side) {
  return side == "east"    ? faces(edge, 1, 0)
         : side == "north" ? faces(edge, 0, 1)
         : side == "west"  ? faces(edge, -1, 0)
                           : faces(edge, 0, -1);
}

void by_position(std::vector<Edge>& edges, const EdgeWishes& wishes, PlanPoint gate) {
  const Edge front = nearest_edge(edges, gate);
  for (Edge& edge : edges) {
    const bool is_front = faces(edge, front.out_x, front.out_y);
    const bool is_rear = !is_front && faces(edge, -front.out_x, -front.out_y);
    const auto& setback = is_front ? wishes.front : is_rear ? wishes.rear : wishes.side;
    if (setback) edge.setback = setback;
  }
}

void set_one(SiteContext& context, Edge& edge, const EdgeWish& wish) {
  if (edge.by != nullptr && edge.by->setback != wish.setback)
    context.findings.push_back(
        context.document.fault(spc::conflict,
                               "this edge of the boundary has another setback by the [[site.edge]] in line " +
                                   std::to_string(context.document.origin(edge.by->span).line),
                               wish.span, "leave one of them out"));
  edge.setback = wish.setback;
  edge.by = &wish;
}

}  // namespace

EdgeWishes read_edges(SiteContext& context, TomlTable& site, SiteAreas& areas) {
  EdgeWishes wishes{
      length_of(site, "front_setback"), length_of(site, "side_setback"), length_of(site, "rear_setback"), {}};
  wishes.edges =
      read_items<EdgeWish>(site, "edge", [&](TomlTable& item, std::size_t, auto&) -> std::optional<EdgeWish> {
        EdgeWish wish{
            item.integer("number"), areas.add_point(item, "at"), item.text("faces").value_or(""), {}, item.header()};
        if (!item.has("setback")) item.missing("setback", "add setback = \"15 m\"");
        const auto setback = length_of(item, "setback");
        const int ways = int{item.has("number")} + int{item.has("at")} + int{item.has("faces")};
        if (ways != 1)
          item.fault(ways == 0 ? spc::missing_key : spc::conflict,
                     item.title() + " must name its edge in one way: `number`, `at` or `faces`", item.header(),
                     "add faces = \"south\", or number = 1, or at = [130, 0]");
        const bool side = wish.faces.empty() || wish.faces == "north" || wish.faces == "east" ||
                          wish.faces == "south" || wish.faces == "west";
        if (!side)
          item.fault_at(spc::not_a_choice, "faces",
                        "\"" + printable(wish.faces, 40) + "\" is not a value of `" + item.path_of("faces") + "`",
                        "one of north, east, south, west");
        if (!setback || ways != 1 || !side) return std::nullopt;
        wish.setback = *setback;
        return wish;
      });
  static_cast<void>(context);
  return wishes;
}

void take_edges(SiteContext& context, const SiteAreas& areas, const std::vector<Ring>& outlines,
                const EdgeWishes& wishes) {
  SiteSpec::Site& site = context.spec.site;
  if (site.gates.empty()) return;  // every one of them was faulty
  std::vector<Edge> edges = edges_of(site.parcels);
  by_position(edges, wishes, site.gates.front().at);
  for (const EdgeWish& wish : wishes.edges) {
    if (wish.faces.empty()) continue;
    for (Edge& edge : edges)
      if (faces(edge, wish.faces)) edge.setback = wish.setback;
  }
  for (const EdgeWish& wish : wishes.edges) {
    if (wish.at) set_one(context, nearest_edge(edges, areas.point(*wish.at)), wish);
    if (!wish.number) continue;
    Edge* edge = *wish.number >= 1 ? numbered_edge(edges, outlines, *wish.number) : nullptr;
    if (edge != nullptr)
      set_one(context, *edge, wish);
    else
      context.findings.push_back(
          context.document.fault(spc::out_of_range, "the boundary has no edge " + std::to_string(*wish.number),
                                 wish.span, "edges are counted from 1 in the order of the corners"));
  }
  for (const Edge& edge : edges)
    if (edge.setback && *edge.setback != site.setback) site.edges.push_back({edge.a, edge.b, *edge.setback});
}

}  // namespace plinth
