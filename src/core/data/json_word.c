/* Strings, numbers and words of JSON, cut out of bytes that come in pieces. */
#include "core/data/json_word.h"

#include <stdio.h>
#include <string.h>

#include "core/ascii.h"
#include "core/utf8.h"

#define REPLACEMENT "\xef\xbf\xbd"
enum { ESCAPE_BYTES = 6, SHOWN_BYTES = 24, STRING_BYTES_MAX = 64 << 20 };

/* --- strings --- */

static inline bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

static plume_status refuse_control(const plume_json_bytes *bytes, plume_error *error)
{
    char reason[32];

    if (*bytes->at == '\n')
        return plume_json_bytes_refuse(bytes, "unexpected newline", error);
    snprintf(reason, sizeof reason, "control character 0x%x",
             (unsigned)(unsigned char)*bytes->at);
    return plume_json_bytes_refuse(bytes, reason, error);
}

/* The code of \uXXXX at that offset, or -1. */
static int32_t escape_at(const plume_json_bytes *bytes, size_t offset)
{
    const char *text = bytes->at + offset;
    int32_t code = 0;

    if ((size_t)(bytes->end - bytes->at) < offset + ESCAPE_BYTES || text[0] != '\\' ||
        text[1] != 'u')
        return -1;
    for (size_t i = 2; i < ESCAPE_BYTES; i++) {
        char c = text[i];
        int32_t digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;

        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

static bool is_high(int32_t code)
{
    return code >= 0xd800 && code < 0xdc00;
}

static bool is_low(int32_t code)
{
    return code >= 0xdc00 && code < 0xe000;
}

/* Half of a pair without the other, and NUL, are no characters that a text may hold. */
static void take_code(plume_json_bytes *bytes, plume_text *out, int32_t code)
{
    char character[PLUME_UTF8_BYTES_MAX];
    int32_t low = is_high(code) ? escape_at(bytes, ESCAPE_BYTES) : -1;

    bytes->at += ESCAPE_BYTES;
    if (is_low(low)) {
        bytes->at += ESCAPE_BYTES;
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    if (code == 0 || is_high(code) || is_low(code))
        plume_text_add(out, REPLACEMENT);
    else
        plume_text_add_n(out, character, plume_utf8_put(character, code));
}

static plume_status take_escape(plume_json_bytes *bytes, plume_text *out,
                                plume_error *error)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    plume_status status = plume_json_bytes_need(bytes, (size_t)2 * ESCAPE_BYTES, error);
    const char *found = NULL;
    int32_t code;

    if (status != PLUME_OK)
        return status;
    code = escape_at(bytes, 0);
    if (code >= 0) {
        take_code(bytes, out, code);
        return PLUME_OK;
    }
    if (bytes->end - bytes->at < 2)
        return plume_json_bytes_refuse(bytes, "premature end of input", error);
    found = memchr(letters, bytes->at[1], sizeof letters - 1);
    if (found == NULL)
        return plume_json_bytes_refuse(bytes, "invalid escape", error);
    plume_text_add_char(out, meant[found - letters]);
    bytes->at += 2;
    return PLUME_OK;
}

/* A byte that is no UTF-8 is replaced alone. */
static plume_status take_wide(plume_json_bytes *bytes, plume_text *out,
                              plume_error *error)
{
    plume_status status = plume_json_bytes_need(bytes, PLUME_UTF8_BYTES_MAX, error);
    int32_t character;
    size_t length;

    if (status != PLUME_OK)
        return status;
    length = plume_utf8_next(&character, bytes->at, (size_t)(bytes->end - bytes->at));
    if (length == 0)
        plume_text_add(out, REPLACEMENT);
    else
        plume_text_add_n(out, bytes->at, length);
    if (length > 1)
        bytes->line_wide += length - 1;
    else if (length == 0 && ((unsigned char)*bytes->at & 0xc0) == 0x80)
        bytes->line_wide++;
    bytes->at += length > 0 ? length : 1;
    return PLUME_OK;
}

/* A stretch without marks, an escape, or a character of several bytes. */
static plume_status take_piece(plume_json_bytes *bytes, plume_text *out,
                               plume_error *error)
{
    const char *begin = bytes->at;

    if (*begin == '\\')
        return take_escape(bytes, out, error);
    if ((unsigned char)*begin >= 0x80)
        return take_wide(bytes, out, error);
    if (!is_plain(*begin))
        return refuse_control(bytes, error);
    while (bytes->at < bytes->end && is_plain(*bytes->at))
        bytes->at++;
    plume_text_add_n(out, begin, (size_t)(bytes->at - begin));
    return PLUME_OK;
}

/* The rest of a string whose begin is in out. */
static plume_status mend(plume_json_bytes *bytes, plume_text *out, plume_error *error)
{
    plume_status status = PLUME_OK;

    while (status == PLUME_OK) {
        status = plume_json_bytes_need(bytes, 1, error);
        if (status != PLUME_OK)
            break;
        if (bytes->at == bytes->end)
            return plume_json_bytes_refuse(bytes, "premature end of input", error);
        if (*bytes->at == '"') {
            bytes->at++;
            return plume_text_status(out, error);
        }
        status = take_piece(bytes, out, error);
        if (status == PLUME_OK && out->length > STRING_BYTES_MAX)
            return plume_fail_at(error, PLUME_ERR_VALUE, bytes->path, bytes->line,
                                 plume_json_bytes_column(bytes),
                                 "a string or number of JSON is longer than 64 MiB");
    }
    return status;
}

/* Most strings are used where they stand. */
plume_status plume_json_string(plume_json_bytes *bytes, plume_text *mended,
                               plume_json_token *token, plume_error *error)
{
    size_t length = 1;
    plume_status status = PLUME_OK;

    for (;;) {
        const char *text = bytes->at;
        size_t there = (size_t)(bytes->end - text);

        while (length < there && is_plain(text[length]))
            length++;
        if (length < there || bytes->ended)
            break;
        status = plume_json_bytes_more(bytes, error);
        if (status != PLUME_OK)
            return status;
    }
    token->kind = PLUME_JSON_STRING;
    if (bytes->at + length < bytes->end && bytes->at[length] == '"') {
        token->text = bytes->at + 1;
        token->length = length - 1;
        bytes->at += length + 1;
        return PLUME_OK;
    }
    plume_text_clear(mended);
    plume_text_add_n(mended, bytes->at + 1, length - 1);
    bytes->at += length;
    status = mend(bytes, mended, error);
    token->text = mended->data;
    token->length = mended->length;
    return status;
}

/* --- numbers and words --- */

/* What a word is made of. */
static const bool of_word[256] = {
    ['+'] = true, ['-'] = true, ['.'] = true, ['0'] = true, ['1'] = true, ['2'] = true,
    ['3'] = true, ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true, ['8'] = true,
    ['9'] = true, ['A'] = true, ['B'] = true, ['C'] = true, ['D'] = true, ['E'] = true,
    ['F'] = true, ['G'] = true, ['H'] = true, ['I'] = true, ['J'] = true, ['K'] = true,
    ['L'] = true, ['M'] = true, ['N'] = true, ['O'] = true, ['P'] = true, ['Q'] = true,
    ['R'] = true, ['S'] = true, ['T'] = true, ['U'] = true, ['V'] = true, ['W'] = true,
    ['X'] = true, ['Y'] = true, ['Z'] = true, ['a'] = true, ['b'] = true, ['c'] = true,
    ['d'] = true, ['e'] = true, ['f'] = true, ['g'] = true, ['h'] = true, ['i'] = true,
    ['j'] = true, ['k'] = true, ['l'] = true, ['m'] = true, ['n'] = true, ['o'] = true,
    ['p'] = true, ['q'] = true, ['r'] = true, ['s'] = true, ['t'] = true, ['u'] = true,
    ['v'] = true, ['w'] = true, ['x'] = true, ['y'] = true, ['z'] = true,
};

bool plume_json_begins_word(char c)
{
    return of_word[(unsigned char)c];
}

static size_t digits(const char *text, size_t length, size_t at)
{
    size_t begin = at;

    while (at < length && plume_is_digit(text[at]))
        at++;
    return at - begin;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)? */
static bool is_number(const char *text, size_t length)
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

static plume_status refuse_number(const plume_json_bytes *bytes, size_t length,
                                  plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_SYNTAX, bytes->path, bytes->line,
                         plume_json_bytes_column(bytes),
                         "'%.*s' is not how JSON writes a number",
                         (int)(length < SHOWN_BYTES ? length : SHOWN_BYTES), bytes->at);
}

plume_status plume_json_word_length(plume_json_bytes *bytes, size_t *length,
                                    plume_error *error)
{
    plume_status status = PLUME_OK;
    size_t n = 0;

    for (;;) {
        const char *text = bytes->at;
        size_t there = (size_t)(bytes->end - text);

        while (n < there && of_word[(unsigned char)text[n]])
            n++;
        *length = n;
        if (n < there || bytes->ended)
            return PLUME_OK;
        status = plume_json_bytes_more(bytes, error);
        if (status != PLUME_OK)
            return status;
    }
}

/* What Python writes for a number that is none. */
static bool is_beyond(const plume_json_token *word)
{
    return plume_json_is(word, "NaN") || plume_json_is(word, "Infinity") ||
           plume_json_is(word, "-Infinity");
}

plume_status plume_json_word(plume_json_bytes *bytes, plume_json_token *token,
                             plume_error *error)
{
    plume_status status = plume_json_word_length(bytes, &token->length, error);
    char first;

    if (status != PLUME_OK)
        return status;
    token->text = bytes->at;
    first = *token->text;
    if (plume_is_digit(first) || first == '-') {
        if (!is_number(token->text, token->length) && !is_beyond(token))
            return refuse_number(bytes, token->length, error);
        token->kind = PLUME_JSON_NUMBER;
    } else if (is_beyond(token)) {
        token->kind = PLUME_JSON_NUMBER;
    } else if (plume_json_is(token, "true")) {
        token->kind = PLUME_JSON_TRUE;
    } else if (plume_json_is(token, "false")) {
        token->kind = PLUME_JSON_FALSE;
    } else if (plume_json_is(token, "null")) {
        token->kind = PLUME_JSON_NULL;
    } else {
        bytes->at += token->length;
        return plume_json_bytes_refuse(bytes, "invalid token", error);
    }
    bytes->at += token->length;
    return PLUME_OK;
}
