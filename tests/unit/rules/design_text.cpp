// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/rules/design_text.h"

#include "core/rules/page_design.h"
#include "tests/support/files.h"

namespace plinth::test {

Design design_from(const std::string& text) { return design_of_page(text, shipped_catalog()); }

}  // namespace plinth::test
