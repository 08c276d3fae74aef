/* A report beside the same report computed anew: file by file. */
#include <stdio.h>
#include <string.h>

#include "verification/digest.h"
#include "verification/internal.h"
#include "verification/pdf_reader.h"

typedef struct both {
    const char *folder, *anew;
    plume_value *differences;
    plume_error *error;
} both;

/* A file of one of the two; *there is false where it has none. */
static plume_status read_one(plume_text *out, bool *there, const char *folder,
                             const char *name, plume_error *error)
{
    plume_text path;
    plume_status status;

    plume_text_init(&path);
    plume_text_printf(&path, "%s/%s", folder, name);
    status = plume_text_status(&path, error);
    if (status == PLUME_OK)
        status = plume_report_bytes(out, path.data, error);
    *there = status == PLUME_OK;
    plume_text_dispose(&path);
    return status == PLUME_ERR_MISSING ? PLUME_OK : status;
}

static bool is_text(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot == NULL || strcmp(dot, ".pdf") != 0;
}

static plume_status compare_file(both *at, const char *name)
{
    plume_text here, anew;
    bool one = false, other = false;
    plume_status status;

    plume_text_init(&here);
    plume_text_init(&anew);
    status = read_one(&here, &one, at->folder, name, at->error);
    if (status == PLUME_OK)
        status = read_one(&anew, &other, at->anew, name, at->error);
    if (status == PLUME_OK && one != other)
        plume_differs(at->differences, name, NULL, "%s",
                      one ? "the report computed anew does not have it"
                          : "only the report computed anew has it");
    else if (status == PLUME_OK && is_text(name))
        plume_differs_in_line(at->differences, name, &here, &anew, "computed anew");
    else if (status == PLUME_OK && (here.length != anew.length ||
                                    memcmp(here.data, anew.data, here.length) != 0))
        plume_differs(at->differences, name, NULL, "it is another one computed anew");
    plume_text_dispose(&anew);
    plume_text_dispose(&here);
    return status;
}

/* --- the pages --- */

static plume_status page_digest(char out[PLUME_DIGEST_BYTES], plume_pdf *pdf, size_t page,
                                plume_error *error)
{
    plume_text content;
    plume_status status;

    plume_text_init(&content);
    status = plume_pdf_content(pdf, page, &content, error);
    if (status == PLUME_OK)
        status = plume_digest_of(out, content.data, content.length, error);
    plume_text_dispose(&content);
    return status;
}

static plume_status compare_pages(both *at, plume_pdf *here, plume_pdf *anew)
{
    size_t count = plume_pdf_pages(here), other = plume_pdf_pages(anew);
    plume_status status = PLUME_OK;

    if (count != other)
        plume_differs(at->differences, "appendix.pdf", NULL,
                      "it has %zu pages, and computed anew %zu", count, other);
    for (size_t i = 0; status == PLUME_OK && i < count && i < other; i++) {
        char one[PLUME_DIGEST_BYTES], two[PLUME_DIGEST_BYTES], place[32];

        status = page_digest(one, here, i, at->error);
        if (status == PLUME_OK)
            status = page_digest(two, anew, i, at->error);
        if (status != PLUME_OK || strcmp(one, two) == 0)
            continue;
        snprintf(place, sizeof place, "page %zu", i + 1);
        plume_differs(at->differences, "appendix.pdf", place,
                      "it is another one computed anew");
    }
    return status;
}

static plume_status open_in(plume_pdf **out, const char *folder, plume_error *error)
{
    plume_text path;
    plume_status status;

    plume_text_init(&path);
    plume_text_printf(&path, "%s/appendix.pdf", folder);
    status = plume_text_status(&path, error);
    if (status == PLUME_OK)
        status = plume_pdf_open(out, path.data, error);
    plume_text_dispose(&path);
    return status;
}

static plume_status compare_pdf(both *at)
{
    plume_pdf *here = NULL, *anew = NULL;
    plume_status status = open_in(&here, at->folder, at->error);

    if (status == PLUME_OK)
        status = open_in(&anew, at->anew, at->error);
    if (status == PLUME_OK)
        status = compare_pages(at, here, anew);
    plume_pdf_close(anew);
    plume_pdf_close(here);
    return status;
}

/* --- the whole --- */

static plume_status files_of(plume_value **out, const char *folder, plume_error *error)
{
    plume_text bytes;
    bool there = false;
    plume_status status;

    *out = NULL;
    plume_text_init(&bytes);
    status = read_one(&bytes, &there, folder, "results.json", error);
    if (status == PLUME_OK)
        status = plume_json_parse(out, bytes.data, bytes.length, folder, NULL, error);
    plume_text_dispose(&bytes);
    return status;
}

/* The files of the new report are those that the options ask for. */
plume_status plume_verify_same(plume_value *differences, const char *folder,
                               const char *anew, plume_error *error)
{
    both at = { folder, anew, differences, error };
    plume_value *results = NULL;
    plume_status status = files_of(&results, anew, error);
    const plume_value *files = plume_value_get(results, "files");

    for (size_t i = 0; status == PLUME_OK && i < plume_value_count(files); i++) {
        const char *name = plume_value_string(plume_value_at(files, i));

        status = strcmp(name, "appendix.pdf") == 0 ? compare_pdf(&at)
                                                   : compare_file(&at, name);
    }
    plume_value_free(results);
    return status == PLUME_OK ? plume_value_status(differences, error) : status;
}
