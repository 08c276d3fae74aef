/* A run as bytes: the words of the structure that differ from those of a run of which
 * nothing is known, and its texts. */
#include "evidence/accounts/spool.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORD sizeof(uint64_t)
enum { WORDS = sizeof(plume_run) / WORD, BITS = (WORDS + 7) / 8 };

/* Bytes: a run begins at a multiple, so that 32 bits name the place. */
enum { UNIT = 16 };

/* Every member of a run that is text. */
#define TEXT(member) (offsetof(plume_run, member) / WORD)
static const size_t texts[] = {
    TEXT(id),
    TEXT(identity),
    TEXT(covers),
    TEXT(study),
    TEXT(name),
    TEXT(device),
    TEXT(host),
    TEXT(location),
    TEXT(provider),
    TEXT(region),
    TEXT(devices),
    TEXT(machine),
    TEXT(warnings),
    TEXT(note),
    TEXT(tool),
    TEXT(tool_version),
    TEXT(compute.processor),
    TEXT(owner.account),
    TEXT(owner.user),
    TEXT(owner.project),
    TEXT(owner.partition),
    TEXT(owner.model),
    TEXT(owner.tags),
    TEXT(role_rule),
    TEXT(keys.job),
    TEXT(keys.job_step),
    TEXT(keys.cluster),
    TEXT(keys.run),
    TEXT(keys.run_tool),
    TEXT(keys.parent),
    TEXT(keys.other_run),
    TEXT(keys.other_tool),
    TEXT(keys.sweep),
    TEXT(keys.trial),
    TEXT(keys.launcher),
    TEXT(keys.folder),
    TEXT(keys.program),
    TEXT(origin.path),
    TEXT(origin.reader),
};
enum { TEXTS = sizeof texts / sizeof texts[0] };

_Static_assert(sizeof(plume_run) % sizeof(uint64_t) == 0, "a run is whole words");
_Static_assert(sizeof(plume_run) == 720, "a new member of a run that is text needs a "
                                         "line in texts[]; then correct this size");

typedef struct image {
    uint64_t word[WORDS];
} image;

struct plume_spool {
    FILE *file;
    uint64_t end;
    image nothing; /* of a run of which nothing is known, its texts NULL */
    unsigned char *bytes;
    size_t capacity;
    bool reading; /* the file stands elsewhere than at its end */
};

/* Texts and who told the run are addresses, which mean nothing in a file. */
static void image_of(image *out, const plume_run *run)
{
    memcpy(out, run, sizeof *out);
    for (size_t i = 0; i < TEXTS; i++)
        out->word[texts[i]] = 0;
    out->word[offsetof(plume_run, told_by) / WORD] = 0;
    out->word[offsetof(plume_run, told_count) / WORD] = 0;
}

/* A temporary file has no name to be left behind: it goes with the program. */
plume_status plume_spool_new(plume_spool **out, plume_error *error)
{
    plume_spool *spool = calloc(1, sizeof *spool);
    plume_run nothing;

    *out = NULL;
    if (spool == NULL)
        return plume_fail_memory(error);
    memset(&nothing, 0, sizeof nothing);
    plume_run_init(&nothing);
    image_of(&spool->nothing, &nothing);
    spool->file = tmpfile();
    if (spool->file == NULL) {
        plume_spool_free(spool);
        return plume_fail(error, PLUME_ERR_IO,
                          "the runs cannot be kept in a temporary file: %s",
                          strerror(errno));
    }
    *out = spool;
    return PLUME_OK;
}

void plume_spool_free(plume_spool *spool)
{
    if (spool == NULL)
        return;
    if (spool->file != NULL)
        fclose(spool->file);
    free(spool->bytes);
    free(spool);
}

static plume_status failed(plume_error *error)
{
    return plume_fail(error, PLUME_ERR_IO, "the temporary file of the runs failed: %s",
                      strerror(errno));
}

static bool has_room(plume_spool *spool, size_t length)
{
    unsigned char *grown;

    if (length <= spool->capacity)
        return true;
    grown = realloc(spool->bytes, length * 2);
    if (grown == NULL)
        return false;
    spool->bytes = grown;
    spool->capacity = length * 2;
    return true;
}

static const char *text_at(const plume_run *run, size_t i)
{
    const char *text;

    memcpy(&text, (const unsigned char *)run + texts[i] * WORD, sizeof text);
    return text;
}

/* Bytes at most: every word known, every text whole. */
static size_t longest(const plume_run *run)
{
    size_t length = sizeof(uint32_t) + BITS + sizeof *run;

    for (size_t i = 0; i < TEXTS; i++)
        length += strlen(text_at(run, i)) + 1;
    return length;
}

/* The words that are known, then each text with its end. */
static size_t encode(plume_spool *spool, const plume_run *run)
{
    unsigned char *bits = spool->bytes + sizeof(uint32_t);
    unsigned char *end = bits + BITS;
    image known;
    uint32_t length;

    image_of(&known, run);
    memset(bits, 0, BITS);
    for (size_t i = 0; i < WORDS; i++) {
        if (known.word[i] == spool->nothing.word[i])
            continue;
        bits[i / 8] = (unsigned char)(bits[i / 8] | 1u << i % 8);
        memcpy(end, &known.word[i], WORD);
        end += WORD;
    }
    for (size_t i = 0; i < TEXTS; i++) {
        const char *text = text_at(run, i);
        size_t size = strlen(text) + 1;

        memcpy(end, text, size);
        end += size;
    }
    length = (uint32_t)(end - bits);
    memcpy(spool->bytes, &length, sizeof length);
    return sizeof length + length;
}

/* C wants a seek between reading a stream and writing it; writes that follow each other
 * need none. */
plume_status plume_spool_write(plume_spool *spool, const plume_run *run, uint32_t *at,
                               plume_error *error)
{
    size_t length;

    if (!has_room(spool, longest(run) + UNIT))
        return plume_fail_memory(error);
    if (spool->end / UNIT >= UINT32_MAX)
        return plume_fail(error, PLUME_ERR_VALUE, "more than %d GiB of runs", UNIT * 4);
    length = encode(spool, run);
    memset(spool->bytes + length, 0, UNIT - 1);
    length = (length + UNIT - 1) / UNIT * UNIT;
    *at = (uint32_t)(spool->end / UNIT);
    if ((spool->reading && fseeko(spool->file, (off_t)spool->end, SEEK_SET) != 0) ||
        fwrite(spool->bytes, 1, length, spool->file) != length)
        return failed(error);
    spool->reading = false;
    spool->end += length;
    return PLUME_OK;
}

/* Texts point into the bytes that were read: these live as long as the run does. */
static void decode(const plume_spool *spool, const unsigned char *bits, plume_run *run)
{
    const unsigned char *from = bits + BITS;
    image known = spool->nothing;

    for (size_t i = 0; i < WORDS; i++) {
        if ((bits[i / 8] >> i % 8 & 1) == 0)
            continue;
        memcpy(&known.word[i], from, WORD);
        from += WORD;
    }
    memcpy(run, &known, sizeof *run);
    for (size_t i = 0; i < TEXTS; i++) {
        const char *text = (const char *)from;

        memcpy((unsigned char *)run + texts[i] * WORD, &text, sizeof text);
        from += strlen(text) + 1;
    }
    run->told_by = NULL;
}

/* The length comes first, in four bytes, so that one read takes the rest. */
plume_status plume_spool_read(plume_spool *spool, uint32_t at, plume_run *run,
                              char **text, plume_error *error)
{
    uint32_t length;

    *text = NULL;
    spool->reading = true;
    if (fseeko(spool->file, (off_t)at * UNIT, SEEK_SET) != 0 ||
        fread(&length, 1, sizeof length, spool->file) != sizeof length)
        return failed(error);
    *text = malloc(length);
    if (*text == NULL)
        return plume_fail_memory(error);
    if (fread(*text, 1, length, spool->file) != length)
        return failed(error);
    decode(spool, (const unsigned char *)*text, run);
    return PLUME_OK;
}
