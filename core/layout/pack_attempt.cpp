// SPDX-License-Identifier: Apache-2.0
#include "core/layout/pack_attempt.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <tuple>

namespace plinth::layout {
namespace {

double metres_between(PlanPoint a, PlanPoint b) {
  return 1e-3 * static_cast<double>(std::abs(a.x - b.x) + std::abs(a.y - b.y));
}

/// By how many metres the wishes for near and far are missed.
double missed(const Field& field, const View& view, const std::vector<GroupPlace>& places) {
  const auto area = [&](std::size_t i) {
    return i < places.size() ? places[i].area : view.there(field.input.fixed[i - places.size()]);
  };
  Millimetres sum = 0;
  for (const Spacing& s : field.input.spacings)
    for (const std::size_t a : s.a) {
      Millimetres least = -1;
      for (const std::size_t b : s.b) {
        const Millimetres d = a == b ? 0 : distance(area(a), area(b));
        least = least < 0 ? d : std::min(least, d);
        if (a != b) sum += std::max<Millimetres>(0, s.apart - d);
      }
      if (s.within >= 0 && least > s.within) sum += least - s.within;
    }
  return 1e-3 * static_cast<double>(sum);
}

}  // namespace

Attempt::Attempt(const Field& field, const Filling& filling)
    : field_(field),
      filling_(filling),
      view_(field.views[filling.view]),
      terrain_(field.terrains[filling.view]),
      places_(field.input.groups.size()),
      placed_(field.input.groups.size(), false) {
  for (const Rect& r : field.input.fixed) fixed_.push_back(view_.there(r));
  queues_.resize(field.shapes.size());
  const std::vector<std::size_t> order = ordered(field.input, filling.order);
  for (std::size_t position = 0; position < order.size(); ++position)
    queues_[field.shape_of[order[position]]].push_back({position, order[position]});
  left_ = order.size();
  for (const double ground : field.least) needed_ += ground;
  set_window();
}

/// The field: as wide as the filling wants, around the utility connection, within the land.
void Attempt::set_window() {
  const Rect land = terrain_.bounds();
  const PlanPoint utility = view_.there(field_.input.utility);
  from_ = land.x0;
  to_ = land.x1;
  first_y_ = filling_.at_utility ? std::max(land.y0, utility.y) : land.y0;
  if (filling_.aspect <= 0) return;
  Millimetres width = static_cast<Millimetres>(std::sqrt(field_.total_area * 1.15 * filling_.aspect));
  for (const Shape& shape : field_.shapes) {
    Millimetres least = shape.outlines.front().width;
    for (const Outline& o : shape.outlines) least = std::min(least, o.width);
    width = std::max(width, least + 2 * std::max(shape.margins.boundary, terrain_.clearances().back()));
  }
  narrow(width, utility.x);
}

void Attempt::narrow(Millimetres width, Millimetres middle) {
  const Rect land = terrain_.bounds();
  if (width >= to_ - from_) return;
  from_ = std::clamp(middle - width / 2, land.x0, land.x1 - width);
  to_ = from_ + width;
}

/// Where a row may start: just clear of anything that begins or ends, and at even steps.
std::vector<Millimetres> Attempt::starts() const {
  const Rect land = terrain_.bounds();
  std::vector<Millimetres> offsets = terrain_.clearances(), out;
  offsets.push_back(0);
  for (const Shape& shape : field_.shapes)
    offsets.insert(offsets.end(), {shape.margins.boundary, shape.margins.keep_out, shape.margins.building});
  std::sort(offsets.begin(), offsets.end());
  offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
  const auto& levels = terrain_.levels();
  const std::size_t every = std::max<std::size_t>(1, levels.size() * offsets.size() / 512);
  for (std::size_t i = 0; i < levels.size(); i += every)
    for (const Millimetres offset : offsets) out.push_back(levels[i] + offset);
  for (const Rect& r : fixed_) out.push_back(r.y1 + field_.input.gap);
  const Millimetres step = std::max<Millimetres>(2000, (land.y1 - land.y0) / 256);
  for (Millimetres y = land.y0; y < land.y1; y += step) out.push_back(y);
  if (filling_.at_utility) out.push_back(first_y_);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// Whether what has no place yet needs more ground than there is in the window north of y. Ground where something
/// stands already counts as free there, so this is never true too early.
bool Attempt::hopeless(Millimetres y) const {
  const double gap = static_cast<double>(field_.input.gap), most = 1 + 1e-9;
  const double window =
      (static_cast<double>(to_ - from_) + gap) * (static_cast<double>(terrain_.bounds().y1 - y) + gap);
  return needed_ > window * most || needed_ > field_.room_north_of(filling_.view, y) * most;
}

bool Attempt::run() {
  const std::vector<Millimetres> candidates = starts();
  Millimetres y = first_y_;
  const Millimetres end = terrain_.bounds().y1;
  auto next = std::lower_bound(candidates.begin(), candidates.end(), y);
  while (left_ > 0 && y < end) {
    if (!to_the_end_ && hopeless(y)) {
      cut_off_ = true;
      return false;
    }
    if (const Millimetres depth = fill_row(y, Growth::north); depth > 0) {
      y += depth + field_.input.gap;
      next = std::upper_bound(candidates.begin(), candidates.end(), y);
      continue;
    }
    if (next == candidates.end()) break;
    y = std::max(y, *next++);
  }
  return left_ == 0;
}

/// Shapes that still wait, the one whose turn is next first.
std::vector<std::size_t> Attempt::waiting_shapes() const {
  std::vector<std::size_t> out;
  for (std::size_t s = 0; s < queues_.size(); ++s)
    if (!queues_[s].empty()) out.push_back(s);
  std::sort(out.begin(), out.end(),
            [&](std::size_t a, std::size_t b) { return queues_[a].front().position < queues_[b].front().position; });
  return out;
}

void Attempt::seat(std::size_t group, const Rect& area, const Outline& outline, Side facing) {
  places_[group] = {area, outline.turned ? 90 : 0, outline.choice, outline.turned ? Side::any : facing};
  placed_[group] = true;
  needed_ -= field_.least[group];
  --left_;
}

/// Fills one row from west to east; its depth is that of its first group, or `most` where that is given. 0 when nothing
/// fits.
Millimetres Attempt::fill_row(Millimetres y, Growth growth, Millimetres most, bool blocks_only) {
  const Millimetres west = std::max(from_, begin_);
  Millimetres x = west, depth = most;
  bool any = false;
  row_spans_.clear();
  field_.bands[filling_.view].trim();
  row_y_ = y;
  growth_ = growth;
  for (bool placed = true; placed && left_ > 0;) {
    placed = false;
    for (const std::size_t s : waiting_shapes()) {
      if (blocks_only && !field_.shapes[s].block) continue;
      const std::optional<Slot> found = slot(field_.shapes[s], x, depth);
      if (!found) continue;
      const Outline& o = *found->outline;
      const std::size_t group = queues_[s].front().group;
      queues_[s].pop_front();
      const Millimetres y0 = bottom(o.height);
      const bool block = field_.shapes[s].block && filling_.facing;
      const Side facing = !block ? Side::any : growth == Growth::north ? Side::south : Side::north;
      seat(group, {found->x, y0, found->x + o.width, y0 + o.height}, o, facing);
      if (!any && most == 0) {
        last_start_ = std::max(last_start_, found->x);
        first_start_ = std::min(first_start_, found->x);
      }
      x = found->x + o.width + field_.input.gap;
      depth = std::max(depth, o.height);
      placed = any = true;
      break;
    }
  }
  return any ? depth : 0;
}

/// The outline a group takes in this row: the filling's for blocks, the flattest for a yard that starts a row and the
/// deepest for one that joins it.
std::optional<Attempt::Slot> Attempt::slot(const Shape& shape, Millimetres x, Millimetres depth) {
  tried_.clear();
  for (const Outline& o : shape.outlines)
    if (!shape.block || !filling_.facing || !o.turned) tried_.push_back(&o);  // turned, power would look aside
  if (tried_.empty()) return std::nullopt;
  const std::size_t own = std::min(filling_.shape, tried_.size() - 1);
  if (shape.block && !filling_.any_shape) {
    tried_ = {tried_[own]};
  } else {
    if (depth > 0) std::reverse(tried_.begin(), tried_.end());
    if (depth == 0 && shape.block)
      std::rotate(tried_.begin(), tried_.begin() + static_cast<std::ptrdiff_t>(own), tried_.end());
  }
  const Rect land = terrain_.bounds();
  for (const Outline* o : tried_) {
    if (depth > 0 && o->height > depth) continue;
    const Millimetres y = bottom(o->height), away = shape.margins.boundary;
    if (y - away < land.y0 || y + o->height + away > land.y1) continue;
    if (x + o->width > std::min(to_, land.x1 - away)) continue;
    if (const auto at = first_x(shape, *o, x)) return Slot{*at, o};
  }
  return std::nullopt;
}

std::span<const Span> Attempt::spans(Millimetres height, const Margins& margins) {
  BandMemo& memo = field_.bands[filling_.view];
  for (const Known& known : row_spans_)
    if (known.height == height && known.margins == margins) return memo.spans(known.band);
  const std::size_t band = memo.find({bottom(height), height, margins}, terrain_);
  row_spans_.push_back({height, margins, band});
  return memo.spans(band);
}

std::optional<Millimetres> Attempt::first_x(const Shape& shape, const Outline& o, Millimetres x) {
  constexpr Millimetres kGrid = 500;  // round coordinates where there is room for them
  const Millimetres y = bottom(o.height);
  for (const Span& span : spans(o.height, shape.margins)) {
    Millimetres at = std::max({x, span.from, from_});
    const Millimetres end = std::min(span.to, to_) - o.width;
    if (at > end) continue;
    for (bool moved = true; moved && at <= end;) {
      moved = false;
      for (const Rect& r : fixed_)
        if (overlap(r.grown(field_.input.gap), Rect{at, y, at + o.width, y + o.height})) {
          at = r.x1 + field_.input.gap;
          moved = true;
        }
    }
    if (at > end) continue;
    if (x == from_ && begin_ == kFarWest && fixed_.empty()) {  // the first of a row: on the grid of all rows
      const Millimetres grid = from_ + (at - from_ + kGrid - 1) / kGrid * kGrid;
      if (grid <= end && span.to - span.from > 4 * o.width) at = grid;
    }
    return at;
  }
  return std::nullopt;
}

std::size_t Attempt::largest_left() const {
  std::size_t largest = kNone;
  double most = -1;
  for (std::size_t s = 0; s < queues_.size(); ++s) {
    if (queues_[s].empty()) continue;
    const Outline& o = field_.shapes[s].outlines.front();
    const double area = static_cast<double>(o.width) * static_cast<double>(o.height);
    if (area > most) {
      most = area;
      largest = queues_[s].front().group;
    }
  }
  return largest;
}

bool Attempt::run_outwards(Millimetres south, Millimetres north) {
  const Rect land = terrain_.bounds();
  const Millimetres step = std::max<Millimetres>(2000, (land.y1 - land.y0) / 128);
  struct Bank {
    Millimetres y;
    Growth growth;
    bool open = true;
  };
  std::array<Bank, 2> banks{{{north, Growth::north}, {south, Growth::south}}};
  for (bool first = true; left_ > 0; first = false) {
    // The bank that has grown less is next, so that rows stand opposite one another.
    const bool southern = banks[1].open && (!banks[0].open || south - banks[1].y < banks[0].y - north);
    Bank& bank = banks[southern ? 1 : 0];
    if (!bank.open) break;
    const Millimetres depth = fill_row(bank.y, bank.growth);
    const Millimetres by = depth > 0 ? depth + field_.input.gap : step;
    bank.y += bank.growth == Growth::north ? by : -by;
    bank.open = bank.growth == Growth::north ? bank.y < land.y1 : bank.y > land.y0;
    if (first || !southern || fixed_.size() == field_.input.fixed.size() || left_ == 0) continue;
    if (north - south > 2 * field_.input.gap)  // beside the court, after the first row on each side of it
      static_cast<void>(fill_row(south + field_.input.gap, Growth::north, north - south - 2 * field_.input.gap, true));
  }
  return left_ == 0;
}

std::optional<Rect> Attempt::hold_court(const std::vector<std::size_t>& groups, PlanPoint middle) {
  Millimetres width = -field_.input.gap, depth = 0;
  std::vector<const Outline*> outlines;
  for (const std::size_t g : groups) {
    const std::vector<Outline>& all = field_.shapes[field_.shape_of[g]].outlines;
    const auto squarest = std::min_element(all.begin(), all.end(), [](const Outline& a, const Outline& b) {
      return std::max(a.width, a.height) < std::max(b.width, b.height);
    });
    outlines.push_back(&*squarest);
    width += squarest->width + field_.input.gap;
    depth = std::max(depth, squarest->height);
  }
  constexpr Millimetres kGrid = 500;
  const Millimetres y0 = (middle.y - depth / 2) / kGrid * kGrid;
  Millimetres x = (middle.x - width / 2) / kGrid * kGrid;
  const Rect court{x, y0, x + width, y0 + depth};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Outline& o = *outlines[i];
    const Shape& shape = field_.shapes[field_.shape_of[groups[i]]];
    const Rect area{x, y0, x + o.width, y0 + o.height};
    const auto meets = [&](const Rect& r) { return overlap(r.grown(field_.input.gap), area); };
    if (!terrain_.free(area, shape.margins) || std::any_of(fixed_.begin(), fixed_.end(), meets)) return std::nullopt;
    std::deque<Waiting>& queue = queues_[field_.shape_of[groups[i]]];
    std::erase_if(queue, [&](const Waiting& w) { return w.group == groups[i]; });
    seat(groups[i], area, o, Side::any);
    x += o.width + field_.input.gap;
  }
  fixed_.push_back(court);
  return court;
}

namespace {

double along(const Upwind& wind, PlanPoint p) {
  return wind.x * static_cast<double>(p.x) + wind.y * static_cast<double>(p.y);
}

/// By how many metres the middle of what gives off exhaust lies up-wind of the middle of what breathes it.
double upwind_metres(const Field& field, const View& view, const std::vector<GroupPlace>& places) {
  const Upwind& wind = field.input.upwind;
  if ((wind.x == 0 && wind.y == 0) || wind.sources.empty() || wind.breathers.empty()) return 0;
  const auto mean = [&](const std::vector<std::size_t>& groups) {
    double sum = 0;
    for (const std::size_t g : groups) sum += along(wind, view.back(places[g].area).centre());
    return sum / static_cast<double>(groups.size());
  };
  return std::max(0.0, 1e-3 * (mean(wind.breathers) - mean(wind.sources)));
}

}  // namespace

double quick_cost(const Field& field, const View& view, const std::vector<GroupPlace>& places) {
  const std::size_t count = places.size();
  const auto middle = [&](std::size_t i) {
    return i == kNone  ? view.there(field.input.utility)
           : i < count ? places[i].area.centre()
                       : view.there(field.input.fixed[i - count].centre());
  };
  double sum = 0;
  for (const Attraction& a : field.input.attractions) sum += a.weight * metres_between(middle(a.a), middle(a.b));
  Rect box = places.empty() ? Rect{} : places.front().area;
  for (const GroupPlace& p : places) box = bounding_box(box, p.area);
  constexpr double kMissed = 1e6;   // a metre missed outweighs every route
  constexpr double kUpwind = 1000;  // as the score's
  sum += kMissed * missed(field, view, places) + kUpwind * upwind_metres(field, view, places);
  return sum + 0.01e-6 * static_cast<double>(box.width()) * static_cast<double>(box.height());
}

}  // namespace plinth::layout
