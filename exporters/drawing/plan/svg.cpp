// SPDX-License-Identifier: Apache-2.0
#include "exporters/drawing/plan/svg.h"

#include <fmt/core.h>

#include <cmath>

#include "core/base/assert.h"
#include "core/base/xml_character.h"

namespace plinth::drawing {
namespace {

/// Em widths of DejaVu Sans, rounded up: the widest of the faces a viewer may take.
double glyph_width(char c) {
  if (c >= '0' && c <= '9') return 0.64;
  if (c >= 'A' && c <= 'Z') return c == 'M' || c == 'W' ? 0.95 : c == 'I' ? 0.3 : 0.72;
  if (c >= 'a' && c <= 'z') return c == 'm' || c == 'w' ? 0.95 : c == 'i' || c == 'l' || c == 'j' ? 0.29 : 0.61;
  switch (c) {
    case ' ':
    case '.':
    case ',':
    case ':':
    case '/':
    case '|':
      return 0.34;
    case '-':
    case '(':
    case ')':
      return 0.4;
    default:
      return 0.84;
  }
}

}  // namespace

std::string mm_text(double value) {
  PLINTH_ASSERT(std::isfinite(value), "a drawing coordinate must be a number");
  std::string s = fmt::format("{:.3f}", value);
  while (s.back() == '0') s.pop_back();
  if (s.back() == '.') s.pop_back();
  return s == "-0" ? "0" : s;
}

std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = xml_character(text, i);
    if (length == 0) {
      out += text[i] == '\n' || text[i] == '\r' ? " " : "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    switch (text[i]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += text.substr(i, length);
    }
    i += length;
  }
  return out;
}

double text_width(std::string_view text) {
  double width = 0;
  for (const char c : text)
    if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u) width += glyph_width(c);
  return width;
}

std::string shortened(std::string_view text, double width, double size) {
  if (text_width(text) * size <= width) return std::string(text);
  std::string cut(text);
  while (!cut.empty() && (text_width(cut) + 1.0) * size > width) {
    while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0u) == 0x80u) cut.pop_back();
    if (!cut.empty()) cut.pop_back();
  }
  while (!cut.empty() && cut.back() == ' ') cut.pop_back();
  return cut + "…";
}

void SvgWriter::start(std::string_view element, const Attributes& attributes) {
  out_ += '<';
  out_ += element;
  for (const auto& [name, value] : attributes) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    out_ += xml_text(value);
    out_ += '"';
  }
}

void SvgWriter::open(std::string_view element, const Attributes& attributes) {
  start(element, attributes);
  out_ += ">\n";
}

void SvgWriter::close(std::string_view element) {
  out_ += "</";
  out_ += element;
  out_ += ">\n";
}

void SvgWriter::leaf(std::string_view element, const Attributes& attributes) {
  start(element, attributes);
  out_ += "/>\n";
}

void SvgWriter::open_layer(std::string_view id, std::string_view label, const Attributes& attributes) {
  Attributes all{{"id", std::string(id)}, {"inkscape:groupmode", "layer"}, {"inkscape:label", std::string(label)}};
  all.insert(all.end(), attributes.begin(), attributes.end());
  open("g", all);
}

void SvgWriter::rect(const Area& area, const Attributes& attributes) {
  Attributes all{
      {"x", mm_text(area.x)}, {"y", mm_text(area.y)}, {"width", mm_text(area.w)}, {"height", mm_text(area.h)}};
  all.insert(all.end(), attributes.begin(), attributes.end());
  leaf("rect", all);
}

void SvgWriter::line(Paper a, Paper b, const Attributes& attributes) {
  Attributes all{{"x1", mm_text(a.x)}, {"y1", mm_text(a.y)}, {"x2", mm_text(b.x)}, {"y2", mm_text(b.y)}};
  all.insert(all.end(), attributes.begin(), attributes.end());
  leaf("line", all);
}

void SvgWriter::polyline(const std::vector<Paper>& points, bool closed, const Attributes& attributes) {
  std::string list;
  for (const Paper& p : points) list += (list.empty() ? "" : " ") + mm_text(p.x) + "," + mm_text(p.y);
  Attributes all{{"points", list}};
  all.insert(all.end(), attributes.begin(), attributes.end());
  leaf(closed ? "polygon" : "polyline", all);
}

void SvgWriter::circle(Paper centre, double radius, const Attributes& attributes) {
  Attributes all{{"cx", mm_text(centre.x)}, {"cy", mm_text(centre.y)}, {"r", mm_text(radius)}};
  all.insert(all.end(), attributes.begin(), attributes.end());
  leaf("circle", all);
}

void SvgWriter::text(std::string_view text, Paper at, const TextStyle& style) {
  // Capitals of the usual faces are 0.72 high: half of that below the middle is the base line.
  const double drop = 0.36 * style.size;
  Attributes all;
  if (style.upright) {
    all = {{"transform", fmt::format("translate({} {}) rotate(-90)", mm_text(at.x + drop), mm_text(at.y))}};
  } else {
    all = {{"x", mm_text(at.x)}, {"y", mm_text(at.y + drop)}};
  }
  all.emplace_back("font-size", mm_text(style.size));
  if (style.anchor != Anchor::start) all.emplace_back("text-anchor", style.anchor == Anchor::middle ? "middle" : "end");
  if (style.bold) all.emplace_back("font-weight", "bold");
  if (style.fill != "#1A1A1A") all.emplace_back("fill", style.fill);
  start("text", all);
  out_ += '>';
  out_ += xml_text(text);
  out_ += "</text>\n";
}

void SvgWriter::title(std::string_view text) {
  out_ += "<title>";
  out_ += xml_text(text);
  out_ += "</title>\n";
}

}  // namespace plinth::drawing
