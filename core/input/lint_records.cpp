// SPDX-License-Identifier: Apache-2.0
#include "core/input/lint_records.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/input/quantity_text.h"
#include "core/input/read_catalog_parts.h"

namespace plinth {

namespace {

const std::array<std::string, 3> severity_names{"info", "warning", "error"};
const std::array<std::string, 4> trend_names{"rises", "falls", "does-not-rise", "does-not-fall"};

/// Reads one file; a class so that the findings and the [source] of the file need not be handed around.
class LintFileReader {
 public:
  LintFileReader(const TomlDocument& document, int layer, std::map<std::string, int>& layers, LintRecords& records,
                 std::vector<Finding>& findings)
      : document_(document), file_(document, findings), layer_(layer), layers_(layers), records_(records) {}

  void read() {
    check_schema(file_, true);
    if (auto source = file_.table("source")) {
      source_ = read_provenance(*source, nullptr);
      source->finish();
    }
    for (TomlTable& table : file_.tables("plausible")) read_band(table);
    for (TomlTable& table : file_.tables("trend")) read_trend(table);
    for (TomlTable& table : file_.tables("reference")) read_reference(table);
    if (auto age = file_.table("age")) {
      records_.age.source_years = static_cast<int>(years(*age, "source_years").value_or(records_.age.source_years));
      records_.age.price_years = static_cast<int>(years(*age, "price_years").value_or(records_.age.price_years));
      if (age->has("lasting")) records_.age.lasting = age->texts("lasting");
      age->finish();
    }
    file_.finish();
  }

 private:
  static std::optional<long long> years(TomlTable& table, std::string_view key) {
    const auto value = table.integer(key);
    if (!value || (*value >= 1 && *value <= 100)) return value;
    table.fault_at(cat::impossible, key, "`" + table.path_of(key) + "` must be 1 to 100 years");
    return std::nullopt;
  }

  void read_where(TomlTable& table, LintScope& scope) {
    auto where = table.table("where");
    if (!where) return;
    for (const TomlMember& member : where->node().members) {
      std::vector<std::string>& texts = scope.where[member.key];
      const TomlNode& value = member.value;
      if (value.type == TomlNode::Types::text || value.type == TomlNode::Types::flag) texts.push_back(value.text);
      if (value.type == TomlNode::Types::array)
        for (const TomlNode& item : value.items) texts.push_back(item.text);
      if (texts.empty())
        where->fault(cat::wrong_type, "`" + where->path_of(member.key) + "` must be text, true or false, or a list",
                     value.span);
    }
  }

  /// False when the record cannot be kept: it has no id, or one that is taken.
  bool read_head(TomlTable& table, LintHead& head) {
    head.document = &document_;
    head.path = table.path();
    head.id = read_line_text(table, "id", true);
    head.says = read_line_text(table, "says", true);
    if (const std::string word = read_choice(table, "severity", severity_names, false); !word.empty())
      head.severity =
          static_cast<Severity>(std::find(severity_names.begin(), severity_names.end(), word) - severity_names.begin());
    head.optional = table.flag("optional").value_or(false);
    if (!table.has("kinds")) table.missing("kinds", "a list of kinds, or [\"*\"]");
    head.scope.kinds = table.texts("kinds");
    const TomlNode* kinds = table.node().find("kinds");
    if (kinds != nullptr && kinds->type == TomlNode::Types::array && kinds->items.empty())
      table.fault_at(cat::missing_key, "kinds", "`" + table.path_of("kinds") + "` names no kind", "or write [\"*\"]");
    read_where(table, head.scope);
    head.scope.when = read_line_text(table, "when", false);
    head.provenance = read_provenance(table, source_ ? &*source_ : nullptr);
    if (head.id.empty()) return false;
    const auto [place, fresh] = layers_.emplace(head.id, layer_);
    if (!fresh && place->second == layer_) {
      table.fault_at(cat::duplicate, "id", "\"" + printable(head.id, 80) + "\" is the id of another lint record");
      return false;
    }
    place->second = layer_;
    return true;
  }

  std::optional<double> in_unit(TomlTable& table, const TomlNode& node, const CompoundUnit& unit) {
    if (node.is_number()) return node.real * unit.factor + unit.offset;
    const std::string_view text = trim(node.text);
    const std::size_t blank = text.find(' ');
    const auto stated = blank == text.npos ? std::nullopt : compound_unit(trim(text.substr(blank)));
    const auto number = parse_quantity(text.substr(0, blank), Dimension::ratio);
    const auto* value = std::get_if<ReadQuantity>(&number);
    if (node.type == TomlNode::Types::text && stated && value != nullptr && stated->exponents == unit.exponents)
      return value->si * stated->factor + stated->offset;
    table.fault(cat::quantity, "a number, or a quantity of the kind of \"1 " + unit.text + "\", is wanted here",
                node.span);
    return std::nullopt;
  }

  /// `{ over = "rated_power", points = [["25 kVA", "70 W"], …] }`
  void read_table_end(TomlTable table, const CompoundUnit& unit, BandEnd& end) {
    end.over = read_line_text(table, "over", true);
    const TomlNode* points = table.find("points");
    if (points == nullptr) table.missing("points", "a list of pairs [x, y]");
    std::optional<CompoundUnit> x_unit;
    for (const TomlNode& item : points == nullptr ? std::vector<TomlNode>{} : points->items) {
      if (item.type != TomlNode::Types::array || item.items.size() != 2) {
        table.fault(cat::curve, "a point must be a pair [x, y]", item.span);
        continue;
      }
      const std::string& text = item.items[0].text;
      const std::size_t blank = text.find(' ');
      if (!x_unit) x_unit = compound_unit(blank == text.npos ? "" : trim(std::string_view(text).substr(blank)));
      if (!x_unit) {
        table.fault(cat::quantity, "no unit is known in \"" + printable(text, 40) + "\"", item.items[0].span);
        return;
      }
      end.over_exponents = x_unit->exponents;
      const auto x = in_unit(table, item.items[0], *x_unit);
      const auto y = in_unit(table, item.items[1], unit);
      if (!x || !y) continue;
      if (!end.points.empty() && *x <= end.points.back().first)
        table.fault(cat::curve, "the x values must rise from point to point", item.span);
      end.points.emplace_back(*x, *y);
    }
    if (points != nullptr && end.points.size() < 2) table.fault(cat::curve, "at least two points", points->span);
    table.finish();
  }

  std::optional<BandEnd> read_end(TomlTable& table, std::string_view key, const CompoundUnit& unit) {
    const TomlNode* node = table.find(key);
    if (node == nullptr) return std::nullopt;
    BandEnd end;
    end.path = table.path_of(key);
    if (node->is_number()) {
      if (!std::isfinite(node->real)) table.fault(cat::impossible, "`" + end.path + "` is not a number", node->span);
      end.number = node->real * unit.factor + unit.offset;
    } else if (node->type == TomlNode::Types::text) {
      end.formula = node->text;
    } else if (node->type == TomlNode::Types::table) {
      read_table_end(*table.table(key), unit, end);
    } else {
      table.fault(cat::wrong_type,
                  "`" + end.path + "` must be a number in `unit`, a formula, or a table with `over` and `points`",
                  node->span);
      return std::nullopt;
    }
    return end;
  }

  void read_band(TomlTable& table) {
    PlausibleBand band;
    const bool kept = read_head(table, band.head);
    band.quantity = read_line_text(table, "quantity", true);
    const std::string unit = table.text("unit").value_or("");
    if (const auto known = compound_unit(unit))
      band.unit = *known;
    else
      table.fault_at(cat::quantity, "unit", "\"" + printable(unit, 40) + "\" is no unit, nor a quotient of units");
    band.least = read_end(table, "least", band.unit);
    band.most = read_end(table, "most", band.unit);
    if (!band.least && !band.most) table.missing("least", "or `most`: a band has one end at least");
    band.at = read_line_text(table, "at", false);
    band.hint = read_line_text(table, "hint", false);
    table.finish();
    if (kept) records_.bands.insert_or_assign(band.head.id, std::move(band));
  }

  void read_trend(TomlTable& table) {
    CurveTrend trend;
    const bool kept = read_head(table, trend.head);
    trend.curve = read_line_text(table, "curve", true);
    const std::string way = read_choice(table, "way", trend_names, true);
    if (!way.empty())
      trend.way = static_cast<Trends>(std::find(trend_names.begin(), trend_names.end(), way) - trend_names.begin());
    table.finish();
    if (kept) records_.trends.insert_or_assign(trend.head.id, std::move(trend));
  }

  void read_reference(TomlTable& table) {
    NameReference reference;
    const bool kept = read_head(table, reference.head);
    reference.key = read_line_text(table, "key", true);
    if (!table.has("to")) table.missing("to", "kinds the module named must be of, or [\"*\"]");
    reference.to = table.texts("to");
    table.finish();
    if (kept) records_.references.insert_or_assign(reference.head.id, std::move(reference));
  }

  const TomlDocument& document_;
  TomlTable file_;
  int layer_;
  std::map<std::string, int>& layers_;
  LintRecords& records_;
  std::optional<Provenance> source_;
};

}  // namespace

std::optional<CompoundUnit> compound_unit(std::string_view text) {
  if (const Unit* unit = find_unit(text))
    return CompoundUnit{std::string(text), unit->factor, unit->offset, exponents(unit->dimension)};
  const std::size_t slash = text.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  auto above = compound_unit(text.substr(0, slash));
  const Unit* below = find_unit(text.substr(slash + 1));
  if (!above || below == nullptr || below->symbol.empty()) return std::nullopt;
  above->text = text;
  above->factor /= below->factor;
  const Exponents divisor = exponents(below->dimension);
  for (std::size_t i = 0; i < divisor.size(); ++i)
    above->exponents[i] = static_cast<signed char>(above->exponents[i] - divisor[i]);
  return above;
}

std::string_view text(Trends trend) { return trend_names[static_cast<std::size_t>(trend)]; }

void read_lint_records(const TomlDocument& document, int layer, std::map<std::string, int>& layers,
                       LintRecords& records, std::vector<Finding>& findings) {
  LintFileReader(document, layer, layers, records, findings).read();
}

}  // namespace plinth
