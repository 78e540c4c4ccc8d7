// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "core/model/catalog.h"
#include "core/model/design.h"
#include "core/rules/rule.h"

namespace plinth {

struct OutageStudy;

/// Rules to run: the compiled ones and those that are data.
struct RuleSet {
  std::span<const Rule* const> compiled;
  std::vector<const DataRule*> data;
};
/// Every compiled rule, and every rule of the design's catalog whose pack the site uses.
[[nodiscard]] RuleSet rules_of(const Design& design);

/// Runs the rules over a design and applies severities and waivers of the site. Never throws for what a design
/// contains. A waiver by code or name and by tag ("*" = all) turns the findings of its rule into infos that say so;
/// one that met nothing is WAV01, one past its day WAV02; evidence no rule asks for is EVD01, too old EVD02.
[[nodiscard]] CheckReport check_design(const Design& design, const RuleSet& rules);
/// Runs exactly these compiled rules.
[[nodiscard]] CheckReport check_design(const Design& design, std::span<const Rule* const> rules);
/// Runs every rule; `outages`, where given, is what a sweep of this design said. Whatever the number of threads, the
/// report is the same; 0: as many as the machine has, one for a small design.
[[nodiscard]] CheckReport check_design(const Design& design, std::shared_ptr<const OutageStudy> outages = nullptr,
                                       int threads = 0);

/// Every distance the rules of the design look at, the nearest of each sort, by rule and tags.
[[nodiscard]] std::vector<MeasuredDistance> measured_distances(const Design& design);

/// Faults of the site's [rules] that only the catalog can show: a pack or a rule that is not there (RUL01, RUL02), and
/// a rule of the catalog with the code of a compiled one (RUL03). Errors; they refuse the site.
[[nodiscard]] std::vector<Finding> rule_choice_faults(const SiteSpec& spec, const Catalog& catalog);

/// RUL04: a rule of the site's own folders is for a set of rules that nothing knows: a warning where the word looks
/// like a slip of the pen, else a remark that the rule does not run.
[[nodiscard]] std::vector<Finding> rule_use_remarks(const SiteSpec& spec, const Catalog& catalog);

}  // namespace plinth
