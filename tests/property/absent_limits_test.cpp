// SPDX-License-Identifier: Apache-2.0
// A catalog of one's own may lack any limit: a finding says so, nothing breaks.
#include <doctest/doctest.h>

#include <set>

#include "tests/property/effects.h"
#include "tests/support/files.h"

using namespace plinth;
using namespace plinth::test;

TEST_CASE("without any one limit a site is designed with a remark, or refused with a finding") {
  SiteText plain = plain_site(), wet = plain_site();
  plain["it.load"] = wet["it.load"] = "\"0.5 MW\"";
  wet["cooling.rejection"] = "\"tower\"";
  wet["site.climate.wet_bulb"] = "\"24 degC\"";
  wet["power.redundancy"] = "\"2N\"";
  std::set<std::string> ids;
  for (const Limit& limit : shipped_catalog().limits) ids.insert(limit.id);
  const SiteSpec dry_site = spec_of(plain), wet_site = spec_of(wet);
  for (const std::string& id : ids) {
    CAPTURE(id);
    Catalog catalog = shipped_catalog();
    std::erase_if(catalog.limits, [&](const Limit& limit) { return limit.id == id; });
    CHECK_NOTHROW([&] {
      const SiteSpec& spec = id.starts_with("basis.") ? wet_site : dry_site;
      const Outcome<Design> made = run_stages(spec, catalog, {}, "test", Until::check);
      CHECK((made.ok() || !made.findings.empty()));
    }());
  }
}
