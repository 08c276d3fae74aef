/* Each published value of a quantity of one training, with its source and, where it is of
 * another boundary or by somebody else, with that. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

#include "core/number/printed.h"

typedef struct values {
    plume_lint *lint;
    const plume_published *known;
    plume_quantity quantity;
    plume_lint_value *value;
    size_t count;
} values;

/* The unit of the last digit stands in the printed text; none: taken as exact. */
static plume_interval printed(double value, const char *text)
{
    double half = plume_printed_half_share(text);

    return (plume_interval){ value * (1.0 - half), value, value * (1.0 + half) };
}

static void add(values *to, double value, const char *text, const char *what)
{
    plume_lint_value *out = &to->value[to->count];

    if (isnan(value) || to->count == PLUME_LINT_VALUES_MOST)
        return;
    *out =
        (plume_lint_value){ .span = printed(value, text), .printed = text, .what = what };
    to->count++;
}

/* --- from rows of models.csv --- */

static const char *and_also(values *to, const char *first, const char *second)
{
    if (first[0] == '\0' || second[0] == '\0')
        return first[0] != '\0' ? first : second;
    return plume_findings_text(&to->lint->findings, "%s, %s", first, second);
}

/* How a row differs from the one that the name means. */
static const char *difference(values *to, const plume_published *row)
{
    const plume_published *known = to->known;
    const char *text = "";

    if (strcmp(row->id, known->id) == 0)
        return "";
    if (strcmp(row->covers, known->covers) != 0)
        text = row->covers;
    if (strcmp(row->pue_counted, known->pue_counted) != 0 && row->pue_counted[0] != '\0')
        text = and_also(to, text,
                        strcmp(row->pue_counted, "no") == 0 ? "without the PUE"
                                                            : "with the PUE");
    if (row->third_party && strcmp(row->paper, known->paper) != 0)
        text = and_also(to, text, "an estimate of others");
    return text[0] != '\0' ? text : "another account";
}

static void add_energies(values *to, const plume_published *row, const char *what)
{
    bool bare = strcmp(row->pue_counted, "no") == 0;
    bool wider = isnan(to->known->facility_kwh) && !isnan(to->known->it_kwh);

    add(to, row->facility_kwh, row->facility_printed,
        wider ? and_also(to, what, "with the PUE") : what);
    add(to, row->it_kwh, row->it_printed,
        bare || isnan(row->facility_kwh) ? what : and_also(to, what, "without the PUE"));
}

static void add_results(values *to, const plume_published *row, const char *what)
{
    double counted = isnan(row->device_count) ? 1.0 : row->device_count;

    switch (to->quantity) {
    case CLAIM_ENERGY:
        add_energies(to, row, what);
        break;
    case CLAIM_EMISSIONS:
        add(to, row->gross_kg, row->gross_printed, what);
        add(to, row->net_kg > 0.0 ? row->net_kg : NAN, row->net_printed,
            isnan(row->gross_kg) ? what
                                 : and_also(to, what, "market-based, not of the grid"));
        break;
    case CLAIM_NET_EMISSIONS:
        add(to, row->net_kg, row->net_printed, what);
        break;
    case CLAIM_DEVICE_HOURS:
        add(to, row->hours * counted, row->time_printed, what);
        break;
    default:
        break;
    }
}

static void add_inputs(values *to, const plume_published *row, const char *what)
{
    double counted = row->device_count;

    switch (to->quantity) {
    case CLAIM_DEVICES:
        add(to, counted, "", what);
        break;
    case CLAIM_HOURS:
        add(to, isnan(counted) ? NAN : row->hours, row->time_printed, what);
        break;
    case CLAIM_POWER:
        add(to, row->power_w, row->power_printed, what); /* also of all devices */
        add(to, row->power_w / counted, row->power_printed, what);
        break;
    case CLAIM_PUE:
        add(to, row->pue, row->pue_printed, what);
        break;
    case CLAIM_INTENSITY:
        add(to, row->gross_kg_per_kwh, row->gross_intensity_printed, what);
        add(to, row->net_kg_per_kwh, row->net_intensity_printed, what);
        break;
    default:
        break;
    }
}

static void name_source(values *to, size_t from, const plume_published *row)
{
    for (size_t i = from; i < to->count; i++) {
        to->value[i].paper = plume_claim_paper(to->lint->pool, row->paper);
        to->value[i].table = row->table;
        to->value[i].url = row->url;
        to->value[i].secondary = row->secondary;
    }
}

static void add_row(values *to, const plume_published *row)
{
    size_t from = to->count;
    const char *what = difference(to, row);

    add_results(to, row, what);
    add_inputs(to, row, what);
    name_source(to, from, row);
}

/* --- from trainings.csv --- */

static bool is_of(const char *name, plume_quantity quantity)
{
    static const struct {
        const char *name;
        plume_quantity quantity;
    } names[] = {
        { "parameters", CLAIM_PARAMETERS },
        { "active_parameters", CLAIM_ACTIVE_PARAMETERS },
        { "tokens", CLAIM_TOKENS },
        { "flop", CLAIM_WORK },
        { "devices", CLAIM_DEVICES },
        { "hours", CLAIM_HOURS },
        { "device_hours", CLAIM_DEVICE_HOURS },
        { "power_w", CLAIM_POWER },
        { "pue", CLAIM_PUE },
        { "kg_per_kwh", CLAIM_INTENSITY },
        { "it_kwh", CLAIM_ENERGY },
        { "kg", CLAIM_EMISSIONS },
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].name, name) == 0)
            return names[i].quantity == quantity;
    return false;
}

static void add_facts(values *to)
{
    plume_training fact;
    bool found = true;

    for (size_t i = 0; found; i++) {
        size_t from = to->count;

        if (plume_factors_training_at(to->lint->factors, to->known->model, i, &fact,
                                      &found, NULL) != PLUME_OK ||
            !found)
            return;
        if (!is_of(fact.quantity, to->quantity))
            continue;
        add(to, fact.value, fact.printed,
            to->quantity == CLAIM_ENERGY || to->quantity == CLAIM_EMISSIONS ? fact.note
                                                                            : "");
        if (to->count > from) {
            to->value[from].paper = plume_claim_paper(to->lint->pool, fact.paper);
            to->value[from].table = fact.table;
            to->value[from].url = fact.url;
            to->value[from].secondary = fact.secondary;
        }
    }
}

size_t plume_lint_values(plume_lint_value out[PLUME_LINT_VALUES_MOST], plume_lint *lint,
                         const plume_published *known, plume_quantity quantity)
{
    values to = { lint, known, quantity, out, 0 };
    plume_published row;
    bool found = true;

    add_row(&to, known);
    for (size_t i = 0; found; i++) {
        if (plume_factors_model_at(lint->factors, i, &row, &found, NULL) != PLUME_OK ||
            !found)
            break;
        if (strcmp(row.model, known->model) == 0 && strcmp(row.id, known->id) != 0)
            add_row(&to, &row);
    }
    add_facts(&to);
    return to.count;
}

/* Half a per cent beside the digits: figures are printed from others that were rounded.
 */
bool plume_lint_is_published(const plume_claim_figure *stated, plume_interval published)
{
    return !isnan(published.value) &&
           (plume_lint_fits(stated, published) ||
            fabs(stated->value / published.value - 1.0) < 0.005);
}
