/* R19: a named model against what is published of it. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

#include "audit/claim/printed_figure.h"
#include "core/number/units.h"

/* The figures of a row that are published, and how each stands to them. */
enum { HELD = 3 };

typedef struct held {
    plume_quantity own, published; /* an energy at any boundary is held as one */
    const plume_claim_figure *stated;
    plume_interval right;
    bool equal;
} held;

typedef struct row {
    plume_lint *lint;
    const plume_claim_run *run;
    plume_published known;
    held figure[HELD];
    size_t count, equal;
} row;

static const char *source_of(const row *of, const plume_published *model)
{
    return plume_findings_text(&of->lint->findings, "%s, %s",
                               plume_claim_paper(of->lint->pool, model->paper),
                               model->table);
}

/* Whether another published value of the same training is the stated one: another paper's
 * estimate or another boundary, which R16 tells. */
static bool is_of_training(const row *of, const held *figure)
{
    plume_published other;
    bool found = true;

    for (size_t i = 0; found; i++) {
        if (plume_factors_model_at(of->lint->factors, i, &other, &found, NULL) !=
                PLUME_OK ||
            !found)
            return false;
        if (strcmp(other.model, of->known.model) != 0)
            continue;
        if (plume_lint_is_published(figure->stated,
                                    plume_lint_published(figure->published, &other)) ||
            (figure->published == CLAIM_ENERGY && !isnan(other.it_kwh) &&
             plume_lint_is_published(figure->stated,
                                     plume_interval_exact(other.it_kwh))) ||
            (figure->published == CLAIM_EMISSIONS &&
             plume_lint_is_published(figure->stated,
                                     plume_lint_published(CLAIM_NET_EMISSIONS, &other))))
            return true;
    }
    return false;
}

static void hold(row *of, plume_quantity own, plume_quantity published)
{
    held *figure = &of->figure[of->count];

    if (!plume_lint_has(of->run, own) || !(of->run->figure[own].value > 0.0))
        return;
    *figure = (held){ own, published, &of->run->figure[own],
                      plume_lint_published(published, &of->known), false };
    if (isnan(figure->right.value))
        return;
    figure->equal = is_of_training(of, figure);
    of->equal += figure->equal;
    of->count++;
}

/* The energy and the emissions of another published model, both: rows were exchanged. */
static bool find_exchanged(const row *of, plume_published *other)
{
    bool found = true;

    for (size_t i = 0; found && of->count >= 2; i++) {
        size_t equal = 0, digits = 0;

        if (plume_factors_model_at(of->lint->factors, i, other, &found, NULL) !=
                PLUME_OK ||
            !found)
            return false;
        for (size_t k = 0; k < of->count; k++) {
            const held *figure = &of->figure[k];

            if (figure->equal || figure->published == CLAIM_DEVICE_HOURS ||
                !plume_lint_fits(figure->stated,
                                 plume_lint_published(figure->published, other)))
                continue;
            equal++;
            digits += (size_t)figure->stated->digits;
        }
        if (equal >= 2 && digits >= 4 && strcmp(other->model, of->known.model) != 0)
            return true;
    }
    return false;
}

static void tell(const row *of, plume_gravity severity, const char *message,
                 const char *arithmetic)
{
    static const plume_quantity cells[] = { CLAIM_DEVICE_HOURS, CLAIM_ENERGY,
                                            CLAIM_FACILITY_ENERGY, CLAIM_EMISSIONS };

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
                "Published of '%s' (%s) is: %s; please check the row, or say which run "
                "and which boundary it is.",
                of->known.name, source_of(of, &of->known), arithmetic),
        });
}

/* "energy 36 MWh, emissions 14 t": what is published. */
static const char *published_text(const row *of, const plume_published *model)
{
    const char *text = "";

    for (size_t i = 0; i < of->count; i++) {
        const held *figure = &of->figure[i];
        const char *own = plume_lint_published_text(figure->published, model);

        if (own[0] == '\0')
            continue;
        text = plume_findings_text(&of->lint->findings, "%s%s%s %s", text,
                                   text[0] != '\0' ? ", " : "",
                                   plume_quantity_word(figure->published), own);
    }
    return text;
}

/* A power of a thousand or pounds between the stated figure and the published one. */
static bool tell_factor(const row *of, const held *figure)
{
    static const struct {
        double ratio;
        const char *what;
    } slips[] = {
        { 1e3, "1,000" },
        { 1e-3, "1/1,000" },
        { 1e6, "1,000,000" },
        { 1e-6, "1/1,000,000" },
        { 1.0 / KG_PER_POUND, "2.205 (pounds)" },
        { KG_PER_POUND, "0.4536 (pounds)" },
    };

    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        bool pounds = i >= 4;

        if ((pounds && figure->published != CLAIM_EMISSIONS) ||
            figure->stated->digits < 2 ||
            !plume_lint_fits(figure->stated,
                             plume_interval_times(figure->right,
                                                  plume_interval_exact(slips[i].ratio))))
            continue;
        tell(of, PLUME_FINDING_WARNING,
             plume_findings_text(&of->lint->findings, "the published %s times %s",
                                 plume_quantity_word(figure->published), slips[i].what),
             published_text(of, &of->known));
        return true;
    }
    return false;
}

/* Where one figure is the published one, the row is of that run, and the others should
 * be; where none is, it may be another run. */
static void tell_difference(const row *of)
{
    const char *words = "";
    bool told = false;

    for (size_t i = 0; i < of->count; i++)
        if (!of->figure[i].equal)
            told |= tell_factor(of, &of->figure[i]);
    for (size_t i = 0; i < of->count && !told; i++)
        if (!of->figure[i].equal)
            words = plume_findings_text(&of->lint->findings, "%s%s%s", words,
                                        words[0] != '\0' ? " and " : "",
                                        plume_quantity_word(of->figure[i].published));
    if (told || words[0] == '\0')
        return;
    tell(of, of->equal > 0 ? PLUME_FINDING_WARNING : PLUME_FINDING_INFO,
         plume_findings_text(&of->lint->findings,
                             of->equal > 0 ? "%s: not what is published, while other "
                                             "figures of the row are"
                                           : "%s: not what is published: another run, or "
                                             "another boundary",
                             words),
         published_text(of, &of->known));
}

static void check(plume_lint *lint, const plume_claim_run *run)
{
    row of = { .lint = lint, .run = run };
    plume_quantity boundary = CLAIM_ENERGY;
    plume_published other;

    if (!plume_lint_model(&of.known, lint, run))
        return;
    if (plume_lint_stated_energy(run, &boundary) != NULL)
        hold(&of, boundary, CLAIM_ENERGY);
    hold(&of, CLAIM_EMISSIONS, CLAIM_EMISSIONS);
    hold(&of, CLAIM_DEVICE_HOURS, CLAIM_DEVICE_HOURS);
    if (of.equal == of.count)
        return;
    if (find_exchanged(&of, &other))
        tell(&of, PLUME_FINDING_WARNING,
             plume_findings_text(&lint->findings,
                                 "the figures are those of %s (%s), not of %s: %s",
                                 other.name, source_of(&of, &other), of.known.name,
                                 published_text(&of, &other)),
             published_text(&of, &of.known));
    else
        tell_difference(&of);
}

void plume_lint_published_values(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++)
        check(lint, &lint->claim->run[i]);
}
