# Texts: PO catalogues become ICU bundles and a header of keys at build time.
landfall_package(ICU icu-uc icu-i18n)
landfall_package(PANGO pangoft2 pangocairo)
landfall_library(i18n USES kiosk/base LINKS PkgConfig::ICU PkgConfig::PANGO)

set(text_share ${PROJECT_BINARY_DIR}/share/landfall/text)
file(GLOB catalogues CONFIGURE_DEPENDS i18n/catalogues/*.po i18n/catalogues/*.pot)
set(compile_texts ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/i18n/compile.py)
add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/generated/i18n/text_keys.h
  COMMAND ${compile_texts} keys ${PROJECT_SOURCE_DIR}/i18n/catalogues ${PROJECT_BINARY_DIR}/generated/i18n/text_keys.h
  COMMAND ${CMAKE_COMMAND} -E touch ${PROJECT_BINARY_DIR}/generated/i18n/text_keys.h
  DEPENDS i18n/compile.py i18n/catalogues/landfall.pot VERBATIM)
add_custom_command(OUTPUT ${text_share}/made
  COMMAND ${compile_texts} bundles ${PROJECT_SOURCE_DIR}/i18n/catalogues ${text_share}
  COMMAND ${CMAKE_COMMAND} -E touch ${text_share}/made
  DEPENDS i18n/compile.py ${catalogues} VERBATIM)
add_custom_target(text_keys DEPENDS ${PROJECT_BINARY_DIR}/generated/i18n/text_keys.h)
add_custom_target(text_bundles ALL DEPENDS ${text_share}/made)
add_dependencies(i18n text_keys text_bundles)
