/* R19: a named model against what is published of it. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

#include "audit/claim/printed_figure.h"
#include "core/number/units.h"

/* The figures of a row that are published, and how each stands to them. Results say which
 * run it is; inputs are shared by many. */
enum { HELD_MOST = 12 };

typedef enum how { UNLIKE, EQUAL, OTHER } how;

typedef struct held {
    plume_quantity published; /* an energy at any boundary is CLAIM_ENERGY */
    const plume_claim_figure *stated;
    plume_lint_value value[PLUME_LINT_VALUES_MOST];
    size_t count, like; /* like: which value it is, unless it is unlike all */
    how standing;
    bool is_result;
} held;

typedef struct row {
    plume_lint *lint;
    const plume_claim_run *run;
    plume_published known;
    held figure[HELD_MOST];
    size_t count;
} row;

static const char *source_text(const row *of, const plume_lint_value *value)
{
    return plume_findings_text(&of->lint->findings, "%s, %s%s", value->paper,
                               value->table,
                               value->secondary ? ", as quoted by others" : "");
}

/* "14 t (Touvron et al. 2023, Table 15, row 3)" */
static const char *value_text(const row *of, const plume_lint_value *value)
{
    return plume_findings_text(&of->lint->findings, "%s (%s)",
                               value->printed[0] != '\0'
                                   ? value->printed
                                   : plume_lint_number(of->lint, value->span.value),
                               source_text(of, value));
}

/* --- what a figure is --- */

/* Sizes are named by round figures: "33B" is 32.5 billion; and sizes and tokens are often
 * stated without their unit: "33". */
static bool is_near(const held *figure, const plume_lint_value *value)
{
    static const double units[] = { 1.0, 1e6, 1e9, 1e12 };
    bool size = figure->published == CLAIM_PARAMETERS ||
                figure->published == CLAIM_ACTIVE_PARAMETERS;

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        double ratio = figure->stated->value * units[i] / value->span.value;

        if ((size && ratio > 0.85 && ratio < 1.18) ||
            (i > 0 && figure->published == CLAIM_TOKENS && fabs(ratio - 1.0) < 0.005))
            return true;
    }
    return false;
}

static void classify(held *figure)
{
    for (int own = 1; own >= 0; own--)
        for (size_t i = 0; i < figure->count; i++) {
            const plume_lint_value *value = &figure->value[i];

            if ((value->what[0] == '\0') != (own == 1) ||
                (!plume_lint_is_published(figure->stated, value->span) &&
                 !is_near(figure, value)))
                continue;
            figure->standing = own == 1 ? EQUAL : OTHER;
            figure->like = i;
            return;
        }
}

static void hold(row *of, plume_quantity own, plume_quantity published, bool is_result)
{
    held *figure = &of->figure[of->count];

    if (!plume_lint_has(of->run, own) || !(of->run->figure[own].value > 0.0))
        return;
    *figure = (held){ .published = published,
                      .stated = &of->run->figure[own],
                      .is_result = is_result };
    figure->count = plume_lint_values(figure->value, of->lint, &of->known, published);
    if (figure->count == 0)
        return;
    classify(figure);
    of->count++;
}

static void hold_all(row *of)
{
    static const plume_quantity inputs[] = {
        CLAIM_PARAMETERS, CLAIM_ACTIVE_PARAMETERS, CLAIM_TOKENS, CLAIM_WORK, CLAIM_POWER,
        CLAIM_PUE,        CLAIM_INTENSITY,
    };
    plume_quantity boundary = CLAIM_ENERGY;

    if (plume_lint_stated_energy(of->run, &boundary) != NULL)
        hold(of, boundary, CLAIM_ENERGY, true);
    hold(of, CLAIM_EMISSIONS, CLAIM_EMISSIONS, true);
    if (!plume_lint_has(of->run, CLAIM_EMISSIONS))
        hold(of, CLAIM_BARE_EMISSIONS, CLAIM_EMISSIONS, true);
    hold(of, CLAIM_NET_EMISSIONS, CLAIM_NET_EMISSIONS, true);
    hold(of, CLAIM_DEVICE_HOURS, CLAIM_DEVICE_HOURS, true);
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++)
        hold(of, inputs[i], inputs[i], false);
}

static size_t count_of(const row *of, bool results, how standing)
{
    size_t count = 0;

    for (size_t i = 0; i < of->count; i++)
        count += of->figure[i].is_result == results && of->figure[i].standing == standing;
    return count;
}

/* --- telling --- */

static void tell(const row *of, plume_gravity severity, const char *message,
                 const char *arithmetic)
{
    static const plume_quantity cells[] = { CLAIM_DEVICE_HOURS, CLAIM_ENERGY,
                                            CLAIM_IT_ENERGY,    CLAIM_FACILITY_ENERGY,
                                            CLAIM_EMISSIONS,    CLAIM_NET_EMISSIONS };

    plume_lint_tell(
        of->lint, of->run,
        &(plume_lint_report){
            .code = "R19",
            .severity = severity,
            .message = message,
            .cells = plume_lint_cells(of->lint, of->run, cells,
                                      sizeof cells / sizeof cells[0]),
            .arithmetic = arithmetic,
            .sentence = plume_findings_text(
                &of->lint->findings,
                "Published of '%s' is: %s; please check the row, or say which run and "
                "which boundary it is.",
                of->known.name, arithmetic),
        });
}

/* "energy 36 MWh (source), emissions 14 t (source)": what is published of the figures
 * that stand so, all of them where any does. */
static const char *published_text(const row *of, how standing, bool any)
{
    const char *text = "";

    for (size_t i = 0; i < of->count; i++) {
        const held *figure = &of->figure[i];

        if (!any && figure->standing != standing)
            continue;
        text = plume_findings_text(
            &of->lint->findings, "%s%s%s %s", text, text[0] != '\0' ? ", " : "",
            plume_quantity_word(figure->published), value_text(of, &figure->value[0]));
    }
    return text;
}

/* --- another row --- */

static bool has_value(const row *of, const held *figure, const plume_published *other,
                      const char **text)
{
    plume_lint_value value[PLUME_LINT_VALUES_MOST];
    size_t count = plume_lint_values(value, of->lint, other, figure->published);

    for (size_t i = 0; i < count && value[i].what[0] == '\0'; i++)
        if (plume_lint_fits(figure->stated, value[i].span)) {
            *text = value_text(of, &value[i]);
            return true;
        }
    return false;
}

/* How much of the row another published model has. */
typedef struct likeness {
    size_t equal, unlike, digits; /* unlike: what is no published value of its own */
    const char *text;
} likeness;

static likeness likeness_to(const row *of, const plume_published *other)
{
    likeness out = { .text = "" };

    for (size_t k = 0; k < of->count; k++) {
        const held *figure = &of->figure[k];
        const char *value;

        if (figure->standing == EQUAL || !figure->is_result ||
            !has_value(of, figure, other, &value))
            continue;
        out.equal++;
        out.unlike += figure->standing == UNLIKE;
        out.digits += (size_t)figure->stated->digits;
        out.text = plume_findings_text(&of->lint->findings, "%s%s%s %s", out.text,
                                       out.text[0] != '\0' ? ", " : "",
                                       plume_quantity_word(figure->published), value);
    }
    return out;
}

/* Another row of the same paper that is of more or less than the training: its family,
 * its development. */
static bool is_wider(const row *of, const plume_published *other, const likeness *like)
{
    return strcmp(other->paper, of->known.paper) == 0 && like->unlike > 0 &&
           like->digits >= 3 && strcmp(other->covers, of->known.covers) != 0;
}

/* Two results of another published model: rows were exchanged. One of a neighbour in the
 * same paper, where the row's other results are its own: a cell was. */
static bool is_another_row(const row *of, const plume_published *other,
                           const likeness *like)
{
    bool neighbour =
        strcmp(other->paper, of->known.paper) == 0 && count_of(of, true, EQUAL) > 0;

    return (like->equal >= 2 && like->unlike > 0 && like->digits >= 4) ||
           (like->unlike == 1 && neighbour && like->digits >= 2);
}

static void tell_another(const row *of, const plume_published *other,
                         const likeness *like)
{
    bool wider = is_wider(of, other, like);

    tell(of, wider ? PLUME_FINDING_INFO : PLUME_FINDING_WARNING,
         wider
             ? plume_findings_text(&of->lint->findings, "another boundary, %s of %s: %s",
                                   other->covers, other->name, like->text)
             : plume_findings_text(&of->lint->findings,
                                   "the figures are those of %s, not of %s: %s",
                                   other->name, of->known.name, like->text),
         published_text(of, UNLIKE, false));
}

static bool tell_exchanged(const row *of)
{
    plume_published other;
    bool found = true;

    for (size_t i = 0; found && count_of(of, true, UNLIKE) > 0; i++) {
        likeness like;

        if (plume_factors_model_at(of->lint->factors, i, &other, &found, NULL) !=
                PLUME_OK ||
            !found)
            return false;
        if (strcmp(other.model, of->known.model) == 0)
            continue;
        like = likeness_to(of, &other);
        if (!is_wider(of, &other, &like) && !is_another_row(of, &other, &like))
            continue;
        tell_another(of, &other, &like);
        return true;
    }
    return false;
}

/* --- a factor --- */

/* A power of a thousand, pounds, the PUE or the count of devices between the stated
 * figure and the published one. */
static const char *factor_between(const row *of, const held *figure)
{
    const struct {
        double ratio;
        const char *what;
    } slips[] = {
        { 1e3, "1,000" },
        { 1e-3, "1/1,000" },
        { 1e6, "1,000,000" },
        { 1e-6, "1/1,000,000" },
        { 1.0 / KG_PER_POUND, "2.205 (pounds)" },
        { KG_PER_POUND, "0.4536 (pounds)" },
        { of->known.pue, "its PUE" },
        { 1.0 / of->known.pue, "1 over its PUE" },
        { of->known.device_count, "its count of devices" },
        { 1.0 / of->known.device_count, "1 over its count of devices" },
    };

    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        bool pounds = i == 4 || i == 5, small = i == 6 || i == 7;

        if (isnan(slips[i].ratio) || slips[i].ratio == 1.0 ||
            (pounds && figure->published != CLAIM_EMISSIONS) ||
            (small && figure->published == CLAIM_DEVICE_HOURS) ||
            figure->stated->digits < (small ? 3 : 2) ||
            !plume_lint_fits(figure->stated,
                             plume_interval_times(figure->value[0].span,
                                                  plume_interval_exact(slips[i].ratio))))
            continue;
        return slips[i].what;
    }
    return NULL;
}

static bool tell_factors(const row *of)
{
    bool told = false;

    for (size_t i = 0; i < of->count; i++) {
        const held *figure = &of->figure[i];
        const char *factor = figure->is_result && figure->standing == UNLIKE
                                 ? factor_between(of, figure)
                                 : NULL;

        if (factor == NULL)
            continue;
        told = true;
        tell(of, PLUME_FINDING_WARNING,
             plume_findings_text(&of->lint->findings, "the published %s times %s",
                                 plume_quantity_word(figure->published), factor),
             published_text(of, UNLIKE, true));
    }
    return told;
}

/* --- the rest --- */

/* Another boundary, or an estimate of others: it is published, and says what it is. */
static void tell_others(const row *of)
{
    for (size_t i = 0; i < of->count; i++) {
        const held *figure = &of->figure[i];
        const plume_lint_value *value = &figure->value[figure->like];

        if (figure->standing != OTHER || !figure->is_result)
            continue;
        tell(of, PLUME_FINDING_INFO,
             plume_findings_text(&of->lint->findings,
                                 "%s: another published value: %s, %s",
                                 plume_quantity_word(figure->published),
                                 value_text(of, value), value->what),
             plume_findings_text(&of->lint->findings, "%s %s",
                                 plume_quantity_word(figure->published),
                                 value_text(of, &figure->value[0])));
    }
}

/* A size belongs to the name, whatever the run. */
static void tell_size(row *of)
{
    for (size_t i = 0; i < of->count; i++) {
        held *figure = &of->figure[i];

        if (figure->standing != UNLIKE || figure->published != CLAIM_PARAMETERS)
            continue;
        tell(of, PLUME_FINDING_WARNING,
             plume_findings_text(&of->lint->findings, "%s parameters are not those of %s",
                                 figure->stated->printed, of->known.name),
             plume_findings_text(&of->lint->findings, "%s %s",
                                 plume_quantity_word(figure->published),
                                 value_text(of, &figure->value[0])));
        figure->standing = EQUAL;
    }
}

/* Where one result is the published one, the row is of that run, and the other figures
 * should be; where none is, it may be another run. */
static void tell_difference(const row *of)
{
    bool same = count_of(of, true, EQUAL) + count_of(of, true, OTHER) > 0;
    const char *words = "";

    for (size_t i = 0; i < of->count; i++) {
        const held *figure = &of->figure[i];

        if (figure->standing != UNLIKE || (!same && !figure->is_result))
            continue;
        words = plume_findings_text(&of->lint->findings, "%s%s%s", words,
                                    words[0] != '\0' ? " and " : "",
                                    plume_quantity_word(figure->published));
    }
    if (words[0] == '\0')
        return;
    tell(of, same ? PLUME_FINDING_WARNING : PLUME_FINDING_INFO,
         plume_findings_text(&of->lint->findings,
                             same ? "%s: not what is published, while other figures of "
                                    "the row are"
                                  : "%s: not what is published: another run, or another "
                                    "boundary",
                             words),
         published_text(of, UNLIKE, false));
}

static void check(plume_lint *lint, const plume_claim_run *run)
{
    row of = { .lint = lint, .run = run };

    if (!plume_lint_model(&of.known, lint, run))
        return;
    hold_all(&of);
    tell_size(&of);
    if (tell_exchanged(&of))
        return;
    tell_others(&of);
    if (!tell_factors(&of))
        tell_difference(&of);
}

void plume_lint_published_values(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++)
        check(lint, &lint->claim->run[i]);
}
