// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/sizing/service.h"

namespace plinth {

/// Every pump skid of `kind` that moves `flow` against the design head, as `installed` units per block; each cooler or
/// chiller has a skid of its own, so a train is one cooler and one skid.
void pump_options(const Problem& problem, const Plant& plant, std::string_view kind, Flow flow, Counted served,
                  Counted Plant::*pumps, std::vector<Plant>& out, Refusals& refusals);

/// The pump skid of `kind` with the largest flow among those that reach the design head; null when none does. Trains
/// are at least as many as it needs for the flow, so that less heat never means fewer trains than pumps can serve.
[[nodiscard]] const ModuleType* largest_pump(const Problem& problem, std::string_view kind);
/// Trains a flow needs for that: whole skids of the largest type.
[[nodiscard]] int trains_for_flow(const Problem& problem, std::string_view kind, Flow flow);

/// Ledger and selection of such pumps; `loop` is "fws" or "chw".
void record_pumps(const Plant& plant, const std::string& loop, Counted pumps, Flow flow, Redundancy redundancy,
                  Book& book, std::vector<Selection>& selection);

}  // namespace plinth
