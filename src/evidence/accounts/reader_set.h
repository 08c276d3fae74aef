/* evidence/accounts/reader_set.h -- which of the readers of a folder: a bit each. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_READER_SET_H
#define PLUME_EVIDENCE_ACCOUNTS_READER_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PLUME_READERS_MAX = 128, PLUME_READER_WORDS = PLUME_READERS_MAX / 64 };

typedef struct plume_reader_set {
    uint64_t word[PLUME_READER_WORDS];
} plume_reader_set;

static inline void plume_readers_add(plume_reader_set *set, size_t reader)
{
    set->word[reader / 64] |= UINT64_C(1) << reader % 64;
}

static inline void plume_readers_remove(plume_reader_set *set, size_t reader)
{
    set->word[reader / 64] &= ~(UINT64_C(1) << reader % 64);
}

static inline bool plume_readers_have(plume_reader_set set, size_t reader)
{
    return (set.word[reader / 64] >> reader % 64 & 1) != 0;
}

static inline void plume_readers_join(plume_reader_set *set, plume_reader_set more)
{
    for (int i = 0; i < PLUME_READER_WORDS; i++)
        set->word[i] |= more.word[i];
}

static inline plume_reader_set plume_readers_common(plume_reader_set left,
                                                    plume_reader_set right)
{
    for (int i = 0; i < PLUME_READER_WORDS; i++)
        left.word[i] &= right.word[i];
    return left;
}

static inline bool plume_readers_any(plume_reader_set set)
{
    uint64_t all = 0;

    for (int i = 0; i < PLUME_READER_WORDS; i++)
        all |= set.word[i];
    return all != 0;
}

static inline bool plume_readers_meet(plume_reader_set left, plume_reader_set right)
{
    return plume_readers_any(plume_readers_common(left, right));
}

/* Whether there are two or more. */
static inline bool plume_readers_several(plume_reader_set set)
{
    int words = 0;

    for (int i = 0; i < PLUME_READER_WORDS; i++) {
        if ((set.word[i] & (set.word[i] - 1)) != 0)
            return true;
        words += set.word[i] != 0;
    }
    return words > 1;
}

#endif
