# libcsv and libharu bring no pkg-config files.
function(plume_find target header library package)
  find_path(${target}_INCLUDE ${header} REQUIRED)
  find_library(${target}_LIBRARY ${library} REQUIRED)
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE ${${target}_INCLUDE})
  target_link_libraries(${target} INTERFACE ${${target}_LIBRARY})
  mark_as_advanced(${target}_INCLUDE ${target}_LIBRARY)
endfunction()

plume_find(plume_libcsv csv.h csv libcsv-dev)
plume_find(plume_libharu hpdf.h hpdf libhpdf-dev)
