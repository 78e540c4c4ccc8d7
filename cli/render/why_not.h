// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/advice/why_not.h"

namespace plinth {

[[nodiscard]] std::string why_not_text(const WhyNot& answer);
[[nodiscard]] std::string why_not_json(const WhyNot& answer);

}  // namespace plinth
