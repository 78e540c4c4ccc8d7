// SPDX-License-Identifier: Apache-2.0
// What an overlay may add and replace, and that it is told with both places.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/input/read_catalog.h"
#include "tests/support/files.h"

namespace plinth {
namespace {

/// A shipped file as an overlay would hold it, with one text replaced.
SourceFile changed(const std::string& path, const std::string& from, const std::string& to, const std::string& root) {
  for (const SourceFile& file : test::catalog_files()) {
    if (file.path != path) continue;
    std::string bytes = file.bytes;
    const std::size_t at = bytes.find(from);
    REQUIRE(at != std::string::npos);
    bytes.replace(at, from.size(), to);
    return {path, bytes, root};
  }
  FAIL("no such file: " << path);
  return {};
}

Outcome<Catalog> with(const std::vector<SourceFile>& overlays) {
  std::vector<SourceFile> files = test::catalog_files();
  files.insert(files.end(), overlays.begin(), overlays.end());
  return read_catalog(files);
}

std::vector<Finding> overrides_of(const std::vector<Finding>& findings) {
  std::vector<Finding> found;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(found),
               [](const Finding& f) { return f.code == "CAT008"; });
  return found;
}

}  // namespace

TEST_CASE("every sort of record can be replaced, and each replacement names both places") {
  const std::vector<SourceFile> overlay{
      changed("grid/ercot.toml", "title = \"", "title = \"House ", "vendor"),
      changed("kinds/cdu.toml", "title = \"", "title = \"House ", "vendor"),
      changed("modules/chiller/chl-maglev-600.toml", "title = \"", "title = \"House ", "vendor"),
      changed("racks/gb300-nvl72.toml", "title = \"", "title = \"House ", "vendor"),
      changed("standards/ground.toml", "note = \"", "note = \"House ", "vendor"),
      changed("tests/fuel.toml", "method = \"", "method = \"House ", "vendor"),
  };
  const Outcome<Catalog> outcome = with(overlay);
  REQUIRE(outcome.ok());
  const Catalog& catalog = *outcome.value;
  CHECK(catalog.grid_profile("ercot")->title.starts_with("House"));
  CHECK(catalog.kind("cdu")->title.starts_with("House"));
  CHECK(catalog.module("chl-maglev-600")->title.starts_with("House"));
  CHECK(catalog.module("gb300-nvl72")->title.starts_with("House"));
  CHECK(catalog.module("gb300-nvl72")->origin.file == "vendor/racks/gb300-nvl72.toml");
  for (const Finding& finding : overrides_of(outcome.findings)) {
    CHECK(finding.severity == Severity::info);
    CHECK(finding.origin.file.starts_with("vendor/"));
    CHECK(finding.origin.line > 0);
    CHECK(finding.message.find("overrides catalog/" + finding.origin.file.substr(7) + ":") != std::string::npos);
  }
  CHECK(overrides_of(outcome.findings).size() >= 6);
}

TEST_CASE("the last overlay wins, whatever the folders are called") {
  for (const auto& [one, other] :
       {std::pair{"a", "b"}, {"b", "a"}, {"tests", "modules/vendor"}, {"../racks", "grid"}}) {
    const Outcome<Catalog> outcome =
        with({changed("racks/gb300-nvl72.toml", "title = \"", "title = \"First ", one),
              changed("racks/gb300-nvl72.toml", "title = \"", "title = \"Second ", other)});
    REQUIRE(outcome.ok());
    CHECK(outcome.value->module("gb300-nvl72")->title.starts_with("Second"));
    const std::vector<Finding> told = overrides_of(outcome.findings);
    REQUIRE(told.size() == 2);
    CHECK(told[1].message.find(std::string("overrides ") + one + "/racks/gb300-nvl72.toml:") != std::string::npos);
  }
}

TEST_CASE("an overlay adds types without a remark, and its faults are told in its own files") {
  SourceFile added = changed("racks/gb300-nvl72.toml", "id = \"gb300-nvl72\"", "id = \"mine\"", "vendor");
  added.path = "racks/mine.toml";
  const Outcome<Catalog> outcome = with({added});
  REQUIRE(outcome.ok());
  CHECK(outcome.value->module("mine") != nullptr);
  CHECK(overrides_of(outcome.findings).empty());

  const Outcome<Catalog> faulty = with({changed("racks/gb300-nvl72.toml", "power_tdp =", "power_tpd =", "vendor")});
  CHECK_FALSE(faulty.ok());
  CHECK(std::all_of(faulty.findings.begin(), faulty.findings.end(), [](const Finding& f) {
    return f.severity != Severity::error || f.origin.file == "vendor/racks/gb300-nvl72.toml";
  }));
  const Outcome<Catalog> lost = with({{"notes/x.toml", "a = 1\n", "vendor"}});
  CHECK_FALSE(lost.ok());
  CHECK(lost.findings.back().origin.file == "vendor/notes/x.toml");
}

}  // namespace plinth
