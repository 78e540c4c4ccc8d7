// SPDX-License-Identifier: Apache-2.0
// [[phase]] and [layout] of the site file: what is read, and each way they can contradict themselves.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/files.h"

using namespace plinth;

namespace {

Outcome<SiteSpec> read(const std::string& more) {
  return read_site(
      "[project]\nname = \"T\"\n[site]\nboundary = [[0,0],[300,0],[300,300],[0,300]]\n[site.utility]\n"
      "voltage = \"34.5 kV\"\ncapacity = \"60 MVA\"\n[it]\nload = \"20 MW\"\n" +
          more,
      "site.toml", test::empty_world());
}

/// The only fault: its code, line and the words it must hold.
void faulty(const std::string& more, const std::string& code, int line, const std::string& words) {
  CAPTURE(more);
  const Outcome<SiteSpec> outcome = read(more);
  std::vector<Finding> errors = outcome.findings;
  std::erase_if(errors, [](const Finding& f) { return f.severity != Severity::error; });
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == code);
  CHECK(errors[0].origin.line == line);
  CHECK_MESSAGE(errors[0].message.find(words) != std::string::npos, errors[0].message);
}

const std::string kOne = "[[phase]]\nnumber = 1\nload = \"8 MW\"\nready_by = 2028-03-01\n";

}  // namespace

TEST_CASE("phases are read in their order, whatever the order of the file") {
  const Outcome<SiteSpec> outcome = read("[[phase]]\nnumber = 2\nracks = 100\n" + kOne + "[[phase]]\nnumber = 3\n");
  REQUIRE(outcome.ok());
  const std::vector<Phase>& phases = outcome.value->phases;
  REQUIRE(phases.size() == 3);
  CHECK(phases[0].load == 8.0 * MW);
  CHECK(phases[0].ready_by == "2028-03-01");
  CHECK(phases[1].racks == 100);
  CHECK_FALSE(phases[2].load);
  CHECK(phases[0].origin.line == 13);
}

TEST_CASE("phases that contradict themselves") {
  faulty(kOne + "[[phase]]\nnumber = 3\n", "SPC011", 14, "no phase 2 before phase 3");
  faulty("[[phase]]\nnumber = 2\n", "SPC011", 10, "no phase 1 before phase 2");
  faulty(kOne + "[[phase]]\nnumber = 1\n", "SPC011", 14, "two phases have the number 1");
  faulty(kOne + "[[phase]]\nnumber = 2\nload = \"8 MW\"\n", "SPC011", 16, "not above that of phase 1");
  faulty(kOne + "[[phase]]\nnumber = 2\nready_by = 2028-02-28\n", "SPC011", 16, "before phase 1 by 2028-03-01");
  faulty("[[phase]]\nnumber = 1\n[[phase]]\nnumber = 2\n", "SPC011", 10, "does not say what is in service");
  faulty("[[phase]]\nnumber = 1\nload = \"8 MW\"\nracks = 4\n[[phase]]\nnumber = 2\n", "SPC011", 13, "both given");
  faulty("[[phase]]\nload = \"8 MW\"\n[[phase]]\nnumber = 1\n", "SPC009", 10, "number");
  faulty("[[phase]]\nnumber = 0\n", "SPC007", 11, "from 1 to 50");
  faulty("[[phase]]\nnumber = 1\nracks = 0\n", "SPC007", 12, "from 1 to");
  faulty(kOne + "[[phase]]\nnumber = 2\nload = \"9 MWh\"\n", "SPC004", 16, "expected power");
}

TEST_CASE("land for an expansion") {
  const Outcome<SiteSpec> outcome =
      read("[layout]\nexpansion = \"20 %\"\nreserve = { blocks = 2, storage = \"10 MWh\" }\n");
  REQUIRE(outcome.ok());
  CHECK(outcome.value->expansion.share == doctest::Approx(0.2));
  CHECK(outcome.value->expansion.blocks == 2);
  REQUIRE(outcome.value->expansion.storage);
  CHECK(outcome.value->expansion.storage->si == doctest::Approx(3.6e10));
  faulty("[layout]\nreserve = { block = 2 }\n", "SPC002", 11, "block");
  faulty("[layout]\nexpansion = \"900 %\"\n", "SPC007", 11, "expansion");
  CHECK_FALSE(read("").value->expansion.any());
}

namespace {

std::string group(int count, const std::string& more) {
  return "[[it.group]]\nrack = \"gb300-nvl72\"\ncount = " + std::to_string(count) + "\n" + more;
}

Outcome<SiteSpec> read_groups(const std::string& more) {
  return read_site(
      "[project]\nname = \"T\"\n[site]\nboundary = [[0,0],[300,0],[300,300],[0,300]]\n[site.utility]\n"
      "voltage = \"34.5 kV\"\ncapacity = \"60 MVA\"\n" +
          more,
      "site.toml", test::empty_world());
}

void faulty_groups(const std::string& more, int line, const std::string& words) {
  CAPTURE(more);
  std::vector<Finding> errors = read_groups(more).findings;
  std::erase_if(errors, [](const Finding& f) { return f.severity != Severity::error; });
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == "SPC011");
  CHECK(errors[0].origin.line == line);
  CHECK_MESSAGE(errors[0].message.find(words) != std::string::npos, errors[0].message);
}

}  // namespace

TEST_CASE("groups with phases make the phases of the site; [[phase]] adds dates") {
  const auto site = read_groups(group(10, "phase = 2\n") + group(20, "phase = 1\n") +
                                "[[phase]]\nnumber = 2\nready_by = 2029-01-01\n");
  REQUIRE(site.ok());
  REQUIRE(site.value->phases.size() == 2);
  CHECK(site.value->phases[0].number == 1);
  CHECK(site.value->phases[0].origin.line == 15);
  CHECK(site.value->phases[1].ready_by == "2029-01-01");
  CHECK(site.value->it.groups[0].phase == 2);
}

TEST_CASE("phases of groups and pins that contradict themselves") {
  const std::string two = group(20, "phase = 1\n") + group(10, "phase = 2\n");
  faulty_groups(group(20, "phase = 1\n") + group(10, ""), 12, "group 2 in [[it.group]] has no `phase`");
  faulty_groups(group(20, "phase = 1\n") + group(10, "phase = 3\n"), 15,
                "no group in [[it.group]] is built in phase 2");
  faulty_groups(two + "[[phase]]\nnumber = 1\nload = \"2 MW\"\n", 16, "says it again");
  faulty_groups(two + "[[phase]]\nnumber = 3\n", 16, "is built in phase 3");
  faulty_groups(two + "[[pin]]\ntag = \"POD-01\"\nat = [50, 50]\nphase = 3\n", 16, "the last is phase 2");
  faulty("[[pin]]\ntag = \"POD-01\"\nat = [50, 50]\nphase = 1\n", "SPC011", 10, "the site has no phases");
  faulty("[[pin]]\ntag = \"POD-01\"\nat = [50, 50]\nphase = 51\n", "SPC007", 13, "from 1 to 50");
}
