/* Looks for the marks of all readers at once: at each place of the head four letters say
 * whether any mark begins there. */
#include "intake/head_marks.h"

#include <stdint.h>
#include <string.h>

#include "core/ascii.h"

enum {
    MARKS_MOST = 640,
    MARK_MOST = 32,
    KEY = 4, /* letters of a mark that are looked up */
    BUCKETS = 1024
};

typedef struct mark {
    char text[MARK_MOST];
    size_t length, candidate;
    int next; /* in its bucket; -1 none */
} mark;

typedef struct marks {
    mark mark[MARKS_MOST];
    int count;
    int first[BUCKETS]; /* of each bucket; -1 none */
    bool overflow;
} marks;

/* As names are compared: without regard to case and to what stands between words. */
static size_t fold(char *out, const char *text, size_t length)
{
    size_t folded = 0;

    for (size_t i = 0; i < length; i++)
        if (text[i] == '\0' || strchr(" \t-_./", text[i]) == NULL)
            out[folded++] = plume_lower(text[i]);
    return folded;
}

static size_t bucket_of(const char *text)
{
    uint32_t key;

    memcpy(&key, text, KEY);
    return (key * UINT32_C(2654435761)) >> 22;
}

static void add(marks *all, const char *text, size_t candidate)
{
    size_t length = strlen(text), bucket;
    mark *made = &all->mark[all->count];

    if (all->count == MARKS_MOST || length >= MARK_MOST) {
        all->overflow = true;
        return;
    }
    made->length = fold(made->text, text, length);
    made->candidate = candidate;
    if (made->length < KEY) {
        all->overflow = true;
        return;
    }
    bucket = bucket_of(made->text);
    made->next = all->first[bucket];
    all->first[bucket] = all->count++;
}

static void look(const marks *all, bool *may, const char *text, size_t length)
{
    for (size_t i = 0; i + KEY <= length; i++)
        for (int m = all->first[bucket_of(text + i)]; m >= 0; m = all->mark[m].next) {
            const mark *here = &all->mark[m];

            if (here->length <= length - i &&
                memcmp(here->text, text + i, here->length) == 0)
                may[here->candidate] = true;
        }
}

/* A database is known by its tables, which its readers alone look at. */
void plume_head_marks_find(bool may[PLUME_CANDIDATES_MOST], plume_candidates candidates,
                           const plume_head *head)
{
    char folded[PLUME_HEAD_BYTES];
    size_t name_length = strlen(head->name);
    bool of_database = head->tables != NULL;
    marks all;

    all.count = 0;
    all.overflow = head->length > sizeof folded || name_length > sizeof folded;
    memset(all.first, 0xff, sizeof all.first);
    for (size_t i = 0; i < candidates.count; i++) {
        const plume_reader *reader = candidates.reader[i];

        may[i] = reader->of_database == of_database && reader->marks[0] == NULL;
        for (size_t k = 0; k < PLUME_MARKS_MOST && reader->marks[k] != NULL; k++)
            if (reader->of_database == of_database)
                add(&all, reader->marks[k], i);
    }
    if (!all.overflow) {
        look(&all, may, folded, fold(folded, head->bytes, head->length));
        look(&all, may, folded, fold(folded, head->name, name_length));
    }
    for (size_t i = 0; all.overflow && i < candidates.count; i++)
        may[i] = candidates.reader[i]->of_database == of_database;
}
