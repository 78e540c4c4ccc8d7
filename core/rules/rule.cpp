// SPDX-License-Identifier: Apache-2.0
#include "core/rules/rule.h"

#include <algorithm>

namespace plinth {

void Reporter::report(Finding finding, Severity ceiling) {
  finding.code = code_;
  finding.severity = std::min(severity_, ceiling);
  std::sort(finding.tags.begin(), finding.tags.end());
  finding.tags.erase(std::unique(finding.tags.begin(), finding.tags.end()), finding.tags.end());
  findings_.push_back(std::move(finding));
}

void Reporter::distance(MeasuredDistance measured) {
  if (!keeps_) return;
  measured.code = code_;
  distances_.push_back(std::move(measured));
}

}  // namespace plinth
