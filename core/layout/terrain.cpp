// SPDX-License-Identifier: Apache-2.0
#include "core/layout/terrain.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/model/plant_grid.h"

namespace plinth::layout {
namespace {

Polygon seen(const Polygon& polygon, const View& view) {
  Polygon out;
  for (const PlanPoint p : polygon.outer) out.outer.push_back(view.there(p));
  for (const Ring& hole : polygon.holes) {
    out.holes.emplace_back();
    for (const PlanPoint p : hole) out.holes.back().push_back(view.there(p));
  }
  return out;
}

/// x of the line a-b at height y, rounded down or up.
Millimetres x_at(PlanPoint a, PlanPoint b, Millimetres y, bool up) {
  const __int128 n = static_cast<__int128>(b.x - a.x) * (y - a.y), d = b.y - a.y;
  __int128 q = n / d;
  const __int128 r = n % d;
  if (r != 0 && ((r > 0) == (d > 0)) == up) q += up ? 1 : -1;
  return a.x + static_cast<Millimetres>(q);
}

/// Outlines of more points are seen as chords, within the tolerance. Places where a row may start are as many at most.
constexpr std::size_t kDense = 400;
constexpr Millimetres kTolerance = 10;
/// Rough outlines of more chords than this are seen within twice the tolerance, and so on.
constexpr std::size_t kRough = 1200;
constexpr Millimetres kWidest = 640;

}  // namespace

PlanPoint View::there(PlanPoint p) const {
  if (flip_x) p.x = -p.x;
  if (flip_y) p.y = -p.y;
  return transpose ? PlanPoint{p.y, p.x} : p;
}

Rect View::there(const Rect& r) const {
  const PlanPoint a = there(PlanPoint{r.x0, r.y0}), b = there(PlanPoint{r.x1, r.y1});
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

Rect View::back(const Rect& r) const {
  Rect s = transpose ? Rect{r.y0, r.x0, r.y1, r.x1} : r;
  if (flip_x) s = {-s.x1, s.y0, -s.x0, s.y1};
  if (flip_y) s = {s.x0, -s.y1, s.x1, -s.y0};
  return s;
}

Side View::back(Side side) const {
  if (side == Side::any) return side;
  Millimetres x = side == Side::east ? 1 : side == Side::west ? -1 : 0;
  Millimetres y = side == Side::north ? 1 : side == Side::south ? -1 : 0;
  if (transpose) std::swap(x, y);
  if (flip_x) x = -x;
  if (flip_y) y = -y;
  return x > 0 ? Side::east : x < 0 ? Side::west : y > 0 ? Side::north : Side::south;
}

Terrain::Terrain(const SiteSpec::Site& site, const View& view, Users users) {
  const Millimetres hair = turned_hair(site);
  const auto setback = [&](PlanPoint a, PlanPoint b) { return millimetres_up(setback_of(site, a, b).si) + hair; };
  for (const Polygon& parcel : site.parcels) {
    if (parcel.outer.size() < 3) continue;
    const Rect box = bounding_box(seen(parcel, view).outer);
    bounds_ = parcels_.empty() ? box : bounding_box(bounds_, box);
    add_area(parcels_, parcel, view);
    add_ring(parcel.outer, view, What::boundary, setback);
    for (const Ring& hole : parcel.holes) add_ring(hole, view, What::boundary, setback);
  }
  const auto plain = [](Millimetres clearance) { return [=](PlanPoint, PlanPoint) { return clearance; }; };
  for (const KeepOut& keep_out : site.keep_outs) {
    if (keep_out.area.outer.size() < 3 || (keep_out.roads && users == Users::roads)) continue;
    add_area(obstacles_, keep_out.area, view);
    add_ring(keep_out.area.outer, view, keep_out.roads ? What::easement : What::keep_out,
             plain(std::max<Millimetres>(0, millimetres_up(keep_out.clearance.si)) + hair));
  }
  for (const ExistingBuilding& building : site.existing) {
    if (building.area.outer.size() < 3) continue;
    add_area(obstacles_, building.area, view);
    add_ring(building.area.outer, view, What::building, plain(hair));
  }
  settle();
}

void Terrain::add_area(std::vector<DensePolygon>& list, const Polygon& area, const View& view) {
  list.emplace_back(seen(area, view));
}

void Terrain::confine(const std::vector<Polygon>& areas, const View& view) {
  const auto none = [](PlanPoint, PlanPoint) { return Millimetres{0}; };
  for (const Polygon& area : areas) {
    add_area(confines_, area, view);
    add_ring(area.outer, view, What::zone, none);
    for (const Ring& hole : area.holes) add_ring(hole, view, What::zone, none);
  }
  settle();
}

void Terrain::exclude(const std::vector<Polygon>& areas, const View& view) {
  const auto none = [](PlanPoint, PlanPoint) { return Millimetres{0}; };
  for (const Polygon& area : areas) {
    add_area(obstacles_, area, view);
    add_ring(area.outer, view, What::zone, none);
    for (const Ring& hole : area.holes) add_ring(hole, view, What::zone, none);
  }
  settle();
}

void Terrain::settle() {
  index_sides();
  for (auto* list : {&levels_, &clearances_}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  if (levels_.size() <= 2 * kDense) return;
  const Millimetres step = (levels_.back() - levels_.front()) / static_cast<Millimetres>(kDense);
  std::vector<Millimetres> fewer{levels_.front()};
  for (const Millimetres level : levels_)
    if (level - fewer.back() >= step) fewer.push_back(level);
  levels_ = std::move(fewer);
}

void Terrain::add(const Edge& side) {
  sides_.push_back(side);
  levels_.push_back(side.a.y);
  clearances_.push_back(side.clearance);
}

template <class Clearance>
void Terrain::add_ring(const Ring& ring, const View& view, What what, Clearance clearance) {
  const std::size_t n = ring.size();
  std::vector<Millimetres> kept(n);
  for (std::size_t i = 0; i < n; ++i) kept[i] = clearance(ring[i], ring[(i + 1) % n]);
  const auto joins = [&](std::size_t i) { return n > kDense && kept[i] == kept[i - 1]; };
  Millimetres tolerance = n > kDense ? kTolerance : 0;
  std::vector<Chord> chords = chords_of(ring, tolerance, joins);
  while (chords.size() > kRough && tolerance < kWidest) chords = chords_of(ring, tolerance *= 2, joins);
  for (const Chord& chord : chords)
    add({view.there(ring[chord.from]), view.there(ring[chord.to]), what, kept[chord.from], chord.slack});
}

void Terrain::index_sides() {
  if (sides_.empty()) return;
  shelves_.clear();
  const auto [low, high] = std::minmax_element(levels_.begin(), levels_.end());
  const auto count = static_cast<Millimetres>(std::clamp<std::size_t>(sides_.size() / 4, 1, 512));
  shelf_from_ = *low;
  shelf_height_ = (*high - *low) / count + 1;
  shelves_.resize(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < sides_.size(); ++i) {
    const Edge& s = sides_[i];
    widest_clearance_ = std::max(widest_clearance_, s.clearance);
    widest_slack_ = std::max(widest_slack_, s.slack);
    const Millimetres first = (std::min(s.a.y, s.b.y) - shelf_from_) / shelf_height_;
    const Millimetres last = (std::max(s.a.y, s.b.y) - shelf_from_) / shelf_height_;
    for (Millimetres k = first; k <= last; ++k) shelves_[static_cast<std::size_t>(k)].push_back(i);
  }
}

bool Terrain::on_land(PlanPoint p) const {
  const auto holds = [&](const DensePolygon& polygon) { return polygon.contains(p); };
  return std::any_of(parcels_.begin(), parcels_.end(), holds) &&
         (confines_.empty() || std::any_of(confines_.begin(), confines_.end(), holds)) &&
         std::none_of(obstacles_.begin(), obstacles_.end(), holds);
}

/// The x-range a side keeps rectangles of the band out of.
void Terrain::block(const Edge& side, Millimetres y0, Millimetres y1, const Margins& margins,
                    std::vector<Span>& blocked) {
  const bool ignored = side.what == What::boundary && !margins.setbacks;
  const Millimetres base = side.what == What::boundary   ? margins.boundary
                           : side.what == What::keep_out ? margins.keep_out
                           : side.what == What::building ? margins.building
                                                         : 0;
  const Millimetres margin = std::max(base, ignored ? 0 : side.clearance) + side.slack;
  const Millimetres low = y0 - margin, high = y1 + margin;
  PlanPoint a = side.a, b = side.b;
  if (a.y > b.y) std::swap(a, b);
  if (b.y <= low || a.y >= high) return;
  Millimetres x0 = std::min(a.x, b.x), x1 = std::max(a.x, b.x);
  if (a.x != b.x && a.y != b.y) {  // only the part of the side within the band counts
    const Millimetres from = std::max(a.y, low), to = std::min(b.y, high);
    x0 = std::max(x0, std::min(x_at(a, b, from, false), x_at(a, b, to, false)));
    x1 = std::min(x1, std::max(x_at(a, b, from, true), x_at(a, b, to, true)));
  }
  blocked.push_back({x0 - margin, x1 + margin});
}

std::vector<Span> Terrain::spans(Millimetres y0, Millimetres y1, const Margins& margins) const {
  std::vector<Span> blocked;
  if (sides_.empty()) return blocked;
  const Millimetres widest =
      std::max({margins.boundary, margins.keep_out, margins.building, widest_clearance_}) + widest_slack_;
  const auto shelf = [&](Millimetres y) {
    const Millimetres k = (y - shelf_from_) / shelf_height_;
    return static_cast<std::size_t>(std::clamp<Millimetres>(k, 0, static_cast<Millimetres>(shelves_.size()) - 1));
  };
  const std::size_t first_shelf = shelf(y0 - widest), last_shelf = shelf(y1 + widest);
  for (std::size_t k = first_shelf; k <= last_shelf; ++k)
    for (const std::size_t index : shelves_[k]) block(sides_[index], y0, y1, margins, blocked);
  std::sort(blocked.begin(), blocked.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  std::vector<Span> out;
  if (blocked.empty()) return out;
  Millimetres end = blocked.front().to;
  for (const Span& b : blocked) {
    if (b.from > end && on_land({end + (b.from - end) / 2, y0 + (y1 - y0) / 2})) out.push_back({end, b.from});
    end = std::max(end, b.to);
  }
  return out;
}

bool Terrain::free(const Rect& rect, const Margins& margins) const {
  for (const Span& span : spans(rect.y0, rect.y1, margins))
    if (rect.x0 >= span.from && rect.x1 <= span.to) return true;
  return false;
}

}  // namespace plinth::layout
