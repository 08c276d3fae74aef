/* support/event_file.h -- event files of TensorBoard, record by record. */
#ifndef PLUME_SUPPORT_EVENT_FILE_H
#define PLUME_SUPPORT_EVENT_FILE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/input/crc32c.h"

static inline void event_number(unsigned char *at, uint64_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (unsigned char)(number >> 8 * i);
}

static inline void event_crc(unsigned char *at, const unsigned char *bytes, size_t length)
{
    uint32_t crc = plume_crc32c(bytes, length);

    event_number(at, (uint32_t)((crc >> 15 | crc << 17) + UINT32_C(0xa282ead8)), 4);
}

/* One record of the file; step 0 is the first, which names the version. */
static inline size_t event_put(unsigned char *to, double time_s, unsigned char step)
{
    static const unsigned char version[] = "\x1a\x0d"
                                           "brain.Event:2";
    unsigned char *event = to + 12;
    size_t length = 9;
    uint64_t bits;

    memcpy(&bits, &time_s, sizeof bits);
    event[0] = 0x09;
    event_number(event + 1, bits, 8);
    if (step == 0) {
        memcpy(event + length, version, 15);
        length += 15;
    } else {
        event[length++] = 0x10;
        event[length++] = step;
    }
    event_number(to, length, 8);
    event_crc(to + 8, to, 8);
    event_crc(event + length, event, length);
    return 16 + length;
}

#endif
