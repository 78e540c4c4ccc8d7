// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_overhead.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/site_items.h"
#include "core/input/site_keys.h"

namespace plinth {

namespace {

constexpr double foot = 0.3048;
constexpr double least_width_m = 0.1;  // a line needs some body to be an area

/// The strip of one span, `half` to either side of it.
Ring strip(PlanPoint a, PlanPoint b, double half_mm) {
  const double length = mm_between(a, b);
  const double x = -static_cast<double>(b.y - a.y) / length * half_mm,
               y = static_cast<double>(b.x - a.x) / length * half_mm;
  const auto off = [&](PlanPoint p, double side) {
    return PlanPoint{p.x + std::llround(side * x), p.y + std::llround(side * y)};
  };
  return {off(a, -1), off(b, -1), off(b, 1), off(a, 1)};
}

}  // namespace

double crane_clearance_m(double volts) {
  constexpr std::pair<double, double> table[] = {{50e3, 10},  {200e3, 15}, {350e3, 20},
                                                 {500e3, 25}, {750e3, 35}, {1e6, 45}};
  for (const auto& [up_to, feet] : table)
    if (volts <= up_to * (1 + 1e-9)) return feet * foot;
  return 50 * foot;
}

std::vector<PendingOverhead> read_overhead(SiteContext& context, TomlTable& site, SiteAreas& areas) {
  return read_items<PendingOverhead>(
      site, "overhead_line", [&](TomlTable& item, std::size_t number, auto& taken) -> std::optional<PendingOverhead> {
        const std::string name = item_name(context, item, "overhead line", number, taken);
        if (!item.has("voltage")) item.missing("voltage", "add voltage = \"138 kV\"");
        const auto volts = read_quantity(item, "voltage", Dimension::voltage, 100, 1.2e6);
        const double least = crane_clearance_m(volts.value_or(0));
        const double clearance = length_or(context, item, "clearance", least, 0, 200,
                                           "crane boom to conductor at this voltage, 29 CFR 1926.1408 table A");
        const double width = length_or(context, item, "width", 0, 0, 100, "conductors taken as one line");
        if (!item.has("path")) item.missing("path", "add path = [[0, 150], [260, 170]] in metres");
        const auto path = areas.add_line(item, "path");
        if (!path || !volts) return std::nullopt;
        return PendingOverhead{name, *path, clearance, width, item.header()};
      });
}

void take_overhead(SiteContext& context, const SiteAreas& areas, const std::vector<PendingOverhead>& pending) {
  for (const PendingOverhead& item : pending) {
    std::size_t spans = 0;
    const double half = 500.0 * std::max(item.width, least_width_m);
    for (const std::vector<PlanPoint>& line : areas.lines(item.path))
      for (std::size_t i = 1; i < line.size(); ++i) {
        Polygon area{strip(line[i - 1], line[i], half), {}};
        if (fault_of(area)) continue;  // a span of some millimetres adds nothing to its neighbours
        normalise(area);
        context.spec.site.keep_outs.push_back(
            {item.name + " span " + std::to_string(++spans), std::move(area), Length{item.clearance}, true});
      }
    if (spans == 0)
      context.findings.push_back(context.document.fault(
          spc::not_a_point, "overhead line \"" + printable(item.name, 60) + "\" has no two different points", item.span,
          "list its poles: path = [[0, 150], [260, 170]]"));
  }
}

}  // namespace plinth
