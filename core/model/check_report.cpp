// SPDX-License-Identifier: Apache-2.0
#include "core/model/check_report.h"

#include "core/base/assert.h"

namespace plinth {

std::string_view text(Outcomes outcome) {
  switch (outcome) {
    case Outcomes::passed:
      return "passed";
    case Outcomes::failed:
      return "failed";
    case Outcomes::not_checked:
      return "not checked";
  }
  fail_assertion("outcome", "unknown outcome");
}

std::string_view text(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  fail_assertion("severity", "unknown severity");
}

}  // namespace plinth
