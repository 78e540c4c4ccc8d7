// SPDX-License-Identifier: Apache-2.0
#include "core/base/units.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace plinth;

TEST_CASE("US customary factors agree with NIST SP 811") {
  struct Row {
    const char* symbol;
    double one_in_si;
  };
  for (const Row& row : {Row{"ft", 0.3048},
                         {"gpm", 6.30902e-5},
                         {"psi", 6894.757},
                         {"BTU/h", 0.2930711},
                         {"lb", 0.45359237},
                         {"RT", 3516.853},
                         {"acre", 4046.856},
                         {"CFM", 4.719474e-4},
                         {"hp", 745.6999}}) {
    CAPTURE(row.symbol);
    const Unit* unit = find_unit(row.symbol);
    REQUIRE(unit != nullptr);
    CHECK(to_si(1.0, *unit) == doctest::Approx(row.one_in_si).epsilon(1e-6));
  }
}

TEST_CASE("temperatures have an offset, differences have none") {
  CHECK(to_si(45.0, *find_unit("degC")) == doctest::Approx(318.15));
  CHECK(to_si(113.0, *find_unit("degF")) == doctest::Approx(318.15));
  CHECK(to_si(18.0, *find_unit("delta degF")) == doctest::Approx(10.0));
  CHECK(find_unit("K", Dimension::temperature_difference)->dimension == Dimension::temperature_difference);
  CHECK(find_unit("K", Dimension::temperature)->dimension == Dimension::temperature);
}

TEST_CASE("every unit reads back what it wrote, and its dimension has a name") {
  for (const Unit& unit : all_units()) {
    CAPTURE(unit.symbol);
    for (double value : {0.0, 1.0, -3.25, 1234.5}) CHECK(from_si(to_si(value, unit), unit) == doctest::Approx(value));
    CHECK(dimension_named(name(unit.dimension)) == unit.dimension);
  }
}

TEST_CASE("letter case is forgiven only where it cannot mislead") {
  CHECK(find_unit("kw") != nullptr);
  CHECK(find_unit("KW")->symbol == "kW");
  CHECK(find_unit("furlong") == nullptr);
}

TEST_CASE("numbers print shortest, without locale, and read back equal") {
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(20000000) == "20000000");
  CHECK(number_text(-0.0) == "0");
  CHECK(round_text(1234567.8) == "1234568");
  CHECK(round_text(0.012345) == "0.01235");
  CHECK(round_text(20.0) == "20");
  CHECK(round_text(-0.00000001, 3) == "-0.00000001");
  for (double value : {1.0 / 3, 6.02e23, 1e-300, 318.15}) CHECK(std::stod(number_text(value)) == value);
}
