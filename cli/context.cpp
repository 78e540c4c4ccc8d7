// SPDX-License-Identifier: Apache-2.0
#include "cli/context.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <thread>
#include <utility>

#include "cli/install.h"
#include "cli/render/findings.h"
#include "cli/stop.h"

namespace plinth {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool use_colour(const std::string& when, int descriptor) {
  if (when != "auto") return when == "always";
  return environment("NO_COLOR").empty() && environment("TERM") != "dumb" && ::isatty(descriptor) == 1;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// ISO 8601 UTC to the second, as "2026-11-20T12:00:00Z".
bool is_utc_time(std::string_view text) {
  static constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i)
    if (kShape[i] == 'd' ? !all_digits(text.substr(i, 1)) : text[i] != kShape[i]) return false;
  return true;
}

/// Civil date of a count of days since 1970-01-01 (proleptic Gregorian; the era is 400 years).
std::string utc_of(long long seconds) {
  const long long days = seconds / 86400, rest = seconds % 86400;
  const long long z = days + 719468, era = z / 146097, doe = z - era * 146097;
  const long long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const long long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  const long long day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  const long long year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", year, month, day, rest / 3600, rest % 3600 / 60,
                     rest % 60);
}

std::string stamp_time(const std::string& timestamp) {
  if (!timestamp.empty()) {
    if (is_utc_time(timestamp)) return timestamp;
    throw Stop(Exit::usage, "--timestamp is not a UTC time", "write it as 2026-11-20T12:00:00Z");
  }
  const std::string epoch = environment("SOURCE_DATE_EPOCH");
  if (epoch.empty()) return "";
  long long seconds = -1;
  const auto [end, error] = std::from_chars(epoch.data(), epoch.data() + epoch.size(), seconds);
  if (error != std::errc() || end != epoch.data() + epoch.size() || seconds < 0 || seconds > 253402300799)
    throw Stop(Exit::usage, "SOURCE_DATE_EPOCH is not a count of seconds", "unset it, or set it to a whole number");
  return utc_of(seconds);
}

Severity severity_named(const std::string& name) {
  if (name == "info") return Severity::info;
  return name == "warning" ? Severity::warning : Severity::error;
}

}  // namespace

std::string engine_name() { return "plinth " PLINTH_VERSION; }

Context::Context(GlobalOptions options)
    : options_(std::move(options)),
      colour_out_(use_colour(options_.color, STDOUT_FILENO)),
      colour_err_(use_colour(options_.color, STDERR_FILENO)),
      progress_(!options_.no_progress && !options_.quiet && ::isatty(STDERR_FILENO) == 1) {}

Context::~Context() {
  try {
    clear_progress();
  } catch (const Stop&) {  // stderr is closed: nothing to tidy up
  }
}

int Context::threads() const {
  if (options_.threads > 0) return options_.threads;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

std::vector<Override> Context::overrides() const {
  std::vector<Override> overrides;
  for (const std::string& pair : options_.set) {
    const std::size_t at = pair.find('=');
    if (at == std::string::npos || at == 0)
      throw Stop(Exit::usage, fmt::format("--set {} has no key=value", pair), "for example: --set it.load=\"12 MW\"");
    overrides.push_back({pair.substr(0, at), pair.substr(at + 1)});
  }
  return overrides;
}

Stamp Context::stamp() const { return {engine_name(), stamp_time(options_.timestamp)}; }

std::string Context::catalog_dir() const {
  if (!options_.catalog.empty()) return options_.catalog;
  const std::string named = environment("PLINTH_CATALOG");
  return named.empty() ? data_dir() + "/catalog" : named;
}

void Context::out(std::string_view data) {
  clear_progress();
  write_all(STDOUT_FILENO, data, "stdout");
}

void Context::write(const std::string& path, std::string_view data) {
  if (path.empty() || path == "-") return out(data);
  clear_progress();
  write_file(path, data);
}

void Context::say(std::string_view line) {
  if (options_.quiet) return;
  clear_progress();
  write_all(STDERR_FILENO, std::string(line) + "\n", "stderr");
}

void Context::detail(std::string_view line) {
  if (options_.verbose) say(line);
}

void Context::progress(std::string_view what) {
  if (!progress_) return;
  clear_progress();
  write_all(STDERR_FILENO, fmt::format("{} …", what), "stderr");
  progress_shown_ = true;
}

void Context::clear_progress() {
  if (std::exchange(progress_shown_, false)) write_all(STDERR_FILENO, "\r\x1b[K", "stderr");
}

bool Context::counts(const Finding& finding) const {
  return options_.fail_on != "never" && finding.severity >= severity_named(options_.fail_on);
}

void Context::report(const std::vector<Finding>& findings, const PathNames& names) {
  if (options_.quiet) return report_grave(findings, names);
  if (findings.empty()) return;
  clear_progress();
  write_all(STDERR_FILENO, findings_text(findings, {names, colour_err_}), "stderr");
}

void Context::report_grave(const std::vector<Finding>& findings, const PathNames& names) {
  std::vector<Finding> shown;
  for (const Finding& finding : findings)
    if (options_.verbose || finding.severity == Severity::error || counts(finding)) shown.push_back(finding);
  if (shown.empty()) return;
  clear_progress();
  write_all(STDERR_FILENO, findings_text(shown, {names, colour_err_}), "stderr");
}

Exit Context::verdict(const std::vector<Finding>& findings) const {
  const bool any = std::any_of(findings.begin(), findings.end(), [this](const Finding& f) { return counts(f); });
  return any ? Exit::findings : Exit::done;
}

}  // namespace plinth
