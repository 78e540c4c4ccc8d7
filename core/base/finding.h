// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plinth {

/// Where a value was written. `line` and `column` are 1-based; 0 means "the file as a whole".
struct Origin {
  std::string file;
  int line = 0;
  int column = 0;
  friend bool operator==(const Origin&, const Origin&) = default;
  [[nodiscard]] bool known() const { return !file.empty(); }
};

enum class Severity { info, warning, error };

/// A number with the unit it is shown in.
struct Measured {
  double value = 0.0;
  std::string unit;
  friend bool operator==(const Measured&, const Measured&) = default;
};

/// A point of the site plan in whole millimetres, site coordinates (x east, y north).
struct PlanPoint {
  long long x = 0;
  long long y = 0;
  friend bool operator==(const PlanPoint&, const PlanPoint&) = default;
  friend auto operator<=>(const PlanPoint&, const PlanPoint&) = default;
};

/// A change of the site file that would settle a finding: `--set key=value` does the same.
struct SiteEdit {
  std::string key;    ///< "site.utility.capacity"
  std::string value;  ///< as TOML
  friend bool operator==(const SiteEdit&, const SiteEdit&) = default;
};

/// One remark about the user's world: an input fault or a broken rule. A value, never thrown, never printed by core.
struct Finding {
  std::string code;  ///< stable: "SPC003" (input), "CAT001" (catalog), "SIZ001" (sizing), "SITE01" (rule)
  Severity severity = Severity::error;
  std::string message;            ///< one sentence of facts, naming the object as the user does
  Origin origin;                  ///< where in the input, when known
  std::string excerpt;            ///< the source line, for the caret; empty when the origin is not a text line
  int caret_length = 1;           ///< how many characters the caret underlines
  std::string hint;               ///< one concrete next step; may be empty
  std::vector<std::string> tags;  ///< modules involved, sorted
  std::optional<Measured> actual, required;  ///< what was measured and what the limit is
  std::vector<PlanPoint> marks;              ///< geometry: the two closest points, or an overlap outline
  std::string waived;                        ///< by whom, why and until when; empty: not waived
  std::optional<SiteEdit> edit;              ///< of the site file, where one key settles it
  friend bool operator==(const Finding&, const Finding&) = default;
};

/// A value *and* every remark made on the way to it. No value means the remarks hold at least one error.
template <class T>
struct [[nodiscard]] Outcome {
  std::optional<T> value;
  std::vector<Finding> findings;
  [[nodiscard]] bool ok() const { return value.has_value(); }
};

[[nodiscard]] inline bool has_errors(const std::vector<Finding>& findings) {
  for (const Finding& f : findings)
    if (f.severity == Severity::error) return true;
  return false;
}

}  // namespace plinth
