// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/model/design.h"

namespace plinth {

/// Builds a design from the small language of the rule pages, one statement a line, `#` begins a comment. Lengths on
/// the plan are metres; a value with a unit in an attribute is that quantity. Limits and rules are
/// those of `catalog`.
///
///   jurisdiction us | setback 3 | max_height 4 | parcel 0 0 60 40   (several parcels allowed; default 0 0 200 200)
///   type ID kind=KIND size=6.058x2.438x2.591 clear=front,back,left,right [contains=ID,…] [ports=name:medium:in[:x:y:z],…]
///        [attribute=value …]        type declarations come first; a kind without ports gets none
///   place TAG TYPE X Y [rot=90] [in=PARENT] [path=A] [demand=KW] [spare]    a node and its placement
///   node TAG TYPE [in=PARENT] [demand=KW] [path=A] [spare]      a node inside a parent, or one that is not placed
///   edge MEDIUM FROM.port TO.port [rating=1000kVA] [normal=] [worst=] [voltage=13.8kV] [item=ID] [runs=2]
///   keep_out NAME X0 Y0 X1 Y1 clearance=3 | building NAME X0 Y0 X1 Y1 | gate NAME X Y WIDTH | road USE NAME X0 Y0 X1
///   Y1 utility capacity=40MVA pf=0.95 | demand it=20MW facility=25MW utility=27MVA redundancy power=N+1 cooling=N+1
///   backup=N+1 | backup diesel selection SERVICE TYPE installed=4 normal=0.7 worst=0.9 [unit=1400kW] ledger ID VALUE
///   UNIT | derived ID VALUE UNIT FORMULA SYMBOL=ID … (not checked when added) limit ID VALUE | no_limit ID | waiver
///   RULE WHERE REASON | circuit EDGE ITEM [runs=2] [design=100A] [ampacity=120A] [drop=2%]
///   evidence KIND [VALUE] [where=TAG] [expires=DATE] [document=D] | pack NAME | date DAY | severity CODE info
///   rules evidence=required | site elevation=95m power.backup_autonomy=24h …
///   fault TAG [voltage=415V] [max=50kA] [min=5kA] [peak=105kA] [thermal=51kA] [icw=65kA] [ipk=143kA]
///   loop NAME [flow=] [head=] [available=] [volume=] [expansion=] [vessel=] [ride=] [velocity=] [worst=TAG]
///   route EDGE X Y X Y … [length=12.5]     metres; routes in the order of their edges
///   pipe EDGE ITEM [flow=] [velocity=]        results of the distribution stage
///   passage NAME USE X0 Y0 X1 Y1 [north]      a strip for routes, west-east unless `north`
///   section EDGE [CARRIER from= to= at= [level=]] [width=] [bend=] [room=]    of a route, metres
///   carrier NAME [occupied=] [capacity=] [barrier=]                           metres
///   phases 2 [asked=100kW] | reserve USE X0 Y0 X1 Y1 | zone USE X0 Y0 X1 Y1 | near A B 20m | far A B 20m
///        place, node and road take phase=1
/// Throws std::runtime_error with the line on anything else.
[[nodiscard]] Design design_of_page(const std::string& text, const Catalog& catalog);

}  // namespace plinth
