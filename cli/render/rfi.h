// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>

#include "core/advice/rfi.h"

namespace plinth {

/// The first `top` values (0: all) as a table with the definition of the score.
[[nodiscard]] std::string rfi_text(const Rfi& rfi, std::size_t top);
/// The question list to send: by vendor, then by rank.
[[nodiscard]] std::string rfi_md(const Rfi& rfi, std::size_t top);
[[nodiscard]] std::string rfi_csv(const Rfi& rfi, std::size_t top);
[[nodiscard]] std::string rfi_json(const Rfi& rfi, std::size_t top);

}  // namespace plinth
