// SPDX-License-Identifier: Apache-2.0
// Test tool: reads a STEP file with OpenCASCADE's own reader and prints what a CAD program sees: one line per instance
// (depth, name, product, solids, sRGB colours), then the box of everything in millimetres, to compare in tests.
#include <fmt/core.h>

#include <BRepBndLib.hxx>
#include <BRepCheck_Analyzer.hxx>
#include <Bnd_Box.hxx>
#include <Message.hxx>
#include <Message_Messenger.hxx>
#include <Quantity_Color.hxx>
#include <STEPCAFControl_Reader.hxx>
#include <TDF_LabelSequence.hxx>
#include <TDataStd_Name.hxx>
#include <TDocStd_Document.hxx>
#include <TopExp_Explorer.hxx>
#include <XCAFDoc_ColorTool.hxx>
#include <XCAFDoc_DocumentTool.hxx>
#include <XCAFDoc_ShapeTool.hxx>
#include <array>
#include <set>
#include <string>

namespace {

std::string name_of(const TDF_Label& label) {
  Handle(TDataStd_Name) name;
  if (!label.FindAttribute(TDataStd_Name::GetID(), name)) return "-";
  const TCollection_AsciiString utf8(name->Get());
  return {utf8.ToCString(), static_cast<std::size_t>(utf8.Length())};
}

class Census {
 public:
  explicit Census(const Handle(TDocStd_Document) & document)
      : shapes_(XCAFDoc_DocumentTool::ShapeTool(document->Main())),
        colours_(XCAFDoc_DocumentTool::ColorTool(document->Main())) {}

  void print() {
    TDF_LabelSequence roots;
    shapes_->GetFreeShapes(roots);
    fmt::print("roots {}\n", roots.Length());
    for (const TDF_Label& root : roots) {
      fmt::print("root {}\n", name_of(root));
      walk(root, 1);
      BRepBndLib::AddOptimal(XCAFDoc_ShapeTool::GetShape(root), box_, false, false);
    }
    std::array<double, 6> b{};
    if (!box_.IsVoid()) box_.Get(b[0], b[1], b[2], b[3], b[4], b[5]);
    fmt::print("box {:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}\n", b[0], b[1], b[2], b[3], b[4], b[5]);
  }

 private:
  void walk(const TDF_Label& assembly, int depth) {
    TDF_LabelSequence components;
    XCAFDoc_ShapeTool::GetComponents(assembly, components);
    for (const TDF_Label& component : components) {
      TDF_Label product;
      XCAFDoc_ShapeTool::GetReferredShape(component, product);
      const bool inner = XCAFDoc_ShapeTool::IsAssembly(product);
      fmt::print("{} instance {} | {}{}\n", depth, name_of(component), name_of(product), inner ? "" : looks(product));
      if (inner) walk(product, depth + 1);
    }
  }

  std::string looks(const TDF_Label& product) {
    const TopoDS_Shape shape = XCAFDoc_ShapeTool::GetShape(product);
    int solids = 0;
    std::string colours;
    for (TopExp_Explorer e(shape, TopAbs_SOLID); e.More(); e.Next(), ++solids) {
      Quantity_Color colour;
      if (colours_->GetColor(e.Current(), XCAFDoc_ColorSurf, colour) ||
          colours_->GetColor(shape, XCAFDoc_ColorSurf, colour))
        colours += fmt::format(" {}", Quantity_Color::ColorToHex(colour).ToCString());
    }
    return fmt::format(" | solids {} valid {} |{}", solids, BRepCheck_Analyzer(shape).IsValid(), colours);
  }

  Handle(XCAFDoc_ShapeTool) shapes_;
  Handle(XCAFDoc_ColorTool) colours_;
  Bnd_Box box_;
};

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  Message::DefaultMessenger()->ChangePrinters().Clear();
  STEPCAFControl_Reader reader;
  Handle(TDocStd_Document) document = new TDocStd_Document("XCAF");
  if (reader.ReadFile(words[1]) != IFSelect_RetDone || !reader.Transfer(document)) {
    fmt::print(stderr, "{}: OpenCASCADE cannot read it\n", words[1]);
    return 1;
  }
  Census(document).print();
  return 0;
}
