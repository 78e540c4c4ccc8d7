# Fuzz targets. With PLINTH_FUZZ (clang, preset `fuzz`) they are libFuzzer programs; otherwise each is linked with a
# main that runs it over its corpus, so that every build replays what was found before.
#   cmake --preset fuzz && cmake --build --preset fuzz --target site_fuzz
#   build/fuzz/tests/site_fuzz -max_total_time=60 /tmp/corpus tests/fuzz/corpus/site
if(PLINTH_FUZZ AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 16)
  # See source_location.h; public on the lowest layer, so that everything above it has it too.
  target_compile_options(plinth_base PUBLIC "SHELL:-include ${CMAKE_CURRENT_LIST_DIR}/source_location.h")
endif()
foreach(target site quantity geojson weather)
  set(corpus "${CMAKE_CURRENT_LIST_DIR}/corpus/${target}")
  if(PLINTH_FUZZ)
    add_executable(${target}_fuzz "${CMAKE_CURRENT_LIST_DIR}/${target}_fuzz.cpp")
    target_link_options(${target}_fuzz PRIVATE -fsanitize=fuzzer)
    add_test(NAME fuzz_${target} COMMAND ${target}_fuzz -runs=0 "${corpus}")
  else()
    add_executable(${target}_fuzz "${CMAKE_CURRENT_LIST_DIR}/${target}_fuzz.cpp"
      "${CMAKE_CURRENT_LIST_DIR}/replay_main.cc")
    add_test(NAME fuzz_${target} COMMAND ${target}_fuzz "${corpus}")
  endif()
  target_link_libraries(${target}_fuzz PRIVATE plinth_input plinth_warnings)
endforeach()
