// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A parsed JSON text, flat and in document order, with numbers kept as written: the reader of design.json shifts
/// their decimal point (kW to W) and a double could not carry that exactly.
namespace plinth::json {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
[[nodiscard]] std::string_view text(Kind kind);  ///< "a number", "null" …

/// One value. Children follow it directly; `next` is the index after the last of them.
struct Cell {
  Kind kind = Kind::null;
  std::uint32_t key_at = 0, key_size = 0;    ///< of a member of an object
  std::uint32_t text_at = 0, text_size = 0;  ///< of a number, string or boolean
  std::uint32_t next = 0;
};

class Tape {
 public:
  std::vector<Cell> cells;
  std::string bytes;
  [[nodiscard]] std::string_view key(const Cell& cell) const { return slice(cell.key_at, cell.key_size); }
  [[nodiscard]] std::string_view text(const Cell& cell) const { return slice(cell.text_at, cell.text_size); }

 private:
  [[nodiscard]] std::string_view slice(std::uint32_t at, std::uint32_t size) const {
    return std::string_view(bytes).substr(at, size);
  }
};

/// Deepest nesting accepted, and the largest number of values: no design comes near either.
inline constexpr int deepest = 32;
inline constexpr std::uint32_t most_values = 20'000'000;

struct Parsed {
  Tape tape;
  std::string fault;     ///< empty when the text is sound
  std::size_t byte = 0;  ///< of the fault
};
/// Any bytes are an answer: a tape, or what is wrong and where.
[[nodiscard]] Parsed parse(std::string_view json);

/// A place in a text, 1-based, and where its line starts.
struct Place {
  int line = 1, column = 1;
  std::size_t line_begin = 0;
};
[[nodiscard]] Place place_of_byte(std::string_view json, std::size_t byte);
/// The places of values by their index on the tape, ascending; the text must have been parsed.
[[nodiscard]] std::vector<Place> places_of(std::string_view json, std::span<const std::uint32_t> ascending);

}  // namespace plinth::json
