// SPDX-License-Identifier: Apache-2.0
#include "core/layout/pack.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>

#include "core/layout/pack_field.h"

namespace plinth::layout {
namespace {

/// One attempt: rows of groups, each row as deep as its first group, from the south of the view to the north.
class Attempt {
 public:
  Attempt(const Field& field, const Strategy& strategy)
      : field_(field),
        strategy_(strategy),
        view_(field.views[strategy.view]),
        terrain_(field.terrains[strategy.view]),
        places_(field.input.groups.size()) {
    for (const Rect& r : field.input.fixed) fixed_.push_back(view_.there(r));
    queues_.resize(field.shapes.size());
    const std::vector<std::size_t> order = ordered(field.input, strategy.order);
    for (std::size_t position = 0; position < order.size(); ++position)
      queues_[field.shape_of[order[position]]].push_back({position, order[position]});
    left_ = order.size();
    set_window();
  }

  [[nodiscard]] bool run();
  [[nodiscard]] const std::vector<GroupPlace>& places() const { return places_; }
  [[nodiscard]] std::size_t left() const { return left_; }
  [[nodiscard]] std::size_t largest_left() const;

 private:
  struct Waiting {
    std::size_t position, group;
  };
  struct Slot {
    Millimetres x = 0;
    const Outline* outline = nullptr;
  };

  void set_window();
  [[nodiscard]] std::vector<Millimetres> starts() const;
  [[nodiscard]] Millimetres fill_row(Millimetres y);
  [[nodiscard]] std::optional<Slot> slot(const Shape& shape, Millimetres y, Millimetres x, Millimetres depth);
  [[nodiscard]] std::optional<Millimetres> first_x(const Shape& shape, const Outline& o, Millimetres y, Millimetres x);
  [[nodiscard]] const std::vector<Span>& spans(Millimetres y, Millimetres height, const Margins& margins);
  [[nodiscard]] std::vector<std::size_t> waiting_shapes() const;

  const Field& field_;
  const Strategy& strategy_;
  const View& view_;
  const Terrain& terrain_;
  std::vector<GroupPlace> places_;
  std::vector<std::deque<Waiting>> queues_;
  std::vector<Rect> fixed_;
  Millimetres from_ = 0, to_ = 0, first_y_ = 0;
  std::size_t left_ = 0;
  struct Known {
    Millimetres height;
    Margins margins;
    std::vector<Span> spans;
  };
  std::vector<Known> row_spans_;
  Millimetres row_y_ = 0;
};

/// The field: as wide as the strategy wants, around the utility connection, within the land.
void Attempt::set_window() {
  const Rect land = terrain_.bounds();
  const PlanPoint utility = view_.there(field_.input.utility);
  from_ = land.x0;
  to_ = land.x1;
  first_y_ = strategy_.at_utility ? std::max(land.y0, utility.y) : land.y0;
  if (strategy_.aspect <= 0) return;
  Millimetres width = static_cast<Millimetres>(std::sqrt(field_.total_area * 1.15 * strategy_.aspect));
  for (const Shape& shape : field_.shapes) {
    Millimetres least = shape.outlines.front().width;
    for (const Outline& o : shape.outlines) least = std::min(least, o.width);
    width = std::max(width, least + 2 * std::max(shape.margins.boundary, terrain_.clearances().back()));
  }
  if (width >= to_ - from_) return;
  from_ = std::clamp(utility.x - width / 2, land.x0, land.x1 - width);
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
  if (strategy_.at_utility) out.push_back(first_y_);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool Attempt::run() {
  const std::vector<Millimetres> candidates = starts();
  Millimetres y = first_y_;
  const Millimetres end = terrain_.bounds().y1;
  auto next = std::lower_bound(candidates.begin(), candidates.end(), y);
  while (left_ > 0 && y < end) {
    if (const Millimetres depth = fill_row(y); depth > 0) {
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

/// Fills one row from west to east; its depth is that of its first group. 0 when nothing fits.
Millimetres Attempt::fill_row(Millimetres y) {
  Millimetres x = from_, depth = 0;
  row_spans_.clear();
  row_y_ = y;
  for (bool placed = true; placed && left_ > 0;) {
    placed = false;
    for (const std::size_t s : waiting_shapes()) {
      const std::optional<Slot> found = slot(field_.shapes[s], y, x, depth);
      if (!found) continue;
      const Outline& o = *found->outline;
      const std::size_t group = queues_[s].front().group;
      queues_[s].pop_front();
      --left_;
      places_[group] = {{found->x, y, found->x + o.width, y + o.height}, o.turned ? 90 : 0, o.choice};
      x = found->x + o.width + field_.input.gap;
      depth = std::max(depth, o.height);
      placed = true;
      break;
    }
  }
  return depth;
}

/// The outline a group takes in this row: the strategy's for blocks, the flattest for a yard that starts a row and the
/// deepest for one that joins it.
std::optional<Attempt::Slot> Attempt::slot(const Shape& shape, Millimetres y, Millimetres x, Millimetres depth) {
  std::vector<const Outline*> tried;
  const std::vector<Outline>& all = shape.outlines;
  if (shape.block && !strategy_.any_shape) {
    tried = {&all[std::min(strategy_.shape, all.size() - 1)]};
  } else {
    for (const Outline& o : all) tried.push_back(&o);
    if (depth > 0) std::reverse(tried.begin(), tried.end());
    if (depth == 0 && shape.block)
      std::rotate(tried.begin(), tried.begin() + static_cast<std::ptrdiff_t>(std::min(strategy_.shape, all.size() - 1)),
                  tried.end());
  }
  for (const Outline* o : tried) {
    if (depth > 0 && o->height > depth) continue;
    if (const auto at = first_x(shape, *o, y, x)) return Slot{*at, o};
  }
  return std::nullopt;
}

const std::vector<Span>& Attempt::spans(Millimetres y, Millimetres height, const Margins& margins) {
  for (const Known& known : row_spans_)
    if (known.height == height && known.margins == margins) return known.spans;
  constexpr std::size_t kMost = 100000;
  if (field_.known_spans.size() > kMost) field_.known_spans.clear();
  const auto [at, fresh] = field_.known_spans.try_emplace({strategy_.view, y, height, margins});
  if (fresh) at->second = terrain_.spans(y, y + height, margins);
  row_spans_.push_back({height, margins, at->second});
  return row_spans_.back().spans;
}

std::optional<Millimetres> Attempt::first_x(const Shape& shape, const Outline& o, Millimetres y, Millimetres x) {
  constexpr Millimetres kGrid = 500;  // round coordinates where there is room for them
  for (const Span& span : spans(y, o.height, shape.margins)) {
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
    if (x == from_ && fixed_.empty()) {  // the first of a row: on the grid of all rows
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

/// Weighted distance between group middles, and a hundredth of a metre for every square metre of field.
double cost(const Field& field, const View& view, const std::vector<GroupPlace>& places) {
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
  constexpr double kMissed = 1e6;  // a metre missed outweighs every route
  sum += kMissed * missed(field, view, places);
  return sum + 0.01e-6 * static_cast<double>(box.width()) * static_cast<double>(box.height());
}

/// The attempt as places on the site.
Packed finished(const Field& field, const Strategy& strategy, std::vector<GroupPlace> places, double score) {
  const View& view = field.views[strategy.view];
  for (GroupPlace& p : places) {
    p.area = view.back(p.area);
    if (view.transpose) p.rotation = 90 - p.rotation;
  }
  return {std::move(places), score, name_of(strategy)};
}

}  // namespace

std::optional<Packed> pack(const PackInput& input, PackFailure& failure) {
  if (input.groups.empty()) return Packed{{}, 0, "nothing to place"};
  const Field field(input);
  failure = {input.groups.size(), homeless(field)};
  if (failure.largest != kNone) return std::nullopt;
  for (const bool any_shape : {false, true}) {
    std::optional<Strategy> best;
    std::vector<GroupPlace> places;
    double score = 0;
    const std::vector<Strategy> tried = strategies(field, any_shape);
    for (const Strategy& strategy : tried) {
      Attempt attempt(field, strategy);
      if (!attempt.run()) {
        if (attempt.left() < failure.missing) failure = {attempt.left(), attempt.largest_left()};
        continue;
      }
      const double c = cost(field, field.views[strategy.view], attempt.places());
      if (best && c >= score) continue;
      best = strategy;
      score = c;
      places = attempt.places();
      if (input.any) break;
    }
    if (best) return finished(field, *best, std::move(places), score);
  }
  return std::nullopt;
}

}  // namespace plinth::layout
