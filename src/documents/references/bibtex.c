/* A reference as BibTeX: fields in one order, values escaped for LaTeX. */
#include "documents/references/bibtex.h"

#include <string.h>

#include "documents/references/title.h"
#include "documents/template/escapers.h"

typedef struct form {
    const char *csl, *bibtex, *container; /* what BibTeX calls the container's title */
} form;

static const form forms[] = {
    { "article-journal", "article", "journal" },
    { "paper-conference", "inproceedings", "booktitle" },
    { "", "misc", "howpublished" },
};

/* The list ends in a form whose type is "", which takes all types that have no entry
 * of their own. */
static const form *form_of(const plume_value *reference)
{
    const char *type = plume_value_string(plume_value_get(reference, "type"));
    const form *found = forms;

    while (found->csl[0] != '\0' && strcmp(found->csl, type) != 0)
        found++;
    return found;
}

/* --- values --- */

/* Marks that BibTeX files spell as TeX ligatures: the en dash and double quotes. */
static const char *ligature_of(const char *letter)
{
    static const char *const ligatures[][2] = { { "\xE2\x80\x93", "--" },
                                                { "\xE2\x80\x9C", "``" },
                                                { "\xE2\x80\x9D", "''" } };

    for (size_t i = 0; i < sizeof ligatures / sizeof ligatures[0]; i++)
        if (strcmp(letter, ligatures[i][0]) == 0)
            return ligatures[i][1];
    return NULL;
}

/* An accent in braces of its own is one letter to BibTeX ({\"{i}}), which sorts by it. */
static void add_letter(plume_text *out, const char *letter)
{
    const char *ligature = ligature_of(letter);
    plume_text escaped;

    if (ligature != NULL) {
        plume_text_add(out, ligature);
        return;
    }
    plume_text_init(&escaped);
    plume_escaper_for(".tex")(&escaped, letter);
    if (escaped.data[0] == '\\')
        plume_text_printf(out, "{%s}", escaped.data);
    else
        plume_text_add(out, escaped.data);
    plume_text_dispose(&escaped);
}

static size_t ascii_length(const char *text, size_t length)
{
    size_t ascii = 0;

    while (ascii < length && (unsigned char)text[ascii] < 0x80)
        ascii++;
    return ascii;
}

/* The bytes of one character that is not ASCII. */
static size_t letter_length(const char *text, size_t length)
{
    size_t bytes = 1;

    while (bytes < length && ((unsigned char)text[bytes] & 0xC0) == 0x80)
        bytes++;
    return bytes;
}

/* ASCII in stretches, so that the escaper sees "CO2e" and ligatures whole; other
 * characters one by one, for their braces. */
static void add_escaped(plume_text *out, const char *text, size_t length)
{
    plume_text piece;

    plume_text_init(&piece);
    while (length > 0) {
        size_t ascii = ascii_length(text, length);
        size_t taken = ascii > 0 ? ascii : letter_length(text, length);

        plume_text_clear(&piece);
        plume_text_add_n(&piece, text, taken);
        if (ascii > 0)
            plume_escaper_for(".tex")(out, piece.data);
        else
            add_letter(out, piece.data);
        text += taken;
        length -= taken;
    }
    if (piece.status != PLUME_OK)
        out->status = piece.status;
    plume_text_dispose(&piece);
}

static void add_string(plume_text *out, const char *text)
{
    add_escaped(out, text, strlen(text));
}

/* Braces keep the case of what they hold. */
static void add_title(plume_text *out, const char *title)
{
    plume_title_part part;

    while (plume_title_next(&part, &title)) {
        plume_text_add(out, part.keeps_case ? "{" : "");
        add_escaped(out, part.text, part.length);
        plume_text_add(out, part.keeps_case ? "}" : "");
    }
}

/* "Strubell, Emma and Ganesh, Ananya"; a name in braces is whole, "others" is BibTeX's
 * own word for "et al.". */
static void add_authors(plume_text *out, const plume_value *authors)
{
    for (size_t i = 0; i < plume_value_count(authors); i++) {
        const plume_value *author = plume_value_at(authors, i);
        const char *literal = plume_value_string(plume_value_get(author, "literal"));
        const char *given = plume_value_string(plume_value_get(author, "given"));
        bool braces = literal[0] != '\0' && strcmp(literal, "others") != 0;

        plume_text_add(out, i > 0 ? " and " : "");
        plume_text_add(out, braces ? "{" : "");
        add_string(out, literal);
        plume_text_add(out, braces ? "}" : "");
        add_string(out, plume_value_string(plume_value_get(author, "family")));
        plume_text_add(out, given[0] != '\0' ? ", " : "");
        add_string(out, given);
    }
}

/* CSL's "1-43" is BibTeX's "1--43". */
static void add_pages(plume_text *out, const char *pages)
{
    for (; *pages != '\0'; pages++)
        plume_text_add_n(out, *pages == '-' ? "--" : pages, *pages == '-' ? 2 : 1);
}

/* --- fields --- */

typedef enum field_kind { WORDS, TITLE, AUTHORS, PAGES, VERBATIM } field_kind;

typedef struct field {
    const char *csl, *bibtex; /* bibtex NULL: as the form says */
    field_kind kind;
} field;

static const field fields[] = {
    { "author", "author", AUTHORS },
    { "title", "title", TITLE },
    { "container-title", NULL, WORDS },
    { "volume", "volume", WORDS },
    { "issue", "number", WORDS },
    { "page", "pages", PAGES },
    { "issued", "year", WORDS },
    { "publisher-place", "address", WORDS },
    { "publisher", "publisher", WORDS },
    { "archive_location", "eprint", VERBATIM },
    { "archive", "archiveprefix", WORDS },
    { "note", "note", WORDS },
    { "DOI", "doi", VERBATIM },
    { "URL", "url", VERBATIM },
};

enum { FIELD_COUNT = sizeof fields / sizeof fields[0] };

static const char *name_of(const field *which, const form *of)
{
    return which->bibtex != NULL ? which->bibtex : of->container;
}

static size_t widest_name(const plume_value *reference, const form *of)
{
    size_t widest = 0;

    for (size_t i = 0; i < FIELD_COUNT; i++) {
        size_t length = strlen(name_of(&fields[i], of));

        if (plume_value_get(reference, fields[i].csl) != NULL && length > widest)
            widest = length;
    }
    return widest;
}

static void add_value(plume_text *out, const plume_value *value, field_kind kind)
{
    const char *text = plume_value_string(value);

    switch (kind) {
    case AUTHORS:
        add_authors(out, value);
        break;
    case TITLE:
        add_title(out, text);
        break;
    case PAGES:
        add_pages(out, text);
        break;
    case VERBATIM:
        plume_text_add(out, text);
        break;
    case WORDS:
        add_string(out, text);
        break;
    }
}

/* The names are set in one width so that the file reads as written by hand: authors
 * copy entries out of it. */
void plume_bibtex_print(plume_text *out, const plume_value *reference)
{
    const form *of = form_of(reference);
    int width = (int)widest_name(reference, of);

    plume_text_printf(out, "@%s{%s", of->bibtex,
                      plume_value_string(plume_value_get(reference, "id")));
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const plume_value *value = plume_value_get(reference, fields[i].csl);

        if (value == NULL)
            continue;
        plume_text_printf(out, ",\n  %-*s = {", width, name_of(&fields[i], of));
        add_value(out, value, fields[i].kind);
        plume_text_add(out, "}");
    }
    plume_text_add(out, "\n}\n");
}
