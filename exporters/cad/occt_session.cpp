// SPDX-License-Identifier: Apache-2.0
#include "exporters/cad/occt_session.h"

#include <Interface_Static.hxx>
#include <Message.hxx>
#include <Message_Messenger.hxx>
#include <STEPCAFControl_Controller.hxx>

namespace plinth::cad {

void prepare_occt() {
  Message::DefaultMessenger()->ChangePrinters().Clear();
  STEPCAFControl_Controller::Init();
  Interface_Static::SetCVal("write.step.schema", "AP214IS");
  Interface_Static::SetCVal("write.step.unit", "MM");
  Interface_Static::SetCVal("xstep.cascade.unit", "MM");
  Interface_Static::SetIVal("write.surfacecurve.mode", 0);  // no curves in parameter space: every reader rebuilds them
  Interface_Static::SetIVal("write.precision.mode", 2);
  Interface_Static::SetRVal("write.precision.val", 1e-4);
  Interface_Static::SetIVal("write.step.assembly", 1);
  Interface_Static::SetCVal("write.step.product.name", "product");
}

}  // namespace plinth::cad
