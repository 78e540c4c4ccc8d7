// SPDX-License-Identifier: Apache-2.0
#include "exporters/text/checklist/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <tuple>

#include "core/base/hash.h"
#include "core/base/text.h"

namespace plinth::checklist {
namespace {

constexpr std::string_view supplier_words = "**value by supplier**";

/// The sentence with its places filled in.
std::string filled(std::string_view sentence, const std::map<std::string, LimitValue>& limits) {
  std::string out;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t open = sentence.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : sentence.find('}', open);
    if (close == std::string_view::npos) return out + cell(sentence.substr(at));
    out += cell(sentence.substr(at, open - at));
    const auto limit = limits.find(std::string(sentence.substr(open + 1, close - open - 1)));
    if (limit == limits.end() || limit->second.text.empty())
      out += supplier_words;
    else
      out += cell(limit->second.text) + (limit->second.assumed ? "\\*" : "");
    at = close + 1;
  }
  return out;
}

/// "15 bar `= 1.5 * design_pressure`", one line per computed limit.
std::string formula_lines(const Line& line) {
  std::string out;
  for (const auto& [name, limit] : line.limits) {
    if (limit.formula.empty()) continue;
    const std::string value = limit.text.empty() ? "?" : cell(limit.text);
    out += (out.empty() ? "" : "<br>") + value + " = `" + limit.formula + "`";
    if (!limit.fault.empty()) out += " (" + cell(limit.fault) + ")";
  }
  return out;
}

std::string level_title(const std::string& level) {
  if (level == "L1") return "";
  if (level == "L2") return "On site, receipt (L2): ";
  if (level == "L3") return "On site, installation (L3): ";
  if (level == "L4") return "On site, functional (L4): ";
  return "On site, integrated (" + level + "): ";
}

void write_section(const Section& section, std::string& out) {
  fmt::format_to(std::back_inserter(out), "\n## {}{}\n\n", level_title(section.level), section.title);
  out +=
      "| No. | Id | What to do | Instrument | Accept when | Where the limit comes from | Pt | Measured | Result "
      "|\n|--:|---|---|---|---|---|:-:|---|---|\n";
  for (const Line& line : section.lines) {
    const TestItem& item = *line.item;
    const bool practice = item.provenance.status == Status::assumed;
    std::string basis = item.standard == "-" ? "" : cell(item.standard);
    const std::string formulas = formula_lines(line);
    if (!basis.empty() && !formulas.empty()) basis += "<br>";
    fmt::format_to(std::back_inserter(out), "| {} | {}{} | {}<br>{} | {} | {}{} | {}{} | {} |  |  |\n", line.number,
                   cell(item.id), practice ? "†" : "", filled(item.text, line.limits), filled(item.method, line.limits),
                   item.instrument == "-" ? "" : cell(item.instrument), filled(item.acceptance, line.limits),
                   line.undecided ? "<br>(if it applies)" : "", basis, formulas, item.point);
  }
}

std::string person_rows() {
  std::string out;
  for (std::string_view role :
       {"Tested by (factory)", "Reviewed by (quality)", "Witnessed by (client)", "Witnessed by (third party)"})
    fmt::format_to(std::back_inserter(out), "| {} |  |  |  |  |\n", role);
  return out;
}

void write_sign_off(std::string& out) {
  out += "\n## Sign-off\n\n| | Name | Company | Signature | Date |\n|---|---|---|---|---|\n" + person_rows();
  out +=
      "\nStatement: [ ] accepted   [ ] accepted with punch list   [ ] rejected\n\n"
      "Release-to-ship no.: ________________   Punch list no.: ________________   Open A: ____  B: ____  C: ____\n";
}

void write_legend(std::string& out) {
  out +=
      "\n## Legend\n\n"
      "- **Pt** H: hold, stop until released (10 working days of notice). W: witness, go on when nobody comes (5 "
      "days). R: review of records. S: surveillance, spot check.\n"
      "- **Result** P pass, F fail (open a punch item), N/A with a reason.\n"
      "- **\\*** the limit rests on a catalog value that is an engineering estimate: confirm it with the supplier "
      "before the test.\n"
      "- **†** the criterion is engineering practice, not a clause of a standard.\n"
      "- **value by supplier**: neither the catalog nor the design has the figure; write it in before the test.\n"
      "- Pressures are above atmosphere. Instruments in calibration, four times better than the limit they check.\n";
}

std::string_view medium_title(Medium medium) {
  switch (medium) {
    case Medium::mv:
      return "MV";
    case Medium::lv:
      return "LV";
    case Medium::dc:
      return "DC";
    case Medium::tcs_supply:
      return "TCS supply";
    case Medium::tcs_return:
      return "TCS return";
    case Medium::fws_supply:
      return "FWS supply";
    case Medium::fws_return:
      return "FWS return";
    case Medium::chw_supply:
      return "CHW supply";
    case Medium::chw_return:
      return "CHW return";
    case Medium::fuel:
      return "fuel";
    case Medium::water:
      return "water";
    case Medium::control:
      return "control";
  }
  return "";
}

/// Connections that differ only in their far end, as one row.
struct Connection {
  Medium medium = Medium::lv;
  bool entering = true;
  std::string path, port, voltage, unit, item;
  std::vector<std::string> far;
  double normal = 0, worst = 0;
  bool same_row(const Connection& o) const {
    return medium == o.medium && entering == o.entering && path == o.path && port == o.port && voltage == o.voltage &&
           unit == o.unit && item == o.item;
  }
};

std::vector<Connection> connections_of(const DesignIndex& index, const Node& node) {
  std::vector<Connection> rows;
  const auto found = index.edges_of.find(node.tag);
  if (found == index.edges_of.end()) return rows;
  for (const Edge* edge : found->second) {
    const bool entering = edge->to.tag == node.tag;
    const EdgeEnd& own = entering ? edge->to : edge->from;
    const EdgeEnd& other = entering ? edge->from : edge->to;
    Connection row{edge->medium,      entering,   edge->path, own.port, edge->voltage,
                   edge->rating.unit, edge->item, {},         0,        0};
    auto same = std::find_if(rows.begin(), rows.end(), [&](const Connection& r) { return r.same_row(row); });
    if (same == rows.end()) same = rows.insert(rows.end(), std::move(row));
    same->far.push_back(other.tag);
    same->normal += edge->normal;
    same->worst = std::max(same->worst, edge->worst);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Connection& a, const Connection& b) {
    return std::tuple(!a.entering, a.medium, a.path) < std::tuple(!b.entering, b.medium, b.path);
  });
  return rows;
}

std::string number_with(double value, const std::string& unit) {
  const Unit* found = find_unit(unit);
  if (found == nullptr) return round_text(value, 4) + (unit.empty() ? "" : " " + unit);
  return shown({to_si(value, *found), exponents(found->dimension)}, unit);
}

void write_connections(const DesignIndex& index, const Node& node, std::string& out) {
  const std::vector<Connection> rows = connections_of(index, node);
  if (rows.empty()) return;
  out +=
      "\n## Connections\n\n| | Medium | Path | Port | Other end | Design flow | Largest single, worst failure | Made "
      "of "
      "|\n|---|---|---|---|---|---|---|---|\n";
  for (const Connection& row : rows) {
    std::vector<std::string> far = row.far;
    std::sort(far.begin(), far.end());
    far.erase(std::unique(far.begin(), far.end()), far.end());
    fmt::format_to(std::back_inserter(out), "| {} | {}{} | {} | {} | {} | {} | {} | {} |\n",
                   row.entering ? "fed from" : "feeds", medium_title(row.medium),
                   row.voltage.empty() ? "" : " " + row.voltage, cell(row.path), cell(row.port), cell(join(far, ", ")),
                   number_with(row.normal, row.unit), number_with(row.worst, row.unit), cell(row.item));
  }
}

/// Bookkeeping attributes do not belong on a test sheet.
bool is_duty(const AttributeRule& rule) {
  static constexpr std::string_view other[] = {"cost_", "lead_time_",  "price_",    "shipping_", "mass_", "mtbf",
                                               "mttr",  "description", "transport", "outdoor",   "noise"};
  return std::none_of(std::begin(other), std::end(other), [&](std::string_view o) { return rule.name.starts_with(o); });
}

std::string attribute_text(const Attribute& attribute) {
  if (const auto* number = std::get_if<double>(&attribute.value))
    return shown({*number, exponents(attribute.dimension)}, attribute.unit);
  if (const auto* word = std::get_if<std::string>(&attribute.value)) return *word;
  if (const auto* flag = std::get_if<bool>(&attribute.value)) return *flag ? "yes" : "no";
  return {};
}

void write_duties(const ModuleType& type, const Kind& kind, const Symbols& symbols, std::string& out) {
  out += "\n## Ratings and duties\n\n| | Value | |\n|---|---|---|\n";
  for (const AttributeRule& rule : kind.attributes) {
    const Attribute* attribute = is_duty(rule) ? type.find(rule.name) : nullptr;
    const std::string value = attribute == nullptr ? "" : attribute_text(*attribute);
    if (value.empty()) continue;
    fmt::format_to(std::back_inserter(out), "| {} | {}{} | {} |\n", cell(rule.name), cell(value),
                   attribute->provenance.status == Status::assumed ? "\\*" : "", cell(rule.meaning));
  }
  for (std::string_view name : {"design_duty_normal", "design_duty_worst", "demand"})
    if (const auto found = symbols.find(name))
      fmt::format_to(std::back_inserter(out), "| {} | {} | {} |\n", name, shown(found->value, found->unit),
                     cell(found->origin));
}

void write_parts(const DesignIndex& index, const Node& node, std::string& out) {
  if (!node.parent.empty()) fmt::format_to(std::back_inserter(out), "\nPart of [{0}]({0}.md).\n", cell(node.parent));
  const auto found = index.children_of.find(node.tag);
  if (found == index.children_of.end()) return;
  out += "\nIts parts have sheets of their own:";
  for (std::size_t i = 0; i < found->second.size(); ++i)
    fmt::format_to(std::back_inserter(out), "{} [{}]({}.md)", i == 0 ? "" : ",", cell(found->second[i]->tag),
                   found->second[i]->tag);
  out += ".\n";
}

}  // namespace

std::string cell(std::string_view text) {
  const auto wordy = [&](std::size_t i) {
    return i < text.size() && std::isalnum(static_cast<unsigned char>(text[i]));
  };
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else if (c == '<') {
      out += "&lt;";
    } else {
      const bool inside_word = c == '_' && i > 0 && wordy(i - 1) && wordy(i + 1);
      if (std::string_view("|*_`\\[]").find(c) != std::string_view::npos && !inside_word) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string design_mark(const Design& design) {
  std::string all = design.engine;
  for (const InputFile& input : design.inputs) all += "\n" + input.path + " " + input.sha256;
  return sha256(all).substr(0, 16);
}

std::string body_markdown(const Sheet& sheet) {
  std::string out;
  for (const Section& section : sheet.sections) write_section(section, out);
  write_sign_off(out);
  if (!sheet.used.empty()) {
    out += "\n## Figures behind the limits\n\n| Name | Value | From |\n|---|---|---|\n";
    for (const UsedSymbol& symbol : sheet.used)
      fmt::format_to(std::back_inserter(out), "| `{}` | {}{} | {} |\n", symbol.name, cell(symbol.text),
                     symbol.assumed ? "\\*" : "", cell(symbol.origin));
  }
  write_legend(out);
  return out;
}

std::string head_markdown(const DesignIndex& index, const Node& node, const ModuleType& type, const Kind& kind,
                          const Symbols& symbols, const Sheet& sheet, const std::string& mark, const Stamp& stamp) {
  const SiteSpec::Project& project = index.design.spec.project;
  std::string out;
  const auto row = [&](std::string_view name, std::string_view value) {
    fmt::format_to(std::back_inserter(out), "| {} | {} |\n", name, value);
  };
  fmt::format_to(std::back_inserter(out), "# {} {}\n\n| | |\n|---|---|\n", cell(node.tag), cell(type.title));
  row("Tag", cell(node.tag));
  row("Serial no.", "________________________");
  row("Module type", cell(type.id) + " (" + cell(kind.title) + ")");
  row("Manufacturer, part no.",
      cell(type.manufacturer) + ", " + (type.part_number.empty() ? "________________" : cell(type.part_number)));
  row("Project", cell(project.name) + (project.number.empty() ? "" : ", " + cell(project.number)) + ", revision " +
                     cell(project.revision));
  row("Design", mark + ", " + cell(index.design.engine) +
                    (stamp.time_utc.empty() ? "" : ", sheet printed " + cell(stamp.time_utc)));
  row("Place", (node.block == 0 ? std::string("site yard") : fmt::format("block {}", node.block)) +
                   (node.path.empty() ? "" : ", path " + cell(node.path)) + (node.spare ? ", spare unit" : ""));
  row("Lines", fmt::format("{}; {} hold points, {} to witness; {} need a value by the supplier", sheet.lines,
                           sheet.hold, sheet.witness, sheet.by_supplier));
  write_parts(index, node, out);
  write_duties(type, kind, symbols, out);
  write_connections(index, node, out);
  return out;
}

std::string index_markdown(const Design& design, const std::vector<IndexRow>& rows, const std::string& mark,
                           const Stamp& stamp) {
  IndexRow sum;
  std::string table;
  for (const IndexRow& row : rows) {
    sum.lines += row.lines;
    sum.hold += row.hold;
    sum.witness += row.witness;
    sum.by_supplier += row.by_supplier;
    fmt::format_to(std::back_inserter(table), "| [{}]({}.md) | {} | {} | {} | {} | {} | {} |\n", cell(row.node->tag),
                   row.node->tag, cell(row.type->title),
                   row.node->block == 0 ? "yard" : std::to_string(row.node->block), row.lines, row.hold, row.witness,
                   row.by_supplier);
  }
  const SiteSpec::Project& project = design.spec.project;
  std::string out = fmt::format("# Factory checklists: {}\n\nRevision {}, design {}, {}{}.\n\n", cell(project.name),
                                cell(project.revision), mark, cell(design.engine),
                                stamp.time_utc.empty() ? "" : ", printed " + cell(stamp.time_utc));
  fmt::format_to(
      std::back_inserter(out),
      "{} sheets with {} lines: {} hold points, {} to witness. {} lines wait for a value by the supplier.\n\n",
      rows.size(), sum.lines, sum.hold, sum.witness, sum.by_supplier);
  out +=
      "One sheet per tag. Limits are computed for that module in this design; a new revision of the design prints new "
      "sheets, and a sheet is valid only for the design mark it bears.\n\n"
      "| Tag | Module | Block | Lines | Hold | Witness | By supplier |\n|---|---|---|--:|--:|--:|--:|\n";
  return out + table;
}

}  // namespace plinth::checklist
