// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/advice/replace.h"

namespace plinth {

/// What changes with the other module type, or why it cannot take the place.
[[nodiscard]] std::string replacement_text(const Replacement& answer);
[[nodiscard]] std::string replacement_json(const Replacement& answer);

}  // namespace plinth
