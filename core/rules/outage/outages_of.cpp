// SPDX-License-Identifier: Apache-2.0
// Studies of whole designs, and the words for what they say.
#include <algorithm>
#include <array>
#include <mutex>
#include <string>
#include <utility>

#include "core/base/crew.h"
#include "core/rules/outage/study.h"

namespace plinth {

double OutageRecord::worst() const {
  return element.backup ? std::max(present.it_lost, away.it_lost) : present.it_lost;
}

std::string_view text(Level level) {
  constexpr std::array<std::string_view, 5> words{"not served", "basic", "redundant units", "concurrently maintainable",
                                                  "fault tolerant"};
  return words[static_cast<std::size_t>(level)];
}

const OutageStudy& outages_of(const CheckContext& context) {
  const std::lock_guard one_at_a_time(context.making_outages);
  if (context.outages == nullptr) context.outages = std::make_shared<const OutageStudy>(sweep_outages(context));
  return *context.outages;
}

bool same_outage_inputs(const Design& a, const Design& b) {
  const auto figure = [](const Design& design, const char* id) {
    const LedgerEntry* entry = design.sizing.ledger.find(id);
    return entry == nullptr ? std::pair(0.0, std::string()) : std::pair(entry->value, entry->unit);
  };
  return a.sizing.graph == b.sizing.graph && a.layout.placements == b.layout.placements &&
         a.layout.routes == b.layout.routes && a.distribution.loops == b.distribution.loops && a.spec == b.spec &&
         a.sizing.demand == b.sizing.demand && a.sizing.selection == b.sizing.selection && a.catalog == b.catalog &&
         figure(a, "ups_battery.autonomy") == figure(b, "ups_battery.autonomy") &&
         figure(a, "distribution.power") == figure(b, "distribution.power");
}

OutageStudy sweep_outages(const CheckContext& context) {
  // Starting threads, and networks for each of them, cost more than a small plant takes.
  constexpr std::size_t small = 500;
  SweepOptions options;
  options.threads = context.nodes.size() < small ? 1 : std::min(2, usual_threads());
  Outages outages(context, options.threads);
  if (const auto separation = context.limit_mm("redundancy.zone.separation")) options.separation = *separation;
  return sweep_outages(outages, options);
}

}  // namespace plinth
