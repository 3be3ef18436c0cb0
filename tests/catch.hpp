#pragma once

// Debian 12 has Catch2 2.13; newer systems have version 3 with another header.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using namespace Catch;  // version 3 moved the matchers into this namespace
#else
#include <catch2/catch.hpp>
#endif
