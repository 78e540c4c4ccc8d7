// SPDX-License-Identifier: Apache-2.0
// Racks from loads, accelerators, shares and caps; the five powers; scalable units; power shelves.
#include "core/sizing/rack_plan.h"

#include <doctest/doctest.h>

#include "core/sizing/size_site.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

std::string text_of(const std::string& it) {
  return "[project]\nname = \"T\"\n[site]\nboundary = [[0,0],[300,0],[300,300],[0,300]]\n[site.utility]\nvoltage = "
         "\"13.8 kV\"\ncapacity = \"60 MVA\"\n[it]\n" +
         it + "\n";
}

SiteSpec spec_of(const std::string& it) { return test::site_from(text_of(it)); }

std::vector<GroupPlan> planned(const std::string& it) { return plan_racks(spec_of(it), test::shipped_catalog()); }

const ModuleType& rack(const char* id) { return *test::shipped_catalog().module(id); }

}  // namespace

TEST_CASE("racks from a load, a cap, accelerators, shares and counts") {
  // 20 MW / 135 kW = 148.1; at 100 kW 200; 4608 accelerators / 72 = 64.
  CHECK(planned("load = \"20 MW\"").front().racks == 149);
  CHECK(planned("load = \"20 MW\"\nrack_power = \"100 kW\"").front().racks == 200);
  CHECK(planned("accelerators = 4608").front().racks == 64);
  CHECK(planned("accelerators = 4609").front().racks == 65);
  CHECK(planned("accelerators = 4608\nrack_power = \"100 kW\"\ngrowth = \"50 %\"").front().racks == 96);
  // Four fifths of 10 MW in GB300 (59.26 racks), one fifth in 14 kW racks (142.9).
  const auto mixed = planned(
      "load = \"10 MW\"\n[[it.group]]\nrack = \"gb300-nvl72\"\nshare = \"80 %\"\n[[it.group]]\nrack = "
      "\"storage-network-14\"\nshare = 0.2");
  REQUIRE(mixed.size() == 2);
  CHECK(mixed[0].racks == 60);
  CHECK(mixed[1].racks == 143);
  const auto ways = planned(
      "[[it.group]]\nrack = \"gb300-nvl72\"\nload = \"1350 kW\"\n[[it.group]]\nrack = \"gb300-nvl72\"\naccelerators "
      "= 720\n[[it.group]]\nrack = \"gb300-nvl72\"\ncount = 5\nrack_power = \"120 kW\"");
  REQUIRE(ways.size() == 2);
  CHECK(ways[0].racks == 20);
  CHECK(ways[1].racks == 5);
  CHECK(ways[1].id == "gb300-nvl72-at-120kW");
}

TEST_CASE("a cap scales heat and EDP peak, keeps idle and what the busbar must stand, and bounds the mean") {
  const SiteSpec spec = spec_of("load = \"1 MW\"");
  const RackPowers full = rack_powers(spec, rack("gb300-nvl72"), std::nullopt);
  CHECK(full.tdp == doctest::Approx(135e3));
  CHECK(full.peak == doctest::Approx(155e3));
  CHECK(full.mean == doctest::Approx(102.6e3));
  CHECK(full.provisioned == doctest::Approx(192e3));
  const RackPowers capped = rack_powers(spec, rack("gb300-nvl72"), 90.0 * kW);
  CHECK(capped.tdp == doctest::Approx(90e3));
  CHECK(capped.peak == doctest::Approx(90e3 * 155 / 135));
  CHECK(capped.mean == doctest::Approx(90e3));
  CHECK(capped.idle == doctest::Approx(40.8e3));
  CHECK(capped.provisioned == doctest::Approx(192e3));
  const SiteSpec busy = spec_of("load = \"1 MW\"\nutilisation = \"90 %\"");
  CHECK(rack_powers(busy, rack("gb300-nvl72"), std::nullopt).mean == doctest::Approx(121.5e3));
  CHECK(rack_powers(busy, rack("gb300-nvl72"), 100.0 * kW).mean == doctest::Approx(90e3));
}

TEST_CASE("scalable units bring the published management and network racks") {
  // GB200 SuperPOD: 288 GPU = 4 + 2 + 3 racks, 576 = 8 + 4 + 6, 1152 = 16 + 8 + 12.
  for (const auto& [gpus, compute, support] : {std::tuple{288, 4, 5}, {576, 8, 10}, {1152, 16, 20}, {360, 5, 10}}) {
    CAPTURE(gpus);
    const auto groups =
        planned("rack = \"gb200-nvl72\"\nsupport = \"scalable-unit\"\naccelerators = " + std::to_string(gpus));
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].racks == compute);
    CHECK(groups[1].racks == support);
    CHECK(groups[1].rack->id == "management-network-30");
  }
  // A group of that type that the site lists itself takes them in, and comes last.
  const auto joined = planned(
      "support = \"scalable-unit\"\n[[it.group]]\nrack = \"management-network-30\"\ncount = 7\n[[it.group]]\nrack = "
      "\"gb200-nvl72\"\ncount = 8");
  REQUIRE(joined.size() == 2);
  CHECK(joined[1].racks == 17);
}

TEST_CASE("what only the catalog can show to be wrong") {
  const auto faults = [](const std::string& it) {
    const auto found = rack_faults(spec_of(it), test::shipped_catalog());
    return found.empty() ? std::string() : found.front().message;
  };
  CHECK(faults("load = \"1 MW\"").empty());
  CHECK(faults("load = \"1 MW\"\nrack_power = \"140 kW\"").find("above the thermal design power") != std::string::npos);
  CHECK(faults("load = \"1 MW\"\nrack_power = \"30 kW\"").find("with no work") != std::string::npos);
  CHECK(faults("accelerators = 100\nrack = \"storage-network-14\"").find("no accelerators") != std::string::npos);
  CHECK(faults("load = \"1 MW\"\nrack = \"helios-mi455x\"\nsupport = \"scalable-unit\"").find("no scalable unit") !=
        std::string::npos);
}

TEST_CASE("power shelves: 8 x 33 kW give 231 kW with one out and 132 kW with one feed out") {
  const auto shelves = shelf_power(rack("gb200-nvl72"));
  REQUIRE(shelves);
  CHECK(shelves->one_out / kW == doctest::Approx(231));
  CHECK(shelves->feed_out / kW == doctest::Approx(132));
  const auto remarks = rack_remarks(spec_of("load = \"1 MW\""), planned("load = \"1 MW\""));
  REQUIRE(remarks.size() == 1);
  CHECK(remarks.front().code == "SIZ021");
  const std::string capped = "load = \"1 MW\"\nrack_power = \"114 kW\"";
  CHECK(rack_remarks(spec_of(capped), planned(capped)).empty());
}

TEST_CASE("fewer racks: every form shrinks to the number asked for, and only grows with it") {
  for (const std::string it :
       {"load = \"20 MW\"", "load = \"20 MW\"\nrack_power = \"90 kW\"", "accelerators = 7200",
        "load = \"9 MW\"\n[[it.group]]\nrack = \"gb300-nvl72\"\nshare = \"70 %\"\n[[it.group]]\nrack = "
        "\"storage-network-14\"\nshare = \"30 %\""}) {
    CAPTURE(it);
    const SiteSpec spec = spec_of(it);
    const auto& catalog = test::shipped_catalog();
    const auto all = racks_asked(spec, catalog);
    for (std::int64_t n : {std::int64_t{1}, all / 3, all - 1, all})
      CHECK(racks_asked(with_racks(spec, catalog, n), catalog) == n);
  }
}

TEST_CASE("a capped, mixed site derives every figure, and its mean is below its design point") {
  const auto outcome = size_site(
      spec_of("support = \"scalable-unit\"\n[[it.group]]\nrack = \"gb300-nvl72\"\nload = \"2 MW\"\nrack_power = \"110 "
              "kW\"\n[[it.group]]\nrack = \"gb300-nvl72\"\ncount = 8\n[[it.group]]\nrack = \"hgx-b200-4x-air\"\ncount "
              "= 9"),
      test::shipped_catalog());
  REQUIRE(outcome.ok());
  const Ledger& ledger = outcome.value->ledger;
  CHECK(audit(ledger).empty());
  const double it = 19 * 110 + 8 * 135 + 9 * 57.2 + (5 + 2) * 5 * 30;
  CHECK(outcome.value->demand.it / kW == doctest::Approx(it));
  CHECK(ledger.find("demand.it_mean")->value == doctest::Approx(19 * 102.6 + 8 * 102.6 + 9 * 41.8 + 35 * 22));
  CHECK(ledger.find("demand.facility_mean")->value < ledger.find("demand.facility_steady")->value);
  // The flow of a capped rack keeps the return temperature: 119 L/min x 110 / 135.
  CHECK(ledger.find("cdu.gb300-nvl72-at-110kW.rack_flow")->value == doctest::Approx(119.0 * 110 / 135));
}
