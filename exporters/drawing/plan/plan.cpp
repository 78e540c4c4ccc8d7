// SPDX-License-Identifier: Apache-2.0
#include "exporters/drawing/plan/plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace plinth::drawing {
namespace {

constexpr std::array line_styles{
    LineStyle{Medium::mv, "MV cable", "#8E24AA", ""},
    LineStyle{Medium::lv, "LV busway", "#D97706", ""},
    LineStyle{Medium::dc, "DC cable", "#7A5230", ""},
    LineStyle{Medium::fws_supply, "FWS supply", "#1565C0", ""},
    LineStyle{Medium::fws_return, "FWS return", "#C2185B", "2 0.8"},
    LineStyle{Medium::chw_supply, "CHW supply", "#00838F", ""},
    LineStyle{Medium::chw_return, "CHW return", "#E57398", "2 0.8"},
    LineStyle{Medium::tcs_supply, "TCS supply", "#5C9DED", ""},
    LineStyle{Medium::tcs_return, "TCS return", "#F06292", "2 0.8"},
    LineStyle{Medium::fuel, "Fuel pipe", "#827717", "3 0.8 0.6 0.8"},
    LineStyle{Medium::water, "Make-up water", "#29B6F6", "3 0.8 0.6 0.8"},
    LineStyle{Medium::control, "Control cable", "#607D8B", "1 0.6"},
};

int hex_pair(const std::string& text, std::size_t at) {
  int value = 0;
  std::from_chars(text.data() + at, text.data() + at + 2, value, 16);
  return value;
}

}  // namespace

bool Space::is_free(const Area& area) const {
  return std::none_of(taken_.begin(), taken_.end(), [&](const Area& t) { return overlap(t, area); });
}

const LineStyle& line_style(Medium medium) {
  const auto found =
      std::find_if(line_styles.begin(), line_styles.end(), [&](const LineStyle& s) { return s.medium == medium; });
  return found == line_styles.end() ? line_styles.back() : *found;
}

std::string colour_of(const Kind* kind) {
  const bool sound = kind != nullptr && kind->colour.size() == 7 && kind->colour[0] == '#' &&
                     kind->colour.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
  return sound ? kind->colour : "#B8BCC0";
}

std::string ink_on(const std::string& background) {
  const double luma =
      0.299 * hex_pair(background, 1) + 0.587 * hex_pair(background, 3) + 0.114 * hex_pair(background, 5);
  return luma > 128 ? "#1A1A1A" : "#FFFFFF";
}

std::vector<Paper> on_paper(const Sheet& sheet, const Ring& ring) {
  std::vector<Paper> points;
  points.reserve(ring.size());
  for (const PlanPoint& p : ring) points.push_back(sheet.at(p));
  return points;
}

std::string metres_text(Millimetres length) { return fmt::format("{:.2f}", static_cast<double>(length) / 1000.0); }

}  // namespace plinth::drawing
