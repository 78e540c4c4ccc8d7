// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <doctest/doctest.h>

#include <string>

#include "core/sizing/size_site.h"
#include "tests/support/files.h"

namespace plinth::test {

/// The sizing of a site over the shipped catalog; its findings are the message when there is none.
inline Sizing sized(const SiteSpec& spec) {
  Outcome<Sizing> outcome = size_site(spec, shipped_catalog());
  std::string all;
  for (const Finding& f : outcome.findings) all += f.code + " " + f.message + "\n";
  REQUIRE_MESSAGE(outcome.ok(), all);
  return *outcome.value;
}
inline Sizing sized(const std::string& toml) { return sized(site_from(toml)); }

/// SI value of a ledger entry that has to be there.
inline double entry(const Sizing& sizing, const std::string& id) {
  const LedgerEntry* found = sizing.ledger.find(id);
  REQUIRE_MESSAGE(found != nullptr, id);
  return found->value;
}

}  // namespace plinth::test
