// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/finding.h"

namespace plinth {

/// A stretch of one line of a text file: 1-based line and column (columns count characters, a tab is one), and how many
/// characters it covers on that line. Line 0: the file as a whole.
struct TextSpan {
  int line = 0, column = 0, length = 1;
  friend bool operator==(const TextSpan&, const TextSpan&) = default;
};
/// Where everything stands that came from `--set`.
inline constexpr TextSpan override_span{-1, 0, 1};

struct TomlMember;

/// A value of a TOML document and where it was written.
struct TomlNode {
  enum class Types { text, integer, real, flag, date, time, array, table };
  Types type = Types::table;
  TextSpan span;
  bool overridden = false;  ///< came from `--set`; its span is override_span
  std::string text;         ///< of a text: its characters; of numbers, flags and dates: as they read in TOML
  long long integer = 0;
  double real = 0.0;  ///< of an integer too
  bool flag = false;
  std::vector<TomlNode> items;      ///< of an array
  std::vector<TomlMember> members;  ///< of a table, by key

  [[nodiscard]] const TomlNode* find(std::string_view key) const;
  [[nodiscard]] bool is_number() const { return type == Types::integer || type == Types::real; }
};

/// One `key = value`; `span` is that of the key.
struct TomlMember {
  std::string key;
  TextSpan span;
  TomlNode value;
};

/// "text", "a whole number", "a table" … with its article, for messages.
[[nodiscard]] std::string_view words(TomlNode::Types type);

/// The codes of the four faults this layer reports, so that a site file and a catalog file each have their own.
struct TomlCodes {
  std::string_view syntax;  ///< not TOML, not UTF-8, too large, nested too deep
  std::string_view unknown_key;
  std::string_view wrong_type;
  std::string_view missing_key;
};

/// A parsed TOML text. Plain values: the parser's own types stay in the .cpp.
class TomlDocument {
 public:
  /// Parses `bytes`. The text must be UTF-8, at most `byte_limit` bytes and nested at most 32 deep; TOML stops at its
  /// first syntax fault, so there is at most one finding.
  static Outcome<TomlDocument> parse(std::string_view bytes, const std::string& file, const TomlCodes& codes,
                                     std::size_t byte_limit = 4'000'000);
  /// The same, by the full parser alone: what parse() is held against in tests.
  static Outcome<TomlDocument> parse_fully(std::string_view bytes, const std::string& file, const TomlCodes& codes,
                                           std::size_t byte_limit = 4'000'000);

  [[nodiscard]] const TomlNode& root() const { return root_; }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const TomlCodes& codes() const { return codes_; }

  /// Writes `value` (TOML, or plain text where that is not TOML) at a dotted path: "it.load", "it.group.2.count" (array
  /// items are counted from 1; the next free number appends). Empty, or a sentence saying why it cannot.
  [[nodiscard]] std::string set(std::string_view path, std::string_view value);

  /// {file, line, column}; {file, 0, 0} for the file as a whole; {"--set", 0, 0} for an override.
  [[nodiscard]] Origin origin(const TextSpan& span) const;
  /// An error at `span`, with the source line for the caret.
  [[nodiscard]] Finding fault(std::string_view code, std::string message, const TextSpan& span,
                              std::string hint = {}) const;

 private:
  std::string file_, bytes_;
  TomlCodes codes_;
  TomlNode root_;
};

/// Reads the keys of one table and remembers which were asked for: those are the known ones, and finish() reports the
/// rest with "did you mean". Faults go to the list given at the start. Cheap; lives no longer than its document.
class TomlTable {
 public:
  /// `path` is that of the table ("it.group.1"), empty for the whole document.
  TomlTable(const TomlDocument& document, const TomlNode& node, std::string path, TextSpan header,
            std::vector<Finding>& findings);
  /// The whole document.
  TomlTable(const TomlDocument& document, std::vector<Finding>& findings);

  /// The value of a key whatever its type; nullptr when absent. Marks the key as known.
  [[nodiscard]] const TomlNode* find(std::string_view key);
  [[nodiscard]] bool has(std::string_view key) { return find(key) != nullptr; }

  // Typed access: nullopt when absent, or when of another type, which is then reported.
  [[nodiscard]] std::optional<std::string> text(std::string_view key);
  [[nodiscard]] std::optional<long long> integer(std::string_view key);
  [[nodiscard]] std::optional<double> number(std::string_view key);
  [[nodiscard]] std::optional<bool> flag(std::string_view key);
  [[nodiscard]] std::optional<std::string> date(std::string_view key);  ///< "2028-06-01" from a TOML date or a text
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);   ///< array of text; empty when absent
  [[nodiscard]] std::optional<TomlTable> table(std::string_view key);
  [[nodiscard]] std::vector<TomlTable> tables(std::string_view key);  ///< `[[key]]`; empty when absent
  [[nodiscard]] std::vector<TomlTable> member_tables();               ///< every sub-table, all marked known

  /// As text(), and reports the key as missing when it is absent.
  [[nodiscard]] std::optional<std::string> required_text(std::string_view key);
  /// Reports `key` as missing, at the header of this table.
  void missing(std::string_view key, std::string hint = {});

  /// Reports every key that was never asked for. `elsewhere` may turn such a key into a better hint ("belongs in
  /// [it]").
  void finish(const std::function<std::string(const std::string& key)>& elsewhere = {});

  [[nodiscard]] const TomlDocument& document() const { return *document_; }
  [[nodiscard]] const TomlNode& node() const { return *node_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string path_of(std::string_view key) const;  ///< "it.load"
  [[nodiscard]] std::string title() const;                        ///< "[it]", "[[it.group]] 2", "the file"
  [[nodiscard]] TextSpan header() const { return header_; }       ///< of its `[it]` line
  [[nodiscard]] TextSpan span(std::string_view key) const;        ///< of the value; of the header when absent
  [[nodiscard]] TextSpan key_span(std::string_view key) const;    ///< of the key; of the header when absent
  /// Adds an error at `span`.
  Finding& fault(std::string_view code, std::string message, const TextSpan& span, std::string hint = {});
  /// Adds an error at the value of `key`.
  Finding& fault_at(std::string_view code, std::string_view key, std::string message, std::string hint = {});

 private:
  const TomlNode* typed(std::string_view key, TomlNode::Types type);
  void report_wrong_type(std::string_view key, std::string_view wanted, const TomlNode& got);

  const TomlDocument* document_;
  const TomlNode* node_;
  std::string path_;
  TextSpan header_;
  std::vector<Finding>* findings_;
  std::vector<std::string> known_;  ///< keys asked for, in that order; absent ones as often as they were
  std::vector<bool> asked_;         ///< of the members
};

}  // namespace plinth
