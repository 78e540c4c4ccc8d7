// SPDX-License-Identifier: Apache-2.0
#include "core/advice/rfi.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "core/base/text.h"
#include "core/base/units.h"

namespace plinth {
namespace {

constexpr double kLostScore = 100, kErrorScore = 10, kSwapScore = 1;
constexpr double kZeroCelsius = 273.15;

/// Where a value stands in the catalog: an attribute of a type, or a limit.
struct Place {
  const ModuleType* type = nullptr;
  std::string attribute;
  const Limit* limit = nullptr;
};

struct Candidate {
  Place place;
  RfiItem item;
};

std::string number_with_unit(double si, const std::string& symbol, Dimension dimension) {
  const Unit* unit = symbol.empty() ? nullptr : find_unit(symbol, dimension);
  const std::string number = round_text(unit == nullptr ? si : from_si(si, *unit), 6);
  return symbol.empty() ? number : number + " " + symbol;
}

std::string shown(const Attribute& attribute) {
  if (const double* si = std::get_if<double>(&attribute.value))
    return number_with_unit(*si, attribute.unit, attribute.dimension);
  const Curve& curve = std::get<Curve>(attribute.value);
  const Unit* unit = find_unit(attribute.unit, attribute.dimension);
  const auto [low, high] = std::minmax_element(curve.points.begin(), curve.points.end(),
                                               [](const auto& a, const auto& b) { return a.second < b.second; });
  const std::string symbol = unit == nullptr ? "" : attribute.unit;
  return "curve " + number_with_unit(low->second, symbol, attribute.dimension) + " to " +
         number_with_unit(high->second, symbol, attribute.dimension);
}

Attribute changed(Attribute attribute, double share) {
  if (double* si = std::get_if<double>(&attribute.value)) *si = rfi_changed(*si, attribute.dimension, share);
  if (Curve* curve = std::get_if<Curve>(&attribute.value))
    for (auto& [x, y] : curve->points) y = rfi_changed(y, curve->y, share);
  return attribute;
}

Attribute& attribute_at(Catalog& catalog, const Place& place) {
  const auto type = std::find_if(catalog.modules.begin(), catalog.modules.end(),
                                 [&](const ModuleType& t) { return t.id == place.type->id; });
  return type->attributes.at(place.attribute);
}

Limit& limit_at(Catalog& catalog, const Place& place) {
  return *std::find_if(catalog.limits.begin(), catalog.limits.end(), [&](const Limit& limit) {
    return limit.id == place.limit->id && limit.jurisdiction == place.limit->jurisdiction;
  });
}

/// Changes the value in a catalog and says what it is then.
std::string change(Catalog& catalog, const Place& place, double share) {
  if (place.limit == nullptr) {
    Attribute& attribute = attribute_at(catalog, place);
    attribute = changed(attribute, share);
    return shown(attribute);
  }
  Limit& limit = limit_at(catalog, place);
  limit.si = rfi_changed(limit.si, limit.dimension, share);
  return number_with_unit(limit.si, limit.unit, limit.dimension);
}

double relative(double before, double after) { return before > 0 ? after / before - 1 : 0; }

RfiMove moved(const SiteSpec& spec, const Catalog& catalog, const Place& place, double share, const Design& base,
              const Measures& before, const RfiQuestion& question) {
  Catalog other = catalog;
  RfiMove move;
  move.value = change(other, place, share);
  const Outcome<Design> with = run_stages(spec, other, {}, "", question.until);
  move.designed = with.ok();
  if (!with.ok()) {
    move.score = kLostScore;
    return move;
  }
  const Measures after = measures_of(*with.value, question.costing);
  move.cost = relative(before.cost, after.cost);
  move.facility = relative(before.facility, after.facility);
  move.area = relative(before.area, after.area);
  move.lead_time = after.lead_time - before.lead_time;
  move.swaps = swaps_between(base.sizing, with.value->sizing);
  for (const Finding& finding : gained_findings(base.report.findings, with.value->report.findings))
    if (finding.severity == Severity::error) move.errors.push_back(finding.code + " " + finding.message);
  move.score = 100 * (std::fabs(move.cost) + std::fabs(move.facility) + std::fabs(move.area)) +
               kSwapScore * static_cast<double>(move.swaps.size()) +
               kErrorScore * static_cast<double>(move.errors.size());
  return move;
}

std::string meaning_of(const Catalog& catalog, const ModuleType& type, const std::string& attribute) {
  const Kind* kind = catalog.kind(type.kind);
  if (kind != nullptr)
    for (const AttributeRule& rule : kind->attributes)
      if (rule.name == attribute) return rule.meaning;
  return attribute;
}

/// Finds what there is to ask about.
class Asking {
 public:
  Asking(const SiteSpec& spec, const Catalog& catalog, const Design& base, const RfiQuestion& question, Rfi& rfi)
      : spec_(spec), catalog_(catalog), base_(base), question_(question), rfi_(rfi) {
    for (const auto& [id, entry] : base.sizing.ledger.entries())
      for (const LedgerInput& input : entry.inputs) used_.insert(input.id);
  }

  std::vector<Candidate> all() {
    std::set<std::string> installed;
    for (const Node& node : base_.sizing.graph.nodes) installed.insert(node.module);
    for (const Edge& edge : base_.sizing.graph.edges) installed.insert(edge.item);
    for (const ModuleType& type : base_.catalog.modules) {
      for (const auto& [name, attribute] : type.attributes) {
        const bool commercial = name == "cost_mid" || name == "cost_per_length" || name == "lead_time_mid";
        if (commercial ? installed.contains(type.id) : leaf(type.id, name)) add(type, name, attribute, commercial);
      }
    }
    for (const Limit& limit : catalog_.limits)
      if (base_.sizing.ledger.find(limit.id) != nullptr &&
          catalog_.limit(limit.id, text(spec_.project.jurisdiction)) == &limit)
        add(limit);
    return std::move(candidates_);
  }

 private:
  /// The ledger ids that hold this attribute: itself, or points of a curve.
  [[nodiscard]] std::vector<std::string> ids_of(const std::string& type, const std::string& name) const {
    const std::string id = "catalog." + type + "." + name;
    const auto& entries = base_.sizing.ledger.entries();
    std::vector<std::string> ids;
    if (entries.contains(id)) ids.push_back(id);
    for (auto at = entries.lower_bound(id + "."); at != entries.end() && at->first.starts_with(id + "."); ++at)
      ids.push_back(at->first);
    return ids;
  }
  [[nodiscard]] bool leaf(const std::string& type, const std::string& name) const {
    return !ids_of(type, name).empty();
  }

  [[nodiscard]] bool wanted(const std::string& id) const { return id.find(question_.only) != std::string::npos; }
  /// Nominal voltages and frequencies come in steps: a tenth more of one does not exist.
  static bool nominal(Dimension dimension) {
    return dimension == Dimension::voltage || dimension == Dimension::frequency;
  }
  [[nodiscard]] bool asked(const Provenance& provenance) const {
    return provenance.status != Status::confirmed || stale(provenance);
  }
  [[nodiscard]] bool stale(const Provenance& provenance) const {
    return !question_.stale_before.empty() && provenance.as_of < question_.stale_before;
  }

  void add(const ModuleType& type, const std::string& name, const Attribute& attribute, bool commercial) {
    const bool number =
        std::holds_alternative<double>(attribute.value) || std::holds_alternative<Curve>(attribute.value);
    if (!wanted("catalog." + type.id + "." + name) || !number || nominal(attribute.dimension) ||
        !asked(attribute.provenance) || catalog_.module(type.id) == nullptr)
      return;
    ++rfi_.looked_at;
    const std::vector<std::string> ids = ids_of(type.id, name);
    if (!commercial && std::none_of(ids.begin(), ids.end(), [&](const auto& id) { return used_.contains(id); })) {
      ++rfi_.unreached;
      return;
    }
    RfiItem item;
    item.id = "catalog." + type.id + "." + name;
    item.vendor = type.manufacturer;
    item.record = type.title;
    item.meaning = meaning_of(catalog_, type, name);
    item.value = shown(attribute);
    item.provenance = attribute.provenance;
    item.stale = stale(attribute.provenance);
    candidates_.push_back({{&type, name, nullptr}, std::move(item)});
  }

  void add(const Limit& limit) {
    if (!wanted(limit.id) || nominal(limit.dimension) || !asked(limit.provenance)) return;
    ++rfi_.looked_at;
    if (!used_.contains(limit.id)) {
      ++rfi_.unreached;
      return;
    }
    RfiItem item;
    item.id = limit.id;
    item.vendor = "design basis";
    item.record = limit.edition;
    item.meaning = limit.note.empty() ? limit.id : limit.note;
    item.value = number_with_unit(limit.si, limit.unit, limit.dimension);
    item.provenance = limit.provenance;
    item.stale = stale(limit.provenance);
    candidates_.push_back({{nullptr, "", &limit}, std::move(item)});
  }

  const SiteSpec& spec_;
  const Catalog& catalog_;
  const Design& base_;
  const RfiQuestion& question_;
  Rfi& rfi_;
  std::set<std::string> used_;
  std::vector<Candidate> candidates_;
};

/// Runs `work(i)` for every i below `count`, on several threads.
template <class Work>
void each_in_parallel(int count, int threads, const std::function<void(int, int)>& progress, Work work) {
  std::atomic<int> next = 0;
  int done = 0;
  std::mutex guard;
  std::exception_ptr failure;
  const auto crew_work = [&] {
    for (int i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {
        const std::lock_guard hold(guard);
        failure = std::current_exception();
        next = count;
      }
      const std::lock_guard hold(guard);
      ++done;
      if (progress && !failure) progress(done, count);
    }
  };
  {
    std::vector<std::jthread> crew;
    for (int i = 1; i < std::min(threads, count); ++i) crew.emplace_back(crew_work);
    crew_work();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

double rfi_changed(double si, Dimension dimension, double share) {
  if (dimension == Dimension::temperature) {
    const double step = std::max(1.0, std::fabs(share * (si - kZeroCelsius)));
    return si + (share > 0 ? step : -step);
  }
  const double value = si * (1 + share);
  if (dimension != Dimension::ratio && dimension != Dimension::power_factor) return value;
  if (si <= 1) return std::min(value, 1.0);
  const bool whole = dimension == Dimension::ratio && std::fabs(si - std::round(si)) < 1e-12;
  if (!whole) return value;
  return share > 0 ? std::max(si + 1, std::round(value)) : std::max(1.0, std::min(si - 1, std::round(value)));
}

Outcome<Rfi> rfi_of(const SiteSpec& spec, const Catalog& catalog, const RfiQuestion& question) {
  Outcome<Rfi> outcome;
  const Outcome<Design> base = run_stages(spec, catalog, {}, "", question.until);
  if (!base.ok()) {
    outcome.findings = base.findings;
    return outcome;
  }
  Rfi rfi;
  rfi.base = measures_of(*base.value, question.costing);
  std::vector<Candidate> candidates = Asking(spec, catalog, *base.value, question, rfi).all();
  each_in_parallel(static_cast<int>(candidates.size()), question.threads, question.progress, [&](int i) {
    Candidate& candidate = candidates[static_cast<std::size_t>(i)];
    const auto move = [&](double share) {
      return moved(spec, catalog, candidate.place, share, *base.value, rfi.base, question);
    };
    candidate.item.up = move(rfi_share);
    candidate.item.down = move(-rfi_share);
    candidate.item.score = std::max(candidate.item.up.score, candidate.item.down.score);
  });
  for (Candidate& candidate : candidates) rfi.items.push_back(std::move(candidate.item));
  // Scores that differ by rounding alone are equal: the order must not hang on the last bit.
  std::stable_sort(rfi.items.begin(), rfi.items.end(), [](const RfiItem& a, const RfiItem& b) {
    const double x = std::round(a.score * 1e6), y = std::round(b.score * 1e6);
    return x != y ? x > y : a.id < b.id;
  });
  outcome.value = std::move(rfi);
  return outcome;
}

}  // namespace plinth
