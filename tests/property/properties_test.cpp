// SPDX-License-Identifier: Apache-2.0
// What must hold for any site.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/model/ledger.h"
#include "core/sizing/size_site.h"
#include "tests/property/effects.h"
#include "tests/support/files.h"

using namespace plinth;
using namespace plinth::test;

namespace {

SiteText site_of(const std::string& load, const SiteText& more = {}) {
  SiteText site = plain_site();
  site["it.load"] = "\"" + load + "\"";
  site["site.utility.capacity"] = "\"400 MVA\"";
  site["site.boundary"] = "[[0, 0], [900, 0], [900, 900], [0, 900]]";
  for (const auto& [key, value] : more) site[key] = value;
  return site;
}

/// Sites of many sorts, the same in every run.
std::vector<SiteText> generated_sites() {
  std::mt19937 random(7);
  const auto pick = [&](std::initializer_list<const char*> words) {
    return "\"" + std::string(*(words.begin() + random() % words.size())) + "\"";
  };
  std::vector<SiteText> sites;
  for (int i = 0; i < 24; ++i) {
    SiteText site = site_of("1 MW");
    site["it.load"] = pick({"400 kW", "2 MW", "7 MW", "20 MW"});
    site["it.supply_temperature"] = pick({"30 degC", "40 degC", "45 degC"});
    site["power.redundancy"] = pick({"N", "N+1", "N+2", "2N"});
    site["power.backup"] = pick({"diesel", "diesel", "none"});
    site["cooling.redundancy"] = pick({"N", "N+1", "2N"});
    site["cooling.rejection"] = pick({"auto", "adiabatic", "chiller"});
    site["site.elevation"] = pick({"0 m", "800 m", "2200 m"});
    site["site.climate.dry_bulb"] = pick({"32 degC", "40 degC"});
    site["project.jurisdiction"] = pick({"us", "eu", "cn", "intl"});
    site["site.utility.voltage"] = pick({"13.8 kV", "34.5 kV", "11 kV"});
    sites.push_back(std::move(site));
  }
  return sites;
}

/// Those of the generated sites that can be built, sized.
std::vector<Sizing> generated_sizings() {
  std::vector<Sizing> all;
  for (const SiteText& site : generated_sites())
    if (Outcome<Sizing> outcome = size_site(spec_of(site), shipped_catalog()); outcome.ok())
      all.push_back(std::move(*outcome.value));
  REQUIRE(all.size() > 12);
  return all;
}

double sum(const std::vector<double>& terms) {
  double all = 0;
  for (const double term : terms) all += term;
  return all;
}

void check_close(double a, double b) { CHECK(std::fabs(a - b) <= 1e-9 * std::max({std::fabs(a), std::fabs(b), 1.0})); }

}  // namespace

TEST_CASE("more load never draws less, and never needs fewer modules of the same types") {
  const char* const loads[] = {"0.5 MW", "1 MW", "2 MW", "5 MW", "10 MW", "20 MW", "40 MW"};
  const auto sized = [](const SiteText& site) {
    Outcome<Sizing> outcome = size_site(spec_of(site), shipped_catalog());
    REQUIRE(outcome.ok());
    return std::move(*outcome.value);
  };
  std::string preferred;  // the types of a middling site, so that only their numbers are free
  for (const Selection& s : sized(site_of("10 MW")).selection)
    preferred += (preferred.empty() ? "[\"" : ", \"") + s.module + "\"";
  preferred += "]";
  std::map<std::string, double> before, before_modules;
  for (const char* load : loads) {
    CAPTURE(load);
    const Demand free = sized(site_of(load)).demand;
    std::map<std::string, double> now{{"it", free.it.si},
                                      {"facility", free.facility.si},
                                      {"utility", free.utility.si},
                                      {"mechanical", free.mechanical.si},
                                      {"racks", free.racks}};
    for (const auto& [what, value] : before) CHECK_MESSAGE(value <= now[what], what);
    before = std::move(now);
    std::map<std::string, double> modules;
    for (const Selection& s : sized(site_of(load, {{"catalog.prefer", preferred}})).selection)
      if (!s.service.ends_with("_expansion")) modules[s.service] += s.installed;  // two loops share a kind: two types
    for (const auto& [service, number] : before_modules) CHECK_MESSAGE(number <= modules[service], service);
    before_modules = std::move(modules);
  }
}

TEST_CASE("the unit system of the input changes nothing") {
  const SiteText si = site_of("2 MW", {{"site.setback", "\"9.144 m\""},
                                       {"site.elevation", "\"304.8 m\""},
                                       {"it.supply_temperature", "\"40 degC\""},
                                       {"site.climate.dry_bulb", "\"35 degC\""},
                                       {"power.ups_autonomy", "\"5 min\""},
                                       {"site.boundary", "[[0, 0], [152.4, 0], [152.4, 152.4], [0, 152.4]]"}});
  SiteText us = si;
  us["it.load"] = "\"2000 kW\"";
  us["site.setback"] = "\"30 ft\"";
  us["site.elevation"] = "\"1000 ft\"";
  us["it.supply_temperature"] = "\"104 degF\"";
  us["site.climate.dry_bulb"] = "\"95 degF\"";
  us["power.ups_autonomy"] = "\"300 s\"";
  us["site.boundary"] = "[[0, 0], [\"500 ft\", 0], [\"500 ft\", \"500 ft\"], [0, \"500 ft\"]]";
  const bool same =
      figures_of(designed(spec_of(si), shipped_catalog())) == figures_of(designed(spec_of(us), shipped_catalog()));
  CHECK(same);
}

TEST_CASE("the order of the catalog's files changes nothing") {
  const SiteSpec spec = spec_of(site_of("7 MW"));
  const std::string usual = figures_of(designed(spec, shipped_catalog()));
  std::vector<SourceFile> files = catalog_files();
  std::mt19937 random(11);
  for (int i = 0; i < 2; ++i) {
    std::shuffle(files.begin(), files.end(), random);
    const Outcome<Catalog> catalog = read_catalog(files);
    REQUIRE(catalog.ok());
    CHECK(*catalog.value == shipped_catalog());
  }
}

TEST_CASE("a module type that is like another but dearer, larger and later changes nothing") {
  const SiteSpec spec = spec_of(site_of("7 MW"));
  const Outcome<Sizing> usual = size_site(spec, shipped_catalog());
  REQUIRE(usual.ok());
  std::size_t tried = 0;
  for (const Selection& selection : usual.value->selection) {
    Catalog catalog = shipped_catalog();
    ModuleType worse = *catalog.module(selection.module);
    if (worse.kind == "rack") continue;
    for (const std::string& id : {"aaa-" + worse.id, worse.id + "-zzz"}) {
      ModuleType other = worse;
      other.id = id;
      for (const char* price : {"cost_low", "cost_mid", "cost_high", "lead_time_min", "lead_time_mid", "lead_time_max"})
        if (const auto found = other.attributes.find(price); found != other.attributes.end())
          std::get<double>(found->second.value) *= 1.5;
      catalog.modules.push_back(std::move(other));
    }
    std::sort(catalog.modules.begin(), catalog.modules.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    const Outcome<Sizing> outcome = size_site(spec, catalog);
    REQUIRE(outcome.ok());
    CAPTURE(selection.module);
    CHECK(outcome.value->demand == usual.value->demand);
    const bool same_choice = outcome.value->selection == usual.value->selection;
    CHECK(same_choice);
    ++tried;
  }
  CHECK(tried > 15);
}

TEST_CASE("every ledger derives again, and every sum closes") {
  for (const Sizing& sizing : generated_sizings()) {
    CHECK(audit(sizing.ledger).empty());
    const Demand& d = sizing.demand;
    const auto entry = [&](const char* id) {
      const LedgerEntry* found = sizing.ledger.find(id);
      REQUIRE_MESSAGE(found != nullptr, id);
      return to_si(found->value, *find_unit(found->unit));
    };
    const auto or_zero = [&](const char* id) { return sizing.ledger.find(id) == nullptr ? 0.0 : entry(id); };
    // Power: what enters at the connection point is used by IT, by what cools and runs it, lost, or charges batteries.
    check_close(d.facility.si, sum({d.it.si, d.mechanical.si, d.losses.si, entry("power.recharge")}));
    check_close(d.facility.si, entry("demand.facility"));
    check_close(d.utility.si, entry("demand.utility"));
    CHECK(d.utility.si >= d.facility.si * (1 - 1e-12));
    // Mechanical power is the rest of that sum; added up from its own parts it is the same: what runs on UPS beside
    // the racks, coolers and chillers, the cooling of enclosures, storage auxiliaries.
    const double beside_racks = entry("power.critical_load") - d.it.si;
    check_close(d.mechanical.si, sum({beside_racks, entry("mechanical.load"), entry("power.enclosure_cooling"),
                                      or_zero("storage.auxiliary")}));
    // Heat: all IT power ends in liquid or air; every watt used inside the pods ends in facility or chilled water.
    check_close(d.it.si, d.liquid_heat.si + d.air_heat.si);
    check_close(entry("demand.fws_heat") + entry("demand.chw_heat"),
                entry("power.critical_load") - or_zero("demand.fws_pump_power") - or_zero("demand.chw_pump_power"));
    // Selections and ledger tell the same.
    for (const Selection& s : sizing.selection) {
      CHECK(s.installed >= s.duty - 1e-9);
      CHECK(s.load_worst >= s.load_normal - 1e-9);
    }
  }
}
