// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/model/withstand.h"
#include "core/sizing/plant.h"

/// Short circuits at medium voltage as sizing sees them: the sources the joint graph will have, by the same formulas
/// and the same nameplates, cables left out. Cables only lessen a fault, so what stands these stands the
/// distribution's.
namespace plinth {

/// What feeds the fault of a line-up beside generators.
struct FaultSources {
  Impedance supply;    ///< grid, and the closed main transformers with K_T, ohm at the line-ups
  Current converters;  ///< fixed current of the storage converters of one line-up; they are dealt out evenly
};
/// With so many main transformers closed (0: the grid is at the line-ups) and so many line-ups that share the
/// converters.
[[nodiscard]] FaultSources fault_sources(const Problem& problem, const Plant& plant, int transformers, int lineups);
/// Of a plant whose main transformers and line-ups are chosen.
[[nodiscard]] FaultSources fault_sources(const Problem& problem, const Plant& plant);

/// The most the grid drives through a line-up's busbars (IEC 60909-0:2016).
[[nodiscard]] FaultCurrents grid_fault(const Problem& problem, const FaultSources& sources);
/// The most that `sets` generators of one impedance in parallel drive through them, with the grid away, or beside it
/// where it is retransferred without a break (basis.closed_transition). Zero without an impedance.
[[nodiscard]] FaultCurrents generator_fault(const Problem& problem, const std::optional<Impedance>& one, int sets,
                                            const FaultSources& sources);
/// A bus of `sets` generators by themselves: their paralleling line-up.
[[nodiscard]] FaultCurrents generator_bus_fault(const Problem& problem, const std::optional<Impedance>& one, int sets);
/// At the hand-over of the grid.
[[nodiscard]] FaultCurrents intake_fault(const Problem& problem);

/// The weakest of the ring main units inside power modules and skids; 0 without any.
[[nodiscard]] WithstandCurrents ring_gear(const Problem& problem, const Plant& plant);
/// `judge_fault` with the limits of the site.
[[nodiscard]] FaultJudgement judge(const Problem& problem, const FaultCurrents& fault, const WithstandCurrents& gear);
/// Whether gear stands the fault with all main transformers and all converters on one line-up, of any candidate type.
[[nodiscard]] bool stands_all_in_parallel(const Problem& problem, const Plant& plant);

}  // namespace plinth
