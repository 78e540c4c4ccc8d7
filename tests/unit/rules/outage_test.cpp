// SPDX-License-Identifier: Apache-2.0
// The outage sweep on plants small enough to see through: N, N+1, 2N, block redundant, a common header, a tie, two ways
// in one corridor. Expected figures are worked out by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/physics/availability.h"
#include "core/rules/outage/study.h"
#include "core/rules/page_design.h"

namespace plinth::test {
namespace {

const char* const kTypes = R"(utility capacity=20MVA
type u kind=intake size=3x3x3 ports=out_a:mv:out
type s kind=mv_switchgear size=3x2x3 ports=incomer:mv:in,feeder:mv:out
type m kind=power_module size=12x3x3 ports=mv_in_a:mv:in,lv_out:lv:out rated_power=1000kW
type p kind=it_pod size=10x4x3 ports=lv_a:lv:in,lv_b:lv:in
type r kind=rack size=1x1x2 ports=lv_a:lv:in,lv_b:lv:in
)";

std::string number(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

/// Pods of one rack; `feeds` names the modules on A and B of each.
struct Pod {
  int a, b, kilowatts;
  int normal_a = 1, normal_b = 1;
};

std::string plant(int modules, const std::vector<Pod>& pods, int boards = 2) {
  std::string text = kTypes, edges;
  for (int i = 1; i <= boards; ++i) {
    text += "node UTL-" + number(i) + " u\nnode MVS-" + number(i) + " s\n";
    edges += "edge mv UTL-" + number(i) + ".out_a MVS-" + number(i) + ".incomer voltage=13.8kV\n";
  }
  for (int i = 1; i <= modules; ++i) {
    text += "node PWR-" + number(i) + " m\n";
    edges += "edge mv MVS-" + number((i - 1) % boards + 1) + ".feeder PWR-" + number(i) + ".mv_in_a voltage=13.8kV\n";
  }
  for (std::size_t i = 0; i < pods.size(); ++i) {
    const std::string pod = "POD-" + number(static_cast<int>(i) + 1), demand = std::to_string(pods[i].kilowatts);
    text +=
        "node " + pod + " p demand=" + demand + "\nnode " + pod + ".RACK-1 r in=" + pod + " demand=" + demand + "\n";
    for (const auto& [side, module, normal] :
         {std::tuple{"lv_a", pods[i].a, pods[i].normal_a}, {"lv_b", pods[i].b, pods[i].normal_b}}) {
      if (module == 0) continue;
      edges += "edge lv PWR-" + number(module) + ".lv_out " + pod + "." + side +
               " voltage=415V normal=" + std::to_string(normal) + "\n";
      edges += "edge lv " + pod + "." + side + " " + pod + ".RACK-1." + side +
               " voltage=415V normal=" + std::to_string(normal) + "\n";
    }
  }
  return text + edges;
}

struct Swept {
  explicit Swept(const std::string& text, bool by_symmetry = true)
      : design(design_of_page(text, Catalog{})), context(design), outages(context) {
    SweepOptions options;
    options.by_symmetry = by_symmetry;
    options.separation = 3000;
    study = sweep_outages(outages, options);
  }
  [[nodiscard]] const OutageRecord& of(const std::string& name) const {
    for (const OutageRecord& record : study.records)
      if (std::find(record.names.begin(), record.names.end(), name) != record.names.end()) return record;
    FAIL("no outage of " << name);
    return study.records.front();
  }
  [[nodiscard]] double lost(const std::string& name) const { return of(name).present.it_lost / 1000.0; }
  [[nodiscard]] double lost(const std::vector<std::string>& tags) {
    Removal removal;
    for (const std::string& tag : tags) removal.nodes.push_back(context.node_of(tag));
    return outages.consequence(removal, Grid::present, Detail::full).it_lost / 1000.0;
  }
  [[nodiscard]] double load_after(const std::string& name) const { return of(name).survivor.load; }

  Design design;
  CheckContext context;
  Outages outages;
  OutageStudy study;
};

}  // namespace

TEST_CASE("N: one module, one board: everything in the chain is a single point of failure") {
  const Swept swept(plant(1, {{1, 0, 800}}, 1));
  CHECK(swept.study.sound);
  for (const char* tag : {"UTL-01", "MVS-01", "PWR-01", "POD-01.lv_a"}) CHECK(swept.lost(tag) == 800);
  CHECK(swept.of("PWR-01").present.dark == 800e3);
  CHECK(swept.study.level == Level::basic);
  CHECK(swept.of("PWR-01").present.racks.size() == 1);
}

TEST_CASE("2N: neither side is missed, and the other carries all of it") {
  Swept swept(plant(2, {{1, 2, 900}}));
  CHECK(swept.lost("PWR-01") == 0);
  CHECK(swept.load_after("PWR-01") == doctest::Approx(0.9));
  CHECK(swept.lost("MVS-02") == 0);
  CHECK(swept.study.level == Level::maintainable);
  CHECK(swept.lost({"PWR-01", "PWR-02"}) == 900);
  CHECK(swept.lost({"PWR-01", "MVS-02"}) == 900);
  CHECK(swept.study.cuts.at("power_module").pairs == 1);
  CHECK(swept.study.cuts.at("power_module").singles == 0);
}

TEST_CASE("N+1 in a row: three pods of 600 kW on the pairs of three modules; two modules carry 2000 of 1800 kW") {
  Swept swept(plant(3, {{1, 2, 600}, {2, 3, 600}, {3, 1, 600}}, 3));
  CHECK(swept.lost("PWR-01") == 0);
  // 300 + 300 normally; without module 1 each of the others takes 300 more.
  CHECK(swept.load_after("PWR-01") == doctest::Approx(0.9));
  CHECK(swept.study.records.size() == 11);  // the three thirds look alike: 3 sorts of units, 2 of buses, 6 of cables
  CHECK(swept.of("PWR-02").names.size() == 3);
  CHECK(swept.study.cuts.at("power_module").pairs == 3);
  // Two out: pod on both is dark (600), the third module carries 1000 of 1200.
  CHECK(swept.lost({"PWR-01", "PWR-02"}) == 800);
}

TEST_CASE("overload: a survivor that is short serves what it can") {
  Swept swept(plant(2, {{1, 2, 1100}}));
  CHECK(swept.lost("PWR-01") == doctest::Approx(100));
  CHECK(swept.of("PWR-01").present.overload == doctest::Approx(100e3));
  CHECK(swept.of("PWR-01").present.dark == 0);
  CHECK(swept.study.level == Level::basic);
}

TEST_CASE("block redundant: the catcher takes over any one module, not two") {
  const std::vector<Pod> pods{{1, 3, 900, 1, 0}, {2, 3, 900, 1, 0}};
  Swept swept(plant(3, pods, 3));
  CHECK(swept.lost("PWR-01") == 0);
  CHECK(swept.load_after("PWR-01") == doctest::Approx(0.9));
  CHECK(swept.lost({"PWR-01", "PWR-02"}) == doctest::Approx(800));  // 1000 of 1800
  CHECK(swept.lost({"PWR-01", "PWR-03"}) == 900);
}

TEST_CASE("a tie: two boards that feed each module carry on with either") {
  std::string text = plant(2, {{1, 2, 900}}, 2);
  text += "edge mv MVS-02.feeder PWR-01.mv_in_b voltage=13.8kV\nedge mv MVS-01.feeder PWR-02.mv_in_b voltage=13.8kV\n";
  Swept swept(text);
  CHECK(swept.lost({"MVS-01", "PWR-01"}) == 0);  // without the tie this would be dark
  CHECK(swept.lost({"MVS-01", "MVS-02"}) == 900);
}

TEST_CASE("two ways in one corridor fall together") {
  const std::string apart = plant(2, {{1, 2, 900}});
  const auto routes = [](const Swept& swept) {
    return std::count_if(swept.study.records.begin(), swept.study.records.end(),
                         [](const OutageRecord& r) { return r.element.kind == ElementKind::corridor; });
  };
  // E0005 and E0007 lead from the modules to the pod.
  CHECK(routes(Swept(apart + "route E0005 0 0 10 0\nroute E0007 0 3 10 3\n")) == 0);
  CHECK(routes(Swept(apart + "route E0005 0 0 10 0\nroute E0007 10 0 20 0\n")) == 0);
  const Swept shared(apart + "route E0005 0 0 10 0\nroute E0007 9 0 20 0\n");
  REQUIRE(routes(shared) == 1);
  CHECK(shared.study.records.back().present.it_lost == 900e3);
}

TEST_CASE("pairs: a list cut off says so, and finds the same sorts either way round") {
  Swept all(plant(2, {{1, 2, 900}}));
  REQUIRE(all.study.pairs_complete);
  SweepOptions options;
  options.most_pairs = 1;
  const OutageStudy cut = sweep_outages(all.outages, options);
  CHECK_FALSE(cut.pairs_complete);
  CHECK(cut.pairs_tried == 1);
  // Two modules, two boards, two intakes; each of the boards and intakes also with each of the other service.
  CHECK(all.study.pairs_of == 1 + 1 + 1 + 4);
  CHECK(all.study.pairs_unchecked == 0);
  CHECK(cut.pairs_of == all.study.pairs_of);
  CHECK(cut.pairs_unchecked == cut.pairs_of - 1);
  for (const PairRecord& pair : all.study.pairs) CHECK(all.lost({pair.maintained, pair.failed}) * 1000 == pair.it_lost);
}

TEST_CASE("unavailability by fatal sets against all 2^n states") {
  // Six modules in pairs for three pods, as 2N on the small: pods die where both of their modules are down.
  Swept swept(plant(6, {{1, 2, 900}, {3, 4, 900}, {5, 6, 900}}, 2));
  const CutSets& cuts = swept.study.cuts.at("power_module");
  CHECK(cuts.pairs == 3);
  for (const double u : {1e-2, 1e-3, 1e-4}) {
    double exact = 0;
    for (unsigned state = 0; state < 64; ++state) {
      Removal removal;
      double chance = 1;
      for (int i = 0; i < 6; ++i) {
        const bool down = (state >> i & 1U) != 0;
        chance *= down ? u : 1 - u;
        if (down) removal.nodes.push_back(swept.context.node_of("PWR-0" + std::to_string(i + 1)));
      }
      if (!swept.outages.consequence(removal, Grid::present, Detail::it_only).harmless()) exact += chance;
    }
    const double sum = fatal_set_unavailability({cuts.singles, cuts.pairs, 0, 0}, u, 0, 0);
    CHECK(sum >= exact);
    CHECK(sum <= exact * (1 + 3 * u));
  }
}

TEST_CASE("k of n against all states, and the fatal sets of k of n") {
  for (int n = 1; n <= 10; ++n)
    for (int k = std::max(1, n - 2); k <= n; ++k) {
      const double u = 0.01;
      double exact = 0;
      for (unsigned state = 0; state < (1U << n); ++state) {
        int down = 0;
        for (int i = 0; i < n; ++i) down += static_cast<int>(state >> i & 1U);
        if (n - down < k) exact += std::pow(u, down) * std::pow(1 - u, n - down);
      }
      CHECK(1 - k_of_n_availability(k, n, 1 - u) == doctest::Approx(exact).epsilon(1e-9));
      CHECK(start_failure(n, n - k, u) == doctest::Approx(exact).epsilon(1e-9));
      FatalSets sets;
      (n == k       ? sets.singles
       : n == k + 1 ? sets.pairs
                    : sets.triples) = n == k       ? n
                                      : n == k + 1 ? n * (n - 1) / 2.0
                                                   : n * (n - 1) * (n - 2) / 6.0;
      const double sum = fatal_set_unavailability(sets, u, 0, 0);
      CHECK(sum >= exact * (1 - 1e-12));
      CHECK(sum <= exact * (1 + n * u));
    }
}

TEST_CASE("common cause and maintenance") {
  // One pair, U = 1e-3, beta 2 %, 16 h a year: (0.98e-3)^2 + 0.02e-3 + 2 * 16/8760 * 1e-3.
  const double m = 16.0 / 8760.0;
  CHECK(fatal_set_unavailability({0, 1, 0, 1}, 1e-3, 0.02, m) ==
        doctest::Approx(0.9604e-6 + 2e-5 + 3.6529680365e-6).epsilon(1e-9));
  CHECK(fatal_set_unavailability({0, 1, 0, 1}, 1e-3, 0.02, 0) == doctest::Approx(two_sided_unavailability(1e-3, 0.02)));
}

TEST_CASE("minutes to the limit: what is stored, over the heat in excess, of the loop that is left") {
  // Three coolers of 500 kW and three pumps of 800 L/min behind two headers; 1000 kW of liquid heat, 1400 L/min. The
  // FWS loop holds 6 m3, the coolant loop of the pod 1 m3; both may rise by 5 K: V rho c dT / Q = 6 * 996 * 4.18 * 5 /
  // 1000 = 124.9 s and 20.8 s at full heat.
  const double c = 996 * 4.18 * 5;
  const std::string plant_of = R"(utility capacity=20MVA
type d kind=dry_cooler size=9x2x2 ports=fws_supply:fws_supply:out rated_heat=500kW
type q kind=fws_pump_skid size=3x2x2 ports=fws_supply_in:fws_supply:in,fws_supply_out:fws_supply:out rated_flow=800L/min
type h kind=header_skid size=3x2x2 ports=fws_supply_in:fws_supply:in,fws_supply_out:fws_supply:out max_flow=5000L/min
type u kind=intake size=3x3x3 ports=out_a:mv:out
type m kind=power_module size=12x3x3 ports=mv_in_a:mv:in,lv_out:lv:out rated_power=3000kW
type p kind=it_pod size=10x4x3 ports=fws_supply:fws_supply:in,lv_a:lv:in
type c kind=cdu size=1x1x2 ports=fws_supply:fws_supply:in,tcs_supply:tcs_supply:out rated_heat=600kW rated_flow=800L/min
type r kind=rack size=1x1x2 ports=tcs_supply:tcs_supply:in,lv_a:lv:in power_tdp=1000kW liquid_fraction=1
node UTL-01 u
node PWR-01 m
node DRC-01 d block=1
node DRC-02 d block=1
node DRC-03 d block=1
node PMP-01 q block=1
node PMP-02 q block=1
node PMP-03 q block=1
node HDR-01 h block=1
node HDR-02 h block=1
node POD-01 p block=1 demand=1000
node POD-01.CDU-1 c in=POD-01 block=1
node POD-01.CDU-2 c in=POD-01 block=1
node POD-01.RACK-1 r in=POD-01 block=1 demand=1000
edge mv UTL-01.out_a PWR-01.mv_in_a voltage=13.8kV
edge lv PWR-01.lv_out POD-01.lv_a voltage=415V normal=1400
edge lv POD-01.lv_a POD-01.RACK-1.lv_a voltage=415V normal=1400
edge fws_supply DRC-01.fws_supply PMP-01.fws_supply_in
edge fws_supply DRC-02.fws_supply PMP-02.fws_supply_in
edge fws_supply DRC-03.fws_supply PMP-03.fws_supply_in
edge fws_supply PMP-01.fws_supply_out HDR-01.fws_supply_in
edge fws_supply PMP-02.fws_supply_out HDR-01.fws_supply_in
edge fws_supply PMP-03.fws_supply_out HDR-01.fws_supply_in
edge fws_supply PMP-01.fws_supply_out HDR-02.fws_supply_in
edge fws_supply PMP-02.fws_supply_out HDR-02.fws_supply_in
edge fws_supply PMP-03.fws_supply_out HDR-02.fws_supply_in
edge fws_supply HDR-01.fws_supply_out POD-01.fws_supply rating=2000L/min normal=700
edge fws_supply HDR-02.fws_supply_out POD-01.fws_supply rating=2000L/min normal=700
edge fws_supply POD-01.fws_supply POD-01.CDU-1.fws_supply
edge fws_supply POD-01.fws_supply POD-01.CDU-2.fws_supply
edge tcs_supply POD-01.CDU-1.tcs_supply POD-01.RACK-1.tcs_supply rating=1400L/min normal=700
edge tcs_supply POD-01.CDU-2.tcs_supply POD-01.RACK-1.tcs_supply rating=1400L/min normal=700
)";
  const auto loop = [](const char* name, double seconds) {
    return "loop " + std::string(name) + " ride=" + std::to_string(seconds) + "s\n";
  };
  Swept swept(plant_of + loop("fws block 1", 6 * c / 1000) + loop("tcs POD-01", 1 * c / 1000));
  const auto seconds = [&](const std::vector<std::string>& tags) {
    Removal removal;
    for (const std::string& tag : tags) removal.nodes.push_back(swept.context.node_of(tag));
    const auto time = swept.outages.consequence(removal, Grid::present, Detail::full).thermal;
    REQUIRE(time.has_value());
    return time->si;
  };
  REQUIRE(swept.study.sound);
  // Two of three coolers out: 500 of 1000 kW warm 6 m3; the water of the pumps behind them is missing as well, 600 of
  // 1400 L/min, and leaves the pod with its own 1 m3: the shorter of the two counts.
  CHECK(swept.of("DRC-01").present.it_lost == 0);
  CHECK(seconds({"DRC-01", "DRC-02"}) == doctest::Approx(std::min(6 * c / 500, 1 * c / (1000 * 600.0 / 1400))));
  // Every pump out: nothing moves; the tank upstream is of no use, the pod has its own 20.8 s.
  CHECK(seconds({"PMP-01", "PMP-02", "PMP-03"}) == doctest::Approx(20.8164).epsilon(1e-4));
  // Both CDUs out: nothing stores between them and the racks.
  CHECK(seconds({"POD-01.CDU-1", "POD-01.CDU-2"}) == 0);
}

}  // namespace plinth::test
