/* The words of roles, states, scopes and evidence, as they are written and read. */
#include <plume/run.h>

#include <plume/names.h>

#include <stddef.h>
#include <string.h>

typedef struct word {
    const char *text;
    int meaning;
} word;

/* The first word of a meaning is its name; the others are how people and tools write it.
 */
static const word roles[] = {
    { "unknown", PLUME_ROLE_UNKNOWN },
    { "final", PLUME_ROLE_FINAL },
    { "search", PLUME_ROLE_SEARCH },
    { "nas", PLUME_ROLE_NAS },
    { "ablation", PLUME_ROLE_ABLATION },
    { "development", PLUME_ROLE_DEVELOPMENT },
    { "evaluation", PLUME_ROLE_EVALUATION },
    { "inference", PLUME_ROLE_INFERENCE },
    { "", PLUME_ROLE_UNKNOWN },
    { "other", PLUME_ROLE_UNKNOWN },
    { "train", PLUME_ROLE_FINAL },
    { "training", PLUME_ROLE_FINAL },
    { "finetune", PLUME_ROLE_FINAL },
    { "fine tuning", PLUME_ROLE_FINAL },
    { "pretraining", PLUME_ROLE_FINAL },
    { "tune", PLUME_ROLE_SEARCH },
    { "tuning", PLUME_ROLE_SEARCH },
    { "hpo", PLUME_ROLE_SEARCH },
    { "sweep", PLUME_ROLE_SEARCH },
    { "trial", PLUME_ROLE_SEARCH },
    { "grid search", PLUME_ROLE_SEARCH },
    { "random search", PLUME_ROLE_SEARCH },
    { "hyperparameter search", PLUME_ROLE_SEARCH },
    { "hyperparameter tuning", PLUME_ROLE_SEARCH },
    { "hyperparameter optimization", PLUME_ROLE_SEARCH },
    { "architecture search", PLUME_ROLE_NAS },
    { "neural architecture search", PLUME_ROLE_NAS },
    { "ablations", PLUME_ROLE_ABLATION },
    { "ablate", PLUME_ROLE_ABLATION },
    { "dev", PLUME_ROLE_DEVELOPMENT },
    { "develop", PLUME_ROLE_DEVELOPMENT },
    { "debug", PLUME_ROLE_DEVELOPMENT },
    { "debugging", PLUME_ROLE_DEVELOPMENT },
    { "prototype", PLUME_ROLE_DEVELOPMENT },
    { "eval", PLUME_ROLE_EVALUATION },
    { "evaluate", PLUME_ROLE_EVALUATION },
    { "test", PLUME_ROLE_EVALUATION },
    { "testing", PLUME_ROLE_EVALUATION },
    { "validation", PLUME_ROLE_EVALUATION },
    { "infer", PLUME_ROLE_INFERENCE },
    { "serve", PLUME_ROLE_INFERENCE },
    { "serving", PLUME_ROLE_INFERENCE },
    { "predict", PLUME_ROLE_INFERENCE },
    { "prediction", PLUME_ROLE_INFERENCE },
    { "deployment", PLUME_ROLE_INFERENCE },
    { NULL, 0 },
};

static const word states[] = {
    { "unknown", PLUME_STATE_UNKNOWN },
    { "complete", PLUME_STATE_COMPLETE },
    { "failed", PLUME_STATE_FAILED },
    { "pruned", PLUME_STATE_PRUNED },
    { "timeout", PLUME_STATE_TIMEOUT },
    { "preempted", PLUME_STATE_PREEMPTED },
    { "cancelled", PLUME_STATE_CANCELLED },
    { "running", PLUME_STATE_RUNNING },
    { "waiting", PLUME_STATE_WAITING },
    { "", PLUME_STATE_UNKNOWN },
    { "completed", PLUME_STATE_COMPLETE },
    { "finished", PLUME_STATE_COMPLETE },
    { "success", PLUME_STATE_COMPLETE },
    { "successful", PLUME_STATE_COMPLETE },
    { "succeeded", PLUME_STATE_COMPLETE },
    { "ok", PLUME_STATE_COMPLETE },
    { "done", PLUME_STATE_COMPLETE },
    { "terminated", PLUME_STATE_COMPLETE }, /* Ray */
    { "fail", PLUME_STATE_FAILED },
    { "failure", PLUME_STATE_FAILED },
    { "crashed", PLUME_STATE_FAILED },
    { "crash", PLUME_STATE_FAILED },
    { "error", PLUME_STATE_FAILED },
    { "errored", PLUME_STATE_FAILED },
    { "oom", PLUME_STATE_FAILED },
    { "out of memory", PLUME_STATE_FAILED },
    { "node fail", PLUME_STATE_FAILED },
    { "boot fail", PLUME_STATE_FAILED },
    { "early stopped", PLUME_STATE_PRUNED },
    { "stopped early", PLUME_STATE_PRUNED },
    { "timed out", PLUME_STATE_TIMEOUT },
    { "deadline", PLUME_STATE_TIMEOUT },
    { "preemption", PLUME_STATE_PREEMPTED },
    { "evicted", PLUME_STATE_PREEMPTED },
    { "canceled", PLUME_STATE_CANCELLED },
    { "killed", PLUME_STATE_CANCELLED },
    { "aborted", PLUME_STATE_CANCELLED },
    { "interrupted", PLUME_STATE_CANCELLED },
    { "stopped", PLUME_STATE_CANCELLED },
    { "revoked", PLUME_STATE_CANCELLED },
    { "requeued", PLUME_STATE_CANCELLED },
    { "user canceled", PLUME_STATE_CANCELLED },
    { "sys canceled", PLUME_STATE_CANCELLED },
    { "active", PLUME_STATE_RUNNING },
    { "in progress", PLUME_STATE_RUNNING },
    { "suspended", PLUME_STATE_RUNNING },
    { "pending", PLUME_STATE_WAITING },
    { "queued", PLUME_STATE_WAITING },
    { "scheduled", PLUME_STATE_WAITING },
    { "paused", PLUME_STATE_WAITING },
    { NULL, 0 },
};

static const word scopes[] = {
    { "unknown", PLUME_SCOPE_UNKNOWN },
    { "device", PLUME_SCOPE_DEVICE },
    { "it", PLUME_SCOPE_IT },
    { "", PLUME_SCOPE_UNKNOWN },
    { "devices", PLUME_SCOPE_DEVICE },
    { "gpu", PLUME_SCOPE_DEVICE },
    { "gpus", PLUME_SCOPE_DEVICE },
    { "accelerator", PLUME_SCOPE_DEVICE },
    { "accelerators", PLUME_SCOPE_DEVICE },
    { "node", PLUME_SCOPE_IT },
    { "host", PLUME_SCOPE_IT },
    { "server", PLUME_SCOPE_IT },
    { "machine", PLUME_SCOPE_IT },
    { "system", PLUME_SCOPE_IT },
    { "wall", PLUME_SCOPE_IT },
    { NULL, 0 },
};

static const word evidences[] = {
    { "unknown", PLUME_EVIDENCE_UNKNOWN },  { "metered", PLUME_EVIDENCE_METERED },
    { "sampled", PLUME_EVIDENCE_SAMPLED },  { "tracker", PLUME_EVIDENCE_TRACKER },
    { "rated", PLUME_EVIDENCE_RATED },      { "flops", PLUME_EVIDENCE_FLOPS },
    { "assumed", PLUME_EVIDENCE_ASSUMED },  { "", PLUME_EVIDENCE_UNKNOWN },
    { "meter", PLUME_EVIDENCE_METERED },    { "counter", PLUME_EVIDENCE_METERED },
    { "sampling", PLUME_EVIDENCE_SAMPLED }, { "trace", PLUME_EVIDENCE_SAMPLED },
    { "tracked", PLUME_EVIDENCE_TRACKER },  { "tdp", PLUME_EVIDENCE_RATED },
    { "flop", PLUME_EVIDENCE_FLOPS },       { "assumption", PLUME_EVIDENCE_ASSUMED },
    { "default", PLUME_EVIDENCE_ASSUMED },  { NULL, 0 },
};

static const char *name_of(const word *words, int meaning)
{
    const word *at;

    for (at = words; at->text != NULL; at++)
        if (at->meaning == meaning)
            return at->text;
    return words->text; /* "unknown" */
}

static bool find(int *meaning, const word *words, const char *text)
{
    *meaning = 0;
    for (; words->text != NULL; words++)
        if (plume_name_equal(words->text, text)) {
            *meaning = words->meaning;
            return true;
        }
    return false;
}

const char *plume_role_name(plume_role role)
{
    return name_of(roles, (int)role);
}

const char *plume_state_name(plume_state state)
{
    return name_of(states, (int)state);
}

const char *plume_scope_name(plume_scope scope)
{
    return name_of(scopes, (int)scope);
}

const char *plume_evidence_name(plume_evidence evidence)
{
    return name_of(evidences, (int)evidence);
}

bool plume_role_find(plume_role *out, const char *text)
{
    int meaning;
    bool found = find(&meaning, roles, text);

    *out = (plume_role)meaning;
    return found;
}

bool plume_state_find(plume_state *out, const char *text)
{
    int meaning;
    bool found = find(&meaning, states, text);

    *out = (plume_state)meaning;
    return found;
}

bool plume_scope_find(plume_scope *out, const char *text)
{
    int meaning;
    bool found = find(&meaning, scopes, text);

    *out = (plume_scope)meaning;
    return found;
}

bool plume_evidence_find(plume_evidence *out, const char *text)
{
    int meaning;
    bool found = find(&meaning, evidences, text);

    *out = (plume_evidence)meaning;
    return found;
}

bool plume_state_is_cut_short(plume_state state)
{
    return state == PLUME_STATE_FAILED || state == PLUME_STATE_PRUNED ||
           state == PLUME_STATE_TIMEOUT || state == PLUME_STATE_PREEMPTED ||
           state == PLUME_STATE_CANCELLED;
}

static const char *const other_names[PLUME_OTHER_COUNT] = { "", "idle", "between",
                                                            "look-up", "waiting" };

const char *plume_other_name(plume_other other)
{
    return other_names[other];
}

bool plume_other_find(plume_other *out, const char *text)
{
    for (int i = 1; i < PLUME_OTHER_COUNT; i++)
        if (strcmp(other_names[i], text) == 0) {
            *out = (plume_other)i;
            return true;
        }
    return false;
}

static const char *const role_sources[] = {
    [PLUME_ROLE_BY_PATH] = "path",       [PLUME_ROLE_BY_PROJECT] = "project",
    [PLUME_ROLE_BY_TAG] = "tag",         [PLUME_ROLE_BY_STUDY] = "study",
    [PLUME_ROLE_BY_NAME] = "name",       [PLUME_ROLE_BY_LOG] = "log",
    [PLUME_ROLE_BY_PATTERN] = "pattern", [PLUME_ROLE_BY_INPUT] = "input",
};

const char *plume_role_source_name(plume_role_source source)
{
    return source <= PLUME_ROLE_BY_INPUT ? role_sources[source] : "";
}

bool plume_role_is_guessed(plume_role_source source)
{
    return source < PLUME_ROLE_BY_LOG;
}
