/* An allow-list: nothing that comes in can begin a command, a comment, a group or a
 * ligature. */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "documents/template/escape.h"
#include "documents/template/internal.h"

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

/* The 2 of CO2e is set as an index. Empty braces keep two hyphens or two quotes from
 * melting into one character. */
void plume_escape_latex(plume_text *out, const char *text)
{
    uint32_t code;

    while (*text != '\0') {
        const char *command;

        if (strncmp(text, "CO2e", strlen("CO2e")) == 0) {
            plume_text_add(out, "CO\\textsubscript{2}e");
            text += strlen("CO2e");
            continue;
        }
        code = plume_escape_next(&text);
        command = find_command(code);
        if (command != NULL)
            plume_text_add(out, command);
        else
            plume_text_add_char(out, passes(code) ? (char)code : '?');
        if (begins_ligature(code, text))
            plume_text_add(out, "{}");
    }
}
