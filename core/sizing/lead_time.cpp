// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/lead_time.h"

#include <charconv>
#include <chrono>

#include "core/base/text.h"

namespace plinth {
namespace {

/// Days since 1970 of a date the reader has checked; nothing for an empty one.
std::optional<double> day_of(const std::string& date) {
  if (date.size() < 10) return std::nullopt;
  const auto part = [&](std::size_t from, std::size_t length) {
    int value = 0;
    std::from_chars(date.data() + from, date.data() + from + length, value);
    return value;
  };
  const std::chrono::year_month_day day{std::chrono::year{part(0, 4)},
                                        std::chrono::month{static_cast<unsigned>(part(5, 2))},
                                        std::chrono::day{static_cast<unsigned>(part(8, 2))}};
  return static_cast<double>(std::chrono::sys_days{day}.time_since_epoch().count());
}

std::string weeks(Time time) { return round_text(time / week) + " weeks"; }

}  // namespace

std::optional<LeadLimit> lead_limit(const SiteSpec& spec, Time site_work) {
  std::optional<LeadLimit> limit;
  if (spec.catalog.max_lead_time)
    limit = {*spec.catalog.max_lead_time, "catalog.max_lead_time",
             "catalog.max_lead_time is " + weeks(*spec.catalog.max_lead_time)};
  const auto need = day_of(spec.project.need_by), order = day_of(spec.project.order_date);
  if (!need || !order) return limit;
  const Time left = (*need - *order) * 86400.0 * second - site_work;
  if (!limit || left < limit->most)
    limit = {left, "project.need_by",
             "an order on " + spec.project.order_date + " and " + weeks(site_work) + " of site work before " +
                 spec.project.need_by + " leave " + weeks(left)};
  return limit;
}

std::string comes_too_late(const std::optional<LeadLimit>& limit, const ModuleType& type) {
  if (!limit) return "";
  const auto lead = type.number("lead_time_mid");
  if (!lead) return "states no lead time; " + limit->text;
  if (*lead <= limit->most.si * (1 + 1e-9)) return "";
  return "has a lead time of " + weeks(Time{*lead}) + "; " + limit->text;
}

}  // namespace plinth
