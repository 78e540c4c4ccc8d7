// SPDX-License-Identifier: Apache-2.0
#include "cli/render/derivation_rests.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/text.h"

namespace plinth {

Rests rests_of(const Design& design, std::string_view id) {
  Rests rests;
  const std::vector<DerivationStep> steps = derivation(design, id, -1);
  if (steps.size() < 2) return rests;
  for (const DerivationStep& step : steps)
    if (step.entry != nullptr && step.entry->formula.empty()) {
      Source source = source_of(design, *step.entry);
      rests[source.trust].emplace_back(step.entry, std::move(source));
    }
  for (auto& [trust, leaves] : rests)
    std::sort(leaves.begin(), leaves.end(), [](const auto& a, const auto& b) { return a.first->id < b.first->id; });
  return rests;
}

std::string rests_text(const Rests& rests) {
  std::size_t all = 0;
  std::vector<std::string> parts;
  for (const auto& [trust, leaves] : rests) {
    all += leaves.size();
    parts.push_back(fmt::format("{} {}", leaves.size(), text(trust)));
  }
  if (all == 0) return "";
  return fmt::format("rests on {} {}: {}", all, all == 1 ? "value" : "values", join(parts, ", "));
}

}  // namespace plinth
