# Compiler flags, in one interface target that every target of ours links.
include(CheckCCompilerFlag)
add_library(plume_flags INTERFACE)

target_compile_options(plume_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
  -Wformat=2 -Wimplicit-fallthrough -Wvla
  -Werror=format-security -Werror=implicit -Werror=incompatible-pointer-types
  -Werror=int-conversion
  -ffp-contract=off -fno-strict-aliasing -fno-strict-overflow
  -fno-delete-null-pointer-checks
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
target_compile_definitions(plume_flags INTERFACE _XOPEN_SOURCE=700)

if(PLUME_WERROR)
  target_compile_options(plume_flags INTERFACE -Werror)
endif()

# Hardening that a compiler may lack is probed for, never assumed.
function(plume_offer flag)
  string(MAKE_C_IDENTIFIER "HAS${flag}" known)
  check_c_compiler_flag(${flag} ${known})
  if(${known})
    target_compile_options(plume_flags INTERFACE $<$<CONFIG:Release,RelWithDebInfo>:${flag}>)
  endif()
endfunction()

foreach(flag IN ITEMS -fstack-protector-strong -fstack-clash-protection
    -ftrivial-auto-var-init=zero -fstrict-flex-arrays=3 -Wtrampolines -Wbidi-chars=any)
  plume_offer(${flag})
endforeach()
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  plume_offer(-fcf-protection=full)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  plume_offer(-mbranch-protection=standard)
endif()

if(NOT PLUME_SANITIZE AND NOT PLUME_COVERAGE AND NOT PLUME_FUZZ)
  target_compile_options(plume_flags INTERFACE
    $<$<CONFIG:Release,RelWithDebInfo>:-U_FORTIFY_SOURCE> 
    $<$<CONFIG:Release,RelWithDebInfo>:-D_FORTIFY_SOURCE=3>)
endif()
if(NOT APPLE AND NOT PLUME_SANITIZE AND NOT PLUME_FUZZ)
  target_link_options(plume_flags INTERFACE
    -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed)
endif()
if(PLUME_SANITIZE)
  target_compile_options(plume_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g)
  target_link_options(plume_flags INTERFACE -fsanitize=address,undefined)
endif()
if(PLUME_FUZZ)
  target_compile_options(plume_flags INTERFACE
    -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -O1 -g)
  target_link_options(plume_flags INTERFACE -fsanitize=address,undefined)
endif()
if(PLUME_COVERAGE)
  target_compile_options(plume_flags INTERFACE --coverage -O0 -g)
  target_link_options(plume_flags INTERFACE --coverage)
endif()
