// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/formula.h"
#include "core/rules/check_context.h"

namespace plinth {

/// A figure a rule needs and the design does not state.
struct MissingDatum {
  std::string what;       ///< "`bess-x` states no vent_volume"
  bool evidence = false;  ///< a document would do
};

/// Something a data rule looks at, with the figures and words its formulas may name.
struct RuleSubject {
  std::string label;              ///< "BESS-01", "the loop fws block 1"; empty: the design as a whole
  std::vector<std::string> tags;  ///< for findings
  std::string tag;                ///< what evidence may name
  std::string type_id;            ///< of a module
  const ModuleType* type = nullptr;
  const Placement* placement = nullptr;
  int placed = -1;  ///< in CheckContext::placed
  std::vector<std::pair<std::string_view, Dimensioned>> figures;
  std::vector<std::pair<std::string_view, std::string>> words;

  /// A figure of its own: attributes, length, width, height, z; nullopt when it has none of this name. A shipping mass
  /// or size that the catalog leaves out is that of the module in operation.
  [[nodiscard]] std::optional<Dimensioned> figure(std::string_view name) const;
  /// A word of its own: text attributes, kind, placed; flags read "true" and "false"; empty when there is none.
  [[nodiscard]] std::string word(std::string_view name) const;
};

/// What a formula gives, or which datum it misses, or why it cannot be evaluated at all (a fault of the rule).
using RuleValue = std::variant<Dimensioned, MissingDatum, std::string>;

/// Evaluates a formula of a rule over the figures of the subject, then the rule's inputs.
[[nodiscard]] RuleValue value_of(const CheckContext& context, const DataRule& rule, const RuleSubject& subject,
                                 const std::string& formula);
/// Does the condition hold? An empty one does.
[[nodiscard]] std::variant<bool, MissingDatum, std::string> holds(const CheckContext& context, const DataRule& rule,
                                                                  const RuleSubject& subject,
                                                                  const std::string& formula);
/// Every word of `match` agrees.
[[nodiscard]] bool agrees(const RuleSubject& subject, const std::map<std::string, std::string>& match);

/// Everything the selector names, modules inside others included unless `placed_only`; one subject without label when
/// the selector is empty. What `where` leaves out is left out; what it cannot decide is told to `missing`.
[[nodiscard]] std::vector<RuleSubject> subjects_of(const CheckContext& context, const DataRule& rule,
                                                   const RuleSelector& selector, bool placed_only,
                                                   std::vector<MissingDatum>& missing);
/// The subject of a module on the ground.
[[nodiscard]] RuleSubject subject_of(const CheckContext& context, std::size_t placed);
/// The kind is one of the selector's.
[[nodiscard]] bool selects(const RuleSelector& selector, std::string_view kind);

}  // namespace plinth
