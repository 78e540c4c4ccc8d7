// SPDX-License-Identifier: Apache-2.0
#include "core/layout/children.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace plinth::layout {
namespace {

constexpr Millimetres kWall = 100;    ///< thickness kept free along the walls
constexpr Millimetres kFloor = 150;   ///< height of the floor above the lower edge of the parent
constexpr Millimetres kAisle = 1000;  ///< in front of racks
constexpr Millimetres kRear = 600;    ///< behind a single row of racks, where there is room
constexpr Millimetres kBetween = 50;

/// A child in the frame of its parent.
struct Inside {
  std::size_t item = kNone;
  Rect area;
  int rotation = 0;
};

struct Room {
  const Inventory& inventory;
  const ModuleType& parent;
  std::vector<std::size_t> children;

  [[nodiscard]] const ModuleType& type(std::size_t item) const { return *inventory.items[item].type; }
  [[nodiscard]] Rect inner(Millimetres wall) const {
    return {wall, wall, std::max(wall + 1, parent.length - wall), std::max(wall + 1, parent.width - wall)};
  }
};

using Arranged = std::optional<std::vector<Inside>>;

/// Machines stand across the room at its ends, one behind the other; returns what is left of the length.
bool machines_at_ends(const Room& room, const std::vector<std::size_t>& machines, Rect& free,
                      std::vector<Inside>& out) {
  struct Stack {
    Millimetres depth = 0, used = 0;
  };
  std::array<Stack, 2> ends;
  for (std::size_t i = 0; i < machines.size(); ++i) {
    const ModuleType& t = room.type(machines[i]);
    const bool across = t.length <= free.height();  // its length from wall to wall, its front to the racks
    const Millimetres deep = across ? t.width : t.length, high = across ? t.length : t.width;
    const bool left = i % 2 == 0;
    Stack& end = ends[left ? 0 : 1];
    if (end.used + high > free.height()) {
      (left ? free.x0 : free.x1) += left ? end.depth + kBetween : -(end.depth + kBetween);
      end = {};
    }
    if (high > free.height() || deep > free.width()) return false;
    const Millimetres x = left ? free.x0 : free.x1 - deep, y = free.y0 + end.used;
    out.push_back({machines[i], {x, y, x + deep, y + high}, across ? (left ? 90 : 270) : 0});
    end.used += high + kBetween;
    end.depth = std::max(end.depth, deep);
  }
  free.x0 += ends[0].depth > 0 ? ends[0].depth + kBetween : 0;
  free.x1 -= ends[1].depth > 0 ? ends[1].depth + kBetween : 0;
  return free.x0 < free.x1;
}

/// Racks side by side along the room: one row where it is long enough, else two that face each other over an aisle.
bool racks_in_rows(const Room& room, const std::vector<std::size_t>& racks, const Rect& free,
                   std::vector<Inside>& out) {
  if (racks.empty()) return true;
  Millimetres length = 0, depth = 0;
  for (const std::size_t r : racks) {
    length += room.type(r).length;
    depth = std::max(depth, room.type(r).width);
  }
  const bool single = length <= free.width();
  if (depth + (single ? 0 : depth + kAisle) > free.height()) return false;
  std::size_t first_row = racks.size();
  if (!single) first_row = (racks.size() + 1) / 2;
  Millimetres x = free.x0;
  for (std::size_t i = 0; i < racks.size(); ++i) {
    const ModuleType& t = room.type(racks[i]);
    if (i == first_row) x = free.x0;
    const bool north = i < first_row;  // its front looks south, to the aisle
    const Millimetres spare = free.height() - depth;
    const Millimetres back = single ? std::min(kRear, std::max<Millimetres>(0, spare - kAisle)) : 0;
    const Millimetres y1 = north ? free.y1 - back : free.y0 + t.width;
    out.push_back({racks[i], {x, y1 - t.width, x + t.length, y1}, north ? 0 : 180});
    x += t.length;
    if (x > free.x1) return false;
  }
  return true;
}

Arranged as_pod(const Room& room) {
  std::vector<std::size_t> racks, machines;
  for (const std::size_t c : room.children)
    (room.inventory.items[c].node->kind == "rack" ? racks : machines).push_back(c);
  if (racks.empty()) return std::nullopt;
  Rect free = room.inner(kWall);
  std::vector<Inside> out;
  if (!machines_at_ends(room, machines, free, out) || !racks_in_rows(room, racks, free, out)) return std::nullopt;
  return out;
}

/// Rows of modules with their backs to the north wall, then to the south wall, then wherever a row is left.
Arranged in_lines(const Room& room, Millimetres wall, Millimetres between, bool along) {
  const Rect free = room.inner(wall);
  std::vector<Inside> out;
  Millimetres x = free.x0, north = free.y1, south = free.y0, deepest = 0;
  bool at_north = true;
  for (const std::size_t c : room.children) {
    const ModuleType& t = room.type(c);
    const Millimetres w = along ? t.length : t.width, h = along ? t.width : t.length;
    if (w > free.width()) return std::nullopt;
    if (x + w > free.x1) {
      (at_north ? north : south) += at_north ? -(deepest + between) : deepest + between;
      at_north = !at_north;
      x = free.x0;
      deepest = 0;
    }
    const Rect area = at_north ? Rect{x, north - h, x + w, north} : Rect{x, south, x + w, south + h};
    if (area.y0 < south || area.y1 > north) return std::nullopt;
    out.push_back({c, area, along ? (at_north ? 0 : 180) : (at_north ? 270 : 90)});
    deepest = std::max(deepest, h);
    x += w + between;
  }
  return out;
}

/// Along both long walls: each module as far west as it goes, at the north wall or, where something deep stands
/// opposite, at the south wall.
Arranged along_walls(const Room& room, Millimetres wall, bool deepest_first) {
  const Rect free = room.inner(wall);
  std::vector<std::size_t> order = room.children;
  if (deepest_first)
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return room.type(a).width > room.type(b).width; });
  std::vector<Inside> out;
  for (const std::size_t c : order) {
    const ModuleType& t = room.type(c);
    std::optional<Inside> best;
    std::vector<Millimetres> starts{free.x0};
    for (const Inside& i : out) starts.push_back(i.area.x1);
    for (const Millimetres x : starts)
      for (const bool north : {true, false}) {
        const Millimetres y = north ? free.y1 - t.width : free.y0;
        const Rect area{x, y, x + t.length, y + t.width};
        if (!contains(free, area) || (best && area.x0 >= best->area.x0)) continue;
        const auto hits = [&](const Inside& i) { return overlap(i.area, area); };
        if (std::none_of(out.begin(), out.end(), hits)) best = Inside{c, area, north ? 0 : 180};
      }
    if (!best) return std::nullopt;
    out.push_back(*best);
  }
  return out;
}

/// Largest first, each in the first place along the shelves it fits: when nothing tidy does.
Arranged crammed(const Room& room) {
  std::vector<std::size_t> order = room.children;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::max(room.type(a).width, room.type(a).length) > std::max(room.type(b).width, room.type(b).length);
  });
  struct Shelf {
    Millimetres y, depth, x;
  };
  std::vector<Shelf> shelves;
  Millimetres top = 0;
  std::vector<Inside> out;
  for (const std::size_t c : order) {
    const ModuleType& t = room.type(c);
    bool placed = false;
    for (const int rotation : {0, 90}) {
      const Millimetres w = rotation == 0 ? t.length : t.width, h = rotation == 0 ? t.width : t.length;
      for (Shelf& s : shelves) {
        if (placed || h > s.depth || s.x + w > room.parent.length) continue;
        out.push_back({c, {s.x, s.y, s.x + w, s.y + h}, rotation});
        s.x += w;
        placed = true;
      }
      if (placed || top + h > room.parent.width || w > room.parent.length) continue;
      out.push_back({c, {0, top, w, top + h}, rotation});
      shelves.push_back({top, h, w});
      top += h;
      placed = true;
    }
    if (!placed) return std::nullopt;
  }
  return out;
}

/// What does not fit is drawn all the same, side by side and clamped to the parent, so that the fault is seen.
std::vector<Inside> overfull(const Room& room) {
  std::vector<Inside> out;
  const auto share = static_cast<Millimetres>(room.children.size());
  for (std::size_t i = 0; i < room.children.size(); ++i) {
    const ModuleType& t = room.type(room.children[i]);
    const Millimetres at = room.parent.length * static_cast<Millimetres>(i) / share;
    const Millimetres x = std::clamp<Millimetres>(at, 0, std::max<Millimetres>(0, room.parent.length - t.length));
    out.push_back({room.children[i], {x, 0, x + t.length, t.width}, 0});
  }
  return out;
}

Arranged arranged(const Room& room) {
  if (Arranged out = as_pod(room)) return out;
  for (const auto& [wall, between] : {std::pair{kWall, kBetween}, std::pair{Millimetres{0}, Millimetres{0}}})
    for (const bool along : {true, false})
      if (Arranged out = in_lines(room, wall, between, along)) return out;
  for (const Millimetres wall : {kWall, Millimetres{0}})
    for (const bool deepest_first : {false, true})
      if (Arranged out = along_walls(room, wall, deepest_first)) return out;
  return crammed(room);
}

Rect turned_inside(const Rect& r, const ModuleType& parent, int rotation) {
  switch (rotation) {
    case 90:
      return {parent.width - r.y1, r.x0, parent.width - r.y0, r.x1};
    case 180:
      return {parent.length - r.x1, parent.width - r.y1, parent.length - r.x0, parent.width - r.y0};
    case 270:
      return {r.y0, parent.length - r.x1, r.y1, parent.length - r.x0};
    default:
      return r;
  }
}

Finding shortage(const Room& room, const Node& parent, std::size_t count) {
  double need = 0;
  for (const std::size_t c : room.children)
    need += 1e-6 * static_cast<double>(room.type(c).length) * static_cast<double>(room.type(c).width);
  const double have = 1e-6 * static_cast<double>(room.parent.length) * static_cast<double>(room.parent.width);
  Finding f;
  f.code = "LAY004";
  f.severity = Severity::warning;
  f.message = fmt::format("{} modules do not fit into {} ({:.1f} m2 of equipment on {:.1f} m2 of floor){}",
                          room.children.size(), parent.tag, need, have,
                          count > 1 ? fmt::format(", and so in {} more like it", count - 1) : "");
  f.hint = "take a larger '" + parent.kind + "' type, or fewer modules inside it";
  f.required = Measured{need, "m2"};
  f.actual = Measured{have, "m2"};
  return f;
}

}  // namespace

void place_children(const Inventory& inventory, std::vector<Placement>& placements, std::vector<Finding>& findings) {
  // Parents that hold the same types in the same order are furnished alike.
  std::map<std::vector<const ModuleType*>, std::pair<std::vector<Inside>, bool>> known;
  std::map<std::vector<const ModuleType*>, std::vector<std::size_t>> short_of_room;
  std::vector<std::size_t> parents;
  for (std::size_t i = 0; i < inventory.items.size(); ++i)
    if (inventory.items[i].owner == i) parents.push_back(i);
  for (std::size_t at = 0; at < parents.size(); ++at) {  // grows: children may be parents in turn
    const Item& parent = inventory.items[parents[at]];
    if (parent.children.empty()) continue;
    parents.insert(parents.end(), parent.children.begin(), parent.children.end());
    const Room room{inventory, *parent.type, parent.children};
    std::vector<const ModuleType*> key{parent.type};
    for (const std::size_t c : parent.children) key.push_back(inventory.items[c].type);
    auto found = known.find(key);
    if (found == known.end()) {
      Arranged fit = arranged(room);
      const bool fits = fit.has_value();
      std::vector<Inside> inside = fits ? std::move(*fit) : overfull(room);
      for (Inside& i : inside)  // remembered by position among the children
        i.item = static_cast<std::size_t>(std::find(room.children.begin(), room.children.end(), i.item) -
                                          room.children.begin());
      found = known.emplace(key, std::pair{std::move(inside), fits}).first;
    }
    if (!found->second.second) short_of_room[key].push_back(parents[at]);
    const Placement& base = placements[parents[at]];
    for (const Inside& inside : found->second.first) {
      const std::size_t child = parent.children[inside.item];
      const Rect r = turned_inside(inside.area, *parent.type, base.rotation_deg);
      Placement& p = placements[child];
      p.x = base.x + r.x0;
      p.y = base.y + r.y0;
      const Millimetres spare = parent.type->height - inventory.items[child].type->height;
      p.z = base.z + std::clamp<Millimetres>(spare, 0, kFloor);
      p.rotation_deg = (inside.rotation + base.rotation_deg) % 360;
    }
  }
  for (const auto& [key, items] : short_of_room) {
    const Item& first = inventory.items[items.front()];
    Finding f = shortage({inventory, *first.type, first.children}, *first.node, items.size());
    for (const std::size_t i : items) f.tags.push_back(inventory.items[i].node->tag);
    std::sort(f.tags.begin(), f.tags.end());
    findings.push_back(std::move(f));
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.code, a.message) < std::tie(b.code, b.message);  // the maps above are ordered by address
  });
}

}  // namespace plinth::layout
