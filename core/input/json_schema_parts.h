// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/units.h"

/// What the JSON Schemas (draft-07) of input files are put together from.
namespace plinth::json_schema {

using Json = nlohmann::ordered_json;

/// A definition of the same schema, by name.
[[nodiscard]] Json reference(const std::string& definition);
[[nodiscard]] Json one_of(std::initializer_list<const char*> words);
/// Text that is not empty; a whole number from 0 on; a number from 0 to 1; true or false; a list of texts.
[[nodiscard]] Json line();
[[nodiscard]] Json whole();
[[nodiscard]] Json fraction();
[[nodiscard]] Json flag();
[[nodiscard]] Json lines();
/// A table with these keys and no others; a list of such.
[[nodiscard]] Json table(Json properties, std::initializer_list<const char*> required = {});
[[nodiscard]] Json tables(Json item);

/// The name of the definition of a dimension, as a kind writes it: "temperature_difference".
[[nodiscard]] std::string word(Dimension dimension);
/// A definition for every dimension, by `word`: a number and one of its units ("20 MW"). A ratio and a power factor may
/// be bare numbers.
[[nodiscard]] Json quantities();

}  // namespace plinth::json_schema
