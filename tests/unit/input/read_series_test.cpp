// SPDX-License-Identifier: Apache-2.0
#include "core/input/read_series.h"

#include <doctest/doctest.h>

#include "tests/unit/input/site_worlds.h"

using namespace plinth;

namespace {

SeriesFile read_good(std::string_view bytes, SeriesKind kind = SeriesKind::load) {
  const auto outcome = read_series(bytes, "load.csv", kind);
  REQUIRE(outcome.ok());
  return *outcome.value;
}

Finding fault_of(std::string_view bytes, SeriesKind kind = SeriesKind::load) {
  const auto outcome = read_series(bytes, "load.csv", kind);
  CHECK_FALSE(outcome.ok());
  REQUIRE(outcome.findings.size() == 1);
  return outcome.findings[0];
}

}  // namespace

TEST_CASE("units come from the headers, further columns are ignored") {
  const SeriesFile log = read_good("t_s,total_kw,min_node_w\n0,325.5,3959\n2,403,3963\n4,448.3,6674\n");
  CHECK(log.series == Series{{2}, {325.5e3, 403e3, 448.3e3}});
  CHECK(log.column == "total_kw");
  CHECK(log.unit == "kW");
  CHECK(log.unit_stated);
  CHECK(read_good("t_s,w\n0,10\n1,20\n").series.values[1] == 20);
  CHECK(read_good("time (min);\"Power [MW]\"\r\n0;1.5\r\n1;2\r\n").series == Series{{60}, {1.5e6, 2e6}});
  CHECK(read_good("# a remark\n\n0\t1\n0.5\t2\n").series == Series{{0.5}, {1e3, 2e3}});
  CHECK_FALSE(read_good("0,1\n1,2\n").unit_stated);
  const SeriesFile prices = read_good(
      "Datetime,Price (EUR/MWh)\n2023-01-01 00:00:00+01:00,-5.17\n2023-01-01 01:00:00+01:00,36\n", SeriesKind::price);
  CHECK(prices.series.step.si == 3600);
  CHECK(prices.series.values[1] == doctest::Approx(1e-8));
  CHECK(prices.currency == "EUR");
  CHECK(read_good("t,p USD/kWh\n0,0.036\n1,0.1\n", SeriesKind::price).series.values[0] == doctest::Approx(1e-8));
}

TEST_CASE("stamps that are a little off stay rows; missing rows hold the value before") {
  CHECK(read_good("t_s,w\n0,1\n1,2\n2.001,3\n3,4\n").series == Series{{1}, {1, 2, 3, 4}});
  const auto outcome = read_series("t_s,w\n0,1\n1,2\n2,3\n6,4\n7,5\n8,6\n", "load.csv", SeriesKind::load);
  REQUIRE(outcome.ok());
  CHECK(outcome.value->series == Series{{1}, {1, 2, 3, 3, 3, 3, 4, 5, 6}});
  CHECK(outcome.value->held == 3);
  REQUIRE(outcome.findings.size() == 1);
  CHECK(outcome.findings[0].code == "SPC033");
  CHECK(outcome.findings[0].severity == Severity::warning);
  // The hour that a change to winter time repeats is a row like the others.
  CHECK(read_good("when,USD/MWh\n2023-10-29 01:00,1\n2023-10-29 02:00,2\n2023-10-29 02:00,3\n2023-10-29 03:00,4\n"
                  "2023-10-29 04:00,5\n2023-10-29 05:00,6\n",
                  SeriesKind::price)
            .series.values.size() == 6);
  CHECK(read_good("when,kw\n2024-02-28T23:30Z,1\n2024-02-29T00:30:00.0Z,2\n2024-02-29T02:30:00+01:00,3\n").series ==
        Series{{3600}, {1e3, 2e3, 3e3}});
}

TEST_CASE("what is no series is refused with its line") {
  const auto is = [](const Finding& finding, int line, const char* says) {
    CHECK(finding.code == "SPC032");
    CHECK(finding.origin.line == line);
    CHECK_MESSAGE(finding.message.find(says) != std::string::npos, finding.message);
    CHECK(finding.origin.file == "load.csv");
  };
  is(fault_of("t_s,kw\n0,1\n1,x\n"), 3, "\"x\" is not a number");
  is(fault_of("t_s,kw\n0,1\nsoon,2\n"), 3, "neither a number nor a date");
  is(fault_of("t_s,kw\n0,1\n1\n"), 3, "no second column");
  is(fault_of("t_s,kw\n0,1\n1,-2\n"), 3, "negative");
  is(fault_of("t_s,kw\n0,1\n1,1e12\n"), 3, "out of any range");
  is(fault_of("t_s,kw\n0,1\n1,nan\n"), 3, "not a number");
  is(fault_of("t_s,kw\n0,1\n"), 0, "fewer than two rows");
  is(fault_of(""), 0, "fewer than two rows");
  is(fault_of("t_s,kw\n5,1\n4,2\n3,3\n"), 3, "do not grow");
  is(fault_of("t_s,kw\n0,1\n1,2\n2,3\n2,4\n9,5\n10,6\n11,1\n"), 5, "not later");
  is(fault_of("t_s,kw\n0,1\n1,2\n2,3\n1e9,4\n"), 0, "more than 200,000 steps");
  is(fault_of("when,kw\n2023-02-30 00:00,1\n"), 2, "neither");
  std::string many = "t_s,kw\n";
  for (int i = 0; i < 200'002; ++i) many += std::to_string(i) + ",1\n";
  is(fault_of(many), 200'002, "more than 200,000 rows");
  CHECK(read_series("t_s,kw\n0,-1\n1,2\n", "pv.csv", SeriesKind::generation).ok());
}

TEST_CASE("a price in another money than the project's is refused") {
  const std::string site = plinth::test::five_lines + "storage.prices = \"p.csv\"\n";
  const auto world = plinth::test::world_of({{"p.csv", "t_h,EUR/MWh\n0,1\n1,2\n"}});
  const auto bad = read_site(site, "site.toml", world, {});
  CHECK_FALSE(bad.ok());
  CHECK(bad.findings[0].code == "SPC011");
  const auto dollars = plinth::test::world_of({{"p.csv", "t_h,usd/MWh\n0,1\n1,2\n"}});
  const auto good = read_site(site, "site.toml", dollars, {});
  REQUIRE(good.ok());
  CHECK(good.value->storage.price_series.step.si == 3600);
}
