// SPDX-License-Identifier: Apache-2.0
// Nothing enters a result that the result does not list: defaults, margins, limits, catalog values.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>

#include "tests/property/effects.h"
#include "tests/support/files.h"

using namespace plinth;
using namespace plinth::test;

namespace {

SiteText large_site() {
  SiteText site = plain_site();
  site["it.load"] = "\"20 MW\"";
  site["site.utility.capacity"] = "\"40 MVA\"";
  return site;
}

std::vector<SiteText> sites() {
  SiteText eu = plain_site(), two_sided = plain_site();
  eu["project.jurisdiction"] = "\"eu\"";
  eu["site.utility.voltage"] = "\"11 kV\"";
  eu["it.supply_temperature"] = "\"45 degC\"";
  two_sided["power.redundancy"] = "\"2N\"";
  two_sided["site.elevation"] = "\"1500 m\"";
  return {plain_site(), large_site(), eu, two_sided};
}

/// Being listed by work under way.
bool is_pending(const std::string& id) {
  for (const char* part : {"nothing at present"})
    if (id.find(part) != std::string::npos) return true;
  return false;
}

/// A default as TOML: quantities and words are texts, lists stay lists.
/// The default is a place or another value to be looked up, not a value itself.
bool is_rule(const DefaultUsed& used) {
  return used.key.starts_with("site.gate") || used.key == "site.utility.at" || used.value.starts_with("limit ") ||
         used.value.starts_with("from ");
}

std::string as_toml(const std::string& value) {
  const bool whole_number = value.find_first_not_of("0123456789") == std::string::npos;
  return whole_number || value.starts_with("[") || value.starts_with("\"") ? value : "\"" + value + "\"";
}

/// Every limit that `moves` says is enlarged by a tenth.
Catalog moved(const Catalog& catalog, const std::function<bool(const Limit&)>& moves) {
  Catalog changed = catalog;
  for (Limit& limit : changed.limits)
    if (moves(limit)) limit.si *= 1.1;
  return changed;
}

/// The same without what the rules found: they state their limits themselves, in findings and rule pages.
std::string made_of(Design design) {
  design.report = {};
  return figures_of(std::move(design));
}

std::string made_with(const SiteSpec& spec, const Catalog& catalog) {
  const Outcome<Design> outcome = design_site(spec, catalog, {}, "test", Until::layout);
  return outcome.ok() ? made_of(*outcome.value) : "refused";
}

/// Which of these limits change what is made: by halves.
std::set<std::string> culprits(const SiteSpec& spec, const std::string& made, const std::set<std::string>& ids) {
  const auto moves = [&](const Limit& limit) { return ids.contains(limit.id); };
  if (ids.empty() || made_with(spec, moved(shipped_catalog(), moves)) == made) return {};
  if (ids.size() == 1) return ids;
  const auto middle = std::next(ids.begin(), static_cast<std::ptrdiff_t>(ids.size() / 2));
  std::set<std::string> found = culprits(spec, made, {ids.begin(), middle});
  found.merge(culprits(spec, made, {middle, ids.end()}));
  return found;
}

}  // namespace

TEST_CASE("writing every listed default into the site file changes nothing, and leaves no default") {
  for (const SiteText& site : sites()) {
    const SiteSpec spec = spec_of(site);
    SiteText whole = site;
    for (const DefaultUsed& used : spec.defaults)
      if (is_rule(used))
        continue;
      else
        whole[used.key] = as_toml(used.value);
    const SiteSpec written = spec_of(whole);
    for (const DefaultUsed& used : written.defaults)
      CHECK_MESSAGE(is_rule(used), used.key);
    const bool same = figures_of(designed(spec, shipped_catalog())) == figures_of(designed(written, shipped_catalog()));
    CHECK(same);
  }
}

TEST_CASE("a limit that changes what is sized, placed or distributed stands in the ledger") {
  for (const SiteText& site : sites()) {
    const SiteSpec spec = spec_of(site);
    const Design design = designed(spec, shipped_catalog(), Until::layout);
    const std::string made = made_of(design);
    const auto listed = [&](const Limit& limit) {
      return is_pending(limit.id) || design.sizing.ledger.find(limit.id) != nullptr;
    };
    const auto unlisted = [&](const Limit& limit) { return !listed(limit); };
    if (made_with(spec, moved(shipped_catalog(), unlisted)) == made) continue;
    std::set<std::string> unlisted_ids;
    for (const Limit& limit : shipped_catalog().limits)
      if (unlisted(limit)) unlisted_ids.insert(limit.id);
    for (const std::string& id : culprits(spec, made, unlisted_ids))
      CHECK_MESSAGE(is_pending(id), id << " is used, but not in the ledger: Book::limit writes it");
  }
}

TEST_CASE("every leaf names the line it was read from, or the key left out, or what it was found from") {
  for (const SiteText& site : sites()) {
    const Design design = designed(spec_of(site), shipped_catalog(), Until::layout);
    for (const auto& [id, entry] : design.sizing.ledger.entries()) {
      CAPTURE(id);
      INFO("Book::attribute, Book::limit and Book::site write leaves with their lines; what is found is `solved`");
      CHECK_FALSE(entry.meaning.empty());
      CHECK_FALSE(entry.basis.empty());
      if (is_pending(id)) continue;
      if (entry.kind == EntryKind::catalog || entry.kind == EntryKind::assumption) {
        CHECK(entry.origin.known());
        CHECK_FALSE(entry.text.empty());
      }
      if (entry.kind == EntryKind::input) CHECK(entry.origin.line > 0);
      if (entry.kind == EntryKind::default_value) {
        const bool listed = std::any_of(design.spec.defaults.begin(), design.spec.defaults.end(),
                                        [&](const DefaultUsed& used) { return "site." + used.key == id; });
        CHECK(listed);
      }
    }
  }
}
