// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "core/input/map_file.h"

namespace plinth {

/// Runs `read` in a process of its own and hands over what it returns: where a broken file brings the map library down,
/// or keeps it busy for more than a minute of processor time, the outcome is an error and not the end of the program.
[[nodiscard]] MapLayers read_apart(const std::function<MapLayers()>& read);

}  // namespace plinth
