// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/model/design.h"
#include "core/model/placement_text.h"

namespace plinth::exporters {

/// What the formats of findings need beside the report.
struct FindingsSource {
  const CheckReport& report;
  const SiteSpec& spec;  ///< where keys were written, for fixes
  std::string file;      ///< the site file or design, as the user names it
  std::string engine;    ///< "plinth 0.1.0"
  /// For fixes that move a module: the design.json and where its placements stand in it; empty: there is none.
  std::string design_file = {};
  std::map<std::string, PlacementText> placements = {};
};

/// Whether a fix may want to know the text of the design: a hint moves a module.
[[nodiscard]] bool moves_something(const CheckReport& report);

/// SARIF 2.1.0. A rule a verdict, a result a finding; waived findings carry a suppression, edits of the site file and
/// moves of modules in the design a fix. Columns count code points.
[[nodiscard]] std::string sarif_of(const FindingsSource& source);
/// JUnit XML: a test case a rule. Errors are failures; what was not checked is skipped and says why.
[[nodiscard]] std::string junit_of(const FindingsSource& source);
/// Workflow commands of GitHub: one `::error …` line a finding.
[[nodiscard]] std::string github_of(const FindingsSource& source);

/// The name of the site file among the inputs of a design; "site.toml" when it is not recorded.
[[nodiscard]] std::string site_file_of(const Design& design);

}  // namespace plinth::exporters
