// SPDX-License-Identifier: Apache-2.0
// Pods: which prefabricated hall module, and how many racks in each.
#include <algorithm>

#include "core/sizing/direct_current.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

/// Pods for `racks` of one type in this pod type with at most `per_pod` racks in each, evenly filled.
GroupPlan filled(GroupPlan group, const ModuleType* pod, int per_pod, double housekeeping) {
  group.pod = pod;
  group.pods = (group.racks + per_pod - 1) / per_pod;
  group.racks_per_pod = (group.racks + group.pods - 1) / group.pods;
  const double tdp = group.tdp, peak = group.peak;
  const double f = group.liquid;
  const double k = group.racks_per_pod;
  group.pod_it = Power{k * tdp};
  group.pod_peak = Power{k * peak};
  group.pod_liquid = Power{k * tdp * f};
  group.pod_liquid_peak = Power{k * peak * f};
  group.pod_air = Power{k * tdp * (1 - f) + housekeeping * k * tdp};
  group.pod_air_peak = Power{k * peak * (1 - f) + housekeeping * k * tdp};
  return group;
}

/// Ways to house one rack group: per pod type, every number of racks per pod, from full to
/// half full, that gives another number of pods.
std::vector<GroupPlan> ways(const Problem& problem, const GroupPlan& group, std::size_t number, Refusals& refusals) {
  std::vector<GroupPlan> found;
  const bool liquid = group.liquid > 0;
  for (const ModuleType* pod : candidates(problem, "it_pod")) {
    if (feeds_direct_current(*pod) != problem.direct_current) {
      refusals.add("it_pod", *pod, [&] {
        return std::string(problem.direct_current ? "feeds racks with AC; the site distributes 800 V DC"
                                                  : "feeds racks with direct current; the site distributes AC");
      });
      continue;
    }
    const double limit = pod->required_number("max_rack_power"), peak = group.peak;
    if (peak > limit) {
      refusals.add("it_pod", *pod, [&] {
        return "takes racks up to " + round_text(limit / 1e3) + " kW; " + group.rack->id + " peaks at " +
               round_text(peak / 1e3) + " kW";
      });
      continue;
    }
    if (liquid && pod->required_number("cdu_positions") < 1) {
      refusals.add("it_pod", *pod, [&] { return "has no place for a CDU; " + group.rack->id + " is liquid cooled"; });
      continue;
    }
    const int positions = static_cast<int>(pod->required_number("rack_positions"));
    if (problem.fixed) {
      const int taken = problem.fixed->racks_per_pod[number];
      if (taken <= positions) found.push_back(filled(group, pod, taken, problem.basis.housekeeping_ratio));
      continue;
    }
    int pods_before = 0;
    for (int k = positions; k >= 1 && 2 * k >= positions; --k) {
      GroupPlan way = filled(group, pod, k, problem.basis.housekeeping_ratio);
      if (way.pods == pods_before) continue;
      pods_before = way.pods;
      found.push_back(std::move(way));
    }
  }
  return found;
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  std::vector<Plant> partial{plant};
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    std::vector<Plant> next;
    const std::vector<GroupPlan> housings = ways(problem, plant.groups[g], g, refusals);
    for (const Plant& base : partial)
      for (const GroupPlan& way : housings) {
        Plant option = base;
        option.groups[g] = way;
        account(option, *way.pod, way.pods);
        next.push_back(std::move(option));
      }
    partial = std::move(next);
  }
  for (Plant& option : partial) out.push_back(std::move(option));
}

void record(const Problem&, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  for (const GroupPlan& group : plant.groups) {
    const std::string id = "pod." + group.id;
    const std::string racks = "it." + group.id + ".racks";
    const std::string most = book.attribute(*group.pod, "rack_positions");
    const std::string allowed =
        book.leaf(EntryKind::solved, id + ".racks_allowed", group.racks_per_pod, "",
                  "racks put in one pod, at most its positions",
                  "chosen by the search: fewer racks per pod where power or cooling modules fit better");
    book.derive(id + ".positions_free",
                plant.groups.empty() ? 0 : group.pod->required_number("rack_positions") - group.racks_per_pod, "",
                "m - k", {{"m", most}, {"k", allowed}}, "rack positions left free in a full pod", "pod type");
    const std::string pods = book.derive(id + ".pods", group.pods, "", "ceil(n / k)", {{"n", racks}, {"k", allowed}},
                                         "pods for these racks", "whole pods");
    book.derive(id + ".racks_per_pod", group.racks_per_pod, "", "ceil(n / N)", {{"n", racks}, {"N", pods}},
                "racks in a full pod, evenly spread", "even filling");
    const std::string k = id + ".racks_per_pod";
    const std::string tdp = "it." + group.id + ".rack_tdp", peak = "it." + group.id + ".rack_peak";
    const std::string f = book.attribute(*group.rack, "liquid_fraction"), h = book.limit("basis.housekeeping_ratio");
    const std::string it = book.derive(id + ".it", group.pod_it.si, "kW", "k * p", {{"k", k}, {"p", tdp}},
                                       "racks of a full pod at TDP", "sum over racks");
    const std::string top = book.derive(id + ".peak", group.pod_peak.si, "kW", "k * p", {{"k", k}, {"p", peak}},
                                        "racks of a full pod at EDP peak", "sum over racks");
    const std::string house =
        book.derive(id + ".housekeeping", group.pod_it.si * book.value(h), "kW", "P * h", {{"P", it}, {"h", h}},
                    "lighting, controls and security in the pod", "ratio of IT load");
    book.derive(id + ".liquid", group.pod_liquid.si, "kW", "P * f", {{"P", it}, {"f", f}},
                "heat to the TCS of a full pod", "TDP");
    book.derive(id + ".liquid_peak", group.pod_liquid_peak.si, "kW", "P * f", {{"P", top}, {"f", f}},
                "heat to the TCS at EDP peak: sizes CDUs", "EDP peak");
    book.derive(id + ".air", group.pod_air.si, "kW", "P * (1 - f) + H", {{"P", it}, {"f", f}, {"H", house}},
                "heat to room air of a full pod, housekeeping included", "every watt is heat");
    book.derive(id + ".air_peak", group.pod_air_peak.si, "kW", "P * (1 - f) + H", {{"P", top}, {"f", f}, {"H", house}},
                "heat to room air at EDP peak: sizes fan walls", "EDP peak");
    select(book, selection,
           {"it_pod",
            group.pod->id,
            static_cast<double>(group.pods),
            0,
            group.pods,
            {group.pod_it.si / 1e3, "kW"},
            group.racks_per_pod / group.pod->required_number("rack_positions"),
            group.racks_per_pod / group.pod->required_number("rack_positions"),
            std::to_string(group.racks_per_pod) + " racks in a full pod of " +
                round_text(group.pod->required_number("rack_positions")) + " positions"},
           {pods, {}, "N", plant.groups.size() > 1 ? group.id : std::string()});
  }
}

}  // namespace

extern constinit const Service it_pod{.name = "it_pod", .rank = 20, .options = options, .record = record};

}  // namespace plinth::services
