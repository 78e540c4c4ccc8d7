// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/model/check_report.h"
#include "core/model/design.h"

namespace plinth {

struct OutageStudy;

/// Whether a finished design is what its own site and catalog give: the stages run anew on both, and every record that
/// comes out otherwise is a finding that names it.
struct Audit {
  Verdict verdict;                ///< of code AUD01; not checked when another version made the design
  std::vector<Finding> findings;  ///< AUD01: a record that was altered, lost or added; AUD02: a module that
                                  ///< was placed by hand, an error as long as its routes have not followed
};

/// Modules that stand elsewhere than the layout puts them are taken where they stand (`layout --keep` does the same);
/// everything else must be as derived. `engine` is the version that looks.
/// `outages`, where given, is what a sweep of this design said.
[[nodiscard]] Audit audit_design(const Design& design, const std::string& engine,
                                 std::shared_ptr<const OutageStudy> outages = nullptr);

}  // namespace plinth
