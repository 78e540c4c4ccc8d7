// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/model/catalog.h"
#include "core/model/design.h"
#include "core/model/site_spec.h"

namespace plinth {

/// A layout whose modules stand where somebody put them, and what had to change because of that.
struct KeptLayout {
  Layout layout;
  std::vector<std::string> moved;     ///< tags of modules that the routes of the edited layout do not meet any more
  std::vector<std::string> followed;  ///< tags of the modules inside others that did not stand where theirs has them
  std::vector<std::string> rerouted;  ///< ids of edges that got another route
};

/// Takes every top-level module where `edited` has it, and modules inside them with them. Routes that still join their
/// ports and meet no module on the way stay as they are; only the others are made anew, like the roads. LAY013 when the
/// modules of the layout are not those of the sizing.
[[nodiscard]] Outcome<KeptLayout> keep_layout(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing,
                                              const Layout& edited);

}  // namespace plinth
