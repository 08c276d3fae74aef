/* results.json, held against the digest in its last line; and whole files of a report. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "verification/digest.h"
#include "verification/internal.h"

#define REPORT_BYTES_MAX ((size_t)256 << 20)

static plume_status read_all(plume_text *out, int file, const char *path,
                             plume_error *error)
{
    char bytes[65536];
    ssize_t got;

    do {
        got = read(file, bytes, sizeof bytes);
        if (got > 0)
            plume_text_add_n(out, bytes, (size_t)got);
    } while ((got > 0 && out->length <= REPORT_BYTES_MAX) || (got < 0 && errno == EINTR));
    if (got < 0)
        return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be read: %s",
                             strerror(errno));
    if (out->length > REPORT_BYTES_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                             "has more than the 256 MiB that a report's file may have");
    return plume_text_status(out, error);
}

plume_status plume_report_bytes(plume_text *out, const char *path, plume_error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    plume_status status;

    if (file < 0)
        return plume_fail_at(error, errno == ENOENT ? PLUME_ERR_MISSING : PLUME_ERR_IO,
                             path, 0, 0, "cannot be opened: %s", strerror(errno));
    status = read_all(out, file, path, error);
    close(file);
    return status;
}

void plume_verified_dispose(plume_verified *verified)
{
    free(verified->version);
    free(verified->factors);
    free(verified->command);
    free(verified->study);
}

static plume_status keep(char **out, const plume_value *map, const char *key,
                         plume_error *error)
{
    const char *text = plume_value_string(plume_value_get(map, key));

    if (*out != NULL || text[0] == '\0')
        return PLUME_OK;
    *out = strdup(text);
    return *out != NULL ? PLUME_OK : plume_fail_memory(error);
}

static plume_status describe(plume_verified *verified, const plume_value *results,
                             plume_error *error)
{
    const plume_value *tool = plume_value_get(results, "tool");
    plume_status status = keep(&verified->version, tool, "version", error);

    verified->anonymous =
        plume_value_bool(plume_value_get(plume_value_get(results, "study"), "anonymous"));
    if (status == PLUME_OK)
        status = keep(&verified->factors, tool, "factors", error);
    if (status == PLUME_OK)
        status = keep(&verified->command, tool, "command", error);
    snprintf(
        verified->study_sha256, sizeof verified->study_sha256, "%s",
        plume_value_string(plume_value_get(plume_value_get(results, "study"), "sha256")));
    if (status == PLUME_OK)
        status = keep(&verified->study, plume_value_get(results, "study"), "file", error);
    return status;
}

static plume_status no_report(const char *shown, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_MISSING, shown, 0, 0, "is no report's results.json");
    plume_hint(error, "plume verify takes the folder that plume report wrote, or its "
                      "appendix.pdf");
    return PLUME_ERR_MISSING;
}

static plume_status check_digest(plume_verified *verified, plume_value *differences,
                                 const plume_text *bytes, const char *file,
                                 plume_error *error)
{
    char stated[PLUME_DIGEST_BYTES], computed[PLUME_DIGEST_BYTES];
    plume_status status =
        plume_digest_unseal(stated, computed, bytes->data, bytes->length, error);

    if (status == PLUME_ERR_MISSING) {
        plume_differs(differences, file, "last line", "it does not end in its digest");
        return PLUME_OK;
    }
    if (status != PLUME_OK)
        return status;
    plume_digest_code(verified->code, computed);
    if (strcmp(stated, computed) != 0)
        plume_differs(differences, file, NULL,
                      "it was changed: its digest is %.12s..., and its last line says "
                      "%.12s...",
                      computed, stated);
    return PLUME_OK;
}

/* What cannot be read any more was changed, too. */
static plume_status tell_damage(plume_value *differences, const char *file,
                                const plume_error *error)
{
    char place[32];

    snprintf(place, sizeof place, "line %llu",
             error != NULL ? (unsigned long long)error->line : 0);
    plume_differs(differences, file, place, "it is no whole JSON any more");
    return PLUME_OK;
}

plume_status plume_twin_read(plume_value **out, plume_verified *verified,
                             plume_value *differences, const plume_text *bytes,
                             const char *shown, const char *file, plume_error *error)
{
    plume_status status =
        plume_json_parse(out, bytes->data, bytes->length, shown, NULL, error);
    const char *schema;

    if (status == PLUME_ERR_SYNTAX)
        return tell_damage(differences, file, error);
    if (status != PLUME_OK)
        return status;
    schema = plume_value_string(plume_value_get(*out, "schema"));
    if (strncmp(schema, "plume.report/", strlen("plume.report/")) != 0)
        status = no_report(shown, error);
    if (status == PLUME_OK)
        status = describe(verified, *out, error);
    if (status == PLUME_OK)
        status = check_digest(verified, differences, bytes, file, error);
    if (status != PLUME_OK) {
        plume_value_free(*out);
        *out = NULL;
    }
    return status;
}
