// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// One statement of the language of rule pages; see page_design.h.
struct PageLine {
  std::vector<std::string> words;             ///< without the key=value ones
  std::map<std::string, std::string> values;  ///< key=value
};

// Words of a statement; std::runtime_error when they are not what is wanted.
[[nodiscard]] double page_number(const std::string& word);
[[nodiscard]] Measured page_measured(const std::string& word);  ///< "1.5MW"
[[nodiscard]] double page_si(const Measured& value);
[[nodiscard]] Attribute page_attribute(const std::string& word);
[[nodiscard]] Millimetres page_mm(const std::string& metres);
[[nodiscard]] Polygon page_box(const std::vector<std::string>& words, std::size_t first);

/// Runs statements one after the other and hands over the design.
class PageBuilder {
 public:
  explicit PageBuilder(const Catalog& catalog);
  void run(const PageLine& line);
  [[nodiscard]] Design finish();

 private:
  void jurisdiction(const PageLine& line);
  void pack(const PageLine& line);
  void date(const PageLine& line);
  void severity(const PageLine& line);
  void rules(const PageLine& line);
  void site(const PageLine& line);
  void evidence(const PageLine& line);
  void setback(const PageLine& line);
  void max_height(const PageLine& line);
  void parcel(const PageLine& line);
  void type(const PageLine& line);
  void add_node(const PageLine& line, const std::string& parent);
  void place(const PageLine& line);
  void node(const PageLine& line);
  void edge(const PageLine& line);
  void keep_out(const PageLine& line);
  void building(const PageLine& line);
  void gate(const PageLine& line);
  void road(const PageLine& line);
  void utility(const PageLine& line);
  void demand(const PageLine& line);
  void redundancy(const PageLine& line);
  void backup(const PageLine& line);
  void route(const PageLine& line);
  void circuit(const PageLine& line);
  void fault(const PageLine& line);
  void storage(const PageLine& line);
  void grid(const PageLine& line);
  void selection(const PageLine& line);
  void loop(const PageLine& line);
  void pipe(const PageLine& line);
  void passage(const PageLine& line);
  void section(const PageLine& line);
  void carrier(const PageLine& line);
  void ledger(const PageLine& line);
  void derived(const PageLine& line);
  void limit(const PageLine& line);
  void no_limit(const PageLine& line);
  void foundation(const PageLine& line);
  void bollards(const PageLine& line);
  void stand(const PageLine& line);
  void public_road(const PageLine& line);
  void waiver(const PageLine& line);
  void phases(const PageLine& line);
  void reserve(const PageLine& line);
  void zone(const PageLine& line);
  void adjacency(const PageLine& line);

  Design design;
  std::map<std::string, LedgerEntry, std::less<>> entries_;
};

}  // namespace plinth
