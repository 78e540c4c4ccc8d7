// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "core/model/check_report.h"
#include "core/rules/check_design.h"

namespace plinth {

/// One example of a rule page: a ```design block and the ```findings block below it.
struct PageExample {
  std::string heading, design, findings;
  std::size_t begin = 0, end = 0;  ///< of the text between the fences of the findings, in the page
};

/// The examples of a page, or a sentence saying why it has none that can be read.
[[nodiscard]] std::variant<std::vector<PageExample>, std::string> examples_of(const std::string& page);

/// What a rule said, as pages show it: "failed, 2 measured" and a line for each finding with its hint below.
[[nodiscard]] std::string said_text(const CheckReport& report);

/// Runs one example with the rules given over the limits and rules of `catalog`. A sentence when its design cannot be
/// read.
[[nodiscard]] std::variant<CheckReport, std::string> run_example(const PageExample& example, const RuleSet& rules,
                                                                 const Catalog& catalog);
/// The example ends in a warning or an error.
[[nodiscard]] bool fires(const PageExample& example);

}  // namespace plinth
