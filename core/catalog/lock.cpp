// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/lock.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/text.h"
#include "core/input/toml_document.h"

namespace plinth {
namespace {

constexpr TomlCodes codes{"LCK001", "LCK001", "LCK001", "LCK001"};

bool is_limit(const std::string& path) {
  return path.starts_with("standards/") || path.find("/standards/") != std::string::npos;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    else
      out += c;
  }
  return out + "\"";
}

bool is_hash(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void read_files(TomlTable& file, std::string_view key, Lock& lock) {
  auto table = file.table(key);
  if (!table) {
    if (!file.has(key)) file.missing(key);
    return;
  }
  for (const TomlMember& member : table->node().members) {
    const auto hash = table->text(member.key);
    if (hash && !is_hash(*hash))
      table->fault_at("LCK001", member.key, "this is no SHA-256 in hexadecimal",
                      "write the file with `plinth lock SITE`");
    if (hash) lock.files[member.key] = *hash;
  }
}

Finding difference(std::string_view code, std::string message, const std::string& file, std::string hint) {
  Finding finding;
  finding.code = code;
  finding.message = std::move(message);
  finding.origin.file = file;
  finding.hint = std::move(hint);
  return finding;
}

}  // namespace

std::string lock_text(const Lock& lock) {
  std::string out =
      "# Written by `plinth lock`; read by `--locked`. Keep it under version control, do not edit it.\n"
      "schema = 1\n";
  out += fmt::format("engine = {}\n", quoted(lock.engine));
  std::vector<std::string> overlays;
  for (const std::string& overlay : lock.overlays) overlays.push_back(quoted(overlay));
  out += fmt::format("overlay = [{}]\n", join(overlays, ", "));
  for (const bool limits : {true, false}) {
    out += limits ? "\n[rules]\n" : "\n[catalog]\n";
    for (const auto& [path, hash] : lock.files)
      if (is_limit(path) == limits) out += fmt::format("{} = \"{}\"\n", quoted(path), hash);
  }
  return out;
}

Outcome<Lock> read_lock(std::string_view bytes, const std::string& file) {
  Outcome<Lock> outcome;
  Outcome<TomlDocument> document = TomlDocument::parse(bytes, file, codes);
  outcome.findings = std::move(document.findings);
  if (!document.ok()) return outcome;
  TomlTable table(*document.value, outcome.findings);
  const auto schema = table.integer("schema");
  if (schema && *schema != 1)
    table.fault_at("LCK002", "schema", "this program reads schema 1 of a lock file",
                   "write it anew with `plinth lock SITE`");
  if (!table.has("schema")) table.missing("schema");
  Lock lock;
  lock.engine = table.required_text("engine").value_or("");
  lock.overlays = table.texts("overlay");
  read_files(table, "rules", lock);
  read_files(table, "catalog", lock);
  table.finish();
  if (!has_errors(outcome.findings)) outcome.value = std::move(lock);
  return outcome;
}

std::vector<Finding> lock_differences(const Lock& locked, const Lock& present, const std::string& file) {
  std::vector<Finding> found;
  if (locked.engine != present.engine)
    found.push_back(difference("LCK010",
                               fmt::format("locked to {}, this is {}", printable(locked.engine, 60), present.engine),
                               file, "install that version, or check the results and lock anew"));
  if (locked.overlays != present.overlays)
    found.push_back(
        difference("LCK011",
                   fmt::format("locked with the overlays [{}], the site names [{}]",
                               printable(join(locked.overlays, ", ")), printable(join(present.overlays, ", "))),
                   file, "their order is their precedence"));
  for (const auto& [path, hash] : present.files) {
    const auto was = locked.files.find(path);
    if (was == locked.files.end())
      found.push_back(difference("LCK012", fmt::format("{} was added", printable(path)), file, ""));
    else if (was->second != hash)
      found.push_back(difference("LCK014", fmt::format("{} was changed", printable(path)), file, ""));
  }
  for (const auto& [path, hash] : locked.files)
    if (!present.files.contains(path))
      found.push_back(difference("LCK013", fmt::format("{} was removed", printable(path)), file, ""));
  std::stable_sort(found.begin(), found.end(), [](const Finding& a, const Finding& b) { return a.code < b.code; });
  return found;
}

}  // namespace plinth
