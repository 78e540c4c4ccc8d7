// SPDX-License-Identifier: Apache-2.0
#include "cli/map_process.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <string_view>

namespace plinth {
namespace {

constexpr rlim_t kSeconds = 60;

/// Both ends are the same program, so numbers go as they stand in memory.
class Packer {
 public:
  void number(std::size_t value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }  // NOLINT
  void real(double value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }         // NOLINT
  void text(const std::string& value) {
    number(value.size());
    bytes_ += value;
  }
  void ring(const MapRing& value) {
    number(value.closed ? 1 : 0);
    number(value.points.size());
    for (const auto& [x, y] : value.points) real(x), real(y);
  }
  void layers(const MapLayers& map) {
    text(map.error);
    number(map.layers.size());
    for (const MapLayer& layer : map.layers) {
      text(layer.name), text(layer.crs), number(layer.others);
      number(layer.polygons.size());
      for (const MapPolygon& polygon : layer.polygons) {
        text(polygon.name), text(polygon.place), number(polygon.rings.size());
        for (const MapRing& part : polygon.rings) ring(part);
      }
      number(layer.lines.size());
      for (const MapLine& line : layer.lines) text(line.name), text(line.place), ring(line.points);
    }
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// The reverse; `whole` is false where the bytes end too early.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] bool whole() const { return whole_; }

  MapLayers layers() {
    MapLayers map;
    map.error = text();
    for (std::size_t left = number(); left > 0 && whole_; --left) {
      MapLayer layer;
      layer.name = text(), layer.crs = text(), layer.others = number();
      for (std::size_t more = number(); more > 0 && whole_; --more) {
        MapPolygon polygon;
        polygon.name = text(), polygon.place = text();
        for (std::size_t rings = number(); rings > 0 && whole_; --rings) polygon.rings.push_back(ring());
        layer.polygons.push_back(std::move(polygon));
      }
      for (std::size_t more = number(); more > 0 && whole_; --more) {
        MapLine line;
        line.name = text(), line.place = text(), line.points = ring();
        layer.lines.push_back(std::move(line));
      }
      map.layers.push_back(std::move(layer));
    }
    return map;
  }

 private:
  template <class Value>
  Value raw() {
    Value value{};
    if (rest_.size() < sizeof value) return whole_ = false, value;
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }
  std::size_t number() { return raw<std::size_t>(); }
  std::string text() {
    const std::size_t size = number();
    if (rest_.size() < size) return whole_ = false, std::string();
    std::string value(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return value;
  }
  MapRing ring() {
    MapRing value;
    value.closed = number() == 1;
    for (std::size_t left = number(); left > 0 && whole_; --left) {
      const double x = raw<double>(), y = raw<double>();
      value.points.emplace_back(x, y);
    }
    return value;
  }

  std::string_view rest_;
  bool whole_ = true;
};

[[noreturn]] void serve(const std::function<MapLayers()>& read, int out) {
  for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGSEGV, SIGABRT}) std::signal(signal, SIG_DFL);
  const rlimit none{0, 0}, seconds{kSeconds, kSeconds};
  setrlimit(RLIMIT_CORE, &none);
  setrlimit(RLIMIT_CPU, &seconds);
  Packer packer;
  packer.layers(read());
  const std::string& bytes = packer.bytes();
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t n = write(out, bytes.data() + sent, bytes.size() - sent);
    if (n < 0 && errno != EINTR) _exit(1);
    if (n > 0) sent += static_cast<std::size_t>(n);
  }
  _exit(0);
}

std::string received(int in) {
  std::string bytes;
  char part[65536];
  for (;;) {
    const ssize_t n = ::read(in, part, sizeof part);
    if (n == 0 || (n < 0 && errno != EINTR)) return bytes;
    if (n > 0) bytes.append(part, static_cast<std::size_t>(n));
  }
}

}  // namespace

MapLayers read_apart(const std::function<MapLayers()>& read) {
  int ends[2];
  if (pipe(ends) != 0) return read();
  const pid_t child = fork();
  if (child < 0) {
    close(ends[0]), close(ends[1]);
    return read();
  }
  if (child == 0) {
    close(ends[0]);
    serve(read, ends[1]);
  }
  close(ends[1]);
  const std::string bytes = received(ends[0]);
  close(ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  Unpacker unpacker(bytes);
  MapLayers map = unpacker.layers();
  const bool busy = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && unpacker.whole()) return map;
  return {{}, busy ? "the map library did not come to an end with it" : "the map library failed on it"};
}

}  // namespace plinth
