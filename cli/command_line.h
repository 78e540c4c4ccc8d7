// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "cli/command.h"

namespace plinth {

/// A parsed command line: either work to run, or a text to print and an exit code.
struct CommandLine {
  const Command* command = nullptr;
  Run run;  ///< empty: print `text` instead
  GlobalOptions options;
  std::string text;  ///< help or version for stdout; a usage error for stderr
  Exit exit = Exit::done;
};

/// Never throws for anything the user may type; usage errors come back with Exit::usage and a "did you mean".
[[nodiscard]] CommandLine read_command_line(int argc, const char* const* argv);

}  // namespace plinth
