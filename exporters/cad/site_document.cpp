// SPDX-License-Identifier: Apache-2.0
#include "exporters/cad/site_document.h"

#include <BRepBuilderAPI_MakeFace.hxx>
#include <BRepBuilderAPI_MakePolygon.hxx>
#include <BRepPrimAPI_MakeBox.hxx>
#include <BRepPrimAPI_MakePrism.hxx>
#include <BRep_Builder.hxx>
#include <Quantity_Color.hxx>
#include <TDataStd_Name.hxx>
#include <TopLoc_Location.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Compound.hxx>
#include <XCAFDoc_ColorTool.hxx>
#include <XCAFDoc_DocumentTool.hxx>
#include <XCAFDoc_ShapeTool.hxx>
#include <array>
#include <gp_Trsf.hxx>
#include <map>

#include "core/geometry/dense_ring.h"
#include "core/model/pavement.h"
#include "exporters/cad/expected.h"
#include "exporters/cad/prototype_shape.h"

namespace plinth::cad {
namespace {

constexpr const char* accent_colour = "#4A4F55";
constexpr const char* ground_colour = "#C9CDBF";
constexpr const char* road_colour = "#8D9093";
constexpr const char* concrete_colour = "#B5AA96";

int hex_pair(const std::string& text, std::size_t at) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  return digit(text[at]) * 16 + digit(text[at + 1]);
}

/// "#RRGGBB" is sRGB. OpenCASCADE computes in linear light and writes sRGB: without saying so here 0.5 would become
/// 0.735.
Quantity_Color colour(const std::string& text) {
  if (text.size() != 7 || text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos)
    return colour(accent_colour);
  return {hex_pair(text, 1) / 255.0, hex_pair(text, 3) / 255.0, hex_pair(text, 5) / 255.0, Quantity_TOC_sRGB};
}

gp_Trsf transformation(const Move& m) {
  static constexpr int cosine[] = {1, 0, -1, 0}, sine[] = {0, 1, 0, -1};
  const int c = cosine[m.quarter_turns], s = sine[m.quarter_turns];
  gp_Trsf t;
  t.SetValues(c, -s, 0, static_cast<double>(m.x), s, c, 0, static_cast<double>(m.y), 0, 0, 1, static_cast<double>(m.z));
  return t;
}

class Builder {
 public:
  explicit Builder(const Design& design)
      : design_(design),
        document_(new TDocStd_Document("XCAF")),
        shapes_(XCAFDoc_DocumentTool::ShapeTool(document_->Main())),
        colours_(XCAFDoc_DocumentTool::ColorTool(document_->Main())) {}

  Handle(TDocStd_Document) build(const std::vector<Branch>& tree);

 private:
  void name(const TDF_Label& label, const std::string& text) {
    TDataStd_Name::Set(label, TCollection_ExtendedString(text.c_str(), true));
  }
  TDF_Label assembly(const std::string& product) {
    const TDF_Label label = shapes_->NewShape();
    name(label, product);
    return label;
  }
  /// Always with a location of its own, even one that moves nothing: OpenCASCADE finds the instance name by shape and
  /// location, and would give all unmoved instances of a product the name of the last.
  void place(const TDF_Label& parent, const TDF_Label& what, const Move& at, const std::string& instance) {
    name(shapes_->AddComponent(parent, what, TopLoc_Location(transformation(at))), instance);
  }
  TDF_Label product(const ModuleType& type, bool open);
  void module(const TDF_Label& parent, const PlacedModule& module, const Move& parent_move);
  void context(const TDF_Label& site);
  void foundations(const TDF_Label& site);
  TDF_Label coloured(const TopoDS_Shape& shape, const std::string& product, const char* shade);

  const Design& design_;
  Handle(TDocStd_Document) document_;
  Handle(XCAFDoc_ShapeTool) shapes_;
  Handle(XCAFDoc_ColorTool) colours_;
  std::map<std::pair<std::string, bool>, TDF_Label> products_;
};

/// The shared shape of a module type; with contents drawn around it, the open shell.
TDF_Label Builder::product(const ModuleType& type, bool open) {
  const auto [found, added] = products_.emplace(std::pair(type.id, open), TDF_Label());
  if (!added) return found->second;
  const Kind* kind = design_.catalog.kind(type.kind);
  const PrototypeShape shape = prototype_shape(type, kind, open);
  const TDF_Label label = shapes_->AddShape(shape.whole, false);
  const std::string id = open ? type.id + " enclosure" : type.id;
  name(label, id + label_separator + id + label_separator + type.title);
  colours_->SetColor(label, colour(kind != nullptr ? kind->colour : ""), XCAFDoc_ColorSurf);
  for (const TopoDS_Shape& part : shape.accents)
    colours_->SetColor(shapes_->AddSubShape(label, part), colour(accent_colour), XCAFDoc_ColorSurf);
  return found->second = label;
}

void Builder::module(const TDF_Label& parent, const PlacedModule& module, const Move& parent_move) {
  const Placement& p = *module.placement;
  const ModuleType& type = *module.type;
  const Move site_move = move_of(type, p);
  const Move here = compose(inverse(parent_move), site_move);
  if (module.children.empty()) {
    place(parent, product(type, false), here, p.tag);
    return;
  }
  // Its contents carry tags of their own, so each such module is a product of its own around a shared enclosure.
  const TDF_Label own = assembly(type.id + " " + p.tag + label_separator + type.id + label_separator + type.title);
  place(own, product(type, true), Move{}, p.tag + " enclosure");
  for (const PlacedModule& child : module.children) this->module(own, child, site_move);
  place(parent, own, here, p.tag);
}

TDF_Label Builder::coloured(const TopoDS_Shape& shape, const std::string& product, const char* shade) {
  const TDF_Label label = shapes_->AddShape(shape, false);
  name(label, product);
  colours_->SetColor(label, colour(shade), XCAFDoc_ColorSurf);
  return label;
}

TopoDS_Wire wire(const Ring& ring, double z) {
  BRepBuilderAPI_MakePolygon polygon;
  for (const PlanPoint& p : ring) polygon.Add(gp_Pnt(static_cast<double>(p.x), static_cast<double>(p.y), z));
  polygon.Close();
  return polygon.Wire();
}

/// Parcel and the paved outline of the roads as thin slabs below grade: z = 0 stays the level the modules stand on.
void Builder::context(const TDF_Label& site) {
  const TDF_Label all = assembly(site_context_name);
  bool any = false;
  int number = 0;
  for (const Polygon& parcel : design_.spec.site.parcels) {
    if (parcel.outer.size() < 3) continue;
    // Each point is a face of the slab, and what checks the file goes over all of them for each.
    const auto [outline, within] = coarse_outline(parcel, 500);
    BRepBuilderAPI_MakeFace face(wire(outline.outer, -200), true);
    for (const Ring& hole : outline.holes) face.Add(wire(hole, -200));
    if (!face.IsDone()) continue;
    std::string label = "Parcel " + std::to_string(++number);
    if (within > 0) label += ", within " + std::to_string(within) + " mm";
    place(all, coloured(BRepPrimAPI_MakePrism(face.Face(), gp_Vec(0, 0, 150)).Shape(), label, ground_colour), Move{},
          label);
    any = true;
  }
  number = 0;
  for (const Polygon& paved : pavement(design_)) {
    BRepBuilderAPI_MakeFace face(wire(paved.outer, -50), true);
    for (const Ring& hole : paved.holes) face.Add(wire(hole, -50));
    if (!face.IsDone()) continue;
    const std::string label = "Pavement " + std::to_string(++number);
    place(all, coloured(BRepPrimAPI_MakePrism(face.Face(), gp_Vec(0, 0, 50)).Shape(), label, road_colour), Move{},
          label);
    any = true;
  }
  if (any) place(site, all, Move{}, site_context_name);
}

/// One product for foundations of the same shape, each placed by its name. Anchors are in the drawings.
void Builder::foundations(const TDF_Label& site) {
  if (design_.civil.foundations.empty()) return;
  const TDF_Label all = assembly(site_foundations_name);
  using Size = std::array<Millimetres, 6>;
  std::map<std::vector<Size>, TDF_Label> shapes;
  for (const Foundation& f : design_.civil.foundations) {
    if (f.bodies.empty()) continue;
    Rect box = f.bodies.front().area;
    for (const ConcreteBody& b : f.bodies) box = bounding_box(box, b.area);
    std::vector<Size> sizes;
    for (const ConcreteBody& b : f.bodies)
      sizes.push_back({b.area.x0 - box.x0, b.area.y0 - box.y0, b.area.width(), b.area.height(), b.bottom, b.top});
    TDF_Label& shape = shapes[sizes];
    if (shape.IsNull()) {
      TopoDS_Compound whole;
      BRep_Builder builder;
      builder.MakeCompound(whole);
      for (const Size& s : sizes)
        builder.Add(whole, BRepPrimAPI_MakeBox(
                               gp_Pnt(static_cast<double>(s[0]), static_cast<double>(s[1]), static_cast<double>(s[4])),
                               static_cast<double>(s[2]), static_cast<double>(s[3]), static_cast<double>(s[5] - s[4]))
                               .Solid());
      shape = coloured(whole, "Foundation " + std::to_string(shapes.size()) + " (" + f.type + ")", concrete_colour);
    }
    place(all, shape, Move{0, box.x0, box.y0, 0}, f.name);
  }
  place(site, all, Move{}, site_foundations_name);
}

Handle(TDocStd_Document) Builder::build(const std::vector<Branch>& tree) {
  const std::string& project = design_.spec.project.name;
  const TDF_Label site = assembly("Site" + std::string(1, label_separator) + "Site" + label_separator + project);
  for (const Branch& branch : tree) {
    const TDF_Label group = assembly(branch.name);
    for (const PlacedModule& m : branch.modules) module(group, m, Move{});
    place(site, group, Move{}, branch.name);
  }
  context(site);
  foundations(site);
  shapes_->UpdateAssemblies();
  return document_;
}

}  // namespace

Handle(TDocStd_Document) site_document(const Design& design, const std::vector<Branch>& tree) {
  return Builder(design).build(tree);
}

}  // namespace plinth::cad
