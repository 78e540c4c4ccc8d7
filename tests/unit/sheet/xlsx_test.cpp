// SPDX-License-Identifier: Apache-2.0
// An XLSX is a zip of XML parts; the parts are written here as spreadsheets write them.
#include <doctest/doctest.h>
#include <minizip/zip.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>

#include "cli/sheet/sheet_module.h"
#include "cli/sheet/xlsx_parts.h"

namespace plinth {
namespace {

using Types = SheetCell::Types;

/// A zip in the folder for temporary files, gone with the object.
class ZipFile {
 public:
  explicit ZipFile(const std::map<std::string, std::string>& parts)
      : path_((std::filesystem::temp_directory_path() /
               ("plinth-xlsx-" + std::to_string(count++) + "-" +
                std::to_string(reinterpret_cast<std::uintptr_t>(this)) + ".xlsx"))
                  .string()) {
    const zipFile zip = zipOpen64(path_.c_str(), APPEND_STATUS_CREATE);
    for (const auto& [name, bytes] : parts) {
      zipOpenNewFileInZip(zip, name.c_str(), nullptr, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 6);
      zipWriteInFileInZip(zip, bytes.data(), static_cast<unsigned>(bytes.size()));
      zipCloseFileInZip(zip);
    }
    zipClose(zip, nullptr);
  }
  ZipFile(const ZipFile&) = delete;
  ZipFile& operator=(const ZipFile&) = delete;
  ~ZipFile() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  static inline int count = 0;
  std::string path_;
};

const std::string book =
    R"(<?xml version="1.0"?><workbook xmlns="m" xmlns:r="o"><sheets><sheet name="Cover" sheetId="1" r:id="rId1"/>)"
    R"(<sheet name="A &amp; B" sheetId="7" r:id="rId9"/></sheets></workbook>)";
const std::string relations = R"(<Relationships><Relationship Id="rId9" Target="worksheets/sheet2.xml"/>)"
                              R"(<Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/></Relationships>)";
const std::string strings =
    R"(<sst><si><t>Model</t></si><si><r><t>two </t></r><r><t xml:space="preserve">runs</t></r><rPh><t>hint</t></rPh></si></sst>)";
const std::string styles =
    R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" )"
    R"(formatCode="0.0&quot; days&quot;"/><numFmt numFmtId="166" formatCode="[Red]0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
    R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/><xf numFmtId="166"/></cellXfs></styleSheet>)";
const std::string cells =
    R"(<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>)"
    R"(<row r="3"><c r="A3"><v>1350.5</v></c><c r="B3" t="inlineStr"><is><t>in line</t></is></c>)"
    R"(<c r="C3" t="str"><f>A1&amp;"x"</f><v>Modelx</v></c><c r="D3" s="1"><v>46023</v></c><c r="E3" t="b"><v>1</v></c>)"
    R"(<c r="F3" t="e"><v>#DIV/0!</v></c><c r="G3" s="2"><v>5</v></c><c r="H3" s="4"><v>2</v></c><c r="I3" s="3"/></row>)"
    R"(<row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>)";

std::map<std::string, std::string> whole() {
  return {{"xl/workbook.xml", book}, {"xl/_rels/workbook.xml.rels", relations},    {"xl/sharedStrings.xml", strings},
          {"xl/styles.xml", styles}, {"xl/worksheets/sheet1.xml", "<worksheet/>"}, {"xl/worksheets/sheet2.xml", cells}};
}

XlsxSheet read(const std::map<std::string, std::string>& parts, const std::string& name) {
  const ZipFile file(parts);
  return plinth_sheet_module()->read(file.path(), name);
}

}  // namespace

TEST_CASE("strings shared and in line, numbers, dates, flags and errors are told apart") {
  const XlsxSheet read_back = read(whole(), "A & B");
  REQUIRE(read_back.error.empty());
  const Sheet& sheet = read_back.sheet;
  CHECK(sheet.name == "A & B");
  CHECK(read_back.sheets == std::vector<std::string>{"Cover", "A & B"});
  CHECK(sheet.at(0, 0).text == "Model");
  CHECK(sheet.at(0, 1).type == Types::empty);
  CHECK(sheet.at(0, 2).text == "two runs");
  CHECK(sheet.at(1, 0).type == Types::empty);
  CHECK(sheet.at(2, 0).type == Types::number);
  CHECK(sheet.at(2, 0).number == 1350.5);
  CHECK(sheet.at(2, 0).text == "1350.5");
  CHECK(sheet.at(2, 1).text == "in line");
  CHECK(sheet.at(2, 2).text == "Modelx");
  CHECK(sheet.at(2, 3).type == Types::date);
  CHECK(sheet.at(2, 3).text == "2026-01-01");
  CHECK(sheet.at(2, 4).type == Types::flag);
  CHECK(sheet.at(2, 5).type == Types::error);
  CHECK(sheet.at(2, 6).type == Types::number);  // "5 days" is no date
  CHECK(sheet.at(2, 7).type == Types::number);
  CHECK(sheet.at(2, 8).type == Types::empty);
  CHECK(sheet.at(3, 1).number == 2);  // a row and cells without references follow the ones before
}

TEST_CASE("serial days: both systems, the leap day that never was, times") {
  CHECK(serial_date(1, false) == "1900-01-01");
  CHECK(serial_date(59, false) == "1900-02-28");
  CHECK(serial_date(61, false) == "1900-03-01");
  CHECK(serial_date(25569, false) == "1970-01-01");
  CHECK(serial_date(45351, false) == "2024-02-29");
  CHECK(serial_date(45351.75, false) == "2024-02-29T18:00:00");
  CHECK(serial_date(45351.9999999999, false) == "2024-03-01");
  CHECK(serial_date(0, true) == "1904-01-01");
  CHECK(serial_date(45351 - 1462, true) == "2024-02-29");
}

TEST_CASE("the first sheet where none is named; a name that is not there lists those that are") {
  CHECK(read(whole(), "").sheet.name == "Cover");
  CHECK(read(whole(), "Prices").error.find("Cover, A & B") != std::string::npos);
}

TEST_CASE("damaged files are refused, never read in part") {
  for (const char* part : {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"}) {
    auto parts = whole();
    parts[part].resize(parts[part].size() / 2);
    CHECK_FALSE(read(parts, "A & B").error.empty());
    parts.erase(part);
    CHECK_FALSE(read(parts, "A & B").error.empty());
  }
  auto bomb = whole();
  bomb["xl/worksheets/sheet2.xml"] = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet>&a;</worksheet>";
  CHECK_FALSE(read(bomb, "A & B").error.empty());
  CHECK_FALSE(plinth_sheet_module()->read("/nonexistent.xlsx", "").error.empty());
  auto far = whole();
  far["xl/worksheets/sheet2.xml"] =
      R"(<worksheet><row r="99999999"><c r="A99999999"><v>1</v></c><c r="ZZZZ1"><v>1</v></c></row></worksheet>)";
  CHECK(read(far, "A & B").sheet.rows.size() <= 1);
}

}  // namespace plinth
