/* Takes one line of a partial apart: whoever wrote it, nothing of it is believed. */
#include "logs/partial/record.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

void plume_record_init(plume_record *record)
{
    memset(record, 0, sizeof *record);
    plume_text_init(&record->key);
    plume_text_init(&record->text);
}

void plume_record_dispose(plume_record *record)
{
    plume_record_close(record);
    plume_text_dispose(&record->key);
    plume_text_dispose(&record->text);
}

void plume_record_close(plume_record *record)
{
    plume_json_close(record->json);
    record->json = NULL;
}

plume_status plume_record_open(plume_record *record, const char *line, size_t length,
                               const char *path, plume_error *error)
{
    plume_json_token token;
    plume_status status;

    plume_record_close(record);
    record->fault = NULL;
    status = plume_json_open_text(&record->json, line, length, path, error);
    if (status == PLUME_OK)
        status = plume_json_next(record->json, &token, error);
    if (status == PLUME_OK && token.kind != PLUME_JSON_MAP)
        status = plume_fail(error, PLUME_ERR_SYNTAX, "a record is no map");
    return status;
}

plume_status plume_record_next(plume_record *record, bool *more, plume_error *error)
{
    plume_status status =
        plume_json_next_pair(record->json, &record->key, &record->value, more, error);

    if (status != PLUME_OK || !*more)
        return status;
    record->hexadecimal =
        record->key.length > 0 && record->key.data[record->key.length - 1] == '#';
    if (record->hexadecimal)
        record->key.data[--record->key.length] = '\0';
    return PLUME_OK;
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void add_bytes(plume_record *record, plume_text *out)
{
    const plume_json_token *value = &record->value;

    for (size_t i = 0; i + 1 < value->length; i += 2) {
        int high = digit_of(value->text[i]), low = digit_of(value->text[i + 1]);

        if (high < 0 || low < 0 || high + low == 0)
            record->fault = "a text is no row of hexadecimal digits";
        else
            plume_text_add_char(out, (char)(high * 16 + low));
    }
    if (value->length % 2 != 0)
        record->fault = "a text has half a byte";
}

void plume_record_text(plume_record *record, plume_text *out)
{
    if (record->value.kind != PLUME_JSON_STRING)
        record->fault = "a text is none";
    else if (record->hexadecimal)
        add_bytes(record, out);
    else if (memchr(record->value.text, '\0', record->value.length) != NULL)
        record->fault = "a text holds a zero byte";
    else
        plume_text_add_n(out, record->value.text, record->value.length);
}

static double number_of(plume_record *record, const plume_json_token *token)
{
    double value;

    if (token->kind == PLUME_JSON_NULL)
        return (double)NAN;
    if (token->kind == PLUME_JSON_STRING && plume_json_is(token, "inf"))
        return (double)INFINITY;
    if (token->kind == PLUME_JSON_STRING && plume_json_is(token, "-inf"))
        return -(double)INFINITY;
    value = token->kind == PLUME_JSON_NUMBER ? plume_json_number(token) : (double)NAN;
    if (isnan(value))
        record->fault = "a number is none";
    return value;
}

double plume_record_number(plume_record *record)
{
    return number_of(record, &record->value);
}

uint64_t plume_record_count(plume_record *record, uint64_t most)
{
    const plume_json_token *value = &record->value;
    uint64_t count = 0;
    size_t i;

    for (i = 0; i < value->length && i < 20; i++) {
        unsigned digit = (unsigned)(value->text[i] - '0');

        if (digit > 9 || count > (UINT64_MAX - digit) / 10)
            break;
        count = count * 10 + digit;
    }
    if (value->kind == PLUME_JSON_NUMBER && i > 0 && i == value->length && count <= most)
        return count;
    record->fault = "a count is none, or too large";
    return 0;
}

plume_status plume_record_list(plume_record *record, double *out, size_t count,
                               plume_error *error)
{
    plume_json_token token = record->value;
    plume_status status = PLUME_OK;
    size_t got = 0;

    if (token.kind != PLUME_JSON_LIST) {
        record->fault = "a list is none";
        return PLUME_OK;
    }
    for (;;) {
        status = plume_json_next(record->json, &token, error);
        if (status != PLUME_OK || token.kind == PLUME_JSON_LIST_END)
            break;
        if (token.kind == PLUME_JSON_LIST || token.kind == PLUME_JSON_MAP)
            return plume_fail(error, PLUME_ERR_SYNTAX, "a list holds no numbers");
        if (got < count)
            out[got] = number_of(record, &token);
        got++;
    }
    if (status == PLUME_OK && got != count)
        record->fault = "a list has not as many figures as there are samples";
    return status;
}

plume_status plume_record_fault(const plume_record *record, plume_error *error)
{
    return record->fault == NULL ? PLUME_OK
                                 : plume_fail(error, PLUME_ERR_SYNTAX, "%s (at '%.64s')",
                                              record->fault, record->key.data);
}

plume_status plume_record_unknown_key(const plume_record *record, plume_error *error)
{
    return plume_fail(error, PLUME_ERR_SYNTAX,
                      "nobody knows what '%.64s' is: this partial was written by another "
                      "version",
                      record->key.data);
}
