// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/finding.h"
#include "core/model/design.h"

namespace plinth::routing {

/// How a route is carried. The forms lie at levels of their own; only routes of one form compete for room.
enum class Form { duct, tray, pipe, trench };
inline constexpr std::size_t kForms = 4;
[[nodiscard]] std::string_view text(Form form);
/// The form that text() gives this name; nullopt: none does.
[[nodiscard]] std::optional<Form> form_named(std::string_view name);
[[nodiscard]] Form form_of(Medium medium);

/// The values of catalog/standards/routing.toml, typed; lengths in millimetres.
struct Basis {
  Millimetres apart_module = 0, apart_yard = 0, barrier = 0, margin = 0;
  double fill_tray = 1, fill_duct = 1;
  Millimetres spacing_duct = 0, spacing_pipe = 0, spacing_busway = 0, spacing_fuel = 0, insulation = 0, fuel_pipe = 0,
              control_cable = 0;
  int tiers_duct = 1, tiers_tray = 1, tiers_pipe = 1, tiers_trench = 1;
  Millimetres pitch_duct = 0, pitch_tray = 0, pitch_pipe = 0, pitch_trench = 0;
  Millimetres depth_duct = 0, depth_trench = 0, height_aisle = 0, height_corridor = 0;
  double bend_mv = 0, bend_lv = 0, bend_pipe = 0;
  Millimetres crossing = 0;

  [[nodiscard]] int tiers(Form form) const;
  [[nodiscard]] Millimetres apart(const Passage& passage) const {
    return passage.use == "corridor" ? apart_yard : apart_module;
  }
  /// Level of the middle of a tier; trays hang above the tiers of pipes that the passage has.
  [[nodiscard]] Millimetres level(Form form, const Passage& passage, int tier, int pipe_tiers) const;
};

/// Reads them. Each one the catalog lacks is a finding (DIS301), and then there is no value.
[[nodiscard]] std::optional<Basis> read_basis(const Catalog& catalog, Jurisdiction jurisdiction,
                                              std::vector<Finding>& findings);
/// Ids of the limits read, sorted.
[[nodiscard]] const std::vector<std::string>& basis_ids();

/// What one connection takes across and how tightly it bends.
struct Strand {
  Form form = Form::tray;
  Millimetres width = 0;        ///< all runs side by side, spacing and spare included
  Millimetres height = 0;       ///< of one run
  Millimetres bend_radius = 0;  ///< least; 0: made of straight parts and elbows of its own
};
[[nodiscard]] Strand strand_of(const Edge& edge, const Catalog& catalog, const Basis& basis);

}  // namespace plinth::routing
