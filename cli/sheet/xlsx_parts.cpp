// SPDX-License-Identifier: Apache-2.0
#include "cli/sheet/xlsx_parts.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <memory>

#include "core/base/text.h"
#include "core/base/units.h"

namespace plinth {
namespace {

constexpr std::size_t kRows = 1'048'576, kColumns = 16'384;

using Attributes = std::map<std::string, std::string>;

/// The local name of "x:row".
std::string local(const char* name) {
  const std::string_view whole(name);
  const std::size_t colon = whole.rfind(':');
  return std::string(colon == std::string_view::npos ? whole : whole.substr(colon + 1));
}

struct Handler {
  std::function<void(const std::string&, const Attributes&)> start;
  std::function<void(const std::string&)> end;
  std::function<void(std::string_view)> text;
  XML_Parser parser = nullptr;
};

bool parse(std::string_view xml, Handler handler) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr), XML_ParserFree);
  handler.parser = parser.get();
  XML_SetUserData(parser.get(), &handler);
  XML_SetElementHandler(
      parser.get(),
      [](void* data, const XML_Char* name, const XML_Char** pairs) {
        Attributes attributes;
        for (; *pairs != nullptr; pairs += 2) attributes[local(pairs[0])] = pairs[1];
        static_cast<Handler*>(data)->start(local(name), attributes);
      },
      [](void* data, const XML_Char* name) { static_cast<Handler*>(data)->end(local(name)); });
  XML_SetCharacterDataHandler(parser.get(), [](void* data, const XML_Char* text, int length) {
    static_cast<Handler*>(data)->text({text, static_cast<std::size_t>(length)});
  });
  XML_SetStartDoctypeDeclHandler(parser.get(), [](void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    XML_StopParser(static_cast<Handler*>(data)->parser, XML_FALSE);
  });
  return XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE) == XML_STATUS_OK;
}

std::string attribute(const Attributes& attributes, const char* name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? "" : found->second;
}

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::size_t> index_in(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// ECMA-376 part 1, 18.8.30: the built-in formats that show a date or a time.
bool is_date_format(std::size_t id) {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);
}

/// A format code of its own: letters of dates outside quotes, brackets and escapes.
bool is_date_code(std::string_view code) {
  bool quoted = false, bracket = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
      continue;
    }
    if (c == '[') bracket = true;
    if (c == ']') bracket = false;
    if (bracket) continue;
    if (c == ';') break;
    if (std::string_view("yYdDhHsS").find(c) != std::string_view::npos) return true;
    if (c == 'm' || c == 'M') return true;
  }
  return false;
}

/// "C7" -> column 2; nullopt for none.
std::optional<std::pair<std::size_t, std::size_t>> place_in(std::string_view reference) {
  std::size_t column = 0, at = 0;
  for (; at < reference.size() && at < 4 && reference[at] >= 'A' && reference[at] <= 'Z'; ++at)
    column = column * 26 + static_cast<std::size_t>(reference[at] - 'A' + 1);
  const auto row = index_in(reference.substr(at));
  if (column == 0 || column > kColumns || !row || *row == 0 || *row > kRows) return std::nullopt;
  return std::pair(*row - 1, column - 1);
}

/// Cells of one sheet as the parser meets them.
class CellReader {
 public:
  explicit CellReader(const XlsxTexts& texts) : texts_(texts) {}

  void start(const std::string& name, const Attributes& attributes) {
    if (name == "row") {
      if (const auto row = index_in(attribute(attributes, "r")); row && *row > 0) next_row_ = *row - 1;
      row_ = next_row_++;
      next_column_ = 0;
    } else if (name == "c") {
      const auto place = place_in(attribute(attributes, "r"));
      if (place) row_ = place->first;
      column_ = place ? place->second : next_column_;
      next_column_ = column_ + 1;
      type_ = attribute(attributes, "t");
      style_ = index_in(attribute(attributes, "s")).value_or(0);
      value_.clear();
    } else if (name == "rPh") {
      ++phonetic_;
    } else if (name == "v" || name == "t") {
      open_ = phonetic_ == 0;
    }
  }
  void text(std::string_view characters) {
    if (open_) value_ += characters;
  }
  void end(const std::string& name) {
    if (name == "v" || name == "t") open_ = false;
    if (name == "rPh") --phonetic_;
    if (name == "c") put();
  }
  Sheet sheet;

 private:
  void put() {
    if (row_ >= kRows || column_ >= kColumns) return;
    SheetCell cell = made();
    if (cell.type == SheetCell::Types::empty) return;
    if (sheet.rows.size() <= row_) sheet.rows.resize(row_ + 1);
    auto& cells = sheet.rows[row_];
    if (cells.size() <= column_) cells.resize(column_ + 1);
    cells[column_] = std::move(cell);
  }

  [[nodiscard]] SheetCell made() const {
    using Types = SheetCell::Types;
    const auto words = [](std::string_view text) {
      const std::string_view inside = trim(text);
      return inside.empty() ? SheetCell{} : SheetCell{Types::text, std::string(inside), 0};
    };
    if (type_ == "s") {
      const auto index = index_in(value_);
      return index && *index < texts_.shared.size() ? words(texts_.shared[*index])
                                                    : SheetCell{Types::error, "#STRING", 0};
    }
    if (type_ == "inlineStr" || type_ == "str") return words(value_);
    if (type_ == "b") return {Types::flag, value_ == "1" ? "yes" : "no", 0};
    if (type_ == "e") return {Types::error, value_, 0};
    if (type_ == "d") return {Types::date, value_.substr(0, 10), 0};
    if (value_.empty()) return {};
    const auto number = number_in(value_);
    if (!number) return {Types::error, value_, 0};
    if (style_ < texts_.date_styles.size() && texts_.date_styles[style_])
      return {Types::date, serial_date(*number, texts_.from_1904), *number};
    return {Types::number, number_text(*number), *number};
  }

  const XlsxTexts& texts_;
  std::size_t row_ = 0, column_ = 0, next_row_ = 0, next_column_ = 0, style_ = 0;
  std::string type_, value_;
  bool open_ = false;
  int phonetic_ = 0;
};

void ignore_end(const std::string&) {}
void ignore_text(std::string_view) {}

}  // namespace

std::optional<XlsxBook> read_book(std::string_view xml) {
  XlsxBook book;
  const auto start = [&](const std::string& name, const Attributes& attributes) {
    if (name == "sheet") book.sheets.emplace_back(attribute(attributes, "name"), attribute(attributes, "id"));
    if (name == "workbookPr") {
      const std::string flag = attribute(attributes, "date1904");
      book.from_1904 = flag == "1" || flag == "true";
    }
  };
  return parse(xml, {start, ignore_end, ignore_text}) ? std::optional(book) : std::nullopt;
}

std::optional<std::map<std::string, std::string>> read_relations(std::string_view xml) {
  std::map<std::string, std::string> targets;
  const auto start = [&](const std::string& name, const Attributes& attributes) {
    if (name == "Relationship") targets[attribute(attributes, "Id")] = attribute(attributes, "Target");
  };
  return parse(xml, {start, ignore_end, ignore_text}) ? std::optional(targets) : std::nullopt;
}

std::optional<std::vector<std::string>> read_shared_strings(std::string_view xml) {
  std::vector<std::string> strings;
  bool open = false;
  int phonetic = 0;
  const auto start = [&](const std::string& name, const Attributes&) {
    if (name == "si") strings.emplace_back();
    if (name == "rPh") ++phonetic;
    if (name == "t") open = phonetic == 0 && !strings.empty();
  };
  const auto end = [&](const std::string& name) {
    if (name == "t") open = false;
    if (name == "rPh") --phonetic;
  };
  const auto text = [&](std::string_view characters) {
    if (open) strings.back() += characters;
  };
  return parse(xml, {start, end, text}) ? std::optional(strings) : std::nullopt;
}

std::optional<std::vector<bool>> read_date_styles(std::string_view xml) {
  std::map<std::size_t, bool> own;
  std::vector<bool> styles;
  bool in_cells = false;
  const auto start = [&](const std::string& name, const Attributes& attributes) {
    if (name == "numFmt")
      if (const auto id = index_in(attribute(attributes, "numFmtId")))
        own[*id] = is_date_code(attribute(attributes, "formatCode"));
    if (name == "cellXfs") in_cells = true;
    if (name != "xf" || !in_cells) return;
    const std::size_t id = index_in(attribute(attributes, "numFmtId")).value_or(0);
    const auto found = own.find(id);
    styles.push_back(found == own.end() ? is_date_format(id) : found->second);
  };
  const auto end = [&](const std::string& name) {
    if (name == "cellXfs") in_cells = false;
  };
  return parse(xml, {start, end, ignore_text}) ? std::optional(styles) : std::nullopt;
}

std::optional<Sheet> read_cells(std::string_view xml, const XlsxTexts& texts) {
  CellReader reader(texts);
  const bool sound = parse(xml, {[&](const std::string& name, const Attributes& a) { reader.start(name, a); },
                                 [&](const std::string& name) { reader.end(name); },
                                 [&](std::string_view characters) { reader.text(characters); }});
  return sound ? std::optional(std::move(reader.sheet)) : std::nullopt;
}

std::string serial_date(double serial, bool from_1904) {
  // Days since 1970-01-01. The 1900 system counts a 29 February 1900 that never was.
  double whole = std::floor(serial);
  const double seconds = std::round((serial - whole) * 86400);
  if (seconds >= 86400) whole += 1;
  const long long count = static_cast<long long>(std::clamp(whole, -1e6, 1e7));
  const long long days = from_1904 ? count - 24107 : count - 25569 + (count < 60 ? 1 : 0);
  const long long z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
  const long long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const long long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  const long long day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  const std::string date = fmt::format("{:04}-{:02}-{:02}", yoe + era * 400 + (month <= 2 ? 1 : 0), month, day);
  const auto rest = static_cast<long long>(seconds) % 86400;
  if (rest == 0) return date;
  return fmt::format("{}T{:02}:{:02}:{:02}", date, rest / 3600, rest % 3600 / 60, rest % 60);
}

}  // namespace plinth
