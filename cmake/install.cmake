# What `cmake --install` puts in place; a moved tree still finds its data beside itself.
install(TARGETS plume_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS plume EXPORT plume_targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/plume DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h")
install(FILES ${PROJECT_BINARY_DIR}/include/plume/version.h
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/plume)
install(DIRECTORY datasets templates DESTINATION ${CMAKE_INSTALL_DATADIR}/plume)

configure_file(cmake/plume.pc.in plume.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/plume.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(EXPORT plume_targets FILE plume-targets.cmake NAMESPACE plume::
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/plume)
configure_package_config_file(cmake/plume-config.cmake.in plume-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/plume)
write_basic_package_version_file(plume-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/plume-config.cmake
  ${PROJECT_BINARY_DIR}/plume-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/plume)
