// SPDX-License-Identifier: Apache-2.0
// Sites at and beyond the edges of what the formulas hold for: each is sized with a ledger that derives, or refused in
// words. Nothing in between: no assertion, no number that is not one.
#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "core/model/ledger.h"
#include "core/sizing/size_site.h"
#include "tests/property/effects.h"
#include "tests/support/files.h"

using namespace plinth;
using namespace plinth::test;

namespace {

struct Choice {
  const char* key;
  std::vector<const char*> values;  ///< TOML; nullptr: the default
};

const std::vector<Choice> kChoices{
    {"it.load", {"\"1 kW\"", "\"300 kW\"", "\"2 MW\"", "\"20 MW\"", "\"200 MW\""}},
    {"it.rack", {nullptr, nullptr, "\"gb200-nvl72\"", "\"generic-liquid-130\"", "\"hgx-b200-4x-air\"", "\"tpu-v7\""}},
    {"it.supply_temperature", {nullptr, "\"10 degC\"", "\"20 degC\"", "\"32 degC\"", "\"45 degC\"", "\"60 degC\""}},
    {"it.growth", {nullptr, "5"}},
    {"site.elevation", {nullptr, "\"-430 m\"", "\"1800 m\"", "\"3000 m\"", "\"6000 m\""}},
    {"site.climate.dry_bulb", {nullptr, "\"-10 degC\"", "\"20 degC\"", "\"48 degC\"", "\"60 degC\""}},
    {"site.climate.minimum", {nullptr, "\"-70 degC\"", "\"-10 degC\""}},
    {"site.utility.voltage", {nullptr, "\"400 V\"", "\"13.8 kV\"", "\"33 kV\"", "\"138 kV\"", "\"1200 kV\""}},
    {"site.utility.short_circuit", {nullptr, "\"100 kVA\"", "\"1500 MVA\"", "\"1000 GVA\""}},
    {"site.utility.power_factor", {nullptr, "0.5", "1"}},
    {"project.jurisdiction", {nullptr, "\"eu\"", "\"cn\"", "\"intl\""}},
    {"power.redundancy", {nullptr, "\"N\"", "\"N+2\"", "\"2N\"", "\"2N+1\"", "\"3N/2\"", "\"4N/3\"", "\"block\""}},
    {"power.ups_autonomy", {nullptr, "\"0 s\"", "\"24 h\""}},
    {"power.backup", {nullptr, nullptr, "\"none\""}},
    {"power.backup_autonomy", {nullptr, "\"0 h\"", "\"720 h\""}},
    {"cooling.redundancy", {nullptr, "\"N\"", "\"N+2\"", "\"2N\""}},
    {"cooling.rejection", {nullptr, "\"dry\"", "\"adiabatic\"", "\"tower\"", "\"chiller\""}},
    {"storage.purposes", {nullptr, "[]", "[\"ramp\", \"ride-through\", \"backup\"]", "[\"frequency\", \"ramp\"]"}},
    {"objective.minimise", {nullptr, "\"area\"", "\"energy\"", "\"lead-time\""}},
};

SiteText odd_site(std::mt19937& random) {
  SiteText site = plain_site();
  site["site.utility.capacity"] = "\"2 GVA\"";
  for (const Choice& choice : kChoices)
    if (choice.key == std::string("it.load") || random() % 3 == 0)  // several oddities at once, not all
      if (const char* value = choice.values[random() % choice.values.size()]) site[choice.key] = value;
  return site;
}

}  // namespace

TEST_CASE("any site is sized with a ledger that derives, or refused in words") {
  std::mt19937 random(3);
  int sized = 0, refused = 0;
  for (int i = 0; i < 160; ++i) {
    const SiteText site = odd_site(random);
    CAPTURE(toml_of(site));
    try {
      const Outcome<Sizing> outcome = size_site(spec_of(site), shipped_catalog(), SearchEffort::quick);
      if (!outcome.ok()) {
        CHECK(has_errors(outcome.findings));
        for (const Finding& finding : outcome.findings) CHECK_FALSE(finding.message.empty());
        ++refused;
        continue;
      }
      ++sized;
      CHECK(audit(outcome.value->ledger).empty());
      for (const auto& [id, entry] : outcome.value->ledger.entries()) CHECK_MESSAGE(std::isfinite(entry.value), id);
      const Demand& d = outcome.value->demand;
      CHECK(d.facility.si >= d.it.si);
    } catch (const std::exception& error) {
      FAIL_CHECK(std::string(error.what()));
    }
  }
  MESSAGE(sized << " sized, " << refused << " refused");
  CHECK(sized > 40);
}
