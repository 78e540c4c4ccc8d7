// SPDX-License-Identifier: Apache-2.0
#include "cli/effort.h"

#include <fmt/format.h>

#include <chrono>
#include <limits>
#include <memory>
#include <optional>

#include "cli/stop.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/quantity_text.h"

namespace plinth {
namespace {

constexpr double kLongest = 7 * 86400.0;  // seconds
constexpr int kMost = 1'000'000'000;

double seconds_of(const std::string& text) {
  const auto parsed = parse_quantity(text, Dimension::time);
  if (const auto* fault = std::get_if<QuantityFault>(&parsed))
    throw Stop(Exit::usage, fmt::format("--time: {}", fault->message), "write --time 5s");
  const double seconds = std::get<ReadQuantity>(parsed).si;
  if (seconds > 0 && seconds <= kLongest) return seconds;
  throw Stop(Exit::usage, fmt::format("--time {} is not between 0 s and 7 d", printable(text)), "write --time 5s");
}

}  // namespace

EffortOptions declare_effort(Options& options) {
  return {options.text("--time", "TIME", "improve the layout by local search for this long, e.g. 5s"),
          options.number("--iterations", "N", "at most this many moves (default with --time: no limit)", 0, 0, kMost),
          options.number("--seed", "N", "of the random choices of the search", 1, 0, std::numeric_limits<int>::max())};
}

LayoutEffort effort_of(const EffortOptions& given) {
  LayoutEffort effort;
  effort.iterations = *given.iterations;
  effort.seed = *given.seed;
  if (given.time->empty()) return effort;
  if (effort.iterations == 0) effort.iterations = kMost;
  using Clock = std::chrono::steady_clock;
  // From the first move on: what sizing and the competition of strategies take is not taken from the search.
  const auto begin = std::make_shared<std::optional<Clock::time_point>>();
  const std::chrono::duration<double> whole(seconds_of(*given.time));
  effort.stop = [begin, whole](double share) {
    if (!*begin) *begin = Clock::now();
    return Clock::now() - **begin >= share * whole;
  };
  return effort;
}

}  // namespace plinth
