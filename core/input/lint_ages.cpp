// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/text.h"
#include "core/input/lint_checks.h"
#include "core/input/text_scan.h"

namespace plinth {

namespace {

int year_of(const std::string& date) {
  int year = 0;
  std::from_chars(date.data(), date.data() + std::min<std::size_t>(4, date.size()), year);
  return year;
}

/// "2031-02-29" of "2026-02-29" and 5: compared as texts only, so it need not be a day of the calendar.
std::string years_later(const std::string& date, int years) {
  std::string text = std::to_string(year_of(date) + years);
  text.insert(0, 4 - std::min<std::size_t>(4, text.size()), '0');
  return text + date.substr(4);
}

class AgeCheck {
 public:
  AgeCheck(const LintView& view, const std::string& as_of, const std::string& latest, std::vector<Finding>& findings)
      : view_(view), as_of_(as_of), latest_(latest), findings_(findings) {}

  void run() {
    for (const TomlDocument* document : view_.documents) visit(*document, document->root());
    for (const ModuleType& type : view_.catalog.modules) check_price(type);
  }

 private:
  /// Every `as_of` of a file, at whatever depth.
  void visit(const TomlDocument& document, const TomlNode& node) {
    for (const TomlMember& member : node.members) {
      if (member.key == "as_of")
        check_date(document, member.value, lasts(node));
      else
        visit(document, member.value);
    }
    for (const TomlNode& item : node.items) visit(document, item);
  }

  /// Whether the source beside the date is one that does not age.
  bool lasts(const TomlNode& table) const {
    const TomlNode* source = table.find("source");
    const std::vector<std::string>& marks = view_.records.age.lasting;
    return source != nullptr && std::any_of(marks.begin(), marks.end(), [&](const std::string& mark) {
             return source->text.find(mark) != std::string::npos;
           });
  }

  void add(const TomlDocument& document, std::string_view code, std::string message, const TextSpan& span,
           std::string hint) {
    findings_.push_back(document.fault(code, std::move(message), span, std::move(hint)));
    findings_.back().severity = Severity::warning;
  }

  void check_date(const TomlDocument& document, const TomlNode& node, bool lasts) {
    const int limit = view_.records.age.source_years;
    if (!is_iso_date(node.text)) return;  // reported by the reader
    if (limit > 0 && !lasts && years_later(node.text, limit) < as_of_)
      add(document, lint::stale,
          "`as_of` " + node.text + " is more than " + std::to_string(limit) + " years before " + as_of_, node.span,
          "read the source again, or ask the maker; then write the day");
    else if (node.text > latest_)
      add(document, lint::stale, "`as_of` " + node.text + " lies after " + latest_, node.span,
          "it is the day the source was read");
  }

  void check_price(const ModuleType& type) {
    const TomlDocument* document = view_.places.document(type.origin.file);
    if (document == nullptr) return;
    const TomlNode& root = document->root();
    const auto year = type.number("price_year");
    if (!year) {
      const auto priced = std::find_if(type.attributes.begin(), type.attributes.end(),
                                       [](const auto& entry) { return entry.first.starts_with("cost_"); });
      if (priced != type.attributes.end() && type.find("price_year") == nullptr)
        add(*document, lint::price_year, "`" + priced->first + "` is a price without `price_year`",
            span_at_path(root, value_path(root, priced->first)), "write the year whose money it is: price_year = 2026");
      return;
    }
    const int limit = view_.records.age.price_years;
    const int now = year_of(as_of_), last = year_of(latest_);
    const TextSpan span = span_at_path(root, value_path(root, "price_year"));
    if (*year != std::floor(*year) || *year < 1900 || *year > last + 1)
      add(*document, lint::price_year,
          "`price_year` " + round_text(*year, 6) + " is not a year up to that of " + latest_, span,
          "write the year whose money the prices are in");
    else if (limit > 0 && now - *year > limit)
      add(*document, lint::price_year,
          "prices of " + round_text(*year, 6) + " are more than " + std::to_string(limit) + " years before " + as_of_,
          span, "ask for a new price, or bring it to the money of this year and say how in its source");
  }

  const LintView& view_;
  const std::string& as_of_;
  const std::string& latest_;
  std::vector<Finding>& findings_;
};

}  // namespace

void check_ages(const LintView& view, const std::string& as_of, const std::string& latest,
                std::vector<Finding>& findings) {
  AgeCheck(view, as_of, latest, findings).run();
}

}  // namespace plinth
