/* The published training that a row names, and whether its figures are those. */
#include "audit/lint/internal.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "core/number/printed.h"

/* What is put behind the name of a model without another training from the start. */
static const char *const endings[] = { "-instruct", " instruct", "-chat",  " chat",
                                       "-hf",       "-base",     " base",  "-it",
                                       " (ours)",   "*",         " model", "-v1.0" };

static bool ends_alike(const char *name, size_t length, const char *ending)
{
    size_t own = strlen(ending);

    if (length <= own)
        return false;
    for (size_t i = 0; i < own; i++)
        if (tolower((unsigned char)name[length - own + i]) != ending[i])
            return false;
    return true;
}

/* "meta-llama/Llama-2-7b-hf" without its owner and its ending. */
static const char *bare_name(plume_lint *lint, const char *name)
{
    const char *slash = strrchr(name, '/');
    size_t length;

    name = slash != NULL ? slash + 1 : name;
    length = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (ends_alike(name, length, endings[i]))
            return plume_findings_text(&lint->findings, "%.*s",
                                       (int)(length - strlen(endings[i])), name);
    return name;
}

bool plume_lint_model(plume_published *out, plume_lint *lint, const plume_claim_run *run)
{
    const char *name = run->word[CLAIM_NAME];

    return name[0] != '\0' &&
           (plume_factors_model(lint->factors, name, out, NULL) == PLUME_OK ||
            plume_factors_model(lint->factors, bare_name(lint, name), out, NULL) ==
                PLUME_OK);
}

static plume_interval printed(double value, const char *text)
{
    double half = plume_printed_half_share(text);

    return (plume_interval){ value * (1.0 - half), value, value * (1.0 + half) };
}

const char *plume_lint_published_text(plume_quantity quantity,
                                      const plume_published *model)
{
    if (quantity == CLAIM_EMISSIONS)
        return model->gross_printed;
    if (quantity == CLAIM_NET_EMISSIONS)
        return model->net_printed;
    return quantity == CLAIM_DEVICE_HOURS ? model->time_printed : model->facility_printed;
}

plume_interval plume_lint_published(plume_quantity quantity, const plume_published *model)
{
    double counted = isnan(model->device_count) ? 1.0 : model->device_count;

    switch (quantity) {
    case CLAIM_EMISSIONS:
        return printed(model->gross_kg, model->gross_printed);
    case CLAIM_NET_EMISSIONS:
        return printed(model->net_kg, model->net_printed);
    case CLAIM_DEVICE_HOURS:
        return printed(model->hours * counted, model->time_printed);
    default:
        return printed(model->facility_kwh, model->facility_printed);
    }
}

/* Half a per cent beside the digits: figures are printed from others that were rounded.
 */
bool plume_lint_is_published(const plume_claim_figure *stated, plume_interval published)
{
    return !isnan(published.value) &&
           (plume_lint_fits(stated, published) ||
            fabs(stated->value / published.value - 1.0) < 0.005);
}
