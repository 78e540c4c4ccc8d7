// SPDX-License-Identifier: Apache-2.0
#include "core/layout/groups.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string>

namespace plinth::layout {
namespace {

using Indices = std::vector<std::size_t>;

/// Modules of one block, or of the yards, by zone.
struct Zones {
  Indices it, power, cooling, electrical, generator, storage;
};

/// Largest part of a group at each cut: pods of a block, generator sets, power conversion systems.
constexpr std::array<std::size_t, 5> kPods{12, 6, 3, 1, 1}, kSets{16, 8, 4, 2, 1}, kConversions{6, 3, 2, 1, 1};

/// Most main transformers that stand along one lane: more would make the yard longer than what it feeds.
constexpr std::size_t kAtLane = 12;

std::map<int, Zones> sorted_by_zone(const Inventory& inventory) {
  std::map<int, Zones> blocks;
  for (std::size_t i = 0; i < inventory.items.size(); ++i) {
    const Item& item = inventory.items[i];
    if (item.owner != i || item.pin != nullptr) continue;
    Zones& own = blocks[item.node->block];
    Zones& yard = blocks[0];
    if (item.zone == "block-it")
      own.it.push_back(i);
    else if (item.zone == "block-power")
      own.power.push_back(i);
    else if (item.zone == "block-cooling")
      own.cooling.push_back(i);
    else if (item.zone == "yard-generator")
      yard.generator.push_back(i);
    else if (item.zone == "yard-storage")
      yard.storage.push_back(i);
    else
      yard.electrical.push_back(i);
  }
  return blocks;
}

/// The first module of a kind among `wanted` that an edge joins to `index`.
std::size_t partner(const Inventory& inventory, std::size_t index, std::initializer_list<std::string_view> wanted) {
  for (const std::size_t c : inventory.joined[index]) {
    const Connection& connection = inventory.connections[c];
    const std::size_t other = inventory.items[connection.from == index ? connection.to : connection.from].owner;
    for (const std::string_view kind : wanted)
      if (inventory.items[other].node->kind == kind) return other;
  }
  return kNone;
}

bool is_kind(const Inventory& inventory, std::size_t index, std::initializer_list<std::string_view> kinds) {
  return std::find(kinds.begin(), kinds.end(), inventory.items[index].node->kind) != kinds.end();
}

std::vector<Cell> singles(const Indices& items) {
  std::vector<Cell> cells;
  for (const std::size_t i : items) cells.push_back({{i}, {}});
  return cells;
}

/// Coolers with their pump skid beside them; header skids and their tank first, nearest to the pods.
std::vector<Cell> cooling_cells(const Inventory& inventory, const Indices& items) {
  std::map<std::size_t, Indices> pumps;
  Indices heads, leaders;
  for (const std::size_t i : items) {
    if (is_kind(inventory, i, {"header_skid", "buffer_tank"})) {
      heads.push_back(i);
    } else if (is_kind(inventory, i, {"fws_pump_skid", "chw_pump_skid"})) {
      const std::size_t leader =
          partner(inventory, i, {"dry_cooler", "adiabatic_cooler", "cooling_tower", "fluid_cooler", "chiller"});
      const bool here = std::find(items.begin(), items.end(), leader) != items.end();
      if (here)
        pumps[leader].push_back(i);
      else
        leaders.push_back(i);
    } else {
      leaders.push_back(i);
    }
  }
  std::stable_sort(heads.begin(), heads.end(), [&](std::size_t a, std::size_t b) {
    return is_kind(inventory, a, {"header_skid"}) > is_kind(inventory, b, {"header_skid"});
  });
  std::vector<Cell> cells = singles(heads);
  for (const std::size_t i : leaders) {
    Cell cell{{i}, {}};
    cell.lower.insert(cell.lower.end(), pumps[i].begin(), pumps[i].end());
    cells.push_back(std::move(cell));
  }
  return cells;
}

/// Part `part` of `parts` of a list, all parts about equal.
template <class T>
std::vector<T> share(const std::vector<T>& list, std::size_t part, std::size_t parts) {
  const std::size_t from = list.size() * part / parts, to = list.size() * (part + 1) / parts;
  return {list.begin() + static_cast<std::ptrdiff_t>(from), list.begin() + static_cast<std::ptrdiff_t>(to)};
}

std::size_t pieces(std::size_t count, std::size_t largest) {
  return std::max<std::size_t>(1, (count + largest - 1) / largest);
}

std::string part_name(const std::string& name, std::size_t part, std::size_t parts) {
  return parts == 1 ? name : name + "." + std::to_string(part + 1);
}

void add_block(std::vector<GroupSpec>& groups, const Inventory& inventory, int block, const Zones& zones, int cut) {
  const std::vector<Cell> cooling = cooling_cells(inventory, zones.cooling);
  const std::size_t most = std::max({zones.it.size(), zones.power.size(), cooling.size()});
  if (most == 0) return;
  const std::size_t largest = kPods[static_cast<std::size_t>(cut)];
  const std::size_t parts = zones.it.empty() ? pieces(most, largest) : pieces(zones.it.size(), largest);
  const std::string name = block == 0 ? "Plant yard" : "Block " + std::to_string(block);
  for (std::size_t p = 0; p < parts; ++p)
    groups.push_back({part_name(name, p, parts),
                      block,
                      {{share(cooling, p, parts), true, RowUse::cooling},
                       {singles(share(zones.it, p, parts)), true, RowUse::it},
                       {singles(share(zones.power, p, parts)), false, RowUse::power}}});
}

using Served = std::function<bool(const GroupSpec&)>;

/// A yard in `least` parts or in more, up to `most`, until roads around each part serve all of it; in `least` parts
/// where that never comes. `cut_up` makes all parts of so many.
template <class CutUp>
void add_yard(std::vector<GroupSpec>& groups, std::size_t least, std::size_t most, const Served& served,
              const CutUp& cut_up) {
  const std::vector<GroupSpec> fewest = cut_up(least);
  std::vector<GroupSpec> parts = fewest;
  for (std::size_t count = least; !std::all_of(parts.begin(), parts.end(), served); parts = cut_up(++count))
    if (count >= most) {
      parts = fewest;
      break;
    }
  groups.insert(groups.end(), parts.begin(), parts.end());
}

/// How many of a follower's neighbours are in each part of the leaders.
std::vector<std::size_t> neighbours_by_part(const Inventory& inventory, std::size_t follower,
                                            const std::map<std::size_t, std::size_t>& part_of, std::size_t parts) {
  std::vector<std::size_t> count(parts);
  for (const std::size_t c : inventory.joined[follower]) {
    const Connection& connection = inventory.connections[c];
    const std::size_t other = inventory.items[connection.from == follower ? connection.to : connection.from].owner;
    if (const auto found = part_of.find(other); found != part_of.end()) ++count[found->second];
  }
  return count;
}

/// Leaders in parts; a follower goes to the part with the largest share of leaders it is joined to, and where several
/// are alike to the one at its own place in the order.
std::vector<Indices> with_followers(const Inventory& inventory, const Indices& followers, const Indices& leaders,
                                    std::size_t parts) {
  std::map<std::size_t, std::size_t> part_of;
  std::vector<std::size_t> size(parts);
  for (std::size_t p = 0; p < parts; ++p)
    for (const std::size_t leader : share(leaders, p, parts)) part_of[leader] = p, ++size[p];
  std::vector<Indices> out(parts);
  for (std::size_t i = 0; i < followers.size(); ++i) {
    const std::vector<std::size_t> count = neighbours_by_part(inventory, followers[i], part_of, parts);
    std::size_t best = i * parts / followers.size();
    for (std::size_t p = 0; p < parts; ++p)
      if (count[p] * size[best] > count[best] * size[p]) best = p;
    out[best].push_back(followers[i]);
  }
  return out;
}

void add_electrical(std::vector<GroupSpec>& groups, const Inventory& inventory, const Indices& items,
                    const Served& served) {
  if (items.empty()) return;
  Indices intake, transformers, rest;
  for (const std::size_t i : items)
    (is_kind(inventory, i, {"intake"})             ? intake
     : is_kind(inventory, i, {"main_transformer"}) ? transformers
                                                   : rest)
        .push_back(i);
  // Boards first, so that both switchgear line-ups stand side by side and the control room at the end.
  std::stable_sort(rest.begin(), rest.end(), [&](std::size_t a, std::size_t b) {
    return is_kind(inventory, a, {"mv_switchgear"}) > is_kind(inventory, b, {"mv_switchgear"});
  });
  add_yard(groups, 1, std::max<std::size_t>(1, transformers.size()), served, [&](std::size_t parts) {
    const auto intakes = with_followers(inventory, intake, transformers, parts);
    const auto others = with_followers(inventory, rest, transformers, parts);
    std::vector<GroupSpec> yards;
    for (std::size_t p = 0; p < parts; ++p) {
      const Indices own = share(transformers, p, parts);
      GroupSpec yard{part_name("Electrical yard", p, parts),
                     0,
                     {{singles(intakes[p]), true}, {singles(own), true}, {singles(others[p]), false}}};
      if (own.size() <= kAtLane &&
          !served(yard)) {  // transformers too heavy for the middle of the yard: along the lane, beside the intake
        std::vector<Cell> row = singles(intakes[p]);
        for (Cell& cell : singles(own)) row.push_back(std::move(cell));
        GroupSpec at_lane{yard.name, 0, {{std::move(row), false}, {singles(others[p]), false}}};
        if (served(at_lane)) yard = std::move(at_lane);
      }
      yards.push_back(std::move(yard));
    }
    return yards;
  });
}

void add_generators(std::vector<GroupSpec>& groups, const Inventory& inventory, const Indices& items, int cut,
                    const Served& served) {
  Indices sets, boards, rest;
  for (const std::size_t i : items)
    (is_kind(inventory, i, {"genset"})                 ? sets
     : is_kind(inventory, i, {"generator_switchgear"}) ? boards
                                                       : rest)
        .push_back(i);
  const Indices& leaders = sets.empty() ? items : sets;
  if (leaders.empty()) return;
  const std::size_t least = pieces(leaders.size(), kSets[static_cast<std::size_t>(cut)]);
  add_yard(groups, least, leaders.size(), served, [&](std::size_t parts) {
    const auto tanks = with_followers(inventory, rest, leaders, parts);
    const auto switchgear = with_followers(inventory, boards, leaders, parts);
    std::vector<GroupSpec> yards;
    for (std::size_t p = 0; p < parts; ++p)
      yards.push_back({part_name("Generator yard", p, parts),
                       0,
                       {{singles(tanks[p]), true, RowUse::generator},
                        {singles(share(sets, p, parts)), true, RowUse::generator},
                        {singles(switchgear[p]), false, RowUse::generator}}});
    return yards;
  });
}

void add_storage(std::vector<GroupSpec>& groups, const Inventory& inventory, const Indices& items, int cut,
                 const Served& served) {
  std::map<std::size_t, Cell> conversions;
  std::vector<Cell> cells;
  for (const std::size_t i : items)
    if (is_kind(inventory, i, {"pcs"})) conversions[i].upper.push_back(i);
  for (const std::size_t i : items) {
    if (is_kind(inventory, i, {"pcs"})) continue;
    const auto found = conversions.find(partner(inventory, i, {"pcs"}));
    if (found != conversions.end())
      found->second.lower.push_back(i);
    else
      cells.push_back({{i}, {}});
  }
  std::vector<Cell> all;
  for (auto& [index, cell] : conversions) all.push_back(std::move(cell));
  all.insert(all.end(), cells.begin(), cells.end());
  if (all.empty()) return;
  const std::size_t least = pieces(all.size(), kConversions[static_cast<std::size_t>(cut)]);
  add_yard(groups, least, all.size(), served, [&](std::size_t parts) {
    std::vector<GroupSpec> yards;
    for (std::size_t p = 0; p < parts; ++p)
      yards.push_back({part_name("Storage yard", p, parts), 0, {{share(all, p, parts), true, RowUse::storage}}});
    return yards;
  });
}

/// Every module a group of its own: what still fits where nothing else does.
std::vector<GroupSpec> one_by_one(const std::vector<GroupSpec>& groups) {
  std::vector<GroupSpec> out;
  for (const GroupSpec& group : groups)
    for (const Strip& strip : group.strips)
      for (const Cell& cell : strip.cells)
        for (const Indices* tier : {&cell.lower, &cell.upper})
          for (const std::size_t i : *tier) out.push_back({group.name, group.block, {{{{{i}, {}}}, false}}, group.use});
  return out;
}

}  // namespace

std::string_view use_of(const Item& item) {
  if (item.zone.starts_with("block-")) return "blocks";
  return item.zone == "yard-generator" ? "generator" : item.zone == "yard-storage" ? "storage" : "electrical";
}

std::vector<GroupSpec> groups_of(const Inventory& inventory, int cut, bool desk_apart, const Served& served) {
  std::vector<GroupSpec> groups;
  std::map<int, Zones> zones = sorted_by_zone(inventory);
  if (desk_apart && cut < kFinest) {
    Indices &yard = zones[0].electrical, desk;
    std::copy_if(yard.begin(), yard.end(), std::back_inserter(desk),
                 [&](std::size_t i) { return is_kind(inventory, i, {kControlRoom}); });
    std::erase_if(yard, [&](std::size_t i) { return is_kind(inventory, i, {kControlRoom}); });
    if (!desk.empty()) groups.push_back({kDesk, 0, {{singles(desk), true}}});
  }
  if (zones.contains(0)) {
    add_electrical(groups, inventory, zones[0].electrical, served);
    add_generators(groups, inventory, zones[0].generator, cut, served);
    add_storage(groups, inventory, zones[0].storage, cut, served);
  }
  for (const auto& [block, own] : zones) add_block(groups, inventory, block, own, cut);
  for (GroupSpec& group : groups) {
    std::erase_if(group.strips, [](const Strip& s) { return s.cells.empty(); });
  }
  std::erase_if(groups, [](const GroupSpec& g) { return g.strips.empty(); });
  for (GroupSpec& group : groups) {
    const Cell& cell = group.strips.front().cells.front();
    group.use = use_of(inventory.items[cell.lower.empty() ? cell.upper.front() : cell.lower.front()]);
  }
  return cut >= kFinest ? one_by_one(groups) : groups;
}

}  // namespace plinth::layout
