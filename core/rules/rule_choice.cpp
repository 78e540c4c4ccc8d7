// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/rules/check_design.h"
#include "core/rules/waivers.h"

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

bool is_shipped(const DataRule& rule) { return rule.origin.file.starts_with("rules/"); }

/// Packs that limits and rules name: of the whole catalog, or of what is shipped alone.
std::set<std::string> packs_of(const Catalog& catalog, bool shipped_only = false) {
  std::set<std::string> packs;
  for (const Limit& limit : catalog.limits)
    if (constexpr std::string_view prefix = "class."; limit.id.starts_with(prefix))
      packs.insert(limit.id.substr(prefix.size()));
  for (const DataRule& rule : catalog.rules) {
    if (shipped_only && !is_shipped(rule)) continue;
    packs.insert(rule.packs.begin(), rule.packs.end());
    for (const RuleLimit& limit : rule.limits) packs.insert(limit.applies);
  }
  for (const std::string_view jurisdiction : kJurisdictions) packs.erase(std::string(jurisdiction));
  return packs;
}

/// Findings of input, catalog, stages and of the check itself: no rule may look like one of them.
constexpr std::array<std::string_view, 14> kOfProgram{"SPC", "CAT", "DSN", "SIZ", "LAY", "DIS", "CIV",
                                                      "AUD", "RUL", "WAV", "EVD", "LCK", "IMP", "CRS"};

bool of_program(std::string_view code) {
  return std::find(kOfProgram.begin(), kOfProgram.end(), code.substr(0, code.find_first_of("0123456789"))) !=
         kOfProgram.end();
}

/// Rules of data whose code or name is taken: by a compiled rule, by the program, a name by another rule of data.
void add_taken(const Catalog& catalog, std::vector<Finding>& faults) {
  const auto taken = [&](const DataRule& rule, const std::string& by) {
    faults.push_back(fault("RUL03", fmt::format("the rule {} {} has the code or name of {}", rule.code, rule.name, by),
                           rule.origin, "give it a code and a name of its own"));
  };
  std::map<std::string, std::string> codes;
  for (const DataRule& rule : catalog.rules) {
    for (const Rule* compiled : all_rules())
      if (rule.code == compiled->code || rule.name == compiled->name)
        taken(rule, fmt::format("{} {}, which is built in", compiled->code, compiled->name));
    if (of_program(rule.code)) taken(rule, "findings of the program itself");
    const auto [at, added] = codes.try_emplace(rule.name, rule.code);
    if (!added) taken(rule, at->second + " " + rule.name);
  }
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
  add_taken(catalog, faults);
  return faults;
}

std::vector<Finding> rule_use_remarks(const SiteSpec& spec, const Catalog& catalog) {
  std::set<std::string> known = packs_of(catalog, true);
  known.insert(kJurisdictions.begin(), kJurisdictions.end());
  known.insert(spec.rules.packs.begin(), spec.rules.packs.end());
  const std::vector<std::string> list(known.begin(), known.end());
  std::vector<Finding> remarks;
  for (const DataRule& rule : catalog.rules) {
    if (is_shipped(rule)) continue;
    std::set<std::string> sets(rule.packs.begin(), rule.packs.end());
    for (const RuleLimit& limit : rule.limits) sets.insert(limit.applies);
    const bool used = rule_in_use(spec, rule);
    for (const std::string& set : sets) {
      const std::string near = nearest(set, list);
      if (known.contains(set) || (near.empty() && used)) continue;
      Finding remark = fault("RUL04",
                             fmt::format("the rule {} {}is for \"{}\", which is no jurisdiction and no pack in use",
                                         rule.code, used ? "" : "does not run: it ", printable(set, 40)),
                             rule.origin,
                             near.empty() ? fmt::format("name \"{}\" in rules.packs", printable(set, 40))
                                          : fmt::format("did you mean \"{}\"?", near));
      remark.severity = near.empty() ? Severity::info : Severity::warning;
      remarks.push_back(std::move(remark));
    }
  }
  return remarks;
}

}  // namespace plinth
