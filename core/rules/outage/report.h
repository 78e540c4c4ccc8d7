// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/rules/outage/study.h"
#include "core/rules/rule.h"

namespace plinth {

/// The strictest class that a rule pack of the site declares.
struct AskedClass {
  std::string pack;
  Level level = Level::none;
  std::string edition;
};
/// By the limits "class.<pack>" of the catalog; nullopt when no pack is a class.
[[nodiscard]] std::optional<AskedClass> asked_class(const SiteSpec& spec, const Catalog& catalog);
/// What each standard calls a level: "Uptime Tier III, EN 50600 class 3 …"; empty when the catalog maps none.
[[nodiscard]] std::string names_of_level(const Catalog& catalog, Level level);

/// What an outage costs: "1080 kW of IT in 8 racks, in 11.7 s".
[[nodiscard]] std::string consequence_words(const OutageRecord& record);

/// Why nothing can be said about outages, or "".
[[nodiscard]] std::string no_study(const CheckContext& context);

/// Tells of the records that `wanted` picks and that stop IT: one by one as errors when `asked` demands it, else in one
/// remark. `what` ends the sentence of the remark: "in maintenance".
void report_outages(const CheckContext& context, Reporter& out, bool (*wanted)(const OutageRecord&), bool demanded,
                    std::string_view what, std::string_view hint);

}  // namespace plinth
