// SPDX-License-Identifier: Apache-2.0
#include "core/model/ledger.h"

#include <doctest/doctest.h>

#include "core/base/assert.h"

using namespace plinth;

namespace {

LedgerEntry leaf(std::string id, double value, std::string unit) {
  LedgerEntry entry;
  entry.id = std::move(id);
  entry.kind = EntryKind::input;
  entry.value = value;
  entry.unit = std::move(unit);
  return entry;
}

LedgerEntry derived(std::string id, double value, std::string unit, std::string formula,
                    std::vector<LedgerInput> inputs) {
  LedgerEntry entry;
  entry.id = std::move(id);
  entry.value = value;
  entry.unit = std::move(unit);
  entry.formula = std::move(formula);
  entry.inputs = std::move(inputs);
  return entry;
}

Ledger loads() {
  Ledger ledger;
  ledger.add(leaf("load", 22, "MW"));
  ledger.add(leaf("unit", 1000, "kW"));
  return ledger;
}

}  // namespace

TEST_CASE("a derivation that derives is taken, whatever units it is written in") {
  Ledger ledger = loads();
  ledger.add(derived("duty", 22, "", "ceil(P / U)", {{"P", "load"}, {"U", "unit"}}));
  ledger.add(derived("energy", 22, "MWh", "P * 1[h]", {{"P", "load"}}));
  CHECK(audit(ledger).empty());
}

TEST_CASE("a wrong value, a wrong dimension, a missing input and no formula are our bug") {
  Ledger ledger = loads();
  CHECK_THROWS_AS(ledger.add(derived("duty", 23, "", "ceil(P / U)", {{"P", "load"}, {"U", "unit"}})), BugError);
  CHECK_THROWS_AS(ledger.add(derived("duty", 22, "kW", "ceil(P / U)", {{"P", "load"}, {"U", "unit"}})), BugError);
  CHECK_THROWS_AS(ledger.add(derived("duty", 22, "", "ceil(P / U)", {{"P", "load"}, {"U", "gone"}})), BugError);
  CHECK_THROWS_AS(ledger.add(derived("duty", 22, "", "", {})), BugError);
  CHECK_THROWS_AS(ledger.add(leaf("load", 23, "MW")), BugError);
  ledger.add(leaf("load", 22, "MW"));
}

TEST_CASE("the audit finds what someone changed afterwards") {
  // A ledger read from a file is not built by add(); a leaf with an input stands in for it.
  Ledger ledger = loads();
  LedgerEntry tampered = derived("duty", 99, "", "ceil(P / U)", {{"P", "load"}, {"U", "unit"}});
  tampered.kind = EntryKind::solved;
  ledger.add(tampered);
  LedgerEntry loop = derived("loop", 1, "", "x", {{"x", "loop"}});
  loop.kind = EntryKind::solved;
  ledger.add(loop);
  const auto findings = audit(ledger);
  REQUIRE(findings.size() >= 2);
  bool wrong_value = false, on_itself = false;
  for (const Finding& finding : findings) {
    wrong_value = wrong_value || finding.message.find("gives 22, not 99") != std::string::npos;
    on_itself = on_itself || finding.message.find("depends on itself") != std::string::npos;
  }
  CHECK(wrong_value);
  CHECK(on_itself);
}
