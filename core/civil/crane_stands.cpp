// SPDX-License-Identifier: Apache-2.0
#include "core/civil/crane_stands.h"

#include <fmt/format.h>

#include <cmath>
#include <tuple>

#include "core/base/text.h"
#include "core/physics/footing.h"

namespace plinth::civil {
namespace {

constexpr int kRadii[] = {6, 10, 15, 20, 25, 30};
constexpr Millimetres kFarthest = 32000;  // from road to module; no chart reaches farther

Length metres(double length_mm) { return length_mm * mm; }

/// A place that was tried; the lesser is the better.
struct Place {
  bool lifted = false;    ///< some crane carries it there
  std::size_t crane = 0;  ///< classes.size(): none lifts it
  double radius = 0;      ///< millimetres
  std::size_t road = 0;
  PlanPoint at;
  std::string obstacle;            ///< stands in the way of its outriggers and cannot come later
  std::vector<std::string> later;  ///< stand in their way, and may come later
  [[nodiscard]] auto key() const {
    return std::tuple(!lifted, !obstacle.empty(), later.size(), crane, radius, road, at.x, at.y);
  }
};

class Search {
 public:
  Search(const Graph& graph, const std::vector<Road>& roads, const Bodies& bodies, const CraneBasis& basis)
      : graph_(graph), roads_(roads), bodies_(bodies), basis_(basis) {
    for (std::size_t i = 0; i < roads.size(); ++i)
      for (Millimetres x = cell(roads[i].area.x0); x <= cell(roads[i].area.x1); ++x)
        for (Millimetres y = cell(roads[i].area.y0); y <= cell(roads[i].area.y1); ++y) cells_[{x, y}].push_back(i);
  }

  /// `phase`: of the module that is set down.
  [[nodiscard]] std::optional<Place> best(const std::string& tag, int phase, const Rect& body, Mass load) const {
    std::optional<Place> found;
    const std::vector<std::size_t> near = roads_near(body);
    // Off the middle line only where its outriggers have no room there: the carrier still stands on the road.
    for (const Millimetres aside : {0, 750, -750, 1500, -1500}) {
      for (const std::size_t i : near) try_road(tag, phase, body, load, i, aside, found);
      if (!found || (found->lifted && found->obstacle.empty() && found->later.empty())) break;
    }
    return found;
  }

 private:
  static Millimetres cell(Millimetres at) { return at >= 0 ? at / kFarthest : (at - kFarthest + 1) / kFarthest; }

  void try_road(const std::string& tag, int phase, const Rect& body, Mass load, std::size_t road, Millimetres aside,
                std::optional<Place>& found) const {
    const Rect& r = roads_[road].area;
    const bool along_x = r.width() >= r.height();
    const PlanPoint c = body.centre();
    for (int step = 0; step <= 16; ++step) {  // 0, 3, -3, … 24, -24 m along the road
      const Millimetres shift = (step % 2 == 1 ? 3000 : -3000) * ((step + 1) / 2);
      PlanPoint at{std::clamp(c.x + (along_x ? shift : 0), r.x0, r.x1),
                   std::clamp(c.y + (along_x ? 0 : shift), r.y0, r.y1)};
      (along_x ? at.y : at.x) = (along_x ? (r.y0 + r.y1) / 2 : (r.x0 + r.x1) / 2) + aside;
      Place place = lifted(body, load, road, at);
      if (found && found->key() <= place.key()) continue;
      look_around(tag, phase, place);
      if (!found || place.key() < found->key()) found = std::move(place);
    }
  }

  [[nodiscard]] std::vector<std::size_t> roads_near(const Rect& body) const {
    std::vector<std::size_t> near;
    const Rect window = body.grown(kFarthest);
    for (Millimetres x = cell(window.x0); x <= cell(window.x1); ++x)
      for (Millimetres y = cell(window.y0); y <= cell(window.y1); ++y)
        if (const auto here = cells_.find({x, y}); here != cells_.end())
          for (const std::size_t i : here->second)
            if (distance(roads_[i].area, body) <= kFarthest) near.push_back(i);
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    return near;
  }

  [[nodiscard]] Place lifted(const Rect& body, Mass load, std::size_t road, PlanPoint at) const {
    const PlanPoint c = body.centre();
    Place place{false,
                basis_.classes.size(),
                std::hypot(static_cast<double>(at.x - c.x), static_cast<double>(at.y - c.y)),
                road,
                at,
                {},
                {}};
    for (std::size_t n = 0; n < basis_.classes.size(); ++n) {
      const std::optional<Mass> capacity = basis_.classes[n].capacity(metres(place.radius));
      if (!capacity || load > basis_.utilisation * *capacity) continue;
      place.crane = n;
      place.lifted = true;
      break;
    }
    return place;
  }

  /// What stands in the way of its outriggers: other modules come later unless an earlier phase has them.
  void look_around(const std::string& tag, int phase, Place& place) const {
    const std::size_t stood = std::min(place.crane, basis_.classes.size() - 1);
    const PlanPoint at = place.at;
    const Millimetres half = std::llround(basis_.classes[stood].base.si * 500.0);
    bodies_.in({at.x - half, at.y - half, at.x + half, at.y + half}, [&](const Body& b) {
      const Node* other = b.name == tag ? nullptr : graph_.node(b.name);
      if (other != nullptr && other->phase >= phase)
        place.later.push_back(b.name);
      else if (place.obstacle.empty())
        place.obstacle = b.name;
    });
  }

  const Graph& graph_;
  const std::vector<Road>& roads_;
  const Bodies& bodies_;
  const CraneBasis& basis_;
  std::map<std::pair<Millimetres, Millimetres>, std::vector<std::size_t>> cells_;
};

}  // namespace

std::optional<Mass> CraneClass::capacity(Length radius) const {
  if (chart.empty() || radius > chart.back().first) return std::nullopt;
  if (radius <= chart.front().first) return chart.front().second;
  for (std::size_t i = 1; i < chart.size(); ++i) {
    const auto& [r0, m0] = chart[i - 1];
    const auto& [r1, m1] = chart[i];
    if (radius <= r1) return m0 + (m1 - m0) * double((radius - r0) / (r1 - r0));
  }
  return std::nullopt;
}

std::optional<CraneBasis> crane_basis(const SiteSpec& spec, const Catalog& catalog, std::vector<Finding>& findings) {
  Basis limits(catalog, spec.project.jurisdiction);
  CraneBasis basis{{},
                   limits.get("crane.rigging"),
                   limits.get("crane.utilisation"),
                   limits.get("crane.outrigger_share"),
                   limits.get("crane.own_mass")};
  for (int n = 1; limits.has(fmt::format("crane.chart.{}.class", n)); ++n) {
    const std::string id = fmt::format("crane.chart.{}.", n);
    CraneClass crane{Mass{limits.get(id + "class")}, limits.length(id + "base"), Area{limits.get(id + "mat")}, {}};
    for (const int r : kRadii)
      if (const std::string at = fmt::format("{}at_{}", id, r); limits.has(at))
        crane.chart.emplace_back(r * metre, Mass{limits.get(at)});
    basis.classes.push_back(std::move(crane));
  }
  if (limits.missing().empty() && !basis.classes.empty()) return basis;
  findings.push_back(
      remark("CIV001", Severity::warning,
             "the standards hold no `" +
                 (basis.classes.empty() ? std::string("crane.chart.1.class") : limits.missing().front()) +
                 "`: no crane is placed",
             "add it to catalog/standards or an overlay"));
  return std::nullopt;
}

std::vector<CraneStand> crane_stands(const Design& design, const Catalog& catalog, const Bodies& bodies,
                                     const CraneBasis& basis, std::vector<std::size_t>& road_of) {
  const Graph& graph = design.sizing.graph;
  const Search search(graph, design.layout.roads, bodies, basis);
  std::vector<CraneStand> out;
  for (const Placement& p : design.layout.placements) {
    const ModuleType* type = catalog.module(p.module);
    if (!p.parent.empty() || type == nullptr) continue;
    CraneStand stand;
    stand.tag = p.tag;
    stand.load =
        basis.rigging * Mass{type->number("mass_shipping").value_or(type->number("mass_operating").value_or(0))};
    const Node* node = graph.node(p.tag);
    const std::optional<Place> place =
        search.best(p.tag, node == nullptr ? 0 : node->phase, footprint(*type, p), stand.load);
    road_of.push_back(place ? place->road : design.layout.roads.size());
    if (place) {
      const CraneClass& crane = basis.classes[std::min(place->crane, basis.classes.size() - 1)];
      const Millimetres half = std::llround(crane.base.si * 500.0);
      stand.at = place->at;
      stand.area = {place->at.x - half, place->at.y - half, place->at.x + half, place->at.y + half};
      stand.radius = metres(place->radius);
      stand.fouls = place->obstacle;
      for (const std::string& later : place->later) stand.fouls += (stand.fouls.empty() ? "" : ", ") + later;
      if (place->crane < basis.classes.size()) stand.crane = number_text(crane.largest / tonne) + " t";
      stand.capacity = crane.capacity(stand.radius).value_or(Mass{0});
      if (stand.capacity.si > 0) stand.utilisation = stand.load / stand.capacity;
      stand.outrigger = (basis.own_mass * crane.largest + stand.load) * basis.outrigger_share * kGravity / crane.mat;
    }
    out.push_back(std::move(stand));
  }
  return out;
}

}  // namespace plinth::civil
