// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/model/design.h"

namespace plinth::test {

/// A design in the language of rule pages, core/rules/page_design.h, with the shipped limits and rules.
[[nodiscard]] Design design_from(const std::string& text);

}  // namespace plinth::test
