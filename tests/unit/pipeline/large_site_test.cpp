// SPDX-License-Identifier: Apache-2.0
// Sites of many tens of megawatts come out without paths that touch and without modules that no crane lifts.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/layout/groups.h"
#include "core/layout/job.h"
#include "core/pipeline.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"

namespace plinth::test {

TEST_CASE("where corridors are full the paths keep apart all the same, and every module is within reach of a crane") {
  const Outcome<Design> out =
      design_site(site_from("project.name = \"Large\"\nsite.boundary = [[0, 0], [481, 0], [481, 288], [0, 288]]\n"
                            "it.load = \"70 MW\"\nit.rack = \"gb300-nvl72\"\nsite.utility.voltage = \"138 kV\"\n"
                            "site.utility.capacity = \"180 MVA\"\npower.redundancy = \"2N\"\n"),
                  shipped_catalog(), {}, "plinth test", Until::check, {});
  REQUIRE(out.ok());
  CHECK(out.value->layout.routes.size() > 5000);
  for (const Finding& f : out.value->report.findings)
    CHECK_MESSAGE((f.code != "RTE01" && f.code != "LIFT01" && f.code != "LIFT02"), f.message);
}

TEST_CASE("main transformers that no crane lifts into the middle of a yard stand along the lane") {
  const SiteSpec spec = site_from(
      "project.name = \"Large\"\nsite.boundary = [[0, 0], [2000, 0], [2000, 2000], [0, 2000]]\n"
      "it.load = \"1000 MW\"\nsite.utility.voltage = \"230 kV\"\nsite.utility.capacity = \"2000 MVA\"\n");
  const Outcome<Sizing> sizing = size_site(spec, shipped_catalog());
  REQUIRE(sizing.ok());
  const layout::Job job = layout::job_of(spec, shipped_catalog(), *sizing.value);
  int heavy = 0;
  for (const layout::GroupSpec& group : layout::groups_of(job, layout::kCoarsest, false)) {
    if (!group.name.starts_with("Electrical")) continue;
    for (const layout::Arrangement& plan : layout::arrangements(group, job.inventory, layout::limits_for(job, true))) {
      if (!plan.within_reach) continue;
      for (const layout::StandingRow& row : plan.rows)
        for (const layout::Standing& s : row.items) {
          const layout::Item& item = job.inventory.items[s.item];
          if (item.node->kind != "main_transformer") continue;
          const PlanPoint c = s.area.centre();
          ++heavy;
          CHECK(item.lift > 0);
          CHECK(std::min({c.x, c.y, plan.width - c.x, plan.height - c.y}) + job.limits.lane / 2 <= item.lift);
        }
    }
  }
  CHECK(heavy > 0);
}

}  // namespace plinth::test
