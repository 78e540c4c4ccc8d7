// SPDX-License-Identifier: Apache-2.0
// The short circuits that sizing chooses by against those of the joint graph, without cables: never less, and no more
// than what the graph really draws somewhere. What sizing chose stands them, so that ELC03 cannot speak of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/distribution/distribute.h"
#include "core/model/withstand.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

Design distributed(const std::string& jurisdiction, const std::string& voltage, const std::string& load,
                   const std::string& redundancy, const std::string& more) {
  Design design;
  design.spec = test::site_from("project.name = \"F\"\nproject.jurisdiction = \"" + jurisdiction +
                                "\"\nsite.boundary = [[0,0],[900,0],[900,900],[0,900]]\nsite.utility.voltage = \"" +
                                voltage + "\"\nsite.utility.capacity = \"900 MVA\"\nit.load = \"" + load +
                                "\"\npower.redundancy = \"" + redundancy + "\"\n" + more);
  Outcome<Sizing> sizing = size_site(design.spec, test::shipped_catalog());
  REQUIRE(sizing.ok());
  design.sizing = std::move(*sizing.value);
  Outcome<Design> out = distribute(std::move(design), test::shipped_catalog());
  REQUIRE(out.ok());
  return std::move(*out.value);
}

/// In SI.
double entry(const Design& design, const char* id) {
  const LedgerEntry* found = design.sizing.ledger.find(id);
  REQUIRE_MESSAGE(found != nullptr, id);
  return found->value * (found->unit == "kA" || found->unit == "kV" ? 1e3 : found->unit == "%" ? 0.01 : 1.0);
}

void agrees(const Design& design) {
  double most = 0, most_peak = 0, most_thermal = 0;
  const double volts = entry(design, "distribution.voltage"), margin = entry(design, "fault.margin");
  for (const BusFault& fault : design.distribution.faults) {
    CAPTURE(fault.tag);
    if (fault.withstand.si > 0)
      CHECK(judge_fault({fault.maximum, fault.peak, fault.thermal}, {fault.withstand, fault.peak_withstand},
                        Time{entry(design, "basis.fault_time.gear")}, margin)
                .stood());
    const bool line_up = fault.tag.starts_with("MVS-");
    if (!line_up && fault.tag.find(".RMU-") == std::string::npos) continue;
    CHECK(fault.voltage.si == doctest::Approx(volts));
    CHECK(fault.maximum.si <= entry(design, "distribution.fault") * (1 + 1e-9));
    CHECK(fault.peak.si <= entry(design, "distribution.fault_peak") * (1 + 1e-9));
    CHECK(fault.thermal.si <= entry(design, "distribution.fault_thermal") * (1 + 1e-9));
    most = std::max(most, fault.maximum.si);
    most_peak = std::max(most_peak, fault.peak.si);
    most_thermal = std::max(most_thermal, fault.thermal.si);
  }
  CHECK(most == doctest::Approx(entry(design, "distribution.fault")).epsilon(1e-9));
  CHECK(most_peak == doctest::Approx(entry(design, "distribution.fault_peak")).epsilon(0.03));
  CHECK(most_thermal == doctest::Approx(entry(design, "distribution.fault_thermal")).epsilon(0.03));
}

}  // namespace

TEST_CASE("sizing and the joint graph agree on the largest short circuit, and what was chosen stands it") {
  const struct {
    const char *jurisdiction, *voltage, *load, *redundancy, *more;
  } sites[] = {{"us", "34.5 kV", "50 MW", "N", ""},
               {"cn", "34.5 kV", "50 MW", "N", ""},
               {"cn", "110 kV", "30 MW", "N", ""},
               {"cn", "220 kV", "100 MW", "N+1", ""},
               {"cn", "220 kV", "300 MW", "N+1", ""},
               {"eu", "220 kV", "100 MW", "N", ""},
               {"eu", "20 kV", "6 MW", "2N", ""},
               {"us", "13.8 kV", "20 MW", "N+1", "site.utility.short_circuit = \"450 MVA\"\n"},
               {"intl", "66 kV", "40 MW", "3N/2", "power.backup_redundancy = \"2N\"\n"}};
  for (const auto& s : sites) {
    const std::string which = std::string(s.jurisdiction) + " " + s.voltage + " " + s.load + " " + s.redundancy;
    CAPTURE(which);
    agrees(distributed(s.jurisdiction, s.voltage, s.load, s.redundancy, s.more));
  }
}
