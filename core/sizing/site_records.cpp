// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/site_records.h"

#include <array>
#include <cmath>

namespace plinth {
namespace {

constexpr std::array kAltitudes{1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000};

std::string id_at(int metres) { return "basis.ups_derating." + std::to_string(metres); }

/// Which of kAltitudes is the upper end of the piece the altitude lies in; 0 at or below the first.
std::size_t piece_of(Length altitude) {
  std::size_t i = 0;
  while (i + 1 < kAltitudes.size() && altitude.si > kAltitudes[i]) ++i;
  return i;
}

}  // namespace

std::optional<double> ups_altitude_share(const Catalog& catalog, Jurisdiction jurisdiction, Length altitude) {
  if (altitude.si > kAltitudes.back()) return std::nullopt;
  const auto value = [&](std::size_t i) -> std::optional<double> {
    const Limit* limit = catalog.limit(id_at(kAltitudes[i]), text(jurisdiction));
    return limit == nullptr ? std::nullopt : std::optional(limit->si);
  };
  const std::size_t upper = piece_of(altitude);
  const auto b = value(upper);
  if (!b || upper == 0) return b;
  const auto a = value(upper - 1);
  if (!a) return std::nullopt;
  const double low = kAltitudes[upper - 1], high = kAltitudes[upper];
  return *a + (*b - *a) * (altitude.si - low) / (high - low);
}

std::string record_ups_altitude(const Problem& problem, Book& book) {
  const std::string z = book.site("site.elevation", problem.spec.site.elevation.si, "m", "site elevation");
  const std::size_t upper = piece_of(problem.spec.site.elevation);
  const std::string b = book.limit(id_at(kAltitudes[upper]));
  const char* meaning = "usable share of a UPS rating at the site's altitude";
  if (upper == 0)
    return book.derive("power.ups_derating", problem.ups_derating, "", "b", {{"b", b}, {"z", z}}, meaning,
                       "altitude table of IEC 62040-3: no derating up to 1000 m");
  const std::string low = std::to_string(kAltitudes[upper - 1]);
  const std::string span = std::to_string(kAltitudes[upper] - kAltitudes[upper - 1]);
  return book.derive("power.ups_derating", problem.ups_derating, "",
                     "a + (b - a) * (z - " + low + "[m]) / " + span + "[m]",
                     {{"a", book.limit(id_at(kAltitudes[upper - 1]))}, {"b", b}, {"z", z}}, meaning,
                     "altitude table of IEC 62040-3, straight lines between its points");
}

std::string record_distribution_voltage(const Problem& problem, Book& book) {
  const SiteSpec::Utility& utility = problem.spec.utility;
  const std::string u = book.site("site.utility.voltage", utility.voltage.si, "kV", "grid voltage");
  const std::string l = book.limit("basis.mv_distribution_limit"), v = book.limit("basis.distribution_voltage");
  const bool direct = utility.voltage.si <= problem.basis.mv_distribution_limit.si * (1 + 1e-9);
  const std::string d =
      book.derive("distribution.direct", direct ? 1 : 0, "", "U <= L * 1.000000001", {{"U", u}, {"L", l}},
                  "1 where the site is distributed at the grid's voltage, 0 behind main transformers",
                  "modules take medium voltage up to the limit");
  return book.derive("distribution.voltage", problem.mv.si, "kV", "d * U + (1 - d) * V", {{"d", d}, {"U", u}, {"V", v}},
                     "distribution voltage", "the grid's where modules take it, else the main transformers' secondary");
}

}  // namespace plinth
