// SPDX-License-Identifier: Apache-2.0
#include "core/input/read_weather.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "tests/support/files.h"
#include "tests/unit/input/site_worlds.h"

using namespace plinth;

namespace {

const std::string cooling =
    "Cooling,7,10.5,33.3,23.7,31.6,23,30.1,22.1,25.5,31.2,24.5,29.6,23.5,28.1,5.2,230,23.8,19.2,28.9,22.9,18,27.7,21.9,"
    "17,26.5,79.2,31.4,75.1,29.6,70.9,28.2,617,";
const std::string layout_2009 =
    "Extremes,11.1,9.4,8.6,28.5,-23.7,35.9,4.5,1.9,-27,37.3,-29.6,38.4,-32.2,39.5,-35.5,40.9";
const std::string layout_2021 = "Extremes,9.8,8.6,7.5,-13.1,36.3,2.9,1.6,-15.2,37.4,-16.8,38.3,-18.4,39.3,-20.5,40.4";
const std::string layout_extra =
    "Extremes,9.5,8.5,7.6,-9.5,35.9,2.6,2,-11.3,37.4,-12.8,38.6,-14.3,39.7,-16.1,41.2,-10.8";

struct Hour {
  double dry_bulb, dew_point, humidity;
};

// An EPW file whose data repeat `hours`.
std::string epw(const std::string& extremes, const std::vector<Hour>& hours, int rows = 8760,
                const std::string& end = "\n") {
  std::string text = "LOCATION,Somewhere,IL,USA,TMY3,725300,41.98,-87.92,-6.0,201.0" + end;
  text += "DESIGN CONDITIONS," + (extremes.empty() ? "0" : "1,x,,Heating,1,-20,-16.6," + cooling + extremes) + end;
  for (const char* line : {"TYPICAL/EXTREME PERIODS,0", "GROUND TEMPERATURES,0", "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
                           "COMMENTS 1,", "COMMENTS 2,", "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31"})
    text += line + end;
  for (int i = 0; i < rows; ++i) {
    const Hour& h = hours[static_cast<std::size_t>(i) % hours.size()];
    text += fmt::format("1986,1,1,{},60,?9?9,{},{},{},99500,0,0,218,0{}", i % 24 + 1, h.dry_bulb, h.dew_point,
                        h.humidity, i + 1 < rows ? end : "");
  }
  return text;
}

DesignExtremes design_of(const std::string& text) {
  const auto outcome = read_weather(text, "w.epw");
  REQUIRE(outcome.ok());
  const auto design = design_extremes(*outcome.value);
  REQUIRE(design);
  return *design;
}

}  // namespace

TEST_CASE("wet bulb of a row agrees with published psychrometric points") {
  const auto wet = [](double dry, std::optional<double> dew, std::optional<double> humidity,
                      std::optional<double> pressure) {
    return wet_bulb_of(WeatherRow{dry, dew, pressure, humidity}, 500).value_or(-99);
  };
  // Sea level, 30 degC at 50 %: wet bulb 22.0 degC, dew point 18.4 degC (charts, 0.1 K).
  CHECK(wet(30, 18.44, {}, 101325) == doctest::Approx(22.0).epsilon(0.005));
  CHECK(wet(30, {}, 0.5, 101325) == doctest::Approx(22.0).epsilon(0.005));
  // At 95461 Pa a humidity ratio of 0.0192281 at 30 degC is a wet bulb of 25 degC, and 0.00120400 at -1 degC one of
  // -5 degC (PsychroLib's reference values). Vapour pressures 2862.8 and 184.4 Pa; saturation 4246.0 and 562.7 Pa.
  CHECK(wet(30, {}, 2862.76 / 4246.03, {}) == doctest::Approx(25.0).epsilon(1e-4));
  CHECK(wet(-1, {}, 184.44 / 562.68, 95461) == doctest::Approx(-5.0).epsilon(1e-3));
  CHECK(wet(20, 20, {}, 101325) == 20);
  CHECK(wet(-10, -15, {}, 101325) < -10);
  CHECK(wet(-10, -15, {}, 101325) > -15);
  CHECK_FALSE(wet_bulb_of(WeatherRow{20.0, {}, {}, {}}, 0));
}

TEST_CASE("the 20-year extremes are found in both header layouts, and in one with a number too many") {
  const std::vector<Hour> mild{{10, 5, 71}};
  const DesignExtremes old = design_of(epw(layout_2009, mild));
  CHECK(old.dry_bulb == 39.5);
  CHECK(old.minimum == -32.2);
  CHECK(old.wet_bulb == 28.5);
  const DesignExtremes recent = design_of(epw(layout_2021, mild));
  CHECK(recent.dry_bulb == 39.3);
  CHECK(recent.minimum == -18.4);
  CHECK(recent.wet_bulb == doctest::Approx(7.4).epsilon(0.02));  // no wet bulb in the header: that of the data
  const DesignExtremes extra = design_of(epw(layout_extra, mild));
  CHECK(extra.dry_bulb == 39.7);
  CHECK(extra.minimum == -14.3);
}

TEST_CASE("data beyond the header win, and a file without design conditions is used with a warning") {
  const std::vector<Hour> hot{{10, 5, 71}, {44, 20, 25}, {-40, -42, 80}};
  const DesignExtremes design = design_of(epw(layout_2009, hot));
  CHECK(design.dry_bulb == 44);
  CHECK(design.minimum == -40);
  const auto outcome = read_weather(epw("", hot), "w.epw");
  REQUIRE(outcome.ok());
  REQUIRE(outcome.findings.size() == 1);
  CHECK(outcome.findings[0].code == "SPC031");
  CHECK(outcome.findings[0].severity == Severity::warning);
  CHECK(design_extremes(*outcome.value)->dry_bulb == 44);
}

TEST_CASE("missing codes, CRLF, half hours and a missing last line end are no obstacle") {
  const auto outcome =
      read_weather(epw(layout_2009, {{99.9, 99.9, 999}, {12, 99.9, 50}, {12, 6, 999}}, 17520, "\r\n"), "w");
  REQUIRE(outcome.ok());
  CHECK(outcome.value->rows.size() == 11680);
  CHECK(!outcome.value->rows[0].dew_point);
  CHECK(outcome.value->rows[0].humidity == 0.5);
  CHECK(!outcome.value->rows[1].humidity);
  CHECK(outcome.value->elevation == 201);
  REQUIRE(outcome.findings.size() == 1);
  CHECK(outcome.findings[0].message == "weather file: 5840 rows have no dry-bulb temperature and are left out");
}

TEST_CASE("rows with a dew point far above that of the station are not believed") {
  // Header 0.4 % dew point 23.8 degC; the second row is what a faulty sensor writes.
  const DesignExtremes design = design_of(epw(layout_2021, {{34, 22, 50}, {34, 33, 94}}));
  CHECK(design.rows_left_out == 4380);
  CHECK(design.wet_bulb < 26);
  CHECK(design_of(epw("", {{34, 33, 94}, {50, 46, 82}})).rows_left_out == 4380);  // 35 degC even without a header
}

TEST_CASE("what is not a weather file is refused") {
  for (const std::string& text :
       {std::string(), std::string("hello"), std::string("LOCATION,a,b"), std::string("LOCATION,a,b,c,d,e,1,2,3,4\n"),
        std::string(1000, '\n'), std::string("\0\xFF\x01", 3), epw(layout_2009, {{99.9, 9, 9}}),
        epw(layout_2009, {{1, 1, 1}}) + "\n1,2,3\n"}) {
    const auto outcome = read_weather(text, "w.epw");
    CHECK(!outcome.ok());
    REQUIRE(outcome.findings.size() == 1);
    CHECK(outcome.findings[0].code == "SPC030");
  }
}

TEST_CASE("a weather file fills the climate of a site; keys that are written win") {
  const auto world = test::world_of({{"w.epw", epw(layout_2009, {{10, 5, 71}})}});
  const auto outcome = read_site(
      test::five_lines + "site.climate.weather = \"w.epw\"\nsite.climate.wet_bulb = \"27 degC\"\n", "site.toml", world);
  REQUIRE(outcome.ok());
  CHECK(outcome.value->climate.dry_bulb.degC() == doctest::Approx(39.5));
  CHECK(outcome.value->climate.wet_bulb.degC() == doctest::Approx(27));
  CHECK(outcome.value->climate.minimum.degC() == doctest::Approx(-32.2));
  CHECK(outcome.value->climate.weather == "w.epw");
  CHECK(outcome.value->site.elevation.si == 201);
  for (const DefaultUsed& d : outcome.value->defaults)
    if (d.key != "site.climate.wind") CHECK(d.key.find("site.climate") == std::string::npos);
}

TEST_CASE("real files, where present, give the published figures") {
  struct Row {
    const char* file;
    double n20, mean, hottest, percentile, wet_mean, wet_max;
  };
  const Row rows[] = {
      {"USA_IL_Chicago-OHare.Intl.AP.725300_TMY3.epw", 39.5, 9.988, 35.0, 32.2, 7.147, 26.95},
      {"USA_AZ_Davis-Monthan.AFB.722745_TMY3.epw", 45.6, 21.706, 42.0, 40.0, 11.559, 23.18},
      {"USA_CA_San.Francisco.Intl.AP.724940_TMY3.epw", 38.8, 13.794, 32.8, 27.2, 11.123, 20.086},
  };
  for (const Row& row : rows) {
    const std::string path = test::source_path(std::string("../shared/data/weather/") + row.file);
    if (!std::ifstream(path)) continue;
    CAPTURE(row.file);
    const auto outcome = read_weather(test::read_file(path), row.file);
    REQUIRE(outcome.ok());
    CHECK(outcome.value->header.dry_bulb_20_years == row.n20);
    std::vector<double> dry;
    double sum = 0, wet_sum = 0, wet_max = -99;
    for (const WeatherRow& r : outcome.value->rows) {
      dry.push_back(*r.dry_bulb);
      sum += *r.dry_bulb;
      const double wet = *wet_bulb_of(r, 0);
      wet_sum += wet;
      wet_max = std::max(wet_max, wet);
    }
    std::sort(dry.begin(), dry.end());
    const auto n = static_cast<double>(dry.size());
    CHECK(std::abs(sum / n - row.mean) < 0.001);
    CHECK(dry.back() == row.hottest);
    CHECK(dry[static_cast<std::size_t>(std::ceil(n * 0.996)) - 1] == row.percentile);
    CHECK(std::abs(wet_sum / n - row.wet_mean) < 0.002);
    CHECK(std::abs(wet_max - row.wet_max) < 0.01);
  }
}
