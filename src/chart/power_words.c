/* What is said of a power trace: means, shares of the rated power, energies. */
#include "chart/power_words.h"

#include <math.h>

#include "chart/power_lines.h"
#include "chart/print/numbers.h"

static const double seconds_per_hour = 3600.0;

void plume_power_print_mean(plume_text *out, const plume_kept_device *device)
{
    plume_text_add(out, "mean ");
    plume_chart_quantity(out, PLUME_DIMENSION_POWER, plume_power_mean_w(device));
}

void plume_power_print_share(plume_text *out, const plume_kept_device *device,
                             double rated_w)
{
    plume_chart_percent(out, plume_power_mean_w(device) / rated_w, true);
    plume_text_add(out, " of TDP");
}

void plume_power_print_energy(plume_text *out, const plume_kept_device *device)
{
    plume_chart_quantity(out, PLUME_DIMENSION_ENERGY,
                         device->measured_kwh + device->filled_kwh);
    plume_text_add(out, " in ");
    plume_chart_quantity(out, PLUME_DIMENSION_TIME,
                         (device->end_s - device->start_s) / seconds_per_hour);
}

void plume_power_print_coverage(plume_text *out, const plume_kept_device *device)
{
    plume_number_fixed(out, 100.0 * plume_power_coverage(device), 1);
    plume_text_add(out, " % covered");
}

void plume_power_print_rated(plume_text *out, double rated_w)
{
    plume_text_add(out, "TDP ");
    plume_chart_quantity(out, PLUME_DIMENSION_POWER, rated_w);
}

void plume_power_print_device(plume_text *out, const plume_kept_device *device,
                              double rated_w)
{
    plume_text_printf(out, "%s: ", device->name);
    plume_power_print_mean(out, device);
    if (isfinite(rated_w)) {
        plume_text_add(out, " (");
        plume_power_print_share(out, device, rated_w);
        plume_text_add(out, ")");
    }
    plume_text_add(out, ", ");
    plume_power_print_energy(out, device);
    plume_text_add(out, ", ");
    plume_power_print_coverage(out, device);
    plume_text_add_char(out, '.');
}

void plume_power_print_many(plume_text *out, const plume_kept_device *const *device,
                            size_t count, size_t met)
{
    double kwh = 0.0, least = 1.0;

    for (size_t i = 0; i < count; i++) {
        kwh += device[i]->measured_kwh + device[i]->filled_kwh;
        least = fmin(least, plume_power_coverage(device[i]));
    }
    plume_number_fixed(out, (double)count, 0);
    plume_text_add(out, " devices: line their median, band from the least to the most; "
                        "means from ");
    plume_chart_quantity(out, PLUME_DIMENSION_POWER,
                         plume_power_mean_w(device[count - 1]));
    plume_text_add(out, " to ");
    plume_chart_quantity(out, PLUME_DIMENSION_POWER, plume_power_mean_w(device[0]));
    plume_text_add(out, ", together ");
    plume_chart_quantity(out, PLUME_DIMENSION_ENERGY, kwh);
    plume_text_add(out, ", covered to at least ");
    plume_chart_percent(out, least, true);
    plume_text_add_char(out, '.');
    if (met > PLUME_KEPT_DEVICES)
        plume_text_printf(out, " Of %zu devices in the logs the first %d are drawn.", met,
                          PLUME_KEPT_DEVICES);
}
