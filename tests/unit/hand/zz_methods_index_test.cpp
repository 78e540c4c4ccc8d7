// SPDX-License-Identifier: Apache-2.0
// The list of pages in docs/methods.md is written from the pages of docs/methods: title and explained ledger ids.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::string held(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::filesystem::path> pages() {
  std::vector<std::filesystem::path> all;
  for (const auto& entry : std::filesystem::directory_iterator("docs/methods"))
    if (entry.path().extension() == ".md") all.push_back(entry.path());
  std::sort(all.begin(), all.end());
  return all;
}

/// "| [Racks](methods/it.md) | `it.*`, `pod.*.it` |"
std::string row(const std::filesystem::path& page) {
  std::istringstream lines(held(page));
  std::string title, ledger;
  for (std::string line; std::getline(lines, line);) {
    if (title.empty() && line.starts_with("# ")) title = line.substr(2);
    if (line.starts_with("Ledger: ")) ledger += (ledger.empty() ? "" : ", ") + line.substr(8);
  }
  return "| [" + title + "](methods/" + page.filename().string() + ") | " + ledger + " |\n";
}

const std::string kBegin = "<!-- pages: written by the tests -->\n", kEnd = "<!-- end of pages -->\n";

}  // namespace

TEST_CASE("docs/methods.md lists the pages of docs/methods") {
  const std::string now = held("docs/methods.md");
  const std::size_t begin = now.find(kBegin), end = now.find(kEnd);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  std::string table = "| page | ledger ids it explains |\n|---|---|\n";
  for (const auto& page : pages()) table += row(page);
  const std::string wanted = now.substr(0, begin) + kBegin + table + now.substr(end);
  if (std::getenv("PLINTH_UPDATE_PAGES") != nullptr) std::ofstream("docs/methods.md", std::ios::binary) << wanted;
  CHECK(held("docs/methods.md") == wanted);
}
