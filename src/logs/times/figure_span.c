/* Settles the time of a run by its figures alone: their span, less what was a pause. */
#include "logs/times/figure_span.h"

#include <math.h>

#include "core/number/units.h"
#include "logs/trial.h"
#include <plume/number.h>

static double last_ms(const plume_figure_times *times)
{
    double last = NAN;

    for (size_t i = 0; i < times->count; i++)
        last = fmax(last, times->at[i].ms);
    return last;
}

/* Of a silence that may have been a pause, too, nobody knows whether it was one. */
static void tell_pauses(plume_log *log, const plume_run *run, const plume_pauses *pauses)
{
    plume_text text;

    plume_text_init(&text);
    if (pauses->count > 0) {
        plume_number_significant(
            &text, plume_pauses_sum_ms(pauses) / MILLISECONDS_PER_SECOND, 4);
        plume_log_note(log, PLUME_ASSUMED, 0, "resumed",
                       "run %s stood still by the times of its figures, and was resumed: "
                       "the pauses, %s s, do not count",
                       run->id, text.data);
    }
    plume_text_clear(&text);
    if (pauses->doubtful_ms > 0.0) {
        plume_number_significant(&text, pauses->doubtful_ms / MILLISECONDS_PER_SECOND, 4);
        plume_log_note(log, PLUME_WARNING, 0, "resumed-perhaps",
                       "run %s logged nothing for far longer than between its other "
                       "figures, for %s s: it may have been stopped and resumed; this "
                       "time counts",
                       run->id, text.data);
    }
    plume_text_dispose(&text);
}

plume_status plume_figure_span_settle(plume_run *run, plume_figure_times *times,
                                      plume_log *log, const char *why, plume_error *error)
{
    double first = plume_figure_times_first_ms(times), last = last_ms(times);
    plume_pauses pauses;
    plume_status status =
        plume_figure_times_pauses(&pauses, times, first, last, NAN, error);

    if (status != PLUME_OK)
        return status;
    run->start_s = first / MILLISECONDS_PER_SECOND;
    run->end_s = last / MILLISECONDS_PER_SECOND;
    run->duration_s =
        (last - first - plume_pauses_sum_ms(&pauses)) / MILLISECONDS_PER_SECOND;
    run->warnings = isnan(run->duration_s) ? "span-of-figures duration-unknown"
                                           : "span-of-figures " PLUME_RUN_LEAST;
    if (plume_settle_written_at_once(run, log))
        return PLUME_OK;
    plume_log_note(log, PLUME_ASSUMED, 0, "span-of-figures",
                   "the duration is the time from the first to the last figure: %s", why);
    tell_pauses(log, run, &pauses);
    return PLUME_OK;
}
