// SPDX-License-Identifier: Apache-2.0
// The same for test executables, with the test framework.
#pragma once
#include "cmake/pch/library.h"

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <doctest/doctest.h>
