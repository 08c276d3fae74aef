/* Ranks names by edit distance, shared words and shared starts, to say "did you mean".
 * */
#include <plume/names.h>

#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "core/ascii.h"

enum { NAME_MOST = 128, WORDS_MOST = 16, NEAREST = 3 };

/* Names are compared by their first bytes; none that means anything is longer. */
typedef struct folded {
    char text[NAME_MOST];
    size_t length;
    size_t word[WORDS_MOST + 1]; /* where words begin; one more for the end */
    size_t words;
} folded;

static bool is_ignored(char c)
{
    return c == ' ' || c == '\t' || c == '-' || c == '_' || c == '.' || c == '/';
}

static void fold(folded *out, const char *name)
{
    bool inside = false;

    out->length = 0;
    out->words = 0;
    for (; *name != '\0' && out->length < NAME_MOST; name++) {
        if (is_ignored(*name)) {
            inside = false;
            continue;
        }
        if (!inside && out->words < WORDS_MOST)
            out->word[out->words++] = out->length;
        inside = true;
        out->text[out->length++] = plume_lower(*name);
    }
    out->word[out->words] = out->length;
}

/* Names are compared as people write them: without regard to case and to the marks
 * between words. */
bool plume_name_equal(const char *a, const char *b)
{
    for (;;) {
        while (is_ignored(*a))
            a++;
        while (is_ignored(*b))
            b++;
        if (plume_lower(*a) != plume_lower(*b))
            return false;
        if (*a == '\0')
            return true;
        a++;
        b++;
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours. */
static size_t edits(const folded *a, const folded *b)
{
    size_t row[3][NAME_MOST + 1];

    for (size_t j = 0; j <= b->length; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= a->length; i++) {
        size_t *now = row[i % 3], *before = row[(i + 2) % 3], *earlier = row[(i + 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= b->length; j++) {
            bool same = a->text[i - 1] == b->text[j - 1];

            now[j] = least(least(before[j], now[j - 1]) + 1, before[j - 1] + !same);
            if (i > 1 && j > 1 && a->text[i - 1] == b->text[j - 2] &&
                a->text[i - 2] == b->text[j - 1])
                now[j] = least(now[j], earlier[j - 2] + 1);
        }
    }
    return row[a->length % 3][b->length];
}

static bool has_word(const folded *name, const char *word, size_t length)
{
    for (size_t i = 0; i < name->words; i++)
        if (name->word[i + 1] - name->word[i] == length &&
            memcmp(name->text + name->word[i], word, length) == 0)
            return true;
    return false;
}

/* Whether every word of the one stands in the other. */
static bool is_within(const folded *one, const folded *other)
{
    for (size_t i = 0; i < one->words; i++)
        if (!has_word(other, one->text + one->word[i], one->word[i + 1] - one->word[i]))
            return false;
    return one->words > 0;
}

/* One that the other begins with, or holds as words: "T4" for "Tesla T4". */
static bool is_part(const folded *a, const folded *b)
{
    const folded *shorter = a->length > b->length ? b : a, *longer = shorter == a ? b : a;

    return shorter->length >= 2 &&
           (memcmp(shorter->text, longer->text, shorter->length) == 0 ||
            is_within(shorter, longer));
}

static bool is_same(const folded *a, const folded *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* Letters that the one has and the other lacks: no fewer edits make one of the other. */
static size_t least_edits(const folded *a, const folded *b)
{
    short surplus[UCHAR_MAX + 1] = { 0 };
    size_t more, fewer = 0;

    for (size_t i = 0; i < a->length; i++)
        surplus[(unsigned char)a->text[i]]++;
    for (size_t i = 0; i < b->length; i++)
        if (surplus[(unsigned char)b->text[i]]-- <= 0)
            fewer++;
    more = a->length + fewer - b->length;
    return more > fewer ? more : fewer;
}

/* SIZE_MAX for more than most; a part is as near as one edit. */
static size_t distance_within(const char *a, const char *b, size_t most)
{
    folded first, second;

    fold(&first, a);
    fold(&second, b);
    if (is_same(&first, &second))
        return 0;
    if (is_part(&first, &second))
        return 1;
    return least_edits(&first, &second) > most ? SIZE_MAX : edits(&first, &second);
}

size_t plume_name_distance(const char *a, const char *b)
{
    return distance_within(a, b, SIZE_MAX);
}

void plume_nearest_init(plume_nearest *nearest, const char *wanted)
{
    memset(nearest, 0, sizeof *nearest);
    nearest->wanted = wanted;
}

static size_t near_enough(const char *wanted)
{
    size_t length = strlen(wanted);

    return length < 4 ? 1 : length < 9 ? 2 : length / 3;
}

size_t plume_nearest_distance(const plume_nearest *nearest, const char *candidate)
{
    size_t most = near_enough(nearest->wanted);
    size_t distance = distance_within(nearest->wanted, candidate, most);

    return distance <= most ? distance : SIZE_MAX;
}

static size_t gap(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

/* How many letters the folded names have in common from the start. */
static size_t shared_start(const char *a, const char *b)
{
    folded first, second;
    size_t i = 0;

    fold(&first, a);
    fold(&second, b);
    while (i < first.length && i < second.length && first.text[i] == second.text[i])
        i++;
    return i;
}

/* Nearer; or as near and longer the same from the start, or more alike in length; the
 * first offered wins a tie. */
static bool is_nearer(const plume_nearest *nearest, const char *candidate,
                      size_t distance, size_t i)
{
    size_t wanted = strlen(nearest->wanted), ours, theirs;

    if (nearest->name[i] == NULL)
        return true;
    if (distance != nearest->distance[i])
        return distance < nearest->distance[i];
    ours = shared_start(candidate, nearest->wanted);
    theirs = shared_start(nearest->name[i], nearest->wanted);
    if (ours != theirs)
        return ours > theirs;
    return gap(strlen(candidate), wanted) < gap(strlen(nearest->name[i]), wanted);
}

/* Keeps the nearest three in order; the same name from two tables is offered once. */
void plume_nearest_offer(plume_nearest *nearest, const char *candidate)
{
    size_t distance = plume_nearest_distance(nearest, candidate), i, at = 0;

    if (distance == SIZE_MAX)
        return;
    for (i = 0; i < NEAREST && nearest->name[i] != NULL; i++)
        if (strcmp(nearest->name[i], candidate) == 0)
            return;
    while (at < NEAREST && !is_nearer(nearest, candidate, distance, at))
        at++;
    if (at == NEAREST)
        return;
    for (i = NEAREST - 1; i > at; i--) {
        nearest->name[i] = nearest->name[i - 1];
        nearest->distance[i] = nearest->distance[i - 1];
    }
    nearest->name[at] = candidate;
    nearest->distance[at] = distance;
}

void plume_nearest_print(plume_text *out, const plume_nearest *nearest)
{
    plume_nearest_print_behind(out, nearest, "");
}

void plume_nearest_print_behind(plume_text *out, const plume_nearest *nearest,
                                const char *prefix)
{
    if (nearest->name[0] == NULL)
        return;
    plume_text_add(out, "did you mean ");
    for (size_t i = 0; i < NEAREST && nearest->name[i] != NULL; i++) {
        bool last = i + 1 == NEAREST || nearest->name[i + 1] == NULL;

        plume_text_printf(out, "%s'%s%s'",
                          i == 0 ? ""
                          : last ? " or "
                                 : ", ",
                          prefix, nearest->name[i]);
    }
    plume_text_add_char(out, '?');
}
