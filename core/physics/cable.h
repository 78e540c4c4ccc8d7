// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>

#include "core/base/quantity.h"

namespace plinth {

enum class Conductor { copper, aluminium };

/// Installation methods of IEC 60364-5-52 whose ampacities are held here.
enum class Installation {
  trefoil_in_air,    ///< F: single-core cables in trefoil
  multicore_in_air,  ///< E: multicore cable
  duct_in_ground,    ///< D1
};

/// Current of one circuit of XLPE cable (90 degC), three loaded conductors, air 30 degC or ground 20 degC at 2.5 K m/W
/// (IEC 60364-5-52:2009 tables B.52.5, B.52.10 to B.52.13). Nominal sections 70 to 630 mm2 as tabulated; nothing for
/// another section or a combination the tables leave out. `section` in mm2.
[[nodiscard]] std::optional<Current> table_ampacity(Conductor conductor, Installation installation, double section);
/// Direct-current resistance of a stranded conductor at 20 degC, ohm/km (IEC 60228 table 3, class 2, the largest
/// allowed), same sections.
[[nodiscard]] std::optional<double> conductor_resistance(Conductor conductor, double section);

/// Factors on the ampacity (IEC 60364-5-52:2009 tables B.52.14, B.52.15, B.52.16, B.52.17). Straight lines between the
/// tabulated points; below the first point its value is held (never more current), above the last there is none.
[[nodiscard]] std::optional<double> air_factor(Temperature air);        ///< 25 to 60 degC, 1 at 30
[[nodiscard]] std::optional<double> ground_factor(Temperature ground);  ///< 10 to 40 degC, 1 at 20
[[nodiscard]] std::optional<double> soil_factor(double resistivity);    ///< ducts; 1 to 3 K m/W, 1 at 2.5
/// Circuits touching: bunched, or in one layer on a perforated tray. 1 to 9 circuits as tabulated, straight lines
/// between; from 9 on the value of 9 is held for the tray (the table says so), bunches go to 20.
[[nodiscard]] std::optional<double> bunched_factor(int circuits);
[[nodiscard]] double tray_factor(int circuits);
/// Third harmonic in the line current: reduction, and whether the neutral decides the section (annex E).
struct HarmonicReduction {
  double factor = 1;
  bool size_on_neutral = false;
};
[[nodiscard]] HarmonicReduction third_harmonic(double share);

/// Busway at another ambient: sqrt((limit - ambient)/(limit - rated)); 0 at the limit; never above 1, since makers do
/// not offer more than the nameplate below the rated ambient.
[[nodiscard]] double busway_factor(Temperature ambient, Temperature rated, Temperature limit);

/// Voltage drop, line to line, of `runs` parallel circuits: sqrt(3) I L (R cos + X sin)/runs (IEC 60364-5-52 annex G).
/// `r`, `x` in ohm/m per phase.
[[nodiscard]] Voltage drop_three_phase(Current i, Length length, double r, double x, PowerFactor power_factor,
                                       int runs);
/// Direct current, out and back: 2 I L R/runs.
[[nodiscard]] Voltage drop_direct(Current i, Length length, double r, int runs);
/// Heat of the conductors: 3 I^2 R L/runs, 2 I^2 R L/runs for direct current.
[[nodiscard]] Power loss_three_phase(Current i, Length length, double r, int runs);
[[nodiscard]] Power loss_direct(Current i, Length length, double r, int runs);
/// U I out of a power at direct voltage.
[[nodiscard]] Current direct_current(Power power, Voltage voltage);

/// k of the adiabatic equation, A s^0.5/mm2: XLPE 143 copper, 94 aluminium (90 to 250 degC); PVC 115, 76 (IEC
/// 60364-5-54 table A.54.4, IEC 60364-4-43).
[[nodiscard]] double adiabatic_factor(Conductor conductor, bool pvc = false);
/// Least section that stands I for t: I sqrt(t)/k, mm2. Valid up to 5 s.
[[nodiscard]] double adiabatic_section(Current i, Time t, double k);

}  // namespace plinth
