// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "core/base/finding.h"
#include "core/model/site_spec.h"

namespace plinth {

/// What the value column of a series file holds.
enum class SeriesKind {
  load,        ///< power, not negative
  generation,  ///< power
  price        ///< money per energy
};

/// A series file as read.
struct SeriesFile {
  Series series;             ///< W, or money per J; equally spaced
  std::string column;        ///< name of the value column, or "column 2"
  std::string unit;          ///< unit taken: "kW", "EUR/MWh"
  bool unit_stated = false;  ///< by the header; else it is the default
  std::string currency;      ///< of a price, where the header names one
  std::size_t held = 0;      ///< samples made by holding the last one, where rows are missing
};

/// Reads a CSV file of samples. The first column is the time: a number (seconds, or the unit in its header, t_min) or a
/// date and time (2026-01-31 14:00:00, with an offset or without). The second column is the value; its unit is the last
/// word of its header (total_kw, "Power [MW]", "Price (EUR/MWh)"), kW and money per MWh without a header. Further
/// columns are ignored. The step is the median distance of the rows: rows that keep to it within half a step (clock
/// changes of local time: an hour) are taken as they come; otherwise the last value is held. Comma, semicolon or tab;
/// lines that begin with # are skipped. At most 16 MB and 200,000 samples. Codes SPC032 (not such a file), SPC033
/// (warning: something in it is odd).
[[nodiscard]] Outcome<SeriesFile> read_series(std::string_view bytes, const std::string& file, SeriesKind kind);

}  // namespace plinth
