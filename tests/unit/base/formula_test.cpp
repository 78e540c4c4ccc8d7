// SPDX-License-Identifier: Apache-2.0
#include "core/base/formula.h"

#include <doctest/doctest.h>

using namespace plinth;

namespace {

const FormulaSymbols symbols{{"P", {2.2e7, exponents(Dimension::power)}},
                             {"U", {1e6, exponents(Dimension::power)}},
                             {"t", {300, exponents(Dimension::time)}},
                             {"T", {313.15, exponents(Dimension::temperature)}},
                             {"n", {3, {}}}};

double value(const char* formula) {
  const auto result = evaluate(formula, symbols);
  REQUIRE_MESSAGE(std::holds_alternative<Dimensioned>(result), std::get<std::string>(result));
  return std::get<Dimensioned>(result).si;
}

std::string fault(const std::string& formula) {
  const auto result = evaluate(formula, symbols);
  REQUIRE(std::holds_alternative<std::string>(result));
  return std::get<std::string>(result);
}

}  // namespace

TEST_CASE("arithmetic, precedence, functions") {
  CHECK(value("ceil(P / U)") == 22);
  CHECK(value("2 + 3 * 4 ^ 2") == 50);
  CHECK(value("-2 ^ 2") == -4);
  CHECK(value("2 ^ 3 ^ 2") == 512);
  CHECK(value("max(P, 0) / U") == 22);
  CHECK(value("min(n, 2) + floor(2.7)") == 4);
  CHECK(value("n * (n >= 3) + 5 * (n < 3)") == 3);
  CHECK(value("sqrt(P * P) / U") == doctest::Approx(22));
  CHECK(value("ceil(3 + 1e-12)") == 3);
}

TEST_CASE("dimensions multiply, and a number may carry its unit") {
  const auto energy = std::get<Dimensioned>(evaluate("P * t", symbols));
  CHECK(energy.exponents == exponents(Dimension::energy));
  CHECK(value("P * 1[h] / 1[kWh]") == doctest::Approx(22000));
  CHECK(value("T - 40[degC]") == doctest::Approx(0));
}

TEST_CASE("what does not fit is refused with a reason") {
  CHECK(fault("P + t").find("different dimensions") != std::string::npos);
  CHECK(fault("ceil(P)").find("plain number") != std::string::npos);
  CHECK(fault("Q * 2").find("unknown symbol `Q`") != std::string::npos);
  CHECK(fault("P ^ 0.5 ").find("whole dimensions") != std::string::npos);
  CHECK(fault("frob(2)").find("unknown function") != std::string::npos);
  CHECK(fault("(1 + 2").find("expected ')'") != std::string::npos);
  CHECK(fault("1 2").find("unexpected") != std::string::npos);
  CHECK(fault("").find("ends too early") != std::string::npos);
  CHECK(fault("5[furlong]").find("unknown unit") != std::string::npos);
  std::string powers = "2", calls;
  for (int i = 0; i < 5000; ++i) powers += "^2", calls += "abs(";
  for (const std::string& deep : {std::string(5000, '('), std::string(5000, '-') + "1", powers, calls}) {
    CAPTURE(deep.substr(0, 8));
    CHECK(fault(deep).find("nested too deeply") != std::string::npos);
  }
}
