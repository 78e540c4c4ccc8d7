// SPDX-License-Identifier: Apache-2.0
#include "core/physics/cable.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace plinth {
namespace {

struct Row {
  double section, cu_f, cu_e, cu_d1, al_f, al_d1;  // 0: the tables leave it out
  double cu_ohm, al_ohm;                           // per km, direct current, 20 degC
};

constexpr Row kRows[] = {
    {70, 268, 246, 167, 206, 130, 0.268, 0.443},   {95, 328, 298, 197, 253, 154, 0.193, 0.320},
    {120, 383, 346, 223, 296, 174, 0.153, 0.253},  {150, 444, 399, 251, 343, 197, 0.124, 0.206},
    {185, 510, 456, 281, 395, 220, 0.0991, 0.164}, {240, 607, 538, 324, 471, 253, 0.0754, 0.125},
    {300, 703, 621, 365, 547, 286, 0.0601, 0.100}, {400, 823, 0, 0, 663, 0, 0.0470, 0.0778},
    {500, 946, 0, 0, 770, 0, 0.0366, 0.0605},      {630, 1088, 0, 0, 899, 0, 0.0283, 0.0469},
};

const Row* row_of(double section) {
  for (const Row& row : kRows)
    if (std::abs(row.section - section) < 1e-6 * section) return &row;
  return nullptr;
}

struct Point {
  double x, y;
};

/// Straight lines; the first value below the table, nothing above it.
std::optional<double> between(std::span<const Point> table, double x) {
  if (x <= table.front().x) return table.front().y;
  for (std::size_t i = 1; i < table.size(); ++i)
    if (x <= table[i].x * (1 + 1e-12))
      return table[i - 1].y + (table[i].y - table[i - 1].y) * (x - table[i - 1].x) / (table[i].x - table[i - 1].x);
  return std::nullopt;
}

constexpr Point kAir[] = {{25, 1.04}, {30, 1.00}, {35, 0.96}, {40, 0.91},
                          {45, 0.87}, {50, 0.82}, {55, 0.76}, {60, 0.71}};
constexpr Point kGround[] = {{10, 1.07}, {15, 1.04}, {20, 1.00}, {25, 0.96}, {30, 0.93}, {35, 0.89}, {40, 0.85}};
constexpr Point kSoil[] = {{1.0, 1.18}, {1.5, 1.10}, {2.0, 1.05}, {2.5, 1.00}, {3.0, 0.96}};
constexpr Point kBunched[] = {{1, 1.00}, {2, 0.80},  {3, 0.70},  {4, 0.65}, {6, 0.57},
                              {9, 0.50}, {12, 0.45}, {16, 0.41}, {20, 0.38}};
constexpr Point kTray[] = {{1, 1.00}, {2, 0.88}, {3, 0.82}, {4, 0.77}, {6, 0.73}, {9, 0.72}};

}  // namespace

std::optional<Current> table_ampacity(Conductor conductor, Installation installation, double section) {
  const Row* row = row_of(section);
  if (row == nullptr) return std::nullopt;
  const bool copper = conductor == Conductor::copper;
  double amperes = 0;
  if (installation == Installation::trefoil_in_air) amperes = copper ? row->cu_f : row->al_f;
  if (installation == Installation::multicore_in_air) amperes = copper ? row->cu_e : 0;
  if (installation == Installation::duct_in_ground) amperes = copper ? row->cu_d1 : row->al_d1;
  if (amperes <= 0) return std::nullopt;
  return Current{amperes};
}

std::optional<double> conductor_resistance(Conductor conductor, double section) {
  const Row* row = row_of(section);
  if (row == nullptr) return std::nullopt;
  return conductor == Conductor::copper ? row->cu_ohm : row->al_ohm;
}

std::optional<double> air_factor(Temperature air) { return between(kAir, air.degC()); }
std::optional<double> ground_factor(Temperature ground) { return between(kGround, ground.degC()); }
std::optional<double> soil_factor(double resistivity) { return between(kSoil, resistivity); }
std::optional<double> bunched_factor(int circuits) { return between(kBunched, circuits); }
double tray_factor(int circuits) { return *between(kTray, std::min(circuits, 9)); }

HarmonicReduction third_harmonic(double share) {
  if (share <= 0.15) return {1.0, false};
  if (share <= 0.33) return {0.86, false};
  if (share <= 0.45) return {0.86, true};
  return {1.0, true};
}

double busway_factor(Temperature ambient, Temperature rated, Temperature limit) {
  if (ambient >= limit) return 0.0;
  return std::min(1.0, std::sqrt((limit - ambient) / (limit - rated)));
}

Voltage drop_three_phase(Current i, Length length, double r, double x, PowerFactor power_factor, int runs) {
  const double cosine = power_factor.si, sine = std::sqrt(std::max(0.0, 1.0 - cosine * cosine));
  return Voltage{std::numbers::sqrt3 * i.si * length.si * (r * cosine + x * sine) / runs};
}

Voltage drop_direct(Current i, Length length, double r, int runs) { return Voltage{2.0 * i.si * length.si * r / runs}; }
Power loss_three_phase(Current i, Length length, double r, int runs) {
  return Power{3.0 * i.si * i.si * r * length.si / runs};
}
Power loss_direct(Current i, Length length, double r, int runs) {
  return Power{2.0 * i.si * i.si * r * length.si / runs};
}
Current direct_current(Power power, Voltage voltage) { return power / voltage; }

double adiabatic_factor(Conductor conductor, bool pvc) {
  if (conductor == Conductor::copper) return pvc ? 115.0 : 143.0;
  return pvc ? 76.0 : 94.0;
}

double adiabatic_section(Current i, Time t, double k) { return i.si * std::sqrt(t.si) / k; }

}  // namespace plinth
