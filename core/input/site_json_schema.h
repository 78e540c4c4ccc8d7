// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace plinth {

/// The JSON Schema (draft-07) of `site.toml`, for editors: every table and key with its type, the units allowed, range,
/// choices and default. It describes the shape; what only reading the file sees stays there: ranges, geometry, ids, and
/// keys that exclude each other.
[[nodiscard]] std::string site_schema();

}  // namespace plinth
