/* What the user says about an input. */
#include <plume/input.h>

#include <math.h>
#include <string.h>

/* NAN is what was not said; a text that was not said is "", so that no reader meets
 * NULL. */
void plume_input_options_init(plume_input_options *options)
{
    memset(options, 0, sizeof *options);
    options->reader = options->study = options->device = "";
    options->name = options->host = "";
    options->columns = options->attribute_to = "";
    options->device_count = options->interval_s = NAN;
    options->assume_running_hours = NAN;
}

bool plume_day_order_find(plume_day_order *out, const char *word)
{
    if (strcmp(word, "day-first") == 0)
        *out = PLUME_DAYS_FIRST;
    else if (strcmp(word, "month-first") == 0)
        *out = PLUME_DAYS_SECOND;
    else
        return false;
    return true;
}
