// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "core/base/remark.h"
#include "core/layout/score.h"
#include "core/layout/strategy.h"

namespace plinth::layout {

void check_wishes(const SiteSpec& spec, std::vector<Finding>& findings) {
  const auto origin = [&](const std::string& key) {
    const auto found = spec.origins.find(key);
    return found == spec.origins.end() ? Origin{} : found->second;
  };
  const SiteSpec::LayoutWishes& wishes = spec.layout;
  std::string names = "auto";
  bool known = wishes.strategy.empty() || wishes.strategy == "auto";
  for (const LayoutStrategy* strategy : all_layout_strategies()) {
    names += std::string(", ") + strategy->name;
    known = known || wishes.strategy == strategy->name;
  }
  if (!known) {
    findings.push_back(
        remark("LAY031", Severity::error, "there is no layout strategy '" + wishes.strategy + "'", "one of " + names));
    findings.back().origin = origin("layout.strategy");
  }
  std::string terms;
  for (const TermKind& kind : term_kinds()) terms += (terms.empty() ? "" : ", ") + std::string(kind.name);
  for (const auto& [name, weight] : wishes.weights) {
    if (std::any_of(term_kinds().begin(), term_kinds().end(), [&](const TermKind& k) { return k.name == name; }))
      continue;
    findings.push_back(
        remark("LAY031", Severity::error, "the layout score has no term '" + name + "'", "one of " + terms));
    findings.back().origin = origin("layout.weights." + name);
  }
}

}  // namespace plinth::layout
