/* A table of trials that names no study, as Optuna's trials_dataframe: it is the study
 * whose trials of the same numbers took as long. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rule `key`: durations equal to a millisecond, of nine in ten trials. */
static const double equal_s = 1e-3, equal_share = 0.9;

typedef struct trial {
    uint32_t number, account;
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
    if (is_optunas(book, account) && book->account[account].mark[PLUME_MARK_TRIAL] != 0)
        list->first[list->count++] =
            (trial){ book->account[account].mark[PLUME_MARK_TRIAL], account };
}

static const trial *find(const trial_list *list, uint32_t number)
{
    size_t low = 0, high = list->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (list->first[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count && list->first[low].number == number ? &list->first[low]
                                                                  : NULL;
}

/* Seconds, finer than an account's own duration. */
static double length_s(const plume_account *account)
{
    double length = account->end_s - account->start_s;

    return isnan(length) ? (double)account->duration_s : length;
}

static bool fits(const plume_book *book, const trial_list *table, const trial_list *study)
{
    size_t known = 0, equal = 0;

    for (size_t i = 0; i < table->count; i++) {
        const trial *other = find(study, table->first[i].number);
        double apart_s = other == NULL
                             ? (double)NAN
                             : length_s(&book->account[table->first[i].account]) -
                                   length_s(&book->account[other->account]);

        known += isnan(apart_s) ? 0 : 1;
        equal += fabs(apart_s) <= equal_s ? 1 : 0;
    }
    return known > 0 && (double)equal >= equal_share * (double)known;
}

static void join(plume_relating *relating, const trial_list *table,
                 const trial_list *study)
{
    for (size_t i = 0; i < table->count; i++) {
        const trial *other = find(study, table->first[i].number);

        if (other != NULL)
            plume_groups_join(relating->groups, table->first[i].account, other->account,
                              PLUME_RULE_KEY);
    }
}

/* --- all tables, all studies --- */

/* The studies that have a name, one list each behind the other in room. */
static size_t studies_of(trial_list *out, trial *room, const plume_book *book)
{
    size_t keyed, count = 0;
    const plume_keyed *keys = plume_book_keys(book, PLUME_KEY_STUDY, &keyed);

    for (size_t i = 0; i < keyed; i++) {
        if (i == 0 || keys[i].hash != keys[i - 1].hash)
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
            plume_relating_doubt(relating,
                                 (plume_doubt){ PLUME_DOUBT_STUDY, table->first->account,
                                                found->first->account, 0.0 });
            return;
        }
        found = &study[i];
    }
    if (found != NULL)
        join(relating, table, found);
}

/* Accounts of one input follow each other; a trial of a named study is in no table. */
static void relate_tables(plume_relating *relating, const trial_list *study,
                          size_t studies, trial *room)
{
    const plume_book *book = relating->book;

    for (uint32_t i = 0, end; i < book->count; i = end) {
        trial_list table = { room, 0 };

        for (end = i;
             end < book->count && book->account[end].input == book->account[i].input;
             end++)
            if ((book->account[end].flags & PLUME_ACCOUNT_STUDY) == 0)
                push(&table, book, end);
        qsort(table.first, table.count, sizeof *room, by_number);
        if (table.count > 0)
            relate_table(relating, &table, study, studies);
    }
}

bool plume_rule_trial_tables(plume_relating *relating)
{
    const plume_book *book = relating->book;
    size_t keyed;
    trial_list *study;
    trial *room;
    bool done;

    if (plume_book_keys(book, PLUME_KEY_STUDY, &keyed) == NULL)
        return true;
    study = malloc((keyed + 1) * sizeof *study);
    room = malloc((keyed + book->count + 1) * sizeof *room);
    done = study != NULL && room != NULL;
    if (done)
        relate_tables(relating, study, studies_of(study, room, book), &room[keyed]);
    free(study);
    free(room);
    return done;
}
