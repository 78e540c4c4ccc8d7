// SPDX-License-Identifier: Apache-2.0
#include "core/input/read_weather.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/text.h"
#include "core/input/site_context.h"
#include "core/input/text_scan.h"
#include "core/physics/psychrometrics.h"

namespace plinth {

namespace {

constexpr std::size_t largest_file = 100'000'000;
constexpr std::size_t header_lines = 8;
// Air this far above the station's own 0.4 % dew point is an instrument fault: published files hold some such rows.
constexpr double credible_dew_point_excess = 6.0;
constexpr double highest_dew_point = 35.0;  // the highest ever measured on Earth

std::optional<double> number(std::string_view field) {
  field = trim(field);
  double value = 0.0;
  const auto result = std::from_chars(field.data(), field.data() + field.size(), value);
  if (result.ec != std::errc{} || result.ptr != field.data() + field.size() || !std::isfinite(value)) return {};
  return value;
}

std::optional<double> within(std::optional<double> value, double least, double most) {
  return value && *value >= least && *value <= most ? value : std::nullopt;
}

std::optional<double> field_number(const std::vector<std::string>& fields, std::size_t index) {
  return index < fields.size() ? number(fields[index]) : std::nullopt;
}

// Four (minimum, maximum) pairs for 5, 10, 20 and 50 years: minima fall and maxima rise.
bool is_ladder(const std::vector<double>& values, std::size_t first) {
  if (values.size() < first + 8) return false;
  for (std::size_t i = first; i + 2 < first + 8; i += 2)
    if (values[i + 2] > values[i] || values[i + 3] < values[i + 1]) return false;
  return values[first] < values[first + 1];
}

// The block after "Extremes": three wind speeds, the highest wet bulb (2009 layout only), four statistics, then the
// pairs. Later layouts leave the wet bulb out and may add a number at the end, so the count does not tell them apart;
// the order of the pairs does.
void read_extremes(const std::vector<std::string>& fields, HeaderExtremes& header) {
  const auto start = std::find(fields.begin(), fields.end(), "Extremes");
  std::vector<double> values;
  if (start != fields.end())
    for (auto it = start + 1; it != fields.end(); ++it) {
      const auto value = number(*it);
      if (!value) break;
      values.push_back(*value);
    }
  const bool with_wet_bulb = is_ladder(values, 8);
  if (!with_wet_bulb && !is_ladder(values, 7)) return;
  const std::size_t pairs = with_wet_bulb ? 8 : 7;
  if (with_wet_bulb) header.wet_bulb_max = within(values[3], -40, 40);
  header.minimum_20_years = within(values[pairs + 4], -90, 50);
  header.dry_bulb_20_years = within(values[pairs + 5], -40, 65);
}

void read_cooling(const std::vector<std::string>& fields, HeaderExtremes& header) {
  const auto start = std::find(fields.begin(), fields.end(), "Cooling");
  if (start == fields.end()) return;
  const auto index = static_cast<std::size_t>(start - fields.begin()) + 1 + 16;
  header.dew_point_04 = within(field_number(fields, index), -40, 40);
}

// Missing codes are 99.9 (temperatures), 999 (humidity) and 999999 (pressure); all of them fall outside these limits.
WeatherRow read_row(const std::vector<std::string>& fields) {
  WeatherRow row;
  row.dry_bulb = within(field_number(fields, 6), -90, 65);
  row.dew_point = within(field_number(fields, 7), -90, 60);
  row.humidity = within(field_number(fields, 8), 0, 110);
  if (row.humidity) row.humidity = std::clamp(*row.humidity / 100.0, 0.001, 1.0);
  row.pressure = within(field_number(fields, 9), 31000, 120000);
  return row;
}

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& file) : bytes_(bytes), file_(file) {}

  Outcome<Weather> run() {
    Outcome<Weather> outcome;
    if (read()) outcome.value = std::move(weather_);
    outcome.findings = std::move(findings_);
    return outcome;
  }

 private:
  bool read() {
    if (bytes_.size() > largest_file) return refuse(0, "the file has more than 100 MB");
    for (std::size_t at = 0; at < bytes_.size();) {
      const std::size_t end = std::min(bytes_.find('\n', at), bytes_.size());
      if (!read_line(trim(bytes_.substr(at, end - at)), ++line_)) return false;
      at = end + 1;
    }
    if (line_ == 0) return refuse(0, "the file is empty");
    if (weather_.rows.empty()) return refuse(0, "the file has no weather rows");
    if (unreadable_ > 0)
      warn(first_unreadable_, std::to_string(unreadable_) + " rows have no dry-bulb temperature and are left out");
    if (weather_.rows.size() < 8760)
      warn(0, "the file has " + std::to_string(weather_.rows.size()) + " rows, less than the 8760 hours of a year");
    if (!weather_.header.dry_bulb_20_years)
      warn(2, "the header states no 20-year extremes; the data of a typical year is used, which is milder");
    return true;
  }

  bool read_line(std::string_view line, int number_of_line) {
    const std::vector<std::string> fields = split(line, ',');
    if (number_of_line == 1) return read_location(fields);
    if (fields[0] == "DESIGN CONDITIONS") {
      read_extremes(fields, weather_.header);
      read_cooling(fields, weather_.header);
      return true;
    }
    if (number_of_line <= static_cast<int>(header_lines) || line.empty()) return true;
    if (fields.size() < 10) return refuse(number_of_line, "row of fewer than 10 fields");
    const WeatherRow row = read_row(fields);
    if (row.dry_bulb) {
      weather_.rows.push_back(row);
    } else {
      if (unreadable_++ == 0) first_unreadable_ = number_of_line;
    }
    return true;
  }

  bool read_location(const std::vector<std::string>& fields) {
    if (fields.size() < 10 || fields[0] != "LOCATION") return refuse(1, "the first line is not that of an EPW file");
    weather_.station = printable(trim(fields[1]), 80);
    weather_.latitude = within(field_number(fields, 6), -90, 90).value_or(0.0);
    weather_.longitude = within(field_number(fields, 7), -180, 180).value_or(0.0);
    weather_.elevation = within(field_number(fields, 9), -430, 6000).value_or(0.0);
    return true;
  }

  bool refuse(int line, const std::string& why) {
    findings_.push_back(finding_at(file_, bytes_, {line, 1, 1}, spc::not_weather, "not an EPW weather file: " + why));
    findings_.back().hint = "EnergyPlus weather files (.epw) are read; or give dry_bulb, wet_bulb and minimum";
    return false;
  }

  void warn(int line, std::string what) {
    findings_.push_back(finding_at(file_, bytes_, {line, 1, 1}, spc::odd_weather, "weather file: " + std::move(what)));
    findings_.back().severity = Severity::warning;
  }

  std::string_view bytes_;
  const std::string& file_;
  Weather weather_;
  std::vector<Finding> findings_;
  int line_ = 0, unreadable_ = 0, first_unreadable_ = 0;
};

std::optional<double> dew_point_of(const WeatherRow& row) {
  if (row.humidity) {
    const Temperature dry = from_degC(*row.dry_bulb);
    return dew_point(*row.humidity * saturation_pressure(dry), dry).degC();
  }
  if (row.dew_point) return std::min(*row.dew_point, *row.dry_bulb);
  return std::nullopt;
}

}  // namespace

std::optional<double> wet_bulb_of(const WeatherRow& row, double elevation) {
  const auto dew = row.dry_bulb ? dew_point_of(row) : std::nullopt;
  if (!dew) return std::nullopt;
  const Pressure pressure = row.pressure ? Pressure{*row.pressure} : station_pressure(Length{elevation});
  return wet_bulb(from_degC(*row.dry_bulb), from_degC(*dew), pressure).degC();
}

Outcome<Weather> read_weather(std::string_view bytes, const std::string& file) { return Reader(bytes, file).run(); }

std::optional<DesignExtremes> design_extremes(const Weather& weather) {
  if (weather.rows.empty()) return std::nullopt;
  const HeaderExtremes& header = weather.header;
  DesignExtremes design;
  design.dry_bulb = header.dry_bulb_20_years.value_or(-1e9);
  design.minimum = header.minimum_20_years.value_or(1e9);
  double highest = header.wet_bulb_max.value_or(-1e9);
  const double credible = std::min(highest_dew_point, header.dew_point_04.value_or(1e9) + credible_dew_point_excess);
  for (const WeatherRow& row : weather.rows) {
    design.dry_bulb = std::max(design.dry_bulb, *row.dry_bulb);
    design.minimum = std::min(design.minimum, *row.dry_bulb);
    const auto dew = dew_point_of(row);
    if (!dew) continue;
    if (*dew > credible) {
      ++design.rows_left_out;
      continue;
    }
    if (*row.dry_bulb <= highest) continue;  // the wet bulb is never above the dry bulb
    highest = std::max(highest, *wet_bulb_of(row, weather.elevation));
  }
  design.wet_bulb = highest > -1e8 ? std::min(highest, design.dry_bulb) : design.dry_bulb;
  return design;
}

}  // namespace plinth
