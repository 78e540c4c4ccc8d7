// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "core/rules/check_context.h"
#include "core/rules/check_design.h"

namespace plinth {

/// The waivers of a site at work: which findings they cover, and which of them met nothing.
class Waivers {
 public:
  explicit Waivers(const CheckContext& context);
  /// Turns the finding into an info that names the waiver when one in force covers it.
  bool apply(std::string_view code, std::string_view name, Finding& finding);
  /// WAV01 (met nothing), WAV02 (past its day), WAV03 (no day to judge it by), WAV04 (there twice). With `all` false,
  /// waivers of rules that did not run are passed over.
  [[nodiscard]] std::vector<Finding> remarks(const RuleSet& rules, bool all) const;

 private:
  const CheckContext& context_;
  std::vector<bool> used_;
};

/// EVD01: no rule in use asks for it; EVD02: past its day; EVD03: speaks of a tag that is not there.
[[nodiscard]] std::vector<Finding> evidence_remarks(const CheckContext& context, const RuleSet& rules);

/// The rule belongs to no pack, or to the jurisdiction of the site, or to a pack it uses; and where it has limits, one
/// of them is for these.
[[nodiscard]] bool rule_in_use(const SiteSpec& spec, const DataRule& rule);

}  // namespace plinth
