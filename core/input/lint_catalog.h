// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/input/read_catalog.h"

namespace plinth {

/// The day that ages are counted to.
struct LintDay {
  std::string as_of;         ///< ISO date; empty: the newest `as_of` in the files
  bool later_fault = false;  ///< whether a date after it is one: when the user named the day, not the build
};

/// What lint found, and how much it looked at.
struct LintReport {
  std::vector<Finding> findings;        ///< by file, line and column
  int modules = 0;                      ///< module types looked at
  std::map<std::string, int> compared;  ///< values held against a band, and curves followed, by record; 0: none had it
  std::string as_of;                    ///< the day that ages were counted to; empty: no date in the catalog
};

/// Everything read_catalog() says, and beyond it what only lint asks: plausibility bands, trends and references of the
/// lint/ folder, ages of sources and prices. Faults in one file do not keep it from looking at the others. Files as for
/// read_catalog().
[[nodiscard]] LintReport lint_catalog(std::span<const SourceFile> files, const LintDay& day = {});

}  // namespace plinth
