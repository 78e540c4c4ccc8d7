// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_climate.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/read_weather.h"

namespace plinth {

namespace {

constexpr double assumed_dry_bulb = 40.0, assumed_wet_bulb = 25.0, assumed_minimum = -20.0;  // degC
constexpr std::string_view assumption = "assumed, a hot continental climate; give your own or a weather file";

std::string celsius_words(double celsius) { return round_text(celsius, 4) + " degC"; }

void warn_at_key(TomlTable& table, std::string_view code, std::string_view key, std::string message, std::string hint) {
  table.fault_at(code, key, std::move(message), std::move(hint)).severity = Severity::warning;
}

std::optional<Weather> read_file(SiteContext& context, TomlTable& climate) {
  const std::string& path = context.spec.climate.weather;
  if (path.empty()) return std::nullopt;  // absent, or faulty and reported
  const auto bytes = read_named_file(context, climate, "weather", path);
  if (!bytes) return std::nullopt;
  auto outcome = read_weather(*bytes, path);
  context.findings.insert(context.findings.end(), outcome.findings.begin(), outcome.findings.end());
  return std::move(outcome.value);
}

void take_weather(SiteContext& context, TomlTable& climate, const Weather& weather) {
  const auto design = design_extremes(weather);
  if (!design) return;
  SiteSpec::Climate& spec = context.spec.climate;
  if (!climate.has("dry_bulb")) spec.dry_bulb = from_degC(design->dry_bulb);
  if (!climate.has("wet_bulb")) spec.wet_bulb = from_degC(design->wet_bulb);
  if (!climate.has("minimum")) spec.minimum = from_degC(design->minimum);
  if (design->rows_left_out > 0)
    warn_at_key(climate, spc::odd_weather, "weather",
                std::to_string(design->rows_left_out) +
                    " rows of the weather file have a dew point that is not credible; left out of the wet bulb",
                "compare wet_bulb with another source");
}

void take_assumptions(SiteContext& context, TomlTable& climate) {
  SiteSpec::Climate& spec = context.spec.climate;
  const auto take = [&](std::string_view key, double celsius, Temperature& target) {
    if (climate.has(key)) return;
    target = from_degC(celsius);
    context.use_default(climate.path_of(key), celsius_words(celsius), std::string(assumption));
  };
  take("dry_bulb", assumed_dry_bulb, spec.dry_bulb);
  const double least = climate.has("wet_bulb") ? spec.wet_bulb.degC() : spec.dry_bulb.degC();
  take("wet_bulb", std::min(assumed_wet_bulb, spec.dry_bulb.degC()), spec.wet_bulb);
  take("minimum", std::min(assumed_minimum, least), spec.minimum);
}

void check_order(SiteContext& context, TomlTable& climate) {
  const SiteSpec::Climate& spec = context.spec.climate;
  const bool wet_too_high = spec.wet_bulb.kelvin > spec.dry_bulb.kelvin + 0.05;
  if (wet_too_high)
    climate.fault_at(spc::conflict, climate.has("wet_bulb") ? "wet_bulb" : "dry_bulb",
                     "the wet bulb (" + celsius_words(spec.wet_bulb.degC()) + ") is above the dry bulb (" +
                         celsius_words(spec.dry_bulb.degC()) + ")",
                     "the wet bulb is never the higher one; were the two exchanged?");
  if (spec.minimum > spec.dry_bulb)
    climate.fault_at(spc::conflict, climate.has("minimum") ? "minimum" : "dry_bulb",
                     "the minimum (" + celsius_words(spec.minimum.degC()) + ") is above the dry bulb (" +
                         celsius_words(spec.dry_bulb.degC()) + ")",
                     "`minimum` is the coldest air, `dry_bulb` the hottest");
}

}  // namespace

void read_climate(SiteContext& context, TomlTable& site, TomlTable& climate) {
  const bool sound_so_far = !has_errors(context.findings);
  const auto weather = read_file(context, climate);
  if (weather) {
    take_weather(context, climate, *weather);
  } else {
    take_assumptions(context, climate);
  }
  if (sound_so_far) check_order(context, climate);
  if (site.has("elevation")) return;
  const double elevation = weather ? weather->elevation : 0.0;
  context.spec.site.elevation = Length{elevation};
  context.use_default("site.elevation", number_text(elevation) + " m",
                      weather ? "elevation of the weather station " + weather->station : "assumed at sea level");
}

}  // namespace plinth
