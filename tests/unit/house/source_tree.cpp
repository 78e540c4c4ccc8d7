// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/house/source_tree.h"

#include <algorithm>
#include <filesystem>

#include "tests/support/files.h"

namespace plinth::test {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::vector<Source> sources_below(const std::vector<std::string>& folders) {
  std::vector<Source> sources;
  for (const std::string& folder : folders) {
    if (!std::filesystem::exists(source_path(folder))) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source_path(folder))) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp" && extension != ".cc") continue;
      sources.push_back({std::filesystem::relative(entry.path(), source_path("")).generic_string(),
                         lines_of(read_file(entry.path()))});
    }
  }
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
  return sources;
}

std::vector<std::pair<int, Include>> includes_of(const Source& source) {
  std::vector<std::pair<int, Include>> includes;
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    const std::string& line = source.lines[i];
    const std::size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#') continue;
    const std::size_t word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos || line.compare(word, 7, "include") != 0) continue;
    const std::size_t open = line.find_first_of("\"<", word + 7);
    if (open == std::string::npos) continue;
    const std::size_t close = line.find_first_of("\">", open + 1);
    includes.emplace_back(static_cast<int>(i) + 1,
                          Include{line.substr(open + 1, std::min(close, line.size()) - open - 1), line[open] == '"'});
  }
  return includes;
}

}  // namespace plinth::test
