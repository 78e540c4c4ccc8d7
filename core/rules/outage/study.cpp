// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/study.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/crew.h"
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
      : outages_(outages), services_(outages.services()), context_(services_.context), options_(options) {}

  OutageStudy run() {
    study_.it = services_.it;
    const bool with_backup = services_.backup.demand > 0.0;
    study_.networks = services_.networks;
    study_.sound = services_.networks->power_is_sound && services_.broken.empty() && services_.it > 0.0 &&
                   (!with_backup || services_.networks->backup_is_sound);
    prepare();
    share_out(study_.records.size(), [this](Outages& outages, std::size_t i) { ask(outages, study_.records[i]); });
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

  /// What is asked, in order, and what it takes to answer. The parts do not need each other.
  void prepare() {
    std::vector<ElementClass> classes;
    std::vector<Element> corridors, zones;
    in_crew(options_.threads, 4, [&](std::size_t part) {
      if (part == 0) {
        colours_.emplace(context_);
        classes = graph_elements(services_, *colours_, options_.by_symmetry);
        for (ElementClass& same : valve_elements(context_, *colours_, options_.by_symmetry))
          classes.push_back(std::move(same));
      } else if (part == 1) {
        if (options_.places) corridors = corridor_elements(context_);
      } else if (part == 2) {
        loads_.emplace(services_);
        if (options_.places) zones = zone_elements(context_, options_.separation);
      } else {
        others_.reserve(static_cast<std::size_t>(std::max(1, options_.threads)));
        for (int thread = 1; thread < options_.threads; ++thread) others_.push_back(outages_);
      }
    });
    for (std::size_t i = 0; i < context_.nodes.size(); ++i)
      peers_[peers_of(*context_.nodes[i].node)].push_back(static_cast<int>(i));
    for (ElementClass& same : classes) take(std::move(same));
    take_corridors(std::move(corridors));
    for (Element& zone : zones) take_place(std::move(zone));
  }

  void take(ElementClass same) {
    OutageRecord record;
    record.element = std::move(same.first);
    record.names = std::move(same.names);
    record.nodes = std::move(same.nodes);
    study_.elements += static_cast<int>(record.names.size());
    study_.records.push_back(std::move(record));
  }

  /// Corridors whose routes have the same colours, and meet at the same places, are alike.
  void take_corridors(std::vector<Element> corridors) {
    std::map<std::uint64_t, std::size_t> place;
    for (Element& corridor : corridors) {
      const std::uint64_t look = options_.by_symmetry ? colours_->of_set(context_, corridor.removal.edges) : 0;
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
    record.element = std::move(element);
    ++study_.elements;
    study_.records.push_back(std::move(record));
  }

  /// Asks every question of a list, each thread its own copy of the networks. Answers go to the place of the question.
  template <class Ask>
  void share_out(std::size_t questions, Ask answer) {
    std::atomic<std::size_t> next = 0;
    in_crew(options_.threads, others_.size() + 1, [&](std::size_t thread) {
      Outages& own = thread == 0 ? outages_ : others_[thread - 1];
      constexpr std::size_t handful = 16;
      for (std::size_t begin = next.fetch_add(handful); begin < questions; begin = next.fetch_add(handful))
        for (std::size_t i = begin; i < std::min(begin + handful, questions); ++i) answer(own, i);
    });
  }

  void ask(Outages& outages, OutageRecord& record) const {
    const Removal& removal = record.element.removal;
    record.present = outages.consequence(removal, Grid::present, Detail::full);
    if (record.element.kind == ElementKind::corridor || record.element.kind == ElementKind::zone) return;
    if (away_counts()) record.away = outages.consequence(removal, Grid::away, Detail::it_only);
    if (record.nodes.empty()) return;
    const NodeView& unit = context_.nodes[at(record.nodes.front())];
    if (passes_power_on(context_, unit)) record.survivor = loads_->worst_without(removal, record.present.on_gensets);
    record.distributes = distributes(*unit.node);
    load_peers(record);
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

  /// Two units at once: the first of a record, and another one that stands for several.
  struct Trial {
    std::size_t place = 0;
    int other = 0;
    double stands_for = 1.0;
    double lost = 0.0;  ///< W
  };

  /// Whether the two together stop IT; and if they are of one service.
  bool settle(const Trial& trial) {
    const std::size_t place = trial.place;
    const int other = trial.other;
    const double lost = trial.lost;
    if (lost <= 0.0) return false;
    const OutageRecord& record = study_.records[place];
    const int own = record.nodes.front();
    const Node &a = *context_.nodes[at(own)].node, &b = *context_.nodes[at(other)].node;
    const bool one_service = a.service == b.service;
    const std::size_t second = record_of_.at(other);
    if (second < place) return one_service;  // told from the other side
    const auto [found, fresh] = told_.try_emplace({place, second}, study_.pairs.size());
    if (fresh) study_.pairs.push_back({a.tag, b.tag, a.service, place, second, lost, 0.0});
    PairRecord& pair = study_.pairs[found->second];
    if (lost > pair.it_lost) pair.maintained = a.tag, pair.failed = b.tag, pair.it_lost = lost;
    pair.alike += static_cast<double>(record.nodes.size()) * trial.stands_for * (second == place ? 0.5 : 1.0);
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

  /// The partners of a record that are tried: of many some, evenly spaced; the others are taken to be like them.
  void add_trials(std::size_t place, const std::vector<int>& others, std::vector<Trial>& trials) {
    const std::size_t room = static_cast<std::size_t>(std::max(0, options_.most_pairs - study_.pairs_tried));
    const std::size_t share = at(options_.most_pairs) / std::max<std::size_t>(1, record_of_.size());
    const std::size_t most = std::min({options_.most_partners, std::max<std::size_t>(4, share), room});
    const std::size_t step = most == 0 ? 0 : (others.size() + most - 1) / most;
    study_.pairs_complete = study_.pairs_complete && (others.empty() || step == 1);
    double looked_at = 0.0;
    for (std::size_t i = 0; step > 0 && i < others.size(); i += step) {
      looked_at += 1.0;
      ++study_.pairs_tried;
      trials.push_back({place, others[i], static_cast<double>(std::min(step, others.size() - i)), 0.0});
    }
    // Each pair is met from both of its ends.
    const double count = static_cast<double>(study_.records[place].nodes.size());
    study_.pairs_of += 0.5 * count * static_cast<double>(others.size());
    study_.pairs_unchecked += 0.5 * count * (static_cast<double>(others.size()) - looked_at);
  }

  /// Units by service and by who stands in for them; and which pairs of them are tried.
  std::vector<Trial> count_units() {
    std::set<int> fatal_alone;
    for (std::size_t place = 0; place < study_.records.size(); ++place) {
      const OutageRecord& record = study_.records[place];
      if (record.element.kind != ElementKind::unit) continue;
      for (const int node : record.nodes) record_of_[node] = place;
      if (record.distributes) trunk_.insert(trunk_.end(), record.nodes.begin(), record.nodes.end());
      if (record.worst() > 0.0) fatal_alone.insert(record.nodes.begin(), record.nodes.end());
    }
    std::sort(trunk_.begin(), trunk_.end());
    std::vector<Trial> trials;
    for (std::size_t place = 0; place < study_.records.size(); ++place) {
      const OutageRecord& record = study_.records[place];
      if (record.element.kind != ElementKind::unit) continue;
      CutSets& cuts = study_.cuts[record.element.service];
      take_worse_type(cuts, record.nodes.front());
      cuts.units += static_cast<int>(record.nodes.size());
      cuts.grid_away = record.element.backup;
      for (const int node : record.nodes) {
        GroupTally& group = groups_[peers_of(*context_.nodes[at(node)].node)];
        group.nodes.push_back(node);
        group.fatal_singles = group.fatal_singles || record.worst() > 0.0;
      }
      if (record.worst() > 0.0) {
        cuts.singles += static_cast<double>(record.nodes.size());
        continue;
      }
      std::vector<int> others = partners(record);
      std::erase_if(others, [&](int other) { return fatal_alone.contains(other) || !record_of_.contains(other); });
      add_trials(place, others, trials);
    }
    return trials;
  }

  void pairs() {
    std::vector<Trial> trials = count_units();
    share_out(trials.size(), [&](Outages& outages, std::size_t i) {
      const OutageRecord& record = study_.records[trials[i].place];
      const Grid grid = record.element.backup ? Grid::away : Grid::present;
      const Removal both{{record.nodes.front(), trials[i].other}, {}, {}};
      trials[i].lost = outages.consequence(both, grid, Detail::it_only).it_lost;
    });
    for (std::size_t i = 0; i < trials.size();) {
      const OutageRecord& record = study_.records[trials[i].place];
      double fatal = 0.0;
      for (const std::size_t place = trials[i].place; i < trials.size() && trials[i].place == place; ++i)
        fatal += settle(trials[i]) ? trials[i].stands_for : 0.0;
      study_.cuts[record.element.service].pairs += 0.5 * static_cast<double>(record.nodes.size()) * fatal;
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
  std::optional<GraphColours> colours_;
  std::optional<CordLoads> loads_;
  std::vector<Outages> others_;  ///< for the other threads
  std::map<PeerKey, std::vector<int>> peers_;
  std::vector<int> trunk_;
  std::map<PeerKey, GroupTally> groups_;
  std::map<std::vector<std::size_t>, bool> together_;                ///< by the records of a group's units
  std::map<int, std::size_t> record_of_;                             ///< by graph node of a unit
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> told_;  ///< by records: place in `pairs`
  OutageStudy study_;
};

}  // namespace

OutageStudy sweep_outages(Outages& outages, const SweepOptions& options) { return Sweep(outages, options).run(); }

}  // namespace plinth
