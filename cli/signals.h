// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace plinth {

/// SIGINT and SIGTERM remove the partial files and end with 130 or 143; a closed pipe becomes a write error.
void install_signal_handlers();

/// A file that must not survive an interruption. Removed by the signal handler, and by the destructor unless kept.
class PartialFile {
 public:
  explicit PartialFile(std::string path);
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  PartialFile(PartialFile&& other) noexcept;
  PartialFile& operator=(PartialFile&&) = delete;
  ~PartialFile();
  [[nodiscard]] const std::string& path() const { return path_; }
  void keep();  ///< it was renamed to its final name

 private:
  void forget();
  std::string path_;
  int slot_ = -1;
  bool kept_ = false;
};

}  // namespace plinth
