// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "core/sizing/medium_fault.h"
#include "core/sizing/service.h"

/// How many generators and paralleling line-ups a site needs of a type, and how many run in parallel.
namespace plinth {

/// Share of the rating left beyond the maker's conditions, ISO 3046-1 with m = 0.7, n = 1.2, mechanical efficiency 0.8,
/// taken from the rated altitude and ambient on; 1 inside them.
[[nodiscard]] double genset_derating(const Problem& problem);
/// Whether a set connects at the site's frequency and distribution voltage, and may be used as often as the site runs
/// its generators, in the class the site asks for.
[[nodiscard]] bool genset_may_serve(const Problem& problem, const ModuleType& type, Refusals& refusals);
/// 24 h mean on backup, W: racks at their mean power, all else as at the design point, no recharge.
[[nodiscard]] double genset_mean_load(const Problem& problem, const Plant& plant);
/// Sets of this type, redundancy included.
[[nodiscard]] Counted gensets_needed(const Problem& problem, const Plant& plant, const ModuleType& type);
/// Paralleling line-ups of this type for so many sets.
[[nodiscard]] Counted boards_needed(const Problem& problem, const Plant& plant, int sets, const ModuleType& type);

/// Sets behind the fullest paralleling line-up: they are spread as evenly as whole sets go.
[[nodiscard]] int most_on_a_board(int sets, int boards);

/// A type of set and one of paralleling line-up that may serve together.
struct Backup {
  const ModuleType* set = nullptr;
  int sets = 0;
  const ModuleType* board = nullptr;
  int boards = 0;
  double unit = 0;                       ///< of one set at this site, VA
  std::optional<Impedance> impedance{};  ///< of one set; none: the type states no reactance
};
[[nodiscard]] Backup backup_of(const Problem& problem, const Counted& sets, const Counted& boards);
/// Whether the fullest paralleling line-up stands the sets on it.
[[nodiscard]] bool stands_its_own(const Problem& problem, const Backup& backup);
/// All that stand their own sets in parallel; empty without generators.
[[nodiscard]] std::vector<Backup> backups(const Problem& problem, const Plant& plant);
/// Sets in parallel on a medium-voltage line-up with the grid away: paralleling line-ups are closed until they carry
/// what it carries, the fullest first.
[[nodiscard]] int sets_in_parallel(const Plant& plant, const Backup& backup);

/// What a line-up of a plant has to stand beside the grid's fault: worked out once for all generators.
struct LineupDuty {
  FaultSources sources;
  WithstandCurrents own, rings;  ///< of the line-up, and of the ring main units behind it
};
[[nodiscard]] LineupDuty lineup_duty(const Problem& problem, const Plant& plant);
[[nodiscard]] bool stands(const Problem& problem, const LineupDuty& duty, const FaultCurrents& fault);
/// The most that these generators drive through a line-up's busbars.
[[nodiscard]] FaultCurrents generator_fault(const Problem& problem, const Plant& plant, const LineupDuty& duty,
                                            const Backup& backup);

}  // namespace plinth
