// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <limits>
#include <span>
#include <variant>

#include "core/base/text.h"
#include "core/model/design_json.h"
#include "core/model/design_json_check.h"
#include "core/model/design_json_fields.h"
#include "core/model/design_json_tape.h"
#include "core/model/design_json_text.h"

namespace plinth {
namespace json {
namespace {

constexpr int schema_version = 1;

/// After this many faults the rest are only counted: a file that wrong needs no longer list.
constexpr std::size_t most_faults = 100;

struct Fault {
  std::uint32_t cell = 0;
  std::string code, message;
};

/// Fills structs from a tape. Whatever does not fit becomes a fault and leaves the member at its default.
class Reader {
 public:
  static constexpr bool writes = false;

  explicit Reader(const Tape& tape) : tape_(tape) {}

  template <class T>
  void operator()(std::string_view key, T&& value) {
    if (const auto cell = member(key)) {
      path_.push_back({key, 0});
      read(*cell, value);
      path_.pop_back();
    } else {
      add("DSN003", object_, pointer() + "/" + escaped(key) + " is missing");
    }
  }
  template <class... T>
  void one_of(std::span<const std::string_view> names, std::variant<T...>& value) {
    alternatives(names, value, std::index_sequence_for<T...>{});
  }
  template <class T>
  void document(T& value) {
    read(0, value);
  }
  /// A whole number member of the outermost object, before anything else is read.
  [[nodiscard]] std::optional<long long> peek(std::string_view key) {
    const auto cell = member(key);
    if (!cell || tape_.cells[*cell].kind != Kind::number) return std::nullopt;
    return shifted_whole(tape_.text(tape_.cells[*cell]), 0);
  }
  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }
  [[nodiscard]] std::size_t fault_count() const { return fault_count_; }

 private:
  struct Step {
    std::string_view key;
    std::size_t index = 0;
  };

  /// Members are looked for from where the last one was: files we wrote ourselves are in order.
  std::optional<std::uint32_t> member(std::string_view key) {
    if (tape_.cells[object_].kind != Kind::object) return std::nullopt;
    const std::uint32_t end = tape_.cells[object_].next;
    const auto search = [&](std::uint32_t from, std::uint32_t to) -> std::optional<std::uint32_t> {
      for (std::uint32_t at = from; at < to; at = tape_.cells[at].next)
        if (tape_.key(tape_.cells[at]) == key) {
          cursor_ = tape_.cells[at].next;
          return at;
        }
      return std::nullopt;
    };
    const std::uint32_t middle = cursor_;
    if (const auto found = search(middle, end)) return found;
    return search(object_ + 1, middle);
  }

  template <class... T, std::size_t... index>
  void alternatives(std::span<const std::string_view> names, std::variant<T...>& value, std::index_sequence<index...>) {
    const auto try_one = [&]<class Alternative>(std::string_view key, Alternative empty) {
      if (!member(key)) return false;
      (*this)(key, empty);
      value = std::move(empty);
      return true;
    };
    if ((try_one(names[index], T{}) || ...)) return;
    add("DSN003", object_, pointer() + "/" + std::string(names[0]) + " is missing");
  }

  // --- plain values
  void read(std::uint32_t cell, bool& value) {
    if (is(cell, Kind::boolean)) value = tape_.text(tape_.cells[cell]) == "true";
  }
  void read(std::uint32_t cell, std::string& value) {
    if (is(cell, Kind::string)) value = tape_.text(tape_.cells[cell]);
  }
  void read(std::uint32_t cell, double& value) { read_number(cell, value, 0); }
  void read(std::uint32_t cell, int& value) {
    long long whole = value;
    read_whole(cell, whole, 0);
    if (whole < std::numeric_limits<int>::min() || whole > std::numeric_limits<int>::max())
      add("DSN004", cell, path_text() + " is out of range");
    else
      value = static_cast<int>(whole);
  }
  void read_number(std::uint32_t cell, double& value, int shift) {
    if (!is(cell, Kind::number)) return;
    if (const auto number = shifted_number(tape_.text(tape_.cells[cell]), shift))
      value = *number;
    else
      add("DSN004", cell, path_text() + " is out of range");
  }
  void read_whole(std::uint32_t cell, long long& value, int shift) {
    if (!is(cell, Kind::number)) return;
    if (const auto number = shifted_whole(tape_.text(tape_.cells[cell]), shift))
      value = *number;
    else
      add("DSN004", cell, path_text() + (shift == 0 ? " is not a whole number in range" : " is out of range"));
  }

  // --- structs and containers
  template <class T>
  void read(std::uint32_t cell, T& value) {
    if constexpr (std::is_enum_v<T>) {
      read_enum(cell, value);
    } else {
      if (!is(cell, Kind::object)) return;
      const auto [object, cursor] = std::pair(object_, cursor_);
      object_ = cell;
      cursor_ = cell + 1;
      describe(*this, value);
      object_ = object;
      cursor_ = cursor;
    }
  }
  template <class E>
  void read_enum(std::uint32_t cell, E& value) {
    if (!is(cell, Kind::string)) return;
    std::string known;
    for (int i = 0; i <= static_cast<int>(last_of<E>); ++i) {
      const E candidate = static_cast<E>(i);
      if (word_of(candidate) == tape_.text(tape_.cells[cell])) {
        value = candidate;
        return;
      }
    }
    for (int i = 0; i <= static_cast<int>(last_of<E>); ++i)
      known.append(i == 0 ? "" : ", ").append(word_of(static_cast<E>(i)));
    add("DSN004", cell, path_text() + " is none of " + known);
  }
  template <class T>
  void read(std::uint32_t cell, std::optional<T>& value) {
    value.reset();
    if (tape_.cells[cell].kind != Kind::null) read(cell, value.emplace());
  }
  template <class T>
  void read(std::uint32_t cell, std::vector<T>& list) {
    each_item(cell, [&](std::uint32_t item) { read(item, list.emplace_back()); });
  }
  template <class T>
  void read(std::uint32_t cell, std::map<std::string, T>& map) {
    if (!is(cell, Kind::object)) return;
    for (std::uint32_t at = cell + 1; at < tape_.cells[cell].next; at = tape_.cells[at].next) {
      const std::string_view key = tape_.key(tape_.cells[at]);
      path_.push_back({key, 0});
      const auto [place, is_new] = map.try_emplace(std::string(key));
      if (is_new)
        read(at, place->second);
      else
        add("DSN004", at, path_text() + " is there twice");
      path_.pop_back();
    }
  }
  void read(std::uint32_t cell, std::pair<double, double>& pair) {
    each_of(cell, 2, [&](std::uint32_t item, std::size_t i) { read(item, i == 0 ? pair.first : pair.second); });
  }
  void read(std::uint32_t cell, Ledger& ledger) {
    std::map<std::string, LedgerEntry, std::less<>> entries;
    each_item(cell, [&](std::uint32_t item) {
      LedgerEntry entry;
      read(item, entry);
      std::string id = entry.id;
      if (!entries.try_emplace(std::move(id), std::move(entry)).second)
        add("DSN005", item, path_text() + " repeats an id of the ledger");
    });
    ledger = Ledger::from_entries(std::move(entries));
  }

  // --- values in units
  void read(std::uint32_t cell, Shifted<Millimetres> length) { read_whole(cell, length.value, length.shift); }
  template <class Quantity>
  void read(std::uint32_t cell, Shifted<Quantity> quantity) {
    read_number(cell, quantity.value.si, quantity.shift);
  }
  template <class Quantity>
  void read(std::uint32_t cell, Shifted<std::optional<Quantity>> quantity) {
    quantity.value.reset();
    if (tape_.cells[cell].kind != Kind::null) read_number(cell, quantity.value.emplace().si, quantity.shift);
  }
  void read(std::uint32_t cell, Celsius<Temperature> t) {
    if (tape_.cells[cell].kind == Kind::object) {
      // Far from 0 degC no Celsius number turns back into the same kelvins; then the writer says kelvin.
      const auto [object, cursor] = std::pair(object_, cursor_);
      object_ = cell;
      cursor_ = cell + 1;
      (*this)("kelvin", t.value.kelvin);
      object_ = object;
      cursor_ = cursor;
      return;
    }
    double celsius = t.value.degC();
    read(cell, celsius);
    t.value = from_degC(celsius);
  }
  void read(std::uint32_t cell, InMetres<PlanPoint> p) {
    each_of(cell, 2, [&](std::uint32_t item, std::size_t i) { read_whole(item, i == 0 ? p.value.x : p.value.y, 3); });
  }
  void read(std::uint32_t cell, InMetres<Rect> r) {
    each_of(cell, 4, [&](std::uint32_t item, std::size_t i) {
      Millimetres* const sides[] = {&r.value.x0, &r.value.y0, &r.value.x1, &r.value.y1};
      read_whole(item, *sides[i], 3);
    });
  }
  void read(std::uint32_t cell, InMetres<std::optional<PlanPoint>> p) {
    p.value.reset();
    if (tape_.cells[cell].kind != Kind::null) read(cell, InMetres<PlanPoint>{p.value.emplace()});
  }
  template <class T>
  void read(std::uint32_t cell, InMetres<std::vector<T>> list) {
    each_item(cell, [&](std::uint32_t item) { read(item, InMetres<T>{list.value.emplace_back()}); });
  }

  template <class Visit>
  void each_item(std::uint32_t cell, Visit visit) {
    if (!is(cell, Kind::array)) return;
    path_.push_back({});
    for (std::uint32_t at = cell + 1; at < tape_.cells[cell].next; at = tape_.cells[at].next) {
      visit(at);
      ++path_.back().index;
    }
    path_.pop_back();
  }
  /// A list of exactly `count` numbers.
  template <class Visit>
  void each_of(std::uint32_t cell, std::size_t count, Visit visit) {
    std::size_t i = 0;
    const std::size_t before = fault_count_;
    each_item(cell, [&](std::uint32_t item) {
      if (i < count) visit(item, i);
      ++i;
    });
    if (i != count && fault_count_ == before)
      add("DSN004", cell,
          path_text() + " has " + std::to_string(i) + " numbers; " + std::to_string(count) + " are needed");
  }

  bool is(std::uint32_t cell, Kind wanted) {
    const Kind kind = tape_.cells[cell].kind;
    if (kind == wanted) return true;
    add("DSN004", cell,
        path_text() + " is " + std::string(text(kind)) + "; " + std::string(text(wanted)) + " is needed");
    return false;
  }

  /// A JSON pointer (RFC 6901): "/graph/nodes/3/tag".
  [[nodiscard]] std::string pointer() const {
    std::string result;
    for (const Step& step : path_)
      result += "/" + (step.key.data() == nullptr ? std::to_string(step.index) : escaped(step.key));
    return result;
  }
  [[nodiscard]] std::string path_text() const { return path_.empty() ? "the document" : pointer(); }
  static std::string escaped(std::string_view key) {
    std::string result;
    for (const char c : key) {
      if (c == '~')
        result += "~0";
      else if (c == '/')
        result += "~1";
      else
        result += c;
    }
    return printable(result, 60);
  }
  void add(const char* code, std::uint32_t cell, std::string message) {
    ++fault_count_;
    if (faults_.size() < most_faults) faults_.push_back({cell, code, std::move(message)});
  }

  const Tape& tape_;
  std::uint32_t object_ = 0;  ///< the object whose members are being read …
  std::uint32_t cursor_ = 1;  ///< … and the member after the last one found
  std::vector<Step> path_;
  std::vector<Fault> faults_;
  std::size_t fault_count_ = 0;
};

Finding finding_at(std::string_view json, const std::string& file, const Place& place) {
  constexpr std::size_t longest_excerpt = 200;
  Finding finding;
  finding.origin = {file, place.line, place.column};
  const std::string_view rest = json.substr(std::min(place.line_begin, json.size()));
  const std::size_t end = std::min(rest.substr(0, longest_excerpt + 1).find('\n'), rest.size());
  if (end <= longest_excerpt) finding.excerpt = printable(rest.substr(0, end), longest_excerpt);
  return finding;
}

std::vector<Finding> findings_of(std::string_view json, const std::string& file, const Reader& reader) {
  std::vector<std::uint32_t> cells;
  for (const Fault& fault : reader.faults()) cells.push_back(fault.cell);
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  const std::vector<Place> places = places_of(json, cells);
  std::vector<Finding> findings;
  for (const Fault& fault : reader.faults()) {
    const auto at = std::lower_bound(cells.begin(), cells.end(), fault.cell) - cells.begin();
    Finding finding = finding_at(json, file, places.at(static_cast<std::size_t>(at)));
    finding.code = fault.code;
    finding.message = fault.message;
    findings.push_back(std::move(finding));
  }
  if (reader.fault_count() > findings.size())
    findings.back().hint = std::to_string(reader.fault_count() - findings.size()) + " more faults are not listed";
  return findings;
}

Finding not_json(std::string_view json, const std::string& file, const Parsed& parsed) {
  Finding finding = finding_at(json, file, place_of_byte(json, parsed.byte));
  finding.code = "DSN001";
  finding.message = "not a design in JSON: " + printable(parsed.fault, 240);
  finding.hint = "give the design.json that `plinth design` wrote";
  return finding;
}

Finding wrong_schema(const std::string& file, long long version) {
  Finding finding;
  finding.code = "DSN002";
  finding.origin = {file, 0, 0};
  finding.message = "the design has schema " + std::to_string(version) + "; this program reads schema " +
                    std::to_string(schema_version);
  finding.hint = version > schema_version ? "use a newer plinth, or make the design again with this one"
                                          : "make the design again from its site file";
  return finding;
}

}  // namespace

Outcome<Design> read_unchecked(std::string_view json, const std::string& file) {
  const Parsed parsed = parse(json);
  if (!parsed.fault.empty()) return {std::nullopt, {not_json(json, file, parsed)}};
  Reader reader(parsed.tape);
  const auto version = reader.peek("schema");
  if (version && *version != schema_version) return {std::nullopt, {wrong_schema(file, *version)}};
  Design design;
  reader.document(design);
  if (reader.fault_count() > 0) return {std::nullopt, findings_of(json, file, reader)};
  return {std::move(design), {}};
}

}  // namespace json

Outcome<Design> read_design(std::string_view json, const std::string& file) {
  Outcome<Design> outcome = json::read_unchecked(json, file);
  if (!outcome.ok()) return outcome;
  std::vector<Finding> findings = json::inconsistencies(*outcome.value, file);
  if (!findings.empty()) return {std::nullopt, std::move(findings)};
  return outcome;
}

}  // namespace plinth
