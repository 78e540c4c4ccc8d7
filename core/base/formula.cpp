// SPDX-License-Identifier: Apache-2.0
#include "core/base/formula.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <vector>

namespace plinth {
namespace {

/// What stopped the parse; caught in evaluate(), never leaves this file.
struct Fault {
  std::string what;
};

/// A value while parsing. A bare 0 fits every dimension, so that max(x, 0) can be written.
struct Term {
  Dimensioned value;
  bool literal_zero = false;
};

Exponents combined(const Exponents& a, const Exponents& b, int sign) {
  Exponents out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<signed char>(a[i] + sign * b[i]);
  return out;
}

class Parser {
 public:
  Parser(std::string_view text, const FormulaSymbols& symbols) : text_(text), symbols_(symbols) {}

  Dimensioned run() {
    const Term result = comparison();
    skip();
    if (at_ != text_.size()) throw Fault{"unexpected '" + std::string(text_.substr(at_, 8)) + "'"};
    return result.value;
  }

 private:
  std::string_view text_;
  const FormulaSymbols& symbols_;
  std::size_t at_ = 0;
  int depth_ = 0;

  void skip() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(std::string_view token) {
    skip();
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  void expect(std::string_view token) {
    if (!take(token)) throw Fault{"expected '" + std::string(token) + "'"};
  }

  /// The shared dimension of two terms that must agree.
  static Exponents agree(const Term& a, const Term& b) {
    if (a.literal_zero) return b.value.exponents;
    if (!b.literal_zero && a.value.exponents != b.value.exponents) throw Fault{"different dimensions do not combine"};
    return a.value.exponents;
  }

  Term comparison() {
    Term left = sum();
    for (std::string_view op : {"<=", ">=", "==", "<", ">"}) {
      if (!take(op)) continue;
      const Term right = sum();
      agree(left, right);
      const double a = left.value.si, b = right.value.si;
      const bool holds = op == "<=" ? a <= b : op == ">=" ? a >= b : op == "==" ? a == b : op == "<" ? a < b : a > b;
      return {{holds ? 1.0 : 0.0, {}}};
    }
    return left;
  }

  Term sum() {
    Term left = product();
    for (;;) {
      const bool plus = take("+");
      if (!plus && !take("-")) return left;
      const Term right = product();
      left = {{plus ? left.value.si + right.value.si : left.value.si - right.value.si, agree(left, right)}};
    }
  }

  Term product() {
    Term left = power();
    for (;;) {
      const bool times = take("*");
      if (!times && !take("/")) return left;
      const Term right = power();
      left = {{times ? left.value.si * right.value.si : left.value.si / right.value.si,
               combined(left.value.exponents, right.value.exponents, times ? 1 : -1)}};
    }
  }

  /// Every nesting (parentheses, signs, exponents) passes here, so this bounds the stack whatever the text.
  Term power() {
    if (++depth_ > 200) throw Fault{"nested too deeply"};
    const Term term = signed_power();
    --depth_;
    return term;
  }

  Term signed_power() {
    if (take("-")) {
      Term term = power();
      term.value.si = -term.value.si;
      return term;
    }
    const Term base = atom();
    if (!take("^")) return base;
    const Term exponent = power();
    const double e = exponent.value.si;
    if (exponent.value.exponents != Exponents{}) throw Fault{"an exponent has no dimension"};
    if (base.value.exponents == Exponents{}) return {{std::pow(base.value.si, e), {}}};
    Exponents out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
      const double scaled = base.value.exponents[i] * e;
      if (scaled != std::round(scaled) || std::fabs(scaled) > 100) throw Fault{"a power must leave whole dimensions"};
      out[i] = static_cast<signed char>(scaled);
    }
    return {{std::pow(base.value.si, e), out}};
  }

  Term number() {
    double value = 0;
    const auto result = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (result.ec != std::errc{}) throw Fault{"not a number"};
    at_ = static_cast<std::size_t>(result.ptr - text_.data());
    if (at_ == text_.size() || text_[at_] != '[') return {{value, {}}, value == 0};
    const std::size_t end = text_.find(']', at_);
    if (end == std::string_view::npos) throw Fault{"expected ']'"};
    const std::string_view symbol = text_.substr(at_ + 1, end - at_ - 1);
    const Unit* unit = find_unit(symbol);
    if (unit == nullptr) throw Fault{"unknown unit `" + std::string(symbol) + "`"};
    at_ = end + 1;
    return {{to_si(value, *unit), exponents(unit->dimension)}};
  }

  Term atom() {
    skip();
    if (at_ >= text_.size()) throw Fault{"the formula ends too early"};
    const char c = text_[at_];
    if (take("(")) {
      const Term term = comparison();
      expect(")");
      return term;
    }
    return std::isdigit(static_cast<unsigned char>(c)) || c == '.' ? number() : named();
  }

  Term named() {
    const std::size_t start = at_;
    const auto in_name = [](char ch) { return std::isalnum(static_cast<unsigned char>(ch)) || ch == '_'; };
    while (at_ < text_.size() && in_name(text_[at_])) ++at_;
    const std::string_view name = text_.substr(start, at_ - start);
    if (name.empty()) throw Fault{"unexpected '" + std::string(text_.substr(at_, 1)) + "'"};
    if (take("(")) return call(name);
    const auto found = symbols_.find(name);
    if (found == symbols_.end()) throw Fault{"unknown symbol `" + std::string(name) + "`"};
    return {found->second};
  }

  std::vector<Term> arguments() {
    std::vector<Term> list{comparison()};
    while (take(",")) list.push_back(comparison());
    expect(")");
    return list;
  }

  Term call(std::string_view name) {
    const std::vector<Term> list = arguments();
    if (name == "min" || name == "max") {
      Term best = list.front();
      for (const Term& term : list) {
        const Exponents shared = agree(best, term);
        const double si =
            name == "min" ? std::min(best.value.si, term.value.si) : std::max(best.value.si, term.value.si);
        best = {{si, shared}, best.literal_zero && term.literal_zero};
      }
      return best;
    }
    if (list.size() != 1) throw Fault{std::string(name) + " takes one argument"};
    return unary(name, list.front().value);
  }

  static Term unary(std::string_view name, const Dimensioned& x) {
    if (name == "abs") return {{std::fabs(x.si), x.exponents}};
    if (name == "sqrt") {
      Exponents half{};
      for (std::size_t i = 0; i < half.size(); ++i) {
        if (x.exponents[i] % 2 != 0) throw Fault{"sqrt must leave whole dimensions"};
        half[i] = static_cast<signed char>(x.exponents[i] / 2);
      }
      return {{std::sqrt(x.si), half}};
    }
    if (x.exponents != Exponents{}) throw Fault{std::string(name) + " takes a plain number"};
    if (name == "ceil") return {{std::ceil(x.si - 1e-9), {}}};
    if (name == "floor") return {{std::floor(x.si + 1e-9), {}}};
    if (name == "exp") return {{std::exp(x.si), {}}};
    if (name == "ln") return {{std::log(x.si), {}}};
    throw Fault{"unknown function `" + std::string(name) + "`"};
  }
};

}  // namespace

std::variant<Dimensioned, std::string> evaluate(std::string_view formula, const FormulaSymbols& symbols) {
  try {
    return Parser(formula, symbols).run();
  } catch (const Fault& fault) {
    return fault.what + " in `" + std::string(formula) + "`";
  }
}

}  // namespace plinth
