// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <exception>
#include <new>
#include <string>

#include "cli/command_line.h"
#include "cli/files.h"
#include "cli/signals.h"
#include "cli/stop.h"
#include "core/base/assert.h"

// The only catch of the program: everything below it either returns or says why it cannot.

namespace {

using plinth::Exit;

int leave(Exit code, const std::string& words) noexcept {
  try {
    plinth::write_all(STDERR_FILENO, words, "stderr");
  } catch (...) {  // nobody is left to tell
  }
  return static_cast<int>(code);
}

std::string bug_report(const char* what, int argc, char** argv) {
  std::string line;
  for (int i = 0; i < argc; ++i) line += std::string(i ? " " : "") + argv[i];
  return "internal error: " + std::string(what) + "\n  = version: " + plinth::engine_name() + "\n  = command: " + line +
         "\n  = please report this with the site file\n";
}

int run(int argc, char** argv) {
  plinth::CommandLine line = plinth::read_command_line(argc, argv);
  if (!line.run) {
    const bool asked_for = line.exit == Exit::done;
    plinth::write_all(asked_for ? STDOUT_FILENO : STDERR_FILENO, line.text + "\n", asked_for ? "stdout" : "stderr");
    return static_cast<int>(line.exit);
  }
  plinth::Context context(line.options);
  return static_cast<int>(line.run(context));
}

}  // namespace

int main(int argc, char** argv) {
  plinth::install_signal_handlers();
  try {
    return run(argc, argv);
  } catch (const plinth::Stop& stop) {
    return leave(stop.code, std::string("error: ") + stop.what() + "\n" +
                                (stop.hint.empty() ? "" : "  = hint: " + stop.hint + "\n"));
  } catch (const plinth::ExportError& error) {
    return leave(Exit::export_failed, std::string("error: export failed: ") + error.what() + "\n");
  } catch (const std::bad_alloc&) {
    return leave(Exit::internal, "error: out of memory\n");
  } catch (const std::exception& error) {
    return leave(Exit::internal, bug_report(error.what(), argc, argv));
  }
}
