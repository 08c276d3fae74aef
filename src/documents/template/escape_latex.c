/* An allow-list: nothing that comes in can begin a command, a comment, a group or a
 * ligature. */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"
#include "core/utf8.h"
#include "documents/template/escape.h"
#include "documents/template/internal.h"
#include "documents/template/script_latex.h"

typedef struct letter {
    uint32_t code;
    const char *command;
} letter;

static const letter letters[] = {
#define LATEX(code, command) { code, command },
#include "documents/template/latex_letters.def"
#undef LATEX
};

/* What TeX gives a meaning, and '[', ']' and '*', which commands before them may take for
 * their own. '"' and '`' are set so that they print alike in OT1 and T1. */
static const letter marks[] = {
    { '"', "{\\ttfamily\\char34}" },
    { '#', "\\#" },
    { '$', "\\$" },
    { '%', "\\%" },
    { '&', "\\&" },
    { '*', "{*}" },
    { '<', "\\textless{}" },
    { '>', "\\textgreater{}" },
    { '[', "{[}" },
    { '\\', "\\textbackslash{}" },
    { ']', "{]}" },
    { '^', "\\textasciicircum{}" },
    { '_', "\\_" },
    { '`', "\\`{}" },
    { '{', "\\{" },
    { '|', "\\textbar{}" },
    { '}', "\\}" },
    { '~', "\\textasciitilde{}" },
};

static int compare_code(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = ((const letter *)b)->code;

    return (left > right) - (left < right);
}

static const char *find_command(uint32_t code)
{
    const letter *found =
        bsearch(&code, marks, sizeof marks / sizeof *marks, sizeof *marks, compare_code);

    if (found == NULL)
        found = bsearch(&code, letters, sizeof letters / sizeof *letters, sizeof *letters,
                        compare_code);
    return found == NULL ? NULL : found->command;
}

static bool passes(uint32_t code)
{
    if ((code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
        (code >= 'a' && code <= 'z'))
        return true;
    return code < 0x80 && strchr(" !'()+,-./:;=?@", (int)code) != NULL;
}

/* "--", "''" and ",," print as one character, "?`" and "!`" cannot occur. */
static bool begins_ligature(uint32_t code, const char *next)
{
    return code < 0x80 && strchr("-',", (int)code) != NULL &&
           (unsigned char)*next == code;
}

/* A letter of another script, or a mark of none: no command, and not ASCII. */
static bool is_foreign(uint32_t code)
{
    return code >= 0x80 && find_command(code) == NULL;
}

/* The letters of other scripts that text begins with, and blanks between them, as one
 * piece; at most RUN_MAX of them, for the fonts of a piece are chosen by its first. */
static void add_run(plume_text *out, const char **text)
{
    enum { RUN_MAX = 64 };
    uint32_t run[RUN_MAX];
    size_t count = 0, kept = 0;
    const char *at = *text;

    while (*at != '\0' && count < RUN_MAX) {
        uint32_t code = plume_escape_next(&at);

        if (code != ' ' && !is_foreign(code))
            break;
        run[count++] = code;
        if (code == ' ')
            continue;
        kept = count;
        *text = at;
    }
    plume_script_latex_add(out, run, kept);
}

/* The 2 of CO2e is set as an index. Empty braces keep two hyphens or two quotes from
 * melting into one character. */
static void escape(plume_text *out, const char *text)
{
    while (*text != '\0') {
        const char *command, *begin = text;
        uint32_t code;

        if (out->length > 0 && plume_is_digit(out->data[out->length - 1]) &&
            strncmp(text, " %", 2) == 0) {
            plume_text_add(out, "~"); /* no line ends between a number and its sign */
            text++;
        }
        if (strncmp(text, "CO2e", strlen("CO2e")) == 0) {
            plume_text_add(out, "CO\\textsubscript{2}e");
            text += strlen("CO2e");
            continue;
        }
        code = plume_escape_next(&text);
        command = find_command(code);
        if (is_foreign(code)) {
            text = begin;
            add_run(out, &text);
        } else if (command != NULL) {
            plume_text_add(out, command);
        } else {
            plume_text_add_char(out, passes(code) ? (char)code : '?');
        }
        if (begins_ligature(code, text))
            plume_text_add(out, "{}");
    }
}

static bool is_ascii(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < 0x80)
        text++;
    return *text == '\0';
}

/* Some systems write an accent behind its letter: together they have a command. */
void plume_escape_latex(plume_text *out, const char *text)
{
    char *composed = is_ascii(text) ? NULL : plume_utf8_composed(text);

    escape(out, composed == NULL ? text : composed);
    free(composed);
}
