// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "cli/load.h"

namespace plinth {

/// What of a phase a command shows.
enum class PhaseView {
  built,  ///< all that stands once it is built
  added,  ///< what it adds to the phases before it
};

/// Cuts a design down to the phase that `--phase` names; an empty word leaves it whole. Stop(usage) where the design
/// has no such phase.
void cut_to_phase(Design& design, const std::string& phase, PhaseView view);

}  // namespace plinth
