// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"

#include <doctest/doctest.h>

#include "core/base/hash.h"

using namespace plinth;

TEST_CASE("SHA-256 of the FIPS 180-4 examples and of block edges") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("near names are found, far ones are not") {
  const std::vector<std::string> keys{"redundancy", "ups_autonomy", "backup"};
  CHECK(nearest("reduncancy", keys) == "redundancy");
  CHECK(nearest("redundnacy", keys) == "redundancy");
  CHECK(nearest("BACKUP", keys) == "backup");
  CHECK(nearest("colour", keys).empty());
  CHECK(nearest("", keys).empty());
  CHECK(nearest(std::string(100000, 'x'), keys).empty());
}

TEST_CASE("text is made safe for a terminal") {
  CHECK(printable("a\x1b[31mb") == "a\\x1B[31mb");
  CHECK(printable("m²") == "m²");
  CHECK(printable("\xff\xfe") == "\\xFF\\xFE");
  CHECK(printable("\xc0\x80") == "\\xC0\\x80");
  CHECK(printable("abcdef", 3) == "abc…");
}

TEST_CASE("lines, splitting, trimming") {
  CHECK(line_of("a\r\nb\nc", 1) == "a");
  CHECK(line_of("a\r\nb\nc", 3) == "c");
  CHECK(line_of("a", 2).empty());
  CHECK(split("a,,b", ',').size() == 3);
  CHECK(trim(" \t x \n") == "x");
  CHECK(join(std::vector<std::string>{"a", "b"}, ", ") == "a, b");
}
