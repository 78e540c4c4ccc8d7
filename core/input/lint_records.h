// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/finding.h"
#include "core/base/formula.h"
#include "core/input/toml_document.h"
#include "core/model/catalog.h"

namespace plinth {

/// Codes of what lint alone finds; docs/errors.md explains each, docs/catalog-lint.md shows how to write the records.
namespace lint {
inline constexpr std::string_view implausible = "CAT030", trend = "CAT031", record = "CAT032", stale = "CAT033",
                                  price_year = "CAT034", part_twice = "CAT035";
}  // namespace lint

/// A unit that may be a quotient: "kg/kWh", "W/kVA", "L/min/kW", "%", "degC".
struct CompoundUnit {
  std::string text;
  double factor = 1.0, offset = 0.0;  ///< SI = value * factor + offset
  Exponents exponents{};
};
/// nullopt when one of its parts is no unit.
[[nodiscard]] std::optional<CompoundUnit> compound_unit(std::string_view text);

/// One end of a band: a number in the unit of the band, a formula, or a table of points over a formula. Between points
/// it runs straight; outside them nothing is checked.
struct BandEnd {
  std::string formula;  ///< empty: a number or a table
  double number = 0.0;  ///< SI
  std::string over;     ///< formula of x; empty: no table
  Exponents over_exponents{};
  std::vector<std::pair<double, double>> points;  ///< SI, x rising
  std::string path;                               ///< in its document, for faults: "plausible.3.most"
};

/// Which module types a record is about.
struct LintScope {
  std::vector<std::string> kinds;  ///< ids, or "*" alone
  std::map<std::string, std::vector<std::string>>
      where;         ///< attribute -> texts it may have ("true", "false" of a flag)
  std::string when;  ///< formula; the record holds where it gives 1; empty: always
};

/// Where a record stands and what it is called.
struct LintHead {
  std::string id;    ///< "bess.mass_per_energy", unique
  std::string says;  ///< what the quantity is, as a phrase: "operating mass per nameplate energy"
  Severity severity = Severity::warning;
  bool optional = false;  ///< a kind that does not declare the names is no fault: the record then says nothing about it
  LintScope scope;
  Provenance provenance;
  const TomlDocument* document = nullptr;
  std::string path;  ///< of its table: "plausible.3"
};

/// `[[plausible]]`: a quantity that lies between two ends.
struct PlausibleBand {
  LintHead head;
  std::string quantity;  ///< formula
  CompoundUnit unit;
  std::optional<BandEnd> least, most;
  std::string at;    ///< attribute or path that a finding points at; empty: the first attribute of the formula
  std::string hint;  ///< what is usually wrong; may be empty
};

enum class Trends { rises, falls, does_not_rise, does_not_fall };
[[nodiscard]] std::string_view text(Trends trend);

/// `[[trend]]`: a curve that runs one way.
struct CurveTrend {
  LintHead head;
  std::string curve;
  Trends way = Trends::rises;
};

/// `[[reference]]`: an attribute or top-level key whose texts are ids of modules.
struct NameReference {
  LintHead head;
  std::string key;
  std::vector<std::string> to;  ///< kinds the module named must be of; "*": any, "kind": the id of a kind is fine too
};

/// `[age]`: years after which a value is called old.
struct AgeLimits {
  int source_years = 0, price_years = 0;  ///< 0: not looked at
  std::vector<std::string> lasting;       ///< parts of a source's name that mark a standard or law, which does not age
};

/// Everything in the lint/ folders of a catalog and its overlays, by id; documents live longer.
struct LintRecords {
  std::map<std::string, PlausibleBand> bands;
  std::map<std::string, CurveTrend> trends;
  std::map<std::string, NameReference> references;
  AgeLimits age;
};

/// Reads one file of a lint/ folder into `records`; a record of the same id replaces one of an earlier layer and is a
/// fault within one.
void read_lint_records(const TomlDocument& document, int layer, std::map<std::string, int>& layers,
                       LintRecords& records, std::vector<Finding>& findings);

}  // namespace plinth
