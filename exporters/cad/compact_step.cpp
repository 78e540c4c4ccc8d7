// SPDX-License-Identifier: Apache-2.0
#include "exporters/cad/compact_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "exporters/cad/part21.h"
#include "exporters/exporter.h"

namespace plinth::cad {
namespace {

/// Types whose equal instances may be one: plain values. Representation contexts and everything with an identity of its
/// own stay apart.
constexpr std::array<std::string_view, 7> value_types{"CARTESIAN_POINT",
                                                      "DIRECTION",
                                                      "VECTOR",
                                                      "AXIS2_PLACEMENT_3D",
                                                      "PRODUCT_CONTEXT",
                                                      "PRODUCT_DEFINITION_CONTEXT",
                                                      "UNCERTAINTY_MEASURE_WITH_UNIT"};

/// How things look: values too, down from the style of an item. OpenCASCADE writes them in the order of its hash maps,
/// that is of addresses, which differ from run to run.
constexpr std::array<std::string_view, 8> style_types{"PRESENTATION_STYLE_ASSIGNMENT",
                                                      "SURFACE_STYLE_USAGE",
                                                      "SURFACE_SIDE_STYLE",
                                                      "SURFACE_STYLE_FILL_AREA",
                                                      "FILL_AREA_STYLE",
                                                      "COLOUR_RGB",
                                                      "FILL_AREA_STYLE_COLOUR",
                                                      "DRAUGHTING_PRE_DEFINED_COLOUR"};
constexpr std::string_view styled_item = "STYLED_ITEM";
constexpr std::string_view style_list = "MECHANICAL_DESIGN_GEOMETRIC_PRESENTATION_REPRESENTATION";

bool is_unit(std::string_view body) {
  return body.starts_with("(LENGTH_UNIT()") || body.starts_with("(NAMED_UNIT(*)PLANE_ANGLE_UNIT()") ||
         body.starts_with("(NAMED_UNIT(*)SI_UNIT(");
}

bool is_style(std::string_view body) {
  return std::find(style_types.begin(), style_types.end(), type_of(body)) != style_types.end();
}

bool is_value(std::string_view body) {
  const std::string_view type = type_of(body);
  if (type.empty()) return is_unit(body);
  return std::find(value_types.begin(), value_types.end(), type) != value_types.end() || is_style(body);
}

bool is_look(std::string_view body) {
  return is_style(body) || type_of(body) == styled_item || type_of(body) == style_list;
}

class Compactor {
 public:
  explicit Compactor(std::string_view step);
  [[nodiscard]] std::string text();

 private:
  [[nodiscard]] const std::string& body(std::size_t number) const;
  [[nodiscard]] std::string redirected(std::string_view body, const std::vector<std::size_t>& target) const;
  std::size_t merged(std::size_t number);
  void take(std::size_t number);
  void order();
  void order_looks();

  StepFile file_;
  std::vector<std::size_t> position_;  ///< by number: place in the file
  std::vector<std::size_t> target_;    ///< by number: the entity that stands for it, 0 = not known yet
  std::unordered_map<std::string, std::size_t> values_;  ///< body -> the entity that stands for it; never walked
  std::vector<std::size_t> order_;                       ///< numbers to write, in order
  std::vector<bool> taken_;                              ///< by number: is in `order_`
};

Compactor::Compactor(std::string_view step) : file_(parse_step(step)) {
  std::size_t highest = 0;
  for (const StepEntity& e : file_.entities) highest = std::max(highest, e.number);
  position_.assign(highest + 1, file_.entities.size());
  target_.assign(highest + 1, 0);
  taken_.assign(highest + 1, false);
  for (std::size_t i = 0; i < file_.entities.size(); ++i) position_[file_.entities[i].number] = i;
  for (const StepEntity& e : file_.entities) merged(e.number);
}

const std::string& Compactor::body(std::size_t number) const {
  if (number >= position_.size() || position_[number] == file_.entities.size())
    throw ExportError(fmt::format("STEP: #{} is not there", number));
  return file_.entities[position_[number]].body;
}

/// The entity that stands for `number`: itself, or for a value the first one equal to it.
std::size_t Compactor::merged(std::size_t number) {
  const std::string& text = body(number);
  if (target_[number] != 0) return target_[number];
  if (!is_value(text)) return target_[number] = number;
  for (const std::size_t r : references(text)) merged(r);  // values refer to values, and not in circles
  return target_[number] = values_.emplace(redirected(text, target_), number).first->second;
}

/// `body` with every reference replaced, those inside text left alone.
std::string Compactor::redirected(std::string_view body, const std::vector<std::size_t>& target) const {
  std::string out;
  out.reserve(body.size());
  bool in_text = false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    if (c == '\'') in_text = !in_text;
    out += c;
    if (in_text || c != '#') continue;
    const std::size_t number = reference(body.substr(i));
    if (number >= target.size() || target[number] == 0)
      throw ExportError(fmt::format("STEP: #{} is not there", number));
    out += std::to_string(target[number]);
    while (i + 1 < body.size() && body[i + 1] >= '0' && body[i + 1] <= '9') ++i;
  }
  return out;
}

/// The items of a representation are a set: merging placements must not leave one in it twice.
std::string without_repeats(const std::string& body) {
  if (!body.starts_with("SHAPE_REPRESENTATION(")) return body;
  const auto fields = parameters(body, "SHAPE_REPRESENTATION");
  if (fields.size() != 3) return body;
  std::vector<std::size_t> items;
  for (const std::size_t item : references(fields[1]))
    if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
  std::string list;
  for (const std::size_t item : items) list += (list.empty() ? "#" : ",#") + std::to_string(item);
  return fmt::format("SHAPE_REPRESENTATION({},({}),{})", fields[0], list, fields[2]);
}

void Compactor::take(std::size_t number) {
  if (taken_[number]) return;
  taken_[number] = true;
  order_.push_back(number);
}

/// Looks come last, sorted by what they are the looks of.
void Compactor::order_looks() {
  struct Look {
    std::size_t target, item;
  };
  struct List {
    std::size_t context, number;
    std::vector<Look> looks;
  };
  std::vector<List> lists;
  for (StepEntity& e : file_.entities) {
    if (type_of(e.body) != style_list) continue;
    const auto fields = parameters(e.body, style_list);
    List list{reference(fields.at(2)), e.number, {}};
    for (const std::size_t item : references(fields.at(1)))
      if (const auto styled = parameters(body(item), styled_item); styled.size() == 3)
        list.looks.push_back({reference(styled[2]), item});
    std::sort(list.looks.begin(), list.looks.end(), [](const Look& a, const Look& b) { return a.target < b.target; });
    if (list.looks.empty()) throw ExportError(fmt::format("STEP: #{} styles nothing", e.number));
    std::string items;
    for (const Look& l : list.looks) items += (items.empty() ? "#" : ",#") + std::to_string(l.item);
    e.body = fmt::format("{}({},({}),{})", style_list, fields[0], items, fields[2]);
    lists.push_back(std::move(list));
  }
  std::sort(lists.begin(), lists.end(), [](const List& a, const List& b) {
    return a.context != b.context ? a.context < b.context : a.looks.front().target < b.looks.front().target;
  });
  for (const List& list : lists) {
    take(list.number);
    for (const Look& look : list.looks)
      for (std::vector<std::size_t> chain{look.item}; !chain.empty();) {
        const std::size_t number = target_[chain.back()];
        chain.pop_back();
        take(number);
        for (const std::size_t r : references(body(number)))
          if (is_style(body(r))) chain.push_back(r);
      }
  }
}

void Compactor::order() {
  for (const StepEntity& e : file_.entities)
    if (target_[e.number] == e.number && !is_look(e.body)) take(e.number);
  order_looks();
}

std::string Compactor::text() {
  order();
  std::vector<std::size_t> number(target_.size(), 0);
  for (std::size_t i = 0; i < order_.size(); ++i) number[order_[i]] = i + 1;
  std::vector<std::size_t> target(target_.size(), 0);
  for (std::size_t n = 0; n < target_.size(); ++n) target[n] = number[target_[n]];
  std::string out = file_.header;
  for (std::size_t i = 0; i < order_.size(); ++i) {
    out += '#';
    out += std::to_string(i + 1);
    out += '=';
    out += without_repeats(redirected(body(order_[i]), target));
    out += ";\n";
  }
  return out + "ENDSEC;\nEND-ISO-10303-21;\n";
}

/// Code point of the UTF-8 sequence at `at`, which moves behind it; the replacement character for what is not UTF-8.
unsigned next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])); };
  const unsigned lead = byte(at++);
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  if (more == 0) return 0xFFFD;
  unsigned code = lead & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || (byte(at) & 0xC0u) != 0x80u) return 0xFFFD;
    code = (code << 6) | (byte(at++) & 0x3Fu);
  }
  return code;
}

/// Part 21 text is ASCII; the rest stands in \X2\ (16 bits) or \X4\ (32 bits).
std::string ascii(std::string text) {
  const auto foreign = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (std::none_of(text.begin(), text.end(), foreign)) return text;
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (!foreign(text[i])) {
      out += text[i++];
      continue;
    }
    const unsigned code = next_code_point(text, i);
    out += code > 0xFFFF ? fmt::format("\\X4\\{:08X}\\X0\\", code) : fmt::format("\\X2\\{:04X}\\X0\\", code);
  }
  return out;
}

}  // namespace

std::string compact_step(std::string_view step) {
  Compactor compactor(step);
  return ascii(compactor.text());
}

}  // namespace plinth::cad
