// SPDX-License-Identifier: Apache-2.0
// tests/catalog_wrong holds one wrong (or just sound) entry a file. Its first comments say where in a catalog it would
// lie and what lint must say about it: "# path: modules/cdu/x.toml", "# expect: CAT012 25:14", "# expect: nothing".
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "core/input/lint_catalog.h"
#include "tests/support/files.h"

namespace plinth {
namespace {

struct Entry {
  std::string name;
  SourceFile file;
  std::multiset<std::string> expected;  ///< "CAT012 25:14"
  bool sound = false;                   ///< "nothing" is expected
};

Entry read_entry(const std::filesystem::path& path) {
  Entry entry;
  entry.name = path.filename().string();
  entry.file.bytes = test::read_file(path.string());
  std::istringstream lines(entry.file.bytes);
  for (std::string line; std::getline(lines, line) && line.starts_with("#");) {
    if (line.starts_with("# path: ")) entry.file.path = line.substr(8);
    if (line == "# expect: nothing")
      entry.sound = true;
    else if (line.starts_with("# expect: "))
      entry.expected.insert(line.substr(10));
  }
  return entry;
}

std::vector<Entry> entries() {
  std::vector<Entry> all;
  for (const auto& item : std::filesystem::directory_iterator(test::source_path("tests/catalog_wrong")))
    if (item.path().extension() == ".toml") all.push_back(read_entry(item.path()));
  std::sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return all;
}

std::string joined(const std::multiset<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

TEST_CASE("every wrong entry beside the shipped catalog is found with its code, line and column, and no sound one is") {
  const std::vector<Entry> all = entries();
  std::vector<SourceFile> files = test::catalog_files();
  std::size_t wrong = 0;
  for (const Entry& entry : all) {
    CAPTURE(entry.name);
    REQUIRE_FALSE(entry.file.path.empty());
    REQUIRE(entry.sound == entry.expected.empty());
    wrong += entry.sound ? 0 : 1;
    files.push_back(entry.file);
  }
  CHECK(wrong >= 40);
  const auto by_path = [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; };
  std::sort(files.begin(), files.end(), by_path);
  REQUIRE(std::adjacent_find(files.begin(), files.end(),
                             [&](const SourceFile& a, const SourceFile& b) { return !by_path(a, b); }) == files.end());

  std::map<std::string, std::multiset<std::string>> got;
  for (const Finding& finding : lint_catalog(files).findings) {
    const Origin& at = finding.origin;
    got[at.file].insert(finding.code + " " + std::to_string(at.line) + ":" + std::to_string(at.column));
    CAPTURE(finding.message);
    CHECK(at.line > 0);
    CHECK_FALSE(finding.excerpt.empty());
    CHECK_FALSE(finding.message.empty());
  }
  for (const Entry& entry : all) {
    CHECK_MESSAGE(joined(got[entry.file.path]) == joined(entry.expected), entry.name);
    got.erase(entry.file.path);
  }
  for (const auto& [path, found] : got) CHECK_MESSAGE(found.empty(), path << ", which is shipped: " << joined(found));
}

}  // namespace
}  // namespace plinth
