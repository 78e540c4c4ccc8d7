// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporters/drawing/plan/sheet.h"

namespace plinth::drawing {

/// Attribute names and values, written in the order given.
using Attributes = std::vector<std::pair<std::string_view, std::string>>;

/// A coordinate or size: three decimals at most, no exponent, independent of locale.
[[nodiscard]] std::string mm_text(double value);
/// Text for XML: & < > " escaped, control bytes and broken UTF-8 replaced.
[[nodiscard]] std::string xml_text(std::string_view text);
/// Width of `text` at font size 1, on the safe side for the usual sans-serif faces.
[[nodiscard]] double text_width(std::string_view text);
/// `text` cut with "…" so that it is at most `width` wide at `size`.
[[nodiscard]] std::string shortened(std::string_view text, double width, double size);

enum class Anchor { start, middle, end };

/// How a piece of text stands.
struct TextStyle {
  double size = 2.5;  ///< font size, mm
  Anchor anchor = Anchor::start;
  std::string fill = "#1A1A1A";
  bool bold = false;
  bool upright = false;  ///< turned a quarter to the left, to be read from the right
};

/// Collects SVG elements as text, one per line. Units are paper millimetres.
class SvgWriter {
 public:
  void open(std::string_view element, const Attributes& attributes);
  void close(std::string_view element);
  void leaf(std::string_view element, const Attributes& attributes);
  /// A named layer: also a layer in Inkscape.
  void open_layer(std::string_view id, std::string_view label, const Attributes& attributes = {});
  void close_layer() { close("g"); }

  void rect(const Area& area, const Attributes& attributes = {});
  void line(Paper a, Paper b, const Attributes& attributes = {});
  void polyline(const std::vector<Paper>& points, bool closed, const Attributes& attributes = {});
  void circle(Paper centre, double radius, const Attributes& attributes = {});
  /// Text with its middle height at `at.y` (or at `at.x` when upright).
  void text(std::string_view text, Paper at, const TextStyle& style);
  void title(std::string_view text);  ///< tooltip of the open group
  void raw(std::string_view text) { out_ += text; }

  [[nodiscard]] const std::string& bytes() const { return out_; }

 private:
  void start(std::string_view element, const Attributes& attributes);
  std::string out_;
};

}  // namespace plinth::drawing
