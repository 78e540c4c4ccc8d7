// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/input/site_context.h"
#include "core/input/toml_document.h"

namespace plinth {

/// Reads `[site] boundary`, `[[site.keep_out]]`, `[[site.gate]]`, `[[site.existing]]` and `[site.utility] at`. Areas
/// out of map files are projected together, so that they share one local system of metres.
void read_geometry(SiteContext& context, TomlTable& site, TomlTable& utility);

/// A point of the plan, `[x, y]` with metres as numbers or lengths as text; nullopt when absent or faulty (reported).
[[nodiscard]] std::optional<PlanPoint> read_point(TomlTable& table, std::string_view key);

}  // namespace plinth
