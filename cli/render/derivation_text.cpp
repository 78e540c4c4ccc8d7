// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>

#include "cli/render/derivation.h"
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

/// "basis.pump_head = 250 kPa  house rule, 2026-11-20  catalog/standards/design_basis.toml:74:1", aligned.
void list(std::string& out, const Rests& rests, Trust trust, const std::string& title) {
  const auto found = rests.find(trust);
  if (found == rests.end()) return;
  out += fmt::format("\n{} ({}):\n", title, found->second.size());
  for (const auto& [entry, source] : found->second) {
    out += "  " + entry->id + " = " + figure_text(*entry);
    if (!source.basis.empty()) out += "  · " + source.basis;
    out += (source.place.empty() ? "" : "  · " + source.place) + "\n";
  }
}

}  // namespace

std::string derivation_text(const Design& design, std::string_view id, int depth) {
  const std::vector<DerivationStep> steps = derivation(design, id, depth);
  if (steps.empty()) return "";
  const Rests rests = rests_of(design, id);
  std::string out = TextTree(design, steps).draw();
  if (const std::string words = rests_text(rests); !words.empty()) out += "\n" + words + "\n";
  list(out, rests, Trust::assumed, "assumed values");
  list(out, rests, Trust::unstated, "values without a status");
  list(out, rests, Trust::defaulted, "defaults taken");
  list(out, rests, Trust::solved, "found by search or iteration");
  return out;
}

}  // namespace plinth
