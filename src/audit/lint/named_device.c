/* What is known of the device that a row names. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

/* "8 x NVIDIA A100 80GB" without its count. */
static const char *without_count(const char *name)
{
    const char *at = name + strspn(name, "0123456789");

    if (at == name)
        return name;
    at += strspn(at, " ");
    if (*at == 'x' || *at == 'X' || *at == '*')
        return at + 1 + strspn(at + 1, " ");
    return at > name && strspn(name, "0123456789") < 5 && at[-1] == ' ' ? at : name;
}

/* The highest rating among the boards whose names hold the device's; NAN unknown. */
static double rated_of(plume_lint *lint, const char *name)
{
    plume_value *list = plume_value_list();
    plume_device device;
    double most = NAN;

    name = without_count(name);
    if (name[0] != '\0' &&
        plume_factors_device(lint->factors, name, &device, NULL, NULL) == PLUME_OK)
        most = device.rated_w;
    if (name[0] != '\0' &&
        plume_factors_search(lint->factors, "devices", name, list, NULL) == PLUME_OK) {
        for (size_t i = 0; i < plume_value_count(list) && !isnan(most); i++) {
            const plume_value *rated =
                plume_value_get(plume_value_at(list, i), "rated_w");
            const char *text = plume_value_string(rated);
            double watts = plume_value_number(rated);

            if (isnan(watts) && text[0] != '\0')
                (void)plume_number_parse(&watts, text, strlen(text));
            most = fmax(most, watts);
        }
    }
    plume_value_free(list);
    return most;
}

const char *plume_lint_device(const plume_lint *lint, const plume_claim_run *run)
{
    return run->word[CLAIM_DEVICE][0] != '\0' ? run->word[CLAIM_DEVICE]
                                              : lint->claim->whole.word[CLAIM_DEVICE];
}

double plume_lint_rated_watts(plume_lint *lint, const plume_claim_run *run)
{
    return rated_of(lint, plume_lint_device(lint, run));
}

static bool find_device(plume_device *out, const plume_lint *lint,
                        const plume_claim_run *run)
{
    const char *name = without_count(plume_lint_device(lint, run));

    return name[0] != '\0' &&
           plume_factors_device(lint->factors, name, out, NULL, NULL) == PLUME_OK;
}

/* Eight bits are twice as fast as sixteen where a device has them: what is above the
 * highest is above all. */
double plume_lint_peak_flops(plume_lint *lint, const plume_claim_run *run)
{
    plume_device device;
    double most = NAN;

    if (!find_device(&device, lint, run))
        return NAN;
    for (size_t i = 0; i < PLUME_PRECISIONS; i++)
        most = fmax(most, device.peak_flops[i]);
    return most;
}

double plume_lint_usual_flops(plume_lint *lint, const plume_claim_run *run)
{
    plume_device device;

    return find_device(&device, lint, run) ? device.peak_flops[PLUME_PRECISION_16BIT]
                                           : NAN;
}
