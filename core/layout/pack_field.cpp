// SPDX-License-Identifier: Apache-2.0
#include "core/layout/pack_field.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "core/layout/room.h"

namespace plinth::layout {
namespace {

View view_of(std::size_t bits) { return {(bits & 1U) != 0, (bits & 2U) != 0, (bits & 4U) != 0}; }

std::vector<Outline> outlines_of(const PackGroup& group) {
  const bool some_within =
      std::any_of(group.choices.begin(), group.choices.end(), [](const Arrangement& a) { return a.within_reach; });
  std::vector<Outline> out;
  for (std::size_t c = 0; c < group.choices.size(); ++c) {
    const Arrangement& a = group.choices[c];
    if (some_within && !a.within_reach) continue;
    out.push_back({a.width, a.height, c, false});
    if (a.width != a.height) out.push_back({a.height, a.width, c, true});
  }
  std::stable_sort(out.begin(), out.end(), [](const Outline& a, const Outline& b) {
    return std::tie(a.height, a.width) < std::tie(b.height, b.width);
  });
  return out;
}

}  // namespace

Field::Field(const PackInput& in) : input(in) {
  using Key = std::tuple<std::vector<std::tuple<Millimetres, Millimetres, std::size_t, bool>>, Millimetres, Millimetres,
                         Millimetres, bool>;
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
    double smallest = 0;
    for (const Outline& o : shapes[at->second].outlines) {
      const double ground = static_cast<double>(o.width + input.gap) * static_cast<double>(o.height + input.gap);
      smallest = smallest == 0 ? ground : std::min(smallest, ground);
    }
    least.push_back(smallest);
  }
  for (std::size_t v = 0; v < 8; ++v) {
    views.push_back(view_of(v));
    terrains.emplace_back(*input.site, views.back());
    if (!input.inside.empty()) terrains.back().confine(input.inside, views.back());
    if (!input.outside.empty()) terrains.back().exclude(input.outside, views.back());
  }
  bands.resize(views.size());
  grounds_.resize(views.size());
}

namespace {

std::size_t hash_of(const BandMemo::Band& band) {
  std::size_t hash = 0;
  for (const Millimetres part : {band.y, band.height, band.margins.boundary, band.margins.keep_out,
                                 band.margins.building, Millimetres{band.margins.setbacks}})
    hash = (hash ^ static_cast<std::size_t>(part)) * 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 32U);
}

}  // namespace

std::size_t BandMemo::find(const Band& band, const Terrain& land) {
  if (table_.empty()) table_.assign(1024, 0);
  const std::size_t mask = table_.size() - 1;
  std::size_t at = hash_of(band) & mask;
  for (; table_[at] != 0; at = (at + 1) & mask)
    if (bands_[table_[at] - 1].band == band) return table_[at] - 1;
  const std::vector<Span> spans = land.spans(band.y, band.y + band.height, band.margins);
  bands_.push_back({band, pool_.size(), spans.size()});
  pool_.insert(pool_.end(), spans.begin(), spans.end());
  table_[at] = bands_.size();
  if (2 * bands_.size() > table_.size()) {
    table_.assign(4 * table_.size(), 0);
    for (std::size_t number = 0; number < bands_.size(); ++number) enter(number);
  }
  return bands_.size() - 1;
}

void BandMemo::enter(std::size_t number) {
  const std::size_t mask = table_.size() - 1;
  std::size_t at = hash_of(bands_[number].band) & mask;
  while (table_[at] != 0) at = (at + 1) & mask;
  table_[at] = number + 1;
}

void BandMemo::trim() {
  constexpr std::size_t kMost = 100000;
  if (bands_.size() > kMost) *this = {};
}

double Field::room_north_of(std::size_t view, Millimetres y) const {
  if (room_ < 0) room_ = 1e6 * room_m2(input);
  Ground& ground = grounds_[view];
  if (ground.below.empty()) {
    constexpr Millimetres kStrips = 128;
    const Rect box = terrains[view].bounds();
    ground.from = box.y0;
    ground.step = std::max<Millimetres>(1, box.height() / kStrips);
    ground.below.push_back(0);
    for (Millimetres south = box.y0; south + ground.step <= box.y1; south += ground.step) {
      double free = 0;
      for (const Span& span : terrains[view].spans(south, south + ground.step, {0, 0, 0, true}))
        free += static_cast<double>(span.to - span.from);
      ground.below.push_back(ground.below.back() + free * static_cast<double>(ground.step));
    }
  }
  // Frames with half a lane around reach half a lane south of y.
  const Millimetres strips = (y - input.gap / 2 - 1 - ground.from) / ground.step;
  const auto last = static_cast<Millimetres>(ground.below.size()) - 1;
  return room_ - ground.below[static_cast<std::size_t>(std::clamp<Millimetres>(strips, 0, last))];
}

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
      std::vector<Millimetres> offsets = land.clearances();
      offsets.insert(offsets.end(), {0, shape.margins.boundary, shape.margins.keep_out});
      for (const Millimetres level : land.levels())
        for (const Millimetres m : offsets)
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

std::vector<std::size_t> shapes_tried(const Field& field) {
  std::size_t shapes = 1;
  for (const Shape& s : field.shapes)
    if (s.block) shapes = std::max(shapes, s.outlines.size());
  const bool many = field.input.groups.size() > kMany;
  const std::size_t step = std::max<std::size_t>(1, shapes / (many ? 3 : 6));
  std::vector<std::size_t> out;
  for (std::size_t shape = 0; shape < shapes; shape += step) out.push_back(shape);
  return out;
}

std::vector<Filling> fillings(const Field& field, bool any_shape) {
  const std::size_t groups = field.input.groups.size();
  const bool many = groups > kMany;
  const std::vector<std::size_t> shapes = shapes_tried(field);
  const std::vector<double> aspects =
      many ? std::vector<double>{0, 1.0, 2.0} : std::vector<double>{0, 0.5, 0.9, 1.6, 2.8};
  const PlanPoint u = field.input.utility;
  std::vector<Filling> out;
  for (std::size_t view = 0; view < 8; ++view) {
    if (groups > 1500 && view != 0 && view != 4) continue;
    const Rect land = field.terrains[view].bounds();
    const bool inside = field.views[view].there(u).y - land.y0 > (land.y1 - land.y0) / 4;
    for (const bool at_utility : {false, true}) {
      if (at_utility && !inside) continue;
      for (int order = 0; order < (many ? 2 : 3); ++order)
        for (const std::size_t shape : shapes)
          for (const double aspect : aspects) out.push_back({view, order, shape, aspect, any_shape, at_utility});
    }
  }
  return out;
}

std::string words_of(const Filling& s) {
  static constexpr std::array<const char*, 3> orders{"yards first", "yards last", "yards in the middle"};
  const View v = view_of(s.view);
  const char* from = v.transpose ? (v.flip_x ? "east" : "west") : (v.flip_y ? "north" : "south");
  return fmt::format("rows from the {}, {}, block shape {}, aspect {}{}", from,
                     orders[static_cast<std::size_t>(s.order)], s.shape + 1, s.aspect, s.any_shape ? ", mixed" : "");
}

}  // namespace plinth::layout
