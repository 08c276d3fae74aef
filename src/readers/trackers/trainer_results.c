/* all_results.json and train_results.json of the Hugging Face examples: the time and the
 * operations of a training that ended, where no trainer_state.json is at hand. */
#include <math.h>
#include <string.h>

#include "logs/path.h"
#include "logs/reader.h"
#include "logs/whole_document.h"

enum { BYTES_MAX = 16 << 20 };

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    return *start == '{' && strstr(start, "\"train_runtime\"") != NULL &&
                   strstr(start, "\"log_history\"") == NULL
               ? 85
               : 0;
}

static double number_of(const plume_value *root, const char *key)
{
    return plume_value_number(plume_value_get(root, key));
}

/* train_runtime is of the last session alone. Since release 5 the samples per second are
 * of it, too: fewer than the epochs took show that there were others. Earlier releases
 * divide the samples of all sessions by it, which shows nothing. */
static void tell_session(plume_log *log, plume_run *run, const plume_value *root)
{
    double all = number_of(root, "epoch") * number_of(root, "train_samples");
    double own = number_of(root, "train_samples_per_second") * run->duration_s;

    if (own > 0.0 && own < 0.98 * all) {
        run->warnings = "resumed " PLUME_RUN_LEAST;
        plume_log_note(log, PLUME_WARNING, 0, "resumed",
                       "train_runtime (%.4g s) is of the last session of a training that "
                       "was resumed: %.0f of its %.0f samples; it took longer than that, "
                       "and trainer_state.json tells more",
                       run->duration_s, own, all);
        return;
    }
    plume_log_note(log, PLUME_INFO, 0, "session-alone",
                   "train_runtime is that of the last session; that there was no other "
                   "only trainer_state.json shows");
}

/* Both files are of one training, and are in the folder of its trainer_state.json. */
static plume_status take(void *state, const plume_value *root, plume_error *error)
{
    plume_log *log = state;
    plume_text id, identity;
    plume_run run;
    plume_status status;

    plume_run_init(&run);
    run.duration_s = plume_value_number(plume_value_get(root, "train_runtime"));
    run.flops = plume_value_number(plume_value_get(root, "total_flos"));
    if (!(run.duration_s > 0.0))
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 0, 0,
                             "there is no 'train_runtime' above 0");
    if (!(run.flops > 0.0))
        run.flops = NAN;
    plume_text_init(&id);
    plume_text_init(&identity);
    plume_path_name(&id, plume_log_path(log), 1);
    plume_text_add(&identity, "hf results ");
    plume_json_print(&identity, plume_value_get(root, "train_runtime"), true);
    plume_json_print(&identity, plume_value_get(root, "train_loss"), true);
    run.id = id.data;
    run.identity = identity.data;
    tell_session(log, &run, root);
    run.state = PLUME_STATE_COMPLETE;
    run.progress = run.duration_s + (isnan(run.flops) ? 0.0 : 1e-3);
    run.keys.folder = ".";
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 0, error);
    plume_text_dispose(&id);
    plume_text_dispose(&identity);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    return plume_document_read(log, BYTES_MAX, (plume_document_taker){ take, log },
                               error);
}

const plume_reader plume_reader_trainer_results = {
    .name = "trainer_results",
    .title = "all_results.json of a training with the Hugging Face Trainer",
    .confidence = confidence,
    .marks = { "train_runtime" },
    .read = read,
};
