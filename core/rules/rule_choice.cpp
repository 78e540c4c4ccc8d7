// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/base/text.h"
#include "core/rules/check_design.h"

namespace plinth {
namespace {

constexpr std::array<std::string_view, 5> kJurisdictions{"us", "eu", "cn", "intl", "all"};

Finding fault(std::string_view code, std::string message, Origin origin, std::string hint) {
  Finding finding;
  finding.code = code;
  finding.message = std::move(message);
  finding.origin = std::move(origin);
  finding.hint = std::move(hint);
  return finding;
}

std::set<std::string> packs_of(const Catalog& catalog) {
  std::set<std::string> packs;
  for (const Limit& limit : catalog.limits)
    if (constexpr std::string_view prefix = "class."; limit.id.starts_with(prefix))
      packs.insert(limit.id.substr(prefix.size()));
  for (const DataRule& rule : catalog.rules) {
    packs.insert(rule.packs.begin(), rule.packs.end());
    for (const RuleLimit& limit : rule.limits) packs.insert(limit.applies);
  }
  for (const std::string_view jurisdiction : kJurisdictions) packs.erase(std::string(jurisdiction));
  return packs;
}

/// Codes of findings that belong to no rule, and rules by code and name.
std::set<std::string> names_of(const Catalog& catalog) {
  std::set<std::string> names{"WAV01", "WAV02", "WAV03", "WAV04", "EVD01", "EVD02", "EVD03"};
  for (const Rule* rule : all_rules()) names.insert({std::string(rule->code), std::string(rule->name)});
  for (const DataRule& rule : catalog.rules) names.insert({rule.code, rule.name});
  return names;
}

Origin origin_of(const SiteSpec& spec, const std::string& key) {
  const auto found = spec.origins.find(key);
  return found == spec.origins.end() ? Origin{} : found->second;
}

std::string did_you_mean(std::string_view word, const std::set<std::string>& known, std::string otherwise) {
  const std::vector<std::string> list(known.begin(), known.end());
  const std::string near = nearest(word, list);
  return near.empty() ? std::move(otherwise) : fmt::format("did you mean \"{}\"?", near);
}

}  // namespace

std::vector<Finding> rule_choice_faults(const SiteSpec& spec, const Catalog& catalog) {
  std::vector<Finding> faults;
  const std::set<std::string> packs = packs_of(catalog), names = names_of(catalog);
  for (const std::string& pack : spec.rules.packs) {
    if (packs.contains(pack) || pack.find('/') != std::string::npos) continue;
    const std::vector<std::string> known(packs.begin(), packs.end());
    faults.push_back(fault("RUL01", fmt::format("there is no rule pack \"{}\"", printable(pack, 60)),
                           origin_of(spec, "rules.packs"),
                           did_you_mean(pack, packs, "packs: " + join(known, ", ") + "; a folder ends in /")));
  }
  for (const auto& [rule, severity] : spec.rules.severity)
    if (!names.contains(rule))
      faults.push_back(fault("RUL02", fmt::format("there is no rule \"{}\"", printable(rule, 60)),
                             origin_of(spec, "rules.severity." + rule),
                             did_you_mean(rule, names, "`plinth rules list` names them")));
  for (const DataRule& rule : catalog.rules)
    for (const Rule* compiled : all_rules())
      if (rule.code == compiled->code || rule.name == compiled->name)
        faults.push_back(fault("RUL03",
                               fmt::format("the rule {} {} has the code or name of {} {}, which is built in", rule.code,
                                           rule.name, compiled->code, compiled->name),
                               rule.origin, "give it a code and a name of its own"));
  return faults;
}

}  // namespace plinth
