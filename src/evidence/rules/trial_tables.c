/* A table of trials that names no study, as Optuna's trials_dataframe: it is the study
 * whose trials of the same numbers took as long. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rule `key`: durations equal to a millisecond, of nine in ten trials; those do not count
 * that the storage knows to have died before the table's end of them, but half are equal.
 */
static const double equal_s = 1e-3, equal_share = 0.9, least_share = 0.5;

typedef struct trial {
    uint32_t number, account, input;
} trial;

/* All that tells of one study, or of one table, by number. */
typedef struct trial_list {
    trial *first;
    size_t count;
} trial_list;

static int by_number(const void *left, const void *right)
{
    const trial *a = left, *b = right;

    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

static bool is_optunas(const plume_book *book, uint32_t account)
{
    return strcmp(book->tool[book->account[account].reader], "optuna") == 0;
}

static void push(trial_list *list, const plume_book *book, uint32_t account)
{
    if (book->marks[account].mark[PLUME_MARK_TRIAL] != 0)
        list->first[list->count++] = (trial){ book->marks[account].mark[PLUME_MARK_TRIAL],
                                              account, plume_book_input(book, account) };
}

/* Seconds, finer than an account's own duration. */
static double length_s(const plume_account *account)
{
    return plume_account_length_s(account);
}

/* By how much the study's is longer than the table's. */
static double longer_s(const plume_book *book, const trial *table, const trial *study)
{
    return length_s(&book->account[study->account]) -
           length_s(&book->account[table->account]);
}

static double apart_s(const plume_book *book, const trial *left, const trial *right)
{
    return fabs(longer_s(book, left, right));
}

/* The trial of its number; where several logs of the study tell of it, the one that took
 * as long. */
static const trial *find(const plume_book *book, const trial_list *list,
                         const trial *wanted)
{
    size_t low = 0, high = list->count, best;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (list->first[middle].number < wanted->number)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == list->count || list->first[low].number != wanted->number)
        return NULL;
    best = low;
    for (size_t i = low + 1; i < list->count && list->first[i].number == wanted->number;
         i++)
        if (!(apart_s(book, wanted, &list->first[i]) >=
              apart_s(book, wanted, &list->first[best])))
            best = i;
    return &list->first[best];
}

static bool fits(const plume_book *book, const trial_list *table, const trial_list *study)
{
    size_t known = 0, equal = 0, shorter = 0;

    for (size_t i = 0; i < table->count; i++) {
        const trial *other = find(book, study, &table->first[i]);
        double longer =
            other == NULL ? (double)NAN : longer_s(book, &table->first[i], other);

        known += isnan(longer) ? 0 : 1;
        equal += fabs(longer) <= equal_s ? 1 : 0;
        shorter += longer < -equal_s ? 1 : 0;
    }
    return known > 0 && (double)equal >= equal_share * (double)(known - shorter) &&
           (double)equal >= least_share * (double)known;
}

static void join(plume_relating *relating, const trial_list *table,
                 const trial_list *study)
{
    for (size_t i = 0; i < table->count; i++) {
        const trial *other = find(relating->book, study, &table->first[i]);

        if (other != NULL)
            plume_groups_join(relating->groups, table->first[i].account, other->account,
                              PLUME_RULE_KEY);
    }
}

/* --- all tables, all studies --- */

/* The studies that have a name, one list each behind the other in room. */
static size_t studies_of(trial_list *out, trial *room, const plume_book *book,
                         const plume_keyed *keys, size_t keyed)
{
    size_t count = 0;

    for (size_t i = 0; i < keyed; i++) {
        if (i == 0 || !plume_keyed_same(&keys[i], &keys[i - 1]))
            out[count++] = (trial_list){ &room[i], 0 };
        push(&out[count - 1], book, keys[i].account);
    }
    for (size_t i = 0; i < count; i++)
        qsort(out[i].first, out[i].count, sizeof *room, by_number);
    return count;
}

/* Two that fit are told, and none is taken. */
static void relate_table(plume_relating *relating, const trial_list *table,
                         const trial_list *study, size_t studies)
{
    const trial_list *found = NULL;

    for (size_t i = 0; i < studies; i++) {
        if (!fits(relating->book, table, &study[i]))
            continue;
        if (found != NULL) {
            plume_relating_doubt(relating, PLUME_DOUBT_STUDY, table->first->account,
                                 found->first->account);
            return;
        }
        found = &study[i];
    }
    if (found != NULL)
        join(relating, table, found);
}

static int by_table(const void *left, const void *right)
{
    const trial *a = left, *b = right;

    if (a->input != b->input)
        return a->input < b->input ? -1 : 1;
    return by_number(left, right);
}

/* A table is a file; a trial of a named study is in none. */
static void relate_tables(plume_relating *relating, const trial_list *study,
                          size_t studies, trial *room)
{
    const plume_book *book = relating->book;
    trial_list all = { room, 0 };

    for (uint32_t i = 0; i < book->count; i++)
        if (is_optunas(book, i) && (book->account[i].flags & PLUME_ACCOUNT_STUDY) == 0)
            push(&all, book, i);
    if (all.count > 0)
        qsort(room, all.count, sizeof *room, by_table);
    for (size_t i = 0, end; i < all.count; i = end) {
        for (end = i; end < all.count && room[end].input == room[i].input;)
            end++;
        relate_table(relating, &(trial_list){ &room[i], end - i }, study, studies);
    }
}

bool plume_rule_trial_tables(plume_relating *relating)
{
    const plume_book *book = relating->book;
    plume_keyed *keys;
    size_t keyed;
    trial_list *study;
    trial *room;
    bool done;

    if (!plume_relating_keys(relating, PLUME_KEY_STUDY, &keys, &keyed))
        return false;
    if (keyed == 0)
        return true;
    study = malloc((keyed + 1) * sizeof *study);
    room = malloc((keyed + book->count + 1) * sizeof *room);
    done = study != NULL && room != NULL;
    if (done)
        relate_tables(relating, study, studies_of(study, room, book, keys, keyed),
                      &room[keyed]);
    free(keys);
    free(study);
    free(room);
    return done;
}
