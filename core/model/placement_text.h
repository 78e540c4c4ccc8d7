// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace plinth {

/// Where a value stands in a text: `line` and `column` are 1-based and count characters, not bytes.
struct TextPlace {
  int line = 0, column = 0, length = 0;
  friend bool operator==(const TextPlace&, const TextPlace&) = default;
};

/// Where the record of a module stands in the text of a design.json.
struct PlacementText {
  TextPlace tag, x, y;  ///< the values of `tag` (with its quotes), `x_m` and `y_m`; line 0: not written
  double x_m = 0.0, y_m = 0.0;
  friend bool operator==(const PlacementText&, const PlacementText&) = default;
};

/// The members of `placements` of a design.json, however it is laid out in lines, by tag. Of a text that is no JSON:
/// what could be read.
[[nodiscard]] std::map<std::string, PlacementText> placement_texts(std::string_view design_json);

}  // namespace plinth
