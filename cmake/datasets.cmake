# The datasets as constant tables: a program of the build reads and checks them and writes C,
# which goes into the library. Written anew only where a byte differs.
add_executable(plume_embed ${PROJECT_SOURCE_DIR}/cmake/embed_datasets.c)
target_link_libraries(plume_embed PRIVATE plume_parts plume_flags)

file(GLOB PLUME_DATASETS CONFIGURE_DEPENDS
  ${PROJECT_SOURCE_DIR}/datasets/*.csv ${PROJECT_SOURCE_DIR}/datasets/VERSION)
set(embedded ${PROJECT_BINARY_DIR}/embedded_datasets.c)
add_custom_command(OUTPUT ${embedded}
  COMMAND plume_embed ${PROJECT_SOURCE_DIR}/datasets ${embedded}.new
  COMMAND ${CMAKE_COMMAND} -E copy_if_different ${embedded}.new ${embedded}
  DEPENDS plume_embed ${PLUME_DATASETS} VERBATIM)
add_library(plume_datasets OBJECT ${embedded})
# One literal holds all texts: longer than C99 asks of every compiler, not too long for ours.
set_source_files_properties(${embedded} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
target_include_directories(plume_datasets PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(plume_datasets PRIVATE plume_flags)
