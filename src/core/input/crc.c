/* The CRC-32 of zlib over any length, in the pieces that zlib can take. */
#include "core/input/crc.h"

#include <limits.h>

#include <zlib.h>

uint32_t plume_crc32(uint32_t crc, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uLong sum = crc;

    /* zlib counts in unsigned int. */
    while (length > 0) {
        uInt part = length > UINT_MAX / 2 ? UINT_MAX / 2 : (uInt)length;

        sum = crc32(sum, at, part);
        at += part;
        length -= part;
    }
    return (uint32_t)sum;
}
