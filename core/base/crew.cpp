// SPDX-License-Identifier: Apache-2.0
#include "core/base/crew.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace plinth {

int usual_threads() { return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 4U)); }

void in_crew(int threads, std::size_t count, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex guard;
  std::exception_ptr failure;
  std::size_t failed = count;
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) try {
        work(i);
      } catch (...) {
        const std::lock_guard hold(guard);
        if (i < failed) failed = i, failure = std::current_exception();
      }
  };
  {
    std::vector<std::jthread> crew;
    for (std::size_t t = 1; t < std::min(count, static_cast<std::size_t>(std::max(1, threads))); ++t)
      crew.emplace_back(take);
    take();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace plinth
