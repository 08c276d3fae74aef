/* fuzz/fuzz_bytes.h -- bytes as decisions: what a target builds its input from. Behind
 * the last byte every decision is the first one. */
#ifndef PLUME_FUZZ_BYTES_H
#define PLUME_FUZZ_BYTES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <plume/text.h>

typedef struct fuzz_bytes {
    const uint8_t *at;
    size_t left;
} fuzz_bytes;

static inline unsigned fuzz_byte(fuzz_bytes *bytes)
{
    if (bytes->left == 0)
        return 0;
    bytes->left--;
    return *bytes->at++;
}

/* 0 to count - 1. */
static inline size_t fuzz_choice(fuzz_bytes *bytes, size_t count)
{
    return fuzz_byte(bytes) % count;
}

static inline const char *fuzz_word(fuzz_bytes *bytes, const char *const *words,
                                    size_t count)
{
    return words[fuzz_choice(bytes, count)];
}
#define FUZZ_WORD(bytes, words) fuzz_word(bytes, words, sizeof(words) / sizeof *(words))

/* A figure that is small, large, odd or none. */
static inline void fuzz_figure(plume_text *out, fuzz_bytes *bytes)
{
    static const char *const odd[] = { "nan", "inf",     "-1",   "1e308",
                                       "",    "9999999", "0x10", "1e-320" };
    unsigned kind = fuzz_byte(bytes);

    if (kind < 40)
        plume_text_add(out, FUZZ_WORD(bytes, odd));
    else
        plume_text_printf(out, "%u.%u", fuzz_byte(bytes), kind);
}

/* Up to as many raw bytes, but none of those in without. */
static inline void fuzz_raw(plume_text *out, fuzz_bytes *bytes, const char *without)
{
    size_t length = fuzz_byte(bytes) % 12;

    while (length-- > 0) {
        char c = (char)fuzz_byte(bytes);

        if (c != '\0' && strchr(without, c) == NULL)
            plume_text_add_n(out, &c, 1);
    }
}

/* A moment of the first of May 2026. */
static inline void fuzz_stamp(plume_text *out, fuzz_bytes *bytes, char between)
{
    plume_text_printf(out, "2026-05-01%c%02u:%02u:%02u", between, fuzz_byte(bytes) % 24,
                      fuzz_byte(bytes) % 60, fuzz_byte(bytes) % 60);
}

#endif
