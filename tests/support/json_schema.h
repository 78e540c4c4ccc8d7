// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nlohmann/json.hpp>

namespace plinth::test {

/// Whether a document follows a JSON Schema: as much of draft 7 as our schemas use. Throws on an unknown keyword, so
/// that nothing passes unread.
[[nodiscard]] bool is_valid(const nlohmann::json& value, const nlohmann::json& schema);

}  // namespace plinth::test
