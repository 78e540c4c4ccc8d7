// SPDX-License-Identifier: Apache-2.0
#include "core/rules/edge_watts.h"

#include <cmath>
#include <string>

#include "core/rules/check_context.h"

namespace plinth {
namespace {

const Unit* unit_of(const std::string& symbol, Dimension dimension) {
  const Unit* unit = find_unit(symbol, dimension);
  return unit == nullptr || unit->dimension != dimension ? nullptr : unit;
}

}  // namespace

std::optional<double> EdgeWatts::of(const Edge& edge, double value) {
  if (value <= 0.0) return std::nullopt;
  const Read& read = read_of(edge);
  if (read.power != nullptr) return to_si(value, *read.power);
  if (read.current == nullptr || !read.volts) return std::nullopt;
  return (edge.medium == Medium::dc ? 1.0 : std::sqrt(3.0)) * *read.volts * to_si(value, *read.current);
}

const EdgeWatts::Read& EdgeWatts::read_of(const Edge& edge) {
  const auto [known, fresh] = known_.try_emplace({edge.rating.unit, edge.voltage});
  if (fresh) {
    const Unit* power = unit_of(edge.rating.unit, Dimension::power);
    if (power == nullptr) power = unit_of(edge.rating.unit, Dimension::apparent_power);
    known->second = {power, unit_of(edge.rating.unit, Dimension::current), volts_of(edge.voltage)};
  }
  return known->second;
}

}  // namespace plinth
