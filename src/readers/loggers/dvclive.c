/* DVCLive's plots of a run (dvclive/plots/metrics/.../NAME.tsv): their time stamps bound
 * how long it took, and nothing tells more. */
#include <string.h>

#include "core/input/source_text.h"
#include "logs/times/figure_span.h"
#include "logs/reader.h"
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

/* "1790000000000\t3\t0.5": the step is behind the time. */
static plume_status take_line(plume_figure_times *out, plume_log *log, const char *line,
                              size_t length, uint64_t number, plume_error *error)
{
    size_t first = strcspn(line, "\t"), second;
    double t_ms, step;

    if (first >= length || !plume_number_parse(&t_ms, line, first)) {
        plume_log_note(log, PLUME_WARNING, number, "torn-row",
                       "a row does not begin with milliseconds");
        return PLUME_OK;
    }
    second = strcspn(line + first + 1, "\t");
    if (!plume_number_parse(&step, line + first + 1, second))
        step = 0.0;
    return plume_figure_times_take(out, t_ms, step, error);
}

static plume_status take_lines(plume_figure_times *out, plume_log *log,
                               plume_error *error)
{
    bool timed = true;

    while (timed) {
        const char *line;
        size_t length;
        uint64_t number;
        plume_status status =
            plume_source_line(plume_log_source(log), &line, &length, &number, error);

        if (status != PLUME_OK || line == NULL)
            return status;
        timed = number > 1 || strncmp(line, "step", 4) != 0;
        if (number == 1 || length == 0)
            continue;
        status = take_line(out, log, line, length, number, error);
        if (status != PLUME_OK)
            return status;
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

/* Of the figures of one run the one with the longest span stands, but one of the sampler,
 * which shows pauses, before any of the training. */
static double progress_of(const plume_run *run, bool sampled)
{
    static const double before_any_training_s = 1e9;

    return run->end_s - run->start_s + (sampled ? before_any_training_s : 0.0);
}

static plume_status push(plume_log *log, plume_figure_times *times, bool sampled,
                         plume_error *error)
{
    plume_text path, name, identity;
    plume_run run;
    plume_status status;

    plume_text_init(&path);
    plume_text_init(&name);
    plume_text_init(&identity);
    folder_of(&path, &name, plume_log_path(log));
    plume_text_printf(&identity, "dvclive %s", path.data);
    plume_run_init(&run);
    run.id = name.data;
    run.identity = identity.data;
    run.keys.clock = PLUME_CLOCK_ZONED;
    status = plume_figure_span_settle(
        &run, times, log, "DVCLive writes neither power, end nor state", error);
    run.progress = progress_of(&run, sampled);
    if (status == PLUME_OK)
        status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 0, error);
    plume_text_dispose(&path);
    plume_text_dispose(&name);
    plume_text_dispose(&identity);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    bool sampled = strstr(plume_log_path(log), "/plots/metrics/system/") != NULL;
    plume_figure_times times = { .count = 0 };
    plume_status status = plume_figure_times_begin(&times, sampled, error);

    if (status == PLUME_OK)
        status = take_lines(&times, log, error);
    if (status == PLUME_OK && times.count > 0)
        status = push(log, &times, sampled, error);
    plume_figure_times_dispose(&times);
    return status;
}

const plume_reader plume_reader_dvclive = {
    .name = "dvclive",
    .title = "DVCLive's plots of a run",
    .confidence = confidence,
    .marks = { "timestamp\tstep", "step\t" },
    .read = read,
};
