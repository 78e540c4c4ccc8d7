// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/availability.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/model/book.h"
#include "core/physics/availability.h"

namespace plinth {
namespace {

constexpr std::string_view kSum = "availability.total.unavailability";
constexpr const char* kCuts = "rare-event sum over minimal fatal sets (IEC 61025, IEEE 3006.5); U = r / (m + r)";
constexpr std::array<std::string_view, 5> kLimits{"availability.utility.mtbf", "availability.utility.mttr",
                                                  "availability.start_failure", "availability.common_cause",
                                                  "availability.maintenance"};

double limit_si(const Catalog& catalog, std::string_view id) {
  for (const Limit& limit : catalog.limits)
    if (limit.id == id) return limit.si;
  return -1.0;
}

/// Entries of one design, in order of the chain.
class Recorder {
 public:
  Recorder(Design& design, const OutageStudy& study, const Catalog& catalog)
      : study_(study), catalog_(catalog), design_(design), book_(design.sizing.ledger, design.spec, catalog) {
    for (std::size_t i = 0; i < kLimits.size(); ++i) {
      values_[i] = limit_si(catalog, kLimits[i]);
      complete_ = complete_ && values_[i] >= 0.0;
    }
  }

  void run() {
    if (!complete_ || study_.cuts.empty() || !study_.sound) return;
    for (const std::string_view id : kLimits) book_.limit(id);
    std::vector<std::string> chain, standby;
    for (const auto& [service, cuts] : study_.cuts) {
      if (cuts.grid_away) {
        if (const auto id = service_entry(service, cuts)) standby.push_back(*id);
      } else if (service != "intake") {
        if (const auto id = service_entry(service, cuts)) chain.push_back(*id);
      }
    }
    chain.push_back(source(standby));
    for (std::string& id : combinations()) chain.push_back(std::move(id));
    const double sum = total(chain);
    book_.sum(std::string(kSum), sum, "", chain, "share of time in which some of the IT is not served",
              "sum of small shares, which is more than their union");
    book_.derive("availability.total", 1.0 - sum, "%", "1 - U", {{"U", std::string(kSum)}},
                 "availability of the whole IT", "definition");
    downtime("availability.total", std::string(kSum));
  }

 private:
  [[nodiscard]] double start() const { return values_[2]; }
  [[nodiscard]] double beta() const { return values_[3]; }
  [[nodiscard]] Time maintenance() const { return Time{values_[4]}; }

  [[nodiscard]] double total(const std::vector<std::string>& ids) const {
    double sum = 0.0;
    for (const std::string& id : ids) sum += book_.value(id);
    return sum;
  }

  void downtime(const std::string& id, const std::string& share) {
    book_.derive(id + ".downtime", yearly_downtime(book_.value(share)).si, "min", "U * 8760[h]", {{"U", share}},
                 "time down in a year", "a year of 8760 h");
  }

  /// Share of time that one unit of the type is down; nullopt when the catalog does not say.
  std::optional<std::string> unit_entry(const std::string& module) {
    const ModuleType* type = catalog_.module(module);
    if (type == nullptr || !type->number("mtbf") || !type->number("mttr")) return std::nullopt;
    const Time up{*type->number("mtbf")}, repair{*type->number("mttr")};
    return book_.derive("availability.unit." + module, repair / (up + repair), "", "r / (m + r)",
                        {{"m", book_.attribute(*type, "mtbf")}, {"r", book_.attribute(*type, "mttr")}},
                        "share of time that one unit is down", "IEEE 493, IEEE 3006.7: MTTR / (MTBF + MTTR)");
  }

  std::string counted(const std::string& id, double value, const std::string& meaning) {
    return book_.leaf(EntryKind::solved, id, value, "", meaning, "counted by the outage sweep");
  }

  std::optional<std::string> service_entry(const std::string& service, const CutSets& cuts) {
    if (cuts.singles + cuts.pairs + cuts.triples + cuts.groups <= 0.0) return std::nullopt;  // others stand in for it
    const std::string base = "availability." + service;
    const auto unit = unit_entry(cuts.module);
    if (!unit) return std::nullopt;
    const FatalSets sets{cuts.singles, cuts.pairs, cuts.triples, cuts.groups};
    const double u = book_.value(*unit), m = maintenance().si / (8760.0 * 3600.0);
    const std::string state = cuts.grid_away ? " while the grid is away" : "";
    std::string id = book_.derive(
        base + ".unavailability", fatal_set_unavailability(sets, u, beta(), m), "",
        "S * U + P * ((1 - b) * U)^2 + T * ((1 - b) * U)^3 + G * b * U + 2 * P * h / 8760[h] * U + "
        "3 * T * h / 8760[h] * U^2",
        {{"S", counted(base + ".singles", cuts.singles, "units whose loss alone stops some IT" + state)},
         {"P", counted(base + ".pairs", cuts.pairs, "pairs of others whose loss together does" + state)},
         {"T", counted(base + ".triples", cuts.triples, "sets of three where any two are survived" + state)},
         {"G", counted(base + ".groups", cuts.groups, "groups of peers: any one is survived, all of them are not")},
         {"U", *unit},
         {"b", "availability.common_cause"},
         {"h", "availability.maintenance"}},
        "share of time in which the service stops some of the IT", kCuts);
    downtime(base, id);
    if (cuts.singles > 0.0)
      book_.derive(base + ".planned", cuts.singles * maintenance().si, "h", "S * h",
                   {{"S", base + ".singles"}, {"h", "availability.maintenance"}},
                   "planned standstill in a year: units that cannot be serviced in operation", "not in the total");
    return id;
  }

  /// P_start: more sets refuse to start than are spare. Binomial, written as what is left of the cases that do.
  std::string start_entry(const CutSets& sets) {
    const int spare = std::min(sets.units - 1, sets.singles > 0.0 ? 0 : sets.pairs > 0.0 ? 1 : 2);
    std::string formula = "1 - (1 - q)^" + std::to_string(sets.units);
    for (int i = 1; i <= spare; ++i) {
      double ways = 1.0;
      for (int k = 1; k <= i; ++k) ways *= static_cast<double>(sets.units - i + k) / k;
      formula += fmt::format(" - {} * q^{} * (1 - q)^{}", number_text(ways), i, sets.units - i);
    }
    return book_.derive("availability.start", start_failure(sets.units, spare, start()), "", formula,
                        {{"q", "availability.start_failure"}},
                        fmt::format("chance that more than {} of {} sets refuse to start", spare, sets.units),
                        "k of n, binomial; the spare sets as the outage sweep finds them");
  }

  /// The grid, its intake, and the sets that stand in for it.
  std::string source(const std::vector<std::string>& standby) {
    const Time up{values_[0]}, repair{values_[1]};
    std::string grid = book_.derive("availability.utility", repair / (up + repair), "", "r / (m + r)",
                                    {{"m", "availability.utility.mtbf"}, {"r", "availability.utility.mttr"}},
                                    "share of time without the grid", "single utility feed, IEEE 493");
    if (const auto intake = study_.cuts.find("intake"); intake != study_.cuts.end())
      if (const auto unit = unit_entry(intake->second.module))
        grid = book_.derive(
            "availability.grid", book_.value(grid) + intake->second.units * book_.value(*unit), "", "g + n * U",
            {{"g", grid}, {"n", counted("availability.intake.units", intake->second.units, "intakes")}, {"U", *unit}},
            "share of time without supply from the grid", "series; every intake is taken to be needed");
    const auto sets = study_.cuts.find("genset");
    std::string all = grid;
    if (sets != study_.cuts.end() && sets->second.units > 0) {
      std::vector<std::string> parts = standby;
      parts.push_back(start_entry(sets->second));
      const double p = total(parts);
      const std::string fails =
          book_.sum("availability.backup", p, "", parts, "chance that the gensets do not carry the site when called",
                    "start, running sets, fuel and boards in series");
      all = book_.derive("availability.source.unavailability", book_.value(grid) * p, "", "g * p",
                         {{"g", grid}, {"p", fails}}, "share of time without grid and gensets",
                         "standby source: U (P_start + U_standby); batteries bridge the start");
    } else {
      all = book_.derive("availability.source.unavailability", book_.value(grid), "", "g", {{"g", grid}},
                         "share of time without the grid; no backup", "single source");
    }
    downtime("availability.source", all);
    return all;
  }

  /// Pairs across services: a header here and a switchboard there.
  std::vector<std::string> combinations() {
    std::map<std::pair<std::string, std::string>, double> sets;
    for (const PairRecord& pair : study_.pairs) {
      const OutageRecord &a = study_.records[pair.first], &b = study_.records[pair.second];
      if (a.element.service == b.element.service || a.element.backup || b.element.backup) continue;
      sets[std::minmax(a.element.service, b.element.service)] += pair.alike;
    }
    std::vector<std::string> ids;
    for (const auto& [services, count] : sets) {
      const auto a = unit_entry(study_.cuts.at(services.first).module);
      const auto b = unit_entry(study_.cuts.at(services.second).module);
      if (!a || !b) continue;
      const std::string base = fmt::format("availability.both.{}.{}", services.first, services.second);
      ids.push_back(book_.derive(
          base, count * book_.value(*a) * book_.value(*b), "", "P * A * B",
          {{"P", counted(base + ".pairs", count, "pairs of the two services that stop some IT")}, {"A", *a}, {"B", *b}},
          "share of time in which two services together stop some of the IT", kCuts));
    }
    return ids;
  }

  const OutageStudy& study_;
  const Catalog& catalog_;
  Design& design_;
  Book book_;
  std::array<double, 5> values_{};
  bool complete_ = true;
};

}  // namespace

void record_availability(Design& design, const OutageStudy& study, const Catalog& catalog) {
  Recorder(design, study, catalog).run();
}

std::vector<Contribution> availability_ranking(const Ledger& ledger) {
  std::vector<Contribution> ranking;
  const LedgerEntry* sum = ledger.find(kSum);
  if (sum == nullptr) return ranking;
  for (const LedgerInput& part : sum->inputs) {
    const LedgerEntry* entry = ledger.find(part.id);
    if (entry == nullptr) continue;
    std::string name = part.id.substr(std::string_view("availability.").size());
    if (const auto end = name.rfind(".unavailability"); end != std::string::npos) name.resize(end);
    ranking.push_back({std::move(name), part.id, entry->value});
  }
  std::stable_sort(ranking.begin(), ranking.end(),
                   [](const Contribution& a, const Contribution& b) { return a.unavailability > b.unavailability; });
  return ranking;
}

}  // namespace plinth
