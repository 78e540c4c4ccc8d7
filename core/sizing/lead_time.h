// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "core/model/catalog.h"
#include "core/model/site_spec.h"

namespace plinth {

/// The longest lead time that the site allows, and which line says so.
struct LeadLimit {
  Time most;
  std::string key;   ///< "catalog.max_lead_time" or "project.need_by"
  std::string text;  ///< "catalog.max_lead_time is 52 weeks"
};

/// The smaller of catalog.max_lead_time and project.need_by - project.order_date - `site_work`; nothing without them.
/// A need_by without an order_date limits nothing: the program has no clock.
[[nodiscard]] std::optional<LeadLimit> lead_limit(const SiteSpec& spec, Time site_work);

/// Why the type comes too late: its likely lead time is above the limit, or it states none. Empty when it does not.
[[nodiscard]] std::string comes_too_late(const std::optional<LeadLimit>& limit, const ModuleType& type);

}  // namespace plinth
