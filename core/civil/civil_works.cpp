// SPDX-License-Identifier: Apache-2.0
#include "core/civil/civil_works.h"

#include "core/civil/access.h"
#include "core/civil/bollards.h"
#include "core/civil/foundations.h"
#include "core/civil/levels.h"
#include "core/civil/trenches.h"

namespace plinth {
namespace {

CivilTotals totals_of(const Civil& civil, Volume footing, double rebar_ratio) {
  CivilTotals t;
  for (const Foundation& f : civil.foundations) {
    t.concrete += f.concrete;
    t.excavation += f.excavation;
    t.gravel += f.gravel;
    t.grout += f.grout;
    t.rebar += f.rebar;
    t.anchors += static_cast<int>(f.anchors.size());
  }
  for (const Bollards& b : civil.bollards) t.bollards += static_cast<int>(b.at.size());
  t.concrete += t.bollards * footing;
  t.rebar += Mass{t.bollards * footing.si * rebar_ratio};
  t.excavation += t.bollards * footing;
  for (const Trench& trench : civil.trenches) {
    t.trench += trench.length;
    t.trench_concrete += trench.concrete;
    t.trench_excavation += trench.excavation;
  }
  for (const PadLevel& p : civil.levels) {
    t.cut += p.cut;
    t.fill += p.fill;
  }
  return t;
}

void record_totals(const CivilTotals& t, Book& book) {
  const auto put = [&](const char* id, double si, const char* unit, const char* meaning) {
    book.leaf(EntryKind::solved, std::string("civil.") + id, si, unit, meaning,
              "sum over the foundations of the design, bollards included");
  };
  put("concrete", t.concrete.si, "m3", "concrete of foundations");
  put("rebar", t.rebar.si, "t", "reinforcement of foundations");
  put("excavation", t.excavation.si, "m3", "excavation of foundations");
  put("gravel", t.gravel.si, "m3", "gravel below foundations");
  put("grout", t.grout.si, "m3", "grout below base plates");
  put("anchors", t.anchors, "", "anchors");
}

/// The limits that cranes, vehicles and foundations are tried against, used in figures or not.
void record_limits(const SiteSpec& spec, const Catalog& catalog, Book& book) {
  for (const Limit& limit : catalog.limits)
    for (const char* family : {"crane.", "foundation.", "road.turn.", "vehicle."})
      if (limit.id.starts_with(family) && catalog.limit(limit.id, text(spec.project.jurisdiction)) != nullptr)
        book.limit(limit.id);
}

}  // namespace

Outcome<Design> civil_works(Design design, const Catalog& catalog) {
  using namespace civil;
  Outcome<Design> outcome;
  const SiteSpec spec = design.spec;
  Book book(design.sizing.ledger, spec, catalog);
  record_limits(spec, catalog, book);
  Civil works;
  works.foundations = foundations_of(design, catalog, book, outcome.findings);
  works.trenches = trenches_of(design, catalog, book, outcome.findings);
  works.bollards = bollards_of(design, catalog, outcome.findings);
  works.levels = levels_of(design, catalog, book);
  plan_access(design, catalog, works, book, outcome.findings);
  Basis limits(catalog, spec.project.jurisdiction);
  works.totals = totals_of(works, Volume{limits.get("bollard.footing")}, limits.get("foundation.rebar"));
  record_totals(works.totals, book);
  design.civil = std::move(works);
  outcome.value = std::move(design);
  return outcome;
}

}  // namespace plinth
