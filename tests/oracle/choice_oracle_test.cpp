// SPDX-License-Identifier: Apache-2.0
// The choice as an integer program, solved by CBC, against our search. What the two share: how a service turns a
// partial plant into options (counts, loads, prices). What is CBC's alone: which options go together. No dominance, no
// bounds.
//
// Services whose choice later ones read (by type or by load) make a tree of options: a binary for each node, the chosen
// children of a node add up to the node. The others hang on the node they depend on: their chosen options add up to it.
#include <Cbc_C_Interface.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include "core/sizing/service.h"
#include "core/sizing/solve.h"
#include "tests/support/random_choice.h"

using namespace plinth;

namespace {

/// Services that no later one reads the choice of.
const std::set<std::string_view> leaves{"buffer_tank", "intake", "generator_switchgear", "mv_switchgear", "fuel_tank"};

struct Column {
  double worth;  ///< what choosing it adds to the objective
};

/// Equality: the chosen of `members` are as many as `of` (-1: exactly one).
struct Balance {
  int of;
  std::vector<int> members;
};

class Program {
 public:
  Program(const Problem& problem, std::size_t most) : problem_(problem), most_(most) {
    std::vector<const Service*> services(all_services().begin(), all_services().end());
    std::sort(services.begin(), services.end(), [](const Service* a, const Service* b) { return a->rank < b->rank; });
    std::vector<std::pair<int, Plant>> open;
    open.emplace_back(-1, Plant{});
    for (const Service* service : services) {
      std::vector<std::pair<int, Plant>> next;
      for (auto& [node, plant] : open) expand(*service, node, plant, next);
      open = std::move(next);
      if (columns_.size() > most_) return;
    }
    complete_ = true;
  }

  [[nodiscard]] bool complete() const { return complete_; }

  /// The optimum, summed up from the options that CBC chose; nothing when the program has no solution.
  [[nodiscard]] std::optional<double> optimum() const {
    if (columns_.empty()) return std::nullopt;
    const int rows = static_cast<int>(balances_.size()), columns = static_cast<int>(columns_.size());
    std::vector<std::vector<std::pair<int, double>>> by_column(columns_.size());
    std::vector<double> right(balances_.size(), 0.0);
    for (int row = 0; row < rows; ++row) {
      const Balance& balance = balances_[static_cast<std::size_t>(row)];
      for (int member : balance.members) by_column[static_cast<std::size_t>(member)].emplace_back(row, 1.0);
      if (balance.of < 0)
        right[static_cast<std::size_t>(row)] = 1;
      else
        by_column[static_cast<std::size_t>(balance.of)].emplace_back(row, -1.0);
    }
    std::vector<CoinBigIndex> start{0};
    std::vector<int> index;
    std::vector<double> value, worth, low(columns_.size(), 0.0), high(columns_.size(), 1.0);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      for (const auto& [row, factor] : by_column[c]) index.push_back(row), value.push_back(factor);
      start.push_back(static_cast<CoinBigIndex>(index.size()));
      worth.push_back(columns_[c].worth);
    }
    const std::unique_ptr<Cbc_Model, void (*)(Cbc_Model*)> model(Cbc_newModel(), Cbc_deleteModel);
    Cbc_setLogLevel(model.get(), 0);
    Cbc_loadProblem(model.get(), columns, rows, start.data(), index.data(), value.data(), low.data(), high.data(),
                    worth.data(), right.data(), right.data());
    for (int c = 0; c < columns; ++c) Cbc_setInteger(model.get(), c);
    Cbc_setAllowableGap(model.get(), 0);
    Cbc_setParameter(model.get(), "ratioGap", "0");
    Cbc_solve(model.get());
    if (Cbc_isProvenInfeasible(model.get()) != 0) return std::nullopt;
    REQUIRE(Cbc_isProvenOptimal(model.get()) != 0);
    const double* chosen = Cbc_getColSolution(model.get());
    double sum = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      CHECK(std::fabs(chosen[c] - std::round(chosen[c])) < 1e-6);
      sum += std::round(chosen[c]) * columns_[c].worth;
    }
    return sum;
  }

 private:
  [[nodiscard]] double worth(const Plant& plant) const { return objective_value(problem_.spec, plant).first; }

  void expand(const Service& service, int node, const Plant& plant, std::vector<std::pair<int, Plant>>& next) {
    std::vector<Plant> options;
    service.options(problem_, plant, options, refusals_);
    Balance balance{node, {}};
    const bool leaf = leaves.contains(service.name);
    for (Plant& option : options) {
      balance.members.push_back(static_cast<int>(columns_.size()));
      columns_.push_back({worth(option) - worth(plant)});
      if (!leaf) next.emplace_back(balance.members.back(), std::move(option));
    }
    if (leaf && !options.empty()) {
      // Later services see one of the options; what it costs is taken back, since its own column carries that.
      Plant& any = options.front();
      any.cost = plant.cost, any.area_m2 = plant.area_m2, any.lead_weeks = plant.lead_weeks;
      next.emplace_back(node, std::move(any));
    }
    balances_.push_back(std::move(balance));  // without options: the node cannot be chosen
  }

  const Problem& problem_;
  std::size_t most_;
  bool complete_ = false;
  Refusals refusals_;
  std::vector<Column> columns_;
  std::vector<Balance> balances_;
};

}  // namespace

TEST_CASE("the search finds CBC's optimum on 200 generated choices") {
  std::mt19937 random(4711);
  int solved = 0, infeasible = 0, large = 0;
  for (int i = 0; i < 2000 && solved < 200; ++i) {
    const Catalog catalog = test::small_catalog(random, 1, 11);
    SiteSpec spec = test::random_site(random);
    if (spec.objective == Objective::lead_time) spec.objective = Objective::area;  // a longest time is no sum
    spec.prices.per_week = 0;
    const Outcome<Problem> problem = read_problem(spec, catalog);
    REQUIRE(problem.ok());
    const Program program(*problem.value, 6000);
    if (!program.complete()) {
      ++large;
      continue;
    }
    const auto oracle = program.optimum();
    Refusals refusals;
    const SearchResult ours = solve(*problem.value, refusals);
    CAPTURE(i);
    CAPTURE(text(spec.objective));
    REQUIRE(ours.solution.has_value() == oracle.has_value());
    if (!oracle) {
      ++infeasible;
      continue;
    }
    ++solved;
    CHECK(ours.exhausted);
    CHECK(ours.solution->value == doctest::Approx(*oracle).epsilon(1e-9));
  }
  MESSAGE(solved << " solved, " << infeasible << " infeasible, " << large << " left out as too large for the program");
  CHECK(solved == 200);
}
