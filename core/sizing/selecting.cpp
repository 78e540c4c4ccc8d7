// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/selecting.h"

#include <map>

namespace plinth {

std::string redundancy_formula(Redundancy redundancy) {
  switch (redundancy) {
    case Redundancy::n:
      return "N";
    case Redundancy::n_plus_2:
      return "N + 2";
    case Redundancy::two_n:
      return "2 * N";
    case Redundancy::two_n_plus_1:
      return "2 * (N + 1)";
    case Redundancy::three_n_2:
      return "3 * ceil(N / 2)";
    case Redundancy::four_n_3:
      return "4 * ceil(N / 3)";
    default:
      return "N + 1";
  }
}

void select(Book& book, std::vector<Selection>& selection, Selection record, const CountBasis& basis) {
  const std::string id = "selection." + record.service + (basis.group.empty() ? "" : "." + basis.group);
  std::string times;
  std::vector<LedgerInput> inputs{{"N", basis.duty}};
  for (std::size_t i = 0; i < basis.times.size(); ++i) {
    const std::string symbol = "t" + std::to_string(i + 1);
    times += " * " + symbol;
    inputs.push_back({symbol, basis.times[i]});
  }
  const std::string duty =
      book.derive(id + ".duty", record.duty, "", "N" + times, inputs, record.module + " needed", record.basis);
  inputs.insert(inputs.end(), basis.extra.begin(), basis.extra.end());
  const std::string all = book.derive(id + ".installed", record.installed, "", "(" + basis.installed + ")" + times,
                                      inputs, record.module + " installed", record.basis);
  book.derive(id + ".spare", record.spare, "", "I - D", {{"I", all}, {"D", duty}}, record.module + " beyond the need",
              record.basis);
  selection.push_back(std::move(record));
}

void total_selections(Book& book, const std::vector<Selection>& selection) {
  std::map<std::string, std::vector<const Selection*>> services;
  for (const Selection& record : selection) services[record.service].push_back(&record);
  for (const auto& [service, records] : services) {
    const std::string id = "selection." + service;
    if (book.has(id + ".installed")) continue;
    for (const std::string part : {"duty", "installed", "spare"}) {
      std::vector<std::string> terms = book.matching(id + ".", "." + part);
      double total = 0;
      for (const Selection* record : records)
        total += part == "duty" ? record->duty : part == "spare" ? record->spare : record->installed;
      book.sum(id + "." + part, total, "", terms, service + ": " + part + " over all rack groups", "sum");
    }
  }
}

}  // namespace plinth
