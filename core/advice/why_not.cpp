// SPDX-License-Identifier: Apache-2.0
#include "core/advice/why_not.h"

#include "core/advice/exchange.h"
#include "core/sizing/infeasible.h"
#include "core/sizing/size_site.h"

namespace plinth {
namespace {

/// Everything that was held against the module, the services in order of name.
std::vector<std::string> refusals_of(const Refusals& refusals, const std::string& module) {
  std::vector<std::string> found;
  for (const auto& [service, reasons] : refusals.all())
    if (const auto why = reasons.find(module); why != reasons.end()) found.push_back("it " + why->second);
  return found;
}

}  // namespace

Outcome<WhyNot> why_not(const SiteSpec& spec, const Catalog& catalog, const ModuleType& module) {
  Outcome<WhyNot> outcome;
  const Outcome<Sizing> best = size_site(spec, catalog);
  if (!best.ok()) {
    outcome.findings = best.findings;
    return outcome;
  }
  const Outcome<Problem> problem = read_problem(spec, catalog);
  Refusals asked;
  (void)solve(*problem.value, asked, {});
  WhyNot answer;
  answer.module = module.id, answer.kind = module.kind;
  answer.without = best.value->objective;
  answer.installed = installed_of(*best.value, module.id);
  if (answer.installed > 0) {
    outcome.value = std::move(answer);
    return outcome;
  }
  if (!problem.value->memo->candidates.contains(module.kind)) {
    answer.answer = WhyNot::Answers::not_asked;
    answer.reasons = not_asked(catalog, module);
    outcome.value = std::move(answer);
    return outcome;
  }
  if (const std::string why = not_offered(*problem.value, module); !why.empty()) answer.reasons.push_back("it " + why);
  const SiteSpec only = forced(spec, catalog, module);
  const Outcome<Problem> narrow = read_problem(only, catalog);
  Refusals refusals;
  const SearchResult result = solve(*narrow.value, refusals, {});
  const std::vector<std::string> held = refusals_of(result.solution ? asked : refusals, module.id);
  const Outcome<Sizing> with = size_site(only, catalog);
  if (with.ok() && installed_of(*with.value, module.id) > 0) {
    answer.with = with.value->objective;
    answer.swaps = swaps_between(*best.value, *with.value);
    const double more = answer.with->value - answer.without.value;
    answer.answer = more > 1e-9 * answer.without.value ? WhyNot::Answers::dearer : WhyNot::Answers::equal;
  } else {
    answer.answer = result.exhausted || result.solution ? WhyNot::Answers::impossible : WhyNot::Answers::unproved;
    answer.reasons.insert(answer.reasons.end(), held.begin(), held.end());
    if (!result.solution && held.empty())
      answer.reasons.push_back(explain(*narrow.value, refusals, result).front().message);
    if (result.solution) answer.reasons.push_back("even as the only type of its kind it is not taken");
  }
  outcome.value = std::move(answer);
  return outcome;
}

}  // namespace plinth
