// SPDX-License-Identifier: Apache-2.0
#include "cli/render/candidates.h"

#include <fmt/format.h>

#include <vector>

#include "cli/render/table.h"
#include "core/base/text.h"

namespace plinth {

std::string candidates_text(const Layout& layout) {
  if (layout.candidates.empty()) return "";
  std::string result;
  if (layout.grid_rotation_deg != 0)
    result += fmt::format(
        "plant grid turned {} deg against the site's coordinates; all coordinates are those of the plant grid\n",
        round_text(layout.grid_rotation_deg, 6));
  std::vector<std::string> head{"", "strategy", "grid", "score m"};
  for (const ScoreTerm& term : layout.candidates.front().terms) head.push_back(term.name);
  head.emplace_back("arrangement");
  Table table(head);
  for (const LayoutCandidate& c : layout.candidates) {
    std::vector<std::string> row{c.chosen ? "*" : "", c.strategy, round_text(c.grid_rotation_deg, 4) + " deg",
                                 round_text(c.score, 5)};
    for (const ScoreTerm& term : c.terms) row.push_back(round_text(term.cost, 4));
    row.push_back(c.arrangement);
    table.add(row);
  }
  result += "\n" + table.text();
  const LayoutSearch& s = layout.search;
  if (s.iterations > 0)
    result += fmt::format("search: {} moves with seed {}, {} taken; score {} m before, {} m after\n", s.iterations,
                          s.seed, s.accepted, round_text(s.before, 5), round_text(s.after, 5));
  return result;
}

}  // namespace plinth
