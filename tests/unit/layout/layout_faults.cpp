// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/layout/layout_faults.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "core/model/plant_grid.h"

namespace plinth::test {
namespace {

/// Standing modules (no parent) with all that is asked about them.
struct Solid {
  const Placement* placement = nullptr;
  const ModuleType* type = nullptr;
  const Node* node = nullptr;
  Rect area, zone;
};

/// Rectangles in square cells, so that only neighbours are compared.
class Cells {
 public:
  void add(std::size_t index, const Rect& r) {
    for_each(r, [&](std::pair<long long, long long> cell) { cells_[cell].push_back(index); });
  }
  [[nodiscard]] std::set<std::size_t> near(const Rect& r) const {
    std::set<std::size_t> out;
    for_each(r, [&](std::pair<long long, long long> cell) {
      if (const auto found = cells_.find(cell); found != cells_.end())
        out.insert(found->second.begin(), found->second.end());
    });
    return out;
  }

 private:
  template <class F>
  static void for_each(const Rect& r, F&& f) {
    constexpr Millimetres kSize = 20000;
    const auto cell = [](Millimetres v) { return v >= 0 ? v / kSize : -((-v + kSize - 1) / kSize); };
    for (long long x = cell(r.x0); x <= cell(r.x1); ++x)
      for (long long y = cell(r.y0); y <= cell(r.y1); ++y) f({x, y});
  }
  std::map<std::pair<long long, long long>, std::vector<std::size_t>> cells_;
};

class Inspection {
 public:
  Inspection(const SiteSpec& spec, const Catalog& catalog, const Graph& graph, const Layout& layout)
      : spec_(spec), catalog_(catalog), graph_(graph), layout_(layout) {
    for (const Node& n : graph.nodes) nodes_[n.tag] = &n;
    for (const Pin& p : spec.pins) pinned_.insert(p.tag);
    for (const Placement& p : layout.placements) {
      placed_[p.tag] = &p;
      if (!p.parent.empty()) continue;
      const ModuleType& type = *catalog.module(p.module);
      solids_.push_back({&p, &type, nodes_.at(p.tag), footprint(type, p), clearance_zone(type, p)});
      cells_.add(solids_.size() - 1, solids_.back().area);
    }
  }

  std::vector<std::string> run() {
    if (layout_.placements.size() != graph_.nodes.size()) fault("not every node has one placement");
    for (const Solid& s : solids_) {
      neighbours(s);
      if (pinned_.contains(s.node->tag)) continue;
      land(s);
      zones(s);
    }
    for (const Road& road : layout_.roads) this->road(road);
    routes();
    return faults_;
  }

 private:
  void fault(std::string what) {
    if (faults_.size() < 20) faults_.push_back(std::move(what));
  }

  void neighbours(const Solid& s) {
    for (const std::size_t i : cells_.near(s.zone.grown(16000))) {
      const Solid& other = solids_[i];
      if (&other == &s || (pinned_.contains(s.node->tag) && pinned_.contains(other.node->tag))) continue;
      if (overlap(s.area, other.area)) fault(s.node->tag + " overlaps " + other.node->tag);
      if (overlap(s.zone, other.area)) fault(other.node->tag + " stands in the clearance of " + s.node->tag);
      const Millimetres gap = distance(s.area, other.area);
      const bool bess = s.node->kind == "bess", other_bess = other.node->kind == "bess";
      if (spec_.project.jurisdiction != Jurisdiction::us) continue;
      if (bess && gap < (other_bess ? 910 : 3050))
        fault(s.node->tag + " is " + std::to_string(gap) + " mm from " + other.node->tag);
      if (s.node->kind == "main_transformer" && gap < 1500) fault(s.node->tag + " is too near to " + other.node->tag);
    }
  }

  void land(const Solid& s) {
    bool inside = false;
    for (const Polygon& parcel : spec_.site.parcels) {
      bool here = contains(parcel, s.area) && keeps(parcel.outer, s.area);
      for (const Ring& hole : parcel.holes) here = here && keeps(hole, s.area);
      inside = inside || here;
    }
    if (!inside) fault(s.node->tag + " is outside the buildable area");
    for (const KeepOut& k : spec_.site.keep_outs)
      if (overlap(k.area, s.area) ||
          distance(k.area.outer, s.area) < static_cast<Millimetres>(std::ceil(k.clearance.si * 1000 - 1e-6)))
        fault(s.node->tag + " is in keep-out " + k.name);
    for (const ExistingBuilding& b : spec_.site.existing)
      if (overlap(b.area, s.area)) fault(s.node->tag + " is in building " + b.name);
  }

  [[nodiscard]] bool keeps(const Ring& ring, const Rect& area) const {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const PlanPoint a = ring[i], b = ring[(i + 1) % ring.size()];
      double setback = spec_.site.setback.si;
      for (const BoundaryEdge& edge : spec_.site.edges)
        if ((edge.a == a && edge.b == b) || (edge.a == b && edge.b == a)) setback = edge.setback.si;
      if (distance(Ring{a, b}, area) < static_cast<Millimetres>(std::ceil(setback * 1000 - 1e-6))) return false;
    }
    return true;
  }

  void zones(const Solid& s) {
    const std::string_view kind = catalog_.kind(s.type->kind)->zone;
    const std::string use = kind.starts_with("block-") ? "blocks"
                            : kind == "yard-generator" ? "generator"
                            : kind == "yard-storage"   ? "storage"
                                                       : "electrical";
    bool own = false, in = false;
    for (const Zone& zone : spec_.zones) {
      if (zone.holds != use && overlap(zone.area, s.area)) fault(s.node->tag + " is in zone " + zone.name);
      own = own || zone.holds == use;
      in = in || (zone.holds == use && contains(zone.area, s.area));
    }
    if (own && !in) fault(s.node->tag + " is outside its zone");
  }

  void road(const Road& road) {
    const auto holds = [&](const Polygon& p) { return contains(p, road.area); };
    if (std::none_of(spec_.site.parcels.begin(), spec_.site.parcels.end(), holds))
      fault(road.name + " leaves the parcel");
    for (const std::size_t i : cells_.near(road.area))
      if (overlap(solids_[i].area, road.area)) fault(road.name + " runs through " + solids_[i].node->tag);
    for (const KeepOut& k : spec_.site.keep_outs)
      if (!k.roads && overlap(k.area, road.area)) fault(road.name + " runs through keep-out " + k.name);
  }

  [[nodiscard]] std::string owner(const std::string& tag) const {
    const Node* n = nodes_.at(tag);
    while (!n->parent.empty()) n = nodes_.at(n->parent);
    return n->tag;
  }

  [[nodiscard]] PlanPoint port(const EdgeEnd& end, Millimetres& z) const {
    const Placement& p = *placed_.at(end.tag);
    const ModuleType& type = *catalog_.module(p.module);
    for (const Port& q : type.ports)
      if (q.name == end.port) {
        const PortPlace place = place_of(q, type, p);
        z = place.z;
        return place.at;
      }
    z = p.z + type.height / 2;
    return footprint(type, p).centre();
  }

  void routes() {
    if (layout_.routes.size() != graph_.edges.size()) fault("not every edge has one route");
    std::map<std::string, const Route*> by_edge;
    for (const Route& r : layout_.routes) by_edge[r.edge] = &r;
    for (const Edge& e : graph_.edges) {
      if (!by_edge.contains(e.id)) {
        fault(e.id + " has no route");
        continue;
      }
      route(e, *by_edge[e.id]);
    }
  }

  void route(const Edge& e, const Route& r) {
    Millimetres z0 = 0, z1 = 0;
    if (r.points.size() < 2 || r.points.front() != port(e.from, z0) || r.points.back() != port(e.to, z1)) {
      fault(e.id + " does not run from port to port");
      return;
    }
    const std::string a = owner(e.from.tag), b = owner(e.to.tag);
    Millimetres length = std::abs(z0 - z1);
    for (std::size_t i = 1; i < r.points.size(); ++i) {
      const PlanPoint p = r.points[i - 1], q = r.points[i];
      if (p.x != q.x && p.y != q.y) fault(e.id + " is not rectilinear");
      length += std::abs(p.x - q.x) + std::abs(p.y - q.y);
      const Rect line{std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x), std::max(p.y, q.y)};
      for (const std::size_t s : cells_.near(line)) {
        const Rect& f = solids_[s].area;
        const bool through = line.x0 < f.x1 && line.x1 > f.x0 && line.y0 < f.y1 && line.y1 > f.y0;
        if (through && solids_[s].node->tag != a && solids_[s].node->tag != b)
          fault(e.id + " (" + a + " to " + b + ") runs through " + solids_[s].node->tag);
      }
    }
    if (length != r.length) fault(e.id + " has the wrong length");
  }

  const SiteSpec& spec_;
  const Catalog& catalog_;
  const Graph& graph_;
  const Layout& layout_;
  std::map<std::string, const Node*> nodes_;
  std::map<std::string, const Placement*> placed_;
  std::set<std::string> pinned_;
  std::vector<Solid> solids_;
  Cells cells_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> layout_faults(const SiteSpec& spec, const Catalog& catalog, const Graph& graph,
                                       const Layout& layout) {
  const SiteSpec plant = in_plant_grid(spec, layout.grid_rotation_deg);
  return Inspection(plant, catalog, graph, layout).run();
}

std::vector<std::string> crane_faults(const Catalog& catalog, const Layout& layout, Millimetres reach) {
  std::vector<std::string> faults;
  for (const Placement& p : layout.placements) {
    if (!p.parent.empty()) continue;
    const PlanPoint middle = footprint(*catalog.module(p.module), p).centre();
    const Rect point{middle.x, middle.y, middle.x, middle.y};
    const auto near = [&](const Road& road) { return distance(road.area, point) <= reach; };
    if (std::none_of(layout.roads.begin(), layout.roads.end(), near))
      faults.push_back(p.tag + " is out of crane reach");
  }
  return faults;
}

std::vector<std::string> corner_faults(const Catalog& catalog, const Layout& layout, Millimetres radius) {
  std::vector<std::string> faults;
  std::vector<Rect> bodies;
  Cells cells;
  for (const Placement& p : layout.placements) {
    if (!p.parent.empty()) continue;
    bodies.push_back(footprint(*catalog.module(p.module), p));
    cells.add(bodies.size() - 1, bodies.back());
  }
  const double r = static_cast<double>(radius);
  for (const Road& a : layout.roads)
    for (const Road& b : layout.roads) {
      if (a.area.width() < a.area.height() || b.area.width() >= b.area.height() || distance(a.area, b.area) > 0)
        continue;  // one runs west-east, the other south-north
      const Millimetres west = std::max(a.area.x0, b.area.x0), east = std::min(a.area.x1, b.area.x1);
      const Millimetres south = std::max(a.area.y0, b.area.y0), north = std::min(a.area.y1, b.area.y1);
      for (const int x : {-1, 1})
        for (const int y : {-1, 1}) {
          if ((x > 0 ? a.area.x1 - east : west - a.area.x0) < radius) continue;
          if ((y > 0 ? b.area.y1 - north : south - b.area.y0) < radius) continue;
          const PlanPoint c{x > 0 ? east : west, y > 0 ? north : south};
          for (const std::size_t i : cells.near(Rect{c.x, c.y, c.x, c.y}.grown(radius))) {
            const Rect& body = bodies[i];
            const double dx = static_cast<double>(x > 0 ? body.x0 - c.x : c.x - body.x1);
            const double dy = static_cast<double>(y > 0 ? body.y0 - c.y : c.y - body.y1);
            const double far_x = static_cast<double>(x > 0 ? body.x1 - c.x : c.x - body.x0);
            const double far_y = static_cast<double>(y > 0 ? body.y1 - c.y : c.y - body.y0);
            if (far_x <= 0 || far_y <= 0 || dx >= r || dy >= r) continue;
            if (std::hypot(r - std::max(0.0, dx), r - std::max(0.0, dy)) > r)
              faults.push_back("a module stands in the corner of " + a.name + " and " + b.name);
          }
        }
    }
  return faults;
}

}  // namespace plinth::test
