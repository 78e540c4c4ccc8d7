// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/advice/conflict.h"
#include "core/advice/fit_phases.h"
#include "core/model/design.h"

namespace plinth {

/// In which steps the load may grow.
enum class FitBy { rack, pod };

struct FitQuestion {
  Until until = Until::layout;  ///< sized; or laid out as well; or also without any finding of severity error
  FitBy by = FitBy::rack;
  std::optional<Power> most{};  ///< no more IT than this is looked for
};

/// The largest load that a site takes.
struct FitAnswer {
  Design design;           ///< of that load
  std::int64_t racks = 0;  ///< of the request; management and network racks come on top
  int pods = 0;
  std::int64_t refused_racks = 0;  ///< the next step up; 0 where `most` ends the search
  std::vector<Finding> refusal;    ///< why that is refused: errors first
  Conflict conflict;               ///< the inputs that bind there, load left out, and what would give more
  int tried = 0;                   ///< sites designed on the way
  std::vector<FitPhase> phases{};  ///< of the site: which of them fit, and how much of the last one does
};

/// Bisection over whole racks of the type and mix in `it`, or over whole pods of the type that the answer uses: the
/// load itself, which the site may leave out, is not looked at. Each answer was really sized, and laid out, and
/// checked, as far as asked. Loads just above the answer are tried too, since a load may fit where a smaller one does
/// not. The phases of a site stay as they are as far as the load reaches (with_racks_in_phases()). Without a value not
/// even one rack fits: the findings say why.
[[nodiscard]] Outcome<FitAnswer> fit_site(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs,
                                          std::string engine, const FitQuestion& question);

}  // namespace plinth
