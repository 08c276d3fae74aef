/* cli/audit.h -- what the parts of the command audit share. */
#ifndef PLUME_CLI_AUDIT_H
#define PLUME_CLI_AUDIT_H

#include "cli.h"

typedef struct audit_options {
    cli_reading reading;
    const char *output, *format, *chart, *explain, *claims;
    double reuses, width;
    bool check, lint, quiet;
} audit_options;

/* What pipelines read beside the three formats of all commands. */
typedef enum audit_annotations {
    AUDIT_NO_ANNOTATIONS,
    AUDIT_AS_SARIF,
    AUDIT_AS_GITHUB
} audit_annotations;

typedef struct audit_result {
    plume_text out;
    cli_format format;
    audit_annotations annotations; /* with --lint, in place of the format */
    bool contradicted;
    plume_text claims; /* with --claims: the file */
    bool failed;       /* one of several files could not be read: it was told */
    int drawn;         /* what drawing ended with */
} audit_result;

/* What is audited: the claim, and what it is held against. */
typedef struct audit_sides {
    const cli_reading *reading;
    bool quiet;
    double reuses;
    char *const *name; /* two */
} audit_sides;
/* Audited; the caller frees *out, also after a failure. */
plume_status audit_of_sides(plume_audit **out, plume_factors *factors,
                            const audit_sides *sides, plume_error *error);

plume_status audit_print(plume_text *out, const plume_audit *audit, cli_format format,
                         plume_error *error);

plume_status audit_print_lint(const plume_lint_set *set, audit_result *result,
                              plume_error *error);
void audit_print_rule(plume_text *out, const plume_lint_rule *rule);
void audit_print_sarif(plume_text *out, const plume_lint_set *set);
void audit_print_github(plume_text *out, const plume_lint_set *set);

/* --lint: files and folders, and --explain CODE. */
plume_status audit_lint(char **paths, size_t count, audit_result *result,
                        plume_error *error);

/* text in lines of at most 80 columns, those after the first begun with blanks. */
void audit_wrap(plume_text *out, const char *lead, const char *text, size_t indent);

#endif
