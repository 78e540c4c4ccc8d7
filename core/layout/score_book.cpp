// SPDX-License-Identifier: Apache-2.0
#include "core/layout/score_book.h"

#include <algorithm>

#include "core/layout/score.h"

namespace plinth {
namespace {

constexpr std::string_view kBasis = "layout score, docs/methods/layout.md";

std::string weight_leaf(Book& book, const SiteSpec& spec, const ScoreTerm& term, const layout::TermKind& kind) {
  if (spec.layout.weights.contains(term.name))
    return book.site("layout.weights." + term.name, term.weight, "", "weight of a term of the layout score");
  if (const std::string id = "layout.weight." + term.name;
      book.catalog().limit(id, text(spec.project.jurisdiction)) != nullptr)
    return book.limit(id);
  return book.leaf(EntryKind::assumption, "score." + term.name + ".weight", kind.weight, "",
                   "weight of a term of the layout score", "house rule, the catalog states none");
}

}  // namespace

void book_score(Book& book, const SiteSpec& spec, const Layout& layout) {
  const auto chosen = std::find_if(layout.candidates.begin(), layout.candidates.end(),
                                   [](const LayoutCandidate& c) { return c.chosen; });
  if (chosen == layout.candidates.end()) return;
  std::vector<std::string> costs;
  for (const ScoreTerm& term : chosen->terms) {
    const auto& kinds = layout::term_kinds();
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.name == term.name; });
    if (kind == kinds.end()) continue;
    const std::string unit = term.unit == "m" || term.unit == "m2" ? term.unit : "";
    const std::string value = book.leaf(EntryKind::solved, "score." + term.name, term.value, unit, kind->meaning,
                                        "measured on the layout; the search for places has no closed formula");
    const std::string weight = weight_leaf(book, spec, term, *kind);
    const std::string formula = unit == "m" ? "v * w" : unit == "m2" ? "v * w / 1[m]" : "v * w * 1[m]";
    costs.push_back(book.derive("score." + term.name + ".cost", term.cost, "m", formula, {{"v", value}, {"w", weight}},
                                "what the term is worth, in metres of medium-voltage cable", kBasis));
  }
  book.sum("score.total", chosen->score, "m", costs, "score of the layout: the candidate with the least wins", kBasis);
}

}  // namespace plinth
