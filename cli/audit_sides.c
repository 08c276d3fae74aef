/* cli/audit_sides.c -- the two figures that an audit holds against each other. */
#include "audit.h"

#include <string.h>
#include <sys/stat.h>

typedef struct audit_side {
    plume_audit *audit;
    int side;
} audit_side;

static plume_status set_ledger(void *state, const char *path, const plume_ledger *ledger,
                               plume_error *error)
{
    audit_side *to = state;

    return plume_audit_set_ledger(to->audit, to->side, path, ledger, error);
}

static bool ends_in(const char *path, const char *ending)
{
    size_t length = strlen(path), own = strlen(ending);

    return length > own && strcmp(path + length - own, ending) == 0;
}

/* A YAML file is a claim; what is no model either is logs. */
static plume_status set_side(plume_audit *audit, int side, plume_factors *factors,
                             const audit_sides *sides, plume_error *error)
{
    char *name = sides->name[side];
    bool is_yaml = ends_in(name, ".yaml") || ends_in(name, ".yml");
    audit_side to = { audit, side };
    struct stat found;

    if (!is_yaml && cli_is_model(factors, name))
        return plume_audit_set_model(audit, side, name, error);
    if (is_yaml && !(stat(name, &found) == 0 && S_ISDIR(found.st_mode)))
        return plume_audit_set_file(audit, side, name, error);
    return cli_work_path(sides->reading, name, sides->quiet,
                         (cli_ledger_use){ set_ledger, &to }, error);
}

plume_status audit_of_sides(plume_audit **out, plume_factors *factors,
                            const audit_sides *sides, plume_error *error)
{
    plume_status status = plume_audit_new(out, factors, error);

    for (int side = 0; side < 2 && status == PLUME_OK; side++)
        status = set_side(*out, side, factors, sides, error);
    if (status != PLUME_OK)
        return status;
    plume_audit_set_reuses(*out, sides->reuses);
    return plume_audit_run(*out, error);
}
