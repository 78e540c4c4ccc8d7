// SPDX-License-Identifier: Apache-2.0
#include "cli/signals.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <utility>

namespace plinth {
namespace {

// A handler may touch nothing but lock-free atomics and unlink(): the one place of the program that needs statics.
constexpr int kSlots = 1 << 16;  // a 1 GW campus delivers some 24,000 files
std::array<std::atomic<const char*>, kSlots> partial{};
static_assert(std::atomic<const char*>::is_always_lock_free);

extern "C" void remove_partial_files(int signal_number) {
  for (const auto& slot : partial)
    if (const char* path = slot.load()) ::unlink(path);
  ::_exit(128 + signal_number);
}

int claim_slot(const char* path) {
  static std::atomic<int> hint{0};  // begin where a slot was free last time, or many files take quadratic time
  const int start = hint.load();
  for (int tried = 0; tried < kSlots; ++tried) {
    const int i = (start + tried) % kSlots;
    const char* empty = nullptr;
    if (!partial[static_cast<std::size_t>(i)].compare_exchange_strong(empty, path)) continue;
    hint.store((i + 1) % kSlots);
    return i;
  }
  return -1;  // more files at once than slots: the destructor still removes it, only a signal would not
}

}  // namespace

void install_signal_handlers() {
  struct sigaction action {};
  action.sa_handler = remove_partial_files;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  action.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &action, nullptr);
}

PartialFile::PartialFile(std::string path) : path_(std::move(path)) {
  // The handler reads this copy; a std::string could move it about.
  char* copy = new char[path_.size() + 1];
  std::memcpy(copy, path_.c_str(), path_.size() + 1);
  slot_ = claim_slot(copy);
  if (slot_ < 0) delete[] copy;
}

PartialFile::PartialFile(PartialFile&& other) noexcept
    : path_(std::move(other.path_)), slot_(std::exchange(other.slot_, -1)), kept_(std::exchange(other.kept_, true)) {}

PartialFile::~PartialFile() {
  if (!kept_) ::unlink(path_.c_str());
  forget();
}

void PartialFile::keep() {
  kept_ = true;
  forget();
}

void PartialFile::forget() {
  if (slot_ < 0) return;
  const char* copy = partial[static_cast<std::size_t>(slot_)].exchange(nullptr);
  slot_ = -1;
  delete[] copy;
}

}  // namespace plinth
