// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <functional>

namespace plinth {

/// How many threads work is shared out to: those of the machine, at most four.
[[nodiscard]] int usual_threads();

/// Runs `work(i)` for every i below `count`, on so many threads, in order of i as threads become free. What it returns
/// through `work` must not depend on who came first: give each i a place of its own. When some throw, the exception of
/// the lowest i is thrown once all are done.
void in_crew(int threads, std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace plinth
