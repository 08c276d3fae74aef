/* The grammar of JSON: which token may come next. */
#include "core/data/json_pull.h"

#include <math.h>
#include <stdlib.h>

#include "core/data/json_keys.h"
#include "core/data/json_word.h"
#include <plume/number.h>

/* What stands next. */
typedef enum expected {
    EXPECT_VALUE,
    EXPECT_FIRST_VALUE, /* or the end of the list */
    EXPECT_FIRST_KEY,   /* or the end of the map */
    EXPECT_KEY,
    EXPECT_COLON,
    EXPECT_COMMA, /* or the end of the list or map */
    EXPECT_NOTHING
} expected;

struct plume_json {
    plume_json_bytes bytes;
    plume_json_keys keys;
    plume_text mended;
    uint64_t maps; /* a bit for each level: it is a map and no list */
    uint64_t line; /* of the last token */
    int depth;
    expected expected;
};

static plume_json *json_new(void)
{
    plume_json *json = calloc(1, sizeof *json);

    if (json == NULL)
        return NULL;
    plume_json_keys_init(&json->keys);
    plume_text_init(&json->mended);
    return json;
}

plume_status plume_json_open_text(plume_json **out, const char *text, size_t length,
                                  const char *path, plume_error *error)
{
    *out = json_new();
    if (*out == NULL)
        return plume_fail_memory(error);
    plume_json_bytes_of_text(&(*out)->bytes, text, length, path);
    return PLUME_OK;
}

plume_status plume_json_open(plume_json **out, plume_json_input input, const char *path,
                             plume_error *error)
{
    *out = json_new();
    if (*out == NULL)
        return plume_fail_memory(error);
    plume_json_bytes_of_input(&(*out)->bytes, input, path);
    return PLUME_OK;
}

void plume_json_close(plume_json *json)
{
    if (json == NULL)
        return;
    plume_json_bytes_dispose(&json->bytes);
    plume_json_keys_dispose(&json->keys);
    plume_text_dispose(&json->mended);
    free(json);
}

uint64_t plume_json_line(const plume_json *json)
{
    return json->line;
}

static bool in_map(const plume_json *json)
{
    return (json->maps >> (json->depth - 1) & 1) != 0;
}

/* Passes over the blanks that are there. */
static void pass_blanks(plume_json_bytes *bytes)
{
    const char *at = bytes->at, *end = bytes->end;

    for (;;) {
        while (at < end && *at == ' ')
            at++;
        if (at == end || (*at != '\n' && *at != '\t' && *at != '\r'))
            break;
        bytes->at = ++at;
        if (at[-1] == '\n')
            plume_json_bytes_next_line(bytes);
    }
    bytes->at = at;
}

/* *c is the byte behind blanks, -1 at the end. */
static plume_status find_mark(plume_json *json, int *c, plume_error *error)
{
    plume_json_bytes *bytes = &json->bytes;
    plume_status status = PLUME_OK;

    pass_blanks(bytes);
    while (status == PLUME_OK && bytes->at == bytes->end && !bytes->ended) {
        status = plume_json_bytes_more(bytes, error);
        pass_blanks(bytes);
    }
    *c = bytes->at < bytes->end ? (unsigned char)*bytes->at : -1;
    return status;
}

/* Most marks have no blank before them. */
static inline plume_status peek(plume_json *json, int *c, plume_error *error)
{
    if (json->bytes.at<json->bytes.end && * json->bytes.at> ' ') {
        *c = (unsigned char)*json->bytes.at;
        return PLUME_OK;
    }
    return find_mark(json, c, error);
}

/* The place of a fault is behind the token that was not expected, which is shown. */
static plume_status refuse(plume_json *json, int c, const char *reason,
                           plume_error *error)
{
    plume_json_bytes *bytes = &json->bytes;
    plume_status status = PLUME_OK;
    plume_json_token token;
    size_t length = 1;

    if (c == '"') {
        status = plume_json_string(bytes, &json->mended, &token, error);
        length = 0;
    } else if (c < 0) {
        length = 0;
    } else if (plume_json_begins_word((char)c)) {
        status = plume_json_word_length(bytes, &length, error);
    }
    if (status != PLUME_OK)
        return status;
    bytes->at += length;
    return plume_json_bytes_refuse(bytes, reason, error);
}

static plume_status enter(plume_json *json, bool map, plume_json_token *token,
                          plume_error *error)
{
    plume_json_bytes *bytes = &json->bytes;
    uint64_t bit = (uint64_t)1 << (json->depth & 63);

    if (json->depth == PLUME_JSON_DEPTH)
        return plume_fail_at(error, PLUME_ERR_VALUE, bytes->path, bytes->line,
                             plume_json_bytes_column(bytes),
                             "JSON is nested deeper than %d levels", PLUME_JSON_DEPTH);
    json->maps = map ? json->maps | bit : json->maps & ~bit;
    json->depth++;
    json->expected = map ? EXPECT_FIRST_KEY : EXPECT_FIRST_VALUE;
    token->kind = map ? PLUME_JSON_MAP : PLUME_JSON_LIST;
    bytes->at++;
    return PLUME_OK;
}

static plume_status leave(plume_json *json, plume_json_token *token)
{
    token->kind = in_map(json) ? PLUME_JSON_MAP_END : PLUME_JSON_LIST_END;
    if (token->kind == PLUME_JSON_MAP_END)
        plume_json_keys_leave(&json->keys, json->depth);
    json->depth--;
    json->expected = json->depth > 0 ? EXPECT_COMMA : EXPECT_NOTHING;
    json->bytes.at++;
    return PLUME_OK;
}

/* RFC 8259 leaves it open which of two equal keys counts; here they are refused. */
static plume_status take_key(plume_json *json, int c, plume_json_token *token,
                             plume_error *error)
{
    plume_status status;
    bool is_new = true;

    if (c != '"')
        return refuse(json, c, "string or '}' expected", error);
    status = plume_json_string(&json->bytes, &json->mended, token, error);
    token->kind = PLUME_JSON_KEY;
    json->expected = EXPECT_COLON;
    if (status == PLUME_OK)
        status = plume_json_keys_add(&json->keys, json->depth, token->text, token->length,
                                     &is_new, error);
    if (status == PLUME_OK && !is_new)
        return plume_json_bytes_refuse(&json->bytes, "duplicate object key", error);
    return status;
}

static plume_status take_value(plume_json *json, int c, plume_json_token *token,
                               plume_error *error)
{
    if (c == '{' || c == '[')
        return enter(json, c == '{', token, error);
    json->expected = json->depth > 0 ? EXPECT_COMMA : EXPECT_NOTHING;
    if (c == '"')
        return plume_json_string(&json->bytes, &json->mended, token, error);
    if (c >= 0 && plume_json_begins_word((char)c))
        return plume_json_word(&json->bytes, token, error);
    if (c < 0 || memchr("]},:", c, 4) != NULL)
        return refuse(json, c, "unexpected token", error);
    return refuse(json, c, "invalid token", error);
}

/* Takes the mark that stands before the next key or value. */
static plume_status pass_mark(plume_json *json, int *c, expected then, plume_error *error)
{
    json->bytes.at++;
    json->expected = then;
    return peek(json, c, error);
}

plume_status plume_json_next(plume_json *json, plume_json_token *token,
                             plume_error *error)
{
    bool map = json->depth > 0 && in_map(json);
    int c, end = map ? '}' : ']';
    plume_status status = peek(json, &c, error);

    if (status == PLUME_OK && json->expected == EXPECT_COMMA) {
        if (c == end)
            return leave(json, token);
        if (c != ',')
            return refuse(json, c, map ? "'}' expected" : "']' expected", error);
        status = pass_mark(json, &c, map ? EXPECT_KEY : EXPECT_VALUE, error);
    } else if (status == PLUME_OK && json->expected == EXPECT_COLON) {
        if (c != ':')
            return refuse(json, c, "':' expected", error);
        status = pass_mark(json, &c, EXPECT_VALUE, error);
    }
    if (status != PLUME_OK)
        return status;
    json->line = json->bytes.line;
    switch (json->expected) {
    case EXPECT_FIRST_KEY:
    case EXPECT_FIRST_VALUE:
        if (c == end)
            return leave(json, token);
        if (map)
            return take_key(json, c, token, error);
        break;
    case EXPECT_KEY:
        return take_key(json, c, token, error);
    case EXPECT_NOTHING:
        token->kind = PLUME_JSON_END;
        return c < 0 ? PLUME_OK : refuse(json, c, "end of file expected", error);
    case EXPECT_VALUE:
    case EXPECT_COLON:
    case EXPECT_COMMA:
        break;
    }
    return take_value(json, c, token, error);
}

plume_status plume_json_next_pair(plume_json *json, plume_text *key,
                                  plume_json_token *value, bool *more, plume_error *error)
{
    plume_status status = plume_json_next(json, value, error);

    *more = status == PLUME_OK && value->kind != PLUME_JSON_MAP_END;
    if (!*more)
        return status;
    plume_text_clear(key);
    plume_text_add_n(key, value->text, value->length);
    status = plume_text_status(key, error);
    return status == PLUME_OK ? plume_json_next(json, value, error) : status;
}

static bool opens(plume_json_kind kind)
{
    return kind == PLUME_JSON_MAP || kind == PLUME_JSON_LIST;
}

plume_status plume_json_skip(plume_json *json, const plume_json_token *token,
                             plume_error *error)
{
    int depth = json->depth - (opens(token->kind) ? 1 : 0);
    plume_status status = PLUME_OK;
    plume_json_token passed;

    while (status == PLUME_OK && json->depth > depth)
        status = plume_json_next(json, &passed, error);
    return status;
}

/* The strict parser knows no NaN and no Infinity. */
double plume_json_number(const plume_json_token *token)
{
    double value = (double)NAN;

    if (token->kind == PLUME_JSON_NUMBER)
        plume_number_parse(&value, token->text, token->length);
    return value;
}
