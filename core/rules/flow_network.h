// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace plinth {

/// How much of the demand a network of limited nodes and arcs can serve, and how that changes when nodes fail.
/// Amounts are whole numbers (watts, millilitres per second), so results are exact and the same everywhere.
/// Build with the add_ functions, call solve once, then ask unserved_without as often as wished.
class FlowNetwork {
 public:
  using Amount = std::int64_t;
  static constexpr Amount kUnlimited = std::numeric_limits<Amount>::max() / 8;

  /// A node that lets through at most `capacity`. Returns its number: 0, 1, 2 …
  int add_node(Amount capacity = kUnlimited);
  /// What the node can put in; counts against its capacity when it leaves the node.
  void add_supply(int node, Amount amount);
  void set_supply(int node, Amount amount);
  /// What the node takes out; served before its capacity counts.
  void add_demand(int node, Amount amount);
  /// Returns the arc's number: 0, 1, 2 …
  int add_arc(int from, int to, Amount capacity = kUnlimited);
  [[nodiscard]] int size() const { return static_cast<int>(nodes_.size()); }
  [[nodiscard]] Amount capacity(int node) const { return nodes_[static_cast<std::size_t>(node)].capacity; }
  [[nodiscard]] Amount demand(int node) const { return nodes_[static_cast<std::size_t>(node)].demand; }

  /// Maximum flow (Dinic). Returns the demand that stays unserved.
  Amount solve();
  /// What a failure leaves short.
  struct Shortage {
    Amount unserved = 0;
    std::vector<std::pair<int, Amount>>
        nodes;  ///< who is short, where there is more than one way to share: one of them
  };
  /// The demand of the remaining nodes that stays unserved when nodes and arcs are gone, that of the nodes not counted.
  /// Cancels the flow through them, finds new ways for what was lost, and puts everything back.
  [[nodiscard]] Shortage without(std::span<const int> nodes, std::span<const int> arcs);
  /// The unserved amount alone: all that is short is looked after at once, which on large networks is much quicker.
  [[nodiscard]] Amount unserved_without(std::span<const int> nodes, std::span<const int> arcs = {});

 private:
  struct Node {
    Amount capacity = 0, supply = 0, demand = 0;
  };
  struct Link {
    int from = 0, to = 0;
    Amount capacity = 0;
  };
  struct Arc {
    int to = 0;
    int back = 0;          ///< the arc the other way
    bool forward = false;  ///< built as an arc, not as the way back of one
    Amount residual = 0;   ///< how much more may run along it
    Amount into = 0;       ///< the same of the arc the other way, kept here too: searches backwards read it in order
  };
  struct Change {
    int arc = 0;
    Amount amount = 0;
  };

  [[nodiscard]] int entry(int node) const { return 2 * node; }
  [[nodiscard]] int exit(int node) const { return 2 * node + 1; }
  [[nodiscard]] int source() const { return 2 * size(); }
  [[nodiscard]] int sink() const { return 2 * size() + 1; }
  [[nodiscard]] std::span<Arc> arcs_of(int vertex);
  /// Flow that now runs along an arc.
  [[nodiscard]] Amount flow_on(const Arc& arc) const {
    return arc.forward ? arc.into : 0;
  }
  /// Changes how much more may run along an arc.
  void add_room(int arc, Amount amount) {
    Arc& own = arcs_[static_cast<std::size_t>(arc)];
    own.residual += amount;
    arcs_[static_cast<std::size_t>(own.back)].into += amount;
  }

  void build();
  void push(int arc, Amount amount);
  bool level();
  Amount dive(int vertex, Amount most);
  Amount cancel_through(int node);
  void cancel_along(int arc);
  void settle_pending();
  void roll_back();
  void note_lost(int vertex, Amount amount);
  void settle(int from, Amount amount, bool upstream);
  Amount settle_once(int from, Amount amount, bool upstream);
  bool search(int start, bool straight);
  bool search_or_close(int start);
  Amount augment_to(int node, Amount most);
  Amount take_out(std::span<const int> nodes, std::span<const int> arcs, bool ways);
  void drain_pending();
  [[nodiscard]] std::pair<int, int> ways_into(int vertex, bool straight) const;
  void put_back(std::span<const int> nodes);
  bool level_back(bool straight);
  Amount block(bool straight);

  std::vector<Node> nodes_;
  std::vector<Link> links_;
  std::vector<int> first_;  ///< per vertex, where its arcs begin; one more at the end
  std::vector<Arc> arcs_;
  std::vector<int> demand_arc_;   ///< per node: the arc to the sink
  std::vector<int> through_arc_;  ///< per node: from its entry to its exit
  std::vector<int> link_arc_;     ///< per added arc: where it is in `arcs_`
  std::vector<int> depth_, next_;
  std::vector<int> came_by_, stamp_, queue_;
  std::vector<Amount> pending_;  ///< per vertex, while cancelling: flow that lost its other half
  std::vector<int> pending_at_;
  std::vector<bool> gone_;  ///< per vertex
  std::vector<Change> journal_;
  std::vector<Change> closed_;                  ///< arcs out of service and the room they had
  std::vector<std::pair<int, Amount>> hungry_;  ///< nodes that lost supply, and how much
  std::vector<int> starts_, path_;              ///< scratch: entries of what is short; arcs from the source
  std::vector<int> barren_;                     ///< per vertex: the question for which nothing can come there
  int round_ = 0, question_ = 0;
  Amount unserved_ = 0;
};

}  // namespace plinth
