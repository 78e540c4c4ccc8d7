// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <fmt/format.h>

#include <string>

namespace plinth::test {

/// A weather file of 8760 equal hours in EPW, without extremes in its header.
inline std::string epw_text(double dry_bulb, double dew_point) {
  std::string text = "LOCATION,Somewhere,IL,USA,TMY3,725300,41.98,-87.92,-6.0,201.0\nDESIGN CONDITIONS,0\n";
  for (const char* line : {"TYPICAL/EXTREME PERIODS,0", "GROUND TEMPERATURES,0", "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
                           "COMMENTS 1,", "COMMENTS 2,", "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31"})
    text += std::string(line) + "\n";
  for (int i = 0; i < 8760; ++i)
    text += fmt::format("1986,1,1,{},60,?9?9,{},{},50,99500,0,0,218,0\n", i % 24 + 1, dry_bulb, dew_point);
  return text;
}

}  // namespace plinth::test
