// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace plinth {

/// Deepest nesting of `[` and `{` outside strings; what a JSON reader is asked to take is checked before it is parsed.
[[nodiscard]] int json_depth(std::string_view json);

/// One step into a JSON text: a member name or an index from 0.
using JsonStep = std::variant<std::string, std::size_t>;

/// Byte offset of the value at a path of a *valid* JSON text; nullopt when there is none. Member names are compared
/// as they are written, without escapes.
[[nodiscard]] std::optional<std::size_t> json_offset(std::string_view json, const std::vector<JsonStep>& path);

}  // namespace plinth
