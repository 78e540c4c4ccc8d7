// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/layout/lay_out.h"
#include "core/model/design.h"

namespace plinth {

struct OutageStudy;

/// How far to go.
enum class Until { sizing, layout, check };

/// What a sweep said of a design: stages that come to the same plant do not sweep it again.
struct KnownOutages {
  const Design* of = nullptr;
  std::shared_ptr<const OutageStudy> study;  ///< nullptr: nothing is known
};

/// The stages in order: size, lay out, check. `inputs` and `engine` are stamped into the design.
/// Without a value the findings say why (SIZ… or LAY…: infeasible, exit 4; RUL…: rules that are not there).
[[nodiscard]] Outcome<Design> run_stages(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs,
                                         std::string engine, Until until, const LayoutEffort& effort = {},
                                         const KnownOutages& known = {});

/// The same, and where it refuses also which input lines conflict and what would do.
[[nodiscard]] Outcome<Design> design_site(const SiteSpec& spec, const Catalog& catalog, std::vector<InputFile> inputs,
                                          std::string engine, Until until, const LayoutEffort& effort = {});

/// What keeping the places of a design changed; see KeptLayout.
struct KeptChanges {
  std::vector<std::string> moved, followed, rerouted;
};

/// The stages anew for a design whose modules stay where it has them, moved by hand or not. The modules themselves must
/// be those that sizing asks for (else LAY013).
[[nodiscard]] Outcome<Design> keep_stages(const Design& edited, const Catalog& catalog, std::string engine,
                                          KeptChanges& changes, Until until = Until::check,
                                          const KnownOutages& known = {});

}  // namespace plinth
