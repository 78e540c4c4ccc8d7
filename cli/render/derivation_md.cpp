// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/render/derivation.h"
#include "cli/render/derivation_influence.h"
#include "cli/render/derivation_rests.h"
#include "core/base/text.h"

namespace plinth {
namespace {

/// Text inside a cell of a Markdown table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|')
      out += "\\|";
    else if (c == '\n')
      out += ' ';
    else
      out += c;
  }
  return out;
}

/// Code inside a cell: a backtick cannot be escaped there.
std::string code(std::string_view text) {
  std::string out = cell(text);
  for (char& c : out)
    if (c == '`') c = '\'';
  return "`" + out + "`";
}

std::string steps_md(const Design& design, const std::vector<DerivationStep>& steps) {
  std::vector<int> number(steps.size(), 0);
  int count = 0;
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (steps[i].entry != nullptr && !steps[i].entry->formula.empty()) number[i] = ++count;
  std::string out =
      "| step | figure | value | formula | with numbers | symbols | basis |\n|---|---|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (number[i] == 0) continue;
    const LedgerEntry& entry = *steps[i].entry;
    std::vector<std::string> symbols;
    for (const auto& branch : steps[i].branches)
      symbols.push_back(
          cell(branch.symbol) + ": " +
          (number[branch.step] > 0 ? fmt::format("step {}", number[branch.step]) : code(steps[branch.step].id)));
    out += fmt::format("| {} | {}<br>{} | {} | {} | {} | {} | {} |\n", number[i], code(entry.id), cell(entry.meaning),
                       cell(figure_text(entry)), code(entry.formula), code(substituted(entry, design.sizing.ledger)),
                       join(symbols, "; "), cell(entry.basis));
  }
  return out;
}

std::string leaves_md(const Rests& rests, const std::map<std::string, double, std::less<>>& influence) {
  std::string out =
      "| status | figure | value | influence | as written | where | basis |\n|---|---|---|---|---|---|---|\n";
  const auto moved = [&](const LedgerEntry& leaf) {
    const auto found = influence.find(leaf.id);
    return found == influence.end() ? std::string() : influence_text(leaf, found->second);
  };
  for (const auto& [trust, leaves] : rests)
    for (const auto& [entry, source] : leaves)
      out += fmt::format("| {} | {}<br>{} | {} | {} | {} | {} | {} |\n", text(trust), code(entry->id),
                         cell(entry->meaning), cell(figure_text(*entry)), moved(*entry), cell(entry->text),
                         cell(source.place), cell(source.basis));
  return out;
}

}  // namespace

std::string derivation_md(const Design& design, std::string_view id, int depth) {
  const std::vector<DerivationStep> steps = derivation(design, id, depth);
  if (steps.empty()) return "";
  const LedgerEntry& root = *steps.front().entry;
  std::string out = fmt::format("# {} = {}\n\n{}; {}, revision {}\n", root.id, figure_text(root), root.meaning,
                                cell(design.spec.project.name), cell(design.spec.project.revision));
  if (!root.formula.empty()) out += "\n## Derivation\n\n" + steps_md(design, steps);
  Rests rests = rests_of(design, id);
  if (root.formula.empty() && rests.empty()) {
    Source source = source_of(design, root);
    rests[source.trust].emplace_back(&root, source);
  }
  const std::string words = rests_text(rests);
  return out + "\n## Values it rests on\n\n" + (words.empty() ? "" : words + ".\n\n") +
         leaves_md(rests, influence_on(design.sizing.ledger, id));
}

}  // namespace plinth
