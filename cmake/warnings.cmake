# Warnings as an INTERFACE target that is never exported. Third-party headers come in as SYSTEM.
add_library(plinth_warnings INTERFACE)
target_compile_options(plinth_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Werror
  -ffp-contract=off) # fused multiply-add would change results between machines
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these inside libstdc++ at -O2 and -fsanitize, on code that is sound.
  target_compile_options(plinth_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow
    $<$<NOT:$<CONFIG:Debug>>:-Wno-array-bounds> $<$<NOT:$<CONFIG:Debug>>:-Wno-stringop-overread>)
endif()
# Exact polygon orientation needs 128 bits; __int128 is an extension of both compilers.
target_compile_options(plinth_warnings INTERFACE -Wno-pedantic)
# Boost 1.74 announces its own renamed headers in every build log.
target_compile_definitions(plinth_warnings INTERFACE BOOST_ALLOW_DEPRECATED_HEADERS)
