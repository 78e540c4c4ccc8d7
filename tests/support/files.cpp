// SPDX-License-Identifier: Apache-2.0
#include "tests/support/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace plinth::test {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string source_path(const std::string& relative) { return std::string(PLINTH_SOURCE_DIR) + "/" + relative; }

std::vector<SourceFile> catalog_files() {
  const std::filesystem::path root = source_path("catalog");
  std::vector<SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
    if (entry.path().extension() == ".toml")
      files.push_back({std::filesystem::relative(entry.path(), root).generic_string(), read_file(entry.path())});
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

const Catalog& shipped_catalog() {
  static const Catalog catalog = [] {
    auto outcome = read_catalog(catalog_files());
    if (!outcome.ok()) {
      std::string all;
      for (const Finding& f : outcome.findings)
        all += f.origin.file + ":" + std::to_string(f.origin.line) + ": " + f.message + "\n";
      throw std::runtime_error("shipped catalog is faulty:\n" + all);
    }
    return *outcome.value;
  }();
  return catalog;
}

SiteWorld empty_world() {
  return {[](const std::string&) { return std::nullopt; },
          [](const std::string&, const auto&) {
            return Projected{{}, {}, "no projector in this test"};
          }};
}

SiteSpec site_from(const std::string& toml) {
  auto outcome = read_site(toml, "site.toml", empty_world());
  if (!outcome.ok()) {
    std::string all;
    for (const Finding& f : outcome.findings) all += std::to_string(f.origin.line) + ": " + f.message + "\n";
    throw std::runtime_error("site is faulty:\n" + all);
  }
  return *outcome.value;
}

}  // namespace plinth::test
