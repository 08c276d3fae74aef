/* plume/report.h -- the report folder: appendix, statements, figures, machine-readable
 * twin. */
#ifndef PLUME_REPORT_H
#define PLUME_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/factors.h>
#include <plume/intake.h>
#include <plume/ledger.h>
#include <plume/notes.h>
#include <plume/status.h>
#include <plume/study.h>
#include <plume/text.h>

PLUME_BEGIN

typedef struct plume_report_options {
    const char *directory; /* of the report */
    bool force;            /* replace an older report */
    const char *templates; /* folder of the templates */
    const char *language;  /* NULL: as the study file says, else "en" */
    const char
        *command; /* for the provenance: the command line, private paths left out */
    /* What the study file is called; NULL: by its path. */
    const char *study_shown;
    size_t pages;      /* of appendix.pdf at most; 0: as the study file says, or any */
    const char *venue; /* "neurips"; NULL or "": as the study file says, or none */
    bool anonymous;    /* no name of a person, machine, file or project; the intake must
                          number its files then (plume_intake_number) */
    plume_by by;       /* what the totals of results.json are divided by */
    double creation_s; /* SOURCE_DATE_EPOCH, or NAN: no date is printed */
    /* Names of methods, the two defaults among them; NULL: those alone. Borrowed. */
    const char *const *methods;
    size_t method_count;
} plume_report_options;

/* What venue may be, and its title; NULL beyond the last. */
PLUME_API const char *plume_venue_at(size_t i, const char **title);

/* Whether a folder of templates has a language. PLUME_ERR_UNKNOWN: no; the hint lists
 * those that it has. */
PLUME_API plume_status plume_report_language(const char *templates, const char *language,
                                             plume_error *error);

/* Reads intake (not yet read) into a report. notes is the list the intake was made with.
 * summary gets the twelve lines for the terminal. All or nothing. */
PLUME_API plume_status plume_report_write(plume_intake *intake, const plume_study *study,
                                          plume_factors *factors, plume_notes *notes,
                                          const plume_report_options *options,
                                          plume_text *summary, plume_error *error);

/* All that a report is made of, as for plume_report_write. Borrowed. */
typedef struct plume_report_work {
    plume_intake *intake;
    const plume_study *study;
    plume_factors *factors;
    plume_notes *notes;
    const plume_report_options *options;
    plume_error *error;
} plume_report_work;

/* Computes the report anew, in a folder of its own below TMPDIR that is removed again,
 * and adds what differs from the one at path, as plume_verify_same does. */
PLUME_API plume_status plume_report_recompute(plume_value *differences, const char *path,
                                              const plume_report_work *work);

PLUME_END

#endif
