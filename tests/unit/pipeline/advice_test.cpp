// SPDX-License-Identifier: Apache-2.0
// What conflicts, what would do, and the largest load that fits.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/advice/constraint.h"
#include "core/advice/fit.h"
#include "core/sizing/rack_plan.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

SiteSpec site(const std::string& load, const std::string& capacity, const std::string& more = "") {
  return test::site_from(
      "project.name = \"T\"\nsite.boundary = [[0,0],[260,0],[260,180],[0,180]]\nsite.utility.voltage = \"13.8 kV\"\n"
      "site.utility.capacity = \"" +
      capacity + "\"\nit.load = \"" + load + "\"\n" + more);
}

bool sizes(const SiteSpec& spec) { return size_site(spec, test::shipped_catalog()).ok(); }

bool holds(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

FitAnswer fit_of(const SiteSpec& spec, const FitQuestion& question) {
  Outcome<FitAnswer> answer = fit_site(spec, test::shipped_catalog(), {}, "test", question);
  REQUIRE(answer.ok());
  return std::move(*answer.value);
}

}  // namespace

TEST_CASE("too much load for the grid: load and capacity conflict, and the capacity named will do") {
  SiteSpec spec = site("20 MW", "12 MVA");
  REQUIRE_FALSE(sizes(spec));
  const Conflict conflict = find_conflict(spec, test::shipped_catalog(), Until::sizing);
  CHECK(conflict.minimal);
  CHECK(conflict.keys == std::vector<std::string>{"it.load", "site.utility.capacity"});
  REQUIRE(conflict.ways.size() == 1);
  const std::string& way = conflict.ways.front();
  const double more = std::stod(way.substr(1));
  spec.utility.capacity = (12 + more) * MVA;
  CHECK(sizes(spec));
  spec.utility.capacity = (12 + more - 0.3) * MVA;
  CHECK_FALSE(sizes(spec));
}

TEST_CASE("every conflict set is one, and is minimal") {
  const Catalog& catalog = test::shipped_catalog();
  struct Case {
    SiteSpec spec;
    std::string key;
  };
  std::string sets;
  for (const Case& c : {Case{site("5 MW", "40 MVA", "catalog.max_lead_time = \"10 week\"\n"), "catalog.max_lead_time"},
                        Case{site("5 MW", "40 MVA",
                                  "site.climate.dry_bulb = \"38 degC\"\nsite.climate.wet_bulb = "
                                  "\"20 degC\"\ncooling.rejection = \"dry\"\n"),
                             "cooling.rejection"},
                        Case{site("5 MW", "40 MVA", "it.supply_temperature = \"60 degC\"\n"), "it.supply_temperature"},
                        Case{site("5 MW", "40 MVA", "project.order_date = 2027-01-01\nproject.need_by = 2027-03-01\n"),
                             "project.need_by"}}) {
    CAPTURE(c.key);
    REQUIRE_FALSE(sizes(c.spec));
    const Conflict conflict = find_conflict(c.spec, catalog, Until::sizing);
    CHECK(conflict.minimal);
    CHECK(holds(conflict.keys, c.key));
    // Everything else out of the way: the set alone is infeasible, and feasible without any one of its members.
    const std::vector<Constraint> all = constraints_of(c.spec, catalog, Until::sizing);
    for (const std::string& member : conflict.keys) {
      SiteSpec eased = c.spec;
      bool one = false;
      for (const Constraint& constraint : all)
        if (constraint.key == member || !holds(conflict.keys, constraint.key))
          constraint.without.front()(eased), one = true;
      CHECK(one);
      SiteSpec alone = c.spec;
      for (const Constraint& constraint : all)
        if (!holds(conflict.keys, constraint.key)) constraint.without.front()(alone);
      CHECK_FALSE(sizes(alone));
    }
  }
}

TEST_CASE("a way out is one: the changed site can be sized") {
  SiteSpec spec = site("5 MW", "40 MVA", "catalog.max_lead_time = \"10 week\"\n");
  const Conflict conflict = find_conflict(spec, test::shipped_catalog(), Until::sizing);
  REQUIRE_FALSE(conflict.ways.empty());
  const auto way = std::find_if(conflict.ways.begin(), conflict.ways.end(),
                                [](const std::string& words) { return words.find("catalog.max_lead_time = \"") == 0; });
  REQUIRE(way != conflict.ways.end());
  const double weeks = std::stod(way->substr(way->find('"') + 1));
  spec.catalog.max_lead_time = weeks * week;
  CHECK(sizes(spec));
  spec.catalog.max_lead_time = (weeks - 1) * week;
  CHECK_FALSE(sizes(spec));
}

TEST_CASE("what fits fits, one step more does not, and more grid never means less load") {
  std::int64_t before = 0;
  for (const char* capacity : {"1.5 MVA", "3 MVA", "3.1 MVA"}) {
    const SiteSpec spec = site("1 MW", capacity);
    const FitAnswer answer = fit_of(spec, {.until = Until::sizing});
    CHECK(answer.racks >= before);
    CHECK(sizes(with_racks(spec, test::shipped_catalog(), answer.racks)));
    CHECK_FALSE(sizes(with_racks(spec, test::shipped_catalog(), answer.refused_racks)));
    CHECK(answer.refused_racks == answer.racks + 1);
    CHECK(holds(answer.conflict.keys, "site.utility.capacity"));
    CHECK_FALSE(holds(answer.conflict.keys, "it.load"));
    before = answer.racks;
  }
  CHECK(before > 12);
}

TEST_CASE("the load asked for is not looked at, a limit is, and pods come whole") {
  const FitAnswer small = fit_of(site("1 MW", "3 MVA"), {.until = Until::sizing});
  const FitAnswer large = fit_of(site("700 MW", "3 MVA"), {.until = Until::sizing});
  CHECK(small.racks == large.racks);
  const FitAnswer limited = fit_of(site("1 MW", "3 MVA"), {.until = Until::sizing, .most = Power{1e6}});
  CHECK(limited.design.sizing.demand.it.si <= 1e6);
  CHECK(limited.refused_racks == 0);
  const FitAnswer pods = fit_of(site("1 MW", "3 MVA"), {.until = Until::sizing, .by = FitBy::pod});
  CHECK(pods.racks <= small.racks);
  CHECK(pods.refused_racks - pods.racks > 1);
  CHECK(pods.racks % (pods.refused_racks - pods.racks) == 0);
}

TEST_CASE("a small parcel binds, and the answer can be laid out") {
  SiteSpec spec = site("20 MW", "12 MVA");
  spec.site.parcels.front().outer = {{0, 0}, {85000, 0}, {85000, 65000}, {0, 65000}};
  const FitAnswer answer = fit_of(spec, {});
  CHECK(answer.racks > 3);
  CHECK_FALSE(answer.design.layout.placements.empty());
  CHECK(holds(answer.conflict.keys, "site.boundary"));
}
