// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>
#include <tuple>

#include "exporters/bom/bom.h"

namespace plinth {
namespace {

/// A tag cut into its prefix and the number at its end; `number` -1 when there is none.
struct NumberedTag {
  std::string_view prefix, digits;
  long long number = -1;
};

NumberedTag numbered(std::string_view tag) {
  std::size_t at = tag.size();
  while (at > 0 && tag[at - 1] >= '0' && tag[at - 1] <= '9') --at;
  NumberedTag result{tag.substr(0, at), tag.substr(at), -1};
  if (!result.digits.empty() && result.digits.size() < 18) {
    result.number = 0;
    for (const char c : result.digits) result.number = result.number * 10 + (c - '0');
  }
  return result;
}

}  // namespace

std::string tag_ranges(const std::vector<std::string>& tags) {
  std::vector<std::string_view> sorted(tags.begin(), tags.end());
  std::sort(sorted.begin(), sorted.end(), [](std::string_view a, std::string_view b) {
    const NumberedTag x = numbered(a), y = numbered(b);
    return std::tie(x.prefix, x.number, a) < std::tie(y.prefix, y.number, b);
  });
  std::string out;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t last = i;
    const NumberedTag first = numbered(sorted[i]);
    while (last + 1 < sorted.size() && first.number >= 0) {
      const NumberedTag here = numbered(sorted[last]), next = numbered(sorted[last + 1]);
      if (next.prefix != here.prefix || next.number != here.number + 1) break;
      ++last;
    }
    if (!out.empty()) out += ' ';
    out += sorted[i];
    if (last > i) out += (last == i + 1 ? " " : "..") + std::string(sorted[last]);
    i = last + 1;
  }
  return out;
}

}  // namespace plinth
