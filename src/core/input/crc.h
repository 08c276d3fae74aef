/* core/input/crc.h -- the cyclic redundancy check of gzip and zlib, of bytes in memory.
 */
#ifndef PLUME_CORE_INPUT_CRC_H
#define PLUME_CORE_INPUT_CRC_H

#include <stddef.h>
#include <stdint.h>

/* crc is 0 at first, then what came of the bytes before. */
uint32_t plume_crc32(uint32_t crc, const void *bytes, size_t length);

#endif
