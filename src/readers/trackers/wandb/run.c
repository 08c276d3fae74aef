/* Takes records as they come, and settles how long a session ran from the signs of
 * life. */
#include "readers/trackers/wandb/run.h"

#include <math.h>
#include <string.h>

/* A runtime may be that much longer than what the records span. */
#define RUNTIME_SLACK_S 60.0

plume_status plume_wandb_run_init(plume_wandb_run *run, plume_log *log,
                                  plume_error *error)
{
    memset(run, 0, sizeof *run);
    run->log = log;
    plume_text_init(&run->id);
    plume_text_init(&run->project);
    plume_text_init(&run->group);
    plume_text_init(&run->job_type);
    plume_text_init(&run->name);
    plume_text_init(&run->sweep);
    plume_text_init(&run->host);
    plume_text_init(&run->tags);
    plume_wandb_about_init(&run->about);
    plume_wandb_program_init(&run->program);
    run->start_s = run->before_s = run->first_s = run->first_power_s = NAN;
    run->last_stats_s = run->last_sign_s = run->last_runtime_s = NAN;
    run->last_alive_s = NAN;
    run->exit_runtime_s = run->exit_last_s = NAN;
    plume_text_init(&run->board);
    run->power = plume_boards_new(plume_log_options(log));
    return run->power != NULL ? PLUME_OK : plume_fail_memory(error);
}

void plume_wandb_run_dispose(plume_wandb_run *run)
{
    plume_text_dispose(&run->id);
    plume_text_dispose(&run->project);
    plume_text_dispose(&run->group);
    plume_text_dispose(&run->job_type);
    plume_text_dispose(&run->name);
    plume_text_dispose(&run->sweep);
    plume_text_dispose(&run->host);
    plume_text_dispose(&run->tags);
    plume_wandb_about_dispose(&run->about);
    plume_wandb_program_dispose(&run->program);
    plume_text_dispose(&run->board);
    plume_boards_free(run->power);
}

static double larger(double a, double b)
{
    return a >= b || isnan(b) ? a : b;
}

/* --- taking records --- */

static void set_text(plume_text *text, plume_bytes told)
{
    if (told.length == 0)
        return;
    plume_text_clear(text);
    plume_text_add_n(text, (const char *)told.data, told.length);
}

/* A run is told again when it changes: the last word counts, but the first start. */
static bool take_run(plume_wandb_run *run, plume_bytes message)
{
    plume_wandb_run_message told;

    if (!plume_wandb_run_read(&told, message))
        return false;
    set_text(&run->id, told.id);
    set_text(&run->project, told.project);
    set_text(&run->group, told.group);
    set_text(&run->job_type, told.job_type);
    set_text(&run->name, told.name);
    set_text(&run->sweep, told.sweep);
    set_text(&run->host, told.host);
    set_text(&run->program.tag, told.tag);
    if (told.tag.length > 0) {
        plume_text_clear(&run->tags);
        plume_wandb_run_tags(&run->tags, message);
    }
    if (isnan(run->start_s))
        run->start_s = told.start_s;
    run->resumed = run->resumed || told.resumed;
    if (told.runtime_s > 0.0)
        run->before_s = told.runtime_s;
    return plume_wandb_program_config(&run->program, told.config);
}

static void saw(plume_wandb_run *run, double *last_s, double t_s)
{
    if (isnan(t_s))
        return;
    if (!(run->first_s <= t_s))
        run->first_s = t_s;
    if (!(*last_s >= t_s))
        *last_s = t_s;
}

static bool take_history(plume_wandb_run *run, plume_bytes message)
{
    plume_wandb_history told;

    if (!plume_wandb_history_read(&told, message))
        return false;
    saw(run, &run->last_sign_s, told.t_s);
    if (!(run->last_runtime_s >= told.runtime_s) && !isnan(told.runtime_s))
        run->last_runtime_s = told.runtime_s;
    return true;
}

static bool take_exit(plume_wandb_run *run, plume_bytes message)
{
    plume_wandb_exit told;

    if (!plume_wandb_exit_read(&told, message))
        return false;
    run->exited = true;
    run->exit_last_s = larger(run->last_stats_s, run->last_sign_s);
    run->exit_code = told.code;
    if (told.runtime_s > 0.0)
        run->exit_runtime_s = told.runtime_s;
    return true;
}

/* Boards of several nodes have the node's label behind their number. */
static plume_status take_reading(plume_wandb_run *run, double t_s,
                                 const plume_wandb_reading *reading, plume_error *error)
{
    plume_board_reading taken = { .figure = reading->of_process  ? PLUME_BOARD_USED
                                            : reading->is_energy ? PLUME_BOARD_JOULES
                                            : reading->is_use    ? PLUME_BOARD_PERCENT
                                                                 : PLUME_BOARD_WATTS,
                                  .value = reading->value };
    plume_status status;

    set_text(&run->board, reading->device);
    plume_text_add_n(&run->board, (const char *)reading->label.data,
                     reading->label.length);
    status = plume_text_status(&run->board, error);
    taken.board = run->board.data;
    return status == PLUME_OK ? plume_boards_take(run->power, t_s, taken, error) : status;
}

static plume_status take_stats(plume_wandb_run *run, plume_bytes message, bool *sound,
                               plume_error *error)
{
    plume_proto proto = plume_proto_open(message);
    double t_s = plume_wandb_stats_time(message);
    plume_wandb_reading reading;
    plume_status status = PLUME_OK;
    bool lives = false, uses_gpu = false;

    saw(run, &run->last_stats_s, t_s);
    while (status == PLUME_OK && plume_wandb_stats_next(&proto, &reading)) {
        bool of_gpu = reading.device.length > 0;

        lives = lives || !of_gpu;
        uses_gpu = uses_gpu || (of_gpu && reading.of_process);
        if (reading.is_power && isnan(run->first_power_s))
            run->first_power_s = t_s;
        if (of_gpu && !plume_log_is_survey(run->log))
            status = take_reading(run, t_s, &reading, error);
    }
    run->uses_gpu = run->uses_gpu || uses_gpu;
    if (lives && uses_gpu == run->uses_gpu)
        saw(run, &run->last_alive_s, t_s);
    *sound = !proto.bad;
    return status;
}

plume_status plume_wandb_run_take(plume_wandb_run *run, plume_bytes record, bool *sound,
                                  plume_error *error)
{
    plume_wandb_kind kind;
    plume_bytes message;

    *sound = plume_wandb_record_open(record, &kind, &message);
    if (!*sound)
        return PLUME_OK;
    switch (kind) {
    case PLUME_WANDB_RUN:
        *sound = take_run(run, message);
        break;
    case PLUME_WANDB_HISTORY:
        *sound = take_history(run, message);
        break;
    case PLUME_WANDB_OUTPUT:
        saw(run, &run->last_sign_s, plume_wandb_output_time(message));
        break;
    case PLUME_WANDB_EXIT:
        *sound = take_exit(run, message);
        break;
    case PLUME_WANDB_STATS:
        return take_stats(run, message, sound, error);
    case PLUME_WANDB_CONFIG:
        *sound = plume_wandb_program_config(&run->program, message);
        break;
    case PLUME_WANDB_ENVIRONMENT:
        *sound = plume_wandb_program_environment(&run->program, message);
        run->by_child = true;
        break;
    case PLUME_WANDB_OTHER:
        break;
    }
    return run->program.no_memory ? plume_fail_memory(error) : PLUME_OK;
}

/* --- time --- */

static double start_of(const plume_wandb_run *run)
{
    if (!isnan(run->start_s))
        return run->start_s;
    if (!isnan(plume_wandb_about_start(&run->about)))
        return plume_wandb_about_start(&run->about);
    return run->first_s;
}

double plume_wandb_run_before(const plume_wandb_run *run)
{
    return isnan(run->before_s) ? plume_wandb_about_before(&run->about) : run->before_s;
}

/* A runtime of all sessions, less those before this one. NAN when it cannot be one: more
 * than the records of this session span. */
static double own_runtime(const plume_wandb_run *run, double runtime_s, double start_s,
                          bool *differs)
{
    double span_s = larger(run->last_stats_s, run->last_sign_s) - start_s;
    double before_s = plume_wandb_run_before(run);

    if (!isnan(before_s) && runtime_s >= before_s)
        runtime_s -= before_s;
    if (runtime_s > span_s + RUNTIME_SLACK_S) {
        *differs = true;
        return NAN;
    }
    return runtime_s;
}

/* The runtime in an exit record is cut to whole seconds: its records go on into the next.
 */
static double uncut_s(const plume_wandb_run *run, double runtime_s, double start_s)
{
    double last_s = run->exit_last_s - start_s;

    if (runtime_s != floor(runtime_s) || !(last_s > runtime_s))
        return runtime_s;
    return fmin(last_s, runtime_s + 1.0);
}

static plume_wandb_time settled(plume_wandb_time time, double duration_s, const char *how)
{
    time.duration_s = duration_s;
    time.how = how;
    return time;
}

plume_wandb_time plume_wandb_run_time(const plume_wandb_run *run)
{
    plume_wandb_time time = { start_of(run), NAN, "", run->exited, false, false };
    double runtime_s = own_runtime(run, run->exit_runtime_s, time.start_s, &time.differs);
    double last_runtime_s = larger(run->last_runtime_s, run->about.last_runtime_s);

    if (!isnan(runtime_s))
        return settled(time, uncut_s(run, runtime_s, time.start_s), "its exit record");
    runtime_s = own_runtime(run, run->about.runtime_s, time.start_s, &time.differs);
    time.clean = run->exited || !isnan(run->about.runtime_s);
    if (!isnan(runtime_s))
        return settled(time, runtime_s, "the runtime in its summary");
    if (time.clean && larger(run->last_stats_s, run->last_sign_s) >= time.start_s)
        return settled(time, larger(run->last_stats_s, run->last_sign_s) - time.start_s,
                       "its last record");
    if (run->by_child && run->last_alive_s >= time.start_s &&
        !(run->last_sign_s > run->last_alive_s))
        return settled(time, run->last_alive_s - time.start_s,
                       "its last sample, which tells of its process");
    if (run->last_sign_s >= time.start_s)
        return settled(time, run->last_sign_s - time.start_s,
                       "its last output or logged figure");
    if (run->last_stats_s >= time.start_s)
        return settled(time, run->last_stats_s - time.start_s, "its last sample");
    time.least = !isnan(last_runtime_s);
    if (time.least && last_runtime_s >= plume_wandb_run_before(run))
        last_runtime_s -= plume_wandb_run_before(run);
    return settled(time, last_runtime_s,
                   time.least ? "the last figure that was logged" : "");
}
