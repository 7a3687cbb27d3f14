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
endif()
