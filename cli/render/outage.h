// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/rules/outage/availability.h"
#include "core/rules/outage/study.h"

namespace plinth {

/// What the formats of `plinth outage` show.
struct OutageView {
  const CheckContext& context;
  const OutageStudy& study;
  bool pairs = false;  ///< list pairs too
  bool all = false;    ///< in the text, harmless elements too
};
[[nodiscard]] std::string outage_text(const OutageView& view);
[[nodiscard]] std::string outage_json(const OutageView& view);  ///< every element, harmless or not
[[nodiscard]] std::string outage_csv(const OutageView& view);   ///< likewise

/// One outage asked for: what was removed, and what follows with the grid there and away.
struct AskedOutage {
  std::vector<std::string> removed;
  Consequence present, away;
  bool has_backup = false;
  Survivor survivor;
};
[[nodiscard]] std::string asked_outage_text(const Outages& outages, const AskedOutage& asked);
[[nodiscard]] std::string asked_outage_json(const Outages& outages, const AskedOutage& asked);

}  // namespace plinth
