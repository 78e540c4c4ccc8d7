// SPDX-License-Identifier: Apache-2.0
// Design extremes out of the headers of weather files, in the layouts of both ASHRAE editions.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/input/read_weather.h"
#include "tests/unit/hand/hand_vector.h"

using namespace plinth;
using namespace plinth::test;

namespace {

/// A header whose block of extremes is given, above one mild day.
HeaderExtremes header(const std::string& extremes) {
  std::string text = "LOCATION,Somewhere,,USA,TMY3,725300,41.98,-87.92,-6.0,201.0\nDESIGN CONDITIONS,1,x,,Heating,1,";
  text += "Cooling,1,Extremes," + extremes + "\n";
  for (const char* line : {"TYPICAL/EXTREME PERIODS,0", "GROUND TEMPERATURES,0", "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
                           "COMMENTS 1,", "COMMENTS 2,", "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31"})
    text += std::string(line) + "\n";
  for (int i = 0; i < 8760; ++i) text += fmt::format("1986,1,1,{},60,?9,10,5,71,99500,0,0,218,0\n", i % 24 + 1);
  const auto outcome = read_weather(text, "w.epw");
  REQUIRE(outcome.ok());
  return outcome.value->header;
}

}  // namespace

TEST_CASE("cooling T27: 20-year extremes and greatest wet bulb of EPW headers") {
  const std::string what = "EPW header, ", source = "header of the EPW file, ASHRAE climate design data ";
  // 2009 layout: three wind speeds, greatest wet bulb, mean and deviation of the yearly extremes, then n = 5, 10,
  // 20, 50.
  const HeaderExtremes dulles = header("9,8,7,28.9,-16,36.2,3,1.9,-18,37.5,-19,38.7,-21,39.7,-23,41.1");
  check_vector({"cooling T27 Dulles", what + "2009 layout: n = 20 maximum", source + "2009", "degC", 39.7, 1e-12},
               dulles.dry_bulb_20_years.value_or(0));
  check_vector(
      {"cooling T27 Dulles wet", what + "2009 layout: greatest wet bulb", source + "2009", "degC", 28.9, 1e-12},
      dulles.wet_bulb_max.value_or(0));
  const HeaderExtremes chicago =
      header("11.1,9.4,8.6,28.5,-23.7,35.9,4.5,1.9,-27,37.3,-29.6,38.4,-32.2,39.5,-35.5,40.9");
  check_vector({"cooling T27 Chicago", what + "2009 layout: greatest wet bulb", source + "2009", "degC", 28.5, 1e-12},
               chicago.wet_bulb_max.value_or(0));
  // 2021 layout: the same without the wet bulb.
  const HeaderExtremes leesburg = header("9.8,8.6,7.5,-13.1,36.3,2.9,1.6,-15.2,37.4,-16.8,38.3,-18.4,39.3,-20.5,40.4");
  check_vector({"cooling T27 Leesburg", what + "2021 layout: n = 20 maximum", source + "2021", "degC", 39.3, 1e-12},
               leesburg.dry_bulb_20_years.value_or(0));
  CHECK_FALSE(leesburg.wet_bulb_max.has_value());
}
