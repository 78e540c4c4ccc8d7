// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/study.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "core/physics/availability.h"
#include "core/rules/outage/symmetry.h"
#include "core/rules/rule_inputs.h"

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool one_of(const std::string& kind, std::initializer_list<std::string_view> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// Units that only hand on what others make: the path, in the words of the standards.
bool distributes(const Node& node) {
  return one_of(node.kind, {"intake", "mv_switchgear", "generator_switchgear", "header_skid", "lv_board", "rmu"});
}

/// Units that may stand in for one another: the same service, block and pod.
using PeerKey = std::tuple<std::string, int, std::string>;
PeerKey peers_of(const Node& node) { return {node.service, node.block, node.parent}; }

class Sweep {
 public:
  Sweep(Outages& outages, const SweepOptions& options)
      : outages_(outages),
        services_(outages.services()),
        context_(services_.context),
        options_(options),
        colours_(context_),
        loads_(services_) {}

  OutageStudy run() {
    study_.it = services_.it;
    const bool with_backup = services_.backup.demand > 0.0;
    study_.networks = services_.networks;
    study_.sound = services_.networks->power_is_sound && services_.broken.empty() && services_.it > 0.0 &&
                   (!with_backup || services_.networks->backup_is_sound);
    for (ElementClass& same : graph_elements(services_, colours_, options_.by_symmetry)) take(std::move(same));
    for (ElementClass& same : valve_elements(context_, colours_, options_.by_symmetry)) take(std::move(same));
    if (options_.places) {
      corridors();
      for (Element& zone : zone_elements(context_, options_.separation)) take_place(std::move(zone));
    }
    pairs();
    conclude();
    return std::move(study_);
  }

 private:
  struct GroupTally {
    std::vector<int> nodes;
    bool fatal_singles = false, fatal_pairs = false;
  };

  [[nodiscard]] bool away_counts() const { return services_.networks->backup_is_sound; }

  /// Cooling units share evenly what the lost one carried.
  void load_peers(OutageRecord& record) const {
    const Node& node = *context_.nodes[at(record.nodes.front())].node;
    // Who hands on power is loaded by its cords.
    if (node.kind != "pcs" && passes_power_on(context_, context_.nodes[at(record.nodes.front())]) &&
        !record.element.backup)
      return;
    const Selection* chosen = context_.selection_of(node.service, node.module);
    if (chosen == nullptr || context_.nodes[at(record.nodes.front())].type == nullptr) return;
    const auto peers = peers_.find(peers_of(node));
    if (peers == peers_.end() || peers->second.size() < 2) return;
    const double n = static_cast<double>(peers->second.size());
    const double load = chosen->load_normal * n / (n - 1.0);
    if (load <= record.survivor.load) return;
    const int other = peers->second.front() == record.nodes.front() ? peers->second[1] : peers->second.front();
    record.survivor = {other, load};
  }

  void take(ElementClass same) {
    OutageRecord record;
    record.element = std::move(same.first);
    record.names = std::move(same.names);
    record.nodes = std::move(same.nodes);
    const Removal& removal = record.element.removal;
    record.present = outages_.consequence(removal, Grid::present, Detail::full);
    if (away_counts()) record.away = outages_.consequence(removal, Grid::away, Detail::it_only);
    if (!record.nodes.empty()) {
      if (passes_power_on(context_, context_.nodes[at(record.nodes.front())]))
        record.survivor = loads_.worst_without(removal, record.present.on_gensets);
      record.distributes = distributes(*context_.nodes[at(record.nodes.front())].node);
      fill_peers();
      load_peers(record);
    }
    study_.elements += static_cast<int>(record.names.size());
    study_.records.push_back(std::move(record));
  }

  /// Corridors whose routes have the same colours, and meet at the same places, are alike.
  void corridors() {
    std::map<std::uint64_t, std::size_t> place;
    for (Element& corridor : corridor_elements(context_)) {
      const std::uint64_t look = colours_.of_set(context_, corridor.removal.edges);
      const auto [found, fresh] = place.try_emplace(look, study_.records.size());
      if (fresh || !options_.by_symmetry) {
        take_place(std::move(corridor));
      } else {
        study_.records[found->second].names.push_back(corridor.name);
        ++study_.elements;
      }
    }
  }

  void take_place(Element element) {
    OutageRecord record;
    record.names = {element.name};
    record.present = outages_.consequence(element.removal, Grid::present, Detail::full);
    record.element = std::move(element);
    ++study_.elements;
    study_.records.push_back(std::move(record));
  }

  void fill_peers() {
    if (!peers_.empty()) return;
    for (std::size_t i = 0; i < context_.nodes.size(); ++i)
      peers_[peers_of(*context_.nodes[i].node)].push_back(static_cast<int>(i));
  }

  /// Partners of a unit: its peers, and, of the units that hand on, those of its own block and of the site.
  [[nodiscard]] std::vector<int> partners(const OutageRecord& record) const {
    const Node& node = *context_.nodes[at(record.nodes.front())].node;
    std::vector<int> all = peers_.at(peers_of(node));
    if (record.distributes)
      for (const int other : trunk_) {
        const Node& candidate = *context_.nodes[at(other)].node;
        if (candidate.service != node.service &&
            (candidate.block == node.block || candidate.block == 0 || node.block == 0))
          all.push_back(other);
      }
    std::erase(all, record.nodes.front());
    return all;
  }

  /// Whether the two together stop IT; and if they are of one service.
  bool try_pair(std::size_t place, int other, double stands_for) {
    const OutageRecord& record = study_.records[place];
    const int own = record.nodes.front();
    const Grid grid = record.element.backup ? Grid::away : Grid::present;
    ++study_.pairs_tried;
    const double lost = outages_.consequence({{own, other}, {}, {}}, grid, Detail::it_only).it_lost;
    if (lost <= 0.0) return false;
    const Node &a = *context_.nodes[at(own)].node, &b = *context_.nodes[at(other)].node;
    const bool one_service = a.service == b.service;
    const std::size_t second = record_of_.at(other);
    if (second < place) return one_service;  // told from the other side
    const auto [found, fresh] = told_.try_emplace({place, second}, study_.pairs.size());
    if (fresh) study_.pairs.push_back({a.tag, b.tag, a.service, place, second, lost, 0.0});
    PairRecord& pair = study_.pairs[found->second];
    if (lost > pair.it_lost) pair.maintained = a.tag, pair.failed = b.tag, pair.it_lost = lost;
    pair.alike += static_cast<double>(record.nodes.size()) * stands_for * (second == place ? 0.5 : 1.0);
    return one_service;
  }

  /// A common cause takes the whole group: that matters only where nothing else stands in for it. Groups of units that
  /// look alike are asked once.
  bool fatal_together(const GroupTally& group, bool grid_away) {
    std::vector<std::size_t> look;
    for (const int node : group.nodes) look.push_back(record_of_.at(node));
    std::sort(look.begin(), look.end());
    const auto [found, fresh] = together_.try_emplace(std::move(look), false);
    if (fresh)
      found->second =
          !outages_.consequence({group.nodes, {}, {}}, grid_away ? Grid::away : Grid::present, Detail::it_only)
               .harmless();
    return found->second;
  }

  /// A service may have units of several types: the one that is down most stands for all.
  void take_worse_type(CutSets& cuts, int node) const {
    const ModuleType* own = context_.nodes[at(node)].type;
    const ModuleType* until_now = context_.module(cuts.module);
    const auto down = [](const ModuleType& type) {
      const auto up = type.number("mtbf"), repair = type.number("mttr");
      return up && repair ? 1.0 - availability(Time{*up}, Time{*repair}) : -1.0;
    };
    if (own != nullptr && (until_now == nullptr || down(*own) > down(*until_now))) cuts.module = own->id;
  }

  void pairs() {
    std::set<int> fatal_alone;
    for (std::size_t place = 0; place < study_.records.size(); ++place) {
      const OutageRecord& record = study_.records[place];
      if (record.element.kind != ElementKind::unit) continue;
      for (const int node : record.nodes) record_of_[node] = place;
      if (record.distributes) trunk_.insert(trunk_.end(), record.nodes.begin(), record.nodes.end());
      if (record.worst() > 0.0) fatal_alone.insert(record.nodes.begin(), record.nodes.end());
    }
    std::sort(trunk_.begin(), trunk_.end());
    for (std::size_t place = 0; place < study_.records.size(); ++place) {
      const OutageRecord& record = study_.records[place];
      if (record.element.kind != ElementKind::unit) continue;
      CutSets& cuts = study_.cuts[record.element.service];
      take_worse_type(cuts, record.nodes.front());
      const double count = static_cast<double>(record.nodes.size());
      cuts.units += static_cast<int>(record.nodes.size());
      cuts.grid_away = record.element.backup;
      for (const int node : record.nodes) {
        GroupTally& group = groups_[peers_of(*context_.nodes[at(node)].node)];
        group.nodes.push_back(node);
        group.fatal_singles = group.fatal_singles || record.worst() > 0.0;
      }
      if (record.worst() > 0.0) {
        cuts.singles += count;
        continue;
      }
      std::vector<int> others = partners(record);
      std::erase_if(others, [&](int other) { return fatal_alone.contains(other) || !record_of_.contains(other); });
      // Of many partners some, evenly spaced; the others are taken to be like them.
      const std::size_t room = static_cast<std::size_t>(std::max(0, options_.most_pairs - study_.pairs_tried));
      const std::size_t share = at(options_.most_pairs) / std::max<std::size_t>(1, record_of_.size());
      const std::size_t most = std::min({options_.most_partners, std::max<std::size_t>(4, share), room});
      const std::size_t step = most == 0 ? 0 : (others.size() + most - 1) / most;
      study_.pairs_complete = study_.pairs_complete && (others.empty() || step == 1);
      double fatal = 0.0, looked_at = 0.0;
      for (std::size_t i = 0; step > 0 && i < others.size(); i += step) {
        looked_at += 1.0;
        const double stands_for = static_cast<double>(std::min(step, others.size() - i));
        fatal += try_pair(place, others[i], stands_for) ? stands_for : 0.0;
      }
      // Each pair is met from both of its ends.
      study_.pairs_of += 0.5 * count * static_cast<double>(others.size());
      study_.pairs_unchecked += 0.5 * count * (static_cast<double>(others.size()) - looked_at);
      cuts.pairs += 0.5 * count * fatal;
      if (fatal > 0.0)
        for (const int node : record.nodes) groups_[peers_of(*context_.nodes[at(node)].node)].fatal_pairs = true;
    }
    for (const auto& [key, own] : groups_) {
      CutSets& cuts = study_.cuts[std::get<0>(key)];
      const double n = static_cast<double>(own.nodes.size());
      if (own.fatal_singles || own.nodes.size() < 2 || !fatal_together(own, cuts.grid_away)) continue;
      cuts.groups += 1.0;
      if (!own.fatal_pairs) cuts.triples += n * (n - 1.0) * (n - 2.0) / 6.0;
    }
    study_.pairs_unchecked = std::floor(study_.pairs_unchecked);  // half a pair was met from its other end
    std::stable_sort(study_.pairs.begin(), study_.pairs.end(),
                     [](const PairRecord& a, const PairRecord& b) { return a.it_lost > b.it_lost; });
  }

  /// Does every record of these kinds leave all IT outside it served?
  template <class Wanted>
  [[nodiscard]] bool all_harmless(Wanted wanted) const {
    return std::all_of(study_.records.begin(), study_.records.end(),
                       [&](const OutageRecord& record) { return !wanted(record) || record.worst() <= 0.0; });
  }

  /// The loops between coolers and pods, against the time a restart takes.
  [[nodiscard]] bool rides_through() const {
    const Limit* restart = context_.limit("basis.buffer_time");
    const std::vector<Loop>& loops = context_.design.distribution.loops;
    return restart != nullptr && std::all_of(loops.begin(), loops.end(), [&](const Loop& loop) {
             return loop.name.starts_with("tcs") || loop.ride_through.si >= restart->si * (1.0 - 1e-9);
           });
  }

  void conclude() {
    const auto kind = [](ElementKind of) { return [=](const OutageRecord& r) { return r.element.kind == of; }; };
    study_.redundant = study_.sound && all_harmless([](const OutageRecord& r) {
                         return r.element.kind == ElementKind::unit && !r.distributes;
                       });
    study_.maintainable = study_.redundant && all_harmless([](const OutageRecord& r) {
                            return r.element.kind == ElementKind::unit || r.element.kind == ElementKind::bus ||
                                   r.element.kind == ElementKind::connection || r.element.kind == ElementKind::valve ||
                                   r.element.kind == ElementKind::segment;
                          });
    const bool known = evidence_of(context_, "controls_failure_analysis", "") != nullptr ||
                       std::any_of(context_.edges.begin(), context_.edges.end(),
                                   [](const EdgeView& view) { return view.edge->medium == Medium::control; });
    study_.controlled = known && all_harmless(kind(ElementKind::controller));
    study_.continuous = rides_through();
    study_.compartmented = options_.places && !context_.placed.empty() && all_harmless(kind(ElementKind::zone));
    study_.tolerant = study_.maintainable && study_.controlled && study_.continuous && options_.places &&
                      !context_.design.layout.routes.empty() && all_harmless(kind(ElementKind::corridor));
    study_.level = !study_.sound                               ? Level::none
                   : !study_.redundant                         ? Level::basic
                   : !study_.maintainable                      ? Level::redundant
                   : !study_.tolerant || !study_.compartmented ? Level::maintainable
                                                               : Level::tolerant;
  }

  Outages& outages_;
  const Services& services_;
  const CheckContext& context_;
  SweepOptions options_;
  GraphColours colours_;
  CordLoads loads_;
  std::map<PeerKey, std::vector<int>> peers_;
  std::vector<int> trunk_;
  std::map<PeerKey, GroupTally> groups_;
  std::map<std::vector<std::size_t>, bool> together_;                ///< by the records of a group's units
  std::map<int, std::size_t> record_of_;                             ///< by graph node of a unit
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> told_;  ///< by records: place in `pairs`
  OutageStudy study_;
};

}  // namespace

double OutageRecord::worst() const {
  return element.backup ? std::max(present.it_lost, away.it_lost) : present.it_lost;
}

std::string_view text(Level level) {
  constexpr std::array<std::string_view, 5> words{"not served", "basic", "redundant units", "concurrently maintainable",
                                                  "fault tolerant"};
  return words[static_cast<std::size_t>(level)];
}

OutageStudy sweep_outages(Outages& outages, const SweepOptions& options) { return Sweep(outages, options).run(); }

const OutageStudy& outages_of(const CheckContext& context) {
  if (context.outages == nullptr) context.outages = std::make_shared<const OutageStudy>(sweep_outages(context));
  return *context.outages;
}

bool same_outage_inputs(const Design& a, const Design& b) {
  const auto figure = [](const Design& design, const char* id) {
    const LedgerEntry* entry = design.sizing.ledger.find(id);
    return entry == nullptr ? std::pair(0.0, std::string()) : std::pair(entry->value, entry->unit);
  };
  return a.sizing.graph == b.sizing.graph && a.layout.placements == b.layout.placements &&
         a.layout.routes == b.layout.routes && a.distribution.loops == b.distribution.loops && a.spec == b.spec &&
         a.sizing.demand == b.sizing.demand && a.sizing.selection == b.sizing.selection && a.catalog == b.catalog &&
         figure(a, "ups_battery.autonomy") == figure(b, "ups_battery.autonomy") &&
         figure(a, "distribution.power") == figure(b, "distribution.power");
}

OutageStudy sweep_outages(const CheckContext& context) {
  Outages outages(context);
  SweepOptions options;
  if (const auto separation = context.limit_mm("redundancy.zone.separation")) options.separation = *separation;
  return sweep_outages(outages, options);
}

}  // namespace plinth
