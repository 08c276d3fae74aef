/* The values of a study file, each read as what its key asks for. */
#include "study/internal.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "core/sanitize.h"
#include <plume/names.h>
#include <plume/number.h>
#include <plume/text.h>

/* Every refusal names the place of the value, not of its key. */
plume_status plume_study_refuse(const plume_study_place *place, plume_error *error,
                                const char *format, ...)
{
    plume_text message;
    va_list arguments;

    plume_text_init(&message);
    va_start(arguments, format);
    plume_text_vprintf(&message, format, arguments);
    va_end(arguments);
    (void)plume_fail_at(error, PLUME_ERR_VALUE, place->path,
                        plume_value_line(place->value), plume_value_column(place->value),
                        "%s", message.data);
    plume_text_dispose(&message);
    return PLUME_ERR_VALUE;
}

/* "a list", "'12'": what a message says was found. */
static void print_found(plume_text *out, const plume_value *value)
{
    switch (plume_value_kind(value)) {
    case PLUME_LIST:
        plume_text_add(out, "a list");
        return;
    case PLUME_MAP:
        plume_text_add(out, "a map");
        return;
    case PLUME_BOOL:
        plume_text_add(out, plume_value_bool(value) ? "true" : "false");
        return;
    case PLUME_NULL:
        plume_text_add(out, "empty");
        return;
    default:
        plume_text_printf(out, "'%s'", plume_value_string(value));
    }
}

static plume_status wrong(const plume_study_place *place, const char *wanted,
                          plume_error *error)
{
    plume_text found;
    plume_status status;

    plume_text_init(&found);
    print_found(&found, place->value);
    status = plume_study_refuse(place, error, "%s is %s, expected %s", place->key,
                                found.data, wanted);
    plume_text_dispose(&found);
    return status;
}

static bool is_scalar_text(const plume_value *value)
{
    plume_kind kind = plume_value_kind(value);

    return kind == PLUME_STRING || kind == PLUME_NUMBER;
}

/* Longer ones are cut. */
enum { TEXT_BYTES_MAX = 65536 };

/* A number is text as well: a title may be 2019. */
plume_status plume_study_path(plume_study_build *build, const char **out,
                              const plume_study_place *place, plume_error *error)
{
    if (!is_scalar_text(place->value))
        return wrong(place, "text", error);
    *out = plume_pool_copy(build->pool, plume_value_string(place->value));
    return *out != NULL ? PLUME_OK : plume_fail_memory(error);
}

const char *plume_study_cleaned(plume_study_build *build, const char *text)
{
    const char *clean;
    plume_text room;

    plume_text_init(&room);
    plume_sanitize(&room, text, strlen(text), TEXT_BYTES_MAX);
    clean = plume_pool_keep(build->pool, &room);
    plume_text_dispose(&room);
    return clean;
}

plume_status plume_study_text(plume_study_build *build, const char **out,
                              const plume_study_place *place, plume_error *error)
{
    plume_status status = plume_study_path(build, out, place, error);

    if (status == PLUME_OK)
        *out = plume_study_cleaned(build, *out);
    return status == PLUME_OK && *out == NULL ? plume_fail_memory(error) : status;
}

typedef plume_status one_text(plume_study_build *build, const char **out,
                              const plume_study_place *place, plume_error *error);

static plume_status take_texts(plume_study_build *build, one_text *take,
                               const char *const **out, size_t *count,
                               const plume_study_place *place, plume_error *error)
{
    size_t found = plume_value_count(place->value);
    const char **texts;

    if (plume_value_kind(place->value) != PLUME_LIST)
        return wrong(place, "a list of names", error);
    texts = plume_pool_take(build->pool, (found + 1) * sizeof *texts);
    if (texts == NULL)
        return plume_fail_memory(error);

    for (size_t i = 0; i < found; i++) {
        plume_study_place entry = { place->path, place->key,
                                    plume_value_at(place->value, i) };
        plume_status status = take(build, &texts[i], &entry, error);

        if (status != PLUME_OK)
            return status;
    }
    *out = texts;
    *count = found;
    return PLUME_OK;
}

plume_status plume_study_texts(plume_study_build *build, const char *const **out,
                               size_t *count, const plume_study_place *place,
                               plume_error *error)
{
    return take_texts(build, plume_study_text, out, count, place, error);
}

plume_status plume_study_paths(plume_study_build *build, const char *const **out,
                               size_t *count, const plume_study_place *place,
                               plume_error *error)
{
    return take_texts(build, plume_study_path, out, count, place, error);
}

plume_status plume_study_truth(bool *out, const plume_study_place *place,
                               plume_error *error)
{
    if (plume_value_kind(place->value) != PLUME_BOOL)
        return wrong(place, "true or false", error);
    *out = plume_value_bool(place->value);
    return PLUME_OK;
}

plume_status plume_study_most(double value, double most, const plume_study_place *place,
                              plume_error *error)
{
    if (!(value > most))
        return PLUME_OK;
    return plume_study_refuse(place, error, "%s is '%s', expected no more than %g",
                              place->key, plume_value_string(place->value), most);
}

/* Asked as "not at least", so that NAN is refused, too. */
plume_status plume_study_number(double *out, double least, const char *wanted,
                                const plume_study_place *place, plume_error *error)
{
    double number = plume_value_number(place->value);

    if (plume_value_kind(place->value) != PLUME_NUMBER || !(number >= least))
        return wrong(place, wanted, error);
    *out = number;
    return plume_study_most(number, PLUME_COUNT_MOST, place, error);
}

/* Hours of a study file are of all devices. */
static double most_of(plume_dimension dimension)
{
    return dimension == PLUME_DIMENSION_TIME ? PLUME_HOURS_MOST * PLUME_DEVICES_MOST
                                             : plume_dimension_most(dimension);
}

/* A figure may carry a unit of its dimension; without one it is in Plume's own. */
plume_status plume_study_quantity(double *out, plume_dimension dimension, double least,
                                  const char *wanted, const plume_study_place *place,
                                  plume_error *error)
{
    const char *text = plume_value_string(place->value);
    double quantity;

    if (!is_scalar_text(place->value) ||
        plume_quantity_parse(&quantity, dimension, text, strlen(text), NULL) !=
            PLUME_OK ||
        !(quantity >= least))
        return wrong(place, wanted, error);
    *out = quantity;
    return plume_study_most(quantity, most_of(dimension), place, error);
}

/* A ratio with or without its sign: 15 % is 0.15. */
plume_status plume_study_share(double *out, const plume_study_place *place,
                               plume_error *error)
{
    static const char wanted[] = "a share from 0 to 1";
    double share = NAN;
    plume_status status =
        plume_study_quantity(&share, PLUME_DIMENSION_RATIO, 0.0, wanted, place, error);

    if (status != PLUME_OK)
        return status;
    if (share > 1.0)
        return plume_study_refuse(place, error, "%s is '%s', expected %s", place->key,
                                  plume_value_string(place->value), wanted);
    *out = share;
    return PLUME_OK;
}

/* Far outside of these years no factor is known: it is a slip of the pen. */
plume_status plume_study_year(int *out, const plume_study_place *place,
                              plume_error *error)
{
    double year = plume_value_number(place->value);

    if (plume_value_kind(place->value) != PLUME_NUMBER || floor(year) != year ||
        !(year >= 1990.0 && year <= 2100.0))
        return wrong(place, "a year from 1990 to 2100", error);
    *out = (int)year;
    return PLUME_OK;
}

/* --- maps --- */

/* A misspelt key must not pass for one that was left out. */
static plume_status unknown_key(const plume_study_key *keys,
                                const plume_study_place *place, const char *key,
                                plume_error *error)
{
    plume_nearest nearest;
    plume_text hint;

    plume_nearest_init(&nearest, key);
    plume_text_init(&hint);
    for (size_t i = 0; keys[i].name != NULL; i++)
        plume_nearest_offer(&nearest, keys[i].name);
    plume_nearest_print(&hint, &nearest);
    if (hint.length == 0) {
        plume_text_add(&hint, "known are");
        for (size_t i = 0; keys[i].name != NULL; i++)
            plume_text_printf(&hint, "%s %s", i > 0 ? "," : "", keys[i].name);
    }
    (void)plume_fail_at(error, PLUME_ERR_VALUE, place->path,
                        plume_value_key_line(place->value),
                        plume_value_key_column(place->value), "unknown key '%s'%s%s", key,
                        place->key[0] != '\0' ? " in " : "", place->key);
    plume_hint(error, "%s", hint.data);
    plume_text_dispose(&hint);
    return PLUME_ERR_VALUE;
}

static const plume_study_key *find_key(const plume_study_key *keys, const char *name)
{
    for (; keys->name != NULL; keys++) {
        if (strcmp(keys->name, name) == 0)
            return keys;
    }
    return NULL;
}

/* A key without a value says nothing, as if it were not there. */
plume_status plume_study_take_map(plume_study_build *build, void *target,
                                  const plume_study_key *keys,
                                  const plume_study_place *place, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (plume_value_kind(place->value) != PLUME_MAP)
        return wrong(place, "a map of keys", error);
    for (size_t i = 0; i < plume_value_count(place->value) && status == PLUME_OK; i++) {
        const char *name = plume_value_key_at(place->value, i);
        const plume_study_key *key = find_key(keys, name);
        plume_study_place child = { place->path, name, plume_value_at(place->value, i) };
        plume_study_place unknown = { place->path, place->key, child.value };

        if (key == NULL)
            return unknown_key(keys, &unknown, name, error);
        if (plume_value_kind(child.value) != PLUME_NULL)
            status = key->take(build, target, &child, error);
    }
    return status;
}

/* --- what has no effect --- */

/* The pool cannot grow an array, so it is copied; there are few limits. */
plume_status plume_study_limited(plume_study_build *build, const plume_study_place *place,
                                 const char *message, plume_error *error)
{
    size_t count = build->study.limit_count;
    plume_study_limit *limits =
        plume_pool_take(build->pool, (count + 1) * sizeof *limits);
    const char *key = plume_pool_copy(build->pool, place->key);

    if (limits == NULL || key == NULL)
        return plume_fail_memory(error);
    if (count > 0)
        memcpy(limits, build->limits, count * sizeof *limits);
    limits[count] =
        (plume_study_limit){ key, message, plume_value_key_line(place->value) };
    build->limits = limits;
    build->study.limits = limits;
    build->study.limit_count = count + 1;
    return PLUME_OK;
}
