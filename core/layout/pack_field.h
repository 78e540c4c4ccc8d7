// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/layout/pack.h"
#include "core/layout/terrain.h"

/// What the attempts of packing share: not for other files.
namespace plinth::layout {

/// More groups than this, and fewer ways are tried.
inline constexpr std::size_t kMany = 60;

/// One way to fill the land.
struct Filling {
  std::size_t view = 0;     ///< bits: flip x, flip y, transpose
  int order = 0;            ///< in which order groups take their places
  std::size_t shape = 0;    ///< which outline blocks take, flattest first
  double aspect = 0;        ///< width of the field over its height; 0: as wide as the land
  bool any_shape = false;   ///< groups may take any outline that fits the row
  bool at_utility = false;  ///< rows start level with the utility connection, not at the edge of the land
  bool facing = false;      ///< blocks turn their power modules towards the middle that rows grow from
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

/// Where bands of the land are free: attempts ask for the same ones over and over.
class BandMemo {
 public:
  struct Band {
    Millimetres y = 0, height = 0;
    Margins margins;
    friend bool operator==(const Band&, const Band&) = default;
  };
  /// Number of the spans of a band; `land` is asked for a new one.
  [[nodiscard]] std::size_t find(const Band& band, const Terrain& land);
  [[nodiscard]] std::span<const Span> spans(std::size_t number) const {
    return {pool_.data() + bands_[number].first, bands_[number].count};
  }
  /// Forgets all bands when there are very many.
  void trim();

 private:
  struct Known {
    Band band;
    std::size_t first = 0, count = 0;
  };
  std::vector<Known> bands_;
  std::vector<std::size_t> table_;  ///< by hash: number of the band plus one, 0 where free
  std::vector<Span> pool_;
  void enter(std::size_t number);
};

/// Everything the attempts share.
struct Field {
  const PackInput& input;
  std::vector<Shape> shapes;
  std::vector<std::size_t> shape_of;  ///< by group
  std::vector<Terrain> terrains;      ///< by view
  std::vector<View> views;
  mutable std::vector<BandMemo> bands;  ///< by view
  std::vector<double> least;  ///< by group: least ground in any outline, half a lane around, square millimetres
  double total_area = 0;      ///< of all groups with half a lane around, square millimetres

  explicit Field(const PackInput& in);
  /// At most this much of that ground lies north of y in the view: taken too large rather than too small.
  [[nodiscard]] double room_north_of(std::size_t view, Millimetres y) const;

 private:
  /// Free ground of a view by strips from the south, and what strips leave out of it.
  struct Ground {
    Millimetres from = 0, step = 1;
    std::vector<double> below;  ///< the first strips together
  };
  mutable std::vector<Ground> grounds_;  ///< by view; empty until asked for
  mutable double room_ = -1;
};

/// Group indices in the order a filling places them. Yards come first in the list of groups, then blocks.
[[nodiscard]] std::vector<std::size_t> ordered(const PackInput& input, int order);
/// A group that fits nowhere even alone, or kNone. Saves hundreds of attempts that cannot succeed.
[[nodiscard]] std::size_t homeless(const Field& field);
/// Which outlines of blocks are worth trying, flattest first; fewer when there are many groups.
[[nodiscard]] std::vector<std::size_t> shapes_tried(const Field& field);
/// Every way of rows worth trying; fewer when there are many groups.
[[nodiscard]] std::vector<Filling> fillings(const Field& field, bool any_shape);
[[nodiscard]] std::string words_of(const Filling& filling);

}  // namespace plinth::layout
