/* trainer_state.json of the Hugging Face Trainer: the operations of a training, and its
 * time only where it came to its end. */
#include "core/hash.h"
#include "logs/whole_document.h"
#include "logs/path.h"
#include "logs/reader.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

enum { BYTES_MAX = 256 << 20 };

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");
    bool named = strcmp(head->name, "trainer_state.json") == 0;

    if (*start != '{')
        return 0;
    if (strstr(start, "\"log_history\"") != NULL &&
        (named || strstr(start, "\"global_step\"") != NULL))
        return 95;
    return named ? 60 : 0;
}

/* The first entry is that of every later checkpoint of one training. */
static void identify(plume_text *identity, const plume_value *root)
{
    plume_text first;

    plume_text_init(&first);
    plume_json_print(&first, plume_value_at(plume_value_get(root, "log_history"), 0),
                     true);
    plume_json_print(&first, plume_value_get(root, "max_steps"), true);
    plume_json_print(&first, plume_value_get(root, "trial_name"), true);
    plume_text_printf(identity, "hf trainer %016llx",
                      (unsigned long long)plume_hash64(first.data, first.length, 7));
    if (first.status != PLUME_OK)
        identity->status = first.status;
    plume_text_dispose(&first);
}

/* Of the last entry that has it: a training that came to its end. */
static double runtime_s(const plume_value *history)
{
    double found_s = NAN;

    for (size_t i = 0; i < plume_value_count(history); i++) {
        double s = plume_value_number(
            plume_value_get(plume_value_at(history, i), "train_runtime"));

        if (!isnan(s))
            found_s = s;
    }
    return found_s;
}

static bool is_evaluation(const char *key)
{
    static const char before[] = "eval_", after[] = "_runtime";
    size_t length = strlen(key);

    return length >= sizeof "eval_runtime" - 1 &&
           strncmp(key, before, sizeof before - 1) == 0 &&
           strcmp(key + length - (sizeof after - 1), after) == 0;
}

/* Of all evaluations: "eval_runtime", or of several sets "eval_SET_runtime". */
static double evaluations_s(const plume_value *history)
{
    double sum_s = 0.0;

    for (size_t i = 0; i < plume_value_count(history); i++) {
        const plume_value *entry = plume_value_at(history, i);

        for (size_t k = 0; k < plume_value_count(entry); k++) {
            double s = plume_value_number(plume_value_at(entry, k));

            if (is_evaluation(plume_value_key_at(entry, k)) && s > 0.0)
                sum_s += s;
        }
    }
    return sum_s;
}

/* Since 5.0 train_steps_per_second is of the last session alone, and so is train_runtime:
 * together they make fewer steps than were done. */
static void lengthen(plume_log *log, plume_run *run, const plume_value *root)
{
    const plume_value *history = plume_value_get(root, "log_history");
    const plume_value *last = plume_value_at(
        history, plume_value_count(history) > 0 ? plume_value_count(history) - 1 : 0);
    double rate = plume_value_number(plume_value_get(last, "train_steps_per_second"));
    double steps = plume_value_number(plume_value_get(root, "global_step"));

    if (!(rate > 0.0) || !(rate * run->duration_s < steps - 1.0))
        return;
    plume_log_note(
        log, PLUME_WARNING, 0, "resumed",
        "train_runtime (%.4g s) is that of the last of several sessions: at its "
        "pace the %.0f steps took %.4g s, which is an estimate and leaves out "
        "steps that were done again",
        run->duration_s, steps, steps / rate);
    run->duration_s = steps / rate;
    run->warnings = "resumed";
}

/* After a resume train_runtime is that of the last session alone, but the history is that
 * of all: evaluations that took longer prove it. */
static void raise_to_evaluations(plume_log *log, plume_run *run,
                                 const plume_value *history)
{
    double sum_s = evaluations_s(history);

    if (!(sum_s > run->duration_s))
        return;
    plume_log_note(log, PLUME_WARNING, 0, "time-of-evaluations",
                   "the evaluations took %.0f s, longer than train_runtime (%.0f s): the "
                   "training was resumed, or evaluated afterwards, and its time is a "
                   "lower bound",
                   sum_s, run->duration_s);
    run->duration_s = sum_s;
}

static void add_notes(plume_log *log, const plume_run *run)
{
    if (isnan(run->duration_s))
        plume_log_note(log, PLUME_WARNING, 0, "no-time",
                       "the training did not come to its end in this file, so it has no "
                       "train_runtime: only its operations are known");
    if (!isnan(run->flops))
        plume_log_note(log, PLUME_ASSUMED, 0, "flops-of-trainer",
                       "total_flos is the Trainer's 6 x parameters x tokens, over all "
                       "devices: wrong for LoRA and mixtures of experts, and without the "
                       "evaluations");
    else
        plume_log_note(log, PLUME_WARNING, 0, "no-flops",
                       "there is no total_flos above 0: the work is not known");
}

static void fill(plume_run *run, const plume_value *root)
{
    double steps = plume_value_number(plume_value_get(root, "global_step"));
    double steps_max = plume_value_number(plume_value_get(root, "max_steps"));

    run->flops = plume_value_number(plume_value_get(root, "total_flos"));
    if (!(run->flops > 0))
        run->flops = NAN;
    run->duration_s = runtime_s(plume_value_get(root, "log_history"));
    run->objective = plume_value_number(plume_value_get(root, "best_metric"));
    run->progress = steps;
    if (!isnan(run->duration_s) || (steps >= steps_max && steps_max > 0))
        run->state = PLUME_STATE_COMPLETE;
    if (plume_value_bool(plume_value_get(root, "is_hyper_param_search")))
        run->role = PLUME_ROLE_SEARCH;
    run->name = plume_value_string(plume_value_get(root, "trial_name"));
}

/* Trainer's output_dir, from the log's folder: a checkpoint's state lies one deeper. */
static const char *folder_of(const char *path)
{
    plume_text holder;
    bool deeper;

    plume_text_init(&holder);
    plume_path_folder(&holder, path, 1);
    deeper = strncmp(holder.data, "checkpoint-", 11) == 0;
    plume_text_dispose(&holder);
    return deeper ? ".." : ".";
}

/* trainer_state.json names no run: the folder does, and what is trained is its
 * identity. */
static plume_status take(plume_log *log, const plume_value *root, plume_error *error)
{
    plume_text id, identity;
    plume_run run;
    plume_status status;

    if (plume_value_kind(plume_value_get(root, "log_history")) != PLUME_LIST)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(log), 0, 0,
                             "there is no list 'log_history'");
    plume_text_init(&id);
    plume_text_init(&identity);
    plume_path_name(&id, plume_log_path(log), 1);
    identify(&identity, root);
    plume_run_init(&run);
    fill(&run, root);
    lengthen(log, &run, root);
    raise_to_evaluations(log, &run, plume_value_get(root, "log_history"));
    run.id = id.data;
    run.identity = identity.data;
    run.keys.folder = folder_of(plume_log_path(log));
    add_notes(log, &run);
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_text_status(&id, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 0, error);
    plume_text_dispose(&id);
    plume_text_dispose(&identity);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    plume_value *root;
    plume_status status =
        plume_document_json(&root, plume_log_source(log), BYTES_MAX, error);

    if (status != PLUME_OK)
        return status;
    status = take(log, root, error);
    plume_value_free(root);
    return status;
}

const plume_reader plume_reader_hf_trainer = {
    .name = "hf_trainer",
    .title = "trainer_state.json of the Hugging Face Trainer",
    .confidence = confidence,
    .marks = { "log_history", "trainer_state.json" },
    .read = read,
};
