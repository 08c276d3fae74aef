/* Rewrites the numbers of a JSON text as places in a table, so that jansson never reads
 * one itself. */
#include "core/data/json_prepare.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "core/ascii.h"
#include <plume/number.h>

#define REPLACEMENT_BYTES  "\xef\xbf\xbd"
#define REPLACEMENT_ESCAPE "\\ufffd"
enum { ESCAPE_BYTES = 6, NUMBERS_FIRST = 256 };

typedef struct preparing {
    plume_json_ready *out;
    const char *text;
    size_t at, length;
    size_t stop; /* of the prepared text */
    int depth;
} preparing;

static void copy(preparing *state, size_t length)
{
    plume_text_add_n(&state->out->text, state->text + state->at, length);
    state->at += length;
}

static void replace(preparing *state, size_t length, const char *by)
{
    plume_text_add(&state->out->text, by);
    state->at += length;
}

static void blame(preparing *state, plume_json_fault fault, size_t length)
{
    state->out->fault = fault;
    state->out->fault_at = state->at;
    state->out->fault_length = length;
}

/* --- strings --- */

/* The code of \uXXXX at that offset, or -1. */
static long escape_at(const preparing *state, size_t at)
{
    long code = 0;

    if (at + ESCAPE_BYTES > state->length || state->text[at] != '\\' ||
        state->text[at + 1] != 'u')
        return -1;
    for (size_t i = 2; i < ESCAPE_BYTES; i++) {
        char c = state->text[at + i];
        long digit = c >= '0' && c <= '9'   ? c - '0'
                     : c >= 'a' && c <= 'f' ? c - 'a' + 10
                     : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                            : -1;

        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

/* Halves of surrogates that have no other half, and \u0000, become U+FFFD: jansson
 * would drop the document for one of them. */
static void take_escape(preparing *state)
{
    long code = escape_at(state, state->at), next;

    if (code < 0) {
        copy(state, state->at + 1 < state->length ? 2 : 1);
        return;
    }
    if (code >= 0xd800 && code < 0xdc00) {
        next = escape_at(state, state->at + ESCAPE_BYTES);
        if (next >= 0xdc00 && next < 0xe000) {
            copy(state, (size_t)2 * ESCAPE_BYTES);
            return;
        }
    }
    if (code == 0 || (code >= 0xd800 && code < 0xe000))
        replace(state, ESCAPE_BYTES, REPLACEMENT_ESCAPE);
    else
        copy(state, ESCAPE_BYTES);
}

/* Bytes that are no UTF-8 are replaced one by one, as jansson would refuse the whole
 * text for one of them. */
static void take_character(preparing *state)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t got =
        utf8proc_iterate((const utf8proc_uint8_t *)state->text + state->at,
                         (utf8proc_ssize_t)(state->length - state->at), &c);

    if (got < 1)
        replace(state, 1, REPLACEMENT_BYTES);
    else
        copy(state, (size_t)got);
}

/* Plain stretches are copied at once: most of a log is made of them. */
static void take_string(preparing *state)
{
    size_t plain;
    char c;

    copy(state, 1);
    while (state->at < state->length && state->out->text.length < state->stop) {
        for (plain = 0; state->at + plain < state->length; plain++) {
            c = state->text[state->at + plain];
            if (c == '"' || c == '\\' || (unsigned char)c >= 0x80)
                break;
        }
        copy(state, plain);
        if (state->at == state->length)
            return;
        c = state->text[state->at];
        if (c == '\\') {
            take_escape(state);
        } else if (c == '"') {
            copy(state, 1);
            return;
        } else {
            take_character(state);
        }
    }
}

/* --- numbers and words --- */

static bool is_token(char c)
{
    return plume_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '+' || c == '-' || c == '.';
}

static size_t digits(const char *text, size_t length, size_t at)
{
    size_t begin = at;

    while (at < length && plume_is_digit(text[at]))
        at++;
    return at - begin;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)? */
static bool is_json_number(const char *text, size_t length)
{
    size_t at = length > 0 && text[0] == '-', count = digits(text, length, at);

    if (count == 0 || (count > 1 && text[at] == '0'))
        return false;
    at += count;
    if (at < length && text[at] == '.') {
        count = digits(text, length, at + 1);
        if (count == 0)
            return false;
        at += 1 + count;
    }
    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        if (at < length && (text[at] == '+' || text[at] == '-'))
            at++;
        count = digits(text, length, at);
        if (count == 0)
            return false;
        at += count;
    }
    return at == length;
}

static bool is_word(const char *text, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(text, word, length) == 0;
}

static bool has_room(plume_json_ready *out)
{
    size_t capacity = out->capacity == 0 ? NUMBERS_FIRST : out->capacity * 2;
    plume_json_number *number;

    if (out->count < out->capacity)
        return true;
    if (capacity > SIZE_MAX / sizeof *number)
        return false;
    number = realloc(out->number, capacity * sizeof *number);
    if (number == NULL)
        return false;
    out->number = number;
    out->capacity = capacity;
    return true;
}

/* A number leaves its place in the list behind; true, false and null stay as they
 * are. */
static void take_token(preparing *state)
{
    const char *token = state->text + state->at;
    size_t length = 0;
    plume_json_number number = { .at = state->at };
    bool beyond;

    while (state->at + length < state->length && is_token(token[length]))
        length++;
    beyond = is_word(token, length, "NaN") || is_word(token, length, "Infinity") ||
             is_word(token, length, "-Infinity");
    if (!beyond && !plume_is_digit(token[0]) && token[0] != '-') {
        copy(state, length);
        return;
    }
    if (!beyond && !is_json_number(token, length)) {
        blame(state, PLUME_JSON_NO_NUMBER, length);
        return;
    }
    if (!has_room(state->out)) {
        blame(state, PLUME_JSON_NO_MEMORY, 0);
        return;
    }
    /* What the strict parser refuses here is NaN, Infinity or beyond a double: NAN. */
    plume_number_parse(&number.value, token, length);
    number.length = length;
    state->out->number[state->out->count] = number;
    plume_text_printf(&state->out->text, "%zu", state->out->count++);
    state->at += length;
}

/* Depth is counted here, before jansson, whose own limit gives no place. */
static void take(preparing *state)
{
    char c = state->text[state->at];

    if (c == '"') {
        take_string(state);
    } else if (is_token(c)) {
        take_token(state);
    } else {
        if (c == '[' || c == '{') {
            if (++state->depth > PLUME_JSON_DEPTH) {
                blame(state, PLUME_JSON_TOO_DEEP, 1);
                return;
            }
        } else if (c == ']' || c == '}') {
            state->depth--;
        }
        copy(state, 1);
    }
}

/* RFC 8259, section 8.1, lets a reader pass over a byte order mark. A prepared length
 * of stop ends the work early: so a place in the rewritten text is traced back to the
 * original. */
static size_t prepare(plume_json_ready *out, const char *text, size_t length, size_t stop)
{
    preparing state = { out, text, 0, length, stop, 0 };

    memset(out, 0, sizeof *out);
    plume_text_init(&out->text);
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        state.at = 3;
    while (state.at < length && out->fault == PLUME_JSON_SOUND &&
           out->text.status == PLUME_OK && out->text.length < stop)
        take(&state);
    if (out->text.status != PLUME_OK)
        out->fault = out->text.status == PLUME_ERR_MEMORY ? PLUME_JSON_NO_MEMORY
                                                          : PLUME_JSON_TOO_LONG;
    return state.at;
}

void plume_json_prepare(plume_json_ready *out, const char *text, size_t length)
{
    prepare(out, text, length, SIZE_MAX);
}

void plume_json_ready_dispose(plume_json_ready *ready)
{
    plume_text_dispose(&ready->text);
    free(ready->number);
    ready->number = NULL;
}

/* Prepares again up to the fault instead of keeping a table of places: faults are
 * rare, tables would cost every sound text. */
size_t plume_json_original(const char *text, size_t length, size_t prepared)
{
    plume_json_ready again;
    size_t at = prepare(&again, text, length, prepared);

    plume_json_ready_dispose(&again);
    return at;
}
