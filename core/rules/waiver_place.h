// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/check_context.h"

/// `where` of a waiver: "*", a tag, several tags joined by " + ", or the name of an area of the site.
namespace plinth {

/// Between the tags of a waiver that names several; every one of them must be in the finding.
inline constexpr std::string_view kWaiverJoin = " + ";

/// Whether the place of a waiver takes in a finding: it names every tag of the place; or the place is an area, and
/// every module that the finding names stands in it, or all its points lie in it where it names no module.
[[nodiscard]] bool covers(const CheckContext& context, const std::string& where, const Finding& finding);
/// The tags that a place names; empty for "*" and for an area.
[[nodiscard]] std::vector<std::string> tags_of_place(const CheckContext& context, const std::string& where);
/// Advice about a place that the design does not have: "there is no `BESS-77`; did you mean …"; empty when it is there.
[[nodiscard]] std::string unknown_place(const CheckContext& context, const std::string& where);

}  // namespace plinth
