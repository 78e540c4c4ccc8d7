// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdexcept>
#include <string>
#include <utility>

#include "cli/exit.h"

namespace plinth {

/// Ends the command with a code and a sentence for stderr. Thrown inside cli/ only, caught in main only.
struct Stop : std::runtime_error {
  Stop(Exit exit_code, const std::string& message, std::string hint_text = {})
      : std::runtime_error(message), code(exit_code), hint(std::move(hint_text)) {}
  Exit code;
  std::string hint;  ///< one next step, or empty
};

}  // namespace plinth
