// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/formula.h"
#include "core/model/design.h"

namespace plinth::checklist {

/// What flows through one module in one medium, SI. `worst` is after any single failure. Edges of one path add up;
/// paths A and B back each other up, so the largest path counts. What enters also leaves: the smaller estimate holds.
struct MediumLoad {
  bool known = false;
  double normal = 0, worst = 0;
  Dimension dimension = Dimension::ratio;
  std::string unit;     ///< as the edges have it: "L/min"
  std::string voltage;  ///< highest of its electrical edges: "13.8 kV"
};

inline constexpr std::size_t medium_count = 12;

/// A design arranged by tag, made once for all sheets. Holds references: the design must outlive it.
struct DesignIndex {
  explicit DesignIndex(const Design& design);
  const Design& design;
  std::map<std::string_view, std::vector<const Edge*>> edges_of;     ///< tag -> edges that touch it, by id
  std::map<std::string_view, std::vector<const Node*>> children_of;  ///< tag -> modules inside it, by tag
  [[nodiscard]] MediumLoad load(std::string_view tag, Medium medium) const;
};

/// A number a formula may use.
struct Symbol {
  Dimensioned value;
  std::string unit;      ///< it is best shown in; empty = plain number
  std::string origin;    ///< where it comes from: "catalog, Lenovo LP2357 (representative)", "design: edges of CDU-01"
  bool assumed = false;  ///< rests on a catalog value that is an engineering estimate
};

/// Everything the formulas of the checklist of one module may refer to; docs/checklists.md lists the names.
class Symbols {
 public:
  Symbols(const DesignIndex& index, const Node& node, const ModuleType& type, const Kind& kind);
  /// The number behind a name, or nullopt when neither the catalog nor the design has it.
  [[nodiscard]] std::optional<Symbol> find(std::string_view name) const;
  /// The same for a condition: an optional attribute or a connection that is absent counts as 0.
  [[nodiscard]] std::optional<Symbol> find_or_zero(std::string_view name) const;
  /// The figures that differ between modules of one type, as text: equal keys give equal sheets.
  [[nodiscard]] const std::string& key() const { return key_; }

 private:
  const DesignIndex& index_;
  const Node& node_;
  const ModuleType& type_;
  const Kind& kind_;
  std::array<MediumLoad, medium_count> loads_;
  std::string key_;

  [[nodiscard]] std::optional<Symbol> attribute(std::string_view name) const;
  [[nodiscard]] std::optional<Symbol> indicator(std::string_view name) const;
  [[nodiscard]] std::optional<Symbol> curve_value(std::string_view name) const;
  [[nodiscard]] std::optional<Symbol> design_value(std::string_view name) const;
  [[nodiscard]] std::optional<Symbol> duty(bool worst) const;
  [[nodiscard]] std::optional<Symbol> site_value(std::string_view name) const;
};

/// The names a formula uses, functions left out, in order of first use.
[[nodiscard]] std::vector<std::string> names_in(std::string_view formula);
/// True for `bar`, `kV`, `metre` …: a unit written out, not a figure of the design.
[[nodiscard]] bool is_unit_name(std::string_view name);

}  // namespace plinth::checklist
