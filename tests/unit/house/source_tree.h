// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace plinth::test {

/// One of our own source files, path relative to the root of the repository.
struct Source {
  std::string path;
  std::vector<std::string> lines;
};

/// Every .h, .cpp and .cc file below the folders, by path.
[[nodiscard]] std::vector<Source> sources_below(const std::vector<std::string>& folders);
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);

/// An #include of a line.
struct Include {
  std::string what;
  bool quoted = false;  ///< "ours", not <theirs>
};
/// The includes of a file, each with its 1-based line.
[[nodiscard]] std::vector<std::pair<int, Include>> includes_of(const Source& source);

}  // namespace plinth::test
