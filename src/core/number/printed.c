/* How a computed figure stands to a printed one. Rounding and truncation are done on
 * decimal digits, so that no binary fraction decides a half. */
#include "core/number/printed.h"

#include <math.h>

#include "core/ascii.h"
#include <plume/number.h>
#include <plume/text.h>

const char *plume_verdict_name(plume_verdict verdict)
{
    switch (verdict) {
    case PLUME_VERDICT_NONE:
        return "none";
    case PLUME_VERDICT_EXACT:
        return "exact";
    case PLUME_VERDICT_TRUNCATED:
        return "truncated";
    case PLUME_VERDICT_WITHIN_ROUNDING:
        return "within-rounding";
    case PLUME_VERDICT_NO:
        return "no";
    }
    return "";
}

/* Copies the digits and the point of a mantissa; where it ends comes back. */
static const char *read_mantissa(plume_text *digits, int *decimals, const char *text)
{
    bool point = false;

    *decimals = 0;
    if (*text == '-')
        plume_text_add_char(digits, *text++);
    for (;; text++) {
        if (plume_is_digit(*text)) {
            plume_text_add_char(digits, *text);
            *decimals += point;
        } else if (*text == '.' && !point) {
            plume_text_add_char(digits, *text);
            point = true;
        } else if (!(*text == ',' && plume_is_digit(text[1]))) {
            return text;
        }
    }
}

/* "e6", "E+19": where it ends comes back; text itself when there is none. */
static const char *read_exponent(int *exponent, const char *text)
{
    const char *at = text;
    bool negative = false;
    int value = 0;

    *exponent = 0;
    if (*at != 'e' && *at != 'E')
        return text;
    at++;
    if (*at == '+' || *at == '-')
        negative = *at++ == '-';
    if (!plume_is_digit(*at))
        return text;
    for (; plume_is_digit(*at) && value < 1000; at++)
        value = value * 10 + (*at - '0');
    *exponent = negative ? -value : value;
    return at;
}

/* Keeps the decimals as they were printed: 0.70 claims more than 0.7, and the verdict
 * depends on it. */
bool plume_printed_read(plume_printed *out, const char *text)
{
    plume_text digits;
    bool read;

    while (*text == ' ')
        text++;
    plume_text_init(&digits);
    text = read_mantissa(&digits, &out->decimals, text);
    text = read_exponent(&out->exponent, text);
    read = plume_number_parse(&out->mantissa, digits.data, digits.length);
    plume_text_dispose(&digits);
    while (*text == ' ')
        text++;
    out->unit = text;
    return read;
}

double plume_printed_value(const plume_printed *printed)
{
    return printed->exponent == 0 ? printed->mantissa
                                  : printed->mantissa * pow(10.0, printed->exponent);
}

static double half_unit(const plume_printed *printed)
{
    return 0.5 * pow(10.0, -printed->decimals);
}

/* A printed figure stands for all that rounds to it: half a unit of its last digit
 * either way, as a share of itself. */
double plume_printed_half_share(const char *text)
{
    plume_printed printed;

    if (text == NULL || !plume_printed_read(&printed, text) || printed.mantissa == 0.0)
        return 0.0;
    return half_unit(&printed) / fabs(printed.mantissa);
}

/* The decimal that is left when the digits behind decimals are dropped. */
static double truncated(double value, int decimals)
{
    double rounded = plume_number_round(value, decimals);

    if (fabs(rounded) <= fabs(value))
        return rounded;
    return plume_number_round(rounded - copysign(pow(10.0, -decimals), value), decimals);
}

/* From the strictest claim to the weakest: rounded, then cut off as some papers do,
 * then whether the interval of the inputs meets that of the printed figure. */
plume_verdict plume_verdict_of(double computed, double low, double high,
                               const char *printed)
{
    plume_printed figure;
    double scale, half;

    if (!isfinite(computed) || printed == NULL || !plume_printed_read(&figure, printed))
        return PLUME_VERDICT_NONE;
    scale = figure.exponent == 0 ? 1.0 : pow(10.0, figure.exponent);
    half = half_unit(&figure);

    if (plume_number_round(computed / scale, figure.decimals) == figure.mantissa)
        return PLUME_VERDICT_EXACT;
    if (truncated(computed / scale, figure.decimals) == figure.mantissa)
        return PLUME_VERDICT_TRUNCATED;
    if (high / scale >= figure.mantissa - half && low / scale <= figure.mantissa + half)
        return PLUME_VERDICT_WITHIN_ROUNDING;
    return PLUME_VERDICT_NO;
}
