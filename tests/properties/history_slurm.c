/* Attempts of jobs as sacct -D prints them: other jobs between them, with and without
 * Start, suspended time as a column or as what Elapsed lacks. */
#include "properties/histories.h"

#include "properties/logs.h"

#include <stdio.h>

/* Which columns an export has. */
typedef enum columns { WITH_ELAPSED, WITH_SUSPENDED, WITHOUT_START, COLUMNS } columns;

static const char *const headers[COLUMNS] = {
    "JobID|State|Start|End|ElapsedRaw|NodeList|AllocTRES\n",
    "JobID|State|Start|End|Suspended|NodeList|AllocTRES\n",
    "JobID|State|Elapsed|NodeList|AllocTRES\n",
};

static void add_clock(plume_text *text, int seconds)
{
    plume_text_printf(text, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60,
                      seconds % 60);
}

static const char *state_of(const history *of, int attempt, chance *by)
{
    static const char *const again[] = { "REQUEUED", "PREEMPTED", "NODE_FAIL" };
    static const char *const ends[ENDING_COUNT] = { "COMPLETED", "FAILED",
                                                    "CANCELLED by 1000" };

    return attempt < of->sessions - 1 ? again[chance_of(by, 3)]
                                      : ends[of->session[attempt].how];
}

static void add_times(plume_text *text, const session *one, columns which)
{
    int wall_s = (int)one->length_s, active_s = wall_s - (int)one->suspended_s;

    if (which != WITHOUT_START) {
        logs_stamp(text, one->start_s, 'T');
        plume_text_add(text, "|");
        logs_stamp(text, (double)(int64_t)one->start_s + wall_s, 'T');
        plume_text_add(text, "|");
    }
    if (which == WITH_ELAPSED)
        plume_text_printf(text, "%d", active_s);
    else
        add_clock(text, which == WITH_SUSPENDED ? (int)one->suspended_s : active_s);
}

static void add_rows(plume_text *text, const history *of, int job, int attempt,
                     columns which, chance *by)
{
    const char *state = state_of(of, attempt, by);
    bool has_batch = chance_is(by, 0.5);

    for (int row = 0; row < 1 + has_batch; row++) {
        plume_text_printf(text, "%d%s|%s|", 700 + job, row > 0 ? ".batch" : "",
                          row > 0 ? "COMPLETED" : state);
        add_times(text, &of->session[attempt], which);
        plume_text_printf(text, "|n%d|gres/gpu=1,node=1\n", attempt);
    }
}

/* The scheduler knows each end. */
span history_slurm(const histories *from, chance *by, const char *folder)
{
    columns which = (columns)chance_of(by, COLUMNS);
    span all = { 0.0, 0.0 };
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, headers[which]);
    for (int attempt = 0; attempt < SESSIONS_MOST; attempt++)
        for (int job = 0; job < from->runs; job++) {
            const history *of = &from->run[job];

            if (attempt >= of->sessions)
                continue;
            add_rows(&text, of, job, attempt, which, by);
            all.least_s += (int)of->session[attempt].length_s -
                           (int)of->session[attempt].suspended_s;
        }
    logs_put(folder, "jobs.psv", text.data, text.length);
    plume_text_dispose(&text);
    all.most_s = all.least_s;
    return all;
}
