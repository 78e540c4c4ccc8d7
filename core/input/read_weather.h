// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/finding.h"

namespace plinth {

/// One row of a weather file: an hour, or less in files with several rows an hour. degC and Pa; absent where the file
/// has its code for "missing" or a value outside physical limits.
struct WeatherRow {
  std::optional<double> dry_bulb, dew_point, pressure;
  std::optional<double> humidity;  ///< relative, a ratio
};

/// Design values out of the header of an EPW file, degC; each absent where the file does not state it.
struct HeaderExtremes {
  std::optional<double> dry_bulb_20_years, minimum_20_years, wet_bulb_max;
  std::optional<double> dew_point_04;  ///< dew point exceeded 0.4 % of the year
};

struct Weather {
  std::string station;
  double latitude = 0.0, longitude = 0.0;  ///< degrees
  double elevation = 0.0;                  ///< m
  HeaderExtremes header;
  std::vector<WeatherRow> rows;
};

/// Design extremes for heat rejection, degC.
struct DesignExtremes {
  double dry_bulb = 0.0, wet_bulb = 0.0, minimum = 0.0;
  int rows_left_out = 0;  ///< rows whose dew point is not credible, not counted for wet_bulb
};

/// Reads an EnergyPlus weather file (EPW). Takes both header layouts (with and without the extreme wet bulb), files
/// without design conditions, missing codes, CRLF, leap years and several rows an hour. Codes SPC030 (not a weather
/// file), SPC031 (warning: something in it is odd).
[[nodiscard]] Outcome<Weather> read_weather(std::string_view bytes, const std::string& file);

/// Dry bulb: the larger of the 20-year extreme of the header and the maximum of the data, because a typical year can
/// still exceed the header. Wet bulb and minimum likewise. nullopt when the file has no usable temperature.
[[nodiscard]] std::optional<DesignExtremes> design_extremes(const Weather& weather);

/// Thermodynamic wet bulb of a row, degC, at its pressure or that of the standard atmosphere at `elevation` metres;
/// nullopt without a dry bulb, or without a humidity and a dew point.
[[nodiscard]] std::optional<double> wet_bulb_of(const WeatherRow& row, double elevation);

}  // namespace plinth
