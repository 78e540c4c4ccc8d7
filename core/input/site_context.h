// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/input/read_site.h"
#include "core/input/toml_document.h"

namespace plinth {

/// Codes of the faults of a site file; docs/errors.md explains each. Never reused.
namespace spc {
inline constexpr std::string_view syntax = "SPC001", unknown_key = "SPC002", no_unit = "SPC003",
                                  wrong_dimension = "SPC004", unknown_unit = "SPC005", not_a_number = "SPC006",
                                  out_of_range = "SPC007", wrong_type = "SPC008", missing_key = "SPC009",
                                  not_a_choice = "SPC010", conflict = "SPC011", schema = "SPC012", twice = "SPC013",
                                  not_a_date = "SPC014", not_one_line = "SPC015", bad_override = "SPC016",
                                  unsound_ring = "SPC020", not_a_point = "SPC021", file_format = "SPC022",
                                  not_geojson = "SPC023", no_polygon = "SPC024", no_crs = "SPC025",
                                  projection = "SPC026", implausible_place = "SPC027", parcels_overlap = "SPC028",
                                  untidy_ring = "SPC029", not_weather = "SPC030", odd_weather = "SPC031",
                                  not_series = "SPC032", odd_series = "SPC033", unreadable = "SPC040";
}  // namespace spc

/// What every part of the site reader works on. Faults go to `findings`; nothing is thrown.
struct SiteContext {
  const TomlDocument& document;
  const SiteWorld& world;
  SiteSpec& spec;
  std::vector<Finding>& findings;

  void use_default(std::string key, std::string value, std::string reason) {
    spec.defaults.push_back({std::move(key), std::move(value), std::move(reason)});
  }
};

/// Bytes of a file that the value of `key` names; reports SPC040 when it cannot be read.
[[nodiscard]] std::optional<std::string> read_named_file(SiteContext& context, TomlTable& table, std::string_view key,
                                                         const std::string& path);

}  // namespace plinth
