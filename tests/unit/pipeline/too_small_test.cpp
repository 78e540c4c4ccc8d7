// SPDX-License-Identifier: Apache-2.0
// Parcels that are too small, of many shapes: each change that the refusal names makes the site fit, and so does the
// load that it says fits.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/advice/conflict.h"
#include "core/advice/constraint.h"
#include "core/advice/fit_phases.h"
#include "core/layout/lay_out.h"
#include "core/sizing/rack_plan.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

SiteSpec on(const std::string& land, const std::string& more = "") {
  return test::site_from(
      "project.name = \"T\"\nsite.boundary = " + land +
      "\nsite.utility.voltage = \"13.8 kV\"\nsite.utility.capacity = \"12 MVA\"\nit.load = \"2 MW\"\n" + more);
}

/// As the design will be made: with the thorough search.
bool stands(const SiteSpec& spec) {
  const Catalog& catalog = test::shipped_catalog();
  const Outcome<Sizing> sizing = size_site(spec, catalog);
  return sizing.ok() && place_faults(spec, catalog, *sizing.value).empty();
}

}  // namespace

TEST_CASE("a parcel that is too small: every change named makes the site fit, whatever its shape") {
  const Catalog& catalog = test::shipped_catalog();
  int tried = 0;
  for (const SiteSpec& spec :
       {on("[[0,0],[170,0],[170,34],[0,34]]"), on("[[0,0],[80,0],[80,30],[40,30],[40,70],[0,70]]")}) {
    if (stands(spec)) continue;
    const Conflict conflict = find_conflict(spec, catalog, Until::layout);
    CHECK_FALSE(conflict.keys.empty());
    for (const Constraint& constraint : constraints_of(spec, catalog, Until::layout))
      for (int step = 0; step < constraint.ladder.steps; ++step) {
        const std::string words = constraint.ladder.words(step);
        if (std::find(conflict.ways.begin(), conflict.ways.end(), words) == conflict.ways.end()) continue;
        SiteSpec changed = spec;
        constraint.ladder.apply(changed, step);
        CHECK_MESSAGE(stands(changed), words);
        ++tried;
        break;
      }
    if (const auto fit = what_fits(spec, catalog, Until::layout)) CHECK(stands(with_racks(spec, catalog, fit->racks)));
  }
  CHECK(tried >= 2);
}

TEST_CASE("racks fill the phases of a site in their order") {
  const Catalog& catalog = test::shipped_catalog();
  const std::string land = "[[0,0],[300,0],[300,300],[0,300]]";
  const SiteSpec loads = on(land, "[[phase]]\nnumber = 1\nload = \"500 kW\"\n[[phase]]\nnumber = 2\n");
  CHECK(with_racks_in_phases(loads, catalog, 3).phases.size() == 1);  // 405 kW
  const SiteSpec both = with_racks_in_phases(loads, catalog, 10);
  REQUIRE(both.phases.size() == 2);
  CHECK(both.phases[0].load == loads.phases[0].load);
  CHECK_FALSE(both.phases[1].load);
  const SiteSpec groups = test::site_from(
      "project.name = \"T\"\nsite.boundary = " + land +
      "\nsite.utility.voltage = \"13.8 kV\"\nsite.utility.capacity = \"12 MVA\"\n[[it.group]]\nrack = \"gb300-nvl72\"\n"
      "count = 6\nphase = 2\n[[it.group]]\nrack = \"generic-liquid-130\"\ncount = 4\nphase = 1\n");
  const SiteSpec some = with_racks_in_phases(groups, catalog, 7), all = with_racks_in_phases(groups, catalog, 15);
  REQUIRE(some.it.groups.size() == 2);
  CHECK(some.it.groups[0].rack == "generic-liquid-130");
  CHECK(some.it.groups[0].count == 4);
  CHECK(some.it.groups[1].count == 3);
  CHECK(all.it.groups[1].count == 11);
  CHECK(with_racks_in_phases(groups, catalog, 4).phases.size() == 1);
  SiteSpec joined = some;
  REQUIRE(join_last_phases(joined));
  CHECK(joined.it.groups[1].phase == 1);
  CHECK_FALSE(join_last_phases(joined));
}
