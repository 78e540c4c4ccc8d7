// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/units.h"
#include "core/input/site_context.h"
#include "core/model/site_spec.h"

namespace plinth {

/// What a key of the site file holds once it is read.
struct KeyValue {
  double si = 0.0;
  std::string text;
  std::vector<std::string> list;
};

/// One key of `site.toml`: all that reading it, its default and its documentation need.
struct SiteKey {
  enum class Types { quantity, word, words, text, texts, date };
  std::string_view table, key;
  Types type = Types::text;
  Dimension dimension = Dimension::ratio;  ///< of a quantity
  bool required = false;
  std::string_view fallback = {};                  ///< default as a user would write it; empty = none
  std::string_view reason = {};                    ///< basis of the default
  double least = 0.0, most = 0.0;                  ///< of a quantity, SI, both allowed
  std::string_view advice = {};                    ///< hint when it is missing or out of range
  std::span<const std::string_view> choices = {};  ///< of words
  void (*store)(SiteSpec&, const KeyValue&) = nullptr;
};

/// Every scalar key, in the order of the documentation. Boundary, gates and other lists are read elsewhere.
[[nodiscard]] std::span<const SiteKey> site_keys();

/// Reads the rows of site_keys() that belong to `table` into the spec; faults, range checks and defaults included.
void read_keys(SiteContext& context, TomlTable& table);

/// One quantity of any table with its range, for keys of lists. nullopt when absent or faulty (then reported).
[[nodiscard]] std::optional<double> read_quantity(TomlTable& table, std::string_view key, Dimension dimension,
                                                  double least, double most, std::string_view advice = {});
/// A text that must be one line and not empty; nullopt when absent or faulty (then reported).
[[nodiscard]] std::optional<std::string> read_line(TomlTable& table, std::string_view key);
/// A date in ISO form.
[[nodiscard]] std::optional<std::string> read_date(TomlTable& table, std::string_view key);

}  // namespace plinth
