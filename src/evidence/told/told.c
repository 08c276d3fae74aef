/* Matches and doubts, in words: one note for each pair of files. */
#include "evidence/told/told.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "evidence/told/file_pair.h"
#include "core/number/units.h"
#include "intake/internal.h"

static int by_number(uint32_t left, uint32_t right)
{
    return (left > right) - (left < right);
}

static int by_files(const void *book, const void *left, const void *right)
{
    const plume_told_pair *a = left, *b = right;
    int order = by_number(a->what, b->what);

    if (order == 0)
        order = by_number(plume_book_input(book, a->left_account),
                          plume_book_input(book, b->left_account));
    if (order == 0)
        order = by_number(plume_book_input(book, a->right_account),
                          plume_book_input(book, b->right_account));
    if (order == 0)
        order = by_number(a->left_account, b->left_account);
    return order != 0 ? order : by_number(a->right_account, b->right_account);
}

static bool are_of_same(const plume_book *book, const plume_told_pair *a,
                        const plume_told_pair *b)
{
    return a->what == b->what &&
           plume_book_input(book, a->left_account) ==
               plume_book_input(book, b->left_account) &&
           plume_book_input(book, a->right_account) ==
               plume_book_input(book, b->right_account);
}

/* NULL at first, when they are counted. */
typedef struct told_pairs {
    plume_told_pair *all;
    size_t count;
} told_pairs;

/* Two files have one order, whichever side found the pair: one note for each two. */
static void push(told_pairs *to, const plume_book *book, uint32_t left, uint32_t right,
                 plume_told_what what)
{
    bool turn;

    if (to->all != NULL) {
        turn = plume_book_input(book, left) > plume_book_input(book, right);
        to->all[to->count] =
            (plume_told_pair){ turn ? right : left, turn ? left : right, what };
    }
    to->count++;
}

/* Accounts that came into their group by times, beside the first of it. */
static void collect(told_pairs *to, const plume_relating *relating)
{
    static const plume_told_what told[] = {
        [PLUME_DOUBT_INSIDE] = PLUME_TOLD_MAYBE,
        [PLUME_DOUBT_PAIRING] = PLUME_TOLD_PAIRING,
        [PLUME_DOUBT_UNKNOWN] = PLUME_TOLD_UNKNOWN,
        [PLUME_DOUBT_CROWDED] = PLUME_TOLD_CROWDED,
        [PLUME_DOUBT_TIMES] = PLUME_TOLD_SAME,
        [PLUME_DOUBT_STUDY] = PLUME_TOLD_STUDY,
        [PLUME_DOUBT_KEY] = PLUME_TOLD_KEY,
    };
    const plume_groups *groups = relating->groups;
    const plume_book *book = relating->book;

    to->count = 0;
    for (uint32_t i = 0; i < book->count; i++) {
        uint32_t first = plume_group_of(groups, i);
        plume_group_facts facts = plume_group_facts_of(groups, first);

        if (book->account[i].rule == PLUME_RULE_TIMES && i != first)
            push(to, book, first, i, PLUME_TOLD_SAME);
        if (first == i && facts.holder != PLUME_NOBODY &&
            facts.holder_rule == PLUME_RULE_INSIDE)
            push(to, book, facts.holder, facts.by, PLUME_TOLD_INSIDE);
    }
    for (size_t i = 0; i < relating->doubt_count; i++) {
        const plume_doubt *doubt = &relating->doubt[i];

        if (doubt->kind != PLUME_DOUBT_ZONE)
            push(to, book, doubt->right, doubt->left, told[doubt->kind]);
    }
}

/* A log without a zone that was moved to the clock of another. */
static void tell_shifts(const plume_relating *relating, plume_intake *intake)
{
    for (size_t i = 0; i < relating->doubt_count; i++) {
        const plume_doubt *doubt = &relating->doubt[i];
        const plume_book *book = relating->book;

        if (doubt->kind == PLUME_DOUBT_ZONE)
            plume_notes_add(
                intake->notes, PLUME_WARNING, "zone-shifted",
                intake->met[plume_book_input(book, doubt->left)]->shown.path, 0,
                "its times have no zone, and are moved by %+.4g h, where its "
                "runs are those of %s; --timezone states the zone",
                (double)book->shift_s[doubt->left] / SECONDS_PER_HOUR,
                intake->met[plume_book_input(book, doubt->right)]->shown.path);
    }
}

/* One sentence for all: these logs are many, and each is a file of its own. */
static void tell_timeless(const plume_relating *relating, plume_intake *intake)
{
    unsigned long long pairs = relating->groups->pairs[PLUME_RULE_TIMELESS];
    const plume_account *account = relating->book->account;
    const char *first = NULL;

    for (uint32_t i = 0; i < relating->book->count && pairs > 0; i++) {
        const char *path = intake->met[plume_book_input(relating->book, i)]->shown.path;

        if (account[i].rule == PLUME_RULE_TIMELESS &&
            (account[i].flags & PLUME_ACCOUNT_SILENT) != 0 &&
            (first == NULL || strcmp(path, first) < 0))
            first = path;
    }
    if (first != NULL)
        plume_notes_add(intake->notes, PLUME_WARNING, "same-without-times", first, 0,
                        "%llu of the logs that state no time %s taken for %s that other "
                        "logs tell, and counted once; --distinct '%s,*' says otherwise",
                        pairs, pairs == 1 ? "is" : "are", pairs == 1 ? "a run" : "runs",
                        first);
}

plume_status plume_told_notes(const plume_relating *relating, plume_intake *intake,
                              plume_error *error)
{
    told_pairs to = { NULL, 0 };
    plume_status status = PLUME_OK;

    collect(&to, relating);
    to.all = malloc((to.count + 1) * sizeof *to.all);
    if (to.all == NULL)
        return plume_fail_memory(error);
    tell_shifts(relating, intake);
    tell_timeless(relating, intake);
    collect(&to, relating);
    plume_sort(to.all, to.count, sizeof *to.all, by_files, relating->book);
    for (size_t first = 0, end; first < to.count && status == PLUME_OK; first = end) {
        for (end = first;
             end < to.count && are_of_same(relating->book, &to.all[first], &to.all[end]);)
            end++;
        status = plume_told_pair_note(&to.all[first], end - first, relating->book, intake,
                                      error);
    }
    free(to.all);
    return status;
}
