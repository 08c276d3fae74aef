/* What the figures of a row hold, in words, how that differs from the first row, and the
 * other values that are published of the same training. */
#include "comparison/internal.h"

#include <math.h>
#include <string.h>

#include <plume/text.h>

/* --- what a row holds --- */

static const char *power_words(const plume_boundary *boundary)
{
    if (strcmp(boundary->power, "it") == 0)
        return "power of whole systems";
    if (strcmp(boundary->power, "device") == 0)
        return "power of accelerators alone";
    return boundary->power[0] != '\0' ? boundary->power : "power not stated";
}

static const char *pue_words(const plume_boundary *boundary)
{
    if (strcmp(boundary->pue, "yes") == 0)
        return "PUE counted";
    return strcmp(boundary->pue, "no") == 0 ? "PUE not counted" : "PUE not stated";
}

static void join(plume_text *out, const char *words)
{
    plume_text_printf(out, "%s%s", out->length > 0 ? "; " : "", words);
}

static const char *describe(plume_comparison *comparison, const plume_boundary *boundary)
{
    plume_text text;

    plume_text_init(&text);
    join(&text, power_words(boundary));
    join(&text, pue_words(boundary));
    if (boundary->basis[0] != '\0')
        join(&text, boundary->basis);
    join(&text, boundary->covers);
    return plume_pool_keep(comparison->strings, &text);
}

/* --- how it differs --- */

static void differ(plume_text *out, const char *mine, const char *first, bool known)
{
    if (!known || strcmp(mine, first) == 0)
        return;
    join(out, mine);
    plume_text_printf(out, ", against %s", first);
}

static const char *differences(plume_comparison *comparison, const plume_boundary *mine,
                               const plume_boundary *first)
{
    plume_text text;

    plume_text_init(&text);
    differ(&text, power_words(mine), power_words(first),
           mine->power[0] != '\0' && first->power[0] != '\0');
    differ(&text, pue_words(mine), pue_words(first),
           mine->pue[0] != '\0' && first->pue[0] != '\0');
    differ(&text, mine->basis, first->basis,
           mine->basis[0] != '\0' && first->basis[0] != '\0');
    differ(&text, mine->covers, first->covers, true);
    return plume_pool_keep(comparison->strings, &text);
}

/* --- other values --- */

static const double same_grid =
    1.5; /* intensities of one place in two years may differ */

/* Gross with gross, net with net; one of each are two values. */
static bool is_other_value(const plume_published *other, const plume_published *model)
{
    bool gross = other->gross_printed[0] != '\0', net = other->net_printed[0] != '\0';

    if (strcmp(other->model, model->model) != 0 || strcmp(other->id, model->id) == 0)
        return false;
    if (gross && model->gross_printed[0] != '\0')
        return strcmp(other->gross_printed, model->gross_printed) != 0;
    if (net && model->net_printed[0] != '\0')
        return strcmp(other->net_printed, model->net_printed) != 0;
    return gross || net;
}

/* What somebody computed for another place is no figure of this training. */
static bool is_of_another_grid(const plume_published *other, const plume_published *model)
{
    double ratio = other->gross_kg_per_kwh / model->gross_kg_per_kwh;

    return ratio > same_grid || ratio < 1.0 / same_grid; /* unknown is neither */
}

static void keep_figure(plume_compared *shown, const plume_published *other,
                        const plume_published *model)
{
    if (isnan(other->gross_kg) || is_of_another_grid(other, model) ||
        shown->other_count == PLUME_OTHERS_MAX)
        return;
    shown->other[shown->other_count++] =
        (plume_other_published){ other->gross_kg, other->third_party };
}

static plume_status find_others(plume_compared *shown, plume_comparison *comparison,
                                const plume_published *model, plume_error *error)
{
    plume_published other;
    plume_text text;
    bool found = true;
    plume_status status = PLUME_OK;

    plume_text_init(&text);
    for (size_t i = 0; found && status == PLUME_OK; i++) {
        const char *published;

        status = plume_factors_model_at(comparison->factors, i, &other, &found, error);
        if (status != PLUME_OK || !found || !is_other_value(&other, model))
            continue;
        keep_figure(shown, &other, model);
        published = plume_compare_published(comparison, &other);
        if (published == NULL)
            status = plume_fail_memory(error);
        else
            plume_text_printf(&text, "%s%s %s", text.length > 0 ? "; " : "", other.id,
                              published);
    }
    shown->other_values = plume_pool_keep(comparison->strings, &text);
    return status == PLUME_OK && shown->other_values == NULL ? plume_fail_memory(error)
                                                             : status;
}

/* --- rows --- */

static void of_model(plume_boundary *out, const plume_published *model)
{
    bool gross = model->gross_printed[0] != '\0', net = model->net_printed[0] != '\0';

    *out = (plume_boundary){ .power = model->power_scope,
                             .pue = model->pue_counted,
                             .basis = gross ? "location-based"
                                      : net ? "market-based"
                                            : "",
                             .covers = model->covers };
}

static void of_ledger(plume_boundary *out)
{
    *out = (plume_boundary){ .power = "energy as logged",
                             .pue = "yes",
                             .basis = "location-based",
                             .covers = "all runs of the logs" };
}

plume_status plume_compare_boundary(plume_compared_row *row, plume_comparison *comparison,
                                    plume_error *error)
{
    plume_compared *shown = &row->shown;
    const plume_compared_row *first = comparison->count > 0 ? comparison->rows[0] : row;
    plume_status status = PLUME_OK;

    shown->other_values = "";
    if (shown->own) {
        of_ledger(&row->boundary);
    } else {
        of_model(&row->boundary, &row->model);
        status = find_others(shown, comparison, &row->model, error);
    }
    shown->boundary = describe(comparison, &row->boundary);
    shown->differs = differences(comparison, &row->boundary, &first->boundary);
    if (status == PLUME_OK && (shown->boundary == NULL || shown->differs == NULL))
        return plume_fail_memory(error);
    return status;
}
