// SPDX-License-Identifier: Apache-2.0
#include "exporters/cad/part21.h"

#include <charconv>

#include "exporters/exporter.h"

namespace plinth::cad {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the next statement up to its semicolon, without spaces outside text and without line ends (OpenCASCADE breaks
/// lines inside text too).
std::string statement(std::string_view step, std::size_t& at) {
  std::string out;
  bool in_text = false;
  for (; at < step.size(); ++at) {
    const char c = step[at];
    if (c == '\'') in_text = !in_text;
    if (c == '\n' || c == '\r' || (!in_text && (c == ' ' || c == '\t'))) continue;
    if (c == ';' && !in_text) {
      ++at;
      return out;
    }
    out += c;
  }
  return out;
}

StepEntity entity(const std::string& statement) {
  StepEntity e;
  std::size_t i = 1;
  while (i < statement.size() && is_digit(statement[i]))
    e.number = e.number * 10 + static_cast<std::size_t>(statement[i++] - '0');
  if (statement.empty() || statement[0] != '#' || i >= statement.size() || statement[i] != '=')
    throw ExportError("STEP: not an entity: " + statement.substr(0, 60));
  e.body = statement.substr(i + 1);
  return e;
}

void append_utf8(std::string& out, unsigned code) {
  const auto put = [&](unsigned byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

}  // namespace

StepFile parse_step(std::string_view text) {
  StepFile file;
  std::size_t at = 0;
  bool data = false;
  while (at < text.size() && !data) {
    const std::string s = statement(text, at);
    file.header += s + ";\n";
    data = s == "DATA";
  }
  if (!data) throw ExportError("STEP: no data section");
  while (at < text.size()) {
    const std::string s = statement(text, at);
    if (s == "ENDSEC") return file;
    file.entities.push_back(entity(s));
  }
  throw ExportError("STEP: the data section does not end");
}

std::string_view type_of(std::string_view body) { return body.substr(0, body.find('(')); }

std::vector<std::string_view> parameters(std::string_view body, std::string_view type) {
  std::size_t start = 0;
  if (!body.starts_with(type) || body.size() <= type.size() || body[type.size()] != '(') {
    // In a complex instance the type stands behind the opening bracket or behind the one before it.
    start = body.find(std::string(1, '(') + std::string(type) + "(");
    if (start == std::string_view::npos) start = body.find(std::string(1, ')') + std::string(type) + "(");
    if (start == std::string_view::npos) return {};
    ++start;
  }
  std::vector<std::string_view> result;
  int depth = 1;
  bool in_text = false;
  std::size_t from = start + type.size() + 1;
  for (std::size_t i = from; i < body.size(); ++i) {
    const char c = body[i];
    if (c == '\'') in_text = !in_text;
    if (in_text) continue;
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if ((c == ',' && depth == 1) || depth == 0) {
      result.push_back(body.substr(from, i - from));
      from = i + 1;
    }
    if (depth == 0) return result;
  }
  return result;
}

std::size_t reference(std::string_view parameter) {
  if (parameter.empty() || parameter[0] != '#') return 0;
  std::size_t number = 0;
  std::from_chars(parameter.data() + 1, parameter.data() + parameter.size(), number);
  return number;
}

std::vector<double> reals(std::string_view parameter) {
  std::vector<double> result;
  const char* at = parameter.data();
  const char* const end = at + parameter.size();
  while (at < end) {
    if (*at == '(' || *at == ',' || *at == ')') {
      ++at;
      continue;
    }
    double value = 0;
    const auto [next, error] = std::from_chars(at, end, value);
    if (error != std::errc()) throw ExportError("STEP: not a number: " + std::string(parameter.substr(0, 60)));
    result.push_back(value);
    at = next;
  }
  return result;
}

std::string plain_text(std::string_view parameter) {
  if (parameter.size() < 2 || parameter.front() != '\'') return {};
  const std::string_view inner = parameter.substr(1, parameter.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    const std::string_view rest = inner.substr(i);
    if (rest.starts_with("''") || rest.starts_with("\\\\")) {
      out += inner[i++];
    } else if (rest.starts_with("\\X2\\") || rest.starts_with("\\X4\\")) {
      const std::size_t width = rest[2] == '2' ? 4 : 8;
      for (i += 4; i + width <= inner.size() && inner[i] != '\\'; i += width) {
        unsigned code = 0;
        std::from_chars(inner.data() + i, inner.data() + i + width, code, 16);
        append_utf8(out, code);
      }
      i += 3;  // \X0\, of which the loop takes the last
    } else {
      out += inner[i];
    }
  }
  return out;
}

std::vector<std::size_t> references(std::string_view body) {
  std::vector<std::size_t> result;
  bool in_text = false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] == '\'') in_text = !in_text;
    if (!in_text && body[i] == '#') result.push_back(reference(body.substr(i)));
  }
  return result;
}

}  // namespace plinth::cad
