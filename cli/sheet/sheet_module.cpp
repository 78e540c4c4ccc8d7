// SPDX-License-Identifier: Apache-2.0
#include "cli/sheet/sheet_module.h"

#include <algorithm>
#include <exception>

#include "cli/sheet/xlsx_parts.h"
#include "cli/sheet/xlsx_zip.h"
#include "core/base/text.h"

namespace plinth {
namespace {

XlsxSheet failed(std::string why) {
  XlsxSheet result;
  result.error = std::move(why);
  return result;
}

/// The part a relation points at: targets are relative to xl/, or absolute.
std::string part_of(const std::string& target) { return target.starts_with('/') ? target.substr(1) : "xl/" + target; }

XlsxSheet read_file(const std::string& path, const std::string& wanted) {
  const XlsxZip zip(path);
  if (!zip.open()) return failed("it is not an XLSX file");
  const auto book_xml = zip.part("xl/workbook.xml"), relations_xml = zip.part("xl/_rels/workbook.xml.rels");
  const auto book = book_xml ? read_book(*book_xml) : std::nullopt;
  const auto relations = relations_xml ? read_relations(*relations_xml) : std::nullopt;
  if (!book || !relations || book->sheets.empty()) return failed("it is not an XLSX file, or damaged");
  XlsxSheet result;
  for (const auto& [name, id] : book->sheets) result.sheets.push_back(name);
  const auto sheet = wanted.empty() ? book->sheets.begin()
                                    : std::find_if(book->sheets.begin(), book->sheets.end(),
                                                   [&](const auto& named) { return named.first == wanted; });
  if (sheet == book->sheets.end()) {
    result.error =
        "it has no sheet \"" + printable(wanted, 60) + "\"; it has " + printable(join(result.sheets, ", "), 300);
    return result;
  }
  XlsxTexts texts;
  texts.from_1904 = book->from_1904;
  if (const auto xml = zip.part("xl/sharedStrings.xml"))
    if (auto strings = read_shared_strings(*xml)) texts.shared = std::move(*strings);
  if (const auto xml = zip.part("xl/styles.xml"))
    if (auto styles = read_date_styles(*xml)) texts.date_styles = std::move(*styles);
  const auto target = relations->find(sheet->second);
  const auto xml = target == relations->end() ? std::nullopt : zip.part(part_of(target->second));
  auto cells = xml ? read_cells(*xml, texts) : std::nullopt;
  if (!cells) {
    result.error = "its sheet \"" + printable(sheet->first, 60) + "\" is missing, damaged or too large";
    return result;
  }
  result.sheet = std::move(*cells);
  result.sheet.name = sheet->first;
  return result;
}

XlsxSheet read(const std::string& path, const std::string& name) {
  try {
    return read_file(path, name);
  } catch (const std::exception& error) {
    return failed(error.what());
  }
}

constexpr SheetModule module{sheet_module_version, read};

}  // namespace
}  // namespace plinth

__attribute__((visibility("default"))) const plinth::SheetModule* plinth_sheet_module() { return &plinth::module; }
