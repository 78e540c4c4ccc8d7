// SPDX-License-Identifier: Apache-2.0
#include "core/layout/routes.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string_view>
#include <tuple>

#include "core/layout/duct_banks.h"
#include "core/layout/group_ways.h"
#include "core/layout/network.h"

namespace plinth::layout {
namespace {

/// Which group and row a top-level module stands in.
struct Seat {
  std::size_t group = kNone, row = 0;
};

struct End {
  std::size_t item = kNone;
  const Port* port = nullptr;
  PlanPoint at;
  Millimetres z = 0;
};

class Router {
 public:
  Router(const Inventory& inventory, const std::vector<Placement>& placements, const std::vector<GroundGroup>& groups,
         const std::vector<Corridor>& corridors, const Catalog& catalog, const DuctRoom& room)
      : corridors_(corridors),
        inventory_(inventory),
        placements_(placements),
        catalog_(catalog),
        room_(room),
        network_(corridors),
        banks_(network_, corridors, room),
        seats_(inventory.items.size()) {
    for (std::size_t g = 0; g < groups.size(); ++g) {
      ways_.emplace_back(groups[g], corridors);
      exits_.emplace_back();
      for (const Millimetres aisle : ways_.back().aisles())
        for (int end = 0; end < 2; ++end) exits_.back().push_back(aisle > 0 ? banks_.add_exit(aisle) : kNone);
      for (std::size_t r = 0; r < groups[g].plan.rows.size(); ++r)
        for (const Standing& s : groups[g].plan.rows[r].items) seats_[s.item] = {g, r};
    }
    for (const Connection& c : inventory.connections) {
      ++degree_[port_key(c.from, c.from_port)];
      ++degree_[port_key(c.to, c.to_port)];
    }
  }

  [[nodiscard]] Route route(const Connection& connection, bool& forced);
  void begin_path(std::string_view path) { banks_.begin(path); }
  /// From now on routes of path B: they keep out of corridors too narrow for both where path A runs, if they can.
  void begin_path_b(const std::vector<Route>& routed, const std::vector<const Connection*>& whose);

 private:
  using PortKey = std::pair<std::size_t, std::string_view>;
  static PortKey port_key(std::size_t item, const Port* port) {
    return {item, port == nullptr ? std::string_view{} : std::string_view{port->name}};
  }
  [[nodiscard]] End end_of(std::size_t item, const Port* port) const;
  /// A tree, and the prices of corridors that it was grown at.
  struct Priced {
    Network::Tree tree;
    int prices = 0;
  };
  [[nodiscard]] Way way_between(const Edge& edge, const End& from, const End& to, bool& forced);
  [[nodiscard]] std::optional<Way> along_corridors(const Edge& edge, const End& from, const End& to);

  const std::vector<Corridor>& corridors_;
  const Inventory& inventory_;
  const std::vector<Placement>& placements_;
  const Catalog& catalog_;
  const DuctRoom& room_;
  Network network_;
  DuctBanks banks_;
  std::vector<GroupWays> ways_;
  std::vector<std::vector<std::size_t>> exits_;  ///< links by group and number of the exit
  std::vector<Seat> seats_;
  std::map<PortKey, std::size_t> degree_;
  std::map<PortKey, Priced> trees_;
};

End Router::end_of(std::size_t item, const Port* port) const {
  const ModuleType& type = *inventory_.items[item].type;
  const Placement& placement = placements_[item];
  if (port == nullptr) return {item, port, footprint(type, placement).centre(), placement.z + type.height / 2};
  const PortPlace place = place_of(*port, type, placement);
  return {item, port, place.at, place.z};
}

bool electric(const Edge& edge) {
  return edge.medium == Medium::mv || edge.medium == Medium::lv || edge.medium == Medium::dc;
}

/// Of cables of a path: "A" or "B", else nothing.
std::string_view path_of(const Edge& edge) {
  return electric(edge) && (edge.path == "A" || edge.path == "B") ? std::string_view(edge.path) : std::string_view();
}

/// A way round may be this much longer before a corridor that is too narrow for both paths is taken all the same.
constexpr Millimetres kDetour = 6;

void Router::begin_path_b(const std::vector<Route>& routed, const std::vector<const Connection*>& whose) {
  std::vector<bool> taken(corridors_.size(), false);
  bool any = false;
  for (std::size_t i = 0; i < routed.size(); ++i) {
    if (whose[i]->edge->path != "A" || !electric(*whose[i]->edge)) continue;
    for (std::size_t k = 1; k < routed[i].points.size(); ++k) {
      const std::size_t c = network_.corridor_of(routed[i].points[k - 1], routed[i].points[k]);
      if (c == kNone || std::min(corridors_[c].area.width(), corridors_[c].area.height()) >= room_.both_paths) continue;
      taken[c] = any = true;
    }
  }
  if (!any) return;
  network_.avoid(taken, kDetour);
  trees_.clear();
}

/// A tree grows from the busier end: one switchgear feeder serves hundreds of edges.
std::optional<Way> Router::along_corridors(const Edge& edge, const End& from, const End& to) {
  const PortKey a = port_key(from.item, from.port), b = port_key(to.item, to.port);
  const bool turned = degree_[b] > degree_[a];
  const End& source = turned ? to : from;
  const End& target = turned ? from : to;
  const auto doors = [&](const End& end) {
    const Seat& seat = seats_[inventory_.items[end.item].owner];
    std::vector<Door> out = ways_[seat.group].doors(end.at, seat.row);
    for (Door& door : out)
      if (door.exit != kNone) door.exit = exits_[seat.group][door.exit];
    return out;
  };
  const PortKey key = turned ? b : a;
  const Millimetres width = duct_width(edge, catalog_, room_);
  auto tree = trees_.find(key);
  if (tree == trees_.end())
    tree = trees_.emplace(key, Priced{network_.grow(doors(source), width > 0), banks_.prices()}).first;
  const std::vector<Door> ends = doors(target);
  std::optional<Network::Found> found = network_.way(tree->second.tree, ends);
  if (found && width > 0) {
    if (tree->second.prices != banks_.prices() && banks_.full(found->links, width)) {
      tree->second = {network_.grow(doors(source), true), banks_.prices()};
      found = network_.way(tree->second.tree, ends);
    }
    banks_.take(found->links, width);
  }
  if (!found) return std::nullopt;
  if (turned) std::reverse(found->way.begin(), found->way.end());
  return std::move(found->way);
}

Way Router::way_between(const Edge& edge, const End& from, const End& to, bool& forced) {
  const Way direct = simplified({from.at, {to.at.x, from.at.y}, to.at});
  const std::size_t owner = inventory_.items[from.item].owner;
  if (owner == inventory_.items[to.item].owner) return direct;
  const Seat &a = seats_[owner], &b = seats_[inventory_.items[to.item].owner];
  if (a.group == kNone || b.group == kNone) return direct;
  if (a.group == b.group) {
    if (Way way = ways_[a.group].inside(from.at, a.row, to.at, b.row); !way.empty()) return way;
  } else if (std::optional<Way> way = along_corridors(edge, from, to)) {
    return *way;
  }
  forced = true;
  return direct;
}

Route Router::route(const Connection& connection, bool& forced) {
  const End from = end_of(connection.from, connection.from_port), to = end_of(connection.to, connection.to_port);
  Route route{connection.edge->id, way_between(*connection.edge, from, to, forced), 0};
  if (route.points.size() == 1) route.points.push_back(route.points.front());  // ports above each other
  route.length = length_of(route.points) + std::abs(from.z - to.z);
  return route;
}

}  // namespace

std::vector<Route> make_routes(const Inventory& inventory, const std::vector<Placement>& placements,
                               const std::vector<GroundGroup>& groups, const std::vector<Corridor>& corridors,
                               const Catalog& catalog, const DuctRoom& room, std::vector<Finding>& findings) {
  Router router(inventory, placements, groups, corridors, catalog, room);
  std::vector<Route> routes;
  std::vector<const Connection*> whose;
  routes.reserve(inventory.connections.size());
  std::vector<std::string> across;
  const auto route_all = [&](std::string_view path) {
    router.begin_path(path);
    for (const Connection& connection : inventory.connections) {
      if (path_of(*connection.edge) != path) continue;
      bool forced = false;
      routes.push_back(router.route(connection, forced));
      whose.push_back(&connection);
      if (forced) across.push_back(connection.edge->id);
    }
  };
  route_all("");
  route_all("A");
  router.begin_path_b(routes, whose);
  route_all("B");
  std::sort(across.begin(), across.end());
  std::sort(routes.begin(), routes.end(), [](const Route& a, const Route& b) { return a.edge < b.edge; });
  if (!across.empty()) {
    Finding f;
    f.code = "LAY007";
    f.severity = Severity::warning;
    f.message = "no free way for " + std::to_string(across.size()) + " connections, the first " + across.front() +
                ": they are drawn straight across modules";
    f.hint = "leave at least a metre around pinned modules";
    findings.push_back(std::move(f));
  }
  return routes;
}

}  // namespace plinth::layout
