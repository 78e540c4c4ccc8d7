// SPDX-License-Identifier: Apache-2.0
#include "core/model/ledger.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/assert.h"
#include "core/base/formula.h"

namespace plinth {
namespace {

Dimensioned dimensioned(const LedgerEntry& entry) {
  const Unit* unit = find_unit(entry.unit);
  PLINTH_ASSERT(unit != nullptr, "ledger entry " + entry.id + " has the unknown unit " + entry.unit);
  return {to_si(entry.value, *unit), exponents(unit->dimension)};
}

/// Empty when the formula over the inputs gives the value, else a sentence.
std::string fault_of(const LedgerEntry& entry, const Ledger& ledger) {
  if (entry.formula.empty()) return entry.kind == EntryKind::derived ? "has no formula" : "";
  FormulaSymbols symbols;
  for (const LedgerInput& input : entry.inputs) {
    const LedgerEntry* source = ledger.find(input.id);
    if (source == nullptr) return "refers to `" + input.id + "`, which is not in the ledger";
    if (find_unit(source->unit) == nullptr) return "refers to `" + input.id + "` with an unknown unit";
    symbols[input.symbol] = dimensioned(*source);
  }
  const auto result = evaluate(entry.formula, symbols);
  if (const auto* why = std::get_if<std::string>(&result)) return *why;
  const Dimensioned& got = std::get<Dimensioned>(result);
  const Unit* unit = find_unit(entry.unit);
  if (unit == nullptr) return "has the unknown unit `" + entry.unit + "`";
  if (got.exponents != exponents(unit->dimension))
    return "the formula does not give " + std::string(name(unit->dimension));
  const double value = from_si(got.si, *unit);
  const double tolerance = 1e-9 * std::max({std::fabs(value), std::fabs(entry.value), 1e-12});
  if (!(std::fabs(value - entry.value) <= tolerance) || !std::isfinite(entry.value))
    return "the formula gives " + number_text(value) + ", not " + number_text(entry.value);
  return "";
}

}  // namespace

std::string_view text(EntryKind kind) {
  switch (kind) {
    case EntryKind::input:
      return "input";
    case EntryKind::default_value:
      return "default";
    case EntryKind::catalog:
      return "catalog";
    case EntryKind::assumption:
      return "assumption";
    case EntryKind::derived:
      return "derived";
    case EntryKind::solved:
      return "solved";
  }
  return "";
}

void Ledger::add(LedgerEntry entry) {
  const auto found = entries_.find(entry.id);
  if (found != entries_.end()) {
    PLINTH_ASSERT(found->second == entry, "ledger entry " + entry.id + " was added twice with different content");
    return;
  }
  if (entry.kind == EntryKind::derived) {
    const std::string fault = fault_of(entry, *this);
    PLINTH_ASSERT(fault.empty(), "ledger entry " + entry.id + ": " + fault);
  }
  entries_.emplace(entry.id, std::move(entry));
}

const LedgerEntry* Ledger::find(std::string_view id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second;
}

std::vector<Finding> audit(const Ledger& ledger) {
  std::vector<Finding> findings;
  const auto report = [&](const LedgerEntry& entry, const std::string& what) {
    Finding finding;
    finding.code = "LED01";
    finding.message = "`" + entry.id + "` is not derived as it says: " + what;
    finding.tags = {entry.id};
    findings.push_back(std::move(finding));
  };
  std::set<std::string_view> settled, open;
  // Depth-first with an explicit stack: an entry met again while still open depends on itself.
  for (const auto& [id, first] : ledger.entries()) {
    std::vector<std::pair<const LedgerEntry*, std::size_t>> stack{{&first, 0}};
    while (!stack.empty()) {
      auto& [entry, next] = stack.back();
      if (next == 0 && settled.count(entry->id) != 0) {
        stack.pop_back();
        continue;
      }
      if (next == 0) open.insert(entry->id);
      const LedgerEntry* child = nullptr;
      while (next < entry->inputs.size() && child == nullptr) child = ledger.find(entry->inputs[next++].id);
      if (child == nullptr) {
        open.erase(entry->id);
        settled.insert(entry->id);
        stack.pop_back();
      } else if (open.count(child->id) != 0) {
        report(*entry, "it depends on itself through `" + child->id + "`");
      } else if (settled.count(child->id) == 0) {
        stack.emplace_back(child, 0);
      }
    }
  }
  for (const auto& [id, entry] : ledger.entries())
    if (const std::string fault = fault_of(entry, ledger); !fault.empty()) report(entry, fault);
  return findings;
}

}  // namespace plinth
