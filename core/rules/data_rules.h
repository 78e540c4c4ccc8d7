// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "core/rules/rule.h"
#include "core/rules/rule_subject.h"

namespace plinth {

/// Runs a rule that is data. A rule that cannot be evaluated says so as a finding: it is not passed over.
void check_data_rule(const CheckContext& context, const DataRule& rule, Reporter& out);

/// What the limits are chosen for, and which of them counts for a subject: the strictest of those that hold.
struct ChosenLimit {
  const RuleLimit* limit = nullptr;    ///< nullptr: none holds
  const Evidence* evidence = nullptr;  ///< that unlocked it
};
[[nodiscard]] std::variant<ChosenLimit, MissingDatum, std::string> limit_for(const CheckContext& context,
                                                                             const DataRule& rule,
                                                                             const RuleSubject& subject);
/// "10 ft (IFC 1207.8.3)".
[[nodiscard]] std::string limit_text(const RuleLimit& limit);
/// `si` in the unit of the limit.
[[nodiscard]] Measured in_unit_of(const RuleLimit& limit, double si);
/// The hint of the rule with its places filled in.
[[nodiscard]] std::string filled_hint(const DataRule& rule, const RuleLimit& limit, double actual_si,
                                      const std::string& tag);
/// The edit of the site file that settles it, where the rule names a key.
[[nodiscard]] std::optional<SiteEdit> edit_of(const DataRule& rule, const RuleLimit& limit);
/// "BESS-01", "BESS-01 and BESS-02", "BESS-01 and 11 more".
[[nodiscard]] std::string shortened(const std::vector<std::string>& tags);

/// Tells `out` why nothing could be looked at; where the site demands evidence, a missing document is a fault.
void tell_missing(const CheckContext& context, const DataRule& rule, const RuleSubject& subject,
                  const MissingDatum& missing, Reporter& out);
/// The rule itself is faulty: "ACME01 cannot be evaluated: …", at its file.
void tell_broken(const DataRule& rule, const std::string& why, Reporter& out);

// One for each type of rule.
void check_distance(const CheckContext& context, const DataRule& rule, Reporter& out);
void check_ratio(const CheckContext& context, const DataRule& rule, Reporter& out);
void check_count(const CheckContext& context, const DataRule& rule, Reporter& out);
void check_presence(const CheckContext& context, const DataRule& rule, Reporter& out);

}  // namespace plinth
