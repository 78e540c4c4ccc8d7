// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/design.h"

namespace plinth::exporters {

/// What the formats of findings need beside the report.
struct FindingsSource {
  const CheckReport& report;
  const SiteSpec& spec;  ///< where keys were written, for fixes
  std::string file;      ///< the site file or design, as the user names it
  std::string engine;    ///< "plinth 0.1.0"
};

/// SARIF 2.1.0. A rule a verdict, a result a finding; waived findings carry a suppression, edits of the site file a
/// fix. Columns count code points.
[[nodiscard]] std::string sarif_of(const FindingsSource& source);
/// JUnit XML: a test case a rule. Errors are failures; what was not checked is skipped and says why.
[[nodiscard]] std::string junit_of(const FindingsSource& source);
/// Workflow commands of GitHub: one `::error …` line a finding.
[[nodiscard]] std::string github_of(const FindingsSource& source);

/// The name of the site file among the inputs of a design; "site.toml" when it is not recorded.
[[nodiscard]] std::string site_file_of(const Design& design);

}  // namespace plinth::exporters
