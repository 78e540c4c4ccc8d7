// SPDX-License-Identifier: Apache-2.0
#include <STEPCAFControl_Writer.hxx>
#include <Standard_Failure.hxx>
#include <StepData_Protocol.hxx>
#include <StepData_StepModel.hxx>
#include <StepData_StepWriter.hxx>
#include <TDF_LabelSequence.hxx>
#include <XCAFDoc_DocumentTool.hxx>
#include <XCAFDoc_ShapeTool.hxx>
#include <XSControl_WorkSession.hxx>
#include <sstream>

#include "exporters/cad/compact_step.h"
#include "exporters/cad/expected.h"
#include "exporters/cad/occt_session.h"
#include "exporters/cad/placed_tree.h"
#include "exporters/cad/read_back.h"
#include "exporters/cad/site_document.h"
#include "exporters/cad/step_header.h"
#include "exporters/exporter.h"

namespace plinth::exporters {
namespace {

using namespace plinth::cad;

/// What STEPCAFControl_Writer::Write does, into memory instead of a file.
std::string step_text(STEPCAFControl_Writer& writer) {
  const Handle(XSControl_WorkSession) session = writer.ChangeWriter().WS();
  const Handle(StepData_StepModel) model = writer.ChangeWriter().Model();
  StepData_StepWriter text(model);
  text.SendModel(Handle(StepData_Protocol)::DownCast(session->Protocol()));
  std::ostringstream out;
  out.imbue(std::locale::classic());
  if (!text.Print(out)) throw ExportError("OpenCASCADE could not write the STEP text");
  return out.str();
}

std::string site_step(const Design& design, const Stamp& stamp) {
  prepare_occt();
  const Expected expected = expected_of(design);
  const std::vector<Branch> tree = placed_tree(design);
  const Handle(TDocStd_Document) document = site_document(design, tree);
  STEPCAFControl_Writer writer;
  writer.SetLayerMode(false);
  writer.SetPropsMode(false);
  writer.SetDimTolMode(false);
  writer.SetMaterialMode(false);
  writer.SetSHUOMode(false);
  if (!writer.Transfer(document, STEPControl_AsIs)) throw ExportError("OpenCASCADE could not make STEP of the site");
  complete_model(writer.ChangeWriter().Model(), design, stamp);
  std::string step = compact_step(step_text(writer));
  read_back(step, expected);
  return step;
}

std::vector<Artifact> write(const Design& design, const Stamp& stamp) {
  try {
    return {{"cad/site.step", site_step(design, stamp)}};
  } catch (const Standard_Failure& failure) {
    const char* why = failure.GetMessageString();
    throw ExportError(std::string("STEP: OpenCASCADE failed: ") + (why != nullptr ? why : "no reason given"));
  }
}

}  // namespace

extern constinit const Exporter step{"step", "3D assembly, every module an instance with its tag (STEP AP214)", true,
                                     write};

}  // namespace plinth::exporters
