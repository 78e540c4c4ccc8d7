// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/import_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/quantity_text.h"

namespace plinth {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += '\\';
    if (byte < 0x20 || byte == 0x7F)
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(byte));
    else
      out += c;
  }
  return out + "\"";
}

/// Letters of Latin-1 (U+00C0 to U+00FF) without their accents.
std::string unaccented(std::string_view text) {
  constexpr std::string_view letters = "aaaaaaaceeeeiiiidnooooo-ouuuuypsaaaaaaaceeeeiiiidnooooo-ouuuuypy";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\xC3' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const auto second = static_cast<unsigned char>(text[++i]) & 0x3FU;
    out += second == 0x1F ? "ss" : std::string(1, letters[second]);
  }
  return out;
}

/// Lower-case letters and digits, everything else one dash.
std::string slug(std::string_view text) {
  std::string out;
  for (const char c : lower(unaccented(text))) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain)
      out += c;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::optional<double> plain_number(std::string text, char decimal, char thousands) {
  if (thousands != 0) std::erase(text, thousands);
  if (decimal != '.') {
    if (text.find('.') != std::string::npos) return std::nullopt;
    std::replace(text.begin(), text.end(), decimal, '.');
  }
  std::string_view digits = trim(text);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// "0,21 MW" -> "0.21 MW": the number that a text begins with, its unit left as it is.
std::string with_point(const std::string& text, char decimal, char thousands) {
  const std::size_t end = text.find_first_not_of("0123456789+-.,' ");
  const std::size_t unit = end == std::string::npos ? text.size() : end;
  const auto number = plain_number(std::string(trim(text.substr(0, unit))), decimal, thousands);
  return number ? number_text(*number) + " " + text.substr(unit) : text;
}

/// A value as it was found in a row, and the column it came from.
struct Found {
  std::string text;
  std::optional<double> number;  ///< scaled, of a bare number
  std::optional<std::size_t> column;
};

class RowWriter {
 public:
  RowWriter(const ImportMap& map, const SheetRow& row, std::vector<Finding>& findings)
      : map_(map), row_(row), findings_(findings) {}

  ImportedType write() {
    type_.row = row_.row;
    line(fmt::format("# Made of {}, {}row {}, by `plinth catalog import`.",
                     printable(row_.file.substr(row_.file.rfind('/') + 1), 100),
                     row_.sheet.name.empty() ? "" : "sheet " + printable(row_.sheet.name, 60) + ", ", row_.row + 1));
    line("schema = 1");
    for (const auto& [key, spec] : map_.head) write_head(key, spec);
    if (!type_.id.empty()) type_.path = map_.folder + "/" + type_.id + ".toml";
    write_contains();
    write_texts("source", map_.source);
    write_attributes("envelope", map_.envelope);
    write_attributes("clearance", map_.clearance);
    write_attributes("attributes", map_.attributes);
    if (!map_.codes.empty()) write_texts("codes", map_.codes);
    write_ports();
    return std::move(type_);
  }

 private:
  void line(const std::string& text, std::optional<std::size_t> column = std::nullopt) {
    type_.toml += text + "\n";
    ++lines_;
    if (column) type_.columns[lines_] = *column;
  }

  void fault(std::string_view code, std::optional<std::size_t> column, const std::string& message,
             std::string hint = {}) {
    Finding finding;
    finding.code = code;
    finding.message = (column ? cell_name(row_.row, *column) : fmt::format("row {}", row_.row + 1)) + ": " + message;
    finding.origin = {row_.file, static_cast<int>(row_.row) + 1, column ? static_cast<int>(*column) + 1 : 0};
    finding.hint = std::move(hint);
    findings_.push_back(std::move(finding));
    type_.sound = false;
  }

  [[nodiscard]] std::size_t column_of(const std::string& header) const { return row_.columns.at(header); }

  /// A text with its places filled; nullopt when a cell is empty or an error (then reported when `required`).
  std::optional<Found> filled(const std::string& pattern, bool required) {
    Found found;
    for (std::size_t at = 0; at < pattern.size();) {
      if (pattern.compare(at, 2, "{{") == 0 || pattern.compare(at, 2, "}}") == 0) {
        found.text += pattern[at];
        at += 2;
        continue;
      }
      const std::size_t end = pattern[at] == '{' ? pattern.find('}', at) : std::string::npos;
      if (end == std::string::npos) {
        found.text += pattern[at++];
        continue;
      }
      const std::size_t column = column_of(pattern.substr(at + 1, end - at - 1));
      const SheetCell& cell = row_.sheet.at(row_.row, column);
      if (!usable(cell, column)) return std::nullopt;
      if (cell.type == SheetCell::Types::empty) {
        if (required)
          fault("IMP006", column, fmt::format("\"{}\" is empty", printable(pattern.substr(at + 1, end - at - 1), 60)));
        return std::nullopt;
      }
      if (!found.column) found.column = column;
      found.text += cell.text;
      at = end + 1;
    }
    return found;
  }

  bool usable(const SheetCell& cell, std::size_t column) {
    if (cell.type != SheetCell::Types::error) return true;
    fault("IMP009", column, fmt::format("the cell holds the error {}", printable(cell.text, 20)),
          "correct the formula in the list");
    return false;
  }

  /// The raw value of a spec; nullopt when there is none (reported where `required`) or it is faulty.
  std::optional<Found> value_of(const ValueSpec& spec, bool required, const std::string& name) {
    if (spec.column.empty()) return filled(spec.pattern, required);
    const std::size_t column = column_of(spec.column);
    const SheetCell& cell = row_.sheet.at(row_.row, column);
    if (!usable(cell, column)) return std::nullopt;
    if (cell.type == SheetCell::Types::empty) {
      if (spec.otherwise) return Found{*spec.otherwise, std::nullopt, column};
      if (required)
        fault("IMP006", column, fmt::format("\"{}\" is empty; `{}` must be stated", printable(spec.column, 60), name));
      return std::nullopt;
    }
    Found found{cell.text, std::nullopt, column};
    if (!spec.words.empty()) {
      const auto word = spec.words.find(cell.text);
      if (word == spec.words.end()) {
        std::vector<std::string> known;
        for (const auto& [text, value] : spec.words) known.push_back("\"" + text + "\"");
        fault("IMP008", column, fmt::format("the map has no word for \"{}\"", printable(cell.text, 60)),
              "it knows " + join(known, ", "));
        return std::nullopt;
      }
      found.text = word->second;
      return found;
    }
    if (cell.type == SheetCell::Types::number) found.number = cell.number;
    if (cell.type == SheetCell::Types::text) found.number = plain_number(cell.text, map_.decimal, map_.thousands);
    if (found.number) *found.number *= spec.scale;
    return found;
  }

  /// "1350 kW": a bare number with the unit of the map, or a text with its own.
  std::optional<std::string> quantity_of(const ValueSpec& spec, const Found& found, Dimension dimension,
                                         const std::string& name) {
    std::string text = found.text;
    if (found.number) {
      const bool bare = dimension == Dimension::ratio || dimension == Dimension::power_factor;
      if (spec.unit.empty() && !bare) {
        fault("IMP007", found.column,
              fmt::format("\"{}\" has no unit, and the map gives none to `{}`", printable(found.text, 40), name),
              fmt::format("write unit = \"{}\" into the map", usual_unit(dimension).symbol));
        return std::nullopt;
      }
      text = number_text(*found.number) + (spec.unit.empty() ? "" : " " + spec.unit);
    } else if (found.column && (map_.decimal != '.' || map_.thousands != 0)) {
      text = with_point(text, map_.decimal, map_.thousands);
    }
    const auto read = parse_quantity(text, dimension);
    if (const auto* wrong = std::get_if<QuantityFault>(&read)) {
      const bool separators = found.text.find(',') != std::string::npos && map_.thousands == 0 && map_.decimal == '.';
      fault("IMP007", found.column, fmt::format("\"{}\" for `{}`: {}", printable(found.text, 40), name, wrong->message),
            separators ? "write decimal = \",\" or thousands = \",\" into [sheet] of the map" : wrong->hint);
      return std::nullopt;
    }
    return text;
  }

  void write_head(const std::string& key, const ValueSpec& spec) {
    const bool required = key != "part_number";
    auto found = value_of(spec, required, key);
    if (!found) return;
    if (key == "id") type_.id = found->text = slug(found->text);
    line(fmt::format("{} = {}", key, quoted(found->text)), found->column);
    if (key == "id") line("kind = " + quoted(map_.kind));
  }

  void write_texts(const std::string& table, const std::vector<std::pair<std::string, ValueSpec>>& values) {
    line("\n[" + table + "]");
    ++lines_;
    for (const auto& [key, spec] : values)
      if (const auto found = value_of(spec, table == "source", key))
        line(fmt::format("{} = {}", key, quoted(found->text)), found->column);
  }

  /// As TOML: a quantity, a flag, a list, a word.
  std::optional<std::string> toml_of(const AttributeRule& rule, const ValueSpec& spec, const Found& found) {
    if (rule.dimension && rule.type == "number") {
      const auto text = quantity_of(spec, found, *rule.dimension, rule.name);
      if (!text) return std::nullopt;
      const bool bare = plain_number(*text, '.', 0).has_value();
      return bare ? *text : quoted(*text);
    }
    if (rule.type == "flag") {
      const std::string word = lower(found.text);
      if (word == "yes" || word == "true" || word == "1" || word == "x") return "true";
      if (word == "no" || word == "false" || word == "0") return "false";
      fault("IMP007", found.column,
            fmt::format("\"{}\" for `{}` is neither yes nor no", printable(found.text, 40), rule.name),
            "give `words` in the map");
      return std::nullopt;
    }
    if (rule.type != "list") return quoted(found.text);
    std::vector<std::string> items;
    for (const std::string& item : split(found.text, ','))
      if (!trim(item).empty()) items.push_back(quoted(trim(item)));
    return "[" + join(items, ", ") + "]";
  }

  /// ", status = …" of a value that does not rest on the source of the list.
  std::optional<std::string> trust_of(const ValueSpec& spec) {
    std::string out;
    for (const auto& [key, pattern] : spec.trust) {
      const auto found = filled(pattern, true);
      if (!found) return std::nullopt;
      out += fmt::format(", {} = {}", key, quoted(found->text));
    }
    return out;
  }

  void write_attributes(const std::string& table, const std::vector<AttributeSpec>& specs) {
    line("\n[" + table + "]");
    ++lines_;
    for (const AttributeSpec& spec : specs) {
      if (spec.rule.type == "curve") {
        write_curve(spec);
        continue;
      }
      const auto found = value_of(spec.value, spec.rule.required, spec.rule.name);
      const auto toml = found ? toml_of(spec.rule, spec.value, *found) : std::nullopt;
      const auto trust = toml ? trust_of(spec.value) : std::nullopt;
      if (!trust) continue;
      line(trust->empty() ? fmt::format("{} = {}", spec.rule.name, *toml)
                          : fmt::format("{} = {{ value = {}{} }}", spec.rule.name, *toml, *trust),
           found->column);
    }
  }

  void write_curve(const AttributeSpec& spec) {
    std::vector<std::string> points;
    std::optional<std::size_t> column;
    for (const auto& [x, y] : spec.points) {
      const auto fx = value_of(x, spec.rule.required, spec.rule.name),
                 fy = value_of(y, spec.rule.required, spec.rule.name);
      if (!fx || !fy) return;
      const auto tx = quantity_of(x, *fx, *spec.rule.curve_x, spec.rule.name),
                 ty = quantity_of(y, *fy, *spec.rule.dimension, spec.rule.name);
      if (!tx || !ty) return;
      if (!column) column = fy->column;
      points.push_back(fmt::format("[{}, {}]", quoted(*tx), quoted(*ty)));
    }
    if (const auto trust = trust_of(spec.value))
      line(fmt::format("{} = {{ points = [{}]{} }}", spec.rule.name, join(points, ", "), *trust), column);
  }

  /// Keys of a port or a part; counts and fractions stay bare.
  std::optional<std::vector<std::string>> keys_of(const TableSpec& spec, std::optional<std::size_t>& column) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : spec) {
      const auto found = value_of(value, false, key);
      if (!found) {
        if (!value.column.empty() || !places_of(value.pattern).empty()) return std::nullopt;
        continue;
      }
      if (!column) column = found->column;
      const bool number = key == "count" || key == "limit" || key == "along" || key == "height";
      const auto bare = number ? plain_number(found->text, map_.decimal, map_.thousands) : std::nullopt;
      keys.push_back(fmt::format("{} = {}", key, bare ? number_text(*bare) : quoted(found->text)));
    }
    return keys;
  }

  void write_contains() {
    std::vector<std::string> parts;
    std::optional<std::size_t> column;
    for (const TableSpec& spec : map_.contains)
      if (const auto keys = keys_of(spec, column)) parts.push_back("{ " + join(*keys, ", ") + " }");
    if (!parts.empty()) line("contains = [" + join(parts, ", ") + "]", column);
  }

  void write_ports() {
    for (const TableSpec& spec : map_.ports) {
      std::optional<std::size_t> column;
      const auto keys = keys_of(spec, column);
      if (!keys) continue;
      line("\n[[port]]");
      ++lines_;
      for (const std::string& key : *keys) line(key, column);
    }
  }

  const ImportMap& map_;
  const SheetRow& row_;
  std::vector<Finding>& findings_;
  ImportedType type_;
  int lines_ = 0;
};

}  // namespace

ImportedType made_of(const ImportMap& map, const SheetRow& row, std::vector<Finding>& findings) {
  return RowWriter(map, row, findings).write();
}

}  // namespace plinth
