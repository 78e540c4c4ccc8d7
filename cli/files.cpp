// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "cli/signals.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) {
  // strerror follows the locale only after setlocale, which this program never calls.
  return std::strerror(error);
}

class Descriptor {
 public:
  explicit Descriptor(int fd, bool owned = true) : fd_(fd), owned_(owned) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (owned_ && fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] int close() {
    owned_ = false;
    return ::close(fd_);
  }

 private:
  int fd_;
  bool owned_;
};

std::string size_text(std::size_t bytes) { return fmt::format("{} MB", bytes / 1'000'000); }

std::string drain(int fd, const std::string& name, std::size_t limit) {
  std::string bytes;
  std::array<char, 1 << 16> buffer{};
  while (true) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Stop(Exit::file_system, fmt::format("cannot read {}: {}", name, reason(errno)));
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    if (bytes.size() > limit)
      throw Stop(Exit::input_rejected,
                 fmt::format("{} is larger than {}; this is not a file of ours", name, size_text(limit)));
  }
}

void make_folder(const std::string& dir) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) throw Stop(Exit::file_system, fmt::format("cannot create folder {}: {}", dir, error.message()));
}

void rename_into_place(PartialFile& partial, const std::string& path) {
  if (::rename(partial.path().c_str(), path.c_str()) != 0)
    throw Stop(Exit::file_system, fmt::format("cannot write {}: {}", printable(path), reason(errno)));
  partial.keep();
}

/// The complete bytes under a temporary name beside the target.
PartialFile write_partial(const std::string& path, std::string_view bytes) {
  PartialFile partial(fmt::format("{}.{}.partial", path, ::getpid()));
  const mode_t mode = 0666;  // the user's umask decides
  Descriptor fd(::open(partial.path().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
  if (fd.get() < 0) throw Stop(Exit::file_system, fmt::format("cannot write {}: {}", printable(path), reason(errno)));
  write_all(fd.get(), bytes, path);
  if (fd.close() != 0)
    throw Stop(Exit::file_system, fmt::format("cannot write {}: {}", printable(path), reason(errno)));
  return partial;
}

}  // namespace

std::string read_bytes(const std::string& path, std::size_t limit) {
  if (path == "-") return drain(STDIN_FILENO, "stdin", limit);
  const std::string name = printable(path);
  Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) throw Stop(Exit::file_system, fmt::format("cannot read {}: {}", name, reason(errno)));
  struct stat info {};
  if (::fstat(fd.get(), &info) == 0 && S_ISDIR(info.st_mode)) {
    const std::string inside = in_folder(path, "site.toml");
    throw Stop(Exit::file_system, fmt::format("cannot read {}: it is a folder", name),
               exists(inside) ? fmt::format("did you mean {}?", printable(inside)) : "");
  }
  return drain(fd.get(), name, limit);
}

std::optional<std::string> try_read(const std::string& path, std::size_t limit) {
  try {
    if (path == "-") return std::nullopt;
    return read_bytes(path, limit);
  } catch (const Stop&) {
    return std::nullopt;
  }
}

std::vector<SourceFile> read_tree(const std::string& dir) {
  constexpr std::size_t kLimit = 16'000'000;
  std::error_code error;
  if (!fs::is_directory(dir, error))
    throw Stop(Exit::file_system, fmt::format("there is no catalog folder {}", printable(dir)),
               "name one with --catalog DIR or PLINTH_CATALOG");
  std::vector<SourceFile> files;
  const auto options = fs::directory_options::follow_directory_symlink;
  for (fs::recursive_directory_iterator it(dir, options, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() != ".toml" || !it->is_regular_file(error)) continue;
    const std::string& path = it->path().native();  // begins with `dir`, which the iterator was given
    files.push_back({path.substr(path.find_first_not_of('/', dir.size())), read_bytes(path, kLimit)});
  }
  if (error) throw Stop(Exit::file_system, fmt::format("cannot read folder {}: {}", dir, error.message()));
  std::sort(files.begin(), files.end(), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

void write_file(const std::string& path, std::string_view bytes) {
  PartialFile partial = write_partial(path, bytes);
  rename_into_place(partial, path);
}

void write_delivery(const std::string& dir, const std::vector<Artifact>& artifacts) {
  make_folder(dir);
  std::vector<PartialFile> partials;
  partials.reserve(artifacts.size());
  for (const Artifact& artifact : artifacts) {
    const std::string path = in_folder(dir, artifact.file_name);
    make_folder(folder_of(path));
    partials.push_back(write_partial(path, artifact.bytes));
  }
  for (std::size_t i = 0; i < artifacts.size(); ++i)
    rename_into_place(partials[i], in_folder(dir, artifacts[i].file_name));
}

void write_all(int descriptor, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw Stop(Exit::file_system, fmt::format("cannot write {}: {}", printable(name), reason(errno)));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

bool safe_name(std::string_view relative) {
  if (relative.empty() || relative.front() == '/' || relative.find('\0') != std::string_view::npos) return false;
  for (const std::string& part : split(relative, '/'))
    if (part.empty() || part == "." || part == "..") return false;
  return true;
}

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

std::string in_folder(const std::string& folder, const std::string& name) {
  if (folder == "." || folder.empty()) return name;
  return (fs::path(folder) / name).string();
}

bool exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

}  // namespace plinth
