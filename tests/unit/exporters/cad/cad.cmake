# The CAD module is loaded here as the CLI loads it; what it writes is read back by OpenCASCADE in a second program.
if(TARGET plinth_cad AND TARGET occt_census)
  add_executable(unit_exporters_cad_test ${CMAKE_CURRENT_LIST_DIR}/step_test.cpp ${CMAKE_CURRENT_LIST_DIR}/../plant.cpp
    "${PROJECT_SOURCE_DIR}/tests/support/main.cc")
  target_link_libraries(unit_exporters_cad_test PRIVATE plinth_test_support plinth_warnings ${CMAKE_DL_LIBS})
  target_compile_definitions(unit_exporters_cad_test PRIVATE
    PLINTH_CAD_MODULE="$<TARGET_FILE:plinth_cad>" PLINTH_OCCT_CENSUS="$<TARGET_FILE:occt_census>")
  add_dependencies(unit_exporters_cad_test plinth_cad occt_census)
  add_test(NAME unit_exporters_cad COMMAND unit_exporters_cad_test)
endif()
