// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "cli/render/derivation.h"
#include "cli/render/derivation_influence.h"
#include "cli/render/derivation_rests.h"

namespace plinth {
namespace {

using nlohmann::ordered_json;

ordered_json entry_json(const Design& design, const DerivationStep& step) {
  if (step.entry == nullptr) return {{"id", step.id}, {"level", step.level}, {"missing", true}};
  const LedgerEntry& entry = *step.entry;
  ordered_json json = {{"id", entry.id},       {"level", step.level}, {"kind", text(entry.kind)},
                       {"value", entry.value}, {"unit", entry.unit},  {"meaning", entry.meaning},
                       {"basis", entry.basis}};
  if (!entry.formula.empty()) {
    json["formula"] = entry.formula;
    json["with_numbers"] = substituted(entry, design.sizing.ledger);
  } else {
    json["status"] = text(source_of(design, entry).trust);
  }
  if (!entry.text.empty()) json["text"] = entry.text;
  if (entry.origin.known())
    json["origin"] = {{"file", entry.origin.file}, {"line", entry.origin.line}, {"column", entry.origin.column}};
  if (entry.inputs.empty()) return json;
  json["inputs"] = ordered_json::array();
  for (const LedgerInput& input : entry.inputs) json["inputs"].push_back({{"symbol", input.symbol}, {"id", input.id}});
  return json;
}

}  // namespace

std::string derivation_json(const Design& design, std::string_view id, int depth) {
  const std::vector<DerivationStep> steps = derivation(design, id, depth);
  if (steps.empty()) return "";
  ordered_json entries = ordered_json::array(), rests = ordered_json::object();
  for (const DerivationStep& step : steps) entries.push_back(entry_json(design, step));
  for (const auto& [trust, leaves] : rests_of(design, id))
    for (const auto& [entry, source] : leaves) rests[std::string(text(trust))].push_back(entry->id);
  ordered_json influence = ordered_json::object();
  for (const auto& [leaf, change] : influence_on(design.sizing.ledger, id)) influence[leaf] = change;
  const ordered_json json = {{"schema", 1},
                             {"id", id},
                             {"entries", std::move(entries)},
                             {"rests_on", std::move(rests)},
                             {"influence", std::move(influence)}};
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace plinth
