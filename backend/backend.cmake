# The border backend: its library, its program, its OpenAPI document compiled in.
landfall_package(OPENSSL libcrypto libssl)
landfall_package(SQLITE sqlite3)
find_package(Boost 1.74 REQUIRED)

landfall_library(backend/manifest USES kiosk/base kiosk/document)  # by itself: fuzz targets need no server
landfall_library(backend
  USES kiosk/base kiosk/document kiosk/declaration kiosk/protocol kiosk/receipt backend/manifest
  EXCEPT backend/manifest
  LINKS Boost::headers PkgConfig::OPENSSL PkgConfig::SQLITE)

add_executable(landfall-backend backend/main.cpp)
target_link_libraries(landfall-backend PRIVATE backend)
