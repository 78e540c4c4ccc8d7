// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <compare>
#include <type_traits>

namespace plinth {

/// Plain numbers that scale a quantity.
template <class N>
concept Number = std::is_arithmetic_v<N>;

/// A physical quantity, held in SI base units. The exponents are part of the type, so power / area is not a power and
/// volts do not add to amperes. Multiply by a unit to make one, divide by a unit to read it:
///     Power load = 250.0 * kW;      double mw = load / MW;
/// `va` is the exponent of the pseudo-unit that tells apparent power (VA) from real power (W): a power factor has
/// va = -1, so `ApparentPower * PowerFactor` is a `Power`. `usd` counts money.
template <int kg, int m, int s, int A = 0, int K = 0, int va = 0, int usd = 0>
struct Quantity {
  double si = 0.0;
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.si + b.si}; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.si - b.si}; }
  friend constexpr Quantity operator-(Quantity a) { return {-a.si}; }
  template <Number N>
  friend constexpr Quantity operator*(N k, Quantity q) {
    return {static_cast<double>(k) * q.si};
  }
  template <Number N>
  friend constexpr Quantity operator*(Quantity q, N k) {
    return {q.si * static_cast<double>(k)};
  }
  template <Number N>
  friend constexpr Quantity operator/(Quantity q, N k) {
    return {q.si / static_cast<double>(k)};
  }
  constexpr Quantity& operator+=(Quantity b) {
    si += b.si;
    return *this;
  }
  constexpr Quantity& operator-=(Quantity b) {
    si -= b.si;
    return *this;
  }
  friend constexpr auto operator<=>(Quantity, Quantity) = default;
  /// Only a dimensionless ratio turns back into a number.
  constexpr operator double() const requires(kg == 0 && m == 0 && s == 0 && A == 0 && K == 0 && va == 0 && usd == 0) {
    return si;
  }
};

template <int... a, int... b>
constexpr auto operator*(Quantity<a...> x, Quantity<b...> y) {
  return Quantity<(a + b)...>{x.si * y.si};
}
template <int... a, int... b>
constexpr auto operator/(Quantity<a...> x, Quantity<b...> y) {
  return Quantity<(a - b)...>{x.si / y.si};
}
template <Number N, int... a>
constexpr auto operator/(N k, Quantity<a...> q) {
  return Quantity<(-a)...>{static_cast<double>(k) / q.si};
}

using Ratio = Quantity<0, 0, 0>;
using Length = Quantity<0, 1, 0>;
using Area = Quantity<0, 2, 0>;
using Volume = Quantity<0, 3, 0>;
using Mass = Quantity<1, 0, 0>;
using Time = Quantity<0, 0, 1>;
using Force = Quantity<1, 1, -2>;
using Power = Quantity<1, 2, -3>;                       ///< real (active) power, electrical or thermal, W
using Energy = Quantity<1, 2, -2>;                      ///< J
using Pressure = Quantity<1, -1, -2>;                   ///< Pa
using Flow = Quantity<0, 3, -1>;                        ///< volume flow, m3/s
using MassFlow = Quantity<1, 0, -1>;                    ///< kg/s
using Density = Quantity<1, -3, 0>;                     ///< kg/m3
using Voltage = Quantity<1, 2, -3, -1>;                 ///< V
using Current = Quantity<0, 0, 0, 1>;                   ///< A
using Resistance = Quantity<1, 2, -3, -2>;              ///< ohm
using TemperatureDifference = Quantity<0, 0, 0, 0, 1>;  ///< K; never an absolute temperature
using SpecificHeat = Quantity<0, 2, -2, 0, -1>;         ///< J/(kg K)
using Conductance = Quantity<1, 2, -3, 0, -1>;          ///< UA or heat-capacity rate, W/K
using ApparentPower = Quantity<1, 2, -3, 0, 0, 1>;      ///< VA
using PowerFactor = Quantity<0, 0, 0, 0, 0, -1>;        ///< W per VA
using RampRate = Quantity<1, 2, -4>;                    ///< W/s
using Money = Quantity<0, 0, 0, 0, 0, 0, 1>;            ///< USD
using Frequency = Quantity<0, 0, -1>;                   ///< Hz
using Speed = Quantity<0, 1, -1>;                       ///< m/s
using Viscosity = Quantity<1, -1, -1>;                  ///< dynamic, Pa s
using Conductivity = Quantity<1, 1, -3, 0, -1>;         ///< thermal, W/(m K)
using Capacitance = Quantity<-1, -2, 4, 2>;             ///< F

/// An absolute temperature. Two of them subtract to a TemperatureDifference and do not add.
struct Temperature {
  double kelvin = 273.15;
  friend constexpr TemperatureDifference operator-(Temperature a, Temperature b) { return {a.kelvin - b.kelvin}; }
  friend constexpr Temperature operator+(Temperature a, TemperatureDifference d) { return {a.kelvin + d.si}; }
  friend constexpr Temperature operator-(Temperature a, TemperatureDifference d) { return {a.kelvin - d.si}; }
  friend constexpr auto operator<=>(Temperature, Temperature) = default;
  [[nodiscard]] constexpr double degC() const { return kelvin - 273.15; }
};
[[nodiscard]] constexpr Temperature from_degC(double celsius) { return {celsius + 273.15}; }

inline constexpr Length metre{1.0}, mm{1e-3};
inline constexpr Area m2{1.0};
inline constexpr Volume m3{1.0}, litre{1e-3};
inline constexpr Mass kilogram{1.0}, tonne{1e3};
inline constexpr Time second{1.0}, minute{60.0}, hour{3600.0}, week{604800.0};
inline constexpr Power W{1.0}, kW{1e3}, MW{1e6};
inline constexpr Energy joule{1.0}, kWh{3.6e6}, MWh{3.6e9};
inline constexpr Pressure pascal{1.0}, kPa{1e3}, bar{1e5};
inline constexpr Flow m3_per_s{1.0}, lpm{1.0 / 60000.0}, litre_per_s{1e-3};
inline constexpr MassFlow kg_per_s{1.0};
inline constexpr Voltage volt{1.0}, kV{1e3};
inline constexpr Current ampere{1.0}, kA{1e3};
inline constexpr Resistance ohm{1.0};
inline constexpr Frequency hertz{1.0};
inline constexpr Viscosity pascal_second{1.0};
inline constexpr TemperatureDifference kelvin{1.0};
inline constexpr ApparentPower VA{1.0}, kVA{1e3}, MVA{1e6};
inline constexpr RampRate MW_per_min{1e6 / 60.0};
inline constexpr Money usd{1.0};

/// Smallest whole number of units that covers `need / unit`. A shortfall below 1e-9 is rounding noise, not a unit.
[[nodiscard]] inline double whole_units(double ratio) { return std::ceil(ratio - 1e-9); }

}  // namespace plinth
