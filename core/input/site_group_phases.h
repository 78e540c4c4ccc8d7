// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/input/site_context.h"

namespace plinth {

/// Whether any `[[it.group]]` says which phase builds it.
[[nodiscard]] bool groups_have_phases(const SiteSpec& spec);

/// Joins the phases of groups with the `[[phase]]` that were read, in order: adds those that are not listed. SPC011
/// where a group has none, a number has no group, or a `[[phase]]` says in another way what is in service.
void join_group_phases(SiteContext& context, TomlTable& root);

/// SPC011 for a `[[pin]]` of a phase that there is not.
void check_pin_phases(SiteContext& context);

}  // namespace plinth
