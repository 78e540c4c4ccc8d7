// SPDX-License-Identifier: Apache-2.0
#include "core/base/assert.h"

namespace plinth {

void fail_assertion(const char* condition, const std::string& why, std::source_location where) {
  throw BugError(std::string(where.file_name()) + ":" + std::to_string(where.line()) + ": " + why + " (" + condition +
                 ")");
}

}  // namespace plinth
