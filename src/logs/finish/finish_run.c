/* What every run passes between its reader and what counts it: options, cleaning, place,
 * shares of a device, and whether its figures can be. */
#include "logs/internal.h"

#include <math.h>
#include <string.h>

#include "core/hash.h"
#include "core/number/units.h"
#include "records/device_share.h"

/* What the user says over the log, and what the log does not say. */
static void apply_options(const plume_log_setting *setting, plume_run *run)
{
    const plume_input_options *options = setting->options;

    if (run->host[0] == '\0' && setting->host != NULL)
        run->host = setting->host;
    if (run->device[0] == '\0')
        run->device = options->device;
    if (run->study[0] == '\0')
        run->study = options->study;
    if (isnan(run->device_count))
        run->device_count = options->device_count;
}

static void set_role(plume_log *log, plume_run *run)
{
    bool by_hand = strcmp(log->setting->reader->name, "tidy") == 0;
    const char *path = log->setting->source != NULL
                           ? plume_source_path(log->setting->source)
                           : plume_log_shown_path(log);

    plume_run_role_set(run, log->setting->options, path, &log->path_role, by_hand);
    if (log->role_told || run->role == PLUME_ROLE_UNKNOWN ||
        !plume_role_is_guessed(run->role_source))
        return;
    plume_log_note(log, PLUME_ASSUMED, run->origin.line, "role-guessed",
                   "roles are guessed from words of names; `plume roles` lists them");
    log->role_told = true;
}

static plume_status share_device(plume_log *log, plume_run *run, uint64_t line,
                                 plume_error *error)
{
    plume_text note;

    plume_text_init(&note);
    if (plume_device_share_take(run, &log->whole, &note))
        plume_log_note(log, PLUME_INFO, line, "device-share", "%s", note.data);
    plume_text_dispose(&note);
    return plume_text_status(&log->whole, error);
}

/* A state or province that a log names is the place, not its country. */
static void find_place(const plume_log *log, plume_run *run)
{
    plume_place_finder places = log->setting->places;
    const char *code;

    if (places.find == NULL)
        return;
    code = places.find(places.state, run);
    if (code[0] != '\0')
        run->location = code;
}

/* lasted_s: the time that its energy is of. */
static void doubt(plume_log *log, plume_run *run, const plume_run_kind *kind,
                  double lasted_s)
{
    plume_notes *notes = plume_log_notes(log);
    const char *path = plume_log_shown_path(log);
    uint64_t line = run->origin.line;
    double duration_s = run->duration_s;

    run->duration_s = lasted_s;
    if (kind != NULL)
        plume_ratings_doubt_rated(kind->device_w, kind->processor_w, run, path, line,
                                  notes);
    else if (log->setting->pass == PLUME_PASS_READ || plume_log_is_ahead(log))
        plume_ratings_doubt(&log->ratings, run, path, line, notes);
    run->duration_s = duration_s;
}

/* Of all that runs of a kind agree in, as they leave the log. Never 0. */
static uint64_t symbol_of(const plume_run *run)
{
    const char *const texts[] = { run->device,       run->compute.processor,
                                  run->location,     run->provider,
                                  run->region,       run->study,
                                  run->tool_version, run->origin.reader,
                                  run->origin.path };
    uint64_t hash = 4;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        hash = plume_hash64(texts[i], strlen(texts[i]), hash);
    return hash | 1;
}

/* What was found for the run serves all of its kind, if its texts stayed as they were but
 * for the place. */
static void keep_kind(plume_log *log, const plume_run_texts *given, const plume_run *run)
{
    plume_run_kind kind = { .symbol = symbol_of(run),
                            .place =
                                run->location != given->location ? run->location : "" };

    if (!plume_run_texts_stayed(given, run) || plume_log_notes(log) == NULL ||
        plume_run_is_simulated(run) ||
        (log->setting->pass != PLUME_PASS_READ && !plume_log_is_ahead(log)))
        return;
    plume_ratings_of(&log->ratings, run, &kind.device_w, &kind.processor_w);
    plume_run_kinds_keep(&log->kinds, given, &kind);
}

static void note_cleaned(plume_log *log, uint64_t line)
{
    if (!log->cleaned_told)
        plume_log_note(log, PLUME_INFO, line, "text-cleaned",
                       "control characters or invalid bytes were removed from text");
    log->cleaned_told = true;
}

/* Place, share and ratings are found once for all runs of a log that agree in the texts
 * which decide on them. */
static plume_status finish(plume_log *log, plume_run *run, double lasted_s, bool *changed,
                           plume_error *error)
{
    plume_run_texts given = plume_run_texts_of(run);
    const plume_run_kind *kind = plume_run_kinds_find(log->kinds, run->kind, &given);
    plume_status status =
        plume_run_check_sanitize(log->check, run, kind != NULL, changed, error);
    bool clean = kind == NULL && run->location == given.location &&
                 plume_run_texts_stayed(&given, run);

    run->kind = kind != NULL ? kind->symbol : 0;
    if (status == PLUME_OK && kind == NULL) {
        find_place(log, run);
        status = share_device(log, run, run->origin.line, error);
    } else if (status == PLUME_OK && kind->place[0] != '\0') {
        run->location = kind->place;
    }
    if (status != PLUME_OK)
        return status;
    doubt(log, run, kind, lasted_s);
    if (clean)
        keep_kind(log, &given, run);
    return PLUME_OK;
}

plume_status plume_log_finish_run(plume_log *log, plume_run *run, uint64_t line,
                                  double lasted_s, plume_error *error)
{
    bool changed = false;
    plume_status status;

    run->origin.path = log->summing && log->setting->part.trace != NULL
                           ? log->setting->part.path
                           : plume_log_shown_path(log);
    run->origin.line = line;
    run->origin.reader = log->setting->reader->name;
    if (run->keys.clock == PLUME_CLOCK_UNKNOWN)
        run->keys.clock = log->naive ? PLUME_CLOCK_NAIVE : PLUME_CLOCK_ZONED;
    if (log->minutes)
        run->keys.resolution_s = SECONDS_PER_MINUTE;
    apply_options(log->setting, run);
    set_role(log, run);
    status = finish(log, run, lasted_s, &changed, error);
    if (changed)
        note_cleaned(log, line);
    return status;
}
