# Modules are opened when an input asks for them: nothing else depends on their libraries.
pkg_check_modules(LIBPQ IMPORTED_TARGET libpq)
target_compile_definitions(plume_objects PRIVATE
  PLUME_MODULES_FOLDER="${CMAKE_INSTALL_FULL_LIBDIR}/plume")
target_compile_definitions(plume_program PRIVATE
  PLUME_MODULES_FROM_BIN="../${CMAKE_INSTALL_LIBDIR}/plume")

if(LIBPQ_FOUND)
  add_library(plume_postgresql MODULE modules/postgresql.c)
  target_include_directories(plume_postgresql PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(plume_postgresql PRIVATE PkgConfig::LIBPQ plume_flags)
  set_target_properties(plume_postgresql PROPERTIES
    C_VISIBILITY_PRESET default PREFIX "" SUFFIX ".so" OUTPUT_NAME plume-postgresql
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}/plume)
  install(TARGETS plume_postgresql LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/plume)
else()
  message(STATUS "libpq is not here: postgresql:// inputs will be refused")
endif()
