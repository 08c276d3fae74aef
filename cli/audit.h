/* cli/audit.h -- what the parts of the command audit share. */
#ifndef PLUME_CLI_AUDIT_H
#define PLUME_CLI_AUDIT_H

#include "cli.h"

typedef struct audit_options {
    cli_reading reading;
    const char *output, *format, *chart;
    double reuses, width;
    bool check, lint, quiet;
} audit_options;

typedef struct audit_result {
    plume_text out;
    cli_format format;
    bool contradicted;
    int drawn; /* what drawing ended with */
} audit_result;

plume_status audit_print(plume_text *out, const plume_audit *audit, cli_format format,
                         plume_error *error);

plume_status audit_print_lint(plume_text *out, const plume_lint *lint, cli_format format,
                              plume_error *error);

/* text in lines of at most 80 columns, those after the first begun with blanks. */
void audit_wrap(plume_text *out, const char *lead, const char *text, size_t indent);

#endif
