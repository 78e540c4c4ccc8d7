// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/model/design.h"

namespace plinth::json {

/// read_design without the checks below.
[[nodiscard]] Outcome<Design> read_unchecked(std::string_view json, const std::string& file);

/// What a well-formed design.json may still get wrong and everything after reading relies upon: lists sorted by their
/// names, names that refer to something, whole quarter turns, required attributes, sound parcels. One finding (DSN005)
/// each; empty for a design this program made.
[[nodiscard]] std::vector<Finding> inconsistencies(const Design& design, const std::string& file);

}  // namespace plinth::json
