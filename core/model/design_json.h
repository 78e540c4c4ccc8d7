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
/// Any bytes are answered with a design or with findings: DSN001 not JSON, DSN002 wrong schema version, DSN003 missing
/// key, DSN004 value of a wrong type (keys named by JSON pointer, with line and column), DSN005 inconsistent design.
[[nodiscard]] Outcome<Design> read_design(std::string_view json, const std::string& file);

/// The JSON Schema (draft 7) of what write_design writes, made from the same description.
[[nodiscard]] std::string design_schema();

/// `findings.json`: {"schema": 1, "counts": …, "findings": […], "verdicts": […]}.
[[nodiscard]] std::string write_findings(const CheckReport& report);

/// The JSON Schema (draft 7) of what write_findings writes, made from the same description.
[[nodiscard]] std::string findings_schema();

}  // namespace plinth
