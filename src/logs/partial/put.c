/* Writes texts and numbers so that they read back as the same bytes and bits. */
#include "logs/partial/put.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/utf8.h"
#include <plume/number.h>
#include <plume/value.h>

/* Powers of logs have few digits: a whole number of thousandths is written at once. */
#define THOUSANDTHS      1000.0
#define THOUSANDTHS_MOST 1e12

static bool is_utf8(const char *text)
{
    size_t left = strlen(text);
    int32_t character;

    while (left > 0) {
        size_t got = plume_utf8_next(&character, text, left);

        if (got == 0)
            return false;
        text += got;
        left -= got;
    }
    return true;
}

void plume_put_text(plume_text *out, const char *key, const char *text)
{
    bool plain = is_utf8(text);

    plume_text_add(out, ",\"");
    plume_text_add(out, key);
    plume_text_add(out, plain ? "\":" : "#\":\"");
    if (plain) {
        plume_json_print_string(out, text);
        return;
    }
    for (; *text != '\0'; text++)
        plume_text_printf(out, "%02x", (unsigned)(unsigned char)*text);
    plume_text_add_char(out, '"');
}

/* value is whole thousandths of a unit, and not 0. From its last digit on, of which those
 * that are 0 behind the point are left out. */
static void put_thousandths(plume_text *out, int64_t value)
{
    char text[32], *at = text + sizeof text;
    uint64_t left = value < 0 ? (uint64_t)-value : (uint64_t)value;
    unsigned decimals = 3;

    for (; decimals > 0 && left % 10 == 0; decimals--)
        left /= 10;
    for (unsigned i = decimals; i > 0; i--, left /= 10)
        *--at = (char)('0' + left % 10);
    if (decimals > 0)
        *--at = '.';
    do
        *--at = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (value < 0)
        *--at = '-';
    plume_text_add_n(out, at, (size_t)(text + sizeof text - at));
}

void plume_put_value(plume_text *out, double value)
{
    double scaled = value * THOUSANDTHS;

    if (isnan(value)) {
        plume_text_add(out, "null");
    } else if (isinf(value)) {
        plume_text_add(out, value > 0.0 ? "\"inf\"" : "\"-inf\"");
    } else if (fabs(scaled) < THOUSANDTHS_MOST && value != 0.0 &&
               (double)(int64_t)round(scaled) / THOUSANDTHS == value) {
        put_thousandths(out, (int64_t)round(scaled));
    } else if (value == 0.0) {
        plume_text_add(out, signbit(value) ? "-0.0" : "0");
    } else {
        plume_number_print(out, value);
    }
}

void plume_put_number(plume_text *out, const char *key, double value)
{
    plume_text_add(out, ",\"");
    plume_text_add(out, key);
    plume_text_add(out, "\":");
    plume_put_value(out, value);
}

void plume_put_count(plume_text *out, const char *key, uint64_t count)
{
    plume_text_printf(out, ",\"%s\":%llu", key, (unsigned long long)count);
}
