// SPDX-License-Identifier: Apache-2.0
#include "exporters/bom/carriers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/text.h"

namespace plinth {
namespace {

using Stretches = std::vector<std::pair<Millimetres, Millimetres>>;

double covered_metres(Stretches parts) {
  std::sort(parts.begin(), parts.end());
  Millimetres sum = 0, end = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Millimetres from = i == 0 ? parts[i].first : std::max(parts[i].first, end);
    if (parts[i].second > from) sum += parts[i].second - from;
    end = i == 0 ? parts[i].second : std::max(end, parts[i].second);
  }
  return static_cast<double>(sum) / 1e3;
}

struct Form {
  const char *name, *description;
};
constexpr Form forms[] = {{"tray", "Cable tray, supports included"},
                          {"duct", "Duct bank, one row of ducts in concrete"},
                          {"pipe", "Pipe rack, one tier"},
                          {"trench", "Trench for fuel pipes"}};

}  // namespace

std::vector<CarrierQuantity> carrier_quantities(const Design& design) {
  std::map<std::string_view, Stretches> stretches;
  for (const Route& route : design.layout.routes)
    for (const RouteSection& s : route.sections)
      stretches[s.carrier].emplace_back(std::min(s.from, s.to), std::max(s.from, s.to));
  std::vector<CarrierQuantity> out;
  for (const Form& form : forms) {
    double metres = 0, area = 0;
    for (const Carrier& carrier : design.layout.carriers) {
      if (carrier.form != form.name) continue;
      const double length = covered_metres(stretches[carrier.name]);
      metres += length;
      area += length * static_cast<double>(carrier.occupied) / 1e3;
    }
    if (metres <= 0) continue;
    out.push_back({form.name, form.description, metres,
                   fmt::format("mean width {} m; no catalog item, without a price", round_text(area / metres, 3))});
  }
  double barrier = 0;
  for (const Carrier& carrier : design.layout.carriers) barrier += static_cast<double>(carrier.barrier) / 1e3;
  if (barrier > 0)
    out.push_back({"barrier", "Fire barrier between paths A and B", barrier,
                   "where they run nearer than routing.separation; no catalog item, without a price"});
  return out;
}

}  // namespace plinth
