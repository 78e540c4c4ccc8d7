// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/units.h"

namespace plinth {

/// A number in SI with its exponents, as formulas see it.
struct Dimensioned {
  double si = 0.0;
  Exponents exponents{};
};

/// What a formula may refer to.
using FormulaSymbols = std::map<std::string, Dimensioned, std::less<>>;

/// Evaluates arithmetic over named quantities with dimension checking; the printed derivation and the checked one are
/// the same text. Grammar: + - * / ^ (whole or .5 powers), parentheses, numbers, names (letters, digits, _),
///   ceil(x) floor(x) sqrt(x) abs(x) exp(x) ln(x) min(a,b,…) max(a,b,…) and comparisons < <= > >= giving 1 or 0.
/// ceil ignores an excess below 1e-9, as whole_units does. Bare numbers are dimensionless. A sum, comparison, min or
/// max over different dimensions is an error, but a literal 0 fits every dimension. A number may carry a unit:
/// `1500[m]`, `45[degC]` (absolute), `4[K]`.
/// Returns the value, or a sentence saying what is wrong.
[[nodiscard]] std::variant<Dimensioned, std::string> evaluate(std::string_view formula, const FormulaSymbols& symbols);

}  // namespace plinth
