// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/model/design.h"

namespace plinth {

/// How the plant grid lies, which layouts competed with what every term of the score cost them, and what the local
/// search did. Empty for a layout without candidates.
[[nodiscard]] std::string candidates_text(const Layout& layout);

}  // namespace plinth
