// SPDX-License-Identifier: Apache-2.0
#include "core/input/toml_document.h"

#include <doctest/doctest.h>

#include <random>

#include "core/input/text_scan.h"

using namespace plinth;

namespace {

constexpr TomlCodes codes{"SYN", "KEY", "TYP", "MIS"};

Outcome<TomlDocument> parse(std::string_view text) { return TomlDocument::parse(text, "x.toml", codes); }

std::string place(const Finding& f) {
  return f.code + " " + std::to_string(f.origin.line) + ":" + std::to_string(f.origin.column);
}

}  // namespace

TEST_CASE("values know their line, column and length in characters") {
  const auto parsed =
      parse("title = \"é\"\r\n\tload = \"20 MW\" # c\r\n[a.b]\r\nc = [1, [2.5]]\r\n[[g]]\r\nd = 2028-06-01\r\n");
  REQUIRE(parsed.ok());
  const TomlNode& root = parsed.value->root();
  CHECK(root.find("title")->span == TextSpan{1, 9, 3});
  CHECK(root.find("load")->span == TextSpan{2, 9, 7});
  CHECK(root.find("load")->text == "20 MW");
  const TomlNode& c = *root.find("a")->find("b")->find("c");
  CHECK(c.span == TextSpan{4, 5, 10});
  CHECK(c.items[1].items[0].span == TextSpan{4, 10, 3});
  CHECK(c.items[1].items[0].real == 2.5);
  CHECK(root.find("g")->items[0].find("d")->text == "2028-06-01");
  std::vector<Finding> findings;
  TomlTable table(*parsed.value, findings);
  CHECK(table.key_span("load") == TextSpan{2, 2, 4});
  const Finding fault = table.fault_at("C", "load", "m", "h");
  CHECK(fault.excerpt == "\tload = \"20 MW\" # c");
  CHECK(fault.caret_length == 7);
}

TEST_CASE("what is not TOML is one finding with its place and what to do") {
  struct Row {
    std::string text, place, hint;
  };
  const Row rows[] = {
      {"load = 20 MW", "SYN 1:11", "put the value in quotes: load = \"20 MW\""},
      {"\n\nr = N+1", "SYN 3:5", "put the value in quotes: r = \"N+1\""},
      {"a =", "SYN 1:4", "a value is missing after \"=\""},
      {"a = \"x", "SYN 1:7", ""},
      {"a = 1\na = 2", "SYN 2:5", "a key or table may be given only once"},
      {"[a]\n[a]", "SYN 2:1", "a key or table may be given only once"},
      {"area = 5 m²", "SYN 1:11", "put the value in quotes: area = \"5 m²\""},
      {"load\u00a0= 1", "SYN 1:5", "replace it by a plain space"},
      {"a = \u201c20 MW\u201d", "SYN 1:5", "use straight quotes: \""},
      {"a = 1\n  [,b]", "SYN 2:3", "write [name]"},
      {"[[.b]]", "SYN 1:1", "write [name]"},
      {"[ \nb]", "SYN 1:1", "write [name]"},
      {"[größe]", "SYN 1:4", "put the text in quotes"},
      {"a = [1, 2", "SYN 1:10", ""},
      {"a = 1\nb = \"\xFF\"", "SYN 2:6", "save the file as UTF-8"},
      {"a = \"é\"\nb = \"é\xC0\xAF\"", "SYN 2:7", "save the file as UTF-8"},
      {std::string("a = 1\0", 6), "SYN 1:6", "save the file as UTF-8"},
      {"\xFF\xFE"
       "a",
       "SYN 1:1", "save the file as UTF-8"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto parsed = parse(row.text);
    CHECK(!parsed.ok());
    REQUIRE(parsed.findings.size() == 1);
    CHECK(place(parsed.findings[0]) == row.place);
    CHECK(parsed.findings[0].hint == row.hint);
  }
}

TEST_CASE("characters that toml++ takes for impossible do not end the program") {
  CHECK(!parse("b=[0,0\":`\xE2\xAF\x80[{a[$9\xEF\xBB\xA6"
               "4-9;h = 0 M,A\"\n")
             .ok());
  CHECK(parse("a = \"\"\"x \\\n  ² \"\"\"\n").ok());  // after a line-ending backslash
  CHECK(!parse("a = 5²\n").ok());
}

TEST_CASE("a byte order mark, CRLF and an empty file are fine") {
  CHECK(parse("").ok());
  CHECK(parse("\xEF\xBB\xBF"
              "a = 1\r\n")
            .ok());
}

TEST_CASE("nesting and size are bounded before the parser sees them") {
  std::string dots, brackets = "a = ";
  for (int i = 0; i < 100'000; ++i) dots += "a.";
  for (int i = 0; i < 100'000; ++i) brackets += '[';
  for (const std::string& text : {dots, dots + "a = 1", "[" + dots + "a]", brackets}) {
    const auto parsed = parse(text);
    REQUIRE(parsed.findings.size() == 1);
    CHECK(parsed.findings[0].message == "nested more than 32 levels deep");
  }
  // Brackets and dots inside strings and comments are text.
  CHECK(parse("# " + dots + brackets + "\na = \"" + dots + brackets + "\"\nb = '''" + dots + "\n'''\nc = \"\\\"[[[\"")
            .ok());
  std::string noise(100'000'000, '\0');
  std::mt19937 random(1);
  for (std::size_t i = 0; i < noise.size(); i += 4096) noise[i] = static_cast<char>(random());
  const auto parsed = parse(noise);
  REQUIRE(parsed.findings.size() == 1);
  CHECK(parsed.findings[0].message == "the file has 100000000 bytes; at most 4000000 are read");
  CHECK(parsed.findings[0].excerpt.empty());
}

TEST_CASE("excerpts cannot drive a terminal and keep their columns") {
  const auto parsed = parse("a = 'x\x1B[31m\xC2\x9Bz");
  REQUIRE(parsed.findings.size() == 1);
  CHECK(parsed.findings[0].excerpt == "a = 'x?[31m?z");
}

TEST_CASE("typed access reports the wrong type at the value and unknown keys with the nearest known one") {
  const auto parsed = parse("text = 5\nnumber = \"x\"\nreduncancy = 1\nlist = [\"a\", 2]\ngroup = {a = 1}\nzzz = 1\n");
  REQUIRE(parsed.ok());
  std::vector<Finding> findings;
  TomlTable table(*parsed.value, findings);
  CHECK(!table.text("text"));
  CHECK(!table.number("number"));
  CHECK(table.texts("list") == std::vector<std::string>{"a"});
  CHECK(table.tables("group").empty());
  CHECK(!table.has("redundancy"));
  table.missing("name", "add it");
  table.finish([](const std::string& key) { return key == "zzz" ? "elsewhere" : ""; });
  REQUIRE(findings.size() == 7);
  CHECK(place(findings[0]) == "TYP 1:8");
  CHECK(findings[0].message == "`text` must be text, not a whole number");
  CHECK(findings[0].hint == "write \"5\"");
  CHECK(place(findings[1]) == "TYP 2:10");
  CHECK(place(findings[2]) == "TYP 4:14");
  CHECK(place(findings[3]) == "TYP 5:1");
  CHECK(findings[3].hint == "write [[group]]");
  CHECK(place(findings[4]) == "MIS 0:0");
  CHECK(place(findings[5]) == "KEY 3:1");
  CHECK(findings[5].message == "unknown key `reduncancy` in the file");
  CHECK(findings[5].hint == "did you mean `redundancy`?");
  CHECK(findings[5].caret_length == 10);
  CHECK(place(findings[6]) == "KEY 6:1");
  CHECK(findings[6].hint == "elsewhere");
}

TEST_CASE("thousands of unknown keys are counted, not listed") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "k" + std::to_string(i) + " = 1\n";
  const auto parsed = parse(text);
  REQUIRE(parsed.ok());
  std::vector<Finding> findings;
  TomlTable(*parsed.value, findings).finish();
  REQUIRE(findings.size() == 20);
  CHECK(findings.back().message == "unknown key `k19` in the file (and 4980 more unknown keys)");
}

TEST_CASE("overrides set, add and append values, and say why they cannot") {
  auto parsed = parse("[it]\nload = \"20 MW\"\n[[it.group]]\nrack = \"x\"\n");
  REQUIRE(parsed.ok());
  TomlDocument& document = *parsed.value;
  CHECK(document.set("it.load", "22MW") == "");
  CHECK(document.set("site.setback", "\"12 m\"") == "");
  CHECK(document.set("it.group.1.count", "4") == "");
  CHECK(document.set("it.group.2.rack", "y") == "");
  CHECK(document.set("pin.1.tag", "CDU-01") == "");
  CHECK(document.set("project.need_by", "2028-06-01") == "");
  CHECK(document.set("storage.purposes", "[\"ramp\"]") == "");
  CHECK(document.set("project.name", "Größe 5 m²") == "");
  CHECK(document.set("a", "1\nb = 2") == "the value of a is not plain text");
  const TomlNode& root = document.root();
  CHECK(root.find("it")->find("load")->text == "22MW");
  CHECK(root.find("it")->find("load")->overridden);
  CHECK(document.origin(root.find("it")->find("load")->span) == Origin{"--set", 0, 0});
  CHECK(root.find("site")->find("setback")->text == "12 m");
  CHECK(root.find("it")->find("group")->items.size() == 2);
  CHECK(root.find("it")->find("group")->items[0].find("count")->integer == 4);
  CHECK(root.find("pin")->items[0].find("tag")->text == "CDU-01");
  CHECK(root.find("project")->find("need_by")->type == TomlNode::Types::date);
  CHECK(root.find("storage")->find("purposes")->items.size() == 1);
  CHECK(root.find("project")->find("name")->text == "Größe 5 m²");
  CHECK(root.find("b") == nullptr);
  CHECK(document.set("it.load.x", "1") == "it.load is text, it has no key x");
  CHECK(document.set("it.group.9.count", "1") == "it.group has 2 items; 9 is not one of them");
  CHECK(document.set("it.group.x", "1") == "it.group has 2 items; x is not one of them");
  CHECK(document.set("", "1") != "");
  CHECK(document.set("it..load", "1") != "");
  CHECK(document.set("it.load", "\xFF") != "");
  CHECK(document.set("a.b.c.d.e.f.g.h.i.j", "1") != "");
}

TEST_CASE("dates are days of the calendar") {
  for (const char* good : {"2028-06-01", "2028-02-29", "2000-02-29", "0001-12-31"}) CHECK(is_iso_date(good));
  for (const char* bad : {"2027-02-29", "1900-02-29", "2028-13-01", "2028-00-10", "2028-06-31", "2028-6-1", "28-06-01",
                          "2028/06/01", "2028-06-01 ", "0000-01-01", "next week", ""})
    CHECK_MESSAGE(!is_iso_date(bad), bad);
}

TEST_CASE("UTF-8 is recognised to the letter of its definition") {
  CHECK(utf8_length("a") == 1);
  CHECK(utf8_length("é") == 2);
  CHECK(utf8_length("€") == 3);
  CHECK(utf8_length("\xF0\x9F\x98\x80") == 4);
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE2\x82", "\xC3("})
    CHECK(utf8_length(bad) == 0);
}
