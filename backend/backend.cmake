# The border backend: its library, its program, its OpenAPI document compiled in.
landfall_package(OPENSSL libcrypto libssl)
landfall_package(SQLITE sqlite3)
find_package(Boost 1.74 REQUIRED)

# What reads bytes from outside is a library by itself: fuzz targets need no server.
landfall_library(backend/manifest USES kiosk/base kiosk/document)
landfall_library(backend/config USES kiosk/base)
landfall_library(backend/request USES kiosk/base kiosk/declaration kiosk/protocol)
landfall_library(backend/rows USES kiosk/base)
landfall_library(backend/judge
  USES kiosk/base kiosk/document kiosk/declaration kiosk/protocol backend/manifest backend/rows)
landfall_library(backend
  USES kiosk/base kiosk/document kiosk/declaration kiosk/protocol kiosk/receipt backend/manifest backend/config
       backend/request backend/rows backend/judge
  EXCEPT backend/manifest backend/config backend/request backend/rows backend/judge
  LINKS Boost::headers PkgConfig::OPENSSL PkgConfig::SQLITE)

# The OpenAPI document as a text in the program.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/backend/openapi.json)
file(READ backend/openapi.json LANDFALL_OPENAPI)
configure_file(backend/server/openapi.cpp.in ${PROJECT_BINARY_DIR}/generated/backend/openapi.cpp @ONLY)
target_sources(backend PRIVATE ${PROJECT_BINARY_DIR}/generated/backend/openapi.cpp)

add_executable(landfall-backend backend/main.cpp)
target_link_libraries(landfall-backend PRIVATE backend)
