/* Times, durations, zone rules and zone files of any bytes: what is accepted prints as a
 * time that reads back. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/time/tzif.h"
#include <plume/time.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_time(const char *text, size_t length)
{
    plume_stamp stamp, back;
    plume_text printed;

    if (!plume_time_parse(&stamp, text, length, NULL)) {
        if (!isnan(stamp.unix_s))
            abort();
        return;
    }
    plume_text_init(&printed);
    plume_time_print(&printed, stamp.unix_s);
    if (printed.length > 0 &&
        (!plume_time_parse(&back, printed.data, printed.length, NULL) ||
         fabs(back.unix_s - stamp.unix_s) > 0.00051))
        abort();
    plume_text_dispose(&printed);
}

static void check_rule(const char *text)
{
    plume_zone_rule rule;
    int64_t at;

    if (!plume_zone_rule_parse(&rule, text))
        return;
    for (at = -4000000000; at < 40000000000; at += 1234567890)
        if (llabs(plume_zone_rule_offset(&rule, at)) > 170 * 3600)
            abort();
}

static void check_file(const uint8_t *bytes, size_t length)
{
    plume_tzif tzif;
    bool memory;

    if (!plume_tzif_parse(&tzif, bytes, length, &memory))
        return;
    plume_tzif_offset(&tzif, INT64_C(-5000000000));
    plume_tzif_offset(&tzif, INT64_C(5000000000));
    free(tzif.at);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = malloc(length + 1);
    double seconds;

    if (text == NULL)
        return 0;
    if (length > 0)
        memcpy(text, bytes, length);
    text[length] = '\0';
    check_time(text, length);
    if (plume_duration_parse(&seconds, text, length) != (isfinite(seconds) != 0))
        abort();
    check_rule(text);
    check_file(bytes, length);
    free(text);
    return 0;
}
