// SPDX-License-Identifier: Apache-2.0
#include "core/layout/routes.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string_view>
#include <tuple>

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
         const std::vector<Corridor>& corridors)
      : corridors_(corridors),
        inventory_(inventory),
        placements_(placements),
        network_(corridors),
        seats_(inventory.items.size()) {
    for (std::size_t g = 0; g < groups.size(); ++g) {
      ways_.emplace_back(groups[g], corridors);
      for (std::size_t r = 0; r < groups[g].plan.rows.size(); ++r)
        for (const Standing& s : groups[g].plan.rows[r].items) seats_[s.item] = {g, r};
    }
    for (const Connection& c : inventory.connections) {
      ++degree_[port_key(c.from, c.from_port)];
      ++degree_[port_key(c.to, c.to_port)];
    }
  }

  [[nodiscard]] Route route(const Connection& connection, bool& forced);
  /// From now on routes of path B: they keep out of corridors too narrow for both where path A runs, if they can.
  void begin_path_b(const std::vector<Route>& routed, const std::vector<const Connection*>& whose, Millimetres narrow);

 private:
  using PortKey = std::pair<std::size_t, std::string_view>;
  static PortKey port_key(std::size_t item, const Port* port) {
    return {item, port == nullptr ? std::string_view{} : std::string_view{port->name}};
  }
  [[nodiscard]] End end_of(std::size_t item, const Port* port) const;
  [[nodiscard]] Way way_between(const End& from, const End& to, bool& forced);
  [[nodiscard]] std::optional<Way> along_corridors(const End& from, const End& to);

  const std::vector<Corridor>& corridors_;
  const Inventory& inventory_;
  const std::vector<Placement>& placements_;
  Network network_;
  std::vector<GroupWays> ways_;
  std::vector<Seat> seats_;
  std::map<PortKey, std::size_t> degree_;
  std::map<PortKey, Network::Tree> trees_;
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

/// A way round may be this much longer before a corridor that is too narrow for both paths is taken all the same.
constexpr Millimetres kDetour = 6;

void Router::begin_path_b(const std::vector<Route>& routed, const std::vector<const Connection*>& whose,
                          Millimetres narrow) {
  std::vector<bool> taken(corridors_.size(), false);
  bool any = false;
  for (std::size_t i = 0; i < routed.size(); ++i) {
    if (whose[i]->edge->path != "A" || !electric(*whose[i]->edge)) continue;
    for (std::size_t k = 1; k < routed[i].points.size(); ++k) {
      const std::size_t c = network_.corridor_of(routed[i].points[k - 1], routed[i].points[k]);
      if (c == kNone || std::min(corridors_[c].area.width(), corridors_[c].area.height()) >= narrow) continue;
      taken[c] = any = true;
    }
  }
  if (!any) return;
  network_.avoid(taken, kDetour);
  trees_.clear();
}

/// A tree grows from the busier end: one switchgear feeder serves hundreds of edges.
std::optional<Way> Router::along_corridors(const End& from, const End& to) {
  const PortKey a = port_key(from.item, from.port), b = port_key(to.item, to.port);
  const bool turned = degree_[b] > degree_[a];
  const End& source = turned ? to : from;
  const End& target = turned ? from : to;
  const auto doors = [&](const End& end) {
    const Seat& seat = seats_[inventory_.items[end.item].owner];
    return ways_[seat.group].doors(end.at, seat.row);
  };
  const PortKey key = turned ? b : a;
  auto tree = trees_.find(key);
  if (tree == trees_.end()) tree = trees_.emplace(key, network_.grow(doors(source))).first;
  std::optional<Way> way = network_.way(tree->second, doors(target));
  if (way && turned) std::reverse(way->begin(), way->end());
  return way;
}

Way Router::way_between(const End& from, const End& to, bool& forced) {
  const Way direct = simplified({from.at, {to.at.x, from.at.y}, to.at});
  const std::size_t owner = inventory_.items[from.item].owner;
  if (owner == inventory_.items[to.item].owner) return direct;
  const Seat &a = seats_[owner], &b = seats_[inventory_.items[to.item].owner];
  if (a.group == kNone || b.group == kNone) return direct;
  if (a.group == b.group) {
    if (Way way = ways_[a.group].inside(from.at, a.row, to.at, b.row); !way.empty()) return way;
  } else if (std::optional<Way> way = along_corridors(from, to)) {
    return *way;
  }
  forced = true;
  return direct;
}

Route Router::route(const Connection& connection, bool& forced) {
  const End from = end_of(connection.from, connection.from_port), to = end_of(connection.to, connection.to_port);
  Route route{connection.edge->id, way_between(from, to, forced), 0};
  if (route.points.size() == 1) route.points.push_back(route.points.front());  // ports above each other
  route.length = length_of(route.points) + std::abs(from.z - to.z);
  return route;
}

}  // namespace

std::vector<Route> make_routes(const Inventory& inventory, const std::vector<Placement>& placements,
                               const std::vector<GroundGroup>& groups, const std::vector<Corridor>& corridors,
                               Millimetres narrow, std::vector<Finding>& findings) {
  Router router(inventory, placements, groups, corridors);
  std::vector<Route> routes;
  std::vector<const Connection*> whose;
  routes.reserve(inventory.connections.size());
  std::vector<std::string> across;
  const auto route_all = [&](bool path_b) {
    for (const Connection& connection : inventory.connections) {
      if ((connection.edge->path == "B" && electric(*connection.edge)) != path_b) continue;
      bool forced = false;
      routes.push_back(router.route(connection, forced));
      whose.push_back(&connection);
      if (forced) across.push_back(connection.edge->id);
    }
  };
  route_all(false);
  router.begin_path_b(routes, whose, narrow);
  route_all(true);
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
