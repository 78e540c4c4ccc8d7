// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "core/base/finding.h"
#include "core/model/design.h"

namespace plinth {

/// `design.json`: top-level keys schema, engine, inputs, project, site, …, as docs/design-json.md lists them.
/// Numbers are the shortest text that reads back equal, so read_design(write_design(d)) == d.
[[nodiscard]] std::string write_design(const Design& design);
/// Codes DSN001…: not JSON, wrong schema version, missing or mistyped key (named by its path), with line and column.
[[nodiscard]] Outcome<Design> read_design(std::string_view json, const std::string& file);

/// `findings.json`: {"schema": 1, "counts": …, "findings": […], "verdicts": […]}.
[[nodiscard]] std::string write_findings(const CheckReport& report);

}  // namespace plinth
