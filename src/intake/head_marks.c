/* Looks for the marks of all readers at once: at each place of the head four letters say
 * whether any mark begins there. */
#include "intake/head_marks.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "core/ascii.h"
#include "readers/registry.h"

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
    plume_candidates candidates;
    mark mark[MARKS_MOST];
    int count;
    int first[BUCKETS]; /* of each bucket; -1 none */
    char letter[256];   /* of each byte, as names are compared */
    bool overflow;
} marks;

/* Names are compared without regard to case and to what stands between words, which is a
 * blank among letters. */
static const char between = ' ';

static void set_letters(char letter[256])
{
    for (int c = 0; c < 256; c++)
        letter[c] =
            c != 0 && strchr(" \t-_./", c) != NULL ? between : plume_lower((char)c);
}

/* The key of four letters, the last of which came last. */
static uint32_t key_with(uint32_t key, char letter)
{
    return key << 8 | (unsigned char)letter;
}

static size_t bucket_of(uint32_t key)
{
    return (key * UINT32_C(2654435761)) >> 22;
}

static void add(marks *all, const char *text, size_t candidate)
{
    mark *made = &all->mark[all->count];
    uint32_t key = 0;
    size_t bucket;

    if (all->count == MARKS_MOST || strlen(text) >= MARK_MOST) {
        all->overflow = true;
        return;
    }
    made->length = 0;
    made->candidate = candidate;
    for (; *text != '\0'; text++) {
        char letter = all->letter[(unsigned char)*text];

        if (letter == between)
            continue;
        if (made->length < KEY)
            key = key_with(key, letter);
        made->text[made->length++] = letter;
    }
    if (made->length < KEY) {
        all->overflow = true;
        return;
    }
    bucket = bucket_of(key);
    made->next = all->first[bucket];
    all->first[bucket] = all->count++;
}

/* Whether a text begins with a mark. */
static bool begins(const char *text, const char *end, const mark *with,
                   const char letter[256])
{
    size_t at = 0;

    for (; text < end && at < with->length; text++) {
        char c = letter[(unsigned char)*text];

        if (c != between && c != with->text[at++])
            return false;
    }
    return at == with->length;
}

static void look(const marks *all, bool *may, const char *text, size_t length)
{
    const char *from[KEY] = { text, text, text, text }, *end = text + length;
    uint32_t key = 0;
    size_t letters = 0;

    for (; text < end; text++) {
        char letter = all->letter[(unsigned char)*text];

        if (letter == between)
            continue;
        key = key_with(key, letter);
        from[letters++ % KEY] = text;
        for (int m = letters < KEY ? -1 : all->first[bucket_of(key)]; m >= 0;
             m = all->mark[m].next)
            if (begins(from[letters % KEY], end, &all->mark[m], all->letter))
                may[all->mark[m].candidate] = true;
    }
}

static void make(marks *all, plume_candidates candidates)
{
    all->candidates = candidates;
    all->count = 0;
    all->overflow = false;
    memset(all->first, 0xff, sizeof all->first);
    set_letters(all->letter);
    for (size_t i = 0; i < candidates.count; i++)
        for (size_t k = 0; k < PLUME_MARKS_MOST; k++)
            if (candidates.reader[i]->marks[k] != NULL)
                add(all, candidates.reader[i]->marks[k], i);
}

/* A database is known by its tables, which its readers alone look at; their marks, if
 * they have any, are in its name. */
static void find(const marks *all, bool *may, const plume_head *head)
{
    bool of_database = head->tables != NULL;

    for (size_t i = 0; i < all->candidates.count; i++)
        may[i] = all->overflow || all->candidates.reader[i]->marks[0] == NULL;
    if (!all->overflow && !of_database)
        look(all, may, head->bytes, head->length);
    if (!all->overflow)
        look(all, may, head->name, strlen(head->name));
    for (size_t i = 0; i < all->candidates.count; i++)
        may[i] = may[i] && all->candidates.reader[i]->of_database == of_database;
}

/* The marks of all readers never change: they are put together once, not for each file.
 */
static marks of_all;

static void make_all(void)
{
    make(&of_all, plume_candidates_all());
}

void plume_head_marks_find(bool may[PLUME_CANDIDATES_MOST], plume_candidates candidates,
                           const plume_head *head)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    if (candidates.reader == plume_candidates_all().reader) {
        (void)pthread_once(&once, make_all);
        find(&of_all, may, head);
    } else {
        marks of_these;

        make(&of_these, candidates);
        find(&of_these, may, head);
    }
}
