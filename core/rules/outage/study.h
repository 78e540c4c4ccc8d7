// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/rules/outage/consequence.h"
#include "core/rules/outage/cord_loads.h"
#include "core/rules/outage/elements.h"

namespace plinth {

/// One element out of service, or any one of several that are alike.
struct OutageRecord {
  Element element;
  std::vector<std::string> names;      ///< all that are alike, the element first
  std::vector<int> nodes;              ///< of units: their graph nodes
  Consequence present;                 ///< the grid is there
  Consequence away;                    ///< the same while the grid is away; all zero when the site has no sound backup
  Survivor survivor;                   ///< who is loaded highest then, electrical or cooling
  bool distributes = false;            ///< a unit that only hands on: switchgear, header
  [[nodiscard]] double worst() const;  ///< IT lost, W: the grid there, or, of what serves backup, away
};

/// One unit in maintenance and another one failing at that time.
struct PairRecord {
  std::string maintained, failed;
  std::string service;
  std::size_t first = 0, second = 0;  ///< places in OutageStudy::records
  double it_lost = 0;                 ///< W
  double alike = 0;                   ///< pairs that look the same, this one included
};

/// Fatal sets of units of one service: what availability is computed from.
struct CutSets {
  int units = 0;
  double singles = 0, pairs = 0;  ///< how many single units, how many pairs of others are not survived
  double triples = 0;             ///< of groups that survive any two: all sets of three, which is more than are fatal
  double groups = 0;              ///< groups of peers that survive any one, but not the loss of all
  bool grid_away = false;         ///< judged while the grid is away
  std::string module;             ///< type of the unit that is down most
};

/// Class derived from the sweep: what a standard calls Tier I to IV, class 1 to 4.
enum class Level { none, basic, redundant, maintainable, tolerant };
[[nodiscard]] std::string_view text(Level level);  ///< "concurrently maintainable"

/// Every single element out of service, one at a time, and chosen pairs.
struct OutageStudy {
  double it = 0;                        ///< W
  bool sound = false;                   ///< with everything in service all IT is served
  std::vector<OutageRecord> records;    ///< units, buses, connections, controllers; then valves, segments, corridors, fire zones
  std::vector<PairRecord> pairs;        ///< those of which neither is fatal alone, and both are; worst first
  int elements = 0;                     ///< single elements that were judged, those alike included
  int pairs_tried = 0;                  ///< pairs that were computed
  double pairs_of = 0;                  ///< pairs there are: those computed, those that look like them, those unchecked
  double pairs_unchecked = 0;           ///< of these at most so many were neither computed nor like one that was
  bool pairs_complete = true;           ///< every partner was computed: nothing is unchecked
  std::map<std::string, CutSets> cuts;  ///< by service
  bool redundant = false;               ///< any unit that carries load may be out
  bool maintainable = false;            ///< and any unit, bus, connection, valve and segment
  bool controlled = false;              ///< controllers are known, and none is needed
  bool continuous = false;              ///< water holds the heat until coolers run on the gensets
  bool tolerant = false;                ///< all that, and any corridor may be lost; never without routes
  bool compartmented = false;           ///< any fire zone may be lost; never without a layout
  Level level = Level::none;
  std::shared_ptr<Networks> networks;  ///< solved, for who has more to ask
};

struct SweepOptions {
  bool by_symmetry = true;     ///< of elements that look alike only the first is computed
  bool places = true;          ///< corridors and fire zones too
  Millimetres separation = 0;  ///< between fire zones in the open; 0: no zones beyond enclosures
  int most_pairs = 6000;
  std::size_t most_partners = 24;  ///< of one unit
  int threads = 1;                 ///< elements are shared out to; the study is the same whatever their number
};

/// The sweep. Pure: the same design gives the same study.
[[nodiscard]] OutageStudy sweep_outages(Outages& outages, const SweepOptions& options);
/// With the separation that the catalog states; once for all rules of a check.
[[nodiscard]] const OutageStudy& outages_of(const CheckContext& context);
/// The same, anew.
[[nodiscard]] OutageStudy sweep_outages(const CheckContext& context);
/// Is everything a sweep looks at the same in both designs? Then one study is that of both.
[[nodiscard]] bool same_outage_inputs(const Design& a, const Design& b);

}  // namespace plinth
