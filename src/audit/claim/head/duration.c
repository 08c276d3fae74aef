/* Times of several parts: "2d 12h", "3 hours and 26 minutes", "36:00:00". */
#include "audit/claim/head/duration.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/head/internal.h"
#include "core/number/units.h"

/* "36:00:00", hours first; what is left of a clock without seconds is nobody's. */
static bool read_clock(double *hours, const char *text)
{
    char *end;
    double part[3];

    for (size_t i = 0; i < 3; i++) {
        if (!isdigit((unsigned char)*text))
            return false;
        part[i] = (double)strtol(text, &end, 10);
        if (i < 2 && *end != ':')
            return false;
        text = end + (i < 2);
    }
    *hours = part[0] + part[1] / 60.0 + part[2] / SECONDS_PER_HOUR;
    return *text == '\0' && part[1] < 60.0 && part[2] < 60.0;
}

/* One number and its unit; NULL when it is none, or no time. */
static const char *read_part(double *hours, double *unit_hours, const char *text)
{
    plume_claim_unit unit;
    size_t digits = strspn(text, "0123456789."), length;
    const char *word = text + digits + strspn(text + digits, " ");

    for (length = 0; isalpha((unsigned char)word[length]); length++)
        ;
    if (digits == 0 || length == 0 || !plume_claim_unit_read(&unit, word, length) ||
        unit.dimension != PLUME_DIMENSION_TIME)
        return NULL;
    *hours = strtod(text, NULL) * unit.per_unit;
    *unit_hours = unit.per_unit;
    return word + length;
}

static const char *skip_and(const char *text)
{
    text += strspn(text, " ,");
    if (strncmp(text, "and ", 4) == 0)
        text += 4;
    return text + strspn(text, " ");
}

bool plume_claim_duration_read(plume_claim_figure *out, const char *text)
{
    double sum = 0.0, hours, unit = NAN, last = HUGE_VAL;
    size_t parts = 0;

    *out = (plume_claim_figure){
        .value = NAN, .printed = text, .per_unit = 1.0, .where = ""
    };
    if (read_clock(&sum, text)) {
        unit = 1.0 / SECONDS_PER_HOUR;
        parts = 2;
        text = "";
    }
    while (*text != '\0') {
        text = read_part(&hours, &unit, text);
        if (text == NULL || unit >= last) /* from the greater to the lesser */
            return false;
        last = unit;
        sum += hours;
        parts++;
        text = skip_and(text);
    }
    out->value = sum;
    out->low = sum - 0.5 * unit;
    out->high = sum + 0.5 * unit;
    out->unit = unit;
    out->digits = 3;
    return parts >= 2;
}
