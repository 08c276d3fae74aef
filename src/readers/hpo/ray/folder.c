/* Reads the two forms of a trial's results, and pushes the one that goes further. */
#include "readers/hpo/ray/folder.h"

#include <math.h>

#include "logs/event_files.h"
#include "logs/path.h"
#include "readers/hpo/ray/config.h"
#include "readers/hpo/ray/place.h"
#include "readers/hpo/ray/progress_rows.h"
#include "readers/hpo/ray/result_lines.h"

static plume_status read_form(plume_ray_trial *trial, plume_ray_form form,
                              plume_source_stream *source, const plume_ray_place *place,
                              plume_error *error)
{
    if (form == PLUME_RAY_RESULT)
        return plume_ray_results_read(trial, source, place, error);
    return plume_ray_progress_read(trial, source, place, error);
}

/* A companion in one form. What is wrong with it as a whole is a note. */
static plume_status read_companion(plume_ray_trial *trial, plume_ray_form form,
                                   plume_ray_place *place, bool *found,
                                   plume_error *error)
{
    plume_error inner = { .status = PLUME_OK };
    plume_source_stream *source = NULL;
    plume_text path;
    plume_status status;

    place->name = form == PLUME_RAY_RESULT ? "result.json" : "progress.csv";
    plume_text_init(&path);
    plume_text_printf(&path, "%s%s", place->prefix, place->name);
    status = plume_text_status(&path, error);
    if (status == PLUME_OK)
        status = plume_log_companion(place->log, path.data, &source, error);
    if (status == PLUME_OK && source != NULL) {
        *found = true;
        if (read_form(trial, form, source, place, &inner) == PLUME_ERR_MEMORY)
            status = plume_fail_memory(error);
        else if (inner.status != PLUME_OK)
            plume_log_note(place->log, PLUME_WARNING, 0, "companion-damaged", "%s: %s",
                           path.data, inner.message);
    }
    plume_source_close(source);
    plume_text_dispose(&path);
    return status;
}

static plume_status add_params(plume_ray_trial *trial, plume_log *log, const char *prefix,
                               plume_error *error)
{
    double gpus;
    plume_status status = plume_ray_params_gpus(&gpus, log, prefix, error);

    /* The results' own configuration has the defaults filled in. */
    if (isnan(trial->gpus))
        trial->gpus = gpus;
    return status;
}

plume_status plume_ray_folder_below(plume_ray_trial *trial, plume_log *log,
                                    const char *prefix, bool *found, plume_error *error)
{
    plume_ray_place place = { log, prefix, "" };
    plume_ray_trial other;
    plume_status status;

    *found = false;
    plume_ray_trial_init(&other);
    status = read_companion(trial, PLUME_RAY_RESULT, &place, found, error);
    if (status == PLUME_OK)
        status = read_companion(&other, PLUME_RAY_PROGRESS, &place, found, error);
    plume_ray_prefer(trial, &other, log);
    if (status == PLUME_OK && *found)
        status = add_params(trial, log, prefix, error);
    if (status == PLUME_OK && *found)
        status = plume_claim_events(log, prefix, error);
    return status;
}

/* --- a trial that is a log --- */

static plume_status push(const plume_ray_trial *trial, plume_log *log, plume_error *error)
{
    plume_ray_about about = { "", "", "", PLUME_STATE_UNKNOWN, "", NAN, NAN, NAN, NULL };
    plume_text folder, study;
    plume_status status;

    plume_text_init(&folder);
    plume_text_init(&study);
    plume_path_folder(&folder, plume_log_path(log), 1);
    plume_path_folder(&study, plume_log_path(log), 2);
    about.folder = folder.data;
    about.study = study.data;
    status = plume_text_status(&folder, error);
    if (status == PLUME_OK)
        status = plume_text_status(&study, error);
    if (status == PLUME_OK)
        status = plume_ray_trial_push(trial, &about, log, error);
    plume_text_dispose(&study);
    plume_text_dispose(&folder);
    return status;
}

/* A file that ends in the middle of a quoted cell is one damaged record. */
static plume_status read_own(plume_ray_trial *trial, plume_ray_form form,
                             const plume_ray_place *own, plume_error *error)
{
    plume_error inner = { .status = PLUME_OK };
    plume_status status = read_form(trial, form, plume_log_source(own->log), own, &inner);

    if (status == PLUME_ERR_SYNTAX && trial->results > 0) {
        plume_ray_damaged(own, inner.line, "torn-row", inner.message);
        return PLUME_OK;
    }
    if (status != PLUME_OK && error != NULL)
        *error = inner;
    return status;
}

/* result.json and progress.csv hold the same results; the one that goes on longer is
 * taken, since a trial that is killed may tear either. TensorBoard's event files of
 * the trial are claimed, or they would count again. */
plume_status plume_ray_folder_log(plume_log *log, plume_ray_form form, plume_error *error)
{
    plume_ray_place own = { log, NULL, "" }, beside = { log, "", "" };
    plume_ray_trial trial, other;
    bool found;
    plume_status status;

    plume_ray_trial_init(&trial);
    plume_ray_trial_init(&other);
    status = read_own(&trial, form, &own, error);
    if (status == PLUME_OK && form == PLUME_RAY_RESULT)
        status = read_companion(&other, PLUME_RAY_PROGRESS, &beside, &found, error);
    plume_ray_prefer(&trial, &other, log);
    if (status == PLUME_OK && trial.results > 0)
        status = add_params(&trial, log, "", error);
    if (status == PLUME_OK && trial.results > 0)
        status = plume_claim_events(log, "", error);
    if (status == PLUME_OK && trial.results > 0)
        status = push(&trial, log, error);
    plume_ray_trial_dispose(&trial);
    return status;
}
