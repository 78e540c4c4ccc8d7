// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "cli/context.h"

namespace plinth {

/// `plinth catalog lint`: prints every remark about the catalog in `named`, or in the one in use when that is empty.
/// `as_of` is the day that ages are counted to; empty: that of --timestamp or SOURCE_DATE_EPOCH, else the newest date
/// in the catalog. Stop(usage) when it is no date.
[[nodiscard]] Exit lint_catalog_command(Context& context, const std::string& named, const std::string& as_of);

}  // namespace plinth
