// SPDX-License-Identifier: Apache-2.0
#include "core/civil/access.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <queue>
#include <tuple>

#include "core/civil/crane_stands.h"
#include "core/civil/road_turns.h"
#include "core/physics/swept_path.h"

namespace plinth::civil {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr Millimetres kFarthest = 50000;  // from a corner to what a trailer may sweep

Length metres(double length_mm) { return length_mm * mm; }

// ---- the way from a gate over the roads ---------------------------------------------------------------------------

double between(PlanPoint a, PlanPoint b) {
  return std::abs(static_cast<double>(a.x - b.x)) + std::abs(static_cast<double>(a.y - b.y));
}

/// For every road: the road before it on the shortest way from a gate, where that way enters it, and how long it is.
struct Ways {
  std::vector<std::size_t> before;
  std::vector<PlanPoint> entry;
  std::vector<double> length;  ///< millimetres to the entry; infinite when no gate leads there
  std::vector<std::string> gate;
};

PlanPoint middle_of(const Rect& a, const Rect& b) {
  return {(std::max(a.x0, b.x0) + std::min(a.x1, b.x1)) / 2, (std::max(a.y0, b.y0) + std::min(a.y1, b.y1)) / 2};
}

Ways ways_of(const Design& design) {
  const std::vector<Road>& roads = design.layout.roads;
  const std::vector<std::vector<std::size_t>> meets = meetings(roads);
  Ways w{std::vector<std::size_t>(roads.size(), kNone), std::vector<PlanPoint>(roads.size()),
         std::vector<double>(roads.size(), std::numeric_limits<double>::infinity()),
         std::vector<std::string>(roads.size())};
  using Item = std::pair<double, std::size_t>;
  std::priority_queue<Item, std::vector<Item>, std::greater<>> open;
  for (const Gate& g : design.spec.site.gates) {
    const Millimetres half = std::llround(g.width.si * 500.0);
    const Rect opening{g.at.x - half, g.at.y - half, g.at.x + half, g.at.y + half};
    for (std::size_t i = 0; i < roads.size(); ++i) {
      if (distance(opening, roads[i].area) > 0 || w.length[i] <= 0) continue;
      w.length[i] = 0;
      w.entry[i] = g.at;
      w.gate[i] = g.name;
      open.push({0.0, i});
    }
  }
  while (!open.empty()) {
    const auto [far, i] = open.top();
    open.pop();
    if (far > w.length[i]) continue;
    for (const std::size_t j : meets[i]) {
      const PlanPoint at = middle_of(roads[i].area, roads[j].area);
      const double length = far + between(w.entry[i], at);
      if (length >= w.length[j]) continue;
      w.length[j] = length;
      w.entry[j] = at;
      w.before[j] = i;
      w.gate[j] = w.gate[i];
      open.push({length, j});
    }
  }
  return w;
}

// ---- turning -------------------------------------------------------------------------------------------------------

/// What a lorry may be: its trailer stands for the one of its load.
struct Fleet {
  Lorry lorry;
  Length least, turning;  ///< shortest trailer; radius of the tightest circle
  double axle_share = 0, steered = 0;
  [[nodiscard]] Length trailer(Length shipment, bool with_steering) const {
    const Length fixed = std::max(least, axle_share * shipment);
    return with_steering ? std::max(least, steered * fixed) : fixed;
  }
};

/// What a lorry hits in a turn whatever circle it drives, on the tightest; empty when it gets around. The turn is
/// driven from the first road of the corner into the second or back.
std::string hit_in(const RoadTurn& turn, const std::vector<Near>& near, const std::vector<SweptTurn>& paths,
                   bool backwards) {
  std::string first;
  for (const SweptTurn& path : paths) {
    const auto hit = std::find_if(near.begin(), near.end(), [&](const Near& n) {
      const Length x = metres(static_cast<double>(n.dx)), y = metres(static_cast<double>(n.dy));
      return backwards ? path.hits(y, x) : path.hits(x, y);
    });
    if (hit == near.end()) return {};
    if (first.empty()) first = hit->name;
  }
  return first.empty() ? turn.from + " / " + turn.to + " (too narrow)" : first;
}

class Deliveries {
 public:
  Deliveries(const Design& design, const Bodies& bodies, const Civil& works, const Fleet& fleet)
      : design_(design), bodies_(bodies), works_(works), fleet_(fleet), ways_(ways_of(design)) {
    for (std::size_t i = 0; i < works.turns.size(); ++i) turns_[{works.turns[i].from, works.turns[i].to}].push_back(i);
  }

  void drive(CraneStand& stand, std::size_t road, Length shipment) {
    if (road >= ways_.length.size() || std::isinf(ways_.length[road])) return;
    stand.gate = ways_.gate[road];
    stand.way = metres(ways_.length[road] + between(ways_.entry[road], stand.at));
    for (const bool steered : {false, true}) {
      if (try_with(stand, road, fleet_.trailer(shipment, steered))) {
        steered_ += steered ? 1 : 0;
        stand.blocked_by.clear();
        stand.blocked_at = {};
        return;
      }
    }
  }

  /// How many of those driven need steered axles.
  [[nodiscard]] int steered() const { return steered_; }

 private:
  /// Whether a lorry with this trailer gets there; else what it hits nearest to the gate is noted.
  bool try_with(CraneStand& stand, std::size_t road, Length trailer) {
    bool free = true;
    PlanPoint next = stand.at;
    for (std::size_t i = road; ways_.before[i] != kNone; i = ways_.before[i]) {
      const auto [turn, backwards] = turn_at(ways_.before[i], i, next);
      next = ways_.entry[i];
      if (turn == nullptr) continue;
      const std::string& hit = verdict(*turn, backwards, trailer);
      if (hit.empty()) continue;
      stand.blocked_by = hit;
      stand.blocked_at = turn->corner;
      free = false;
    }
    return free;
  }

  /// The turn from one road into another towards a point, and whether it is driven from the second road of the corner
  /// into the first; nullptr when it goes straight on or there is no such corner.
  std::pair<const RoadTurn*, bool> turn_at(std::size_t from, std::size_t to, PlanPoint towards) const {
    const Road &a = design_.layout.roads[from], &b = design_.layout.roads[to];
    const PlanPoint came = ways_.entry[from], here = ways_.entry[to];
    for (const auto& key : {std::pair(a.name, b.name), std::pair(b.name, a.name)}) {
      const auto found = turns_.find(key);
      if (found == turns_.end()) continue;
      const bool from_is_x = a.area.width() >= a.area.height();
      const Millimetres x = from_is_x ? came.x - here.x : towards.x - here.x;
      const Millimetres y = from_is_x ? towards.y - here.y : came.y - here.y;
      for (const std::size_t i : found->second) {
        const RoadTurn& t = works_.turns[i];
        if ((x > 0) == (t.x > 0) && (y > 0) == (t.y > 0) && x != 0 && y != 0) return {&t, !from_is_x};
      }
    }
    return {nullptr, false};
  }

  const std::string& verdict(const RoadTurn& turn, bool backwards, Length trailer) {
    const auto index = static_cast<std::size_t>(&turn - works_.turns.data());
    const auto [found, added] = verdicts_.emplace(std::tuple(index, backwards, std::llround(trailer.si * 1000.0)), "");
    if (added) {
      const auto [near, fresh] = near_.try_emplace(index);
      if (fresh) near->second = beside_roads(turn);
      found->second = hit_in(turn, near->second, paths(turn.outer - turn.inner, trailer), backwards);
    }
    return found->second;
  }

  /// Bodies that a lorry may pass on the two roads of a corner: none beyond their ends.
  std::vector<Near> beside_roads(const RoadTurn& turn) const {
    Millimetres x = kFarthest, y = kFarthest;
    for (const Road& road : design_.layout.roads) {
      if (road.name == turn.from) x = turn.x > 0 ? road.area.x1 - turn.corner.x : turn.corner.x - road.area.x0;
      if (road.name == turn.to) y = turn.y > 0 ? road.area.y1 - turn.corner.y : turn.corner.y - road.area.y0;
    }
    std::vector<Near> near = bodies_at(turn, bodies_, kFarthest);
    std::erase_if(near, [&](const Near& n) { return n.dx >= x || n.dy >= y; });
    return near;
  }

  /// The circles that are tried in a turn, the tightest first.
  const std::vector<SweptTurn>& paths(Length road, Length trailer) {
    const auto [found, fresh] = paths_.try_emplace({std::llround(road.si * 1000.0), std::llround(trailer.si * 1000.0)});
    if (fresh) {
      Lorry lorry = fleet_.lorry;
      lorry.trailer = trailer;
      const Length least = std::max(fleet_.turning, road - lorry.width / 2.0 - lorry.margin);
      for (const double wider : {1.0, 1.15, 1.35, 1.6, 2.0, 2.5, 3.0})
        if (road >= lorry.width + 2.0 * lorry.margin) found->second.emplace_back(lorry, road, wider * least);
    }
    return found->second;
  }

  const Design& design_;
  const Bodies& bodies_;
  const Civil& works_;
  Fleet fleet_;
  Ways ways_;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> turns_;
  std::map<std::tuple<std::size_t, bool, long long>, std::string> verdicts_;
  std::map<std::size_t, std::vector<Near>> near_;
  int steered_ = 0;
  std::map<std::pair<long long, long long>, std::vector<SweptTurn>> paths_;
};

Length shipment_of(const ModuleType& type) {
  const double envelope = static_cast<double>(std::max(type.length, type.width)) / 1000.0;
  return Length{type.number("shipping_length").value_or(envelope)};
}

void record(const Civil& works, int steered, Book& book) {
  if (!works.turns.empty()) {
    const auto tightest = std::min_element(works.turns.begin(), works.turns.end(),
                                           [](const RoadTurn& a, const RoadTurn& b) { return a.outer < b.outer; });
    book.leaf(EntryKind::solved, "civil.turn.inner", tightest->inner.si, "m",
              "inside radius of the tightest turn, " + tightest->from + " and " + tightest->to,
              "the largest fillet that leaves all modules free: dx + dy + sqrt(2 dx dy)");
    book.leaf(EntryKind::solved, "civil.turn.outer", tightest->outer.si, "m", "outside radius of the tightest turn",
              "inside radius and width of the road");
  }
  Length longest{0};
  for (const DeadEnd& d : works.dead_ends)
    if (d.turnaround.empty()) longest = std::max(longest, d.length);
  book.leaf(EntryKind::solved, "civil.dead_end", longest.si, "m", "longest dead end without a turnaround",
            "from the last junction to the end; those shorter than the limit count as none");
  double use = 0;
  Length way{0};
  for (const CraneStand& s : works.stands) {
    use = std::max(use, s.utilisation);
    way = std::max(way, s.way);
  }
  book.leaf(EntryKind::solved, "civil.crane.utilisation", use, "%", "most loaded crane",
            "load with rigging over the chart at the working radius");
  book.leaf(EntryKind::solved, "civil.delivery.way", way.si, "m", "longest way of a delivery from its gate",
            "shortest way over the roads");
  book.leaf(EntryKind::solved, "civil.delivery.steered", steered, "", "deliveries on trailers with steered axles",
            "those that a fixed trailer does not bring around every corner");
}

}  // namespace

void plan_access(const Design& design, const Catalog& catalog, Civil& works, Book& book,
                 std::vector<Finding>& findings) {
  const std::optional<CraneBasis> cranes = crane_basis(design.spec, catalog, findings);
  Basis limits(catalog, design.spec.project.jurisdiction);
  const Length inner = limits.length("road.turn.inner"), outer = limits.length("road.turn.outer");
  const Length dead = limits.length("road.dead_end"), head = limits.length("road.hammerhead");
  const Fleet fleet{
      {limits.length("vehicle.tractor"), Length{0}, limits.length("vehicle.width"), limits.length("vehicle.margin")},
      limits.length("vehicle.least"),
      limits.length("vehicle.turning"),
      limits.get("vehicle.axle_length"),
      limits.get("vehicle.steered")};
  if (!limits.missing().empty()) {
    findings.push_back(remark("CIV001", Severity::warning,
                              "the standards hold no `" + limits.missing().front() + "`: no way of access is checked",
                              "add it to catalog/standards or an overlay"));
    return;
  }
  const Bodies bodies(design, catalog);
  works.turns = turns_of(design, bodies, inner, outer);
  works.dead_ends = dead_ends_of(design, bodies, dead, head);
  int steered = 0;
  if (cranes) {
    std::vector<std::size_t> road_of;
    works.stands = crane_stands(design, catalog, bodies, *cranes, road_of);
    Deliveries deliveries(design, bodies, works, fleet);
    for (std::size_t i = 0; i < works.stands.size(); ++i) {
      const Placement* p = design.layout.placement(works.stands[i].tag);
      deliveries.drive(works.stands[i], road_of[i], shipment_of(*catalog.module(p->module)));
    }
    steered = deliveries.steered();
  }
  record(works, steered, book);
}

}  // namespace plinth::civil
