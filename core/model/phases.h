// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/design.h"

namespace plinth {

/// Adds to the ledger of a site that of one phase: entries that are the same stay, others are added as
/// "phase.<number>.<id>", their inputs too.
void add_phase_ledger(Ledger& whole, const Ledger& part, int number);

/// Units of each service that stand once the phase is built, into its selection.
void count_installed(const Graph& graph, PhasePlan& plan);

/// The figures of each phase that hang on places and routes: modules, cost, area, order dates.
void finish_phases(Design& design);

/// The design as it is once phase `number` is built: later modules, edges, routes and roads are gone, demand,
/// selection and ledger are those of the phase.
[[nodiscard]] Design built_until(const Design& design, int number);
/// What phase `number` adds: its own modules, edges, routes and roads; dates count back from its own `ready_by`.
[[nodiscard]] Design added_by(const Design& design, int number);

}  // namespace plinth
