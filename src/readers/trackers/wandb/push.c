/* A session of a W&B run as a run of Plume, with notes of what is odd about it. */
#include "readers/trackers/wandb/push.h"

#include <math.h>
#include <string.h>

#include "readers/trackers/wandb/run.h"
#include "logs/path.h"
#include "logs/power_trace.h"
#include "records/tags.h"
#include "readers/trackers/wandb/identity.h"
#include <plume/number.h>

/* Samples that go on for longer than this behind the last sign of a run are told. */
#define OUTLIVED_S 1.0

enum { INTERRUPTED = 255 }; /* exit code of a program that Ctrl-C ended */

/* A run on its way out. */
typedef struct making {
    const plume_wandb_run *from;
    plume_wandb_time time;
    plume_board_energy whole, window; /* of the trace; of the run's time */
    plume_run run;
    plume_text id, identity, covers, machine, devices, warnings, note, program, folder,
        tags;
} making;

static void making_init(making *m, const plume_wandb_run *from)
{
    memset(m, 0, sizeof *m);
    m->from = from;
    plume_run_init(&m->run);
    plume_text_init(&m->id);
    plume_text_init(&m->identity);
    plume_text_init(&m->covers);
    plume_text_init(&m->tags);
    plume_text_init(&m->machine);
    plume_text_init(&m->devices);
    plume_text_init(&m->warnings);
    plume_text_init(&m->note);
    plume_text_init(&m->program);
    plume_text_init(&m->folder);
}

static void making_dispose(making *m)
{
    plume_text_dispose(&m->id);
    plume_text_dispose(&m->identity);
    plume_text_dispose(&m->covers);
    plume_text_dispose(&m->tags);
    plume_text_dispose(&m->machine);
    plume_text_dispose(&m->devices);
    plume_text_dispose(&m->warnings);
    plume_text_dispose(&m->note);
    plume_text_dispose(&m->program);
    plume_text_dispose(&m->folder);
}

static plume_status making_status(const making *m, plume_error *error)
{
    const plume_text *const texts[] = { &m->id,      &m->identity, &m->covers,   &m->tags,
                                        &m->machine, &m->devices,  &m->warnings, &m->note,
                                        &m->program, &m->folder };
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < sizeof texts / sizeof texts[0]; i++)
        status = plume_text_status(texts[i], error);
    return status;
}

/* A note with its code among the run's warnings too. */
static void warn(making *m, plume_severity severity, const char *code,
                 const plume_text *message)
{
    plume_text_printf(&m->warnings, "%s%s", m->warnings.length > 0 ? " " : "", code);
    plume_log_note(m->from->log, severity, 0, code, "run %s: %s", m->id.data,
                   message->data);
}

static void warn_text(making *m, plume_severity severity, const char *code,
                      const char *message)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, message);
    warn(m, severity, code, &text);
    plume_text_dispose(&text);
}

/* --- who it is --- */

/* From the record, else from the name of run-<id>.wandb, else from the folder's. */
static void print_id(making *m)
{
    const char *path = plume_log_path(m->from->log);
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    const char *end = strstr(name, ".wandb");
    plume_text folder, start;

    plume_text_add(&m->id, m->from->id.data);
    if (m->id.length == 0 && end != NULL && end > name + 4 &&
        strncmp(name, "run-", 4) == 0)
        plume_text_add_n(&m->id, name + 4, (size_t)(end - name) - 4);
    plume_text_init(&folder);
    plume_text_init(&start);
    plume_path_folder(&folder, path, 1);
    if (strcmp(folder.data, "files") == 0) {
        plume_text_clear(&folder);
        plume_path_folder(&folder, path, 2);
    }
    if (m->id.length == 0)
        (void)plume_path_run(&start, &m->id, folder.data);
    plume_wandb_identity(&m->identity, m->id.data, m->time.start_s);
    if (m->id.length == 0)
        plume_text_add(&m->id, folder.length > 0 ? folder.data : name);
    plume_text_dispose(&start);
    plume_text_dispose(&folder);
}

static void set_role(making *m)
{
    const plume_wandb_run *from = m->from;
    plume_run *run = &m->run;

    if (from->sweep.length > 0) {
        run->role = PLUME_ROLE_SEARCH;
        return;
    }
    if (from->job_type.length > 0)
        (void)plume_role_find(&run->role, from->job_type.data);
}

/* Its samples may have been exported too. */
static void set_covers(making *m)
{
    double first_s = m->from->first_power_s;

    if (isnan(first_s))
        return;
    plume_trace_print_wandb(&m->covers, first_s);
    m->run.covers = m->covers.data;
}

/* The records know more than the small files, of which a copy may lack some. */
static void set_keys(making *m)
{
    const plume_wandb_run *from = m->from;
    const plume_wandb_program *program = &from->program;
    plume_run_keys *keys = &m->run.keys;

    plume_wandb_program_print(&m->program, program);
    keys->run = m->id.data;
    keys->run_tool = "wandb";
    keys->trial = m->id.data; /* Ray's callback gives a run the id of its trial */
    plume_path_beside(&m->folder, plume_log_path(from->log), "wandb",
                      program->folder.length > 0 ? program->folder.data
                                                 : from->about.folder.data);
    keys->folder = m->folder.data;
    keys->program = m->program.length > 0 ? m->program.data : from->about.program.data;
    keys->job = program->job.length > 0 ? program->job.data : from->about.job.data;
    keys->rank = program->rank;
    keys->number = plume_wandb_program_trial(program, from->name.data);
    if (!isnan(keys->number))
        keys->sweep = program->tag.data;
    keys->clock = PLUME_CLOCK_ZONED;
}

static void set_names(making *m)
{
    const plume_wandb_run *from = m->from;
    plume_run *run = &m->run;

    run->id = m->id.data;
    run->identity = m->identity.data;
    run->study = from->group.length > 0 ? from->group.data : from->project.data;
    run->owner.project = from->project.data;
    plume_text_add(&m->tags,
                   from->tags.length > 0 ? from->tags.data : from->about.tags.data);
    plume_tags_add(&m->tags, from->job_type.data, from->job_type.length);
    run->owner.tags = m->tags.data;
    run->name = from->name.length > 0 ? from->name.data : m->id.data;
    run->host = from->host.length > 0         ? from->host.data
                : from->about.host.length > 0 ? from->about.host.data
                                              : from->program.host.data;
    set_keys(m);
    run->device = from->about.device.length > 0 ? from->about.device.data
                                                : from->program.device.data;
    run->device_count = !isnan(from->about.device_count) ? from->about.device_count
                                                         : from->program.device_count;
    if (from->exited)
        run->state = from->exit_code == 0             ? PLUME_STATE_COMPLETE
                     : from->exit_code == INTERRUPTED ? PLUME_STATE_CANCELLED
                                                      : PLUME_STATE_FAILED;
}

/* --- energy --- */

static plume_status integrate(making *m, plume_error *error)
{
    const plume_boards *power = m->from->power;
    double to_s = m->time.clean || isnan(m->time.duration_s)
                      ? INFINITY
                      : m->time.start_s + m->time.duration_s;
    plume_status status = plume_boards_sum(&m->whole, power, -INFINITY, INFINITY, error);

    if (status == PLUME_OK)
        status = plume_boards_sum(&m->window, power, -INFINITY, to_s, error);
    return status;
}

/* Of several GPUs that were sampled the run may have used a part, and with a label after
 * them they are those of several nodes. */
static void set_devices(making *m)
{
    const plume_boards *power = m->from->power;

    if (!plume_boards_know_use(power) && plume_boards_devices(power) > 1)
        return;
    plume_boards_print(&m->devices, power, ",");
    if (strchr(m->devices.data, '/') == NULL)
        m->run.devices = m->devices.data;
}

static void set_energy(making *m)
{
    plume_boards_fill(&m->run, m->from->power, &m->window);
    if (!isnan(m->window.counted_j))
        m->window.energy_j = m->window.counted_j;
    if (plume_boards_devices(m->from->power) == 0)
        return;
    plume_text_printf(&m->machine, "%s GPU ", m->run.host);
    plume_boards_print(&m->machine, m->from->power, "+");
    set_devices(m);
    if (m->run.host[0] != '\0')
        m->run.machine = m->machine.data;
}

static void print_joules(plume_text *out, const plume_board_energy *energy)
{
    plume_number_fixed(out, energy->energy_j, 3);
    plume_text_add(out, " J over ");
    plume_number_fixed(out, energy->end_s - energy->start_s, 3);
    plume_text_add(out, " s");
}

static void print_note(making *m)
{
    if (m->time.how[0] != '\0')
        plume_text_printf(&m->note, "time by %s", m->time.how);
    if (isnan(m->whole.energy_j))
        return;
    plume_text_printf(&m->note, "%strace of GPU ", m->note.length > 0 ? "; " : "");
    plume_boards_print(&m->note, m->from->power, "+");
    plume_text_printf(&m->note, ": %llu samples, ", (unsigned long long)m->whole.samples);
    print_joules(&m->note, &m->whole);
}

/* --- what is odd --- */

static void tell_trace(making *m)
{
    double end_s = m->time.start_s + m->time.duration_s;
    plume_text text;

    if (m->time.clean || !(m->whole.end_s > end_s + OUTLIVED_S))
        return;
    plume_text_init(&text);
    plume_text_add(&text, "its samples go on for ");
    plume_number_fixed(&text, m->whole.end_s - end_s, 3);
    plume_text_add(&text, " s after its last sign of life: ");
    print_joules(&text, &m->whole);
    plume_text_add(&text, " in all, of which ");
    if (isnan(m->window.energy_j))
        plume_text_add(&text, "nothing was sampled in its time");
    else {
        print_joules(&text, &m->window);
        plume_text_add(&text, " count");
    }
    warn(m, PLUME_WARNING, "trace-outlives-run", &text);
    plume_text_dispose(&text);
}

static void tell_devices(making *m)
{
    size_t sampled = plume_boards_sampled(m->from->power);
    size_t used = plume_boards_devices(m->from->power);
    plume_text text;

    if (sampled < 2)
        return;
    plume_text_init(&text);
    if (!plume_boards_know_use(m->from->power)) {
        plume_text_printf(
            &text, "which of %zu GPUs it used is not told: all of them count", sampled);
        warn(m, PLUME_WARNING, PLUME_RUN_ALL_DEVICES, &text);
    } else if (used < sampled) {
        plume_text_printf(&text, "it used %zu of %zu GPUs: the others do not count", used,
                          sampled);
        warn(m, PLUME_INFO, "gpus-unused", &text);
    }
    plume_text_dispose(&text);
    plume_boards_tell_unused(&m->window, m->from->log, m->id.data);
}

static void tell_samples(making *m)
{
    plume_text text;

    plume_text_init(&text);
    if (m->window.dropped > 0) {
        plume_text_printf(&text, "%llu samples are no readings, or failed ones",
                          (unsigned long long)m->window.dropped);
        warn(m, PLUME_WARNING, "samples-dropped", &text);
    }
    plume_text_clear(&text);
    if (m->window.gap_s > 0.0) {
        plume_text_add(&text, "nothing was sampled for ");
        plume_number_fixed(&text, m->window.gap_s, 3);
        plume_text_printf(&text, " s within its trace (gaps: %s)",
                          plume_gaps_name(plume_log_options(m->from->log)->gaps));
        warn(m, PLUME_WARNING, "gaps", &text);
    }
    plume_text_dispose(&text);
}

static void tell_time(making *m)
{
    if (m->time.differs)
        warn_text(m, PLUME_WARNING, "runtime-differs",
                  "the runtime that it logged is longer than its records: it holds "
                  "earlier sessions and is not used");
    if (m->time.least)
        warn_text(m, PLUME_WARNING, PLUME_RUN_LEAST,
                  "only the time of the last figure that it logged is known: it ran at "
                  "least that long");
    if (isnan(m->time.duration_s))
        warn_text(m, PLUME_WARNING, "duration-unknown", "nothing tells how long it ran");
    if (m->from->resumed || !isnan(plume_wandb_run_before(m->from)))
        warn_text(m, PLUME_INFO, "resumed",
                  "it goes on with an earlier session, which is a run of its own");
    if (m->from->recorded && !m->from->exited)
        warn_text(m, PLUME_INFO, "not-ended",
                  "there is no record of its end: it was killed, or goes on");
}

plume_status plume_wandb_run_push(plume_wandb_run *run, plume_error *error)
{
    making m;
    plume_status status;

    making_init(&m, run);
    m.time = plume_wandb_run_time(run);
    print_id(&m);
    set_names(&m);
    set_covers(&m);
    m.run.start_s = m.time.start_s;
    m.run.duration_s = m.time.duration_s;
    m.run.end_s = m.time.start_s + m.time.duration_s;
    /* A .wandb file knows more than the small files of a copy. */
    m.run.progress = m.time.duration_s + (run->recorded ? 1.0 : 0.0);
    status = integrate(&m, error);
    if (status == PLUME_OK) {
        set_energy(&m);
        set_role(&m);
        tell_time(&m);
        tell_trace(&m);
        tell_devices(&m);
        tell_samples(&m);
        print_note(&m);
        m.run.warnings = m.warnings.data;
        m.run.note = m.note.data;
        status = making_status(&m, error);
    }
    if (status == PLUME_OK)
        status = plume_log_run(run->log, &m.run, 0, error);
    making_dispose(&m);
    return status;
}
