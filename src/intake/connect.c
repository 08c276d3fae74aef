/* Which servers may be connected to: what the command line names, and what it allows. */
#include "intake/internal.h"

#include <strings.h>

#include "core/database/server.h"
#include "core/database/server_host.h"
#include "core/sanitize.h"

typedef struct plume_allowed_host {
    const char *host;
    struct plume_allowed_host *next;
} plume_allowed_host;

plume_status plume_intake_allow_connect(plume_intake *intake, const char *host,
                                        plume_error *error)
{
    plume_allowed_host *allowed = plume_pool_take(intake->pool, sizeof *allowed);
    plume_text text;

    plume_text_init(&text);
    if (!plume_server_is_address(host))
        plume_text_add(&text, host);
    else if (!plume_server_host(&text, host))
        plume_text_clear(&text); /* no host is called so */
    if (allowed != NULL)
        allowed->host = plume_pool_copy(intake->pool, text.data);
    plume_text_dispose(&text);
    if (allowed == NULL || allowed->host == NULL)
        return plume_fail_memory(error);
    allowed->next = intake->allowed;
    intake->allowed = allowed;
    return PLUME_OK;
}

bool plume_intake_is_server(plume_text *shown, const char *path)
{
    plume_text address;

    if (!plume_server_is_address(path))
        return false;
    plume_text_init(&address);
    plume_server_show(&address, path);
    plume_sanitize_path(shown, address.data);
    plume_text_dispose(&address);
    return true;
}

static bool is_allowed(const plume_intake *intake, const char *host)
{
    for (const plume_allowed_host *at = intake->allowed; at != NULL; at = at->next)
        if (strcasecmp(at->host, host) == 0)
            return true;
    return false;
}

/* An address without a password, as it is told. */
static plume_status refuse(const char *path, const char *host, plume_error *error)
{
    plume_text shown;

    plume_text_init(&shown);
    plume_server_show(&shown, path);
    plume_fail_at(error, PLUME_ERR_VALUE, shown.data, 0, 0,
                  host != NULL
                      ? "the study file names this server: it is not connected to "
                        "unless the command line says so"
                      : "the study file names this server by several hosts or by "
                        "parameters that may name others: it is not connected to");
    if (host != NULL)
        plume_hint(error, "if you trust it, --allow-connect %s", host);
    else
        plume_hint(error, "if you trust it, name the address on the command line");
    plume_text_dispose(&shown);
    return PLUME_ERR_VALUE;
}

plume_status plume_intake_check_connect(const plume_intake *intake, const char *path,
                                        const plume_input_options *options,
                                        plume_error *error)
{
    plume_status status = PLUME_OK;
    plume_text host;

    if (options == NULL || !options->of_study_file || !plume_server_is_address(path))
        return PLUME_OK;
    plume_text_init(&host);
    if (!plume_server_host(&host, path))
        status = refuse(path, NULL, error);
    else if (!is_allowed(intake, host.data))
        status = refuse(path, host.data, error);
    plume_text_dispose(&host);
    return status;
}
