/* Numbers as text: the other half of plume/number.h. */
#include <plume/number.h>

#include "core/decimal.h"

#include <math.h>

/* Outside of these powers of ten plume_number_print writes an exponent. */
enum { PLAIN_LOWEST = -6, PLAIN_HIGHEST = 16 };

static char digit_at(const plume_decimal *decimal, int i)
{
    return i >= 0 && i < decimal->count ? decimal->digit[i] : '0';
}

static void put_whole(plume_text *out, const plume_decimal *decimal, bool commas)
{
    int i;

    if (decimal->point <= 0)
        plume_text_add_char(out, '0');
    for (i = 0; i < decimal->point; i++) {
        if (commas && i > 0 && (decimal->point - i) % 3 == 0)
            plume_text_add_char(out, ',');
        plume_text_add_char(out, digit_at(decimal, i));
    }
}

static void put(plume_text *out, const plume_decimal *decimal, int decimals, bool commas)
{
    int i;

    if (decimal->negative)
        plume_text_add_char(out, '-');
    put_whole(out, decimal, commas);
    if (decimals > 0)
        plume_text_add_char(out, '.');
    for (i = 0; i < decimals; i++)
        plume_text_add_char(out, digit_at(decimal, decimal->point + i));
}

static void put_with_exponent(plume_text *out, const plume_decimal *decimal)
{
    if (decimal->negative)
        plume_text_add_char(out, '-');
    plume_text_add_char(out, decimal->digit[0]);
    if (decimal->count > 1)
        plume_text_printf(out, ".%s", decimal->digit + 1);
    plume_text_printf(out, "e%d", decimal->point - 1);
}

bool plume_number_print(plume_text *out, double value)
{
    plume_decimal decimal;

    if (!isfinite(value))
        return false;
    plume_decimal_of(&decimal, value);
    if (decimal.count > 0 &&
        (decimal.point - 1 < PLAIN_LOWEST || decimal.point - 1 > PLAIN_HIGHEST))
        put_with_exponent(out, &decimal);
    else
        put(out, &decimal, decimal.count - decimal.point, false);
    return true;
}

void plume_number_significant(plume_text *out, double value, int digits)
{
    plume_decimal decimal;

    if (!isfinite(value)) {
        plume_text_add(out, "n/a");
        return;
    }
    plume_decimal_of(&decimal, value);
    plume_decimal_round(&decimal, digits);
    if (decimal.count == 0)
        plume_text_add_char(out, '0');
    else
        put(out, &decimal, digits - decimal.point, true);
}

void plume_number_fixed(plume_text *out, double value, int decimals)
{
    plume_decimal decimal;

    if (!isfinite(value)) {
        plume_text_add(out, "n/a");
        return;
    }
    plume_decimal_of(&decimal, value);
    plume_decimal_round(&decimal, decimal.point + decimals);
    if (decimal.count == 0)
        decimal.negative = false;
    put(out, &decimal, decimals, true);
}

double plume_number_round(double value, int decimals)
{
    plume_decimal decimal;

    if (!isfinite(value))
        return value;
    plume_decimal_of(&decimal, value);
    plume_decimal_round(&decimal, decimal.point + decimals);
    if (decimal.count == 0)
        decimal.negative = false;
    return plume_decimal_value(&decimal);
}
