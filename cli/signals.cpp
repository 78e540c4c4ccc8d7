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
constexpr int kSlots = 4096;
std::array<std::atomic<const char*>, kSlots> partial{};
static_assert(std::atomic<const char*>::is_always_lock_free);

extern "C" void remove_partial_files(int signal_number) {
  for (const auto& slot : partial)
    if (const char* path = slot.load()) ::unlink(path);
  ::_exit(128 + signal_number);
}

int claim_slot(const char* path) {
  for (int i = 0; i < kSlots; ++i) {
    const char* empty = nullptr;
    if (partial[static_cast<std::size_t>(i)].compare_exchange_strong(empty, path)) return i;
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
