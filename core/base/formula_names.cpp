// SPDX-License-Identifier: Apache-2.0
#include "core/base/formula_names.h"

#include <algorithm>
#include <cctype>

namespace plinth {

std::vector<std::string> names_in(const std::string& formula) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < formula.size();) {
    const auto letter = [&](std::size_t i) {
      return i < formula.size() && (std::isalnum(static_cast<unsigned char>(formula[i])) != 0 || formula[i] == '_');
    };
    if (formula[at] == '[') {
      at = std::min(formula.find(']', at), formula.size() - 1) + 1;
    } else if (letter(at)) {
      std::size_t end = at;
      while (letter(end)) ++end;
      const bool number = std::isdigit(static_cast<unsigned char>(formula[at])) != 0;
      std::size_t next = end;
      while (next < formula.size() && formula[next] == ' ') ++next;
      if (!number && (next == formula.size() || formula[next] != '(')) names.push_back(formula.substr(at, end - at));
      at = end;
    } else {
      ++at;
    }
  }
  return names;
}

}  // namespace plinth
