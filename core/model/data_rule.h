// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/finding.h"
#include "core/base/quantity.h"
#include "core/base/units.h"
#include "core/model/provenance.h"

namespace plinth {

/// What a data rule does.
enum class RuleTypes {
  distance,  ///< edge-to-edge distance of things on the plan
  ratio,     ///< a formula over attributes, figures of the design and evidence
  count,     ///< how many there are, or the sum of an attribute, in all or in each cluster
  presence   ///< an attribute or a piece of evidence is there
};
[[nodiscard]] std::string_view text(RuleTypes type);  ///< "distance"

/// Things that a distance can be measured to, beside modules: "lot-line", "building", "keep-out", "road", "fire-lane",
/// "gate", "connection".
[[nodiscard]] std::span<const std::string_view> places_of_rules();
/// Things that ratios and counts can look at, beside modules: "loop", "circuit", "bus", "selection", "road", "gate" …
[[nodiscard]] std::span<const std::string_view> things_of_rules();
/// First words of what an input may name: "ledger", "site", "selection", "count", "sum", "least", "greatest",
/// "evidence".
[[nodiscard]] std::span<const std::string_view> sources_of_rules();
/// Keys after "site": "elevation", "power.backup_autonomy" …
[[nodiscard]] std::span<const std::string_view> site_figures_of_rules();

/// Which things of a design a rule looks at.
struct RuleSelector {
  std::vector<std::string> kinds;            ///< kinds of top-level modules; "*" is every kind
  std::vector<std::string> except;           ///< kinds that "*" leaves out
  std::vector<std::string> things;           ///< what is no module: "lot-line", "building", "loop" …
  std::map<std::string, std::string> match;  ///< words that must agree: cooling_class = "mineral-oil"
  std::string where;                         ///< formula over attributes; 0 leaves the thing out
  friend bool operator==(const RuleSelector&, const RuleSelector&) = default;
  [[nodiscard]] bool empty() const { return kinds.empty() && things.empty(); }
};

/// A limit of one rule with its edition. The rows of a jurisdiction (else those for "all") and those of each pack in
/// use give one limit each, the first whose conditions hold; of these the strictest counts.
struct RuleLimit {
  std::string applies;  ///< us | eu | cn | intl | all, or a pack
  std::string edition;
  double si = 0.0;
  std::string unit;
  Dimension dimension = Dimension::ratio;
  std::map<std::string, std::string> match;  ///< as in a selector
  std::string when;                          ///< formula; 0: the row does not hold
  std::string evidence;                      ///< the row holds where this evidence is given, and then before others
  std::string note;
  Provenance provenance;
  friend bool operator==(const RuleLimit&, const RuleLimit&) = default;
};

/// A design rule written as data: catalog/rules/*.toml, or a company's own pack.
struct DataRule {
  std::string code;  ///< "BESS15"
  std::string name;  ///< reads well after the word "allow"
  Severity severity = Severity::error;
  std::string basis, explain;
  std::vector<std::string> packs;  ///< it runs when one of them is in use; empty: always
  RuleTypes type = RuleTypes::ratio;
  RuleSelector of;                            ///< what is looked at; empty: the design as a whole
  RuleSelector to;                            ///< of a distance: to what
  std::string face;                           ///< of a distance: front | back | left | right | long | short; empty: any
  bool at_most = false;                       ///< the limit is the largest value allowed, else the least
  std::string value;                          ///< of a ratio: formula
  std::map<std::string, std::string> inputs;  ///< symbols beside the attributes: "ledger fuel.needed", "site …"
  std::string when;                           ///< formula over the inputs; 0: the rule has nothing to say
  std::string sum;                            ///< of a count: attribute that is added up; empty: one each
  std::optional<Length> cluster;              ///< of a count: things nearer to each other than this are one cluster
  std::string evidence, attribute;            ///< of a presence: what must be there
  std::string subject;                        ///< what is measured, in words: "the fuel on site"
  std::string hint;                           ///< with places {short}, {required}, {actual}, {tag}
  std::string edit;                           ///< key of the site file that, set to the limit, settles it
  std::vector<RuleLimit> limits;              ///< in the order written
  Origin origin;
  friend bool operator==(const DataRule&, const DataRule&) = default;
};

}  // namespace plinth
