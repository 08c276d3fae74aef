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

/* What the sessions of a training took: train_runtime is of one session alone. The last
 * entry of one that came to its end has it, with train_loss; with
 * include_num_input_tokens_seen every entry has it, of the session until then. A history
 * holds earlier sessions as far as the checkpoint from which the next went on. */
typedef struct sessions {
    double sum_s, last_s;   /* of all; of the last. NAN: nothing is told */
    double so_far_s;        /* of the session at hand; 0 at its start */
    double step, closed;    /* of the last train_runtime; where its session began */
    double estimated_steps; /* of them at the pace of a session; 0 none */
    bool ended;             /* the last one did */
} sessions;

/* The history, entry by entry. */
typedef struct reading {
    plume_log *log;
    sessions told;
    double evaluations_s; /* of all: "eval_runtime", or of sets "eval_SET_runtime" */
    plume_text first;     /* entry, as JSON */
    uint64_t entries;
} reading;

/* The first entry is that of every later checkpoint of one training. */
static void identify(plume_text *identity, reading *own, const plume_value *root)
{
    plume_text *known = &own->first;

    if (own->entries == 0)
        plume_json_print(known, NULL, true);
    plume_json_print(known, plume_value_get(root, "max_steps"), true);
    plume_json_print(known, plume_value_get(root, "trial_name"), true);
    plume_text_printf(identity, "hf trainer %016llx",
                      (unsigned long long)plume_hash64(known->data, known->length, 7));
    if (known->status != PLUME_OK)
        identity->status = known->status;
}

static bool has_figure(const plume_value *entry, const char *key)
{
    return plume_value_get(entry, key) != NULL;
}

static bool is_end(const plume_value *entry)
{
    return has_figure(entry, "train_loss") ||
           !(has_figure(entry, "loss") || has_figure(entry, "eval_loss") ||
             has_figure(entry, "eval_runtime"));
}

static void close_session(sessions *all, double took_s)
{
    all->sum_s = isnan(all->sum_s) ? took_s : all->sum_s + took_s;
    all->closed = all->step;
    all->so_far_s = 0.0;
}

/* Since 5.0 train_steps_per_second is of the session alone, too: together they make fewer
 * steps than were done since the session before where one between was killed. */
static void end_session(sessions *all, const plume_value *entry, double took_s)
{
    double rate = plume_value_number(plume_value_get(entry, "train_steps_per_second"));
    double done = all->step - all->closed;

    if (rate > 0.0 && rate * took_s < done - 1.0) {
        took_s = done / rate;
        all->estimated_steps += done;
    }
    close_session(all, took_s);
}

static void add_entry(sessions *all, const plume_value *entry, double steps)
{
    double so_far_s = plume_value_number(plume_value_get(entry, "train_runtime"));
    double step = plume_value_number(plume_value_get(entry, "step"));

    if (!(so_far_s >= 0.0))
        return;
    if (so_far_s < all->so_far_s)
        close_session(all, all->so_far_s);
    all->step = isnan(step) ? steps : step;
    all->last_s = all->so_far_s = so_far_s;
    all->ended = is_end(entry);
    if (all->ended)
        end_session(all, entry, so_far_s);
}

static void end_history(sessions *all, const plume_value *root)
{
    double steps = plume_value_number(plume_value_get(root, "global_step"));

    if (!isnan(all->last_s) && !all->ended)
        close_session(all, all->so_far_s);
    all->ended = all->ended && !(steps > all->step);
}

static bool is_evaluation(const char *key)
{
    static const char before[] = "eval_", after[] = "_runtime";
    size_t length = strlen(key);

    return length >= sizeof "eval_runtime" - 1 &&
           strncmp(key, before, sizeof before - 1) == 0 &&
           strcmp(key + length - (sizeof after - 1), after) == 0;
}

static plume_status take_entry(void *state, const plume_value *root,
                               const plume_value *entry, plume_error *unused)
{
    reading *own = state;

    (void)unused;
    if (own->entries++ == 0)
        plume_json_print(&own->first, entry, true);
    add_entry(&own->told, entry,
              plume_value_number(plume_value_get(root, "global_step")));
    for (size_t k = 0; k < plume_value_count(entry); k++) {
        double s = plume_value_number(plume_value_at(entry, k));

        if (is_evaluation(plume_value_key_at(entry, k)) && s > 0.0)
            own->evaluations_s += s;
    }
    return PLUME_OK;
}

static void tell_sessions(plume_log *log, plume_run *run, const sessions *all)
{
    if (all->estimated_steps > 0.0) {
        plume_log_note(
            log, PLUME_WARNING, 0, "resumed",
            "train_runtime (%.4g s) is of one session alone: the %.0f steps since the "
            "one "
            "before are taken at its pace, which makes %.4g s in all, an estimate that "
            "leaves out steps that were done again",
            all->last_s, all->estimated_steps, all->sum_s);
        run->warnings = "resumed";
    }
    if (!isnan(all->sum_s) && !all->ended) {
        plume_log_note(log, PLUME_WARNING, 0, "unfinished",
                       "train_runtime is told up to step %.0f of the %.0f that were done "
                       "when this file was written, and the training did not end in it: "
                       "it took at least %.4g s",
                       all->step, run->progress, all->sum_s);
        run->warnings = PLUME_RUN_LEAST;
    }
}

/* After a resume train_runtime is that of the last session alone, but the history is that
 * of all: evaluations that took longer prove it. */
static void raise_to_evaluations(plume_log *log, plume_run *run, double sum_s)
{
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

static void fill(plume_run *run, const plume_value *root, const sessions *told)
{
    double steps = plume_value_number(plume_value_get(root, "global_step"));
    double steps_max = plume_value_number(plume_value_get(root, "max_steps"));

    run->flops = plume_value_number(plume_value_get(root, "total_flos"));
    if (!(run->flops > 0))
        run->flops = NAN;
    run->duration_s = told->sum_s;
    run->objective = plume_value_number(plume_value_get(root, "best_metric"));
    /* the last checkpoint may have all steps, and a time as well */
    run->progress = told->ended ? steps + 0.5 : steps;
    if (told->ended || (steps >= steps_max && steps_max > 0))
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
static plume_status take(void *state, const plume_value *root, plume_error *error)
{
    reading *own = state;
    plume_log *log = own->log;
    plume_text id, identity;
    plume_run run;
    plume_status status;

    if (plume_value_kind(plume_value_get(root, "log_history")) != PLUME_LIST)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(log), 0, 0,
                             "there is no list 'log_history'");
    plume_text_init(&id);
    plume_text_init(&identity);
    plume_path_name(&id, plume_log_path(log), 1);
    identify(&identity, own, root);
    end_history(&own->told, root);
    plume_run_init(&run);
    fill(&run, root, &own->told);
    tell_sessions(log, &run, &own->told);
    raise_to_evaluations(log, &run, own->evaluations_s);
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
    reading own = { .log = log, .told = { .sum_s = NAN, .last_s = NAN } };
    plume_json_passing history = {
        .key = "log_history", .behind = "global_step", .take = take_entry, .state = &own
    };
    plume_status status;

    plume_text_init(&own.first);
    status = plume_document_pass(log, BYTES_MAX, &history,
                                 (plume_document_taker){ take, &own }, error);
    plume_text_dispose(&own.first);
    return status;
}

const plume_reader plume_reader_hf_trainer = {
    .name = "hf_trainer",
    .title = "trainer_state.json of the Hugging Face Trainer",
    .confidence = confidence,
    .marks = { "log_history", "trainer_state.json" },
    .read = read,
};
