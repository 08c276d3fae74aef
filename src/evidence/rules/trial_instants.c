/* Event files that a sweep's callback writes for a trial that has ended: one a trial, of
 * an instant, in a folder of the trial's number. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Seconds: what is shorter is no work; how soon after a trial its callback writes; and
 * what clocks without a zone may be apart by, up to 14 hours. */
static const double instant_s = 1.0, soon_s = 3.0, quarter_s = 900.0, zones_s = 50400.0;

/* A trial of Optuna that has times. */
typedef struct trial {
    uint32_t number, account; /* number: as marks have it */
} trial;

static int by_number(const void *left, const void *right)
{
    const trial *a = left, *b = right;

    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

/* ".../trial-3/events.out..." is of trial 3: mark 4; 0: of none. */
static uint32_t number_of(const char *path)
{
    static const char word[] = "trial-";
    const char *slash = strrchr(path, '/'), *from = slash;
    unsigned long number;
    char *end;

    if (slash == NULL)
        return 0;
    while (from > path && from[-1] != '/')
        from--;
    if (strncmp(from, word, sizeof word - 1) != 0 ||
        strspn(from + sizeof word - 1, "0123456789") == 0)
        return 0;
    number = strtoul(from + sizeof word - 1, &end, 10);
    return end == slash && number < UINT32_MAX - 1 ? (uint32_t)number + 1 : 0;
}

/* Whether the instant comes just after the trial, as far as their clocks can tell. */
static bool follows(const plume_account *instant, const plume_account *of)
{
    double after_s = instant->start_s - of->end_s;

    if ((of->flags & PLUME_ACCOUNT_NAIVE) != 0 && fabs(after_s) <= zones_s)
        after_s -= quarter_s * floor((after_s + soon_s) / quarter_s);
    return after_s >= -(double)of->resolution_s - instant_s &&
           after_s <= soon_s + of->resolution_s;
}

/* Of two that fit none is taken. */
static uint32_t find(const plume_book *book, const trial *all, size_t count,
                     uint32_t number, const plume_account *instant)
{
    size_t low = 0, high = count;
    uint32_t found = PLUME_NOBODY;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (all[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && all[low].number == number; low++) {
        if (!follows(instant, &book->account[all[low].account]))
            continue;
        if (found != PLUME_NOBODY)
            return PLUME_NOBODY;
        found = all[low].account;
    }
    return found;
}

static size_t find_trials(trial *out, const plume_book *book)
{
    size_t count = 0;

    for (uint32_t i = 0; i < book->count; i++)
        if (book->marks[i].mark[PLUME_MARK_TRIAL] != 0 &&
            plume_account_has_times(&book->account[i]) &&
            strcmp(book->tool[book->account[i].reader], "optuna") == 0)
            out[count++] = (trial){ book->marks[i].mark[PLUME_MARK_TRIAL], i };
    if (count > 0)
        qsort(out, count, sizeof *out, by_number);
    return count;
}

/* Rule `layout`: TensorBoardCallback of Optuna. */
bool plume_rule_trial_instants(plume_relating *relating)
{
    const plume_book *book = relating->book;
    trial *all = malloc((book->count + 1) * sizeof *all);
    size_t count = all != NULL ? find_trials(all, book) : 0;

    for (uint32_t i = 0; count > 0 && relating->intake != NULL && i < book->count; i++) {
        const plume_account *own = &book->account[i];
        uint32_t number, of;

        if (plume_book_kind(book, own) != PLUME_KIND_EVENTS ||
            !plume_account_has_times(own) || own->end_s - own->start_s >= instant_s)
            continue;
        number = number_of(plume_relating_path(relating, i));
        of = number != 0 ? find(book, all, count, number, own) : PLUME_NOBODY;
        if (of != PLUME_NOBODY)
            plume_groups_put_inside(relating->groups, i, of, PLUME_RULE_LAYOUT);
    }
    free(all);
    return all != NULL;
}
