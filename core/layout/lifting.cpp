// SPDX-License-Identifier: Apache-2.0
#include "core/layout/lifting.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace plinth::layout {
namespace {

/// Radii that charts have columns for, metres.
constexpr int kRadii[] = {6, 10, 15, 20, 25, 30};

/// Radius and what is lifted there, metres and kilograms.
using Chart = std::vector<std::pair<double, double>>;

Chart chart_of(const Catalog& catalog, std::string_view jurisdiction, int crane) {
  Chart chart;
  for (const int radius : kRadii)
    if (const Limit* limit = catalog.limit(fmt::format("crane.chart.{}.at_{}", crane, radius), jurisdiction))
      chart.emplace_back(radius, limit->si);
  return chart;
}

/// The farthest radius at which a crane lifts this much; 0: none.
double farthest(const Chart& chart, double load) {
  double radius = 0;
  for (std::size_t i = 0; i < chart.size() && chart[i].second >= load; ++i) {
    radius = chart[i].first;
    if (i + 1 == chart.size() || chart[i + 1].second >= load) continue;
    const auto& [r0, m0] = chart[i];
    const auto& [r1, m1] = chart[i + 1];
    return r0 + (r1 - r0) * (m0 - load) / (m0 - m1);
  }
  return radius;
}

}  // namespace

Millimetres lift_radius(const Catalog& catalog, Jurisdiction jurisdiction, const ModuleType& type) {
  const std::string_view where = text(jurisdiction);
  const Limit *rigging = catalog.limit("crane.rigging", where), *share = catalog.limit("crane.utilisation", where);
  if (rigging == nullptr || share == nullptr || share->si <= 0) return 0;
  const double mass = type.number("mass_shipping").value_or(type.number("mass_operating").value_or(0));
  const double load = rigging->si * mass / share->si;
  double radius = 0, end = 0;
  for (int crane = 1; catalog.limit(fmt::format("crane.chart.{}.class", crane), where) != nullptr; ++crane) {
    const Chart chart = chart_of(catalog, where, crane);
    if (chart.empty()) continue;
    radius = std::max(radius, farthest(chart, load));
    end = std::max(end, chart.back().first);
  }
  return radius < end ? static_cast<Millimetres>(std::floor(radius * 1000)) : 0;
}

}  // namespace plinth::layout
