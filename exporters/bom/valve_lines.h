// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "exporters/bom/civil_lines.h"

namespace plinth {

/// Isolation valves by the pipe they sit in, where no skid brings its own.
void append_valve_lines(const Design& design, std::vector<CivilLine>& lines);

}  // namespace plinth
