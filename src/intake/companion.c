/* Files that belong to the log of another. */
#include "intake/internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *beside(const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    plume_text text;

    plume_text_init(&text);
    if (slash != NULL)
        plume_text_add_n(&text, path, (size_t)(slash - path) + 1);
    plume_text_add(&text, name);
    return plume_text_take(&text);
}

/* A name may lead into a folder below, and nowhere else. */
static bool leads_below(const char *name)
{
    for (;;) {
        size_t part = strcspn(name, "/");

        if (part == 0 || (part == 1 && name[0] == '.') ||
            (part == 2 && name[0] == '.' && name[1] == '.'))
            return false;
        if (name[part] == '\0')
            return true;
        name += part + 1;
    }
}

/* Whether no part of name, which stands in the folder of path's first bytes, is a link:
 * then it leads where it says. */
static bool is_plain(const char *path, const char *name)
{
    size_t folder = strlen(path) - strlen(name);
    const char *slash = name;
    struct stat there;
    bool plain = true;

    while (plain && (slash = strchr(slash, '/')) != NULL) {
        char *part = strndup(path, folder + (size_t)(slash - name));

        plain = part != NULL && lstat(part, &there) == 0 && S_ISDIR(there.st_mode);
        free(part);
        slash++;
    }
    return plain && lstat(path, &there) == 0 && S_ISREG(there.st_mode);
}

/* A link is followed only to a file in the folder where it stands. */
static bool is_beside(const char *log, const char *path, const char *name)
{
    const char *slash = strrchr(name, '/');
    char *real = realpath(path, NULL);
    char *folder = beside(log, ".");
    char *root = folder != NULL ? realpath(folder, NULL) : NULL;
    plume_text expected;
    bool same = false;

    plume_text_init(&expected);
    if (real != NULL && root != NULL) {
        char *end = strrchr(real, '/');

        plume_text_add(&expected, strcmp(root, "/") == 0 ? "" : root);
        plume_text_add(&expected, "/");
        if (slash != NULL)
            plume_text_add_n(&expected, name, (size_t)(slash - name) + 1);
        end[1] = '\0';
        same = plume_text_status(&expected, NULL) == PLUME_OK &&
               strcmp(real, expected.data) == 0;
    }
    plume_text_dispose(&expected);
    free(real);
    free(folder);
    free(root);
    return same;
}

/* --- what a walk saw --- */

/* Whether the walk that met a log would have met a file below it: it entered the folders
 * of the file, or there are none, for what it leaves alone it meets too. */
static bool would_be_met(const plume_intake *intake, const char *path, const char *name)
{
    size_t folder = strlen(path) - strlen(name);
    bool entered = true;

    for (const char *slash = strchr(name, '/'); slash != NULL && entered;
         slash = strchr(slash + 1, '/')) {
        char *part = strndup(path, folder + (size_t)(slash - name));

        entered = part != NULL && plume_map_find(intake->paths, part) == SIZE_MAX;
        free(part);
    }
    return entered;
}

/* The walk that met a log met this file, too: its folders are no links. */
static bool is_of_walk(const plume_found_file *log, const plume_found_file *met)
{
    return log->walked && met->walked && log->named == met->named;
}

/* Whether there is a companion that may be read. */
static bool is_there(const plume_log_owner *owner, const char *log, const char *path,
                     const char *name, struct stat *there)
{
    const plume_intake *intake = owner->intake;
    size_t at = plume_map_find(intake->paths, path);

    if (!leads_below(name))
        return false;
    if (at == SIZE_MAX && owner->met->walked && would_be_met(intake, path, name))
        return false;
    if (at != SIZE_MAX && is_of_walk(owner->met, intake->met[at]) &&
        lstat(path, there) == 0 && S_ISREG(there->st_mode))
        return true;
    return stat(path, there) == 0 && S_ISREG(there->st_mode) &&
           (is_plain(path, name) || is_beside(log, path, name));
}

/* --- the log that it belongs to --- */

static plume_status digest(const plume_intake *intake, plume_found_file *met,
                           plume_error *error)
{
    plume_source_stream *source;
    plume_status status = plume_source_open(&source, met->path, error);

    if (status != PLUME_OK)
        return status;
    if (!intake->undigested)
        status = plume_source_keep_digest(source, error);
    if (status == PLUME_OK)
        status = plume_source_drain(source, error);
    plume_source_digest(source, met->shown.sha256, &met->shown.bytes);
    plume_source_close(source);
    return status;
}

/* Who takes it first has it when all files are met together; of those that are met in
 * shares of their own each may be the first. */
static bool note_claim(const plume_log_owner *owner, const plume_found_file *met)
{
    plume_found_file *log = owner->met;
    plume_companion_claim *claim;

    for (claim = log->claims; claim != NULL; claim = claim->next)
        if (claim->of == met)
            return true;
    claim = plume_pool_take(owner->intake->pool, sizeof *claim);
    if (claim == NULL)
        return false;
    *claim =
        (plume_companion_claim){ met, log->shown.reader,
                                 log->last_claim != NULL ? log->last_claim->turn + 1 : 1,
                                 NULL };
    if (log->last_claim != NULL)
        log->last_claim->next = claim;
    else
        log->claims = claim;
    log->last_claim = claim;
    return true;
}

/* The companion may have been met before, even read as a log of its own: no longer. *of
 * is NULL when it was claimed before, or is the log itself. */
static plume_status claim(plume_found_file **of, const plume_log_owner *owner,
                          const char *path, plume_error *error)
{
    plume_intake *intake = owner->intake;
    size_t at = plume_map_find(intake->paths, path);
    plume_found_file *met;

    *of = NULL;
    if (at == SIZE_MAX) {
        met = plume_intake_meet(intake, path, owner->met->named, error);
        if (met == NULL)
            return error != NULL ? error->status : PLUME_ERR_MEMORY;
        if (!plume_map_set(intake->paths, path, intake->met_count - 1))
            return plume_fail_memory(error);
        met->late = true;
    } else {
        met = intake->met[at];
    }
    if (met != owner->met && !note_claim(owner, met))
        return plume_fail_memory(error);
    if (met == owner->met || met->shown.verdict == PLUME_INPUT_COMPANION)
        return PLUME_OK;
    if (met->shown.verdict == PLUME_INPUT_READ && met->shown.records.read > 0)
        intake->again = true;
    memset(&met->shown.records, 0, sizeof met->shown.records);
    met->shown.verdict = PLUME_INPUT_COMPANION;
    met->shown.reader = owner->met->shown.reader;
    met->reader = NULL;
    met->shown.reason = "belongs to the log beside it";
    *of = met;
    return PLUME_OK;
}

/* Where nobody asks for digests, a file that is not packed is as long as the system says.
 */
static plume_status open_claimed(plume_source_stream **out, const plume_intake *intake,
                                 plume_found_file *met, const char *path, off_t bytes,
                                 plume_error *error)
{
    plume_status status = PLUME_OK;

    if (met != NULL && !intake->undigested)
        status = digest(intake, met, error);
    if (status == PLUME_OK)
        status = plume_source_open_seen(out, path, error);
    if (status != PLUME_OK || met == NULL || !intake->undigested)
        return status;
    met->shown.bytes = (uint64_t)bytes;
    if (plume_source_is_packed(*out))
        status = digest(intake, met, error);
    if (status != PLUME_OK) {
        plume_source_close(*out);
        *out = NULL;
    }
    return status;
}

/* A name that leads out of the log's own folder, also by a link, opens nothing: logs
 * are written by strangers. */
plume_status plume_intake_companion(void *owner, plume_log *log, const char *name,
                                    plume_source_stream **out, plume_error *error)
{
    const plume_log_owner *own = owner;
    const char *log_path = plume_intake_place_of(own->intake, own->met);
    char *path = beside(log_path, name);
    plume_status status = PLUME_OK;
    plume_found_file *claimed;
    struct stat there;

    (void)log;
    *out = NULL;
    if (path == NULL)
        return plume_fail_memory(error);
    if (!plume_intake_is_stream(own->intake, own->met) &&
        is_there(own, log_path, path, name, &there)) {
        status = claim(&claimed, own, path, error);
        if (status == PLUME_OK)
            status = open_claimed(out, own->intake, claimed, path, there.st_size, error);
        if (status == PLUME_OK)
            plume_intake_bound_companion(
                own->intake, own->intake->met[plume_map_find(own->intake->paths, path)],
                *out);
    }
    free(path);
    return status;
}
