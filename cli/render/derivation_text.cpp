// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "cli/render/derivation.h"
#include "cli/render/derivation_influence.h"
#include "cli/render/derivation_rests.h"
#include "core/base/text.h"
#include "core/base/units.h"

namespace plinth {
namespace {

class TextTree {
 public:
  TextTree(const Design& design, const std::vector<DerivationStep>& steps) : design_(design), steps_(steps) {}

  std::string draw() {
    show(0, "", "", "");
    return std::move(text_);
  }

 private:
  void show(std::size_t index, const std::string& symbol, const std::string& branch, const std::string& rest) {
    const DerivationStep& step = steps_[index];
    text_ += branch + head(step, symbol);
    if (step.mark > 0) text_ += fmt::format("  [{}]", step.mark);
    text_ += "\n";
    if (step.entry == nullptr) return;
    const std::string stem = rest + (step.branches.empty() ? "   " : "│  ");
    for (const std::string& line : explained(*step.entry)) text_ += stem + line + "\n";
    if (step.cut) text_ += stem + "…\n";
    for (std::size_t i = 0; i < step.branches.size(); ++i) {
      const bool last = i + 1 == step.branches.size();
      const auto& [name, child, here] = step.branches[i];
      const std::string arm = rest + (last ? "└─ " : "├─ ");
      if (here)
        show(child, name, arm, rest + (last ? "   " : "│  "));
      else
        text_ += arm + head(steps_[child], name) + fmt::format("  see [{}]\n", steps_[child].mark);
    }
  }

  static std::string head(const DerivationStep& step, const std::string& symbol) {
    const std::string name = (symbol.empty() ? "" : symbol + ": ") + step.id;
    if (step.entry == nullptr) return name + " is missing from this design";
    const std::string& meaning = step.entry->meaning;
    return name + " = " + figure_text(*step.entry) + (meaning.empty() ? "" : "  – " + meaning);
  }

  [[nodiscard]] std::vector<std::string> explained(const LedgerEntry& entry) const {
    if (!entry.formula.empty()) {
      std::vector<std::string> lines{"= " + entry.formula};
      if (!entry.inputs.empty()) lines.push_back("= " + substituted(entry, design_.sizing.ledger));
      if (!entry.basis.empty()) lines.push_back("basis: " + entry.basis);
      return lines;
    }
    const Source source = source_of(design_, entry);
    std::vector<std::string> parts{std::string(text(source.trust))};
    if (!source.place.empty()) parts.push_back(source.place);
    if (!entry.text.empty()) parts.push_back("\"" + entry.text + "\"");
    if (!source.basis.empty()) parts.push_back(source.basis);
    return {join(parts, " · ")};
  }

  const Design& design_;
  const std::vector<DerivationStep>& steps_;
  std::string text_;
};

/// One group of leaves, those first on which the figure hinges most:
/// "basis.pump_head = 250 kPa  · +10 %: +0.06 %  · house rule, 2026-11-20  · catalog/standards/design_basis.toml:74:1".
class LeafLists {
 public:
  LeafLists(const Design& design, std::string_view id)
      : rests_(rests_of(design, id)), influence_(influence_on(design.sizing.ledger, id)) {}

  std::string draw() {
    if (const std::string words = rests_text(rests_); !words.empty()) text_ += "\n" + words + "\n";
    if (!influence_.empty())
      text_ += "(+10 %: what the figure would change by if the value alone were a tenth larger)\n";
    list(Trust::assumed, "assumed values");
    list(Trust::unstated, "values without a status");
    list(Trust::defaulted, "defaults taken");
    list(Trust::solved, "found by search or iteration");
    return std::move(text_);
  }

 private:
  [[nodiscard]] double influence(const LedgerEntry& entry) const {
    const auto found = influence_.find(entry.id);
    return found == influence_.end() ? 0.0 : found->second;
  }

  void list(Trust trust, std::string_view title) {
    const auto found = rests_.find(trust);
    if (found == rests_.end()) return;
    auto leaves = found->second;
    std::stable_sort(leaves.begin(), leaves.end(), [&](const auto& a, const auto& b) {
      return std::fabs(influence(*a.first)) > std::fabs(influence(*b.first));
    });
    text_ += fmt::format("\n{} ({}):\n", title, leaves.size());
    for (const auto& [entry, source] : leaves) {
      text_ += "  " + entry->id + " = " + figure_text(*entry);
      if (!influence_.empty()) text_ += "  · " + influence_text(*entry, influence(*entry));
      if (!source.basis.empty()) text_ += "  · " + source.basis;
      text_ += (source.place.empty() ? "" : "  · " + source.place) + "\n";
    }
  }

  Rests rests_;
  std::map<std::string, double, std::less<>> influence_;
  std::string text_;
};

}  // namespace

std::string derivation_text(const Design& design, std::string_view id, int depth) {
  const std::vector<DerivationStep> steps = derivation(design, id, depth);
  if (steps.empty()) return "";
  return TextTree(design, steps).draw() + LeafLists(design, id).draw();
}

}  // namespace plinth
