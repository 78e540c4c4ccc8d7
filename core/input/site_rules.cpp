// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_rules.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/input/any_quantity.h"
#include "core/input/site_keys.h"
#include "core/model/check_report.h"

namespace plinth {
namespace {

constexpr std::array<Severity, 3> kSeverities{Severity::info, Severity::warning, Severity::error};

bool is_kind(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::optional<std::string> required_line(TomlTable& table, std::string_view key, std::string hint) {
  if (!table.has(key)) table.missing(key, std::move(hint));
  return read_line(table, key);
}

/// A bare number, or a text that begins with a number and ends with any unit.
bool read_value(TomlTable& table, Evidence& evidence) {
  const TomlNode* node = table.find("value");
  if (node == nullptr) return true;
  if (node->type != TomlNode::Types::text && !node->is_number()) {
    table.fault_at(spc::wrong_type, "value",
                   "`" + table.path_of("value") + "` must be a quantity, not " + std::string(words(node->type)),
                   "write \"2.2 m\", or leave it out when the document is a certificate");
    return false;
  }
  const auto parsed = parse_any_quantity(node->text);
  if (const auto* fault = std::get_if<QuantityFault>(&parsed)) {
    const bool unit = fault->what == QuantityFaults::unknown_unit;
    table.fault_at(unit ? spc::unknown_unit : spc::not_a_number, "value",
                   fault->message + " in `" + table.path_of("value") + "`", fault->hint);
    return false;
  }
  const ReadQuantity& read = std::get<ReadQuantity>(parsed);
  evidence.si = read.si;
  evidence.dimension = dimension_of(read);
  evidence.value = node->text;
  return true;
}

}  // namespace

void read_rule_severities(SiteContext& context, TomlTable& rules) {
  const auto table = rules.table("severity");
  if (!table) return;
  for (const TomlMember& member : table->node().members) {
    TomlTable copy = *table;
    const auto word = copy.text(member.key);
    if (!word) continue;
    const auto* found = std::find_if(kSeverities.begin(), kSeverities.end(),
                                     [&](Severity severity) { return text(severity) == *word; });
    if (found != kSeverities.end())
      context.spec.rules.severity[member.key] = *found;
    else
      copy.fault_at(spc::not_a_choice, member.key, "\"" + printable(*word, 40) + "\" is not a severity",
                    "one of error, warning, info");
  }
}

void read_evidence(SiteContext& context, TomlTable& root) {
  for (TomlTable& table : root.tables("evidence")) {
    Evidence made;
    const auto kind = required_line(table, "kind", "add kind = \"fire_test_report\"; `plinth rules list` names them");
    const auto document = required_line(table, "document", "name the report, drawing or certificate with its number");
    const auto where = read_line(table, "where");
    const auto expires = read_date(table, "expires");
    const bool sound = read_value(table, made);
    table.finish();
    if (kind && !is_kind(*kind)) {
      table.fault_at(spc::not_a_choice, "kind", "\"" + printable(*kind, 40) + "\" is not a kind of evidence",
                     "kinds are words in lower case: fire_test_report");
      continue;
    }
    if (!where && !table.has("where"))
      context.use_default(table.path_of("where"), "*", "the document speaks of the whole site");
    if (!kind || !document || !sound || (table.has("where") && !where)) continue;
    made.kind = *kind;
    made.document = *document;
    made.where = where.value_or("*");
    made.expires = expires.value_or("");
    made.origin = context.document.origin(table.header());
    context.spec.evidence.push_back(std::move(made));
  }
}

}  // namespace plinth
