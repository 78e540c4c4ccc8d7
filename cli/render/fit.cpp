// SPDX-License-Identifier: Apache-2.0
#include "cli/render/fit.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/base/units.h"

namespace plinth {
namespace {

/// "site.utility.capacity = 30 MVA, site.toml:12:12"
std::string written(const SiteSpec& spec, const std::string& key) {
  const auto text = spec.texts.find(key);
  if (text == spec.texts.end()) return key;
  const Origin& at = spec.origins.at(key);
  std::string place = at.file;
  if (at.line > 0) place += fmt::format(":{}:{}", at.line, at.column);
  return fmt::format("{} = {} ({})", key, text->second, place);
}

const Finding* first_error(const FitAnswer& answer) {
  return answer.refusal.empty() ? nullptr : &answer.refusal.front();
}

/// "phase 2    8.1 MW in service, 8 MW asked for"
std::string phase_line(const FitPhase& phase) {
  const std::string asked = round_text(phase.asked / MW, 5) + " MW asked for";
  std::string line = fmt::format("{:<11}", fmt::format("phase {}", phase.number));
  if (!phase.serves) return line + "no room: " + asked + "\n";
  line += fmt::format("{} MW in service, {}", round_text(*phase.serves / MW, 5), asked);
  if (!phase.whole()) line += fmt::format(": {} MW find no room", round_text((phase.asked - *phase.serves) / MW, 5));
  return line + "\n";
}

}  // namespace

std::string fit_text(const FitAnswer& answer, const SiteSpec& spec) {
  const Sizing& sizing = answer.design.sizing;
  std::string out = fmt::format("fits       {} MW of IT: {} racks in {} pods, {} MVA of {} MVA at the connection\n",
                                round_text(sizing.demand.it / MW, 5), sizing.demand.racks, answer.pods,
                                round_text(sizing.demand.utility / MVA, 5), round_text(spec.utility.capacity / MVA, 5));
  for (const FitPhase& phase : answer.phases) out += phase_line(phase);
  if (answer.refused_racks == 0) return out + "binding    the limit asked for\n";
  for (std::size_t i = 0; i < answer.conflict.keys.size(); ++i)
    out += (i == 0 ? "binding    " : "           ") + written(spec, answer.conflict.keys[i]) + "\n";
  if (const Finding* error = first_error(answer))
    out += fmt::format("one more   {} racks: {} {}\n", answer.refused_racks, error->code, error->message);
  for (std::size_t i = 0; i < answer.conflict.ways.size(); ++i)
    out += (i == 0 ? "would do   " : "      or   ") + answer.conflict.ways[i] + "\n";
  return out + fmt::format("tried      {} loads\n", answer.tried);
}

std::string fit_json(const FitAnswer& answer, const SiteSpec& spec) {
  const Sizing& sizing = answer.design.sizing;
  nlohmann::ordered_json binding = nlohmann::ordered_json::array();
  for (const std::string& key : answer.conflict.keys) {
    nlohmann::ordered_json entry{{"key", key}};
    if (const auto text = spec.texts.find(key); text != spec.texts.end()) {
      const Origin& at = spec.origins.at(key);
      entry["value"] = text->second;
      entry["file"] = at.file, entry["line"] = at.line, entry["column"] = at.column;
    }
    binding.push_back(entry);
  }
  nlohmann::ordered_json refusal = nlohmann::ordered_json::array();
  for (const Finding& finding : answer.refusal) {
    if (finding.severity != Severity::error) continue;
    refusal.push_back({{"code", finding.code}, {"message", finding.message}, {"hint", finding.hint}});
  }
  nlohmann::ordered_json all;
  all["it_kw"] = (sizing.demand.it / kW).si;
  all["racks"] = sizing.demand.racks;
  all["pods"] = answer.pods;
  all["utility_kva"] = (sizing.demand.utility / kVA).si;
  all["capacity_kva"] = (spec.utility.capacity / kVA).si;
  if (!answer.phases.empty()) {
    all["phases"] = nlohmann::ordered_json::array();
    for (const FitPhase& phase : answer.phases) {
      nlohmann::ordered_json entry{{"number", phase.number}, {"asked_kw", (phase.asked / kW).si}};
      entry["it_kw"] = phase.serves ? (*phase.serves / kW).si : 0.0;
      entry["fits"] = phase.whole() ? "whole" : phase.serves ? "part" : "no";
      all["phases"].push_back(std::move(entry));
    }
  }
  all["binding"] = binding;
  all["refused_racks"] = answer.refused_racks;
  all["refusal"] = refusal;
  all["would_do"] = answer.conflict.ways;
  all["proved"] = sizing.objective.proved;
  all["tried"] = answer.tried;
  return all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace plinth
