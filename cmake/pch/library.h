// SPDX-License-Identifier: Apache-2.0
// What most sources include of the standard library and fmt, parsed once for the whole build. Every source still includes
// what it uses: the presets without PLINTH_PCH build without this file.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
