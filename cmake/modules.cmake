# Modules are opened on use: nothing else waits for the libraries behind them.
pkg_check_modules(LIBPQ IMPORTED_TARGET libpq)
target_compile_definitions(plume_objects PRIVATE
  PLUME_MODULES_FOLDER="${CMAKE_INSTALL_FULL_LIBDIR}/plume")
target_compile_definitions(plume_program PRIVATE
  PLUME_MODULES_FROM_BIN="../${CMAKE_INSTALL_LIBDIR}/plume")

function(plume_module name)
  add_library(plume_${name} MODULE modules/${name}.c)
  target_include_directories(plume_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(plume_${name} PRIVATE ${ARGN} plume_flags)
  set_target_properties(plume_${name} PROPERTIES
    PREFIX "" SUFFIX ".so" OUTPUT_NAME plume-${name}
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}/plume)
  install(TARGETS plume_${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/plume)
endfunction()

# These are parts of the library: they have copies of what they use of it, which they
# show to nobody.
foreach(name IN ITEMS drawing digest sqlite)
  plume_module(${name} plume_parts)
  target_include_directories(plume_${name} PRIVATE
    ${PROJECT_SOURCE_DIR}/include ${PROJECT_BINARY_DIR}/include)
  if(NOT APPLE)
    target_link_options(plume_${name} PRIVATE -Wl,--exclude-libs,ALL)
  endif()
  add_dependencies(plume_program plume_${name})
endforeach()

if(LIBPQ_FOUND)
  plume_module(postgresql PkgConfig::LIBPQ)
  set_target_properties(plume_postgresql PROPERTIES C_VISIBILITY_PRESET default)
else()
  message(STATUS "libpq is not here: postgresql:// inputs will be refused")
endif()
