/* HTCondor's history, as `condor_history -long` prints it and the schedd keeps it: lines
 * of `Name = value`, a job ends with an empty line or a line of stars. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/ascii.h"
#include "core/data/csv.h"
#include "logs/framed/lines.h"
#include "logs/whole_document.h"
#include "readers/schedulers/htcondor/ad.h"
#include <plume/number.h>

/* Attributes stand in any order, sorted by name in newer releases. */
static bool has_line(const plume_head *head, const char *begin)
{
    const char *line;
    size_t at = 0, length;

    while (plume_head_line(head, &at, &line, &length))
        if (length > strlen(begin) && strncmp(line, begin, strlen(begin)) == 0)
            return true;
    return false;
}

static int confidence(const plume_head *head)
{
    return has_line(head, "ClusterId = ") && has_line(head, "ProcId = ") &&
                   has_line(head, "JobStatus = ")
               ? 92
               : 0;
}

/* --- lines --- */

typedef struct reading {
    plume_log *log;
    htcondor_ad ad;
    htcondor_tally tally;
    size_t attributes; /* of the job so far */
} reading;

static plume_field trimmed(const char *text, size_t length)
{
    while (length > 0 && plume_is_blank(text[length - 1]))
        length--;
    while (length > 0 && plume_is_blank(*text)) {
        text++;
        length--;
    }
    return (plume_field){ text, length };
}

/* What an attribute is that has no value. */
static bool is_undefined(plume_field value)
{
    return value.length == 9 && memcmp(value.text, "undefined", 9) == 0;
}

static void tell_word(const reading *in, plume_field key)
{
    char name[64];

    snprintf(name, sizeof name, "%.*s", (int)key.length, key.text);
    plume_document_no_number(in->log, in->ad.line, name);
}

/* Strings stand in quotes, expressions bare. */
static void take_attribute(reading *in, const char *text, size_t length)
{
    const char *equals = memchr(text, '=', length);
    plume_field key, value;
    double number;
    bool is_number;

    if (equals == NULL)
        return;
    key = trimmed(text, (size_t)(equals - text));
    value = trimmed(equals + 1, length - (size_t)(equals + 1 - text));
    in->attributes++;
    is_number = htcondor_ad_is_number(key);
    if (value.length >= 2 && value.text[0] == '"' &&
        value.text[value.length - 1] == '"') {
        value.text++;
        value.length -= 2;
        if (is_number)
            tell_word(in, key);
        else
            htcondor_ad_text(&in->ad, key, value);
    } else if (value.length == 4 && memcmp(value.text, "true", 4) == 0) {
        htcondor_ad_number(&in->ad, key, 1.0);
    } else if (value.length == 5 && memcmp(value.text, "false", 5) == 0) {
        htcondor_ad_number(&in->ad, key, 0.0);
    } else if (plume_number_parse(&number, value.text, value.length)) {
        htcondor_ad_number(&in->ad, key, number);
    } else if (is_number && !is_undefined(value)) {
        tell_word(in, key);
    }
}

static plume_status end_job(reading *in, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (in->attributes > 0)
        status = htcondor_ad_push(&in->ad, &in->tally, in->log, error);
    htcondor_ad_clear(&in->ad, 0);
    in->attributes = 0;
    return status;
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *in = state;

    if (length == 0 || strncmp(text, "***", 3) == 0)
        return end_job(in, error);
    if (in->attributes == 0)
        in->ad.line = line;
    take_attribute(in, text, length);
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log };
    plume_status status;

    htcondor_ad_init(&in.ad);
    status = plume_log_lines(log, take_line, &in, error);
    if (status == PLUME_OK)
        status = end_job(&in, error);
    if (status == PLUME_OK)
        htcondor_tally_tell(log, &in.tally);
    htcondor_ad_dispose(&in.ad);
    return status;
}

const plume_reader plume_reader_htcondor = {
    .name = "htcondor",
    .title = "HTCondor's history (condor_history -long)",
    .confidence = confidence,
    .marks = { "ClusterId" },
    .read = read,
};
