landfall_test(backend/manifest LABEL unit TIMEOUT 60 USES backend/manifest SANITIZE address)
find_package(CURL REQUIRED)
landfall_test(backend LABEL unit TIMEOUT 240 USES backend LINKS CURL::libcurl)
if(TARGET backend_test)
  target_sources(backend_test PRIVATE backend/border.cpp backend/raw_tls.cpp backend/store_contract.cpp)
  add_dependencies(backend_test landfall-backend)
  add_test(NAME drill.backend_kill WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    COMMAND backend_test --run_test=killed_at_any_instant* --log_level=message)
  set_tests_properties(drill.backend_kill PROPERTIES LABELS drill TIMEOUT 1200
    ENVIRONMENT "LANDFALL_BIN=${PROJECT_BINARY_DIR}/bin;LANDFALL_KILLS=200")
  add_test(NAME drill.backend_full_disk WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    COMMAND backend_test --run_test=a_small_disk_that_fills_up*)
  set_tests_properties(drill.backend_full_disk PROPERTIES LABELS drill TIMEOUT 120
    ENVIRONMENT "LANDFALL_BIN=${PROJECT_BINARY_DIR}/bin")
endif()

if(NOT LANDFALL_SANITIZE)
  add_executable(backend_exchanges backend/exchanges.cpp backend/border.cpp)
  target_link_libraries(backend_exchanges PRIVATE backend CURL::libcurl)
  set_target_properties(backend_exchanges PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  add_dependencies(backend_exchanges landfall-backend)
  landfall_register(unit.backend_openapi unit 120 /usr/bin/python3 tests/backend/openapi_agreement.py
    $<TARGET_FILE:backend_exchanges>)
  landfall_register(unit.backend_config_schema unit 120 /usr/bin/python3 tests/backend/config_schema_test.py
    $<TARGET_FILE:landfall-backend>)
endif()
