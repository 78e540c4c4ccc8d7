// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/input/read_catalog.h"

namespace plinth::test {

/// The smallest sound catalog: common attributes, one kind and one module type, with every key in its usual place.
[[nodiscard]] std::vector<SourceFile> small_catalog();
/// `small_catalog()` with `from` replaced by `to` in one file; the test fails when `from` is not there exactly once.
[[nodiscard]] std::vector<SourceFile> small_catalog_with(const std::string& path, const std::string& from,
                                                         const std::string& to);
/// One finding as "CAT004 modules/cdu/cdu-a.toml:12", for comparing.
[[nodiscard]] std::string brief(const Finding& finding);

}  // namespace plinth::test
