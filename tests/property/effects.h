// SPDX-License-Identifier: Apache-2.0
// What a change of the input changes in the result.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/model/design.h"
#include "core/pipeline.h"

namespace plinth::test {

/// A site as TOML by key; a value is TOML as well. Without a key: leave it out.
using SiteText = std::map<std::string, std::string>;

/// A plain site of 2 MW on ample ground, with which most keys can be tried.
[[nodiscard]] SiteText plain_site();
[[nodiscard]] std::string toml_of(const SiteText& site);
/// Reads the site with the files of `files.h`-like worlds: `read_file` finds `files`. Fails the test on errors.
[[nodiscard]] SiteSpec spec_of(const SiteText& site, const std::map<std::string, std::string>& files = {});
/// Fails the test where the site cannot be designed.
[[nodiscard]] Design designed(const SiteSpec& spec, const Catalog& catalog, Until until = Until::check);

/// The figures of a design without any echo of its input: demand, selection, objective, graph, places, routes,
/// distribution, what was derived or found in the ledger, findings and verdicts. Words that may repeat an input (the
/// basis of a selection, texts of the ledger) are left out.
[[nodiscard]] std::string figures_of(Design design);
/// Every text and drawing for people: bill of materials, checklists, plan, findings. Not design.json.
[[nodiscard]] std::string documents_of(const Design& design);

}  // namespace plinth::test
