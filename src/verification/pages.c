/* An appendix as a PDF: its pages, the twins that it carries, what it says of itself. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <plume/time.h>

#include "verification/digest.h"
#include "verification/internal.h"
#include "verification/pdf_reader.h"

typedef struct reading {
    plume_pdf *pdf;
    plume_value *differences;
    plume_verified *verified;
    const char *path, *file;
    size_t found; /* differences that were there before */
    bool sealed;  /* not a byte was changed since it was written */
    plume_error *error;
} reading;

/* --- pages --- */

static void page_place(plume_text *out, size_t page)
{
    plume_text_init(out);
    plume_text_printf(out, "page %zu", page + 1);
}

static void compare_page(reading *at, size_t page, const char *digest, const char *stated,
                         const char *code)
{
    plume_text place;

    page_place(&place, page);
    if (stated[0] == '\0')
        plume_differs(at->differences, at->file, place.data, "it has no digest");
    else if (strcmp(stated, digest) != 0)
        plume_differs(at->differences, at->file, place.data,
                      "its text or drawing was changed");
    if (stated[0] != '\0' && at->verified->code[0] != '\0' &&
        strcmp(code, at->verified->code) != 0)
        plume_differs(at->differences, at->file, place.data,
                      "its code is %s, and the results it carries have %s", code,
                      at->verified->code);
    plume_text_dispose(&place);
}

static plume_status check_page(reading *at, size_t page)
{
    char digest[PLUME_DIGEST_BYTES];
    plume_text content, stated, code;
    plume_status status;

    plume_text_init(&content);
    plume_text_init(&stated);
    plume_text_init(&code);
    status = plume_pdf_content(at->pdf, page, &content, at->error);
    if (status == PLUME_OK)
        status = plume_pdf_mark(at->pdf, page, "/" PLUME_PAGE_DIGEST, &stated, at->error);
    if (status == PLUME_OK)
        status = plume_pdf_mark(at->pdf, page, "/" PLUME_PAGE_CODE, &code, at->error);
    if (status == PLUME_OK)
        status = plume_digest_of(digest, content.data, content.length, at->error);
    if (status == PLUME_OK)
        compare_page(at, page, digest, stated.data, code.data);
    plume_text_dispose(&code);
    plume_text_dispose(&stated);
    plume_text_dispose(&content);
    return status;
}

/* --- twins --- */

/* A PDF that was written without a twin, which was too large, is as it was. */
static plume_status attached(reading *at, const char *name, plume_text *out)
{
    bool found = false;
    plume_status status = plume_pdf_attached(at->pdf, name, &found, out, at->error);

    if (status == PLUME_OK && !found && !at->sealed)
        plume_differs(at->differences, at->file, name, "it is not attached any more");
    return status;
}

static plume_status check_runs(reading *at, const plume_value *results,
                               const plume_text *runs)
{
    const char *stated = plume_value_string(
        plume_value_get(plume_value_get(results, "file_sha256"), "runs.csv"));
    char digest[PLUME_DIGEST_BYTES];
    plume_status status;

    if (runs->length == 0)
        return PLUME_OK;
    status = plume_digest_of(digest, runs->data, runs->length, at->error);
    if (status == PLUME_OK && strcmp(stated, digest) != 0)
        plume_differs(at->differences, at->file, "runs.csv",
                      "the attached table was changed: results.json has another digest "
                      "of it");
    return status;
}

/* What the document says of itself against the study in its results. */
static plume_status check_information(reading *at, const plume_value *results)
{
    const plume_value *study = plume_value_get(results, "study");
    const char *title = plume_value_string(plume_value_get(study, "title"));
    plume_text told;
    plume_status status;

    plume_text_init(&told);
    status = plume_pdf_info(at->pdf, "/Title", &told, at->error);
    if (status == PLUME_OK && title[0] != '\0' && strcmp(told.data, title) != 0)
        plume_differs(at->differences, at->file, "metadata",
                      "its title is '%s', that of its results '%s'", told.data, title);
    plume_text_dispose(&told);
    return status;
}

static plume_status check_twins(reading *at, plume_attached *twins)
{
    plume_value *results = NULL;
    plume_status status = attached(at, "results.json", &twins->results);

    if (status == PLUME_OK)
        status = attached(at, "runs.csv", &twins->runs);
    if (status != PLUME_OK || twins->results.length == 0)
        return status;
    status = plume_twin_read(&results, at->verified, at->differences, &twins->results,
                             at->path, at->file, at->error);
    if (status == PLUME_OK)
        status = check_runs(at, results, &twins->runs);
    if (status == PLUME_OK)
        status = check_information(at, results);
    plume_value_free(results);
    return status;
}

/* --- the whole --- */

/* "D:20261130120000...", as libharu writes it in UTC, in Unix time; NAN for anything
 * else. */
static double creation_of(const plume_text *told)
{
    int year, month, day, hours, minutes, seconds;

    if (sscanf(told->data, "D:%4d%2d%2d%2d%2d%2d", &year, &month, &day, &hours, &minutes,
               &seconds) != 6)
        return NAN;
    return plume_time_civil(year, month, day,
                            hours * 3600.0 + minutes * 60.0 + (double)seconds);
}

static plume_status read_creation(reading *at)
{
    plume_text told;
    plume_status status;

    plume_text_init(&told);
    status = plume_pdf_info(at->pdf, "/CreationDate", &told, at->error);
    at->verified->creation_s = creation_of(&told);
    plume_text_dispose(&told);
    return status;
}

static plume_status check_seal(reading *at)
{
    char stated[PLUME_DIGEST_BYTES], computed[PLUME_DIGEST_BYTES];
    plume_status status = plume_digest_sealed_file(stated, computed, at->path, at->error);

    at->sealed = status == PLUME_OK && strcmp(stated, computed) == 0;
    return status == PLUME_ERR_MISSING ? PLUME_OK : status;
}

/* What was changed where nothing above looks: a font, a link, a bookmark. */
static void tell_rest(reading *at)
{
    if (!at->sealed && plume_value_count(at->differences) == at->found)
        plume_differs(at->differences, at->file, NULL,
                      "it was changed beside its pages and twins: in its metadata, a "
                      "font, a link or a bookmark, or by a program that wrote it anew");
}

plume_status plume_verify_pages(plume_value *differences, plume_verified *verified,
                                plume_attached *twins, const char *path, const char *file,
                                plume_error *error)
{
    reading at = { NULL,  differences, verified,
                   path,  file,        plume_value_count(differences),
                   false, error };
    plume_status status = check_seal(&at);

    if (status == PLUME_OK)
        status = plume_pdf_open(&at.pdf, path, error);
    if (status == PLUME_OK)
        status = read_creation(&at);
    if (status == PLUME_OK)
        status = check_twins(&at, twins);
    for (size_t i = 0; status == PLUME_OK && i < plume_pdf_pages(at.pdf); i++)
        status = check_page(&at, i);
    plume_pdf_close(at.pdf);
    if (status == PLUME_OK)
        tell_rest(&at);
    else if (status == PLUME_ERR_SYNTAX && error != NULL && error->path[0] == '\0')
        plume_fail_at(error, status, path, 0, 0, "%s", error->message);
    return status;
}

plume_status plume_verify_pdf(plume_value *differences, plume_verified *verified,
                              const char *path, plume_error *error)
{
    const char *slash = strrchr(path, '/');
    plume_attached twins;
    plume_status status;

    *verified = (plume_verified){ .creation_s = NAN };
    plume_text_init(&twins.results);
    plume_text_init(&twins.runs);
    status = plume_verify_pages(differences, verified, &twins, path,
                                slash != NULL ? slash + 1 : path, error);
    plume_text_dispose(&twins.runs);
    plume_text_dispose(&twins.results);
    return status;
}
