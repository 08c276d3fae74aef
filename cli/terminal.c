/* cli/terminal.c -- how wide the terminal is, and lines on standard error that fit it.
 * What goes into a pipe or a file is never broken: it is the same bytes everywhere. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 60, WIDEST = 200 };

static cli_colour colour = CLI_COLOUR_AUTO;

void cli_choose_colour(cli_colour when)
{
    colour = when;
}

/* The terminal may be asked in a test by what COLUMNS says. */
size_t cli_width(FILE *stream, size_t otherwise)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    long width = 0;

    if (!isatty(fileno(stream)))
        return otherwise;
    if (columns != NULL)
        width = strtol(columns, NULL, 10);
    if (width <= 0 && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    if (width <= 0)
        return otherwise;
    return width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : (size_t)width;
}

static bool is_coloured(FILE *stream)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");

    if (colour != CLI_COLOUR_AUTO)
        return colour == CLI_COLOUR_ALWAYS;
    return isatty(fileno(stream)) && (none == NULL || none[0] == '\0') &&
           terminal != NULL && strcmp(terminal, "dumb") != 0;
}

/* --- lines for people --- */

void cli_line_begin(cli_line *line)
{
    *line = (cli_line){ .width = cli_width(stderr, 0), .coloured = is_coloured(stderr) };
}

static size_t shown(const char *text, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    return count;
}

/* The word that waits goes into this line, or into the next. A path is one word, which a
 * terminal makes a link of. */
static void put_word(cli_line *line)
{
    enum { HANG = 2 };
    size_t wide = shown(line->word, line->length);

    if (line->length == 0)
        return;
    if (line->column > HANG && line->column + line->blanks + wide > line->width) {
        fprintf(stderr, "\n%*s", HANG, "");
        line->column = HANG;
    } else {
        fprintf(stderr, "%*s", (int)line->blanks, "");
        line->column += line->blanks;
    }
    if (line->tone != NULL)
        fprintf(stderr, "\x1b[%sm%.*s\x1b[0m", line->tone, (int)line->length, line->word);
    else
        fwrite(line->word, 1, line->length, stderr);
    line->column += wide;
    line->length = line->blanks = 0;
    line->tone = NULL;
}

void cli_line_add(cli_line *line, const char *text)
{
    if (line->width == 0) {
        fputs(text, stderr);
        return;
    }
    for (; *text != '\0'; text++) {
        if (*text == ' ' || line->length == sizeof line->word) {
            put_word(line);
            line->blanks += *text == ' ';
        }
        if (*text != ' ')
            line->word[line->length++] = *text;
    }
}

void cli_line_mark(cli_line *line, const char *text, cli_tone tone)
{
    static const char *const codes[] = { "1;31", "33", "36", "2" };

    if (line->width > 0) { /* it is the end of a word, or one of its own */
        put_word(line);
        line->tone = line->coloured ? codes[tone] : NULL;
        cli_line_add(line, text);
    } else if (line->coloured) {
        fprintf(stderr, "\x1b[%sm%s\x1b[0m", codes[tone], text);
    } else {
        fputs(text, stderr);
    }
}

void cli_line_end(cli_line *line)
{
    if (line->width > 0)
        put_word(line);
    fputc('\n', stderr);
}
