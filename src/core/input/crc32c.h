/* core/input/crc32c.h -- the Castagnoli CRC of 32 bits, which TFRecord files carry. */
#ifndef PLUME_CORE_INPUT_CRC32C_H
#define PLUME_CORE_INPUT_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/* Of all bytes; of no bytes 0. */
uint32_t plume_crc32c(const void *bytes, size_t length);

#endif
