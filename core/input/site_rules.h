// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/input/site_context.h"

namespace plinth {

/// `[rules] severity = { CODE = "warning" }`; the other keys of [rules] are rows of site_keys().
void read_rule_severities(SiteContext& context, TomlTable& rules);
/// Every `[[evidence]]`.
void read_evidence(SiteContext& context, TomlTable& root);

}  // namespace plinth
