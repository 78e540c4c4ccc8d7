// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "cli/files.h"
#include "core/base/finding.h"

namespace plinth {

struct FindingStyle {
  PathNames names;  ///< recorded file name -> path the user can open
  bool colour = false;
};

/// Findings as rustc shows errors: code, place, source line with carets, figures, hint; the counts at the end.
[[nodiscard]] std::string findings_text(const std::vector<Finding>& findings, const FindingStyle& style);
/// The same in groups: what blocks (errors), what wants review (warnings), what is a remark, and what is waived.
[[nodiscard]] std::string grouped_findings_text(const std::vector<Finding>& findings, const FindingStyle& style);
/// "2 errors, 1 warning", or "no findings".
[[nodiscard]] std::string counts_text(const std::vector<Finding>& findings);

}  // namespace plinth
