// SPDX-License-Identifier: Apache-2.0
#include "cli/phase.h"

#include <fmt/format.h>

#include <charconv>

#include "cli/stop.h"
#include "core/base/text.h"
#include "core/model/phases.h"

namespace plinth {

void cut_to_phase(Design& design, const std::string& phase, PhaseView view) {
  if (phase.empty()) return;
  const int phases = static_cast<int>(design.sizing.phases.size());
  if (phases == 0)
    throw Stop(Exit::usage, fmt::format("--phase {}: this design has no phases", printable(phase, 20)),
               "add [[phase]] to the site file");
  int number = 0;
  const auto [end, fault] = std::from_chars(phase.data(), phase.data() + phase.size(), number);
  if (fault != std::errc() || end != phase.data() + phase.size() || number < 1 || number > phases)
    throw Stop(Exit::usage, fmt::format("--phase {}: there is no such phase", printable(phase, 20)),
               fmt::format("this design has the phases 1 to {}", phases));
  design = view == PhaseView::built ? built_until(design, number) : added_by(design, number);
}

}  // namespace plinth
