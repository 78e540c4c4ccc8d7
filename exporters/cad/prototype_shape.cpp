// SPDX-License-Identifier: Apache-2.0
#include "exporters/cad/prototype_shape.h"

#include <BRepBuilderAPI_MakeFace.hxx>
#include <BRepBuilderAPI_MakePolygon.hxx>
#include <BRepPrimAPI_MakeBox.hxx>
#include <BRepPrimAPI_MakeCylinder.hxx>
#include <BRepPrimAPI_MakePrism.hxx>
#include <BRep_Builder.hxx>
#include <TopoDS_Compound.hxx>
#include <algorithm>
#include <array>
#include <gp_Ax2.hxx>
#include <string_view>

namespace plinth::cad {
namespace {

/// How a kind is drawn. A new kind without a row is an enclosure or, inside others, a cabinet: plain but true in size.
enum class Form { enclosure, cabinet, cooler, genset, skid, tank, transformer };

struct FormRow {
  std::string_view kind;
  Form form;
};

constexpr std::array forms{
    FormRow{"dry_cooler", Form::cooler},
    FormRow{"adiabatic_cooler", Form::cooler},
    FormRow{"chiller", Form::cooler},
    FormRow{"cooling_tower", Form::cooler},
    FormRow{"fluid_cooler", Form::cooler},
    FormRow{"genset", Form::genset},
    FormRow{"fws_pump_skid", Form::skid},
    FormRow{"chw_pump_skid", Form::skid},
    FormRow{"header_skid", Form::skid},
    FormRow{"buffer_tank", Form::tank},
    FormRow{"fuel_tank", Form::tank},
    FormRow{"transformer", Form::transformer},
    FormRow{"main_transformer", Form::transformer},
};

Form form_of(const ModuleType& type) {
  const auto row = std::find_if(forms.begin(), forms.end(), [&](const FormRow& r) { return r.kind == type.kind; });
  if (row != forms.end()) return row->form;
  // Anything smaller than a lorry load in plan is a cabinet: one box.
  return type.length * type.width < 4'000'000 ? Form::cabinet : Form::enclosure;
}

class Shaper {
 public:
  explicit Shaper(const ModuleType& type)
      : l_(static_cast<double>(type.length)),
        w_(static_cast<double>(type.width)),
        h_(static_cast<double>(type.height)) {}

  PrototypeShape shape(Form form);
  PrototypeShape open_shell();
  PrototypeShape stated(const std::vector<Solid>& solids);

 private:
  // All arguments are fractions of the envelope.
  void body(double x0, double y0, double z0, double x1, double y1, double z1) {
    main_.push_back(box(x0, y0, z0, x1, y1, z1));
  }
  void accent(double x0, double y0, double z0, double x1, double y1, double z1) {
    accents_.push_back(box(x0, y0, z0, x1, y1, z1));
  }
  [[nodiscard]] TopoDS_Shape box(double x0, double y0, double z0, double x1, double y1, double z1) const {
    return BRepPrimAPI_MakeBox(gp_Pnt(x0 * l_, y0 * w_, z0 * h_), gp_Pnt(x1 * l_, y1 * w_, z1 * h_)).Solid();
  }
  [[nodiscard]] TopoDS_Shape upright(double x, double y, double z0, double z1, double radius) const {
    return BRepPrimAPI_MakeCylinder(gp_Ax2(gp_Pnt(x * l_, y * w_, z0 * h_), gp::DZ()), radius, (z1 - z0) * h_).Solid();
  }
  void cooler();
  void tank();
  PrototypeShape finish();

  double l_, w_, h_;
  std::vector<TopoDS_Shape> main_, accents_;
};

/// A coil box on legs with a row of fans on top, as many as are about square.
void Shaper::cooler() {
  accent(0, 0, 0, 1, 1, 0.06);
  body(0, 0, 0.06, 1, 1, 0.92);
  const bool along = l_ >= w_;
  const double run = along ? l_ : w_, across = along ? w_ : l_;
  const int fans = std::clamp(static_cast<int>(run / across + 0.5), 1, 4);
  const double radius = 0.4 * std::min(across, run / fans);
  for (int i = 0; i < fans; ++i) {
    const double at = (i + 0.5) / fans;
    accents_.push_back(along ? upright(at, 0.5, 0.92, 1, radius) : upright(0.5, at, 0.92, 1, radius));
  }
}

void Shaper::tank() {
  accent(0, 0, 0, 1, 1, 0.08);
  if (h_ >= std::max(l_, w_)) {
    main_.push_back(upright(0.5, 0.5, 0.08, 1, 0.5 * std::min(l_, w_)));
    return;
  }
  const bool along = l_ >= w_;
  const double radius = std::min(0.46 * h_, 0.5 * std::min(l_, w_));
  const gp_Pnt start(along ? 0 : 0.5 * l_, along ? 0.5 * w_ : 0, h_ - radius);
  main_.push_back(
      BRepPrimAPI_MakeCylinder(gp_Ax2(start, along ? gp::DX() : gp::DY()), radius, along ? l_ : w_).Solid());
}

PrototypeShape Shaper::shape(Form form) {
  switch (form) {
    case Form::cabinet:
      body(0, 0, 0, 1, 1, 1);
      break;
    case Form::enclosure:
      accent(0, 0, 0, 1, 1, 0.05);
      body(0.005, 0.01, 0.05, 0.995, 0.99, 1);
      break;
    case Form::cooler:
      cooler();
      break;
    case Form::genset:  // enclosure, and the exhaust at the back end
      accent(0, 0, 0, 1, 1, 0.08);
      body(0.005, 0.02, 0.08, 0.995, 0.98, 0.85);
      accents_.push_back(upright(0.85, 0.5, 0.85, 1, 0.12 * w_));
      break;
    case Form::skid:  // two pumps or valves on a base, the header pipe above them
      accent(0, 0, 0, 1, 1, 0.1);
      body(0.1, 0.1, 0.1, 0.42, 0.7, 0.65);
      body(0.58, 0.1, 0.1, 0.9, 0.7, 0.65);
      body(0.02, 0.72, 0.1, 0.98, 0.92, 1);
      break;
    case Form::tank:
      tank();
      break;
    case Form::transformer:  // tank between its radiators, bushings on the lid
      accent(0, 0, 0, 1, 1, 0.06);
      body(0.12, 0.2, 0.06, 0.88, 0.8, 0.8);
      accent(0.2, 0.02, 0.12, 0.8, 0.2, 0.7);
      accent(0.2, 0.8, 0.12, 0.8, 0.98, 0.7);
      for (const double x : {0.3, 0.5, 0.7}) accents_.push_back(upright(x, 0.5, 0.8, 1, 0.03 * l_));
      break;
  }
  return finish();
}

/// Floor and three walls as two solids: the plan is a U, so a prism of it is far smaller in the file than a cut box.
PrototypeShape Shaper::open_shell() {
  const double floor = std::min(150.0, 0.08 * h_), wall = std::min(60.0, 0.02 * std::min(l_, w_));
  accents_.push_back(BRepPrimAPI_MakeBox(gp_Pnt(0, 0, 0), l_, w_, floor).Solid());
  BRepBuilderAPI_MakePolygon u;
  for (const auto& [x, y] : std::initializer_list<std::pair<double, double>>{
           {0, 0}, {wall, 0}, {wall, w_ - wall}, {l_ - wall, w_ - wall}, {l_ - wall, 0}, {l_, 0}, {l_, w_}, {0, w_}})
    u.Add(gp_Pnt(x, y, floor));
  u.Close();
  main_.push_back(
      BRepPrimAPI_MakePrism(BRepBuilderAPI_MakeFace(u.Wire(), true).Face(), gp_Vec(0, 0, h_ - floor)).Shape());
  return finish();
}

/// The kind's own bodies, on a base plate that shows the footprint.
PrototypeShape Shaper::stated(const std::vector<Solid>& solids) {
  constexpr double base = 0.04;
  accent(0, 0, 0, 1, 1, base);
  for (const Solid& s : solids) {
    const double low = std::max(s.z0, base), high = std::max(s.z1, low + 0.01);
    const double wide = (s.x1 - s.x0) * l_, deep = (s.y1 - s.y0) * w_, tall = (high - low) * h_;
    if (s.shape == "cylinder") {
      main_.push_back(upright((s.x0 + s.x1) / 2, (s.y0 + s.y1) / 2, low, high, std::min(wide, deep) / 2));
    } else if (s.shape == "drum") {
      const double radius = std::min(deep, tall) / 2;
      const gp_Pnt start(s.x0 * l_, (s.y0 + s.y1) / 2 * w_, high * h_ - radius);
      main_.push_back(BRepPrimAPI_MakeCylinder(gp_Ax2(start, gp::DX()), radius, wide).Solid());
    } else {
      body(s.x0, s.y0, low, s.x1, s.y1, high);
    }
  }
  return finish();
}

PrototypeShape Shaper::finish() {
  if (main_.size() + accents_.size() == 1) return {main_.front(), {}};
  const BRep_Builder builder;
  TopoDS_Compound all;
  builder.MakeCompound(all);
  for (const auto* list : {&main_, &accents_})
    for (const TopoDS_Shape& s : *list) builder.Add(all, s);
  return {all, accents_};
}

}  // namespace

PrototypeShape prototype_shape(const ModuleType& type, const Kind* kind, bool open) {
  Shaper shaper(type);
  if (!open && kind != nullptr && !kind->solids.empty()) return shaper.stated(kind->solids);
  return open ? shaper.open_shell() : shaper.shape(form_of(type));
}

}  // namespace plinth::cad
