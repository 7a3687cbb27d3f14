# Icons and illustrations are SVG; the kiosk reads PNG, rasterised here once.
find_program(RSVG_CONVERT rsvg-convert REQUIRED)
set(rasters)
foreach(kind icons pictures)
  file(GLOB drawings CONFIGURE_DEPENDS assets/${kind}/*.svg)
  foreach(drawing ${drawings})
    get_filename_component(name ${drawing} NAME_WE)
    set(raster ${PROJECT_BINARY_DIR}/share/landfall/${kind}/${name}.png)
    # 128 pixels serve icons up to 40 mm on the usual panel; pictures are as wide as its glass.
    set(width $<IF:$<STREQUAL:${kind},icons>,128,1080>)
    add_custom_command(OUTPUT ${raster} DEPENDS ${drawing}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/share/landfall/${kind}
      COMMAND ${RSVG_CONVERT} -w ${width} ${drawing} -o ${raster} VERBATIM)
    list(APPEND rasters ${raster})
  endforeach()
endforeach()
add_custom_target(rasters ALL DEPENDS ${rasters})
