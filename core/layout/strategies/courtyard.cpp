// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>

#include "core/layout/pack_attempt.h"
#include "core/layout/strategy.h"

namespace plinth::layout_strategies {
namespace {

using namespace layout;

/// The yards in the middle: what all blocks share. Batteries stay outside, for their fire separation.
std::vector<std::size_t> court_of(const Field& field) {
  std::vector<std::size_t> court;
  for (std::size_t g = 0; g < field.input.groups.size(); ++g) {
    const GroupSpec& spec = field.input.groups[g].spec;
    if (spec.use == "electrical" || spec.use == "generator") court.push_back(g);
  }
  return court;
}

std::vector<PlanPoint> middles(const Field& field, std::size_t view) {
  const Rect land = field.terrains[view].bounds();
  const PlanPoint centre = land.centre(), utility = field.views[view].there(field.input.utility);
  std::vector<PlanPoint> out{centre};
  for (const Millimetres part : {3, 2})  // towards the connection
    out.push_back({centre.x + (utility.x - centre.x) / part, centre.y + (utility.y - centre.y) / part});
  return out;
}

/// Blocks on two opposite sides: what makes it a court.
bool surrounded(const Field& field, const Attempt& attempt, const Rect& court) {
  bool north = false, south = false;
  for (std::size_t g = 0; g < field.input.groups.size(); ++g) {
    if (field.input.groups[g].spec.block == 0) continue;
    const Rect& r = attempt.places()[g].area;
    north = north || r.y0 >= court.y1;
    south = south || r.y1 <= court.y0;
  }
  return north && south;
}

std::vector<Packed> propose(const Field& field, bool any_shape, PackFailure& failure) {
  PackFailure own = failure;  // a court that does not close says nothing of the land
  Shortlist best(field, 3, own);
  const std::vector<std::size_t> court = court_of(field);
  const std::size_t around = field.input.groups.size() - court.size();
  constexpr std::size_t kLeast = 3, kMostYards = 6;  // fewer blocks surround nothing; more yards are no court
  if (court.empty() || court.size() > kMostYards || around < kLeast) return {};
  const Millimetres gap = field.input.gap;
  for (const std::size_t view : {0U, 4U})
    for (const PlanPoint middle : middles(field, view))
      for (const std::size_t shape : shapes_tried(field))
        for (const double wider : {1.0, 1.4, 2.0, 3.0}) {
          const auto fill = [&](Attempt& attempt) {
            const auto held = attempt.hold_court(court, middle);
            if (!held) return false;
            attempt.narrow(static_cast<Millimetres>(wider * static_cast<double>(held->width())), middle.x);
            return attempt.run_outwards(held->y0 - gap, held->y1 + gap) && surrounded(field, attempt, *held);
          };
          best.attempt({view, 1, shape, 0, any_shape, false, true}, fill,
                       fmt::format("court of {} yards, block shape {}", court.size(), shape + 1));
        }
  return best.take();
}

}  // namespace

extern constinit const LayoutStrategy courtyard{
    "courtyard", "electrical and generator yards in the middle, blocks around them with cooling outside", propose};

}  // namespace plinth::layout_strategies
