// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "cli/files.h"
#include "core/model/design.h"

namespace plinth {

/// The sizing stage for people: what was asked, demand, selection, objective, defaults taken.
[[nodiscard]] std::string sizing_text(const Design& design);
/// The same as JSON: the keys `project`, `demand`, `blocks`, `selection`, `objective`, `ledger`, `findings` of
/// design.json, and `defaults` of its `site`.
[[nodiscard]] std::string sizing_json(const Design& design);
/// The JSON Schema of sizing_json, and of the `ledger` list alone: parts of that of design.json.
[[nodiscard]] std::string sizing_schema();
[[nodiscard]] std::string ledger_schema();
/// The layout stage for people: groups, modules on the ground, roads, routed lengths.
[[nodiscard]] std::string layout_text(const Design& design);
/// Verdicts as a table: outcome, code, name, how many things were looked at, why not.
[[nodiscard]] std::string verdicts_text(const CheckReport& report, bool colour);

}  // namespace plinth
