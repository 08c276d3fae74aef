/* plume/chart.h -- a chart as a file: SVG, PNG, PDF, or an outline in text. */
#ifndef PLUME_CHART_H
#define PLUME_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/audit.h>
#include <plume/compare.h>
#include <plume/footprint.h>
#include <plume/ledger.h>
#include <plume/output.h>
#include <plume/power.h>
#include <plume/status.h>

PLUME_BEGIN

/* One of several studies side by side. */
typedef struct plume_chart_study {
    const char *name;
    const plume_ledger *ledger;
    bool own;
} plume_chart_study;

/* What is kept of single runs while a ledger reads them, for the charts that draw them:
 * of bounded size, however many there are. */
typedef struct plume_chart_runs plume_chart_runs;
/* ledger: borrowed; that behind which the runs come. better: of every objective, 1 where
 * a larger one is better, -1 where a smaller one is; NAN as the logs say. */
PLUME_API plume_status plume_chart_runs_new(plume_chart_runs **out,
                                            const plume_ledger *ledger, double better,
                                            plume_error *error);
PLUME_API void plume_chart_runs_free(plume_chart_runs *runs);
/* For plume_ledger_read_with. */
PLUME_API plume_run_copy plume_chart_runs_copy(plume_chart_runs *runs);
/* After the last run. */
PLUME_API void plume_chart_runs_close(plume_chart_runs *runs);

/* What is kept of readings of power while logs are read: at most 64 devices, and of each
 * a bounded number of stretches of time. */
typedef struct plume_chart_power plume_chart_power;
PLUME_API plume_status plume_chart_power_new(plume_chart_power **out, plume_error *error);
PLUME_API void plume_chart_power_free(plume_chart_power *power);
/* For plume_input_options. */
PLUME_API const plume_power_watch *
plume_chart_power_watch(const plume_chart_power *power);

/* Whether own work has a row of its own parts beside that of the whole: "methods",
 * "models", "phases". */
typedef enum plume_chart_by {
    PLUME_CHART_BY_ALL,
    PLUME_CHART_BY_STUDY,
    PLUME_CHART_BY_RUN /* with runs */
} plume_chart_by;

/* What charts are drawn from; a chart takes what it needs. Borrowed. */
typedef struct plume_chart_data {
    const plume_ledger *ledger;         /* may be NULL */
    const plume_comparison *comparison; /* may be NULL */
    plume_factors *factors;             /* "regions": other grids; may be NULL */
    const char *own_name;               /* "This study" */
    const plume_chart_study *studies;   /* "phases": a bar for each, without ledger */
    size_t study_count;
    const plume_audit *audit;         /* "waterfall"; may be NULL */
    const plume_chart_runs *runs;     /* "sweep", "timeline", rows by run; may be NULL */
    const plume_chart_power *power;   /* "trace"; may be NULL */
    const plume_footprint *footprint; /* "lifecycle", "breakeven"; may be NULL */
    plume_chart_by by;
} plume_chart_data;

typedef struct plume_chart_options {
    double width_pt; /* 241 (one column), 351.5 (appendix), 505 (two columns); 0: 351.5 */
    const char *finding, *caption; /* for <title> and <desc>; may be "" */
    double creation_s;             /* for the file's metadata; NAN: 1970-01-01 */
} plume_chart_options;

/* Names of the registered charts: "phases", "methods", "models"; NULL beyond the end. */
PLUME_API const char *plume_chart_name_at(size_t i);
PLUME_API const char *plume_chart_title(const char *kind);

/* What a kind is drawn from beside ledger and comparison; 0 of what is no kind. */
enum {
    PLUME_CHART_OF_RUNS = 1,      /* data->runs */
    PLUME_CHART_OF_FOOTPRINT = 2, /* data->footprint */
    PLUME_CHART_OF_AUDIT = 4,     /* data->audit alone */
    PLUME_CHART_OF_POWER = 16,    /* data->power */
    PLUME_CHART_OF_DIVISION = 32, /* a ledger whose totals are divided */
    PLUME_CHART_OF_ROWS = 8       /* data->comparison: published models beside own work */
};
PLUME_API unsigned plume_chart_needs(const char *kind);
/* Names of the back-ends that write files: "svg", "png", "pdf", "outline". */
PLUME_API const char *plume_canvas_name_at(size_t i);

/* Draws kind in format into output. PLUME_ERR_UNKNOWN for either name; PLUME_ERR_MISSING
 * when data has nothing to draw. */
PLUME_API plume_status plume_chart_write(const char *kind, const plume_chart_data *data,
                                         const plume_chart_options *options,
                                         const char *format, plume_output *output,
                                         plume_error *error);

/* The figures that the chart draws, as CSV: its data twin. */
PLUME_API plume_status plume_chart_write_data(const char *kind,
                                              const plume_chart_data *data,
                                              plume_output *output, plume_error *error);

PLUME_END

#endif
