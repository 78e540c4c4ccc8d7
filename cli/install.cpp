// SPDX-License-Identifier: Apache-2.0
#include "cli/install.h"

#include <filesystem>
#include <system_error>

#include "cli/stop.h"

namespace plinth {
namespace {

std::filesystem::path prefix() {
  std::error_code error;
  const auto executable = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) throw Stop(Exit::file_system, "cannot find my own executable: " + error.message());
  return executable.parent_path().parent_path();
}

}  // namespace

std::string data_dir() { return (prefix() / "share" / "plinth").string(); }

std::string module_dir() { return (prefix() / "lib" / "plinth").string(); }

}  // namespace plinth
