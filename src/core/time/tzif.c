/* Parses the zone database's binary files (RFC 8536) within their bounds. */
#include "core/time/tzif.h"

#include <stdlib.h>
#include <string.h>

#include "core/time/zone_rule.h"

/* RFC 8536. Two blocks: the first with times of 4 bytes, the second of 8. */
enum {
    HEADER = 44,
    COUNTS_AT = 20,
    TYPE_BYTES = 6,
    COUNT_MOST = 100000,
    FOOTER_MOST = 128
};

typedef struct counts {
    size_t utc, standard, leap, times, types, characters;
} counts;

static uint32_t big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           bytes[3];
}

/* Two's complement, without relying on how a cast wraps. */
static int64_t signed32(const unsigned char *bytes)
{
    int64_t value = big_endian(bytes);

    return value > INT32_MAX ? value - ((int64_t)1 << 32) : value;
}

static int64_t signed64(const unsigned char *bytes)
{
    return signed32(bytes) * ((int64_t)1 << 32) + big_endian(bytes + 4);
}

static bool read_counts(counts *out, const unsigned char *bytes, size_t length)
{
    size_t *const slots[] = { &out->utc,   &out->standard, &out->leap,
                              &out->times, &out->types,    &out->characters };

    if (length < HEADER || memcmp(bytes, "TZif", 4) != 0)
        return false;
    for (size_t i = 0; i < sizeof slots / sizeof slots[0]; i++) {
        *slots[i] = big_endian(bytes + COUNTS_AT + 4 * i);
        if (*slots[i] > COUNT_MOST)
            return false;
    }
    return out->types > 0 && out->leap == 0;
}

static size_t block_bytes(const counts *n, size_t time_bytes)
{
    return n->times * (time_bytes + 1) + n->types * TYPE_BYTES + n->characters +
           n->leap * (time_bytes + 4) + n->standard + n->utc;
}

static bool read_times(plume_tzif *out, const unsigned char *block, const counts *n,
                       size_t time_bytes)
{
    const unsigned char *index = block + n->times * time_bytes, *types = index + n->times;

    for (size_t i = 0; i < n->times; i++) {
        const unsigned char *at = block + i * time_bytes;

        if (index[i] >= n->types)
            return false;
        out->at[i] = time_bytes == 8 ? signed64(at) : signed32(at);
        out->offset_s[i] = (int32_t)signed32(types + TYPE_BYTES * index[i]);
        if (i > 0 && out->at[i] <= out->at[i - 1])
            return false;
    }
    out->first_offset_s = (int32_t)signed32(types);
    out->count = n->times;
    return true;
}

/* "\n" rule "\n"; the rule may be empty. */
static bool read_footer(plume_tzif *out, const unsigned char *bytes, size_t length)
{
    char text[FOOTER_MOST];
    const unsigned char *end;
    size_t count;

    if (length < 2 || bytes[0] != '\n')
        return false;
    end = memchr(bytes + 1, '\n', length - 1);
    if (end == NULL)
        return false;
    count = (size_t)(end - bytes) - 1;
    if (count >= sizeof text)
        return false;
    memcpy(text, bytes + 1, count);
    text[count] = '\0';
    return count == 0 || plume_zone_rule_parse(&out->rule, text);
}

bool plume_tzif_parse(plume_tzif *out, const unsigned char *bytes, size_t length,
                      bool *memory)
{
    size_t time_bytes = 4;
    counts n;

    memset(out, 0, sizeof *out);
    *memory = false;
    if (!read_counts(&n, bytes, length))
        return false;
    if (bytes[4] >= '2') {
        size_t skipped = HEADER + block_bytes(&n, 4);

        if (skipped > length || !read_counts(&n, bytes + skipped, length - skipped))
            return false;
        bytes += skipped;
        length -= skipped;
        time_bytes = 8;
    }
    bytes += HEADER;
    length -= HEADER;
    if (block_bytes(&n, time_bytes) > length)
        return false;
    out->at = malloc((n.times + 1) * (sizeof *out->at + sizeof *out->offset_s));
    *memory = out->at == NULL;
    if (*memory)
        return false;
    out->offset_s = (int32_t *)(out->at + n.times + 1);
    if (read_times(out, bytes, &n, time_bytes) &&
        (time_bytes == 4 || read_footer(out, bytes + block_bytes(&n, time_bytes),
                                        length - block_bytes(&n, time_bytes))))
        return true;
    free(out->at);
    out->at = NULL;
    return false;
}

int64_t plume_tzif_offset(const plume_tzif *tzif, int64_t unix_s)
{
    size_t low = 0,
           high = tzif->count; /* the first change after unix_s is in low..high */

    if (tzif->rule.is_there && (high == 0 || unix_s >= tzif->at[high - 1]))
        return plume_zone_rule_offset(&tzif->rule, unix_s);
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (tzif->at[middle] <= unix_s)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? tzif->first_offset_s : tzif->offset_s[low - 1];
}
