// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "exporters/drawing/plan/plan.h"

namespace plinth::drawing {
namespace {

constexpr double size = 1.8, rim = 0.35;   ///< of a label, mm
constexpr std::size_t most_labels = 1500;  ///< beyond that only numbers in clearances.csv
constexpr double farthest = 14;            ///< of a label from its line, mm

/// Distances between the same two points: one line, and the tightest of them speaks.
struct Line {
  std::vector<const DrawnDistance*> members;
  Paper a, b;
  [[nodiscard]] const DrawnDistance& first() const { return *members.front(); }
  [[nodiscard]] bool kept() const {
    return std::all_of(members.begin(), members.end(), [](const DrawnDistance* d) { return d->kept; });
  }
};

double slack(const DrawnDistance& d) {
  if (!d.kept) return -1.0;
  const double ratio = static_cast<double>(d.actual) / static_cast<double>(std::max<Millimetres>(1, d.required));
  return d.at_most ? 1.0 / std::max(ratio, 1e-6) : ratio;
}

std::vector<Line> lines_of(const Plan& plan) {
  const Rect visible = plan.sheet.visible();
  const auto shown = [&](PlanPoint p) {
    return p.x >= visible.x0 && p.x <= visible.x1 && p.y >= visible.y0 && p.y <= visible.y1;
  };
  std::map<int, Line> by_number;
  for (const DrawnDistance& d : *plan.distances) {
    if (d.on_from == d.on_to && d.kept) continue;
    if (!shown(d.on_from) || !shown(d.on_to)) continue;
    Line& line = by_number[d.number];
    line.members.push_back(&d);
    line.a = plan.sheet.at(d.on_from);
    line.b = plan.sheet.at(d.on_to);
  }
  std::vector<Line> lines;
  for (auto& [number, line] : by_number) {
    std::stable_sort(line.members.begin(), line.members.end(),
                     [](const DrawnDistance* x, const DrawnDistance* y) { return slack(*x) < slack(*y); });
    lines.push_back(std::move(line));
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& x, const Line& y) { return slack(x.first()) < slack(y.first()); });
  return lines;
}

std::string label_of(const Line& line) {
  const DrawnDistance& d = line.first();
  std::string text = fmt::format("{} {}{}{}", d.code, mm_text(static_cast<double>(d.actual) / 1000.0),
                                 d.at_most ? " ≤ " : " / ", mm_text(static_cast<double>(d.required) / 1000.0));
  if (line.members.size() > 1) text += fmt::format(" +{}", line.members.size() - 1);
  return text;
}

/// A free place for a text of this size near the middle of the line: beside it first, then in widening rings.
std::optional<Area> place_near(const Plan& plan, const Line& line, double width, double height, double reach) {
  const Paper middle{(line.a.x + line.b.x) / 2, (line.a.y + line.b.y) / 2};
  const auto try_at = [&](double x, double y) -> std::optional<Area> {
    const Area here{x - width / 2, y - height / 2, width, height};
    if (!inside(plan.sheet.lettered(), here) || !plan.space.is_free(here)) return std::nullopt;
    return here;
  };
  for (double ring = 0; ring <= reach; ring += 1.4)
    for (const auto& [dx, dy] : {std::pair{0.0, -1.0},
                                 {0.0, 1.0},
                                 {1.0, 0.0},
                                 {-1.0, 0.0},
                                 {0.7, -0.7},
                                 {-0.7, -0.7},
                                 {0.7, 0.7},
                                 {-0.7, 0.7}}) {
      const double x = middle.x + dx * (ring + (dx == 0.0 ? 0.0 : width / 2 + rim));
      const double y = middle.y + dy * (ring + (dy == 0.0 ? 0.0 : height / 2 + rim));
      if (const auto here = try_at(x, y)) return here;
      if (ring == 0)
        if (const auto here = try_at(middle.x, middle.y)) return here;
    }
  return std::nullopt;
}

void write_label(Plan& plan, const Line& line, const Area& at, const std::string& text, const char* ink) {
  const Paper middle{(line.a.x + line.b.x) / 2, (line.a.y + line.b.y) / 2};
  plan.space.take(at);
  const Paper edge{std::clamp(middle.x, at.x, at.right()), std::clamp(middle.y, at.y, at.bottom())};
  if (std::hypot(edge.x - middle.x, edge.y - middle.y) > 1.2)
    plan.svg.line(edge, middle, {{"stroke", ink}, {"stroke-width", "0.09"}, {"stroke-dasharray", "0.5 0.4"}});
  plan.svg.rect(at, {{"fill", "#FFFFFF"}, {"stroke", "none"}});
  plan.svg.text(text, at.centre(), {size, Anchor::middle, ink, !line.kept()});
}

void draw_line(Plan& plan, const Line& line) {
  const char* ink = line.kept() ? kept_ink : fault_ink;
  plan.svg.line(line.a, line.b, {{"stroke", ink}, {"stroke-width", line.kept() ? "0.15" : "0.4"}});
  const double length = std::hypot(line.b.x - line.a.x, line.b.y - line.a.y);
  const double ux = length > 0 ? (line.b.x - line.a.x) / length : 1,
               uy = length > 0 ? (line.b.y - line.a.y) / length : 0;
  for (const Paper& end : {line.a, line.b})  // ticks across the ends
    plan.svg.line({end.x - 0.7 * uy, end.y + 0.7 * ux}, {end.x + 0.7 * uy, end.y - 0.7 * ux},
                  {{"stroke", ink}, {"stroke-width", line.kept() ? "0.15" : "0.4"}});
}

}  // namespace

void draw_distances(Plan& plan) {
  plan.svg.open_layer("distances", "Measured distances", {{"fill", "none"}});
  const std::vector<Line> lines = lines_of(plan);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) draw_line(plan, *line);
  for (const Line& line : lines) plan.space.take({(line.a.x + line.b.x) / 2, (line.a.y + line.b.y) / 2, 0.01, 0.01});
  std::size_t tried = 0;
  for (const Line& line : lines) {
    if (++tried > most_labels && line.kept()) break;
    const char* ink = line.kept() ? kept_ink : fault_ink;
    const std::string full = label_of(line), number = std::to_string(line.first().number);
    const double height = size + 2 * rim;
    const double width = text_width(full) * size + 2 * rim, small = text_width(number) * size + 2 * rim;
    if (const auto at = place_near(plan, line, width, height, line.kept() ? 4 : farthest)) {
      write_label(plan, line, *at, full, ink);
      continue;
    }
    plan.listed.push_back(line.first().number);
    if (const auto at = place_near(plan, line, small, height, farthest)) write_label(plan, line, *at, number, ink);
  }
  plan.svg.close_layer();
}

}  // namespace plinth::drawing
