// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "core/model/check_report.h"
#include "core/model/design.h"
#include "core/rules/rule.h"

namespace plinth {

/// Runs every rule over a finished design. Findings sorted by code, then tags; one verdict per rule.
/// The waivers of the spec are applied: a waived finding stays, as an info that names the waiver, and does not fail
/// its rule; a waiver that met no finding is itself a finding (WAV01, warning). Expiry is for who knows the date.
[[nodiscard]] CheckReport check_design(const Design& design);
/// As above with some of the rules; waivers of the others are left alone.
[[nodiscard]] CheckReport check_design(const Design& design, std::span<const Rule* const> rules);

}  // namespace plinth
