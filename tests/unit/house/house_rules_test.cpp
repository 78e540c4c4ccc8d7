// SPDX-License-Identifier: Apache-2.0
// Habits of the house that a machine can check.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "tests/unit/house/source_tree.h"

using plinth::test::Source;
using plinth::test::sources_below;

namespace {

using Names = std::vector<std::string>;

constexpr std::size_t most_lines = 400;
constexpr std::size_t most_test_lines = 600;  // tables are long

/// Files that may be longer, each with its reason.
const std::map<std::string, std::string> long_files{};

/// Words that must not occur, where, and why. The exceptions stand behind, each with its reason.
struct Banned {
  std::string word;
  Names folders;
  std::string why;
  std::map<std::string, std::string> exceptions = {};
};

const std::vector<Banned>& banned() {
  static const std::vector<Banned> all{
      {"std::unordered_",
       {"exporters/"},
       "its order differs between libraries: same input, same bytes",
       {{"exporters/cad/compact_step.cpp", "looked up only, never walked"}}},
      {"std::stod(", {"core/", "exporters/", "cli/"}, "reads numbers by the locale: use std::from_chars"},
      {"strtod(", {"core/", "exporters/", "cli/"}, "reads numbers by the locale: use std::from_chars"},
      {"atof(", {"core/", "exporters/", "cli/"}, "reads numbers by the locale: use std::from_chars"},
      {"setlocale(", {"core/", "exporters/", "cli/"}, "numbers are independent of the locale"},
      {"getenv(", {"core/", "exporters/"}, "the environment enters in cli/ only"},
      {"_clock::now", {"core/", "exporters/"}, "the clock enters in cli/ only"},
      {"std::time(", {"core/", "exporters/"}, "the clock enters in cli/ only"},
      {"std::random_device", {"core/", "exporters/"}, "same input, same bytes"},
      {"std::cout", {"core/", "exporters/"}, "only cli/ prints"},
      {"std::cerr", {"core/", "exporters/"}, "only cli/ prints"},
      {"using namespace std",
       {"core/", "exporters/", "cli/", "tests/"},
       "hides where a name comes from",
       {{"tests/unit/house/house_rules_test.cpp", "names the word"}}},
  };
  return all;
}

Names without_licence(const std::vector<Source>& sources) {
  Names found;
  for (const Source& s : sources)
    if (s.lines.empty() || s.lines[0] != "// SPDX-License-Identifier: Apache-2.0")
      found.push_back(s.path + ":1: does not start with the SPDX line");
  return found;
}

Names without_guard(const std::vector<Source>& sources) {
  Names found;
  for (const Source& s : sources)
    if (s.path.ends_with(".h") && std::find(s.lines.begin(), s.lines.end(), "#pragma once") == s.lines.end())
      found.push_back(s.path + ":1: has no #pragma once");
  return found;
}

std::size_t limit_of(const Source& s) { return s.path.starts_with("tests/") ? most_test_lines : most_lines; }

Names too_long(const std::vector<Source>& sources) {
  Names found;
  for (const Source& s : sources)
    if (s.lines.size() > limit_of(s) && !long_files.contains(s.path))
      found.push_back(s.path + ": " + std::to_string(s.lines.size()) + " lines; " + std::to_string(limit_of(s)) +
                      " are enough");
  return found;
}

Names banned_words(const std::vector<Source>& sources) {
  Names found;
  for (const Source& s : sources)
    for (const Banned& b : banned()) {
      const bool here = std::any_of(b.folders.begin(), b.folders.end(),
                                    [&](const std::string& folder) { return s.path.starts_with(folder); });
      if (!here || b.exceptions.contains(s.path)) continue;
      for (std::size_t i = 0; i < s.lines.size(); ++i)
        if (s.lines[i].substr(0, s.lines[i].find("//")).find(b.word) != std::string::npos)
          found.push_back(s.path + ":" + std::to_string(i + 1) + ": " + b.word + ": " + b.why);
    }
  return found;
}

std::string joined(const Names& names) {
  std::string all;
  for (const std::string& name : names) all += "\n  " + name;
  return all;
}

const std::vector<Source>& all_sources() {
  static const std::vector<Source> all = sources_below({"core", "exporters", "cli", "tests", "bench"});
  return all;
}

}  // namespace

TEST_CASE("every file starts with its licence") {
  REQUIRE(all_sources().size() > 50);  // else the tree was not found
  const Names found = without_licence(all_sources());
  CHECK_MESSAGE(found.empty(), joined(found));
}

TEST_CASE("every header guards itself") {
  const Names found = without_guard(all_sources());
  CHECK_MESSAGE(found.empty(), joined(found));
}

TEST_CASE("files are short") {
  const Names found = too_long(all_sources());
  CHECK_MESSAGE(found.empty(), joined(found));
  for (const auto& [path, reason] : long_files) {
    const auto at =
        std::find_if(all_sources().begin(), all_sources().end(), [&](const Source& s) { return s.path == path; });
    CHECK_MESSAGE((at != all_sources().end() && at->lines.size() > most_lines), path << " needs no exception any more");
  }
}

TEST_CASE("words that must not occur do not") {
  const Names found = banned_words(all_sources());
  CHECK_MESSAGE(found.empty(), joined(found));
}

TEST_CASE("the checks above can fail") {
  CHECK(without_licence({{"core/x.h", {"#pragma once"}}, {"core/y.h", {}}}).size() == 2);
  CHECK(without_guard({{"core/x.h", {"int x;"}}, {"core/x.cpp", {"int x;"}}}).size() == 1);
  CHECK(too_long({{"core/x.h", Names(most_lines, "")}}).empty());
  CHECK(too_long({{"core/x.h", Names(most_lines + 1, "")}}).size() == 1);
  CHECK(too_long({{"tests/x.h", Names(most_test_lines + 1, "")}}).size() == 1);
  CHECK(banned_words({{"exporters/x.cpp", {"", "std::unordered_map<int, int> m;"}}}) ==
        Names{"exporters/x.cpp:2: std::unordered_: its order differs between libraries: same input, same bytes"});
  CHECK(banned_words({{"core/x.cpp", {"// std::unordered_map", "std::unordered_map<int, int> m;"}}}).empty());
  CHECK(banned_words({{"core/x.cpp", {"x = std::stod(text);"}}}).size() == 1);
}
