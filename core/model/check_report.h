// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/base/finding.h"

namespace plinth {

enum class Outcomes { passed, failed, not_checked };
[[nodiscard]] std::string_view text(Outcomes outcome);   ///< "passed", "failed", "not checked"
[[nodiscard]] std::string_view text(Severity severity);  ///< "info", "warning", "error"

/// What one rule concluded about the whole design. Silence is not a pass: a rule without data says so.
struct Verdict {
  std::string code;  ///< "SITE01"
  std::string name;  ///< "outside-buildable-area"
  Outcomes outcome = Outcomes::not_checked;
  int findings = 0;
  int measured = 0;                     ///< how many things it looked at
  int waived = 0;                       ///< how many of the findings a waiver covers
  std::string why;                      ///< for not checked: which datum is missing
  Severity severity = Severity::error;  ///< of its findings, as the site sets it
  std::string basis;                    ///< the clause it rests on
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

struct CheckReport {
  std::vector<Finding> findings;  ///< by code, then tags
  std::vector<Verdict> verdicts;  ///< by code
  friend bool operator==(const CheckReport&, const CheckReport&) = default;
};

}  // namespace plinth
