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

# Manual pages and completion come from the tables of the commands.
set(PLUME_MANUALS)
file(STRINGS cli/commands.def PLUME_COMMANDS REGEX "^COMMAND")
list(TRANSFORM PLUME_COMMANDS REPLACE "COMMAND\\((.*)\\)" "\\1")
foreach(command IN ITEMS "" ${PLUME_COMMANDS})
  string(JOIN "-" page plume ${command})
  set(manual ${PROJECT_BINARY_DIR}/share/man/man1/${page}.1)
  add_custom_command(OUTPUT ${manual}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/share/man/man1
    COMMAND plume_program help --man ${command} > ${manual}
    DEPENDS plume_program VERBATIM)
  list(APPEND PLUME_MANUALS ${manual})
endforeach()
set(PLUME_COMPLETIONS)
function(plume_completion shell folder file)
  set(made ${PROJECT_BINARY_DIR}/share/${folder}/${file})
  add_custom_command(OUTPUT ${made}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/share/${folder}
    COMMAND plume_program help --completion ${shell} > ${made}
    DEPENDS plume_program VERBATIM)
  install(FILES ${made} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
  set(PLUME_COMPLETIONS ${PLUME_COMPLETIONS} ${made} PARENT_SCOPE)
endfunction()
plume_completion(bash bash-completion/completions plume)
plume_completion(zsh zsh/site-functions _plume)
plume_completion(fish fish/vendor_completions.d plume.fish)
add_custom_target(plume_manuals ALL DEPENDS ${PLUME_MANUALS} ${PLUME_COMPLETIONS})
install(FILES ${PLUME_MANUALS} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

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
install(FILES LICENSE NOTICE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DOCDIR})
