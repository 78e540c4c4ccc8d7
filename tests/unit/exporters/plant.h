// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/design.h"

namespace plinth::test {

/// A made-up but orderly campus: `blocks` equal blocks in rows with their pods, power modules and coolers, and a yard.
/// Small enough to count by hand (one block: 4 pods of 2 racks and 1 CDU, 5 power modules of 1 UPS, 6 dry coolers,
/// 1 pump skid), and as large as one likes for drawings and benchmarks. Needs neither catalog files nor the stages.
[[nodiscard]] Design plant(int blocks);

}  // namespace plinth::test
