/* The text of a cell of Markdown without its marks: footnotes, tags, emphasis. */
#include <ctype.h>
#include <string.h>

#include "audit/claim/internal.h"

/* "10<sup>6</sup>" is a power; any other raised text is a footnote. */
static const char *skip_raised(const char *at, char *out, size_t *used, const char *end)
{
    const char *close = strstr(at, end);
    bool power = *used >= 2 && strncmp(&out[*used - 2], "10", 2) == 0 &&
                 isdigit((unsigned char)*at);

    if (close == NULL)
        return at;
    if (power) {
        out[(*used)++] = '^';
        while (at < close)
            out[(*used)++] = *at++;
    }
    return close + strlen(end);
}

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* Behind a tag "<b>", "</sub>"; NULL where none stands: "<5" is a bound. */
static const char *behind_tag(const char *at)
{
    const char *end = strchr(at, '>');

    return *at == '<' && (isalpha((unsigned char)at[1]) || at[1] == '/') ? end : NULL;
}

/* In place: never longer than it was. */
void plume_claim_plain_cell(char *cell)
{
    const char *at = cell;
    size_t used = 0;

    while (*at != '\0') {
        const char *tag = behind_tag(at);

        if (begins(at, "<sup>")) {
            at = skip_raised(at + 5, cell, &used, "</sup>");
        } else if (begins(at, "[^") && strchr(at, ']') != NULL) {
            at = strchr(at, ']') + 1;
        } else if (begins(at, "$^{")) {
            at = skip_raised(at + 3, cell, &used, "}$");
        } else if (begins(at, "&nbsp;")) {
            cell[used++] = ' ';
            at += 6;
        } else if (tag != NULL) {
            at = tag + 1;
        } else if (*at == '\\' && ispunct((unsigned char)at[1])) {
            cell[used++] = at[1];
            at += 2;
        } else {
            cell[used++] = *at++;
        }
    }
    while (used > 0 && strchr(" *", cell[used - 1]) != NULL)
        used--;
    cell[used] = '\0';
}
