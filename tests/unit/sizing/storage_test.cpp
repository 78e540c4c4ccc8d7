// SPDX-License-Identifier: Apache-2.0
// Storage of whole sites: what each key changes, tiers, spares, traces.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <set>

#include "core/physics/storage_life.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"
#include "tests/unit/sizing/sized.h"

using namespace plinth;

namespace {

SiteSpec site(const std::string& storage, const std::string& utility = "grid_profile = \"ieso\"") {
  return test::site_from(
      "[project]\nname = \"T\"\n[site]\nboundary = [[0,0],[300,0],[300,300],[0,300]]\n[site.utility]\nvoltage = \"13.8 "
      "kV\"\n"
      "capacity = \"60 MVA\"\n" +
      utility + "\n[it]\nload = \"12 MW\"\nrack = \"gb300-nvl72\"\n[storage]\n" + storage + "\n");
}

bool has(const Sizing& sizing, const std::string& id) { return sizing.ledger.find(id) != nullptr; }

const Selection* chosen(const Sizing& sizing, const std::string& service) {
  for (const Selection& selection : sizing.selection)
    if (selection.service == service) return &selection;
  return nullptr;
}

/// A training job in 2 s samples: steps of 10 s between 80 and 100 %, a start from 40 %.
Series job() {
  Series trace{{2.0}, {}};
  for (int k = 0; k < 300; ++k) trace.values.push_back(k < 10 ? 4e6 : k % 5 == 4 ? 8e6 : 10e6);
  return trace;
}

}  // namespace

TEST_CASE("storage: the window rule at a site of 12 MW in Ontario") {
  const Sizing s = test::sized(site("purposes = [\"ramp\"]"));
  const double swing = test::entry(s, "storage.load_swing"), window = test::entry(s, "storage.ramp.window");
  // 20 MW/min; 5 MW in 15 s; steps of 25 % at 75 % duty at 0.1 Hz against 0.25 % of the load.
  const double load = test::entry(s, "power.input") / 1e3;
  const double site_load = load + (test::entry(s, "mechanical.load") + test::entry(s, "mechanical.loss")) / 1e3;
  const double steps = 2 / M_PI * std::sin(0.75 * M_PI) * 0.25 * load / (M_PI * 0.1 * 0.0025 * site_load);
  CHECK(window == doctest::Approx(std::max({swing / (20.0 / 60), swing * 15 / 5, steps})).epsilon(1e-9));
  CHECK(test::entry(s, "storage.ramp.energy") == doctest::Approx(swing * window / 2 / 3.6).epsilon(1e-9));
  CHECK(chosen(s, "bess")->basis.starts_with("power-limited"));
}

TEST_CASE("storage: every key changes a result") {
  const Sizing base = test::sized(site("purposes = [\"ramp\", \"frequency\"]\npower = \"2 MW\""));
  const auto differs = [&](const std::string& storage) {
    CAPTURE(storage);
    const Sizing other = test::sized(site(storage));
    CHECK_FALSE(other.ledger == base.ledger);
    CHECK_FALSE(other.selection == base.selection);
  };
  differs("purposes = [\"ramp\"]\npower = \"2 MW\"");
  differs("purposes = [\"ramp\", \"frequency\"]\npower = \"6 MW\"");
  differs("purposes = [\"ramp\", \"frequency\"]\npower = \"2 MW\"\nduration = \"4 h\"");
  differs("purposes = [\"ramp\", \"frequency\"]\npower = \"2 MW\"\nfrequency_hold = \"8 h\"");
  differs("purposes = [\"ramp\", \"frequency\"]\npower = \"2 MW\"\nswing = \"3 MW\"");
  differs("purposes = [\"ramp\", \"frequency\"]\npower = \"2 MW\"\nredundancy = \"N\"");
  differs("purposes = [\"ramp\", \"frequency\"]\npower = \"2 MW\"\nsmoothing = \"supercapacitor\"");
  differs(
      "purposes = [\"ramp\", \"frequency\", \"peak-shaving\"]\npower = \"2 MW\"\npeak_limit = \"9 MW\"\nduration = \"2 "
      "h\"");
}

TEST_CASE("storage: purposes stack on the state of charge") {
  const Sizing s =
      test::sized(site("purposes = [\"ramp\", \"frequency\", \"ride-through\", \"backup\"]\npower = \"2 MW\""));
  const double ramp = test::entry(s, "storage.ramp.energy"), hold = test::entry(s, "storage.frequency.energy");
  const double ride = test::entry(s, "storage.ride-through.energy"), backup = test::entry(s, "storage.backup.energy");
  CHECK(hold == doctest::Approx(500));
  CHECK(test::entry(s, "storage.reserve") == doctest::Approx(hold + ride + backup));
  CHECK(test::entry(s, "storage.energy") == doctest::Approx(ramp + hold + ride + backup));
  CHECK(test::entry(s, "storage.power") ==
        doctest::Approx(std::max(test::entry(s, "storage.ramp.power") + 2, test::entry(s, "storage.backup.power"))));
}

TEST_CASE("storage: what is left after a conversion skid is still enough, whatever the redundancy") {
  for (int needed = 1; needed <= 40; ++needed)
    for (int converters = 2; converters <= 12; ++converters)
      for (int spare = 0; spare <= std::min(2, converters - 1); ++spare) {
        const int n = installed_batteries(needed, converters, spare);
        const auto left = [&](int units) { return units - spare * ((units + converters - 1) / converters); };
        CHECK(left(n) >= needed);
        if (n > needed) CHECK(left(n - 1) < needed);
      }
  // Units of 2.5 MW behind converters of 4.89 MW: two on two skids and one on two give 14.78 MW, not 15.
  CHECK(spread_batteries(6, 14.87 * MW, 2.5 * MW, 4.89 * MW, 4, 0) == 7);
  for (int megawatts = 1; megawatts <= 60; ++megawatts)
    for (const double unit : {1.0, 1.72, 2.5, 3.2})
      for (int spare = 0; spare <= 2; ++spare) {
        const Power power = megawatts * MW, converter = 4.89 * MW;
        const int converters = static_cast<int>(whole_units(power / converter)) + spare;
        const int needed = static_cast<int>(whole_units(megawatts / unit));
        const int n = spread_batteries(needed, power, unit * MW, converter, converters, spare);
        std::vector<double> skids;
        for (int i = 0; i < converters; ++i)
          skids.push_back(std::min(4.89, unit * (n / converters + (i < n % converters ? 1 : 0))));
        double left = 0;  // the fullest come first
        for (std::size_t i = static_cast<std::size_t>(spare); i < skids.size(); ++i) left += skids[i];
        CHECK(left >= megawatts * (1 - 1e-9));
      }
  const Sizing plain = test::sized(site("purposes = [\"ramp\"]\nredundancy = \"N\""));
  const Sizing one = test::sized(site("purposes = [\"ramp\"]"));
  const Sizing two = test::sized(site("purposes = [\"ramp\"]\nredundancy = \"N+2\""));
  CHECK(chosen(plain, "pcs")->spare == 0);
  CHECK(chosen(one, "pcs")->spare == 1);
  CHECK(chosen(two, "pcs")->spare == 2);
  CHECK(chosen(one, "bess")->load_worst <= 1 + 1e-9);
  CHECK(plain.objective.value < one.objective.value);
  CHECK(one.objective.value < two.objective.value);
}

TEST_CASE("storage: the tier that smooths") {
  // 10 MW in 5 s asks for seconds: supercapacitors are the cheapest. In Ontario it takes minutes: batteries.
  const Sizing seconds =
      test::sized(site("purposes = [\"ramp\", \"ride-through\"]\nswing = \"11 MW\"", "grid_profile = \"ercot\""));
  CHECK(chosen(seconds, "supercapacitor") != nullptr);
  CHECK(chosen(seconds, "bess") == nullptr);
  CHECK(chosen(test::sized(site("purposes = [\"ramp\"]")), "bess") != nullptr);
  // A small swing fits into what UPS chargers take up; nothing is bought for it.
  const Sizing ups = test::sized(site("purposes = [\"ramp\"]\nswing = \"400 kW\"\nsmoothing = \"ups\""));
  CHECK(chosen(ups, "bess") == nullptr);
  CHECK(chosen(ups, "pcs") == nullptr);
  CHECK(test::entry(ups, "storage.ups.charge_power") >= 0.4);
  CHECK(test::entry(ups, "storage.ups.spare_energy") >= test::entry(ups, "storage.ramp.energy") / 0.96);
  CHECK(test::entry(ups, "storage.ups.life") >= 87600);
  const auto refused = size_site(site("purposes = [\"ramp\"]\nsmoothing = \"ups\""), test::shipped_catalog());
  REQUIRE_FALSE(refused.ok());
  bool said = false;
  for (const Finding& f : refused.findings) said = said || f.message.find("has chargers for") != std::string::npos;
  CHECK(said);
}

TEST_CASE("storage: a trace gives the swing, the line and the peaks") {
  SiteSpec spec = site("purposes = [\"ramp\"]");
  spec.storage.trace_series = job();
  const Sizing s = test::sized(spec);
  const double load = test::entry(s, "power.input") / 1e3;
  CHECK(test::entry(s, "storage.load_swing") == doctest::Approx(0.6 * load));
  CHECK(test::entry(s, "storage.ramp.line_frequency") == doctest::Approx(0.1).epsilon(0.02));
  CHECK(test::entry(s, "storage.ramp.least_energy") <= test::entry(s, "storage.ramp.trace_energy"));
  CHECK(test::entry(s, "storage.ramp.trace_energy") <= test::entry(s, "storage.ramp.energy"));
  // The scale of the trace changes nothing: it is the site's load that moves.
  for (double& watts : spec.storage.trace_series.values) watts *= 0.01;
  CHECK(test::entry(test::sized(spec), "storage.ramp.energy") ==
        doctest::Approx(test::entry(s, "storage.ramp.energy")));
  // A limit 2 % of the racks below the peak: eight seconds above it in each step, refilled in the two below.
  SiteSpec peaks = site("purposes = [\"peak-shaving\"]\npeak_limit = \"1 GW\"");
  peaks.storage.trace_series = job();
  const Power cooling = (test::entry(s, "mechanical.load") + test::entry(s, "mechanical.loss")) * kW;
  peaks.storage.peak_limit = cooling + 0.98 * load * MW;
  const Sizing shaved = test::sized(peaks);
  CHECK(test::entry(shaved, "storage.peak-shaving.above") == doctest::Approx(0.02 * load));
  CHECK(test::entry(shaved, "storage.peak-shaving.energy") == doctest::Approx(0.02 * load * 8 / 3.6).epsilon(1e-6));
  CHECK(test::entry(shaved, "storage.peak-shaving.power") > test::entry(shaved, "storage.peak-shaving.above"));
  peaks.storage.peak_limit = cooling + 0.9 * load * MW;  // below the mean
  CHECK_FALSE(size_site(peaks, test::shipped_catalog()).ok());
}

TEST_CASE("storage: firming and arbitrage from their files") {
  SiteSpec spec = site("purposes = [\"firming\"]");
  spec.storage.generation_series = {{10800}, {0, 0, 2e6, 6e6, 8e6, 6e6, 2e6, 0}};
  const Sizing firm = test::sized(spec);
  CHECK(test::entry(firm, "storage.firming.power") == doctest::Approx(5));
  CHECK(test::entry(firm, "storage.firming.energy") == doctest::Approx(33000));
  CHECK(chosen(firm, "bess")->basis.starts_with("energy-limited"));
  SiteSpec trade = site("purposes = [\"arbitrage\"]\npower = \"1 MW\"\nduration = \"2 h\"");
  trade.storage.price_series = {{3600}, {20 / 3.6e9, 20 / 3.6e9, 100 / 3.6e9, 100 / 3.6e9}};
  const Sizing traded = test::sized(trade);
  CHECK(test::entry(traded, "storage.arbitrage.profit") > 0);
  CHECK(test::entry(traded, "storage.arbitrage.profit") < 160);
  CHECK(test::entry(traded, "storage.arbitrage.profit_after_wear") <= test::entry(traded, "storage.arbitrage.profit"));
  CHECK(has(traded, "storage.arbitrage.discharged"));
}

TEST_CASE("storage: more to do never takes fewer units") {
  double units = 0, cost = 0;
  for (const char* swing : {"1 MW", "2 MW", "4 MW", "8 MW", "12 MW"}) {
    const Sizing s =
        test::sized(site("purposes = [\"ramp\"]\nsmoothing = \"bess\"\nswing = \"" + std::string(swing) + "\""));
    const double now = test::entry(s, "storage.power");
    CHECK(now >= units);
    CHECK(s.objective.value >= cost * (1 - 1e-9));
    units = now, cost = s.objective.value;
  }
}

TEST_CASE("storage: heat and height take from the converters") {
  SiteSpec spec = site("purposes = [\"ramp\"]");
  spec.climate.dry_bulb = from_degC(50);
  spec.site.elevation = Length{2500};
  const Sizing s = test::sized(spec);
  CHECK(test::entry(s, "storage.pcs_derating") == doctest::Approx(0.9 * 0.95 * 100));
}
