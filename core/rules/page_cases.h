// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/rules/manual.h"
#include "core/rules/page.h"

namespace plinth {

/// Which cases the page of a rule lacks, a sentence each; empty when it has all. A rule fires on one example and is
/// silent on another. One with a limit has an example that stands exactly at it: it passes, and would fire if the limit
/// were a millimetre (a millionth) stricter; and one just beyond: it fires, and would pass if the limit were a
/// millimetre (a hundredth; of counts one) milder. Severity apart: an info fires here as well.
[[nodiscard]] std::vector<std::string> missing_cases(const RuleCard& card, const std::vector<PageExample>& examples,
                                                     const Catalog& catalog);

}  // namespace plinth
