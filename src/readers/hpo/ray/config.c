/* What a trial's configuration says of the GPUs that it asks for. */
#include "readers/hpo/ray/config.h"

#include <math.h>
#include <string.h>

#include "logs/whole_document.h"
#include <plume/number.h>

enum { PARAMS_BYTES_MAX = 16 << 20 };

/* A count of devices; true stands for one, as in "gpu": true. */
static double count_of(const plume_value *value)
{
    double count = plume_value_number(value);

    if (plume_value_kind(value) == PLUME_BOOL)
        return plume_value_bool(value) ? 1.0 : 0.0;
    if (isnan(count)) {
        const char *text = plume_value_string(value);

        if (!plume_number_parse(&count, text, strlen(text)))
            return NAN;
    }
    return count >= 0.0 && isfinite(count) ? count : NAN;
}

/* The trainer's own devices and those of its workers. */
static double joined(double own, double each, double workers)
{
    if (each > 0.0 && workers > 0.0)
        return (isnan(own) ? 0.0 : own) + each * workers;
    return own;
}

double plume_ray_config_gpus(const plume_value *config)
{
    double own = count_of(plume_value_get(config, "num_gpus"));
    double each = count_of(plume_value_get(config, "num_gpus_per_worker"));
    double workers = count_of(plume_value_get(config, "num_workers"));

    if (!(own > 0.0) && plume_value_get(config, "gpu") != NULL)
        own = count_of(plume_value_get(config, "gpu"));
    if (isnan(each))
        each = count_of(plume_value_get(config, "num_gpus_per_env_runner"));
    if (isnan(workers))
        workers = count_of(plume_value_get(config, "num_env_runners"));
    return joined(own, each, workers);
}

/* --- what Python prints --- */

/* Behind a string that begins at text with its quote. */
static const char *after_string(const char *text)
{
    char quote = *text++;

    while (*text != '\0' && *text != quote)
        text += text[0] == '\\' && text[1] != '\0' ? 2 : 1;
    return *text == quote ? text + 1 : text;
}

/* The text of a key's value on the first level of a dictionary, or NULL. */
static const char *printed_value(const char *text, const char *key)
{
    size_t length = strlen(key);
    int depth = 0;

    while (*text != '\0') {
        const char *from = text;

        if (*text != '\'' && *text != '"') {
            depth += (*text == '{' || *text == '[' || *text == '(') -
                     (*text == '}' || *text == ']' || *text == ')');
            text++;
            continue;
        }
        text = after_string(text);
        if (depth == 1 && *text == ':' && (size_t)(text - from) == length + 2 &&
            memcmp(from + 1, key, length) == 0)
            return text + 1 + strspn(text + 1, " ");
    }
    return NULL;
}

static double printed_count(const char *config, const char *key)
{
    const char *text = printed_value(config, key);
    double count;

    if (text == NULL)
        return NAN;
    if (strncmp(text, "True", 4) == 0 || strncmp(text, "False", 5) == 0)
        return *text == 'T' ? 1.0 : 0.0;
    if (!plume_number_parse(&count, text, strspn(text, "0123456789.e+-")))
        return NAN;
    return count >= 0.0 ? count : NAN;
}

double plume_ray_printed_gpus(const char *config)
{
    double own = printed_count(config, "num_gpus");

    if (!(own > 0.0) && printed_value(config, "gpu") != NULL)
        own = printed_count(config, "gpu");
    return joined(own, printed_count(config, "num_gpus_per_worker"),
                  printed_count(config, "num_workers"));
}

/* --- params.json --- */

/* Without params.json, or with one that cannot be read, only the number of GPUs is
 * unknown: that is no reason to lose a trial. */
plume_status plume_ray_params_gpus(double *gpus, plume_log *log, const char *prefix,
                                   plume_error *error)
{
    plume_error inner = { .status = PLUME_OK };
    plume_source_stream *source = NULL;
    plume_value *params = NULL;
    plume_text name;
    plume_status status;

    *gpus = NAN;
    plume_text_init(&name);
    plume_text_printf(&name, "%sparams.json", prefix);
    status = plume_text_status(&name, error);
    if (status == PLUME_OK)
        status = plume_log_companion(log, name.data, &source, error);
    plume_text_dispose(&name);
    if (status != PLUME_OK || source == NULL)
        return status;
    if (plume_document_json(&params, source, PARAMS_BYTES_MAX, &inner) != PLUME_OK)
        plume_log_note(log, PLUME_WARNING, 0, "params-unread", "%sparams.json: %s",
                       prefix, inner.message);
    *gpus = plume_ray_config_gpus(params);
    plume_value_free(params);
    plume_source_close(source);
    return inner.status == PLUME_ERR_MEMORY ? plume_fail_memory(error) : PLUME_OK;
}
