// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/geometry/plan.h"

namespace plinth {

/// A stretch of a ring seen as one straight side: every point of the stretch lies within `slack` of it.
struct Chord {
  std::size_t from = 0, to = 0;  ///< places of its ends in the ring; `to` may be the first point again
  Millimetres slack = 0;         ///< rounded up; 0 where it is one side of the ring
};

/// The ring as chords, in its order, each as long as `tolerance` allows and of 256 sides at most. A stretch ends
/// where `joins(i)` says that side i does not go on from the side before it. Time grows with the number of points.
template <class Joins>
[[nodiscard]] std::vector<Chord> chords_of(const Ring& ring, Millimetres tolerance, Joins joins);

/// Largest distance of the points between `from` and `to` from the straight line between these two, rounded up.
[[nodiscard]] Millimetres slack_of(const Ring& ring, std::size_t from, std::size_t to);

template <class Joins>
std::vector<Chord> chords_of(const Ring& ring, Millimetres tolerance, Joins joins) {
  constexpr std::size_t kMost = 256;
  std::vector<Chord> chords;
  for (std::size_t from = 0; from < ring.size();) {
    std::size_t joined = 1;
    while (joined < kMost && from + joined < ring.size() && joins(from + joined)) ++joined;
    // The longest of the lengths 1, 2, 4 … and their sums that keeps within the tolerance.
    std::size_t length = 1;
    Millimetres slack = 0;
    for (std::size_t step = 1; step > 0;) {
      const std::size_t next = length + step;
      const Millimetres wider = next > joined ? tolerance + 1 : slack_of(ring, from, (from + next) % ring.size());
      if (wider <= tolerance) {
        length = next, slack = wider, step *= 2;
      } else {
        step /= 2;
      }
    }
    chords.push_back({from, (from + length) % ring.size(), slack});
    from += length;
  }
  return chords;
}

/// An outline of fewer points for a picture or a model.
struct CoarseOutline {
  Polygon polygon;
  Millimetres within = 0;  ///< it stays as near to the one it was made of
};
/// The polygon itself where no ring has more than `most` points or no coarser one is sound, else one within 10 mm, 20
/// mm and so on.
[[nodiscard]] CoarseOutline coarse_outline(const Polygon& polygon, std::size_t most);

/// Polygons of many points that are asked again and again what they hold: sides by height, so that a question looks at
/// few of them. The answers are those of `contains`, to the point.
class DensePolygon {
 public:
  explicit DensePolygon(const Polygon& polygon);
  [[nodiscard]] bool contains(PlanPoint point) const;

 private:
  struct Side {
    PlanPoint a, b;
  };
  struct Shelves {
    Millimetres from = 0, height = 1;
    std::vector<std::vector<Side>> sides;
  };
  static Shelves shelves_of(const Ring& ring);
  static int side_of(const Shelves& shelves, PlanPoint point);  ///< -1 outside, 0 on the ring, 1 inside

  Shelves outer_;
  std::vector<Shelves> holes_;
};

}  // namespace plinth
