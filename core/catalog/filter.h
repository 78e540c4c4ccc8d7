// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/model/catalog.h"

namespace plinth {

/// A comparison of one value: `rated_power>=1 MW`, `transport=iso40hc`, `outdoor=yes`, `mtbf` (it is stated).
struct Condition {
  enum class Tests { stated, equal, unequal, less, at_most, more, at_least };
  std::string name;  ///< an attribute, or length, width, height
  Tests test = Tests::stated;
  std::string value;  ///< as typed
};

/// Which module types are wanted; what is empty is not asked.
struct CatalogFilter {
  std::string kind, service, manufacturer;  ///< the maker in any letter case, or a part of the name
  std::optional<Status> status;             ///< it holds at least one value of that status
  std::vector<Condition> where;             ///< all of them
  std::vector<std::string> words;           ///< each stands somewhere in id, title, maker, part number, codes or text
};

/// What is wrong with a question, and the next step.
struct FilterFault {
  std::string message, hint;
};

[[nodiscard]] std::variant<Condition, FilterFault> parse_condition(std::string_view text);

/// The types that pass, by id. A type that does not state a value compared does not pass. Quantities are compared in SI
/// whatever unit either side is in, equal to 1e-9. A kind, service, attribute or unit that no type knows is a fault.
[[nodiscard]] std::variant<std::vector<const ModuleType*>, FilterFault> select(const Catalog& catalog,
                                                                               const CatalogFilter& filter);

/// The types in which each word occurs, the better match first: in the id, then title and maker, then elsewhere.
[[nodiscard]] std::vector<const ModuleType*> search(const Catalog& catalog, const std::vector<std::string>& words);
/// The word of the catalog's texts nearest to one that nothing holds; "" when none is near.
[[nodiscard]] std::string nearest_word(const Catalog& catalog, const std::string& word);

/// The number attributes by which types of a kind are told apart: required ones of its own, in the order declared.
[[nodiscard]] std::vector<const AttributeRule*> headline(const Catalog& catalog, const Kind& kind);

}  // namespace plinth
