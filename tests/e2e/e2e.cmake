# The program as its users meet it. POSIX shell, one script a topic; every script works in a scratch folder of its own.
function(plinth_e2e name script)
  add_test(NAME e2e_${name} COMMAND sh "${PROJECT_SOURCE_DIR}/tests/e2e/${script}" $<TARGET_FILE:plinth>
    "${PROJECT_SOURCE_DIR}" ${ARGN})
  set_tests_properties(e2e_${name} PROPERTIES TIMEOUT 300)
endfunction()

file(GLOB examples RELATIVE "${PROJECT_SOURCE_DIR}/examples" CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/examples/*/site.toml")
foreach(site IN LISTS examples)
  get_filename_component(example "${site}" DIRECTORY)
  plinth_e2e(${example} example_test.sh ${example})
endforeach()
plinth_e2e(command_line command_line_test.sh)
plinth_e2e(adding adding_test.sh "${CMAKE_CXX_COMPILER}")
plinth_e2e(advice advice_test.sh)
plinth_e2e(catalog catalog_test.sh)
plinth_e2e(starters starters_test.sh)
plinth_e2e(bad_input bad_input_test.sh)
plinth_e2e(parcels parcels_test.sh)
plinth_e2e(mutants mutants_test.sh $<TARGET_FILE:mutants>)
plinth_e2e(install install_test.sh "${PROJECT_BINARY_DIR}")
plinth_e2e(catalog_lint catalog_lint_test.sh)
# The catalog of the source tree itself: a warning stops `make check`.
add_test(NAME catalog_lint COMMAND plinth catalog lint "${PROJECT_SOURCE_DIR}/catalog" --fail-on warning)
