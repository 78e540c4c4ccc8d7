// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/advice/fit.h"

namespace plinth {

/// What fits, what binds it, and why one step more is refused.
[[nodiscard]] std::string fit_text(const FitAnswer& answer, const SiteSpec& spec);
[[nodiscard]] std::string fit_json(const FitAnswer& answer, const SiteSpec& spec);

}  // namespace plinth
