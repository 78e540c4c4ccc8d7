// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/design.h"

namespace plinth::test {

/// A small consistent design in which every member of every struct differs from its default.
[[nodiscard]] Design rich_design();

}  // namespace plinth::test
