/* Which files of a folder a report wrote: those that its results.json lists. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <plume/text.h>

#include "core/input/slurp.h"
#include "documents/report/internal.h"

#define MARKER "results.json"
#define SCHEMA "plume.report/1"

enum { RESULTS_BYTES_MAX = 256 << 20 };

/* All that reports wrote before their results.json had a list. */
static const char *const unlisted[] = {
    "appendix.pdf",
    "appendix.tex",
    "statement.tex",
    "short.tex",
    "macros.tex",
    "checklist.md",
    "model-card.yaml",
    "statement.md",
    "references.bib",
    "results.json",
    "runs.csv",
    "rejected.csv",
    "figures/phases.csv",
    "figures/phases.pdf",
    "figures/phases.svg",
    "figures/tornado.csv",
    "figures/tornado.pdf",
    "figures/tornado.svg",
    "figures/models.csv",
    "figures/models.pdf",
    "figures/models.svg",
    "figures/methods.csv",
    "figures/methods.pdf",
    "figures/methods.svg",
};

static plume_status no_marker(const char *shown, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_MISSING, shown, 0, 0,
                  "holds no " MARKER
                  ", so it was not written by plume and is not replaced");
    plume_hint(error, "choose another folder, or empty this one");
    return PLUME_ERR_MISSING;
}

/* docs/report.md: only a folder whose results.json has this schema is a report, and
 * only its listed files are taken away. */
static plume_status not_ours(const char *marker, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_VALUE, marker, 0, 0,
                  "is not the " MARKER " of a report (its schema is not " SCHEMA
                  "), so its folder is not replaced");
    plume_hint(error, "choose another folder, or move this one elsewhere");
    return PLUME_ERR_VALUE;
}

/* The list is copied: the rest of results.json may be large. */
static plume_value *list_of(const plume_value *results)
{
    const plume_value *files = plume_value_get(results, "files");
    plume_value *list = plume_value_list();

    for (size_t i = 0; i < plume_value_count(files); i++)
        plume_value_set_string(list, NULL, plume_value_string(plume_value_at(files, i)));
    for (size_t i = 0; files == NULL && i < sizeof unlisted / sizeof *unlisted; i++)
        plume_value_set_string(list, NULL, unlisted[i]);
    return list;
}

static plume_status parse(plume_value **out, const char *path, const char *shown,
                          plume_error *error)
{
    plume_value *results = NULL;
    char *text = NULL;
    size_t length;
    plume_status status =
        plume_source_slurp(&text, &length, path, RESULTS_BYTES_MAX, error);

    if (status == PLUME_OK)
        status = plume_json_parse(&results, text, length, shown, NULL, error);
    if (status == PLUME_ERR_SYNTAX)
        plume_hint(error, "only the folder of a report is replaced; choose another");
    free(text);
    if (status == PLUME_OK &&
        strcmp(plume_value_string(plume_value_get(results, "schema")), SCHEMA) != 0)
        status = not_ours(shown, error);
    if (status == PLUME_OK) {
        *out = list_of(results);
        status =
            *out == NULL ? plume_fail_memory(error) : plume_value_status(*out, error);
    }
    plume_value_free(results);
    return status;
}

/* Looked at without following a link: a link to the results of another report does not
 * make this folder one. */
static plume_status files(plume_value **out, const char *path, const char *shown,
                          plume_error *error)
{
    plume_text at, called;
    struct stat there;
    plume_status status;

    *out = NULL;
    plume_text_init(&at);
    plume_text_init(&called);
    plume_text_printf(&at, "%s/" MARKER, path);
    plume_text_printf(&called, "%s/" MARKER, shown);
    status = plume_text_status(&at, error);
    if (status == PLUME_OK && lstat(at.data, &there) != 0)
        status = errno == ENOENT
                     ? no_marker(shown, error)
                     : plume_fail_at(error, PLUME_ERR_IO, called.data, 0, 0,
                                     "cannot be looked at: %s", strerror(errno));
    else if (status == PLUME_OK && !S_ISREG(there.st_mode))
        status = not_ours(called.data, error);
    if (status == PLUME_OK)
        status = parse(out, at.data, called.data, error);
    if (status != PLUME_OK) {
        plume_value_free(*out);
        *out = NULL;
    }
    plume_text_dispose(&called);
    plume_text_dispose(&at);
    return status;
}

const plume_folder_owner plume_report_owner = { .marker = MARKER, .files = files };
