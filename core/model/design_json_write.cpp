// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <span>
#include <variant>

#include "core/model/design_json.h"
#include "core/model/design_json_fields.h"
#include "core/model/design_json_report_fields.h"
#include "core/model/design_json_text.h"

namespace plinth {
namespace json {
namespace {

template <class T>
inline constexpr bool is_record = std::is_class_v<T> && !std::is_same_v<T, std::string>;

/// The roundest number of degrees that from_degC turns back into exactly this temperature.
std::optional<double> exact_celsius(Temperature t) {
  for (int digits = 1; digits <= 17; ++digits) {
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, t.degC(), std::chars_format::scientific, digits).ptr;
    double celsius = 0;
    std::from_chars(buffer, end, celsius);
    if (from_degC(celsius) == t) return celsius;
  }
  return std::nullopt;
}

class Writer {
 public:
  static constexpr bool writes = true;

  template <class T>
  void operator()(std::string_view key, const T& value) {
    text_.key(key);
    write(value);
  }
  /// A value of several types: the name says which.
  template <class... T>
  void one_of(std::span<const std::string_view> names, const std::variant<T...>& value) {
    text_.key(names[value.index()]);
    std::visit([&](const auto& v) { write(v); }, value);
  }
  template <class T>
  void document(const T& value) {
    write(value);
  }
  [[nodiscard]] std::string take() && { return std::move(text_).take() + "\n"; }

 private:
  void write(bool value) { text_.boolean(value); }
  void write(int value) { text_.whole(value); }
  void write(double value) { text_.number(value); }
  void write(const std::string& value) { text_.string(value); }

  /// A struct or an enum.
  template <class T>
  void write(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      text_.string(word_of(value));
    } else {
      text_.open('{', is_block<T> && text_.in_block());
      describe(*this, value);
      text_.close('}');
    }
  }
  template <class T>
  void write(const std::optional<T>& value) {
    if (value)
      write(*value);
    else
      text_.null();
  }
  template <class T>
  void write(const std::vector<T>& list) {
    text_.open('[', is_record<T> && text_.in_block());
    for (const T& item : list) {
      text_.item();
      write(item);
    }
    text_.close(']');
  }
  template <class T>
  void write(const std::map<std::string, T>& map) {
    text_.open('{', text_.in_block());
    for (const auto& [key, value] : map) (*this)(key, value);
    text_.close('}');
  }
  void write(const std::pair<double, double>& pair) {
    text_.open('[', false);
    text_.item();
    text_.number(pair.first);
    text_.item();
    text_.number(pair.second);
    text_.close(']');
  }
  void write(const Ledger& ledger) {
    text_.open('[', true);
    for (const auto& [id, entry] : ledger.entries()) {
      text_.item();
      write(entry);
    }
    text_.close(']');
  }

  void write(Shifted<const Millimetres> length) { text_.whole(length.value, length.shift); }
  template <class Quantity>
  void write(Shifted<const Quantity> quantity) {
    text_.number(quantity.value.si, quantity.shift);
  }
  template <class Quantity>
  void write(Shifted<const std::optional<Quantity>> quantity) {
    if (quantity.value)
      text_.number(quantity.value->si, quantity.shift);
    else
      text_.null();
  }
  void write(Celsius<const Temperature> t) {
    if (const auto celsius = exact_celsius(t.value)) {
      text_.number(*celsius);
      return;
    }
    text_.open('{', false);
    (*this)("kelvin", t.value.kelvin);
    text_.close('}');
  }
  void write(InMetres<const PlanPoint> p) { write_metres({p.value.x, p.value.y}); }
  void write(InMetres<const Rect> r) { write_metres({r.value.x0, r.value.y0, r.value.x1, r.value.y1}); }
  void write(InMetres<const std::optional<PlanPoint>> p) {
    if (p.value)
      write(InMetres{*p.value});
    else
      text_.null();
  }
  template <class T>
  void write(InMetres<const std::vector<T>> list) {
    text_.open('[', false);
    for (const T& item : list.value) {
      text_.item();
      write(InMetres{item});
    }
    text_.close(']');
  }
  void write_metres(std::initializer_list<Millimetres> values) {
    text_.open('[', false);
    for (const Millimetres value : values) {
      text_.item();
      text_.whole(value, 3);
    }
    text_.close(']');
  }

  Text text_;
};

}  // namespace
}  // namespace json

std::string write_design(const Design& design) {
  json::Writer writer;
  writer.document(design);
  return std::move(writer).take();
}

std::string write_findings(const CheckReport& report) {
  json::Writer writer;
  writer.document(report);
  return std::move(writer).take();
}

}  // namespace plinth
