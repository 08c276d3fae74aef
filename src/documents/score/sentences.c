/* The sentences of a plain text, as Markdown has it or pdftotext prints it. */
#include "documents/score/sentences.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include <plume/text.h>

/* How far the text has been read. */
typedef struct reading {
    plume_sentence_sink sink;
    plume_text paragraph, section;
    size_t page;   /* of the line at hand; 0: there are none */
    size_t began;  /* page on which the paragraph began */
    bool numbered; /* the line before is a number alone */
} reading;

/* A break that joins is a space here, and what only marks or escapes is nothing. */
static void add_plain(plume_text *out, const char *line, size_t length)
{
    static const char no_break[] = "\xc2\xa0", narrow[] = "\xe2\x80\xaf";

    for (size_t i = 0; i < length; i++) {
        bool marks =
            line[i] == '*' || line[i] == '`' ||
            (line[i] == '\\' && i + 1 < length && ispunct((unsigned char)line[i + 1]));

        if (length - i >= 2 && memcmp(line + i, no_break, 2) == 0) {
            plume_text_add_char(out, ' ');
            i += 1;
        } else if (length - i >= 3 && memcmp(line + i, narrow, 3) == 0) {
            plume_text_add_char(out, ' ');
            i += 2;
        } else if (!marks) {
            plume_text_add_char(out, line[i]);
        }
    }
}

static bool begins_upper(const char *at)
{
    return isupper((unsigned char)*at) != 0;
}

/* A byte of a letter beyond ASCII; Chinese parts its words and sentences by no blank. */
static bool is_wide(char byte)
{
    return (byte & 0x80) != 0;
}

/* The full stop of Chinese. */
static size_t wide_stop_at(const char *at)
{
    static const char stop[] = "\xe3\x80\x82";

    return strncmp(at, stop, sizeof stop - 1) == 0 ? sizeof stop - 1 : 0;
}

/* "Table 5." and "Figure 1." begin a caption, and end no sentence. */
static bool is_label(const char *from, const char *end)
{
    static const char *const labels[] = { "Table ", "Figure ", "表 ", "图 " };

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t length = strlen(labels[i]);

        if (strncmp(from, labels[i], length) == 0 && from + length < end &&
            from + length + strspn(from + length, "0123456789") == end)
            return true;
    }
    return false;
}

static void give(reading *of, const char *from, const char *end)
{
    plume_text sentence;

    plume_text_init(&sentence);
    plume_text_add_n(&sentence, from, (size_t)(end - from));
    if (sentence.length > 0)
        of->sink.take(of->sink.state,
                      &(plume_sentence){ sentence.data, of->section.data, of->began });
    plume_text_dispose(&sentence);
}

/* What was gathered, sentence by sentence. */
static void flush(reading *of)
{
    const char *from = of->paragraph.data, *at = from;

    for (; *at != '\0'; at++)
        if (strchr(".!?", *at) != NULL && at[1] == ' ' && begins_upper(at + 2) &&
            !is_label(from, at)) {
            give(of, from, at + 1);
            from = at + 2;
        } else if (wide_stop_at(at) > 0) {
            give(of, from, at + wide_stop_at(at));
            from = at + wide_stop_at(at);
        }
    give(of, from, at);
    plume_text_clear(&of->paragraph);
}

/* "7", as a margin has it, or "7. " before a title. */
static const char *behind_number(const char *line)
{
    size_t digits = strspn(line, "0123456789");

    if (digits == 0)
        return line;
    line += digits;
    line += *line == '.';
    return line + strspn(line, " ");
}

static void take_heading(reading *of, const char *title)
{
    flush(of);
    plume_text_clear(&of->section);
    plume_text_add(&of->section, behind_number(title));
}

/* A word that a line end parts is joined without its hyphen, whatever it was. */
static void join(reading *of, const char *line)
{
    plume_text *paragraph = &of->paragraph;
    size_t length = paragraph->length;

    if (length == 0) {
        of->began = of->page;
    } else if (length > 1 && paragraph->data[length - 1] == '-' &&
               islower((unsigned char)paragraph->data[length - 2]) &&
               islower((unsigned char)*line)) {
        paragraph->data[--paragraph->length] = '\0';
    } else if (!is_wide(paragraph->data[length - 1]) || !is_wide(*line)) {
        plume_text_add_char(paragraph, ' ');
    }
    plume_text_add(paragraph, line);
}

/* "2", alone on its line: the number of a section, when a title follows at once. */
static bool is_number(const char *words)
{
    return isdigit((unsigned char)*words) && *behind_number(words) == '\0';
}

static void take_line(reading *of, const char *line)
{
    const char *words = line + strspn(line, " ");
    bool numbered = of->numbered;

    of->numbered = is_number(words);
    if (*words == '\0') {
        flush(of);
    } else if (*words == '#') {
        take_heading(of, words + strspn(words, "# "));
    } else if (numbered && (begins_upper(words) || is_wide(*words))) {
        take_heading(of, words);
    } else if (*words == '|' || *words == '!' || words - line >= 4) {
        flush(of);
        join(of, words);
        flush(of);
    } else if (!of->numbered) {
        join(of, words);
    }
}

static void read_lines(reading *of, const char *text, size_t length)
{
    const char *end = text + length;
    plume_text line;

    plume_text_init(&line);
    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));

        if (stop == NULL)
            stop = end;
        for (; text < stop && *text == '\f'; text++)
            of->page++;
        plume_text_clear(&line);
        add_plain(&line, text, (size_t)(stop - text));
        take_line(of, line.data);
        text = stop == end ? end : stop + 1;
    }
    plume_text_dispose(&line);
    flush(of);
}

plume_status plume_sentences_read(const char *text, size_t length,
                                  plume_sentence_sink sink, plume_error *error)
{
    reading of = { .sink = sink };
    plume_status status;

    of.page = memchr(text, '\f', length) != NULL ? 1 : 0;
    plume_text_init(&of.paragraph);
    plume_text_init(&of.section);
    read_lines(&of, text, length);
    status = plume_text_status(&of.paragraph, error);
    if (status == PLUME_OK)
        status = plume_text_status(&of.section, error);
    plume_text_dispose(&of.section);
    plume_text_dispose(&of.paragraph);
    return status;
}
