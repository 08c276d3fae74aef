/* core/number/short.h -- "312.48": a number as nearly all figures of logs are written,
 * read where it is asked for. */
#ifndef PLUME_CORE_NUMBER_SHORT_H
#define PLUME_CORE_NUMBER_SHORT_H

#include <float.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* With a point 15 digits, which are below 2^53: exact, like the power of ten, so that one
 * operation rounds once (Clinger 1990). Without one 16 digits, rounded once. */
enum { PLUME_SHORT_BYTES = 16 };

#define PLUME_EACH(byte) (UINT64_C(0x0101010101010101) * (uint64_t)(byte))

/* The first byte lowest, whatever the machine's own order. */
static inline uint64_t plume_eight_bytes(const char *at)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t word;

    memcpy(&word, at, sizeof word); /* compilers do not always see one load below */
    return word;
#else
    const unsigned char *b = (const unsigned char *)at;

    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
           (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 |
           (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
#endif
}

/* Eight digits at once: pairs of neighbours become one number, in bytes, then in twos and
 * in fours of them. False: they are not all digits. */
static inline bool plume_eight_digits(uint64_t *out, uint64_t word)
{
    if ((word & PLUME_EACH(0xf0)) != PLUME_EACH('0') ||
        ((word + PLUME_EACH(0x06)) & PLUME_EACH(0xf0)) != PLUME_EACH('0'))
        return false;
    word &= PLUME_EACH(0x0f);
    word = (word * 10 + (word >> 8)) & UINT64_C(0x00ff00ff00ff00ff);
    word = (word * 100 + (word >> 16)) & UINT64_C(0x0000ffff0000ffff);
    *out = (word * 10000 + (word >> 32)) & UINT64_C(0x00000000ffffffff);
    return true;
}

static inline const char *plume_take_digits(uint64_t *whole, const char *at,
                                            const char *end)
{
    uint64_t eight;

    for (; end - at >= 8 && plume_eight_digits(&eight, plume_eight_bytes(at)); at += 8)
        *whole = *whole * 100000000 + eight;
    for (; at < end; at++) {
        unsigned digit = (unsigned)(unsigned char)*at - '0';

        if (digit > 9)
            break;
        *whole = *whole * 10 + digit;
    }
    return at;
}

/* Digits with at most one point; what plume_number_parse gives for them, to the last bit.
 * False for anything else. */
static inline bool plume_number_is_short(double *out, const char *text, size_t length)
{
    static const double tens[PLUME_SHORT_BYTES] = { 1e0,  1e1,  1e2,  1e3, 1e4,  1e5,
                                                    1e6,  1e7,  1e8,  1e9, 1e10, 1e11,
                                                    1e12, 1e13, 1e14, 1e15 };
    const char *end = text + length, *point;
    uint64_t whole = 0;

    if (FLT_EVAL_METHOD != 0 || length == 0 || length > PLUME_SHORT_BYTES)
        return false;
    point = plume_take_digits(&whole, text, end);
    if (point == end) {
        *out = (double)whole;
        return true;
    }
    if (*point != '.' || length == 1 || plume_take_digits(&whole, point + 1, end) != end)
        return false;
    *out = (double)whole / tens[end - point - 1];
    return true;
}

/* The number of the bit of the first byte that is b; 64 without one. */
static inline unsigned plume_bit_of_byte(uint64_t word, unsigned char b)
{
    uint64_t other = word ^ PLUME_EACH(b);
    uint64_t zeros = (other - PLUME_EACH(0x01)) & ~other & PLUME_EACH(0x80);

#ifdef __GNUC__
    return zeros != 0 ? (unsigned)__builtin_ctzll(zeros) - 7 : 64;
#else
    unsigned bit = 0;

    while (bit < 64 && (zeros >> bit & 0x80) == 0)
        bit += 8;
    return bit;
#endif
}

/* As plume_number_is_short, of a text behind whose begin eight bytes may be read. Up to
 * eight characters are taken at once: they are moved to the end of a word of zeros, and
 * those before the point by one more, over it. */
static inline bool plume_number_is_short_of_eight(double *out, const char *text,
                                                  size_t length)
{
    static const double tens[8] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7 };
    uint64_t word, whole;
    unsigned empty, point, decimals = 0;

    if (FLT_EVAL_METHOD != 0 || length - 1 > 7)
        return plume_number_is_short(out, text, length);
    empty = 64 - 8 * (unsigned)length;
    word = plume_eight_bytes(text) << empty;
    point = plume_bit_of_byte(word, '.');
    if (point < 64) {
        uint64_t before = word & (((uint64_t)1 << point) - 1);

        if (length == 1)
            return false;
        word = ((word >> point) >> 8) << point << 8 | before << 8;
        empty += 8;
        decimals = 7 - point / 8;
    }
    if (empty > 0)
        word |= PLUME_EACH('0') >> (64 - empty);
    if (!plume_eight_digits(&whole, word))
        return false;
    *out = (double)whole / tens[decimals];
    return true;
}

#endif
