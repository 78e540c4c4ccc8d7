// SPDX-License-Identifier: Apache-2.0
#include "cli/render/distances.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "exporters/drawing/plan/clearances.h"
#include "exporters/text/table/csv.h"

namespace plinth {
namespace {

using exporters::figure;
using exporters::words;

std::string metres(Millimetres length) { return fmt::format("{:.3f}", static_cast<double>(length) / 1000.0); }

/// The number of each distance: those between the same two points, in either direction, share one.
std::vector<int> numbers_of(const std::vector<MeasuredDistance>& distances) {
  std::map<std::pair<PlanPoint, PlanPoint>, int> numbered;
  std::vector<int> numbers;
  for (const MeasuredDistance& made : distances) {
    const auto ends = std::minmax(made.on_from, made.on_to);
    numbers.push_back(
        numbered.try_emplace({ends.first, ends.second}, static_cast<int>(numbered.size()) + 1).first->second);
  }
  return numbers;
}

}  // namespace

std::string distances_csv(const std::vector<MeasuredDistance>& distances) {
  std::string out;
  std::vector<exporters::Cell> head;
  for (const char* name : {"rule", "from", "to", "measured_m", "limit", "required_m", "kept", "edition", "from_x_m",
                           "from_y_m", "to_x_m", "to_y_m", "drawing_no"})
    head.push_back(figure(name));
  exporters::append_csv_row(out, head);
  const std::vector<int> numbers = numbers_of(distances);
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const MeasuredDistance& made = distances[i];
    exporters::append_csv_row(
        out,
        {figure(made.code), words(made.from), words(made.to), figure(metres(made.actual)),
         figure(made.at_most ? "at most" : "at least"), figure(metres(made.required)), figure(made.kept ? "yes" : "no"),
         words(made.edition), figure(metres(made.on_from.x)), figure(metres(made.on_from.y)),
         figure(metres(made.on_to.x)), figure(metres(made.on_to.y)), figure(std::to_string(numbers[i]))});
  }
  return out;
}

std::vector<Artifact> clearance_drawing(const Design& design, const Stamp& stamp,
                                        const std::vector<MeasuredDistance>& distances) {
  const std::vector<int> numbers = numbers_of(distances);
  std::vector<drawing::DrawnDistance> drawn;
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const MeasuredDistance& made = distances[i];
    drawn.push_back({numbers[i], made.code, made.from, made.to, made.actual, made.required, made.at_most, made.kept,
                     made.on_from, made.on_to});
  }
  return drawing::clearance_sheets(design, stamp, drawn);
}

}  // namespace plinth
