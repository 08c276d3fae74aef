/* What two files have in common, with the sums of both and how to overrule it. */
#include "evidence/told/file_pair.h"

#include <math.h>
#include <stdlib.h>

#include "core/number/units.h"
#include "intake/internal.h"
#include <plume/number.h>

/* NAN: nobody tells any. */
typedef struct sums {
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

static plume_status sum_up(sums *left, sums *right, const plume_told_pair *pair,
                           size_t count, const plume_book *book, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        if (i == 0 || pair[i].left_account != pair[i - 1].left_account)
            status = add(left, book, pair[i].left_account, error);
        if (status == PLUME_OK &&
            (i == 0 || pair[i].right_account != pair[i - 1].right_account))
            status = add(right, book, pair[i].right_account, error);
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
plume_status plume_told_pair_note(const plume_told_pair *pair, size_t count,
                                  const plume_book *book, plume_intake *intake,
                                  plume_error *error)
{
    uint32_t left_input = plume_book_input(book, pair->left_account);
    uint32_t right_input = plume_book_input(book, pair->right_account);
    const char *left_path = intake->met[left_input]->shown.path;
    const char *right_path = intake->met[right_input]->shown.path;
    bool apart = pair->what == PLUME_TOLD_MAYBE || pair->what == PLUME_TOLD_CROWDED ||
                 pair->what == PLUME_TOLD_UNKNOWN || pair->what == PLUME_TOLD_STUDY;
    sums left = { (double)NAN, (double)NAN }, right = left;
    plume_text text;
    plume_status status = sum_up(&left, &right, pair, count, book, error);

    plume_text_init(&text);
    plume_text_printf(&text, "%zu of its runs and of %s %s: ", count, right_path,
                      sentences[pair->what]);
    add_sums(&text, &left, "here, ");
    add_sums(&text, &right, "there; ");
    plume_text_printf(&text, "--%s '%s,%s' says otherwise", apart ? "same" : "distinct",
                      left_path, right_path);
    if (status == PLUME_OK)
        status = plume_text_status(&text, error);
    if (status == PLUME_OK && is_worth_telling(pair->what, &left, &right))
        plume_notes_add(intake->notes, PLUME_WARNING, codes[pair->what], left_path, 0,
                        "%s", text.data);
    plume_text_dispose(&text);
    return status;
}
