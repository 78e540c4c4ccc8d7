// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <string>

#include "exporters/drawing/plan/clearances.h"
#include "exporters/drawing/plan/plan.h"
#include "exporters/drawing/plan/svg.h"
#include "exporters/exporter.h"
#include "tests/support/sample_design.h"
#include "tests/unit/exporters/foreign_locale.h"
#include "tests/unit/exporters/plant.h"
#include "tests/unit/exporters/xml_check.h"

using namespace plinth;
using namespace plinth::test;

namespace {

std::vector<Artifact> sheets_of(const Design& design) {
  for (const Exporter* e : drawing_exporters())
    if (e->name == "plan-svg") return e->write(design, {"0.0.0", "2026-01-02T03:04:05Z"});
  FAIL("no exporter plan-svg");
  return {};
}

std::string plan_of(const Design& design) {
  const std::vector<Artifact> sheets = sheets_of(design);
  CHECK(sheets.at(0).file_name == "drawings/plan.svg");
  return sheets.at(0).bytes;
}

XmlDocument parsed(const std::string& svg) {
  XmlDocument document = parse_xml(svg);
  REQUIRE_MESSAGE(document.fault.empty(), document.fault);
  return document;
}

double number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  REQUIRE_MESSAGE(error == std::errc(), text);
  return value;
}

struct PlacedText {
  std::string words;
  drawing::Area box;
};

/// Where the words of a drawing stand, from the attributes our writer uses.
std::vector<PlacedText> placed_texts(const XmlDocument& document) {
  std::vector<PlacedText> result;
  for (const XmlElement& e : document.elements) {
    if (e.name != "text") continue;
    const double size = number(e.attributes.at("font-size")), width = drawing::text_width(e.text) * size;
    const auto anchor = e.attributes.find("text-anchor");
    const double back = anchor == e.attributes.end() ? 0 : anchor->second == "middle" ? width / 2 : width;
    if (const auto turn = e.attributes.find("transform"); turn != e.attributes.end()) {
      const std::string& t = turn->second;  // translate(x y) rotate(-90)
      const double x = number(t.substr(10)), y = number(t.substr(t.find(' ') + 1));
      result.push_back({e.text, {x - 0.72 * size, y + back - width, 0.72 * size, width}});
    } else {
      const double x = number(e.attributes.at("x")), y = number(e.attributes.at("y"));
      result.push_back({e.text, {x - back, y - 0.72 * size, width, 0.72 * size}});
    }
  }
  return result;
}

}  // namespace

TEST_CASE("the plan is well-formed, to size and free of broken numbers") {
  for (const int blocks : {1, 6, 48}) {
    const std::string svg = plan_of(plant(blocks));
    const XmlDocument document = parsed(svg);
    const XmlElement& root = document.elements.front();
    CHECK(root.name == "svg");
    const double width = number(root.attributes.at("width")), height = number(root.attributes.at("height"));
    CHECK(root.attributes.at("width").ends_with("mm"));
    CHECK(root.attributes.at("viewBox") == "0 0 " + drawing::mm_text(width) + " " + drawing::mm_text(height));
    CHECK(std::map<double, double>{{420, 297}, {594, 420}, {841, 594}, {1189, 841}}.at(width) == height);
    for (const char* broken : {"nan", "inf", "NaN", "e+", "e-0"})
      CHECK(svg.find(std::string("\"") + broken) == std::string::npos);
    // Text is text, not outlines: the only paths are those of the pavement.
    const auto roads = svg.find("id=\"roads\""), after = svg.find("id=\"parcel\"");
    REQUIRE((roads != std::string::npos && after != std::string::npos));
    for (auto path = svg.find("<path"); path != std::string::npos; path = svg.find("<path", path + 1))
      CHECK((path > roads && path < after));
  }
}

TEST_CASE("every module is on the plan, at its place and to scale") {
  const Design design = plant(6);
  const XmlDocument document = parsed(plan_of(design));
  const int scale = std::stoi(document.elements.front().attributes.at("data-scale"));
  std::map<std::string, const XmlElement*> outline;
  for (std::size_t i = 0; i + 2 < document.elements.size(); ++i) {
    const auto tag = document.elements[i].attributes.find("data-tag");
    if (tag == document.elements[i].attributes.end()) continue;
    CHECK(!outline.contains(tag->second));
    outline[tag->second] = &document.elements[i + 2];  // after the title
  }
  const Placement& first = *design.layout.placement("DRC-01");
  for (const Placement& p : design.layout.placements) {
    if (!p.parent.empty()) continue;
    REQUIRE_MESSAGE(outline.contains(p.tag), p.tag);
    const auto& rect = outline[p.tag]->attributes;
    const Rect foot = footprint(*design.catalog.module(p.module), p);
    CHECK(number(rect.at("width")) * scale == doctest::Approx(static_cast<double>(foot.width())).epsilon(0.001));
    CHECK(number(rect.at("height")) * scale == doctest::Approx(static_cast<double>(foot.height())).epsilon(0.001));
    const double x0 = number(outline["DRC-01"]->attributes.at("x"));
    CHECK((number(rect.at("x")) - x0) * scale == doctest::Approx(static_cast<double>(p.x - first.x)).epsilon(1e-3));
    CHECK(rect.at("fill") == design.catalog.kind(design.catalog.module(p.module)->kind)->colour);
  }
}

TEST_CASE("tags are written out where they fit") {
  const Design design = plant(1);
  const XmlDocument document = parsed(plan_of(design));
  std::map<std::string, int> words;
  for (const XmlElement& e : document.elements)
    if (e.name == "text") ++words[e.text];
  for (const Placement& p : design.layout.placements)
    if (p.parent.empty() && p.module != "pmp-200") CHECK_MESSAGE(words[p.tag] == 1, p.tag);
  CHECK(words["01"] == 1);     // the pump skid is 3 x 2 m: its number is left
  CHECK(words["CLR02"] >= 2);  // at the place and in the table
  CHECK(words["Test campus"] == 1);
  CHECK(words["2026-01-02"] == 1);
  CHECK(words["Main gate, 8 m"] == 1);
  CHECK(words["Block 1"] == 1);
}

TEST_CASE("no text stands on other text, on any sheet") {
  for (const int blocks : {1, 2, 6, 20, 48, 150})
    for (const Artifact& sheet : sheets_of(plant(blocks))) {
      const std::vector<PlacedText> texts = placed_texts(parsed(sheet.bytes));
      CHECK(texts.size() > 60);
      int overlaps = 0;
      for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t k = i + 1; k < texts.size(); ++k)
          if (drawing::overlap(texts[i].box, texts[k].box) && ++overlaps <= 5)
            MESSAGE(sheet.file_name << " of " << blocks << " blocks: " << texts[i].words << " on " << texts[k].words);
      CHECK_MESSAGE(overlaps == 0, blocks);
    }
}

TEST_CASE("clearance drawing: each distance is a line between its points, no text stands on other text") {
  const Design design = plant(6);
  std::vector<drawing::DrawnDistance> distances;
  const auto& placements = design.layout.placements;
  for (std::size_t i = 0; i + 1 < placements.size() && distances.size() < 300; ++i) {
    const Placement &a = placements[i], &b = placements[i + 1];
    distances.push_back(
        {static_cast<int>(i) + 1, "BESS02", a.tag, b.tag, 1200, 915, false, i % 7 != 0, {a.x, a.y}, {b.x, b.y}});
  }
  for (const Artifact& sheet : drawing::clearance_sheets(design, {"0.0.0", ""}, distances)) {
    CAPTURE(sheet.file_name);
    CHECK(sheet.bytes.find("id=\"distances\"") != std::string::npos);
    CHECK(sheet.bytes.find("Clearance drawing") != std::string::npos);
    CHECK(sheet.bytes.find(std::string("stroke=\"") + drawing::fault_ink) != std::string::npos);
    const std::vector<PlacedText> texts = placed_texts(parsed(sheet.bytes));
    int overlaps = 0;
    for (std::size_t i = 0; i < texts.size(); ++i)
      for (std::size_t k = i + 1; k < texts.size(); ++k)
        if (drawing::overlap(texts[i].box, texts[k].box) && ++overlaps <= 5)
          MESSAGE(texts[i].words << " on " << texts[k].words);
    CHECK(overlaps == 0);
  }
}

TEST_CASE("a small works area on a large parcel gets a sheet of its own, blocks too when they need it") {
  Design design = plant(6);
  design.spec.site.parcels = {rectangle_parcel(-400, -400, 800, 800)};
  const std::vector<Artifact> sheets = sheets_of(design);
  std::map<std::string, int> scale;
  for (const Artifact& s : sheets)
    scale[s.file_name] = std::stoi(parsed(s.bytes).elements.front().attributes.at("data-scale"));
  CHECK(scale.at("drawings/plan.svg") == 2000);
  CHECK(scale.at("drawings/plan-works.svg") == 500);
  CHECK(scale.at("drawings/plan-block-3.svg") <= 250);
  CHECK(scale.at("drawings/plan-bess-yard.svg") <= 250);
  CHECK(sheets.size() == 2 + design.layout.groups.size());
  // What cannot be read on the whole site can on the part: every tag of the block is written out.
  const auto block = std::find_if(sheets.begin(), sheets.end(),
                                  [](const Artifact& a) { return a.file_name == "drawings/plan-block-3.svg"; });
  for (const Placement& p : design.layout.placements)
    if (p.block == 3 && p.parent.empty())
      CHECK_MESSAGE(block->bytes.find(">" + p.tag + "</text>") != std::string::npos, p.tag);
  CHECK(block->bytes.find("id=\"key-plan\"") != std::string::npos);
  CHECK(block->bytes.find("id=\"tag-DRC-36\"") == std::string::npos);  // the next blocks are not in it
}

TEST_CASE("the scale bar is as long as it says") {
  for (const int blocks : {1, 6, 48, 400}) {
    const XmlDocument document = parsed(plan_of(plant(blocks)));
    const int scale = std::stoi(document.elements.front().attributes.at("data-scale"));
    const auto bar = std::find_if(document.elements.begin(), document.elements.end(), [](const XmlElement& e) {
      const auto id = e.attributes.find("id");
      return id != e.attributes.end() && id->second == "scale-bar";
    });
    REQUIRE(bar != document.elements.end());
    double length = 0;
    for (auto part = bar + 1; part != document.elements.end() && part->name == "rect"; ++part)
      length += number(part->attributes.at("width"));
    CHECK(length * scale == doctest::Approx(1000.0 * number(bar->attributes.at("data-metres"))).epsilon(1e-4));
  }
}

TEST_CASE("sheets and scales") {
  const auto choice = [](Millimetres w, Millimetres h) {
    const drawing::Sheet s = drawing::sheet_for({0, 0, w, h});
    return std::string(s.name) + " 1:" + std::to_string(s.scale);
  };
  CHECK(choice(20'000, 20'000) == "A3 1:100");
  CHECK(choice(70'000, 60'000) == "A2 1:200");
  CHECK(choice(260'000, 180'000) == "A1 1:500");
  CHECK(choice(600'000, 500'000) == "A1 1:1000");
  CHECK(choice(900'000, 700'000) == "A0 1:1000");
  CHECK(choice(1'500'000, 1'200'000) == "A0 1:2000");
  // North is up: a point further north is nearer to the top edge.
  const drawing::Sheet s = drawing::sheet_for({0, 0, 100'000, 80'000});
  CHECK(s.at({0, 1000}).y < s.at({0, 0}).y);
  CHECK(s.at({1000, 0}).x > s.at({0, 0}).x);
}

TEST_CASE("hostile names stay text") {
  Design design = plant(1);
  design.spec.project.name = "A<b>&\"c\"\x01\xFF ]]>";
  design.layout.groups[0].name = "<script>alert(1)</script>";
  const std::string svg = plan_of(design);
  parsed(svg);
  CHECK(svg.find("<script") == std::string::npos);
  CHECK(svg.find("A&lt;b&gt;&amp;") != std::string::npos);
}

TEST_CASE("nearly empty designs are drawn too") {
  Design design;
  design.engine = "plinth 0";
  parsed(plan_of(design));
  design.spec.site.parcels = {rectangle_parcel(0, 0, 10, 10)};
  design.spec.site.setback = Length{20.0};  // nothing is left inside
  parsed(plan_of(design));
  design.spec.site.gates = {{"", {0, 0}, Length{0.0}}};
  design.spec.site.keep_outs = {{"", {}, Length{1.0}}};
  parsed(plan_of(design));
}

TEST_CASE("the plan is the same again and in any locale") {
  const Design design = sample_plan();
  const std::string plain = plan_of(design);
  parsed(plain);
  const std::vector<Artifact> sheets = sheets_of(design);
  CHECK(sheets_of(design) == sheets);
  const ForeignLocale foreign;
  CHECK(sheets_of(design) == sheets);
}
