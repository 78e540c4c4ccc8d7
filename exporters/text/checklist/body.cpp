// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "exporters/text/checklist/markdown.h"

namespace plinth::checklist {
namespace {

constexpr std::string_view supplier_words = "**value by supplier**";

/// The names in braces of a sentence, in order, each once.
void places_of(std::string_view sentence, std::vector<std::string>& places) {
  for (std::size_t at = sentence.find('{'); at != std::string_view::npos; at = sentence.find('{', at + 1)) {
    const std::size_t close = sentence.find('}', at);
    if (close == std::string_view::npos) return;
    std::string name(sentence.substr(at + 1, close - at - 1));
    if (std::find(places.begin(), places.end(), name) == places.end()) places.push_back(std::move(name));
  }
}

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

/// "15 bar = `1.5 * design_pressure`", one for each computed limit, as the sentences name them.
std::string formulas_of(const Line& line) {
  std::vector<std::string> places;
  for (const std::string* sentence : {&line.item->text, &line.item->method, &line.item->acceptance})
    places_of(*sentence, places);
  std::string out;
  for (const std::string& place : places) {
    const auto found = line.limits.find(place);
    if (found == line.limits.end() || found->second.formula.empty()) continue;
    const LimitValue& limit = found->second;
    out += (out.empty() ? "" : "<br>") + (limit.text.empty() ? "?" : cell(limit.text)) + " = `" + limit.formula + "`";
    if (!limit.fault.empty()) out += " (" + cell(limit.fault) + ")";
  }
  return out;
}

/// Blanks to write into, one for each unit the acceptance speaks of.
std::string blanks_of(const Line& line) {
  std::vector<std::string> places, units;
  places_of(line.item->acceptance, places);
  std::string out;
  for (const std::string& place : places) {
    const auto found = line.limits.find(place);
    if (found == line.limits.end() || found->second.unit.empty()) continue;
    if (std::find(units.begin(), units.end(), found->second.unit) != units.end()) continue;
    units.push_back(found->second.unit);
    out += (out.empty() ? "" : "<br>") + std::string("____ ") + found->second.unit;
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

void write_line(const Line& line, std::string& out) {
  const TestItem& item = *line.item;
  std::string basis = item.standard == "-" ? "" : cell(item.standard);
  const std::string formulas = formulas_of(line);
  if (!basis.empty() && !formulas.empty()) basis += "<br>";
  fmt::format_to(std::back_inserter(out), "| {} | {}{} | {}<br>{} | {} | {}{} | {}{} | {} | {} |  |\n", line.number,
                 cell(item.id), item.provenance.status == Status::assumed ? "†" : "", filled(item.text, line.limits),
                 filled(item.method, line.limits), item.instrument == "-" ? "" : cell(item.instrument),
                 filled(item.acceptance, line.limits), line.undecided ? "<br>(if it applies)" : "", basis, formulas,
                 item.point, blanks_of(line));
}

void write_section(const Section& section, std::string& out) {
  fmt::format_to(std::back_inserter(out), "\n## {}{}\n\n", level_title(section.level), section.title);
  out +=
      "| No. | Id | What to do | Instrument | Accept when | Where the limit comes from | Pt | Measured | Result "
      "|\n|--:|---|---|---|---|---|:-:|---|---|\n";
  for (const Line& line : section.lines) write_line(line, out);
}

void write_sign_off(std::string& out) {
  out += "\n## Sign-off\n\n| | Name | Company | Signature | Date |\n|---|---|---|---|---|\n";
  for (std::string_view role :
       {"Tested by (factory)", "Reviewed by (quality)", "Witnessed by (client)", "Witnessed by (third party)"})
    fmt::format_to(std::back_inserter(out), "| {} |  |  |  |  |\n", role);
  out +=
      "\nStatement: [ ] accepted   [ ] accepted with punch list   [ ] rejected\n\n"
      "Release-to-ship no.: ________________   Punch list no.: ________________   Open A: ____  B: ____  C: ____\n";
}

/// What to bring, with room for the calibration each instrument must prove.
void write_instruments(const Sheet& sheet, std::string& out) {
  std::set<std::string> instruments;
  for (const Section& section : sheet.sections)
    for (const Line& line : section.lines)
      if (line.item->instrument != "-" && !line.item->instrument.empty()) instruments.insert(line.item->instrument);
  if (instruments.empty()) return;
  out += "\n## Instruments and documents used\n\n| | Number | Calibrated until |\n|---|---|---|\n";
  for (const std::string& instrument : instruments)
    fmt::format_to(std::back_inserter(out), "| {} |  |  |\n", cell(instrument));
}

void write_figures(const Sheet& sheet, std::string& out) {
  if (sheet.used.empty()) return;
  out += "\n## Figures behind the limits\n\n| Name | Value | From |\n|---|---|---|\n";
  for (const UsedSymbol& symbol : sheet.used)
    fmt::format_to(std::back_inserter(out), "| `{}` | {}{} | {} |\n", symbol.name, cell(symbol.text),
                   symbol.assumed ? "\\*" : "", cell(symbol.origin));
}

constexpr std::string_view legend =
    "\n## Legend\n\n"
    "- **Pt** H: hold, stop until released (10 working days of notice). W: witness, go on when nobody comes (5 days). "
    "R: review of records. S: surveillance, spot check.\n"
    "- **Result** P pass, F fail (open a punch item), N/A with a reason.\n"
    "- **\\*** the limit rests on a catalog value that is an engineering estimate: confirm it with the supplier before "
    "the test.\n"
    "- **†** the criterion is engineering practice, not a clause of a standard.\n"
    "- **value by supplier**: neither the catalog nor the design has the figure; write it in before the test.\n"
    "- Pressures are above atmosphere. Instruments are in calibration and four times better than the limit they "
    "check.\n";

}  // namespace

std::string body(const Sheet& sheet) {
  std::string out;
  for (const Section& section : sheet.sections) write_section(section, out);
  write_sign_off(out);
  write_instruments(sheet, out);
  write_figures(sheet, out);
  out += legend;
  return out;
}

}  // namespace plinth::checklist
