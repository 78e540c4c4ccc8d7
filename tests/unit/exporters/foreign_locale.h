// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <clocale>
#include <locale>
#include <string>

namespace plinth::test {

/// While it lives, C++ streams write 1.234.567,5 and, where the machine has a German locale, so does the C library.
class ForeignLocale {
 public:
  ForeignLocale() : before_(std::locale()), c_before_(std::setlocale(LC_ALL, nullptr)) {
    std::locale::global(std::locale(std::locale::classic(), new Commas));
    for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE"})
      if (std::setlocale(LC_ALL, name) != nullptr) break;
  }
  ~ForeignLocale() {
    std::locale::global(before_);
    std::setlocale(LC_ALL, c_before_.c_str());
  }
  ForeignLocale(const ForeignLocale&) = delete;
  ForeignLocale& operator=(const ForeignLocale&) = delete;

 private:
  struct Commas : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
  };
  std::locale before_;
  std::string c_before_;
};

}  // namespace plinth::test
