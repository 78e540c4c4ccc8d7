// SPDX-License-Identifier: Apache-2.0
#include "core/layout/pack.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <map>
#include <tuple>

namespace plinth::layout {
namespace {

/// One way to fill the land.
struct Strategy {
  std::size_t view = 0;     ///< bits: flip x, flip y, transpose
  int order = 0;            ///< in which order groups take their places
  std::size_t shape = 0;    ///< which outline blocks take, flattest first
  double aspect = 0;        ///< width of the field over its height; 0: as wide as the land
  bool any_shape = false;   ///< groups may take any outline that fits the row
  bool at_utility = false;  ///< rows start level with the utility connection, not at the edge of the land
};

/// An outline of a group in the view.
struct Outline {
  Millimetres width = 0, height = 0;
  std::size_t choice = 0;
  bool turned = false;
};

/// Groups that are alike: the same outlines and margins.
struct Shape {
  std::vector<Outline> outlines;  ///< flattest first
  Margins margins;
  bool block = false;
};

View view_of(std::size_t bits) { return {(bits & 1U) != 0, (bits & 2U) != 0, (bits & 4U) != 0}; }

std::vector<Outline> outlines_of(const PackGroup& group) {
  const bool some_within =
      std::any_of(group.choices.begin(), group.choices.end(), [](const Arrangement& a) { return a.within_crane; });
  std::vector<Outline> out;
  for (std::size_t c = 0; c < group.choices.size(); ++c) {
    const Arrangement& a = group.choices[c];
    if (some_within && !a.within_crane) continue;
    out.push_back({a.width, a.height, c, false});
    if (a.width != a.height) out.push_back({a.height, a.width, c, true});
  }
  std::stable_sort(out.begin(), out.end(), [](const Outline& a, const Outline& b) {
    return std::tie(a.height, a.width) < std::tie(b.height, b.width);
  });
  return out;
}

/// Everything the attempts share.
struct Field {
  const PackInput& input;
  std::vector<Shape> shapes;
  std::vector<std::size_t> shape_of;  ///< by group
  std::vector<Terrain> terrains;      ///< by view
  std::vector<View> views;
  /// Attempts ask for the same bands over and over; by view, y, height and margins.
  mutable std::map<std::tuple<std::size_t, Millimetres, Millimetres, Margins>, std::vector<Span>> known_spans;
  double total_area = 0;  ///< of all groups with half a lane around, square millimetres

  explicit Field(const PackInput& in) : input(in) {
    using Key = std::tuple<std::vector<std::tuple<Millimetres, Millimetres, std::size_t, bool>>, Millimetres,
                           Millimetres, Millimetres, bool>;
    std::map<Key, std::size_t> known;
    for (const PackGroup& group : input.groups) {
      Shape shape{outlines_of(group), group.margins, group.spec.block > 0};
      Key key{{}, group.margins.boundary, group.margins.keep_out, group.margins.building, shape.block};
      for (const Outline& o : shape.outlines) std::get<0>(key).emplace_back(o.width, o.height, o.choice, o.turned);
      const auto [at, fresh] = known.try_emplace(key, shapes.size());
      if (fresh) shapes.push_back(std::move(shape));
      shape_of.push_back(at->second);
      const Outline& first = shapes[at->second].outlines.front();
      total_area += static_cast<double>(first.width + input.gap) * static_cast<double>(first.height + input.gap);
    }
    for (std::size_t v = 0; v < 8; ++v) {
      views.push_back(view_of(v));
      terrains.emplace_back(*input.site, views.back());
    }
  }
};

/// Group indices in the order a strategy places them. Yards come first in the list of groups, then blocks.
std::vector<std::size_t> ordered(const PackInput& input, int order) {
  std::vector<std::size_t> yards, blocks, out;
  for (std::size_t i = 0; i < input.groups.size(); ++i) (input.groups[i].spec.block > 0 ? blocks : yards).push_back(i);
  const std::size_t half = order == 2 ? blocks.size() / 2 : order == 1 ? blocks.size() : 0;
  const std::size_t first = order == 1 ? std::min<std::size_t>(1, yards.size()) : 0;  // the electrical yard
  out.insert(out.end(), yards.begin(), yards.begin() + static_cast<std::ptrdiff_t>(first));
  out.insert(out.end(), blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(half));
  out.insert(out.end(), yards.begin() + static_cast<std::ptrdiff_t>(first), yards.end());
  out.insert(out.end(), blocks.begin() + static_cast<std::ptrdiff_t>(half), blocks.end());
  return out;
}

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
    width = std::max(width, least + 2 * shape.margins.boundary);
  }
  if (width >= to_ - from_) return;
  from_ = std::clamp(utility.x - width / 2, land.x0, land.x1 - width);
  to_ = from_ + width;
}

/// Where a row may start: just clear of anything that begins or ends, and at even steps.
std::vector<Millimetres> Attempt::starts() const {
  const Rect land = terrain_.bounds();
  std::vector<Millimetres> offsets{0}, out;
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

/// A group that fits nowhere even alone, or kNone. Saves hundreds of attempts that cannot succeed.
std::size_t homeless(const Field& field) {
  const Terrain& land = field.terrains.front();
  const Rect box = land.bounds();
  for (std::size_t s = 0; s < field.shapes.size(); ++s) {
    const Shape& shape = field.shapes[s];
    const auto step = std::max<Millimetres>(1000, box.height() / 512);
    const auto fits = [&](const Outline& o) {
      const auto at = [&](Millimetres y) {
        const std::vector<Span> spans = land.spans(y, y + o.height, shape.margins);
        return std::any_of(spans.begin(), spans.end(), [&](const Span& p) { return p.to - p.from >= o.width; });
      };
      for (const Millimetres level : land.levels())
        for (const Millimetres m : {Millimetres{0}, shape.margins.boundary, shape.margins.keep_out})
          if (at(level + m) || at(level - m - o.height)) return true;
      for (Millimetres y = box.y0; y < box.y1; y += step)
        if (at(y)) return true;
      return false;
    };
    if (std::any_of(shape.outlines.begin(), shape.outlines.end(), fits)) continue;
    for (std::size_t g = 0; g < field.shape_of.size(); ++g)
      if (field.shape_of[g] == s) return g;
  }
  return kNone;
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
  return sum + 0.01e-6 * static_cast<double>(box.width()) * static_cast<double>(box.height());
}

std::vector<Strategy> strategies(const Field& field, bool any_shape) {
  const std::size_t groups = field.input.groups.size();
  std::size_t shapes = 1;
  for (const Shape& s : field.shapes)
    if (s.block) shapes = std::max(shapes, s.outlines.size());
  const bool many = groups > 60;
  const std::size_t shape_step = many ? std::max<std::size_t>(1, shapes / 3) : std::max<std::size_t>(1, shapes / 6);
  const std::vector<double> aspects =
      many ? std::vector<double>{0, 1.0, 2.0} : std::vector<double>{0, 0.5, 0.9, 1.6, 2.8};
  const PlanPoint u = field.input.utility;
  std::vector<Strategy> out;
  for (std::size_t view = 0; view < 8; ++view) {
    if (groups > 1500 && view != 0 && view != 4) continue;
    const Rect land = field.terrains[view].bounds();
    const bool inside = field.views[view].there(u).y - land.y0 > (land.y1 - land.y0) / 4;
    for (const bool at_utility : {false, true}) {
      if (at_utility && !inside) continue;
      for (int order = 0; order < (many ? 2 : 3); ++order)
        for (std::size_t shape = 0; shape < shapes; shape += shape_step)
          for (const double aspect : aspects) out.push_back({view, order, shape, aspect, any_shape, at_utility});
    }
  }
  return out;
}

std::string name_of(const Strategy& s) {
  static constexpr std::array<const char*, 3> orders{"yards first", "yards last", "yards in the middle"};
  const View v = view_of(s.view);
  const char* from = v.transpose ? (v.flip_x ? "east" : "west") : (v.flip_y ? "north" : "south");
  return fmt::format("rows from the {}, {}, block shape {}, aspect {}{}", from,
                     orders[static_cast<std::size_t>(s.order)], s.shape + 1, s.aspect, s.any_shape ? ", mixed" : "");
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
    }
    if (best) return finished(field, *best, std::move(places), score);
  }
  return std::nullopt;
}

}  // namespace plinth::layout
