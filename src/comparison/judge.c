/* The verdict on a published figure: the paper's own method on its own inputs. The digits
 * that it prints of each input bound the result. */
#include "comparison/internal.h"

#include <math.h>
#include <string.h>

#include "core/number/printed.h"
#include "core/number/units.h"

/* Kilograms in the unit that a paper prints; NAN for a unit that is no mass. */
static double kg_per_unit(const char *unit)
{
    static const struct {
        const char *name;
        double kg;
    } units[] = {
        { "t", KG_PER_TONNE },
        { "kg", 1.0 },
        { "lb", KG_PER_POUND },
        { "g", 1.0 / GRAMS_PER_KG },
    };

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(units[i].name, unit) == 0)
            return units[i].kg;
    }
    return NAN;
}

/* A product of printed figures, with what their digits allow. */
typedef struct judged {
    double value, low, high;
} judged;

static void take_factor(judged *product, double factor, const char *printed)
{
    double half = plume_printed_half_share(printed);

    product->value *= factor;
    product->low *= factor * (1.0 - half);
    product->high *= factor * (1.0 + half);
}

static void take_divisor(judged *product, double divisor, const char *printed)
{
    double half = plume_printed_half_share(printed);

    product->value /= divisor;
    product->low /= divisor * (1.0 + half);
    product->high /= divisor * (1.0 - half);
}

/* What the emissions rest on: power x time and the PUE, else the energy before PUE, else
 * the energy at the meter, which holds the PUE even where the emissions do not. */
static void take_energy(judged *product, const plume_published *model, bool constants)
{
    bool counted = strcmp(model->pue_counted, "no") != 0;
    double kwh = model->power_w * model->hours / WATTS_PER_KILOWATT;

    if (!isnan(kwh)) {
        take_factor(product, model->hours, model->time_printed);
        take_factor(product, model->power_w / WATTS_PER_KILOWATT, model->power_printed);
    } else if (!isnan(model->it_kwh)) {
        take_factor(product, model->it_kwh, "");
    } else {
        take_factor(product, model->facility_kwh, model->facility_printed);
        if (!counted)
            take_divisor(product, model->pue, model->pue_printed);
        return;
    }
    if (counted && constants)
        take_factor(product, PLUME_STRUBELL2019_PUE, "");
    else if (counted)
        take_factor(product, model->pue, model->pue_printed);
}

/* Strubell's constants are exact. */
plume_verdict plume_compare_judge(const plume_published *model)
{
    bool gross = model->gross_printed[0] != '\0';
    bool constants = strcmp(model->method, "strubell2019") == 0;
    const char *printed = gross ? model->gross_printed : model->net_printed;
    judged product = { 1.0, 1.0, 1.0 };
    plume_printed figure;

    if (!plume_printed_read(&figure, printed))
        return PLUME_VERDICT_NONE;
    take_energy(&product, model, constants);
    if (constants)
        take_factor(&product, PLUME_STRUBELL2019_LB_PER_KWH * KG_PER_POUND, "");
    else if (gross)
        take_factor(&product, model->gross_kg_per_kwh, model->gross_intensity_printed);
    else
        take_factor(&product, model->net_kg_per_kwh, model->net_intensity_printed);
    take_divisor(&product, kg_per_unit(figure.unit), "");
    return plume_verdict_of(product.value, product.low, product.high, printed);
}
