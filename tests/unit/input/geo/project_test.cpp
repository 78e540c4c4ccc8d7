// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <geodesic.h>

#include <cmath>
#include <cstdint>
#include <string>

#include "cli/geo/geo_module.h"

using namespace plinth;

namespace {

using Points = std::vector<std::pair<double, double>>;

double planar_area(const Points& p) {
  double twice = 0.0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const auto& [x0, y0] = p[i];
    const auto& [x1, y1] = p[(i + 1) % p.size()];
    twice += x0 * y1 - x1 * y0;
  }
  return twice / 2;
}

// Exact on the ellipsoid, by Karney's series: independent of every projection.
double geodesic_area(const Points& degrees) {
  geod_geodesic ellipsoid;
  geod_init(&ellipsoid, 6378137.0, 1 / 298.257222101);
  std::vector<double> latitudes, longitudes;
  for (const auto& [longitude, latitude] : degrees) {
    longitudes.push_back(longitude);
    latitudes.push_back(latitude);
  }
  double area = 0.0, perimeter = 0.0;
  geod_polygonarea(&ellipsoid, latitudes.data(), longitudes.data(), static_cast<int>(degrees.size()), &area,
                   &perimeter);
  return area;
}

double geodesic_distance(std::pair<double, double> a, std::pair<double, double> b) {
  geod_geodesic ellipsoid;
  geod_init(&ellipsoid, 6378137.0, 1 / 298.257222101);
  double metres = 0.0;
  geod_inverse(&ellipsoid, a.second, a.first, b.second, b.first, &metres, nullptr, nullptr);
  return metres;
}

Projected project(const std::string& crs, const Points& points) { return plinth_geo_module()->project(crs, points); }

}  // namespace

TEST_CASE("areas and lengths of projected longitudes and latitudes are those on the ellipsoid") {
  // A quadrilateral of about 1.7 km by 1.1 km at different latitudes, the date line and the southern half.
  for (const auto& [longitude, latitude] :
       Points{{-77.48, 39.04}, {4.3, 52.1}, {179.995, -16.5}, {24.9, 65.0}, {103.8, 1.3}}) {
    CAPTURE(longitude);
    const Points degrees{{longitude, latitude},
                         {longitude + 0.02, latitude + 0.001},
                         {longitude + 0.019, latitude + 0.011},
                         {longitude - 0.001, latitude + 0.009}};
    const Projected local = project("OGC:CRS84", degrees);
    REQUIRE(local.error == "");
    REQUIRE(local.metres.size() == 4);
    CHECK(planar_area(local.metres) == doctest::Approx(geodesic_area(degrees)).epsilon(1e-6));
    for (std::size_t i = 0; i < 4; ++i) {
      const auto& [x0, y0] = local.metres[i];
      const auto& [x1, y1] = local.metres[(i + 1) % 4];
      CHECK(std::hypot(x1 - x0, y1 - y0) ==
            doctest::Approx(geodesic_distance(degrees[i], degrees[(i + 1) % 4])).epsilon(1e-6));
    }
  }
}

TEST_CASE("random parcels anywhere between 75 degrees north and south: the area is that on the ellipsoid") {
  std::uint64_t state = 7;
  const auto unit = [&] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state >> 11U) / 9007199254740992.0;
  };
  for (int i = 0; i < 300; ++i) {
    CAPTURE(i);
    const double longitude = 360 * unit() - 180, latitude = 150 * unit() - 75;
    const double radius = std::pow(10.0, 1.5 + 3 * unit());  // 30 m to 30 km
    const double north = radius / 111'000.0, east = north / std::cos(latitude * 0.017453292519943295);
    Points degrees;
    const int corners = 3 + static_cast<int>(9 * unit());
    for (int c = 0; c < corners; ++c) {
      const double angle = 6.283185307179586 * c / corners, r = 0.4 + 0.6 * unit();
      degrees.emplace_back(longitude + r * east * std::cos(angle), latitude + r * north * std::sin(angle));
    }
    const Projected local = project("OGC:CRS84", degrees);
    REQUIRE(local.error == "");
    CHECK(planar_area(local.metres) == doctest::Approx(geodesic_area(degrees)).epsilon(1e-4));
  }
}

TEST_CASE("a system of its own becomes degrees, longitude first") {
  // Easting 500 000 is the central meridian of UTM zone 32, 9 degrees east.
  const Projected out = plinth_geo_module()->degrees("EPSG:25832", {{500000, 5534000}});
  REQUIRE(out.error == "");
  CHECK(out.metres[0].first == doctest::Approx(9.0).epsilon(1e-9));
  CHECK(out.metres[0].second == doctest::Approx(49.957).epsilon(1e-4));
  CHECK(plinth_geo_module()->degrees("nonsense", {{1, 2}}).error != "");
  CHECK(plinth_geo_module()->degrees("OGC:CRS84", {{1, 2}}).metres == Points{{1, 2}});
}

TEST_CASE("the centre is near the origin, x is east and y is north, and the words say where") {
  const Projected local = project("OGC:CRS84", {{-77.481, 39.039}, {-77.479, 39.039}, {-77.479, 39.041}});
  REQUIRE(local.error == "");
  CHECK(local.projection == "tmerc at 39.0400 N 77.4800 W");
  CHECK(local.metres[0].first == doctest::Approx(-86.6).epsilon(0.01));
  CHECK(local.metres[1].first == doctest::Approx(86.6).epsilon(0.01));
  CHECK(local.metres[2].second == doctest::Approx(111.0).epsilon(0.01));
  CHECK(project("OGC:CRS84", {{18.42, -33.92}}).projection == "tmerc at 33.9200 S 18.4200 E");
}

TEST_CASE("ETRS89 / UTM 32N: a square of grid metres keeps its size but for the scale of that grid") {
  // At easting 500 000 UTM has scale 0.9996: 1000 grid metres are 1000.400 m on the ground.
  const Projected local =
      project("EPSG:25832", {{499500, 5534000}, {500500, 5534000}, {500500, 5535000}, {499500, 5535000}});
  REQUIRE(local.error == "");
  CHECK(planar_area(local.metres) == doctest::Approx(1000.4 * 1000.4).epsilon(1e-5));
  CHECK(local.projection.find("9.0000 E") != std::string::npos);  // the central meridian of zone 32
}

TEST_CASE("coordinate systems in feet and with latitude first come out in metres east and north") {
  // NAD83 / New York Long Island (ftUS): 1000 ftUS = 304.8006 m, scale error below 1e-4 there.
  const Projected feet = project("EPSG:2263", {{990000, 200000}, {991000, 200000}, {991000, 201000}});
  REQUIRE(feet.error == "");
  CHECK(feet.metres[1].first - feet.metres[0].first == doctest::Approx(304.80).epsilon(2e-4));
  CHECK(feet.metres[2].second - feet.metres[1].second == doctest::Approx(304.80).epsilon(2e-4));
  const Projected nad83 = project("EPSG:4269", {{-77.48, 39.04}, {-77.47, 39.04}});
  REQUIRE(nad83.error == "");
  CHECK(nad83.metres[1].first - nad83.metres[0].first == doctest::Approx(865.7).epsilon(1e-3));
}

TEST_CASE("what cannot be projected says why") {
  CHECK(project("EPSG:99999999", {{1, 2}}).error.find("EPSG:99999999") != std::string::npos);
  CHECK(project("nonsense", {{1, 2}}).error != "");
  CHECK(project("EPSG:25832", {{1e300, 1e300}}).error != "");
  CHECK(project("EPSG:25832", {{std::nan(""), 1}}).error != "");
  CHECK(project("OGC:CRS84", {}).metres.empty());
}
