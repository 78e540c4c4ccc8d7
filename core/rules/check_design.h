// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/check_report.h"
#include "core/model/design.h"

namespace plinth {

/// Runs every rule over a finished design. Findings sorted by code, then tags; one verdict per rule.
[[nodiscard]] CheckReport check_design(const Design& design);

}  // namespace plinth
