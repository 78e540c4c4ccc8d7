// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <utility>

#include "core/base/finding.h"

namespace plinth {

/// A finding of the parts that every one has; tags, places and measures are added by those who know them.
[[nodiscard]] inline Finding remark(std::string code, Severity severity, std::string message, std::string hint = "") {
  Finding finding;
  finding.code = std::move(code);
  finding.severity = severity;
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  return finding;
}

}  // namespace plinth
