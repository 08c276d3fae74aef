/* Marks the bytes of a table that mean something, 64 at a time. */
#include "core/data/csv_marks.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#elif defined(__aarch64__) && defined(__GNUC__)
#include <arm_neon.h>
#endif

enum { BLOCK = 64 };

/* --- from bits to places --- */

static inline uint16_t place_of_lowest(uint64_t bits)
{
#ifdef __GNUC__
    return (uint16_t)__builtin_ctzll(bits);
#else
    uint16_t place = 0;

    for (; (bits & 1) == 0; bits >>= 1)
        place++;
    return place;
#endif
}

/* Bit i is set where byte i of the block is a mark; of the last block only the bytes that
 * are left count. How many were put. */
static inline size_t put_places(uint16_t *out, size_t block, size_t left, uint64_t bits)
{
    size_t count = 0;

    if (left < BLOCK)
        bits &= ((uint64_t)1 << left) - 1;
    for (; bits != 0; bits &= bits - 1)
        out[count++] = (uint16_t)(block + place_of_lowest(bits));
    return count;
}

/* --- eight bytes at a time --- */

#define ONES  0x0101010101010101u
#define LOWS  0x7f7f7f7f7f7f7f7fu
#define HIGHS 0x8080808080808080u

/* The high bit of each byte that is zero, exactly: no carry leaves a byte. */
static uint64_t zeros(uint64_t word)
{
    return ~(((word & LOWS) + LOWS) | word | LOWS);
}

static uint64_t equals(uint64_t word, char byte)
{
    return zeros(word ^ ONES * (unsigned char)byte);
}

/* Eight high bits beside each other; the product adds no two bits at one place. */
static uint64_t gathered(uint64_t high)
{
    return (high >> 7) * 0x0102040810204080u >> 56;
}

/* The first byte lowest, whatever the machine's own order. */
static uint64_t word_at(const char *bytes)
{
    const unsigned char *at = (const unsigned char *)bytes;
    uint64_t word = 0;

    for (size_t i = 0; i < 8; i++)
        word |= (uint64_t)at[i] << (8 * i);
    return word;
}

static uint64_t mark_block(const char *block, char delimiter)
{
    uint64_t marks = 0;

    for (size_t i = 0; i < BLOCK; i += 8) {
        uint64_t word = word_at(block + i);
        uint64_t high = equals(word, delimiter) | equals(word, '\n') |
                        equals(word, '\r') | equals(word, '"') | zeros(word);

        marks |= gathered(high) << i;
    }
    return marks;
}

size_t plume_csv_marks_portable(uint16_t *out, const char *bytes, size_t length,
                                char delimiter)
{
    size_t count = 0;

    for (size_t at = 0; at < length; at += BLOCK)
        count +=
            put_places(out + count, at, length - at, mark_block(bytes + at, delimiter));
    return count;
}

/* --- vectors --- */

#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("avx2"))) static uint32_t mark_half(const char *half,
                                                          char delimiter)
{
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)half);
    __m256i found = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(delimiter));

    found = _mm256_or_si256(found, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n')));
    found = _mm256_or_si256(found, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\r')));
    found = _mm256_or_si256(found, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')));
    found = _mm256_or_si256(found, _mm256_cmpeq_epi8(bytes, _mm256_setzero_si256()));
    return (uint32_t)_mm256_movemask_epi8(found);
}

__attribute__((target("avx2"))) static size_t marks_avx2(uint16_t *out, const char *bytes,
                                                         size_t length, char delimiter)
{
    size_t count = 0;

    for (size_t at = 0; at < length; at += BLOCK) {
        uint64_t low = mark_half(bytes + at, delimiter);
        uint64_t high = mark_half(bytes + at + BLOCK / 2, delimiter);

        count += put_places(out + count, at, length - at, high << (BLOCK / 2) | low);
    }
    return count;
}

size_t plume_csv_marks(uint16_t *out, const char *bytes, size_t length, char delimiter)
{
    return __builtin_cpu_supports("avx2")
               ? marks_avx2(out, bytes, length, delimiter)
               : plume_csv_marks_portable(out, bytes, length, delimiter);
}
#elif defined(__aarch64__) && defined(__GNUC__)
static uint8x16_t mark_quarter(const char *quarter, char delimiter)
{
    uint8x16_t bytes = vld1q_u8((const uint8_t *)quarter);
    uint8x16_t found = vceqq_u8(bytes, vdupq_n_u8((uint8_t)delimiter));

    found = vorrq_u8(found, vceqq_u8(bytes, vdupq_n_u8('\n')));
    found = vorrq_u8(found, vceqq_u8(bytes, vdupq_n_u8('\r')));
    found = vorrq_u8(found, vceqq_u8(bytes, vdupq_n_u8('"')));
    return vorrq_u8(found, vceqzq_u8(bytes));
}

/* Each byte keeps the bit of its place; sums of neighbours gather them. */
static uint64_t mark_neon(const char *block, char delimiter)
{
    static const uint8_t bit[16] = { 1, 2, 4, 8, 16, 32, 64, 128,
                                     1, 2, 4, 8, 16, 32, 64, 128 };
    uint8x16_t bits = vld1q_u8(bit);
    uint8x16_t a = vandq_u8(mark_quarter(block, delimiter), bits);
    uint8x16_t b = vandq_u8(mark_quarter(block + 16, delimiter), bits);
    uint8x16_t c = vandq_u8(mark_quarter(block + 32, delimiter), bits);
    uint8x16_t d = vandq_u8(mark_quarter(block + 48, delimiter), bits);
    uint8x16_t sum = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));

    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

size_t plume_csv_marks(uint16_t *out, const char *bytes, size_t length, char delimiter)
{
    size_t count = 0;

    for (size_t at = 0; at < length; at += BLOCK)
        count +=
            put_places(out + count, at, length - at, mark_neon(bytes + at, delimiter));
    return count;
}
#else
size_t plume_csv_marks(uint16_t *out, const char *bytes, size_t length, char delimiter)
{
    return plume_csv_marks_portable(out, bytes, length, delimiter);
}
#endif
