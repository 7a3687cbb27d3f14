landfall_test(backend LABEL unit TIMEOUT 240 USES backend)
if(TARGET backend_test)
  target_sources(backend_test PRIVATE backend/store_contract.cpp)
endif()
