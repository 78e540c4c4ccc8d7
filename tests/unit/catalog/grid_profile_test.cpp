// SPDX-License-Identifier: Apache-2.0
// Grid profiles: what is read, what is refused, and that the shipped ones keep to their documents.
#include <doctest/doctest.h>

#include <string>

#include "core/input/read_catalog.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

const std::string profile =
    "schema = 1\nid = \"isle\"\ntitle = \"Isle\"\nedition = \"v2\"\nramp = \"20 MW/min\"\nwindow_swing = \"5 MW\"\n"
    "window = \"15 s\"\noscillation = \"0.25 %\"\noscillation_cap = \"2.5 MW\"\noscillation_from = \"0.1 Hz\"\n"
    "oscillation_to = \"2.5 Hz\"\noscillation_load = \"10 MW\"\nrecovery = \"1 s\"\nsource = \"document\"\n"
    "as_of = \"2026-09-01\"\nstatus = \"representative\"\n[[dip]]\nvoltage = \"0 %\"\nduration = \"0.15 s\"\n"
    "[[dip]]\nvoltage = \"80 %\"\nduration = \"2 s\"\n";

/// Codes of the errors in the profile with `from` replaced by `to`.
std::string faults(const std::string& from, const std::string& to) {
  std::string text = profile;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  std::vector<SourceFile> files = test::catalog_files();
  files.push_back({"grid/isle.toml", text});
  std::string codes;
  for (const Finding& f : read_catalog(files).findings)
    if (f.severity == Severity::error) codes += f.code + " ";
  return codes;
}

}  // namespace

TEST_CASE("a grid profile is read whole") {
  std::vector<SourceFile> files = test::catalog_files();
  files.push_back({"grid/isle.toml", profile});
  const auto outcome = read_catalog(files);
  REQUIRE(outcome.ok());
  const GridProfile* isle = outcome.value->grid_profile("isle");
  REQUIRE(isle != nullptr);
  CHECK(isle->edition == "v2");
  CHECK(isle->ramp.si == doctest::Approx(1e6 / 3));
  CHECK(*isle->oscillation == doctest::Approx(0.0025));
  CHECK(isle->oscillation_cap->si == 2.5e6);
  CHECK(isle->oscillation_from.si == 0.1);
  CHECK(isle->oscillation_load->si == 10e6);
  CHECK(isle->recovery->si == 1);
  CHECK(isle->dips == std::vector<VoltageDip>{{0, {0.15}}, {0.8, {2}}});
}

TEST_CASE("faults of a grid profile") {
  CHECK(faults("v2", "v3") == "");
  CHECK(faults("ramp = \"20 MW/min\"\n", "") == "CAT004 ");
  CHECK(faults("\"0.1 Hz\"", "\"5 Hz\"") == "CAT012 ");
  CHECK(faults("oscillation_to = \"2.5 Hz\"\n", "").find("CAT004") != std::string::npos);
  CHECK(faults("oscillation = \"0.25 %\"\noscillation_cap = \"2.5 MW\"\n", "").find("CAT012") != std::string::npos);
  CHECK(faults("\"80 %\"", "\"110 %\"") == "CAT012 ");
  CHECK(faults("\"0 %\"", "\"90 %\"") == "CAT012 ");    // the second one is deeper
  CHECK(faults("\"0.15 s\"", "\"3 s\"") == "CAT012 ");  // and shorter
}

TEST_CASE("shipped grid profiles say where they come from, and keep to it") {
  const Catalog& catalog = test::shipped_catalog();
  CHECK(catalog.grid_profiles.size() >= 10);
  for (const GridProfile& grid : catalog.grid_profiles) {
    CAPTURE(grid.id);
    CHECK_FALSE(grid.edition.empty());
    CHECK(grid.provenance.status != Status::confirmed);  // none was read in its own document
  }
  const auto of = [&](const char* id) { return catalog.grid_profile(id); };
  CHECK(of("ercot")->window_swing.si / of("ercot")->window.si == doctest::Approx(2e6));
  CHECK(of("caiso")->ramp.si == doctest::Approx(0.333e6).epsilon(0.01));
  CHECK(of("aeso")->ramp.si == doctest::Approx(0.167e6).epsilon(0.01));
  CHECK(of("ercot-nprr1191")->ramp.si == doctest::Approx(0.133e6).epsilon(0.01));
  CHECK(*of("ieso")->oscillation == doctest::Approx(0.0025));
  // The default is no laxer than the profiles it was made of.
  for (const char* id : {"ercot", "caiso", "southern"}) {
    CHECK(of("default")->ramp <= of(id)->ramp);
    CHECK(of("default")->window_swing <= of(id)->window_swing);
  }
}
