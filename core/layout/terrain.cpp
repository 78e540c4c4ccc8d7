// SPDX-License-Identifier: Apache-2.0
#include "core/layout/terrain.h"

#include <algorithm>
#include <cmath>

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
  const auto boundary = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const PlanPoint a = ring[i], b = ring[(i + 1) % ring.size()];
      add({view.there(a), view.there(b), What::boundary, millimetres_up(setback_of(site, a, b).si) + hair});
    }
  };
  for (const Polygon& parcel : site.parcels) {
    if (parcel.outer.size() < 3) continue;
    parcels_.push_back(seen(parcel, view));
    boundary(parcel.outer);
    for (const Ring& hole : parcel.holes) boundary(hole);
    const Rect box = bounding_box(parcels_.back().outer);
    bounds_ = parcels_.size() == 1 ? box : bounding_box(bounds_, box);
  }
  for (const KeepOut& keep_out : site.keep_outs) {
    if (keep_out.area.outer.size() < 3 || (keep_out.roads && users == Users::roads)) continue;
    obstacles_.push_back(seen(keep_out.area, view));
    add_ring(keep_out.area.outer, view, keep_out.roads ? What::easement : What::keep_out,
             std::max<Millimetres>(0, millimetres_up(keep_out.clearance.si)) + hair);
  }
  for (const ExistingBuilding& building : site.existing) {
    if (building.area.outer.size() < 3) continue;
    obstacles_.push_back(seen(building.area, view));
    add_ring(building.area.outer, view, What::building, hair);
  }
  settle();
}

void Terrain::confine(const std::vector<Polygon>& areas, const View& view) {
  for (const Polygon& area : areas) {
    confines_.push_back(seen(area, view));
    add_ring(area.outer, view, What::zone, 0);
    for (const Ring& hole : area.holes) add_ring(hole, view, What::zone, 0);
  }
  settle();
}

void Terrain::exclude(const std::vector<Polygon>& areas, const View& view) {
  for (const Polygon& area : areas) {
    obstacles_.push_back(seen(area, view));
    add_ring(area.outer, view, What::zone, 0);
    for (const Ring& hole : area.holes) add_ring(hole, view, What::zone, 0);
  }
  settle();
}

void Terrain::settle() {
  index_sides();
  for (auto* list : {&levels_, &clearances_}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
}

void Terrain::add(const Edge& side) {
  sides_.push_back(side);
  levels_.push_back(side.a.y);
  clearances_.push_back(side.clearance);
}

void Terrain::add_ring(const Ring& ring, const View& view, What what, Millimetres clearance) {
  for (std::size_t i = 0; i < ring.size(); ++i)
    add({view.there(ring[i]), view.there(ring[(i + 1) % ring.size()]), what, clearance});
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
    const Millimetres first = (std::min(s.a.y, s.b.y) - shelf_from_) / shelf_height_;
    const Millimetres last = (std::max(s.a.y, s.b.y) - shelf_from_) / shelf_height_;
    for (Millimetres k = first; k <= last; ++k) shelves_[static_cast<std::size_t>(k)].push_back(i);
  }
}

bool Terrain::on_land(PlanPoint p) const {
  const auto holds = [&](const Polygon& polygon) { return contains(polygon, p); };
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
  const Millimetres margin = std::max(base, ignored ? 0 : side.clearance);
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
  const Millimetres widest = std::max({margins.boundary, margins.keep_out, margins.building, widest_clearance_});
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
