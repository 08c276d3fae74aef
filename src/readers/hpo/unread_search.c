/* Logs of searches that hold no time, or in a form that is not read: they are named, with
 * the reason, and nothing is made of them. */
#include <string.h>

#include "logs/reader.h"

typedef struct kind {
    const char *what, *hint;
} kind;

static const kind nevergrad = {
    "this is a log of Nevergrad's ParametersLogger, which writes no times of its "
    "evaluations: not read",
    "give their hours in a table with run_id and hours",
};
static const kind dehb = {
    "this is DEHB's history in Parquet: not read",
    "write it as CSV with pandas.read_parquet(...).to_csv(...), with the columns run_id "
    "and hours",
};

static const kind *kind_of(const char *bytes, size_t length, const char *name)
{
    if (length >= 4 && memcmp(bytes, "PAR1", 4) == 0 &&
        strstr(name, "history.parquet") != NULL)
        return &dehb;
    return strncmp(bytes, "{\"#parametrization\"", 19) == 0 ||
                   (bytes[0] == '{' && strstr(bytes, "\"#optimizer\"") != NULL &&
                    strstr(bytes, "\"#num-tell\"") != NULL)
               ? &nevergrad
               : NULL;
}

/* Below certain: what a folder holds is left out, and that is told. */
static int confidence(const plume_head *head)
{
    return kind_of(head->bytes, head->length, head->name) != NULL ? 60 : 0;
}

static plume_status read(plume_log *log, plume_error *error)
{
    char bytes[512];
    size_t length = 0;
    const kind *one;
    plume_status status =
        plume_source_read(plume_log_source(log), bytes, sizeof bytes - 1, &length, error);

    if (status != PLUME_OK)
        return status;
    bytes[length] = '\0';
    one = kind_of(bytes, length, plume_log_path(log));
    if (one == NULL)
        one = &nevergrad;
    status =
        plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(log), 0, 0, "%s", one->what);
    plume_hint(error, "%s", one->hint);
    return status;
}

const plume_reader plume_reader_unread_search = {
    .name = "unread_search",
    .title = "a log of a search that is not read",
    .confidence = confidence,
    .marks = { "\"#parametrization\"", "\"#num-tell\"", "history.parquet" },
    .read = read,
};
