// SPDX-License-Identifier: Apache-2.0
#include "core/input/read_series.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/site_context.h"
#include "core/input/text_scan.h"

namespace plinth {
namespace {

constexpr std::size_t byte_limit = 16'000'000, sample_limit = 200'000;
constexpr double most_power = 1e11, most_price = 1e6 / 3.6e9;

struct Row {
  double time = 0, value = 0;
  int line = 0;
};

std::optional<double> plain_number(std::string_view text) {
  text = trim(text);
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  if (at + count > text.size()) return std::nullopt;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

/// Days since 1970-01-01 in the Gregorian calendar.
long long days_of(int year, int month, int day) {
  const int y = year - (month <= 2 ? 1 : 0), era = y / 400, of_era = y - era * 400;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097LL + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/// Seconds of "2026-01-31 14:00[:00[.5]][Z|+01:00]".
std::optional<double> stamp(std::string_view text, bool& local) {
  text = trim(text);
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  const auto hours = digits(text, 11, 2), minutes = digits(text, 14, 2);
  if (!year || !month || !day || !hours || !minutes || text[4] != '-' || text[7] != '-' || text[13] != ':')
    return std::nullopt;
  if (text[10] != ' ' && text[10] != 'T') return std::nullopt;
  if (!is_iso_date(text.substr(0, 10)) || *hours > 24 || *minutes > 59) return std::nullopt;
  double seconds = static_cast<double>(days_of(*year, *month, *day)) * 86400 + *hours * 3600 + *minutes * 60;
  std::string_view rest = text.substr(16);
  if (rest.starts_with(':')) {
    const std::size_t end = std::min(rest.find_first_of("Z+-"), rest.size());
    const auto part = plain_number(rest.substr(1, end - 1));
    if (!part || *part < 0 || *part >= 61) return std::nullopt;
    seconds += *part;
    rest = rest.substr(end);
  }
  local = rest.empty();
  if (rest.empty() || rest == "Z") return seconds;
  const auto offset_hours = digits(rest, 1, 2),
             offset_minutes = rest.size() == 6 ? digits(rest, 4, 2) : digits(rest, 3, 2);
  if (!offset_hours || !offset_minutes || (rest[0] != '+' && rest[0] != '-')) return std::nullopt;
  return seconds - (rest[0] == '-' ? -1 : 1) * (*offset_hours * 3600 + *offset_minutes * 60);
}

/// The last word of a header: "total_kw" -> "kw", "Price (EUR/MWh)" -> "EUR/MWh".
std::string_view last_word(std::string_view header) {
  header = trim(header);
  while (!header.empty() && (header.back() == ')' || header.back() == ']' || header.back() == '"'))
    header.remove_suffix(1);
  const std::size_t at = header.find_last_of("_ ([\"");
  return trim(at == std::string_view::npos ? header : header.substr(at + 1));
}

std::optional<Unit> unit_of(std::string_view word, Dimension dimension) {
  const std::string small = lower(word);
  for (const Unit& unit : all_units())
    if (unit.dimension == dimension && lower(unit.symbol) == small && small != "mw") return unit;
  // A header is often in one case throughout: nobody means milliwatts.
  if (dimension == Dimension::power && small == "mw") return *find_unit("MW");
  return std::nullopt;
}

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& file, SeriesKind kind) : bytes_(bytes), file_(file), kind_(kind) {}

  Outcome<SeriesFile> run() {
    Outcome<SeriesFile> outcome;
    if (read_rows() && order() && space()) outcome.value = std::move(out_);
    outcome.findings = std::move(findings_);
    return outcome;
  }

 private:
  bool read_rows() {
    if (bytes_.size() > byte_limit) return refuse(0, "the file is larger than 16 MB");
    if (bytes_.starts_with("\xEF\xBB\xBF")) bytes_.remove_prefix(3);
    bool first = true;
    int line = 0;
    for (std::size_t at = 0; at < bytes_.size();) {
      const std::size_t end = std::min(bytes_.find('\n', at), bytes_.size());
      const std::string_view text = trim(bytes_.substr(at, end - at));
      at = end + 1;
      ++line;
      if (text.empty() || text[0] == '#') continue;
      if (first) separator_ = text.find(';') != text.npos ? ';' : text.find('\t') != text.npos ? '\t' : ',';
      if (!(first && read_header(text)) && !read_row(text, line)) return false;
      first = false;
    }
    if (rows_.size() < 2) return refuse(0, "the file has fewer than two rows of numbers");
    return true;
  }

  /// True when the line is a header, that is its value is no number.
  bool read_header(std::string_view text) {
    const std::vector<std::string> fields = split(text, separator_);
    out_.column = "column 2";
    out_.unit = kind_ == SeriesKind::price ? "money/MWh" : "kW";
    if (fields.size() < 2 || plain_number(unquoted(fields[1]))) return false;
    out_.column = printable(unquoted(fields[1]), 60);
    if (const auto unit = unit_of(last_word(fields[0]), Dimension::time)) time_factor_ = unit->factor;
    if (kind_ == SeriesKind::price)
      read_price_unit(last_word(fields[1]));
    else if (const auto unit = unit_of(last_word(fields[1]), Dimension::power))
      factor_ = unit->factor, out_.unit = unit->symbol, out_.unit_stated = true;
    return true;
  }

  void read_price_unit(std::string_view word) {
    const std::size_t slash = word.find('/');
    const auto per = unit_of(slash == word.npos ? word : word.substr(slash + 1), Dimension::energy);
    if (!per) return;
    factor_ = 1 / per->factor;
    out_.unit = printable(word, 20);
    out_.unit_stated = true;
    if (slash != word.npos) out_.currency = printable(word.substr(0, slash), 10);
  }

  static std::string_view unquoted(std::string_view text) {
    text = trim(text);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    return text;
  }

  bool read_row(std::string_view text, int line) {
    const std::vector<std::string> fields = split(text, separator_);
    if (fields.size() < 2) return refuse(line, "the row has no second column: time first, then the value");
    Row row;
    row.line = line;
    bool local = false;
    const std::string_view when = unquoted(fields[0]);
    if (const auto number = plain_number(when)) {
      row.time = *number * time_factor_;
    } else if (const auto seconds = stamp(when, local)) {
      row.time = *seconds;
      local_ = local_ || local;
    } else {
      return refuse(line, "\"" + printable(when, 40) + "\" is neither a number nor a date and time");
    }
    const auto value = plain_number(unquoted(fields[1]));
    if (!value) return refuse(line, "\"" + printable(fields[1], 40) + "\" is not a number");
    row.value = *value * factor_;
    if (std::abs(row.value) > (kind_ == SeriesKind::price ? most_price : most_power))
      return refuse(line, printable(fields[1], 40) + " " + out_.unit + " is out of any range");
    if (kind_ == SeriesKind::load && row.value < 0) return refuse(line, "a load cannot be negative");
    rows_.push_back(row);
    if (rows_.size() > sample_limit) return refuse(line, "the file has more than 200,000 rows");
    return true;
  }

  /// The step: the median distance. Sets as_is_ when the rows keep to it.
  bool order() {
    std::vector<double> gaps;
    for (std::size_t i = 1; i < rows_.size(); ++i) gaps.push_back(rows_[i].time - rows_[i - 1].time);
    std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
    step_ = gaps[gaps.size() / 2];
    if (!(step_ >= 1e-6)) return refuse(rows_[1].line, "the times do not grow from row to row");
    if (keeps_to(step_)) return true;
    // A log may stamp its rows a little late or early; then the mean distance is the true one.
    const double mean = (rows_.back().time - rows_.front().time) / static_cast<double>(rows_.size() - 1);
    if (std::abs(mean - step_) < 0.01 * step_ && keeps_to(mean)) step_ = mean;
    return true;
  }

  bool keeps_to(double step) {
    const double room = std::max(0.5 * step, local_ ? 3600.0 * 1.0001 : 0.0);
    as_is_ = true;
    for (std::size_t i = 0; i < rows_.size(); ++i)
      as_is_ = as_is_ && std::abs(rows_[i].time - rows_[0].time - static_cast<double>(i) * step) <= room;
    return as_is_;
  }

  bool space() {
    Series& series = out_.series;
    series.step = Time{step_};
    if (as_is_) {
      for (const Row& row : rows_) series.values.push_back(row.value);
      return true;
    }
    for (std::size_t i = 1; i < rows_.size(); ++i)
      if (rows_[i].time <= rows_[i - 1].time)
        return refuse(rows_[i].line, "the time is not later than in the row before");
    const double span = rows_.back().time - rows_.front().time;
    if (span / step_ > static_cast<double>(sample_limit))
      return refuse(0, "more than 200,000 steps between first and last row");
    std::size_t at = 0;
    for (std::size_t k = 0; static_cast<double>(k) * step_ <= span * (1 + 1e-12); ++k) {
      const double now = rows_.front().time + static_cast<double>(k) * step_;
      const std::size_t before = at;
      while (at + 1 < rows_.size() && rows_[at + 1].time <= now + 1e-9 * step_) ++at;
      if (k > 0 && at == before) ++out_.held;
      series.values.push_back(rows_[at].value);
    }
    warn("its rows are not equally spaced; read every " + round_text(step_) + " s, " + std::to_string(out_.held) +
         " samples hold the one before");
    return true;
  }

  bool refuse(int line, const std::string& why) {
    findings_.push_back(
        finding_at(file_, bytes_, {line, line == 0 ? 0 : 1, 1}, spc::not_series, "not a series: " + why));
    findings_.back().hint = "a CSV file: time, value; with a header such as t_s,power_kw";
    return false;
  }

  void warn(const std::string& what) {
    findings_.push_back(finding_at(file_, bytes_, {0, 0, 1}, spc::odd_series, "series: " + what));
    findings_.back().severity = Severity::warning;
  }

  std::string_view bytes_;
  const std::string& file_;
  SeriesKind kind_;
  SeriesFile out_;
  std::vector<Finding> findings_;
  std::vector<Row> rows_;
  char separator_ = ',';
  double time_factor_ = 1, step_ = 0;
  double factor_ = kind_ == SeriesKind::price ? 1 / 3.6e9 : 1e3;
  bool local_ = false, as_is_ = false;
};

}  // namespace

Outcome<SeriesFile> read_series(std::string_view bytes, const std::string& file, SeriesKind kind) {
  return Reader(bytes, file, kind).run();
}

}  // namespace plinth
