// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/rules/check_context.h"
#include "core/rules/data_rules.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kGround = "crane.hardstanding";
constexpr std::array<std::string_view, 1> kLimits{kGround};

/// Which modules are set down before which others.
class Sequence {
 public:
  /// False when `last` must come before `first` already.
  bool add(const std::string& first, const std::string& last) {
    if (comes_after(last, first)) return false;
    after_[first].insert(last);
    return true;
  }

 private:
  /// Whether `wanted` comes after `from`, over any number of others.
  [[nodiscard]] bool comes_after(const std::string& from, const std::string& wanted) const {
    std::vector<std::string> open{from};
    std::set<std::string> seen{from};
    while (!open.empty()) {
      const std::string here = std::move(open.back());
      open.pop_back();
      if (here == wanted) return true;
      if (const auto next = after_.find(here); next != after_.end())
        for (const std::string& tag : next->second)
          if (seen.insert(tag).second) open.push_back(tag);
    }
    return false;
  }

  std::map<std::string, std::set<std::string>> after_;
};

/// What of the things in the way of a crane cannot come later than the module it sets down: no module, one of an
/// earlier phase, or one that must come first itself.
std::vector<std::string> in_the_way(const CheckContext& context, const CraneStand& stand, Sequence& sequence) {
  const Graph& graph = context.design.sizing.graph;
  const Node* own = graph.node(stand.tag);
  std::vector<std::string> out;
  for (std::size_t from = 0; from < stand.fouls.size();) {
    const std::size_t to = std::min(stand.fouls.find(", ", from), stand.fouls.size());
    const std::string name = stand.fouls.substr(from, to - from);
    from = to + 2;
    const Node* other = graph.node(name);
    const bool later = name != stand.tag && other != nullptr && (own == nullptr || other->phase >= own->phase);
    if (!later || !sequence.add(stand.tag, name)) out.push_back(name);
  }
  return out;
}

void report_fouled(const std::map<std::string, std::vector<std::string>>& fouled, Reporter& out) {
  for (const auto& [obstacle, tags] : fouled) {
    Finding finding;
    finding.tags = tags;
    if (tags.size() == 1 && tags.front() == obstacle) {
      finding.message = fmt::format("the outriggers of the crane for {} have no room beside it", obstacle);
      finding.hint = "a wider lane there, or a crane with a narrower base";
      out.report(std::move(finding));
      continue;
    }
    finding.message = fmt::format("{} stands where the outriggers of the crane for {} go, and cannot come later",
                                  obstacle, shortened(tags));
    finding.hint = "a wider lane there, or a crane with a narrower base";
    out.report(std::move(finding));
  }
}

void check(const CheckContext& context, Reporter& out) {
  const Limit* ground = context.limit(kGround);
  std::map<std::string, std::vector<std::string>> fouled;
  Sequence sequence;
  for (const CraneStand& s : context.design.civil.stands) {
    out.measured();
    Finding finding;
    finding.tags = {s.tag};
    finding.marks = {s.at};
    if (s.crane.empty()) {
      finding.message = fmt::format("no crane of the table sets down {}: {} t with rigging at {} m", s.tag,
                                    round_text(s.load / tonne, 4), round_text(s.radius.si, 4));
      finding.hint = "bring a road nearer, skid or jack it into place, or add a larger class to `crane.chart`";
      out.report(std::move(finding));
      continue;
    }
    for (const std::string& name : in_the_way(context, s, sequence)) fouled[name].push_back(s.tag);
    if (ground == nullptr) {
      out.not_checked(missing_limit(context, kGround));
    } else if (s.outrigger.si > ground->si * (1 + 1e-9)) {
      finding.actual = Measured{s.outrigger / kPa, "kPa"};
      finding.required = Measured{ground->si / 1000.0, "kPa"};
      finding.message =
          fmt::format("an outrigger of the {} crane for {} presses with {} kPa; the hardstanding bears {}", s.crane,
                      s.tag, round_text(s.outrigger / kPa, 4), limit_text(*ground));
      finding.hint = "larger mats, or a better hardstanding";
      out.report(std::move(finding));
    }
  }
  if (out.measured_count() == 0) return out.not_checked("the design has no crane standings");
  report_fouled(fouled, out);
}

}  // namespace

extern constinit const Rule acc02_no_crane_standing{
    .code = "ACC02",
    .name = "no-crane-standing",
    .severity = Severity::warning,
    .basis = "house rule: `crane.chart`, `crane.hardstanding`",
    .explain =
        R"(Every module is set down by a crane that stands on a road with its outriggers out and hits nothing else.
Modules that the design lists in their way (`fouls`) are set down later, unless they belong to an earlier phase or must
come first themselves. The smallest class of `crane.chart` that carries the load at the radius is taken, at no more than `crane.utilisation` of its
chart; the mats below its outriggers press no more than `crane.hardstanding`.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
