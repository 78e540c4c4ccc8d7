// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/model/design.h"
#include "core/pipeline.h"

namespace plinth {

/// One line of the result of `design`: "utility", "24.3 MVA of 40 MVA (61 %)".
struct SummaryLine {
  std::string key, words;
};

/// What a design came to, in nine lines: IT, modules, utility, PUE, area, cost, findings, rules, objective. Lines that
/// need a later stage than the design went through are left out.
[[nodiscard]] std::vector<SummaryLine> summary_of(const Design& design, Until reached);
/// The same as JSON text, with numbers instead of sentences; `outputs` are the files written.
[[nodiscard]] std::string summary_json(const Design& design, const std::vector<std::string>& outputs);
/// "key  words" with the keys in one column.
[[nodiscard]] std::string in_columns(const std::vector<SummaryLine>& lines);

}  // namespace plinth
