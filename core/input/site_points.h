// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/geometry/plan.h"
#include "core/input/toml_document.h"

namespace plinth {

inline constexpr double farthest_m = 100'000.0;  ///< from the local origin: no site reaches farther

/// A point as it was written: metres east and north, or degrees, longitude first.
struct ReadPoint {
  double x = 0.0, y = 0.0;
  bool degrees = false;
};

/// `[x, y]` of metres, of lengths as text or, where `may_be_map`, of degrees as text; faults are reported under
/// `where`.
[[nodiscard]] std::optional<ReadPoint> point_of(TomlTable& table, const TomlNode& node, const std::string& where,
                                                bool may_be_map);
/// Metres to whole millimetres.
[[nodiscard]] PlanPoint plan_point(double x_m, double y_m);
/// A point of the plan, `[x, y]` with metres as numbers or lengths as text; nullopt when absent or faulty (reported).
[[nodiscard]] std::optional<PlanPoint> read_point(TomlTable& table, std::string_view key);

}  // namespace plinth
