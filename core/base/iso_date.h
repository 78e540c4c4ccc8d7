// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace plinth {

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01. Pure arithmetic: no clock, no time zone.
struct Day {
  long long number = 0;
  friend bool operator==(const Day&, const Day&) = default;
  friend auto operator<=>(const Day&, const Day&) = default;
};

/// Reads "2028-06-01", also with a time after it ("2028-06-01T08:00:00Z": the day counts). Nothing when it is no date
/// ("2027-02-29", "June 2028").
[[nodiscard]] std::optional<Day> day_from_iso(std::string_view text);
/// "2028-06-01".
[[nodiscard]] std::string iso_text(Day day);
/// The day `weeks` before `day`; a part of a day rounds to the earlier day, because late is the costly side.
[[nodiscard]] Day weeks_before(Day day, double weeks);

}  // namespace plinth
