/* Names of areas that have no grid of their own in the datasets, and codes that mean two
 * places. */
#include "factors/place_names.h"

#include <string.h>

static const plume_dataset_column columns[] = {
    COLUMN_NAME("name"),   COLUMN_TEXT("code"), COLUMN_NAME("kind"),
    COLUMN_NAME("source"), COLUMN_NAME("note"),
};

enum {
    PLACE_NAME_NAME,
    PLACE_NAME_CODE,
    PLACE_NAME_KIND,
    PLACE_NAME_SOURCE,
    PLACE_NAME_NOTE
};

const plume_dataset plume_dataset_place_names = {
    .file = "place_names.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
};

enum { POSTAL_LETTERS = 2 };

plume_status plume_place_name_find(plume_factors *factors, const char *name,
                                   plume_place_name *out, plume_error *error)
{
    const plume_dataset_table *names;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_place_names, &names, error);

    *out = (plume_place_name){ "", "", "", "" };
    for (size_t row = 0; status == PLUME_OK && row < plume_dataset_table_rows(names);
         row++) {
        if (!plume_name_equal(plume_dataset_table_text(names, row, PLACE_NAME_NAME),
                              name))
            continue;
        *out =
            (plume_place_name){ plume_dataset_table_text(names, row, PLACE_NAME_NAME),
                                plume_dataset_table_text(names, row, PLACE_NAME_CODE),
                                plume_dataset_table_text(names, row, PLACE_NAME_KIND),
                                plume_dataset_table_text(names, row, PLACE_NAME_NOTE) };
        break;
    }
    return status;
}

void plume_place_part_source(plume_text *place, const char **source, const char *asked)
{
    const char *at = strrchr(asked, '@');

    *source = at != NULL ? at + 1 : "";
    plume_text_add_n(place, asked, at != NULL ? (size_t)(at - asked) : strlen(asked));
}

/* --- codes of two places --- */

/* "DE" is Germany wherever it is written; Delaware is told by its name or as US-DE. */
static bool is_unmistaken(const char *code)
{
    return plume_name_equal(code, "DE");
}

static size_t row_of(const plume_dataset_table *places, const char *code)
{
    for (size_t row = 0; row < plume_dataset_table_rows(places); row++)
        if (plume_name_equal(plume_dataset_table_text(places, row, PLACE_CODE), code))
            return row;
    return SIZE_MAX;
}

/* The country that is called as a state is: Georgia. */
static const char *namesake(const plume_dataset_table *places, const char *name)
{
    for (size_t row = 0; row < plume_dataset_table_rows(places); row++)
        if (strcmp(plume_dataset_table_text(places, row, PLACE_LEVEL), "country") == 0 &&
            plume_name_equal(plume_dataset_table_text(places, row, PLACE_NAME), name))
            return plume_dataset_table_text(places, row, PLACE_CODE);
    return "";
}

static void find_codes(const plume_dataset_table *places, const char *code,
                       size_t *country, size_t *state)
{
    char state_code[] = "US-??";

    if (strlen(code) != POSTAL_LETTERS || is_unmistaken(code))
        return;
    memcpy(state_code + strlen("US-"), code, POSTAL_LETTERS);
    *country = row_of(places, code);
    *state = row_of(places, state_code);
}

/* The whole name of both. */
static void find_names(const plume_dataset_table *places, const char *name,
                       size_t *country, size_t *state)
{
    for (size_t row = 0; row < plume_dataset_table_rows(places); row++) {
        const char *level = plume_dataset_table_text(places, row, PLACE_LEVEL);

        if (!plume_name_equal(plume_dataset_table_text(places, row, PLACE_NAME), name))
            continue;
        if (strcmp(level, "country") == 0)
            *country = row;
        else if (strcmp(level, "state") == 0)
            *state = row;
    }
}

static plume_two_places both_of(const plume_dataset_table *places, const char *name)
{
    size_t country = SIZE_MAX, state = SIZE_MAX;

    if (strlen(name) == POSTAL_LETTERS)
        find_codes(places, name, &country, &state);
    else
        find_names(places, name, &country, &state);
    if (country == SIZE_MAX || state == SIZE_MAX)
        return (plume_two_places){ "", "", "", "", "" };
    return (plume_two_places){
        .country = plume_dataset_table_text(places, country, PLACE_NAME),
        .country_code = plume_dataset_table_text(places, country, PLACE_ISO3),
        .state = plume_dataset_table_text(places, state, PLACE_NAME),
        .state_code = plume_dataset_table_text(places, state, PLACE_CODE),
        .namesake = namesake(places, plume_dataset_table_text(places, state, PLACE_NAME)),
    };
}

/* Two letters may be a country of ISO 3166-1 and a postal code of the USA (CA, GA,
 * IN), and one name a country and a state: their grids differ by far, so it is asked and
 * not guessed. */
plume_status plume_factors_two_places(plume_factors *factors, const char *name,
                                      plume_two_places *out, plume_error *error)
{
    const plume_two_places *kept =
        plume_two_places_memory_find(factors->two_places, name);
    const plume_dataset_table *places;
    plume_status status;

    *out = kept != NULL ? *kept : (plume_two_places){ "", "", "", "", "" };
    if (kept != NULL || name[0] == '\0')
        return PLUME_OK;
    status = plume_factors_table(factors, &plume_dataset_places, &places, error);
    if (status != PLUME_OK)
        return status;
    *out = both_of(places, name);
    return plume_two_places_memory_keep(&factors->two_places, name, out)
               ? PLUME_OK
               : plume_fail_memory(error);
}

void plume_two_places_print(plume_text *out, const plume_two_places *of)
{
    bool alike = plume_name_equal(of->country, of->state);

    plume_text_printf(out, "write %s for %s%s or %s for %s%s", of->country_code,
                      alike ? "the country " : "", of->country, of->state_code,
                      alike ? "the state " : "", of->state);
    if (of->namesake[0] != '\0' && !alike)
        plume_text_printf(out, " (the country %s is %s)", of->state, of->namesake);
}
