// SPDX-License-Identifier: Apache-2.0
#include "cli/render/why_not.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "cli/render/table.h"
#include "core/base/text.h"
#include "core/base/units.h"

namespace plinth {
namespace {

constexpr std::array<const char*, 6> words{"chosen", "not-asked", "impossible", "dearer", "equal", "unproved"};

std::string objective(const ObjectiveResult& result) {
  return fmt::format("{} {} {}{}", result.name, round_text(result.value, 7), result.unit,
                     result.proved ? "" : " (not proved)");
}

std::string verdict(const WhyNot& answer) {
  switch (answer.answer) {
    case WhyNot::Answers::chosen:
      return fmt::format("{} is chosen: {} installed", answer.module, answer.installed);
    case WhyNot::Answers::not_asked:
      return fmt::format("{} is not looked at", answer.module);
    case WhyNot::Answers::impossible:
      return fmt::format("{} cannot serve this site", answer.module);
    case WhyNot::Answers::equal:
      return fmt::format("{} would be just as good; the tie was broken", answer.module);
    case WhyNot::Answers::unproved:
      return fmt::format("{}: no design with it was found before a limit of the search was reached", answer.module);
    case WhyNot::Answers::dearer:
      break;
  }
  const double more = answer.with->value - answer.without.value;
  return fmt::format("{} could serve, but the best design with it is worse by {} {} ({} %)", answer.module,
                     round_text(more, 4), answer.without.unit,
                     round_text(100 * more / std::max(answer.without.value, 1e-12), 3));
}

nlohmann::ordered_json objective_json(const ObjectiveResult& result) {
  nlohmann::ordered_json out;
  out["name"] = result.name;
  out["value"] = result.value;
  out["unit"] = result.unit;
  out["bound"] = result.bound;
  out["proved"] = result.proved;
  return out;
}

}  // namespace

std::string why_not_text(const WhyNot& answer) {
  std::string out = verdict(answer) + "\n";
  for (const std::string& reason : answer.reasons) out += "  " + reason + "\n";
  if (!answer.with) return out;
  out += fmt::format("  best design          {}\n  best design with it  {}\n", objective(answer.without),
                     objective(*answer.with));
  Table table({"service", "best design", "with it"});
  for (const Swap& swap : answer.swaps) table.add({swap.service, swap.before, swap.after});
  return table.empty() ? out : out + "\n" + table.text();
}

std::string why_not_json(const WhyNot& answer) {
  nlohmann::ordered_json out;
  out["module"] = answer.module;
  out["kind"] = answer.kind;
  out["answer"] = words[static_cast<std::size_t>(answer.answer)];
  out["installed"] = answer.installed;
  out["reasons"] = answer.reasons;
  out["without"] = objective_json(answer.without);
  if (answer.with) out["with"] = objective_json(*answer.with);
  out["swaps"] = nlohmann::ordered_json::array();
  for (const Swap& swap : answer.swaps) {
    nlohmann::ordered_json entry;
    entry["service"] = swap.service;
    entry["before"] = swap.before;
    entry["after"] = swap.after;
    out["swaps"].push_back(entry);
  }
  return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace plinth
