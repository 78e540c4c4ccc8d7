// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <unordered_map>
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

/// Everything the attempts share.
struct Field {
  const PackInput& input;
  std::vector<Shape> shapes;
  std::vector<std::size_t> shape_of;  ///< by group
  std::vector<Terrain> terrains;      ///< by view
  std::vector<View> views;
  /// Attempts ask for the same bands over and over; by view, y, height and margins.
  struct Band {
    std::size_t view;
    Millimetres y, height;
    Margins margins;
    friend bool operator==(const Band&, const Band&) = default;
  };
  struct BandHash {
    std::size_t operator()(const Band& band) const;
  };
  mutable std::unordered_map<Band, std::vector<Span>, BandHash> known_spans;
  double total_area = 0;  ///< of all groups with half a lane around, square millimetres

  explicit Field(const PackInput& in);
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
