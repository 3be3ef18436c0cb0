# A room is a folder of src/ built as one static library. It sees the headers of the rooms it names
# and of no others, and links the outside libraries whose home it is.

find_package(OpenSSL 3.0 REQUIRED)
find_package(LibXml2 2.9 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(date REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(CLI11 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(zip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(expat REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
find_package(KtoBlzCheck REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)

add_library(almoner_options INTERFACE)
# A designated initialiser leaves out what starts empty; that is its point.
target_compile_options(almoner_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 sees overlapping copies in `"text" + std::string` where there are none (GCC bug 105651).
  # and values read before they are set in every Result and optional of a struct of strings (bug 80635).
  target_compile_options(almoner_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(ALMONER_WERROR)
  target_compile_options(almoner_options INTERFACE -Werror)
endif()
if(ALMONER_SANITIZE)
  target_compile_options(almoner_options INTERFACE -fsanitize=${ALMONER_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(almoner_options INTERFACE -fsanitize=${ALMONER_SANITIZE})
endif()

if(ALMONER_FUZZ)
  # A failed check() of ours shall be found like any other fault.
  target_compile_options(almoner_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# Rooms are included as "room/file.hpp". Each room publishes a folder that holds one link, to itself,
# so that an include of a room that was not named does not compile.
function(almoner_room name)
  cmake_parse_arguments(ROOM "" "" "ROOMS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp ${PROJECT_SOURCE_DIR}/src/${name}/read/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  set(door ${PROJECT_BINARY_DIR}/rooms/${name})
  file(MAKE_DIRECTORY ${door})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/src/${name} ${door}/${name} SYMBOLIC)
  if(sources)
    add_library(${name} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(${name} PRIVATE almoner_options)
    set_target_properties(${name} PROPERTIES OUTPUT_NAME almoner_${name})
  else()
    add_library(${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${name} ${scope} ${door})
  target_link_libraries(${name} ${scope} ${ROOM_ROOMS})
  if(name STREQUAL "core")
    target_link_libraries(${name} ${scope} date::date)
  endif()
  if(sources)
    target_link_libraries(${name} PRIVATE ${ROOM_LIBRARIES})
  endif()
endfunction()

# The store's numbered SQL files are compiled in.
function(almoner_schema room)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${room}/schema/*.sql)
  set(output ${PROJECT_BINARY_DIR}/schema_files.cpp)
  list(JOIN files "|" joined)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} "-DFILES=${joined}" -P ${PROJECT_SOURCE_DIR}/cmake/embed_sql.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed_sql.cmake VERBATIM)
  target_sources(${room} PRIVATE ${output})
endfunction()

function(almoner_program program room)
  cmake_parse_arguments(PROGRAM "" "" "LIBRARIES" ${ARGN})
  if(EXISTS ${PROJECT_SOURCE_DIR}/src/${room}/main.cpp)
    add_executable(${program} ${PROJECT_SOURCE_DIR}/src/${room}/main.cpp)
    target_link_libraries(${program} PRIVATE ${room} almoner_options ${PROGRAM_LIBRARIES})
    target_compile_definitions(${program} PRIVATE ALMONER_BUILD_FORMATS="${PROJECT_SOURCE_DIR}/formats")
    install(TARGETS ${program})
  endif()
endfunction()

install(DIRECTORY ${PROJECT_SOURCE_DIR}/formats DESTINATION share/almoner)
