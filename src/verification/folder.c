/* The folder of a report: each file against its digest in results.json, and the twins
 * against the copies in the PDF. */
#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "verification/digest.h"
#include "verification/internal.h"

#define RESULTS "results.json"
#define RUNS    "runs.csv"
#define PAGES   "appendix.pdf"

typedef struct folder {
    const char *path;
    plume_value *differences;
    plume_verified *verified;
    plume_text results; /* as the file has it */
    plume_error *error;
} folder;

/* Where a name that results.json gives may lie: below the folder, and nowhere else. */
static bool is_below(const char *name)
{
    return name[0] != '\0' && name[0] != '/' && strcmp(name, "..") != 0 &&
           strncmp(name, "../", 3) != 0 && strstr(name, "/../") == NULL;
}

static plume_status path_of(plume_text *out, const folder *at, const char *name)
{
    plume_text_init(out);
    plume_text_printf(out, "%s/%s", at->path, name);
    return plume_text_status(out, at->error);
}

static plume_status check_file(folder *at, const char *name, const char *stated)
{
    char digest[PLUME_DIGEST_BYTES];
    plume_text path;
    plume_status status = path_of(&path, at, name);

    if (status == PLUME_OK && !is_below(name))
        plume_differs(at->differences, RESULTS, "file_sha256",
                      "'%s' is no file of this folder", name);
    else if (status == PLUME_OK)
        status = plume_digest_file(digest, path.data, at->error);
    plume_text_dispose(&path);
    if (status == PLUME_ERR_MISSING) {
        plume_differs(at->differences, name, NULL, "it is not there any more");
        return PLUME_OK;
    }
    if (status == PLUME_OK && is_below(name) && strcmp(stated, digest) != 0)
        plume_differs(at->differences, name, NULL,
                      "it was changed: its digest is %.12s..., and " RESULTS
                      " says %.12s...",
                      digest, stated);
    return status;
}

static plume_status check_files(folder *at, const plume_value *results)
{
    const plume_value *digests = plume_value_get(results, "file_sha256");
    plume_status status = PLUME_OK;

    if (plume_value_count(digests) == 0)
        plume_differs(at->differences, RESULTS, "file_sha256",
                      "it has no digests of the other files: plume report writes them");
    for (size_t i = 0; status == PLUME_OK && i < plume_value_count(digests); i++)
        status = check_file(at, plume_value_key_at(digests, i),
                            plume_value_string(plume_value_at(digests, i)));
    return status;
}

static bool lists(const plume_value *results, const char *name)
{
    const plume_value *files = plume_value_get(results, "files");

    for (size_t i = 0; i < plume_value_count(files); i++)
        if (strcmp(plume_value_string(plume_value_at(files, i)), name) == 0)
            return true;
    return false;
}

/* The copy in the PDF names the line where the file was changed. */
static plume_status compare_twin(folder *at, const char *name, const plume_text *here,
                                 const plume_text *attached)
{
    if (attached->length > 0)
        plume_differs_in_line(at->differences, name, here, attached,
                              "in the copy that " PAGES " carries");
    return PLUME_OK;
}

static plume_status compare_runs(folder *at, const plume_text *attached)
{
    plume_text path, here;
    plume_status status = path_of(&path, at, RUNS);

    plume_text_init(&here);
    if (status == PLUME_OK)
        status = plume_report_bytes(&here, path.data, at->error);
    if (status == PLUME_OK)
        status = compare_twin(at, RUNS, &here, attached);
    plume_text_dispose(&here);
    plume_text_dispose(&path);
    return status == PLUME_ERR_MISSING ? PLUME_OK : status; /* that was told before */
}

static plume_status check_pages(folder *at)
{
    plume_verified carried = { .creation_s = NAN };
    plume_attached twins;
    plume_text path;
    struct stat there;
    plume_status status = path_of(&path, at, PAGES);

    plume_text_init(&twins.results);
    plume_text_init(&twins.runs);
    if (status == PLUME_OK && stat(path.data, &there) != 0 && errno == ENOENT)
        plume_differs(at->differences, PAGES, NULL, "it is not there any more");
    else if (status == PLUME_OK)
        status = plume_verify_pages(at->differences, &carried, &twins, path.data, PAGES,
                                    at->error);
    at->verified->creation_s = carried.creation_s;
    if (status == PLUME_OK)
        status = compare_twin(at, RESULTS, &at->results, &twins.results);
    if (status == PLUME_OK && twins.runs.length > 0)
        status = compare_runs(at, &twins.runs);
    plume_verified_dispose(&carried);
    plume_text_dispose(&twins.runs);
    plume_text_dispose(&twins.results);
    plume_text_dispose(&path);
    return status;
}

static plume_status read_results(folder *at, plume_value **results)
{
    plume_text path;
    plume_status status = path_of(&path, at, RESULTS);

    if (status == PLUME_OK)
        status = plume_report_bytes(&at->results, path.data, at->error);
    if (status == PLUME_ERR_MISSING)
        plume_hint(at->error, "plume verify takes the folder that plume report wrote, or "
                              "its " PAGES);
    if (status == PLUME_OK)
        status = plume_twin_read(results, at->verified, at->differences, &at->results,
                                 path.data, RESULTS, at->error);
    plume_text_dispose(&path);
    return status;
}

plume_status plume_verify_folder(plume_value *differences, plume_verified *verified,
                                 const char *path, plume_error *error)
{
    folder at = { path, differences, verified, { 0 }, error };
    plume_value *results = NULL;
    plume_status status;

    *verified = (plume_verified){ .creation_s = NAN };
    plume_text_init(&at.results);
    status = read_results(&at, &results);
    if (status == PLUME_OK)
        status = check_files(&at, results);
    if (status == PLUME_OK && lists(results, PAGES))
        status = check_pages(&at);
    plume_value_free(results);
    plume_text_dispose(&at.results);
    return status == PLUME_OK ? plume_value_status(differences, error) : status;
}
