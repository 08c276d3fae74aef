/* DVCLive's plots of a run (dvclive/plots/metrics/.../NAME.tsv): their time stamps bound
 * how long it took, and nothing tells more. */
#include <math.h>
#include <string.h>

#include "core/input/source_text.h"
#include "core/number/units.h"
#include "logs/reader.h"
#include "logs/trial.h"
#include <plume/number.h>

static const char place[] = "/plots/metrics/";

/* The header is that of any figure, so where it lies is asked, too. */
static int confidence(const plume_head *head)
{
    size_t length = strlen(head->name);
    bool timed = strncmp(head->bytes, "timestamp\tstep\t", 15) == 0;

    bool placed = strstr(head->path, place) != NULL;

    if (length < 4 || strcmp(head->name + length - 4, ".tsv") != 0)
        return 0;
    if (!timed)
        return placed && strncmp(head->bytes, "step\t", 5) == 0 ? 60 : 0;
    return placed ? 90 : 55;
}

typedef struct span {
    double first_ms, last_ms;
} span;

static plume_status take_lines(span *out, plume_log *log, plume_error *error)
{
    bool timed = true;

    while (timed) {
        const char *line;
        size_t length, first;
        uint64_t number;
        double t_ms;
        plume_status status =
            plume_source_line(plume_log_source(log), &line, &length, &number, error);

        if (status != PLUME_OK || line == NULL)
            return status;
        first = strcspn(line, "\t");
        timed = number > 1 || strncmp(line, "step", 4) != 0;
        if (number == 1 || length == 0)
            continue;
        if (first >= length || !plume_number_parse(&t_ms, line, first)) {
            plume_log_note(log, PLUME_WARNING, number, "torn-row",
                           "a row does not begin with milliseconds");
            continue;
        }
        out->first_ms = fmin(out->first_ms, t_ms);
        out->last_ms = fmax(out->last_ms, t_ms);
    }
    plume_log_note(log, PLUME_INFO, 0, "no-time",
                   "DVCLive stamps its figures only where log_metric is given "
                   "timestamp=True: these have no time, and no run comes of them");
    return PLUME_OK;
}

/* The folder of the run, above "/plots/metrics/": all of its figures are of one run. */
static void folder_of(plume_text *path, plume_text *name, const char *log)
{
    const char *end = strstr(log, place), *begin;

    for (const char *next = end; next != NULL; next = strstr(next + 1, place))
        end = next;
    if (end == NULL)
        end = strrchr(log, '/');
    if (end == NULL)
        return;
    plume_text_add_n(path, log, (size_t)(end - log));
    for (begin = end; begin > log && begin[-1] != '/';)
        begin--;
    plume_text_add_n(name, begin, (size_t)(end - begin));
}

/* Of the figures of one run the one with the longest span stands. */
static plume_status read(plume_log *log, plume_error *error)
{
    span time = { NAN, NAN };
    plume_text path, name, identity;
    plume_run run;
    plume_status status = take_lines(&time, log, error);

    if (status != PLUME_OK || isnan(time.first_ms))
        return status;
    plume_text_init(&path);
    plume_text_init(&name);
    plume_text_init(&identity);
    folder_of(&path, &name, plume_log_path(log));
    plume_text_printf(&identity, "dvclive %s", path.data);
    plume_run_init(&run);
    run.id = name.data;
    run.identity = identity.data;
    run.start_s = time.first_ms / MILLISECONDS_PER_SECOND;
    run.end_s = time.last_ms / MILLISECONDS_PER_SECOND;
    run.duration_s = run.end_s - run.start_s;
    run.keys.clock = PLUME_CLOCK_ZONED;
    run.warnings = "span-of-figures";
    if (!plume_settle_written_at_once(&run, log))
        plume_log_note(log, PLUME_ASSUMED, 0, "span-of-figures",
                       "the duration is the time from the first to the last figure; "
                       "DVCLive writes neither power, end nor state");
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 0, error);
    plume_text_dispose(&path);
    plume_text_dispose(&name);
    plume_text_dispose(&identity);
    return status;
}

const plume_reader plume_reader_dvclive = {
    .name = "dvclive",
    .title = "DVCLive's plots of a run",
    .confidence = confidence,
    .marks = { "timestamp\tstep", "step\t" },
    .read = read,
};
