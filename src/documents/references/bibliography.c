/* The references that may be cited: read and checked from YAML, found by key. */
#include "documents/references/bibliography.h"

#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"
#include "core/input/slurp.h"
#include "documents/references/bibtex.h"
#include "documents/references/title.h"

enum { BIBLIOGRAPHY_LIMIT = 1 << 20, AUTHORS_SHOWN = 3 };

struct plume_bibliography {
    char *path;
    plume_value *root;
    const plume_value *references; /* of root */
};

static const char *text_of(const plume_value *map, const char *name)
{
    return plume_value_string(plume_value_get(map, name));
}

/* --- what a reference is --- */

static plume_status refuse(const plume_bibliography *bibliography, const plume_value *at,
                           const char *what, const char *message, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_SYNTAX, bibliography->path,
                         plume_value_line(at), plume_value_column(at), "%s%s", what,
                         message);
}

/* Letters, digits and these marks are safe in a key for BibTeX and biber alike, and
 * need no escape in LaTeX's cite commands. */
static bool is_key(const char *key)
{
    size_t length = 0;

    while (plume_is_letter(key[length]) || plume_is_digit(key[length]) ||
           (key[length] != '\0' && strchr("_-:.", key[length]) != NULL))
        length++;
    return length > 0 && key[length] == '\0';
}

/* Styles without a \url of their own print an address as it stands. */
static bool prints_as_it_stands(const char *address)
{
    return address[strcspn(address, "_%#&~^\\${}[] ")] == '\0';
}

/* Strict: a misspelt name would leave a field out of every reference in silence. */
static plume_status check_names(const plume_bibliography *bibliography,
                                const plume_value *reference, plume_error *error)
{
    static const char *const known[] = {
        "id",     "type", "author",          "title",   "issue", "container-title",
        "volume", "page", "publisher-place", "issued",  "note",  "archive_location",
        "URL",    "DOI",  "publisher",       "archive", NULL
    };

    for (size_t i = 0; i < plume_value_count(reference); i++) {
        const char *name = plume_value_key_at(reference, i);
        const plume_value *value = plume_value_at(reference, i);

        if (!plume_is_one_of(name, known))
            return refuse(bibliography, value, name, " is no name of a reference", error);
        if (strcmp(name, "author") != 0 && plume_value_string(value)[0] == '\0')
            return refuse(bibliography, value, name, " is no text", error);
    }
    return PLUME_OK;
}

/* CSL knows people, with a family name, and bodies, which are literal. One that is
 * both or neither would be printed as an empty name or twice, so it is refused where
 * the table is read. */
static plume_status check_authors(const plume_bibliography *bibliography,
                                  const plume_value *reference, plume_error *error)
{
    const plume_value *authors = plume_value_get(reference, "author");

    if (plume_value_kind(authors) != PLUME_LIST || plume_value_count(authors) == 0)
        return refuse(bibliography, reference, "", "this reference has no authors",
                      error);
    for (size_t i = 0; i < plume_value_count(authors); i++) {
        const plume_value *author = plume_value_at(authors, i);
        bool whole = text_of(author, "literal")[0] != '\0';

        if (whole == (text_of(author, "family")[0] != '\0'))
            return refuse(bibliography, author, "",
                          "an author has a family name or is literal", error);
    }
    return PLUME_OK;
}

/* Asked of every reference when the table is read, not when one is cited: a slip in a
 * table that somebody edited is told at once, with its line, and not by the first
 * document that needs that reference. */
static plume_status check(const plume_bibliography *bibliography, size_t i,
                          plume_error *error)
{
    const plume_value *reference = plume_value_at(bibliography->references, i);
    const char *key = text_of(reference, "id");
    plume_status status;

    if (!is_key(key))
        return refuse(bibliography, reference, "", "this reference has no id", error);
    for (size_t before = 0; before < i; before++)
        if (strcmp(key, plume_bibliography_key_at(bibliography, before)) == 0)
            return refuse(bibliography, reference, key, " occurs twice", error);
    if (text_of(reference, "type")[0] == '\0' || text_of(reference, "title")[0] == '\0')
        return refuse(bibliography, reference, key, " has no type or no title", error);
    if (!prints_as_it_stands(text_of(reference, "URL")) ||
        !prints_as_it_stands(text_of(reference, "DOI")))
        return refuse(bibliography, reference, key,
                      " has an address with a character that TeX takes for its own",
                      error);
    status = check_names(bibliography, reference, error);
    return status == PLUME_OK ? check_authors(bibliography, reference, error) : status;
}

/* --- reading --- */

static plume_status read_references(plume_bibliography *bibliography, plume_error *error)
{
    size_t length;
    char *text = NULL;
    plume_status status =
        plume_source_slurp(&text, &length, bibliography->path, BIBLIOGRAPHY_LIMIT, error);

    if (status == PLUME_OK)
        status = plume_yaml_parse(&bibliography->root, text, length, bibliography->path,
                                  error);
    free(text);
    if (status != PLUME_OK)
        return status;
    bibliography->references = plume_value_get(bibliography->root, "references");
    if (plume_value_kind(bibliography->references) != PLUME_LIST)
        return refuse(bibliography, bibliography->root, "",
                      "there is no list of references", error);
    for (size_t i = 0; i < plume_bibliography_count(bibliography) && status == PLUME_OK;
         i++)
        status = check(bibliography, i, error);
    return status;
}

plume_status plume_bibliography_load(plume_bibliography **out, const char *folder,
                                     plume_error *error)
{
    plume_bibliography *bibliography = calloc(1, sizeof *bibliography);
    plume_text path;
    plume_status status;

    *out = NULL;
    if (bibliography == NULL)
        return plume_fail_memory(error);
    plume_text_init(&path);
    plume_text_printf(&path, "%s/references.yaml", folder);
    bibliography->path = plume_text_take(&path);
    plume_text_dispose(&path);
    status = bibliography->path != NULL ? read_references(bibliography, error)
                                        : plume_fail_memory(error);
    if (status == PLUME_OK)
        *out = bibliography;
    else
        plume_bibliography_free(bibliography);
    return status;
}

void plume_bibliography_free(plume_bibliography *bibliography)
{
    if (bibliography == NULL)
        return;
    plume_value_free(bibliography->root);
    free(bibliography->path);
    free(bibliography);
}

/* --- by key --- */

static const plume_value *find(const plume_bibliography *bibliography, const char *key)
{
    for (size_t i = 0; i < plume_bibliography_count(bibliography); i++)
        if (strcmp(plume_bibliography_key_at(bibliography, i), key) == 0)
            return plume_value_at(bibliography->references, i);
    return NULL;
}

bool plume_bibliography_has(const plume_bibliography *bibliography, const char *key)
{
    return find(bibliography, key) != NULL;
}

size_t plume_bibliography_count(const plume_bibliography *bibliography)
{
    return plume_value_count(bibliography->references);
}

const char *plume_bibliography_key_at(const plume_bibliography *bibliography, size_t i)
{
    return text_of(plume_value_at(bibliography->references, i), "id");
}

static plume_status require(const plume_value **out,
                            const plume_bibliography *bibliography, const char *key,
                            plume_error *error)
{
    *out = find(bibliography, key);
    if (*out != NULL)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_UNKNOWN, bibliography->path, 0, 0,
                         "there is no entry '%s'", key);
}

plume_status plume_bibliography_print(plume_text *out,
                                      const plume_bibliography *bibliography,
                                      const char *key, plume_error *error)
{
    const plume_value *found;
    plume_status status = require(&found, bibliography, key, error);

    if (status != PLUME_OK)
        return status;
    plume_bibtex_print(out, found);
    return plume_text_status(out, error);
}

/* --- as plain text --- */

/* "Strubell, Ganesh, McCallum"; of more than three "Strubell et al.". */
static void list_authors(plume_text *out, const plume_value *authors)
{
    size_t count = plume_value_count(authors), shown = count > AUTHORS_SHOWN ? 1 : count;

    for (size_t i = 0; i < shown; i++) {
        const plume_value *author = plume_value_at(authors, i);
        const char *literal = text_of(author, "literal");

        if (strcmp(literal, "others") == 0) {
            plume_text_add(out, " et al.");
            continue;
        }
        plume_text_add(out, i > 0 ? ", " : "");
        plume_text_add(out, literal);
        plume_text_add(out, text_of(author, "family"));
    }
    if (shown < count)
        plume_text_add(out, " et al.");
}

/* For HTML and PDF, which need plain words; an address that is not https is left out,
 * since a template makes a link of what stands here. */
plume_status plume_bibliography_describe(plume_value *map,
                                         const plume_bibliography *bibliography,
                                         const char *key, plume_error *error)
{
    const plume_value *found;
    plume_text authors, title;
    const char *url;
    plume_status status = require(&found, bibliography, key, error);

    if (status != PLUME_OK)
        return status;
    url = text_of(found, "URL");
    plume_text_init(&authors);
    plume_text_init(&title);
    list_authors(&authors, plume_value_get(found, "author"));
    plume_title_plain(&title, text_of(found, "title"));
    plume_value_set_string(map, "authors", authors.data);
    plume_value_set_string(map, "year", text_of(found, "issued"));
    plume_value_set_string(map, "title", title.data);
    plume_value_set_string(map, "place", text_of(found, "container-title"));
    plume_value_set_string(map, "url", strncmp(url, "https://", 8) == 0 ? url : "");
    plume_text_dispose(&authors);
    plume_text_dispose(&title);
    return PLUME_OK;
}
