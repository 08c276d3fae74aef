/* What two files have in common, with the sums of both and how to overrule it. */
#include "evidence/told/file_pair.h"

#include <math.h>
#include <stdlib.h>

#include "core/number/units.h"
#include "core/sort.h"
#include "intake/internal.h"
#include <plume/number.h>

/* Of the accounts of one file. NAN: nobody tells any. */
typedef struct sums {
    size_t accounts;
    double hours, energy_kwh;
} sums;

static double plus(double sum, double more)
{
    return isnan(sum) ? more : isnan(more) ? sum : sum + more;
}

/* What an account does not know adds nothing to the sums, in hours and kWh. */
static plume_status add(sums *out, const plume_book *book, uint32_t account,
                        plume_error *error)
{
    char *text = NULL;
    double duration_s;
    plume_run run;
    plume_status status = plume_book_duration_s(book, account, &duration_s, error);

    if (status == PLUME_OK)
        status = plume_book_read(book, account, &run, &text, error);
    if (status == PLUME_OK) {
        out->hours = plus(out->hours, duration_s / SECONDS_PER_HOUR);
        out->energy_kwh = plus(out->energy_kwh, run.energy.total_kwh);
    }
    free(text);
    return status;
}

static int by_number(uint32_t left, uint32_t right)
{
    return (left > right) - (left < right);
}

static int by_left(const void *unused, const void *left, const void *right)
{
    const plume_told_pair *a = left, *b = right;

    (void)unused;
    return by_number(a->left_account, b->left_account);
}

static int by_right(const void *unused, const void *left, const void *right)
{
    const plume_told_pair *a = left, *b = right;

    (void)unused;
    return by_number(a->right_account, b->right_account);
}

/* Each account once, however many it is paired with. */
static plume_status sum_up(sums *out, plume_told_pair *pair, size_t count, bool right,
                           const plume_book *book, plume_error *error)
{
    plume_sort_compare order = right ? by_right : by_left;
    plume_status status = PLUME_OK;

    *out = (sums){ 0, (double)NAN, (double)NAN };
    plume_sort(pair, count, sizeof *pair, order, NULL);
    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        if (i > 0 && order(NULL, &pair[i - 1], &pair[i]) == 0)
            continue;
        out->accounts++;
        status =
            add(out, book, right ? pair[i].right_account : pair[i].left_account, error);
    }
    return status;
}

static const char *const sentences[] = {
    [PLUME_TOLD_SAME] = "tell of the same work by their times, which is counted once",
    [PLUME_TOLD_INSIDE] = "lie within each other by their times, and are counted once",
    [PLUME_TOLD_MAYBE] = "may be parts of one another, and are counted as different",
    [PLUME_TOLD_CROWDED] =
        "are too many at one time to be told apart, and are counted as "
        "different",
    [PLUME_TOLD_PAIRING] = "begin and end together: which of them is told by which other "
                           "log is arbitrary, and changes no total",
    [PLUME_TOLD_UNKNOWN] = "may be paired in several ways that give other sums, and are "
                           "counted as different",
    [PLUME_TOLD_STUDY] = "may be the same trials, and so may those of another study: "
                         "they are counted as different",
    [PLUME_TOLD_KEY] = "share an identifier and are counted once, though their hosts, "
                       "devices or numbers of devices differ",
};
static const char *const codes[] = {
    [PLUME_TOLD_SAME] = "same-by-times",        [PLUME_TOLD_INSIDE] = "part-by-times",
    [PLUME_TOLD_MAYBE] = "may-be-inside",       [PLUME_TOLD_CROWDED] = "pairing-unknown",
    [PLUME_TOLD_PAIRING] = "pairing-arbitrary", [PLUME_TOLD_UNKNOWN] = "pairing-unknown",
    [PLUME_TOLD_STUDY] = "study-unknown",       [PLUME_TOLD_KEY] = "accounts-disagree",
};

static void add_sums(plume_text *text, const sums *all, const char *after)
{
    if (!isnan(all->hours))
        plume_number_significant(text, all->hours, 4);
    plume_text_add(text, isnan(all->hours) ? "no time and " : " h and ");
    if (!isnan(all->energy_kwh))
        plume_number_significant(text, all->energy_kwh, 4);
    plume_text_printf(text, "%s %s", isnan(all->energy_kwh) ? "no energy" : " kWh",
                      after);
}

/* Which of two equals was taken matters where their energies differ. */
static bool is_worth_telling(plume_told_what what, const sums *left, const sums *right)
{
    double a = left->energy_kwh, b = right->energy_kwh;

    if (what != PLUME_TOLD_PAIRING || isnan(a) != isnan(b))
        return true;
    return fabs(a - b) > 0.01 * fmax(a, b); /* of two unknown ones: false */
}

/* A match that rests on times alone names both files, both sums and the option that says
 * otherwise (docs/evidence.md, Overruling it). */
plume_status plume_told_pair_note(plume_told_pair *pair, size_t count,
                                  const plume_book *book, plume_intake *intake,
                                  plume_error *error)
{
    uint32_t left_input = plume_book_input(book, pair->left_account);
    uint32_t right_input = plume_book_input(book, pair->right_account);
    const char *left_path = intake->met[left_input]->shown.path;
    const char *right_path = intake->met[right_input]->shown.path;
    bool apart = pair->what == PLUME_TOLD_MAYBE || pair->what == PLUME_TOLD_CROWDED ||
                 pair->what == PLUME_TOLD_UNKNOWN || pair->what == PLUME_TOLD_STUDY;
    sums left, right;
    plume_text text;
    plume_status status = sum_up(&left, pair, count, false, book, error);

    if (status == PLUME_OK)
        status = sum_up(&right, pair, count, true, book, error);
    if (status != PLUME_OK)
        return status;
    plume_text_init(&text);
    plume_text_printf(&text, "%zu of its runs and ", left.accounts);
    if (left.accounts != right.accounts)
        plume_text_printf(&text, "%zu ", right.accounts);
    plume_text_printf(&text, "of %s %s: ", right_path, sentences[pair->what]);
    add_sums(&text, &left, "here, ");
    add_sums(&text, &right, "there; ");
    plume_text_printf(&text, "--%s '%s,%s' says otherwise", apart ? "same" : "distinct",
                      left_path, right_path);
    status = plume_text_status(&text, error);
    if (status == PLUME_OK && is_worth_telling(pair->what, &left, &right))
        plume_notes_add(intake->notes, PLUME_WARNING, codes[pair->what], left_path, 0,
                        "%s", text.data);
    plume_text_dispose(&text);
    return status;
}
