/* Numbers as text: the other half of plume/number.h. */
#include <plume/number.h>

#include "core/number/decimal.h"

#include <math.h>
#include <stdint.h>

/* Outside of these powers of ten plume_number_print writes an exponent. */
enum { PLAIN_LOWEST = -6, PLAIN_HIGHEST = 16 };

/* Below 2^53 every whole number is a double, and no shorter decimal reads back as it. */
#define INTEGERS 9007199254740992.0

static char digit_at(const plume_decimal *decimal, int i)
{
    return i >= 0 && i < decimal->count ? decimal->digit[i] : '0';
}

static void put_whole(plume_text *out, const plume_decimal *decimal)
{
    if (decimal->point <= 0)
        plume_text_add_char(out, '0');
    for (int i = 0; i < decimal->point; i++) {
        if (i > 0 && (decimal->point - i) % 3 == 0)
            plume_text_add_char(out, ',');
        plume_text_add_char(out, digit_at(decimal, i));
    }
}

static void put(plume_text *out, const plume_decimal *decimal, int decimals)
{
    if (decimal->negative)
        plume_text_add_char(out, '-');
    put_whole(out, decimal);
    if (decimals > 0)
        plume_text_add_char(out, '.');
    for (int i = 0; i < decimals; i++)
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

/* At most 17 digits, 6 zeros before them, a sign and a point. */
static void put_plain(plume_text *out, const plume_decimal *decimal)
{
    char text[PLUME_DECIMAL_DIGITS - PLAIN_LOWEST + 4];
    int last = decimal->count > decimal->point ? decimal->count : decimal->point;
    int i = decimal->point < 1 ? decimal->point - 1 : 0;
    size_t length = 0;

    if (decimal->negative)
        text[length++] = '-';
    for (; i < last; i++) {
        if (i == decimal->point)
            text[length++] = '.';
        text[length++] = digit_at(decimal, i);
    }
    plume_text_add_n(out, text, length);
}

/* Whole numbers are their own digits: those below 2^53 have at most 16. */
static void put_integer(plume_text *out, int64_t value)
{
    char text[24], *begin = text + sizeof text;
    uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value;

    for (; rest >= 100; rest /= 100) {
        unsigned pair = (unsigned)(rest % 100);

        *--begin = (char)('0' + pair % 10);
        *--begin = (char)('0' + pair / 10);
    }
    if (rest >= 10) {
        *--begin = (char)('0' + rest % 10);
        rest /= 10;
    }
    *--begin = (char)('0' + rest);
    if (value < 0)
        *--begin = '-';
    plume_text_add_n(out, begin, (size_t)(text + sizeof text - begin));
}

/* The shortest digits that read back as the same double; with an exponent only where a
 * plain number would be mostly zeros. */
bool plume_number_print(plume_text *out, double value)
{
    plume_decimal decimal;

    if (!isfinite(value))
        return false;
    if (fabs(value) < INTEGERS && value == (double)(int64_t)value && value != 0.0) {
        put_integer(out, (int64_t)value);
        return true;
    }
    plume_decimal_of(&decimal, value);
    if (decimal.count > 0 &&
        (decimal.point - 1 < PLAIN_LOWEST || decimal.point - 1 > PLAIN_HIGHEST))
        put_with_exponent(out, &decimal);
    else
        put_plain(out, &decimal);
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
        put(out, &decimal, digits - decimal.point);
}

/* What rounds to nothing is 0 and never -0, which reads as a direction. */
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
    put(out, &decimal, decimals);
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
