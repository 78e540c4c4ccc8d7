// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/rules/rule_subject.h"

namespace plinth {

/// The figure an input of a rule names: "ledger fuel.needed", "site power.backup_autonomy", "selection genset
/// installed", "count gate", "sum bess energy", "least …", "greatest …", "evidence fence_height".
[[nodiscard]] RuleValue input_of(const CheckContext& context, const RuleSubject& subject, const std::string& source);

/// The evidence of this kind that speaks of the tag (or, failing that, of everything) and has not expired.
[[nodiscard]] const Evidence* evidence_of(const CheckContext& context, std::string_view kind, std::string_view tag);
/// The same, expired or not.
[[nodiscard]] const Evidence* any_evidence_of(const CheckContext& context, std::string_view kind, std::string_view tag);
/// The date lies before the day of the check; without such a day nothing expires.
[[nodiscard]] bool expired(const CheckContext& context, std::string_view date);

}  // namespace plinth
