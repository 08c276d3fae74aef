/* dcgmi dmon: a table of blanks whose first column, the entity, takes two words of a row;
 * its header is repeated; it has no times. */
#include <stdio.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/rounds.h"
#include "logs/power/cell.h"
#include "logs/power/line.h"
#include "logs/power_trace.h"
#include <plume/number.h>

static const char wanted_row[] = "row of dcgmi dmon";

/* "#Entity POWER TOTEC", in older versions "# Entity POWER TOTEC". */
static bool is_names(const char *text, size_t length, plume_line_words *names)
{
    size_t mark = 0;

    while (mark < length && strchr("# \t", text[mark]) != NULL)
        mark++;
    if (length == 0 || text[0] != '#')
        return false;
    plume_line_words_split(names, text + mark, length - mark, false);
    return plume_line_words_is(names, 0, "Entity");
}

static int confidence(const plume_head *head)
{
    const char *text;
    size_t at = 0, length;
    plume_line_words names;

    for (int i = 0; i < 16 && plume_head_line(head, &at, &text, &length); i++)
        if (is_names(text, length, &names))
            return 95;
    return 0;
}

/* --- reading --- */

typedef struct reading {
    plume_log *log;
    size_t watts, counter, busy; /* words behind the entity; SIZE_MAX: not there */
    size_t count;                /* of words in a row */
    bool bound, any_parent;
    uint64_t instances, first_instance_line;
    plume_power_rounds rounds;
} reading;

static plume_status bind(reading *dmon, const plume_line_words *names, uint64_t line,
                         plume_error *error)
{
    dmon->watts = plume_line_words_find(names, "POWER");
    if (dmon->watts == SIZE_MAX)
        dmon->watts = plume_line_words_find(names, "POWINST");
    dmon->counter = plume_line_words_find(names, "TOTEC");
    dmon->busy = plume_line_words_find(names, "GPUTL");
    dmon->count = names->count + 1;
    dmon->bound = true;
    if (dmon->watts == SIZE_MAX && dmon->counter == SIZE_MAX) {
        plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(dmon->log), line, 0,
                      "there is neither a column POWER nor a column TOTEC");
        plume_hint(error, "log with `dcgmi dmon -e 155,156`");
        return PLUME_ERR_MISSING;
    }
    return plume_power_need_interval(dmon->log, line, "", error);
}

/* The word of a row under a name: the entity takes one more than its name. */
static bool cell(const plume_line_words *row, size_t name, const char **text,
                 size_t *length)
{
    if (name == SIZE_MAX || name + 1 >= row->count || name + 1 >= PLUME_WORDS_MAX)
        return false;
    *text = row->at[name + 1];
    *length = row->length[name + 1];
    return true;
}

static plume_status describe(plume_log *log, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.relative = true;
    return plume_log_trace(log, &about, error);
}

/* false: the line was rejected. */
static bool take_figures(reading *dmon, const plume_line_words *row,
                         plume_power_sample *sample, uint64_t line)
{
    const char *text;
    size_t length;

    if (cell(row, dmon->watts, &text, &length) &&
        !plume_power_cell_watts(&sample->watts, text, length)) {
        plume_power_bad_value(dmon->log, (plume_power_place){ line, dmon->watts + 1 },
                              text, length, "power in watts");
        return false;
    }
    if (cell(row, dmon->counter, &text, &length) &&
        !plume_power_cell_is_missing(text, length)) {
        if (!plume_number_parse(&sample->counter_j, text, length)) {
            plume_power_bad_value(dmon->log,
                                  (plume_power_place){ line, dmon->counter + 1 }, text,
                                  length, "energy in millijoules");
            return false;
        }
        sample->counter_j /= MILLIJOULES_PER_JOULE;
    }
    if (cell(row, dmon->busy, &text, &length))
        sample->utilization = plume_power_cell_share(text, length);
    return true;
}

static plume_status take_gpu(reading *dmon, const plume_line_words *row, uint64_t line,
                             plume_error *error)
{
    plume_power_sample sample;
    plume_status status;
    char device[32];

    plume_power_sample_init(&sample);
    snprintf(device, sizeof device, "%.*s",
             (int)(row->length[1] < 31 ? row->length[1] : 31), row->at[1]);
    sample.device = device;
    dmon->any_parent = true;
    if (!take_figures(dmon, row, &sample, line))
        return PLUME_OK;
    status = plume_power_rounds_next(&dmon->rounds, &sample,
                                     plume_log_options(dmon->log)->interval_s, error);
    if (status == PLUME_OK)
        status = describe(dmon->log, error);
    return status == PLUME_OK ? plume_log_sample(dmon->log, &sample, line, error)
                              : status;
}

/* "GPU-I 3", "GPU-CI 0": parts of a GPU, whose draw is in that of the GPU. */
static bool is_instance(const plume_line_words *row)
{
    return row->length[0] > 4 && strncmp(row->at[0], "GPU-", 4) == 0;
}

/* GPU instances (MIG) are told once: their draw is inside that of their GPU. */
static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *dmon = state;
    plume_line_words row;

    if (is_names(text, length, &row))
        return bind(dmon, &row, line, error);
    plume_line_words_split(&row, text, length, false);
    if (row.count == 0 || row.at[0][0] == '#' || plume_line_words_is(&row, 0, "ID"))
        return PLUME_OK;
    if (dmon->bound && row.count == dmon->count && row.count <= PLUME_WORDS_MAX) {
        if (plume_line_words_is(&row, 0, "GPU"))
            return take_gpu(dmon, &row, line, error);
        if (is_instance(&row)) {
            dmon->first_instance_line =
                dmon->instances++ == 0 ? line : dmon->first_instance_line;
            return PLUME_OK;
        }
    }
    plume_power_torn(dmon->log, line, text, length, wanted_row);
    return PLUME_OK;
}

static plume_status finish(const reading *dmon, plume_error *error)
{
    if (!dmon->bound)
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(dmon->log), 1, 0,
                             "there is no header of dcgmi dmon");
    if (dmon->instances == 0)
        return PLUME_OK;
    if (dmon->any_parent) {
        plume_log_note(dmon->log, PLUME_INFO, dmon->first_instance_line,
                       "instances-left-out",
                       "%llu rows of MIG instances are left out: what they draw is in "
                       "their GPU's",
                       (unsigned long long)dmon->instances);
        return PLUME_OK;
    }
    plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(dmon->log),
                  dmon->first_instance_line, 0,
                  "there are only MIG instances, and no GPU that they are part of");
    plume_hint(error, "power is measured for a GPU as a whole: log it too, as in `dcgmi "
                      "dmon -i 0 -e 155,156`");
    return PLUME_ERR_MISSING;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading dmon = { .log = log };
    plume_status status = plume_log_lines(log, take_line, &dmon, error);

    plume_power_rounds_dispose(&dmon.rounds);
    return status == PLUME_OK ? finish(&dmon, error) : status;
}

const plume_reader plume_reader_dcgm_dmon = {
    .name = "dcgm_dmon",
    .title = "dcgmi dmon",
    .confidence = confidence,
    .marks = { "Entity" },
    .read = read,
};
