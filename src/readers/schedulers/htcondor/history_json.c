/* HTCondor's history, as `condor_history -json` prints it: a list of flat objects. */
#include <string.h>

#include "core/data/csv.h"
#include "logs/whole_document.h"
#include "readers/schedulers/htcondor/ad.h"

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "\"ClusterId\"", "\"ProcId\"", "\"JobStatus\"",
                                           NULL };
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    if (*start != '[' && *start != '{')
        return 0;
    for (size_t i = 0; telling[i] != NULL; i++)
        if (strstr(start, telling[i]) == NULL)
            return 0;
    return 92;
}

typedef struct reading {
    plume_log *log;
    plume_json *json;
    htcondor_ad ad;
    htcondor_tally tally;
    plume_text key;
} reading;

static void take_value(reading *in, const plume_json_token *token)
{
    plume_field key = { in->key.data, in->key.length };
    plume_field text = { token->text, token->length };

    if (token->kind == PLUME_JSON_STRING && htcondor_ad_is_number(key))
        plume_document_no_number(in->log, in->ad.line, in->key.data);
    else if (token->kind == PLUME_JSON_STRING)
        htcondor_ad_text(&in->ad, key, text);
    else if (token->kind == PLUME_JSON_NUMBER)
        htcondor_ad_number(&in->ad, key, plume_json_number(token));
    else if (token->kind == PLUME_JSON_TRUE || token->kind == PLUME_JSON_FALSE)
        htcondor_ad_number(&in->ad, key, token->kind == PLUME_JSON_TRUE);
}

static plume_status read_job(reading *in, plume_error *error)
{
    plume_json_token token = { PLUME_JSON_MAP, "", 0 };
    plume_status status = PLUME_OK;

    htcondor_ad_clear(&in->ad, plume_json_line(in->json));
    while (status == PLUME_OK) {
        status = plume_json_next(in->json, &token, error);
        if (status != PLUME_OK || token.kind == PLUME_JSON_MAP_END)
            break;
        plume_text_clear(&in->key);
        plume_text_add_n(&in->key, token.text, token.length);
        status = plume_text_status(&in->key, error);
        if (status == PLUME_OK)
            status = plume_json_next(in->json, &token, error);
        if (status == PLUME_OK)
            take_value(in, &token);
        if (status == PLUME_OK)
            status = plume_json_skip(in->json, &token, error);
    }
    return status == PLUME_OK ? htcondor_ad_push(&in->ad, &in->tally, in->log, error)
                              : status;
}

static plume_status read_jobs(reading *in, plume_error *error)
{
    plume_json_token token = { PLUME_JSON_MAP, "", 0 };
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && token.kind != PLUME_JSON_END) {
        status = plume_json_next(in->json, &token, error);
        if (status == PLUME_OK && token.kind == PLUME_JSON_MAP)
            status = read_job(in, error);
    }
    return status;
}

/* An export that was cut off is worth the jobs that are whole. */
static plume_status read_all(reading *in, plume_error *error)
{
    plume_error found = { 0 };
    plume_status status = read_jobs(in, &found);

    if (status == PLUME_ERR_SYNTAX && in->tally.jobs > 0) {
        plume_log_reject(in->log, plume_json_line(in->json), 0, "torn-row",
                         "the list of jobs breaks off: %s", found.message);
        status = PLUME_OK;
    } else if (status != PLUME_OK && error != NULL) {
        *error = found;
    }
    if (status == PLUME_OK)
        htcondor_tally_tell(in->log, &in->tally);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log };
    plume_status status = plume_document_tokens(&in.json, plume_log_source(log), error);

    if (status != PLUME_OK)
        return status;
    plume_text_init(&in.key);
    htcondor_ad_init(&in.ad);
    status = read_all(&in, error);
    htcondor_ad_dispose(&in.ad);
    plume_text_dispose(&in.key);
    plume_json_close(in.json);
    return status;
}

const plume_reader plume_reader_htcondor_json = {
    .name = "htcondor_json",
    .title = "HTCondor's history (condor_history -json)",
    .confidence = confidence,
    .marks = { "ClusterId" },
    .read = read,
};
