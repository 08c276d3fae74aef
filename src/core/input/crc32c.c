/* The Castagnoli CRC, bit by bit: event files are small. */
#include "core/input/crc32c.h"

/* 0x1EDC6F41 with its bits in reverse (RFC 3720, section 12.1). */
#define POLYNOMIAL UINT32_C(0x82F63B78)

/* RFC 3720, section 12.1: the bits of each byte run from the lowest, so the polynomial
 * is reversed; the sum begins and ends inverted. */
uint32_t plume_crc32c(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uint32_t crc = UINT32_MAX;

    for (size_t i = 0; i < length; i++) {
        crc ^= at[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (POLYNOMIAL & (0 - (crc & 1)));
    }
    return ~crc;
}
