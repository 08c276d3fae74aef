/* The list under `inputs` in a study file: what its author says of single logs. */
#include "study/internal.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/number/units.h"
#include <plume/text.h>

/* An entry while its keys are taken; its path may turn out to stand for several files. */
typedef struct entry {
    const char *path;
    plume_input_options options;
    plume_study_place path_place;
} entry;

/* path as it stands beside the study file. */
const char *plume_study_beside(plume_study_build *build, const char *path)
{
    const char *file = build->study.path;
    const char *slash = strrchr(file, '/');
    const char *joined;
    plume_text text;

    if (path[0] == '/' || slash == NULL || strstr(path, "://") != NULL)
        return path;
    plume_text_init(&text);
    plume_text_add_n(&text, file, (size_t)(slash - file) + 1);
    plume_text_add(&text, path);
    joined = plume_text_status(&text, NULL) == PLUME_OK
                 ? plume_pool_copy(build->pool, text.data)
                 : NULL;
    plume_text_dispose(&text);
    return joined;
}

/* The place is kept: whether a pattern stands for any file is asked when the entry is
 * complete. */
static plume_status take_path(plume_study_build *build, void *target,
                              const plume_study_place *place, plume_error *error)
{
    entry *input = target;

    input->path_place = *place;
    return plume_study_path(build, &input->path, place, error);
}

static plume_status take_role(plume_study_build *build, void *target,
                              const plume_study_place *place, plume_error *error)
{
    entry *input = target;
    const char *word = NULL;
    plume_status status = plume_study_text(build, &word, place, error);

    if (status == PLUME_OK && !plume_role_find(&input->options.role, word))
        return plume_study_refuse(place, error,
                                  "role is '%s', expected final, search, nas, ablation, "
                                  "development, evaluation or inference",
                                  word);
    return status;
}

static plume_status take_timezone(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error)
{
    entry *input = target;
    const char *name = NULL;
    plume_status status = plume_study_text(build, &name, place, error);

    if (status != PLUME_OK)
        return status;
    return plume_study_zone(build, &input->options.zone, name, place, error);
}

static plume_status take_device(plume_study_build *build, void *target,
                                const plume_study_place *place, plume_error *error)
{
    entry *input = target;
    plume_status status = plume_study_text(build, &input->options.device, place, error);

    if (status != PLUME_OK)
        return status;
    return plume_study_check_device(build->factors, input->options.device, place, error);
}

static plume_status take_count(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    entry *input = target;
    plume_status status =
        plume_study_number(&input->options.device_count, PLUME_ABOVE_ZERO,
                           "a number of devices above 0", place, error);

    (void)build;
    return status == PLUME_OK ? plume_study_most(input->options.device_count,
                                                 PLUME_DEVICES_MOST, place, error)
                              : status;
}

static plume_status take_study(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    entry *input = target;

    return plume_study_text(build, &input->options.study, place, error);
}

/* "*" is every run; anything else is a path or pattern beside the study file. */
static plume_status take_target(plume_study_build *build, void *target,
                                const plume_study_place *place, plume_error *error)
{
    entry *input = target;
    const char *path = NULL;
    plume_status status = plume_study_path(build, &path, place, error);

    if (status != PLUME_OK)
        return status;
    input->options.attribute_to =
        strcmp(path, "*") == 0 ? path : plume_study_beside(build, path);
    return input->options.attribute_to != NULL ? PLUME_OK : plume_fail_memory(error);
}

static plume_status take_gaps(plume_study_build *build, void *target,
                              const plume_study_place *place, plume_error *error)
{
    entry *input = target;
    const char *word = NULL;
    plume_status status = plume_study_text(build, &word, place, error);

    if (status == PLUME_OK && !plume_gaps_find(&input->options.gaps, word))
        return plume_study_refuse(
            place, error, "gaps is '%s', expected bridge, exclude, hold or fail", word);
    return status;
}

/* 03/04 is a day of March or of April: only who wrote the log knows. */
static plume_status take_dates(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    entry *input = target;
    const char *word = NULL;
    plume_status status = plume_study_text(build, &word, place, error);

    if (status == PLUME_OK && !plume_day_order_find(&input->options.days, word))
        return plume_study_refuse(
            place, error, "dates is '%s', expected day-first or month-first", word);
    return status;
}

static plume_status take_interval(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error)
{
    entry *input = target;
    plume_status status = plume_study_number(&input->options.interval_s, 0.0,
                                             "a number of seconds", place, error);

    (void)build;
    return status == PLUME_OK
               ? plume_study_most(input->options.interval_s,
                                  PLUME_HOURS_MOST * SECONDS_PER_HOUR, place, error)
               : status;
}

static plume_status take_columns(plume_study_build *build, void *target,
                                 const plume_study_place *place, plume_error *error)
{
    entry *input = target;

    return plume_study_text(build, &input->options.columns, place, error);
}

static plume_status take_shared(plume_study_build *build, void *target,
                                const plume_study_place *place, plume_error *error)
{
    entry *input = target;

    (void)build;
    return plume_study_truth(&input->options.shared_devices, place, error);
}

static const plume_study_key keys[] = {
    { "path", take_path },
    { "role", take_role },
    { "timezone", take_timezone },
    { "device", take_device },
    { "count", take_count },
    { "study", take_study },
    { "attribute_to", take_target },
    { "gaps", take_gaps },
    { "interval", take_interval },
    { "columns", take_columns },
    { "dates", take_dates },
    { "shared_devices", take_shared },
    { NULL, NULL },
};

/* --- paths --- */

/* Inputs live in the study's pool, where an array that grows is copied; there are
 * few. */
static plume_status append(plume_study_build *build, const char *path,
                           const plume_input_options *options, plume_error *error)
{
    size_t count = build->study.input_count;
    plume_study_input *inputs =
        plume_pool_take(build->pool, (count + 1) * sizeof(plume_study_input));
    const char *copy = plume_pool_copy(build->pool, path);

    if (inputs == NULL || copy == NULL)
        return plume_fail_memory(error);
    if (count > 0)
        memcpy(inputs, build->study.inputs, count * sizeof *inputs);
    inputs[count] = (plume_study_input){ copy, *options };
    inputs[count].options.of_study_file = true;
    build->study.inputs = inputs;
    build->study.input_count = count + 1;
    return PLUME_OK;
}

static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* A pattern stands for its files in the order of their bytes, whatever the locale. */
static plume_status append_pattern(plume_study_build *build, const entry *input,
                                   const char *pattern, plume_error *error)
{
    plume_status status = PLUME_OK;
    glob_t found;
    int code = glob(pattern, GLOB_NOSORT, NULL, &found);

    if (code == GLOB_NOSPACE)
        return plume_fail_memory(error);
    if (code != 0)
        return plume_study_refuse(&input->path_place, error, "no file matches '%s'",
                                  pattern);
    qsort(found.gl_pathv, found.gl_pathc, sizeof *found.gl_pathv, by_bytes);
    for (size_t i = 0; i < found.gl_pathc && status == PLUME_OK; i++)
        status = append(build, found.gl_pathv[i], &input->options, error);
    globfree(&found);
    return status;
}

/* A file whose own name holds a sign of patterns goes before the pattern; the address of
 * a database is none. */
static plume_status append_entry(plume_study_build *build, const entry *input,
                                 plume_error *error)
{
    const char *path = plume_study_beside(build, input->path);
    struct stat status;

    if (path == NULL)
        return plume_fail_memory(error);
    if (strstr(path, "://") == NULL && strpbrk(path, "*?[") != NULL &&
        stat(path, &status) != 0)
        return append_pattern(build, input, path, error);
    return append(build, path, &input->options, error);
}

/* Paths of a study file count from its own folder, so that the study may be moved
 * with its logs. */
plume_status plume_study_take_inputs(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error)
{
    plume_status status = PLUME_OK;

    (void)target;
    if (plume_value_kind(place->value) != PLUME_LIST)
        return plume_study_refuse(place, error,
                                  "inputs is no list, expected entries with a path each");
    for (size_t i = 0; i < plume_value_count(place->value) && status == PLUME_OK; i++) {
        plume_study_place item = { place->path, "inputs",
                                   plume_value_at(place->value, i) };
        entry input = { .path = NULL };

        plume_input_options_init(&input.options);
        status = plume_study_take_map(build, &input, keys, &item, error);
        if (status == PLUME_OK && input.path == NULL)
            return plume_study_refuse(&item, error, "an entry of inputs has no path");
        if (status == PLUME_OK)
            status = append_entry(build, &input, error);
    }
    return status;
}
