/* Parses the marks inside a paragraph into fragments of one face each. */
#include "documents/layout/inline.h"

#include <stdlib.h>
#include <string.h>

#include "canvas/pdf/haru_extras.h"
#include "core/ascii.h"

#define HTTPS          "https://"
#define NO_BREAK_SPACE "\xC2\xA0"

typedef struct parser {
    plume_fragments *out;
    plume_pool *pool;
    plume_text text;
    const char *at, *end;
    const char *uri;
    bool bold, blank; /* blank: the next fragment begins a word */
    bool no_memory;
} parser;

static bool is_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* Only punctuation can be escaped: before anything else a backslash stands for itself,
 * as in CommonMark 0.30, section 2.4. */
void plume_inline_unescape(plume_text *out, const char *markup, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (markup[i] == '\\' && i + 1 < length && is_punctuation(markup[i + 1]))
            i++;
        plume_text_add_char(out, markup[i]);
    }
}

/* --- fragments --- */

static plume_fragment *add(parser *p)
{
    plume_fragments *out = p->out;

    if (out->count == out->capacity) {
        size_t capacity = out->capacity == 0 ? 64 : out->capacity * 2;
        plume_fragment *larger = realloc(out->fragment, capacity * sizeof *larger);

        if (larger == NULL) {
            p->no_memory = true;
            return NULL;
        }
        out->fragment = larger;
        out->capacity = capacity;
    }
    return &out->fragment[out->count++];
}

/* A fragment that follows without a blank belongs to the word before, and is never
 * parted from it. */
static void flush(parser *p)
{
    plume_fragment *fragment;

    if (p->text.length == 0)
        return;
    fragment = add(p);
    if (fragment == NULL)
        return;
    fragment->text = plume_pool_copy_n(p->pool, p->text.data, p->text.length);
    fragment->uri = p->uri;
    fragment->bold = p->bold;
    fragment->is_word = p->blank || p->out->count == 1;
    if (fragment->text == NULL) {
        fragment->text = "";
        p->no_memory = true;
    }
    p->blank = false;
    plume_text_clear(&p->text);
}

void plume_fragments_dispose(plume_fragments *fragments)
{
    free(fragments->fragment);
    memset(fragments, 0, sizeof *fragments);
}

/* --- what belongs together --- */

/* The units that the report writes behind numbers; a full stop or comma that ends the
 * sentence is not part of one. */
static bool is_unit(const char *word)
{
    static const char *const units[] = { "%",  "kWh", "MWh", "GWh", "Wh", "W",      "kW",
                                         "MW", "kg",  "g",   "mg",  "t",  "kgCO2e", "h",
                                         "s",  "min", "GB",  "lb",  NULL };
    size_t i, length = strlen(word);

    while (length > 0 && strchr(".,;:)", word[length - 1]) != NULL)
        length--;
    for (i = 0; units[i] != NULL; i++)
        if (strlen(units[i]) == length && strncmp(units[i], word, length) == 0)
            return true;
    return false;
}

/* No line ends between a number and its unit, between kg and CO2e, or between "Table"
 * and its number. */
static bool belongs(const plume_fragment *before, const plume_fragment *after)
{
    size_t length = strlen(before->text);

    if (strcmp(before->text, "Table") == 0 || strcmp(before->text, "Figure") == 0)
        return plume_is_digit(after->text[0]);
    if (strncmp(after->text, "CO2", strlen("CO2")) == 0)
        return is_unit(before->text +
                       (strncmp(before->text, NO_BREAK_SPACE, 2) == 0 ? 2 : 0));
    return length > 0 && plume_is_digit(before->text[length - 1]) && is_unit(after->text);
}

/* "10.0 kWh" and "Table 3" stay on one line: a blank between a number and its unit
 * breaks nowhere. */
static void join_numbers(parser *p)
{
    for (size_t i = 1; i < p->out->count && !p->no_memory; i++) {
        plume_fragment *fragment = &p->out->fragment[i];

        if (!fragment->is_word || !belongs(&p->out->fragment[i - 1], fragment))
            continue;
        plume_text_clear(&p->text);
        plume_text_add(&p->text, NO_BREAK_SPACE);
        plume_text_add(&p->text, fragment->text);
        fragment->is_word = false;
        fragment->text = plume_pool_copy_n(p->pool, p->text.data, p->text.length);
        if (fragment->text == NULL) {
            fragment->text = "";
            p->no_memory = true;
        }
    }
}

/* --- parsing --- */

/* The first unescaped c in [from, end), or NULL. */
static const char *find(const char *from, const char *end, char c)
{
    for (; from < end; from++) {
        if (*from == '\\' && from + 1 < end)
            from++;
        else if (*from == c)
            return from;
    }
    return NULL;
}

static void add_characters(parser *p, const char *end);

/* p->at stands on '<'. An address that may not be a link stays visible as text. */
static bool add_link(parser *p)
{
    const char *from = p->at + 1, *close = find(from, p->end, '>');
    const char *bar = close != NULL ? find(from, close, '|') : NULL;
    plume_text address;

    if (close == NULL)
        return false;
    flush(p);
    plume_text_init(&address);
    plume_inline_unescape(&address, from, (size_t)((bar != NULL ? bar : close) - from));
    if (address.data[0] == '#' || plume_haru_links_to(address.data)) {
        p->uri = plume_pool_copy(p->pool, address.data);
        p->no_memory = p->no_memory || p->uri == NULL;
    }
    if (bar != NULL) {
        p->at = bar + 1;
        add_characters(p, close);
    } else {
        plume_text_add(&p->text, address.data);
    }
    p->no_memory = p->no_memory || plume_text_status(&address, NULL) != PLUME_OK;
    plume_text_dispose(&address);
    flush(p);
    p->uri = NULL;
    p->at = close + 1;
    return true;
}

/* Any run of white space is one blank between words; an escaped character is taken as
 * it is, even where it is a mark. */
static void add_characters(parser *p, const char *end)
{
    for (; p->at < end; p->at++) {
        if (*p->at == '\\' && p->at + 1 < end && is_punctuation(p->at[1])) {
            plume_text_add_char(&p->text, *++p->at);
        } else if (plume_is_space(*p->at)) {
            flush(p);
            p->blank = true;
        } else {
            plume_text_add_char(&p->text, *p->at);
        }
    }
}

static bool begins(const parser *p, const char *mark)
{
    size_t length = strlen(mark);

    return (size_t)(p->end - p->at) >= length && memcmp(p->at, mark, length) == 0;
}

/* Marks that are left open are errors of a template, told with their place; nothing
 * of a log comes in unescaped. */
static const char *parse(parser *p)
{
    while (p->at < p->end) {
        if (begins(p, "**")) {
            flush(p);
            p->bold = !p->bold;
            p->at += 2;
        } else if (begins(p, "<" HTTPS) || begins(p, "<#")) {
            if (!add_link(p))
                return "a link is not closed by '>'";
        } else {
            const char *one = p->at + (*p->at == '\\' && p->at + 1 < p->end ? 2 : 1);

            add_characters(p, one);
            p->at = one;
        }
    }
    flush(p);
    return p->bold ? "bold text is not closed by '**'" : NULL;
}

plume_status plume_inline_parse(plume_fragments *out, plume_pool *pool,
                                const char *markup, size_t length, plume_error *error)
{
    parser p = { .out = out, .pool = pool, .at = markup, .end = markup + length };
    const char *wrong;

    out->count = 0;
    plume_text_init(&p.text);
    wrong = parse(&p);
    join_numbers(&p);
    p.no_memory = p.no_memory || plume_text_status(&p.text, NULL) != PLUME_OK;
    plume_text_dispose(&p.text);
    if (p.no_memory)
        return plume_fail_memory(error);
    return wrong == NULL ? PLUME_OK : plume_fail(error, PLUME_ERR_SYNTAX, "%s", wrong);
}
