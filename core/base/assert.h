// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <source_location>
#include <stdexcept>
#include <string>

namespace plinth {

/// We are wrong, not the user: an invariant of the program does not hold. Ends in exit code 70.
struct BugError : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn]] void fail_assertion(const char* condition, const std::string& why,
                                 std::source_location where = std::source_location::current());

}  // namespace plinth

/// Checked in release builds too: a crash is better than a wrong number.
#define PLINTH_ASSERT(condition, why) ((condition) ? void(0) : ::plinth::fail_assertion(#condition, (why)))
