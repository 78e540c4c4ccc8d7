// SPDX-License-Identifier: Apache-2.0
#include "cli/map_process.h"

#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>

using namespace plinth;

TEST_CASE("map layers come over from the process that read them as they were") {
  const MapRing ring{{{8.123456789012345, 50}, {8.2, -50.5}, {1e-300, 0}}, {}, true}, open{{{0, 0}, {1, 1}}, {}, false};
  const MapLayers sent{{{"parcels", "EPSG:25832", {{{ring, ring}, "Lot 7", "layer 1"}}, {{open, "l", "p"}}, 3}, {}},
                       ""};
  const MapLayers got = read_apart([&] { return sent; });
  REQUIRE(got.layers.size() == 2);
  const MapLayer& layer = got.layers[0];
  CHECK(layer.name == "parcels");
  CHECK(layer.crs == "EPSG:25832");
  CHECK(layer.others == 3);
  REQUIRE(layer.polygons.size() == 1);
  CHECK(layer.polygons[0].name == "Lot 7");
  CHECK(layer.polygons[0].place == "layer 1");
  REQUIRE(layer.polygons[0].rings.size() == 2);
  CHECK(layer.polygons[0].rings[1].points == ring.points);
  CHECK(layer.polygons[0].rings[1].closed);
  REQUIRE(layer.lines.size() == 1);
  CHECK_FALSE(layer.lines[0].points.closed);
  CHECK(read_apart([] { return MapLayers{{}, "no such format"}; }).error == "no such format");
}

TEST_CASE("a library that dies on a file is an error about that file") {
  CHECK(read_apart([]() -> MapLayers {
          std::raise(SIGKILL);
          return {};
        }).error == "the map library failed on it");
  CHECK(read_apart([]() -> MapLayers { std::_Exit(3); }).error == "the map library failed on it");
}
