// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/catalog.h"
#include "core/rules/rule.h"

namespace plinth {

/// One row of the limits of a rule, as people read it.
struct CardLimit {
  std::string applies, value, condition, edition, status, source;
};

/// A rule as lists and manuals show it, compiled or data.
struct RuleCard {
  std::string code, name, basis, explain;
  Severity severity = Severity::error;
  std::string type;  ///< "code", or that of a data rule
  std::vector<std::string> packs, evidence;
  std::vector<CardLimit> limits;
  const Rule* compiled = nullptr;
  const DataRule* data = nullptr;
};

/// Every rule there is: the compiled ones and those of the catalog, by code.
[[nodiscard]] std::vector<RuleCard> rule_cards(const Catalog& catalog);
/// Every pack, with how many rules belong to it or have a limit of it; by name.
[[nodiscard]] std::vector<std::pair<std::string, int>> rule_packs(const Catalog& catalog);

/// The manual page of a rule (Markdown): what, why, limits with edition and status, evidence, examples. With
/// `every_example` false only the first that passes and the first that fires.
[[nodiscard]] std::string manual_of(const RuleCard& card, const std::string& page, bool every_example);

}  // namespace plinth
