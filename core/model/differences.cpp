// SPDX-License-Identifier: Apache-2.0
#include "core/model/differences.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/text.h"
#include "core/model/design_json_writer.h"

namespace plinth {
namespace {

constexpr std::size_t kShownValue = 60;

/// The members of one record with their values as design.json writes them.
class Members {
 public:
  static constexpr bool writes = true;

  template <class T>
  void operator()(std::string_view name, const T& value) {
    json::Writer writer;
    writer.document(value);
    std::string text = std::move(writer).take();
    while (!text.empty() && text.back() == '\n') text.pop_back();
    all_.emplace_back(name, std::move(text));
  }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

template <class T>
Members members_of(const T& record) {
  Members members;
  json::describe(members, record);
  return members;
}

template <class T>
std::vector<ChangedMember> changes(const T& left, const T& right) {
  const Members a = members_of(left), b = members_of(right);
  std::vector<ChangedMember> out;
  for (std::size_t i = 0; i < a.all().size(); ++i)
    if (a.all()[i].second != b.all()[i].second)
      out.push_back({a.all()[i].first, printable(a.all()[i].second, kShownValue),
                     printable(b.all()[i].second, kShownValue)});
  return out;
}

class Comparison {
 public:
  Comparison(const Design& left, const Design& right) : first_(left), second_(right) {}

  std::vector<Difference> run() && {
    const Sizing &a = first_.sizing, &b = second_.sizing;
    one(a.demand, b.demand, "demand");
    by_place(a.selection, b.selection, &Selection::service, "selection");
    one(a.objective, b.objective, "objective");
    by_key(a.graph.nodes, b.graph.nodes, &Node::tag, "graph/nodes");
    by_key(a.graph.edges, b.graph.edges, &Edge::id, "graph/edges");
    by_key(first_.layout.placements, second_.layout.placements, &Placement::tag, "placements");
    by_key(first_.layout.routes, second_.layout.routes, &Route::edge, "routes");
    by_place(first_.layout.roads, second_.layout.roads, &Road::name, "roads");
    by_place(first_.layout.groups, second_.layout.groups, &Group::name, "groups");
    by_place(first_.layout.reserves, second_.layout.reserves, &Reserve::name, "reserves");
    by_key(first_.layout.passages, second_.layout.passages, &Passage::name, "passages");
    by_key(first_.layout.carriers, second_.layout.carriers, &Carrier::name, "carriers");
    as_whole(first_.layout.crossings, second_.layout.crossings, "crossings");
    as_whole(a.phases, b.phases, "phases");
    one(first_.layout, second_.layout, "layout");
    one(first_.convergence, second_.convergence, "convergence");
    by_key(first_.distribution.circuits, second_.distribution.circuits, &Circuit::edge, "distribution/circuits");
    by_key(first_.distribution.faults, second_.distribution.faults, &BusFault::tag, "distribution/faults");
    by_key(first_.distribution.pipes, second_.distribution.pipes, &PipeRun::edge, "distribution/pipes");
    by_key(first_.distribution.loops, second_.distribution.loops, &Loop::name, "distribution/loops");
    by_key(first_.civil.foundations, second_.civil.foundations, &Foundation::name, "foundations");
    one(first_.civil, second_.civil, "civil");
    ledgers(a.ledger, b.ledger);
    return std::move(found_);
  }

 private:
  void ledgers(const Ledger& a, const Ledger& b) {
    for (const auto& [id, entry] : a.entries()) {
      const auto other = b.entries().find(id);
      if (other == b.entries().end())
        add("ledger", id, true, false);
      else
        pair(entry, other->second, id, "ledger");
    }
    for (const auto& [id, entry] : b.entries())
      if (!a.entries().contains(id)) add("ledger", id, false, true);
  }
  static void name_ends(const Design& design, const std::string& key, std::vector<std::string>& tags) {
    const auto& edges = design.sizing.graph.edges;
    const auto edge = std::lower_bound(edges.begin(), edges.end(), key,
                                       [](const Edge& e, const std::string& id) { return e.id < id; });
    if (edge == edges.end() || edge->id != key) return;
    tags.push_back(edge->from.tag);
    tags.push_back(edge->to.tag);
  }
  std::vector<std::string> tags_of(const std::string& key) const {
    std::vector<std::string> tags{key};
    name_ends(first_, key, tags);
    name_ends(second_, key, tags);
    std::sort(tags.begin(), tags.end());
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    return tags;
  }
  void add(const char* list, const std::string& key, bool in_first, bool in_second,
           std::vector<ChangedMember> members = {}) {
    found_.push_back({list, key, tags_of(key), in_first, in_second, std::move(members)});
  }
  template <class T>
  void pair(const T& a, const T& b, const std::string& key, const char* list) {
    std::vector<ChangedMember> members = changes(a, b);
    if (!members.empty()) add(list, key, true, true, std::move(members));
  }
  template <class T>
  void one(const T& a, const T& b, const char* list) {
    if (!(a == b)) pair(a, b, list, list);
  }
  /// A list whose records have no key.
  template <class T>
  void as_whole(const std::vector<T>& a, const std::vector<T>& b, const char* list) {
    if (a == b) return;
    const auto size = [](const std::vector<T>& records) { return std::to_string(records.size()) + " records"; };
    add(list, list, true, true, {{"the list", size(a), size(b) + (a.size() == b.size() ? ", others" : "")}});
  }
  /// Lists sorted by their key, which is unique.
  template <class T>
  void by_key(const std::vector<T>& a, const std::vector<T>& b, std::string T::*key, const char* list) {
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
      if (j == b.size() || (i < a.size() && a[i].*key < b[j].*key)) {
        add(list, a[i].*key, true, false);
        ++i;
      } else if (i == a.size() || b[j].*key < a[i].*key) {
        add(list, b[j].*key, false, true);
        ++j;
      } else {
        if (!(a[i] == b[j])) pair(a[i], b[j], a[i].*key, list);
        ++i, ++j;
      }
    }
  }
  /// Short lists in an order of their own, whose keys may repeat: the first of a key meets the first, and so on.
  template <class T>
  void by_place(const std::vector<T>& a, const std::vector<T>& b, std::string T::*key, const char* list) {
    std::vector<bool> met(b.size());
    for (const T& record : a) {
      std::size_t j = 0;
      while (j < b.size() && (met[j] || b[j].*key != record.*key)) ++j;
      if (j == b.size()) {
        add(list, record.*key, true, false);
        continue;
      }
      met[j] = true;
      if (!(record == b[j])) pair(record, b[j], record.*key, list);
    }
    for (std::size_t j = 0; j < b.size(); ++j)
      if (!met[j]) add(list, b[j].*key, false, true);
  }

  const Design &first_, &second_;
  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> differences(const Design& left, const Design& right) {
  return Comparison(left, right).run();
}

}  // namespace plinth
