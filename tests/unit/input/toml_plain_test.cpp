// SPDX-License-Identifier: Apache-2.0
// The quick reader and the full parser must not differ in one value, span or fault.
#include "core/input/toml_plain.h"

#include <doctest/doctest.h>

#include <random>

#include "tests/support/files.h"

using namespace plinth;

namespace {

constexpr TomlCodes codes{"SYN", "KEY", "TYP", "MIS"};

void print(const TomlNode& node, std::string& out) {
  const auto place = [&](const TextSpan& s) {
    out += "@" + std::to_string(s.line) + ":" + std::to_string(s.column) + "+" + std::to_string(s.length) + " ";
  };
  out += std::to_string(static_cast<int>(node.type)) + "'" + node.text + "' " + std::to_string(node.integer) + " " +
         std::to_string(node.real) + (node.flag ? " yes " : " no ");
  place(node.span);
  for (const TomlNode& item : node.items) out += "\n- ", print(item, out);
  for (const TomlMember& member : node.members) {
    out += "\n" + member.key + " ";
    place(member.span);
    print(member.value, out);
  }
}

std::string printed(const TomlNode& node) {
  std::string out;
  print(node, out);
  return out;
}

/// Whether the quick reader took the text; where it did, it must agree.
bool agrees(const std::string& text) {
  const auto plain = parse_plain_toml(text);
  if (!plain) return false;
  const auto full = TomlDocument::parse_fully(text, "x.toml", codes);
  CAPTURE(text);
  REQUIRE(full.ok());
  CHECK(printed(*plain) == printed(full.value->root()));
  return true;
}

}  // namespace

TEST_CASE("every file of the shipped catalog is plain TOML and reads the same both ways") {
  for (const SourceFile& file : test::catalog_files()) {
    CAPTURE(file.path);
    CHECK(agrees(file.bytes));
  }
}

TEST_CASE("what is plain and what is left to the full parser") {
  for (const char* text :
       {"", "\n", "# c\n", "a = 1", "a = -12.50\n", "a = [1, \"x\", [true, false]]\n", "a = [ # c\n  1,\n  2,\n]\n",
        "a = { b = 1, c = { d = [] } }", "[t]\n x = \"\"\n[[l]]\ny = 1 \n[[l]]\n\ty = 2#\n", "a = \"größer\" # ü",
        "a = \"\"\"x\"\"\"", "a = \"\"\"\n\"x\" ü\n y\"\"\"\nb = 1\n", "a = { b = \"\"\"\n\n\"\"\" }",
        "a = \"\\\"x\\\" \\\\ y\""})
    CHECK_MESSAGE(agrees(text), text);
  for (const char* text : {"a = 'x'",
                           "a.b = 1",
                           "a = 1\na = 2",
                           "a = \"\\n\"",
                           "a = \"x\\",
                           "a = \"\"\"x\\ty\"\"\"",
                           "a = \"\"\"x\"\"\"\"",
                           "[a.b]",
                           "a = 2028-06-01",
                           "a = 1_000",
                           "a = 0x1F",
                           "a = 1e3",
                           "a = +1",
                           "a = 01",
                           "a = nan",
                           "a = -0.0",
                           "a = { b = 1, }",
                           "a = tru",
                           "a = 1 2",
                           "a = \"x",
                           "a = [1",
                           "[a]\n[a]",
                           "[[a]]\n[a]",
                           "a = []\n[[a]]",
                           "a\t=\r\n",
                           "\xEF\xBB\xBF a = 1",
                           "a = \"\x01\"",
                           "a = \"\xFF\"",
                           "# \x7F\n",
                           "[a] x",
                           "= 1",
                           "a ="})
    CHECK_MESSAGE(!parse_plain_toml(text), text);
}

TEST_CASE("a text with one character changed never reads differently") {
  std::mt19937 random(7);
  const std::vector<SourceFile> files = test::catalog_files();
  const std::string signs = "\"'[]{}=,.#\n -_0x\\1e\t";
  int plain = 0;
  for (int i = 0; i < 1500; ++i) {
    std::string text = files[random() % files.size()].bytes.substr(0, 700);
    for (int k = 0; k < 1; ++k) {
      const std::size_t at = random() % text.size();
      const char sign = signs[random() % signs.size()];
      if (random() % 3 == 0)
        text.erase(at, 1);
      else if (random() % 2 == 0)
        text.insert(at, 1, sign);
      else
        text[at] = sign;
    }
    plain += agrees(text) ? 1 : 0;
  }
  CHECK(plain > 60);
}
