/* Places by the names that people give them. */
/* Places by the names that people give them. */
#include "factors/locations.h"
#include "factors/place_names.h"
#include "factors/place_names.h"

#include <stdint.h>
#include <string.h>

static const plume_dataset_column places_columns[] = {
    COLUMN_NAME("code"), COLUMN_TEXT("iso3"),    COLUMN_NAME("level"),
    COLUMN_NAME("name"), COLUMN_TEXT("aliases"),
};

const plume_dataset plume_dataset_places = {
    .file = "places.csv",
    .column = places_columns,
    .column_count = sizeof places_columns / sizeof places_columns[0],
};

static const plume_dataset_column regions_columns[] = {
    COLUMN_NAME("code"),
    COLUMN_NAME("provider"),
    COLUMN_NAME("region"),
    COLUMN_NAME("place"),
    COLUMN_NAME("country"),
    COLUMN_NAME("grid_code"),
    COLUMN_YEAR,
    COLUMN_MAYBE("kg_per_kwh", 0, 5),
    COLUMN_TEXT("basis"),
    COLUMN_TEXT("scope"),
    COLUMN_MAYBE("carbon_free_share", 0, 1),
    COLUMN_NAME("source"),
    COLUMN_TEXT("note"),
};

static const char *const regions_shown[] = { "code",       "place",  "grid_code", "year",
                                             "kg_per_kwh", "source", NULL };

const plume_dataset plume_dataset_regions = {
    .file = "cloud_regions.csv",
    .column = regions_columns,
    .column_count = sizeof regions_columns / sizeof regions_columns[0],
    .kind = "regions",
    .shown = regions_shown,
};

enum { COUNTRY_LETTERS = 2, CODE_LONGEST = 64 };

static bool is_country(const plume_dataset_table *places, size_t row)
{
    return strcmp(plume_dataset_table_text(places, row, PLACE_LEVEL), "country") == 0;
}

/* Constants of a method are found by their code alone: they are no one's grid. */
static bool is_method(const plume_dataset_table *places, size_t row)
{
    return strcmp(plume_dataset_table_text(places, row, PLACE_LEVEL), "method") == 0;
}

static void take(plume_location *out, const plume_dataset_table *places, size_t row)
{
    out->code = plume_dataset_table_text(places, row, PLACE_CODE);
    out->name = plume_dataset_table_text(places, row, PLACE_NAME);
    out->level = plume_dataset_table_text(places, row, PLACE_LEVEL);
}

static size_t by_code(const plume_dataset_table *places, const char *code)
{
    size_t row, count = plume_dataset_table_rows(places);

    for (row = 0; row < count; row++)
        if (plume_name_equal(plume_dataset_table_text(places, row, PLACE_CODE), code))
            return row;
    for (row = 0; row < count; row++)
        if (plume_dataset_table_text(places, row, PLACE_ISO3)[0] != '\0' &&
            plume_name_equal(plume_dataset_table_text(places, row, PLACE_ISO3), code))
            return row;
    return SIZE_MAX;
}

static size_t by_name(const plume_dataset_table *places, const char *name, bool countries)
{
    size_t row;

    for (row = 0; row < plume_dataset_table_rows(places); row++)
        if (is_country(places, row) == countries && !is_method(places, row) &&
            (plume_name_equal(plume_dataset_table_text(places, row, PLACE_NAME), name) ||
             plume_dataset_table_lists(places, row, PLACE_ALIASES, name)))
            return row;
    return SIZE_MAX;
}

static void note_two(const plume_dataset_table *places, size_t country, size_t other,
                     plume_notes *notes)
{
    plume_notes_add(notes, PLUME_ASSUMED, "location-ambiguous", NULL, 0,
                    "\"%s\" is taken for the country (%s); the %s of that name is %s",
                    plume_dataset_table_text(places, country, PLACE_NAME),
                    plume_dataset_table_text(places, country, PLACE_CODE),
                    plume_dataset_table_text(places, other, PLACE_LEVEL),
                    plume_dataset_table_text(places, other, PLACE_CODE));
}

/* Whether we list subdivisions of the country, so that one we lack does not exist. */
static bool has_subdivisions(const plume_dataset_table *places, const char *country)
{
    const char *code;
    size_t row;

    for (row = 0; row < plume_dataset_table_rows(places); row++) {
        code = plume_dataset_table_text(places, row, PLACE_CODE);
        if (strncmp(code, country, COUNTRY_LETTERS) == 0 &&
            code[COUNTRY_LETTERS] == '-' &&
            strcmp(plume_dataset_table_text(places, row, PLACE_LEVEL), "state") == 0)
            return true;
    }
    return false;
}

/* "DE-BY", "SE-SE3": the country before the hyphen. */
static size_t by_subdivision(const plume_dataset_table *places, const char *name)
{
    char country[COUNTRY_LETTERS + 1] = "";
    size_t row;

    if (strlen(name) <= COUNTRY_LETTERS + 1 || strlen(name) > CODE_LONGEST ||
        name[COUNTRY_LETTERS] != '-' || strchr(name, ' ') != NULL)
        return SIZE_MAX;
    memcpy(country, name, COUNTRY_LETTERS);
    row = by_code(places, country);
    if (row == SIZE_MAX || !is_country(places, row) ||
        has_subdivisions(places, plume_dataset_table_text(places, row, PLACE_CODE)))
        return SIZE_MAX;
    return row;
}

static void note_wider(const plume_dataset_table *places, size_t row, const char *name,
                       plume_notes *notes)
{
    plume_notes_add(notes, PLUME_ASSUMED, "factor-wider", NULL, 0,
                    "no grid of '%s' is known: that of %s (%s) is used", name,
                    plume_dataset_table_text(places, row, PLACE_NAME),
                    plume_dataset_table_text(places, row, PLACE_CODE));
}

/* SIZE_MAX: there is no such country or part of one. */
static size_t find_plain(const plume_dataset_table *places, const char *name,
                         plume_notes *notes)
{
    size_t country = by_name(places, name, true), other = by_name(places, name, false);

    if (country != SIZE_MAX && other != SIZE_MAX)
        note_two(places, country, other, notes);
    return country != SIZE_MAX ? country : other;
}

static const char *without_article(const char *name)
{
    return strncmp(name, "the ", strlen("the ")) == 0 ? name + strlen("the ") : name;
}

/* As ISO 3166 writes names: "Bahamas (the)", "Korea (the Republic of)"; the lists have
 * "Bahamas" and "Korea, Republic of". */
static void print_plain(plume_text *out, const char *name)
{
    const char *open, *inside;

    name = without_article(name);
    open = strstr(name, " (");
    if (open == NULL || name[strlen(name) - 1] != ')') {
        plume_text_add(out, name);
        return;
    }
    plume_text_add_n(out, name, (size_t)(open - name));
    if (strcmp(open, " (the)") == 0)
        return;
    inside = without_article(open + strlen(" ("));
    plume_text_add(out, ", ");
    plume_text_add_n(out, inside, strlen(inside) - 1);
}

/* First as it is written, then in plain letters: an accent may be all that tells two
 * places apart. */
static plume_status find_name(const plume_dataset_table *places, const char *name,
                              size_t *row, plume_notes *notes, plume_error *error)
{
    plume_text plain;
    plume_status status;

    *row = find_plain(places, name, notes);
    if (*row != SIZE_MAX)
        return PLUME_OK;
    plume_text_init(&plain);
    print_plain(&plain, name);
    status = plume_text_status(&plain, error);
    if (status == PLUME_OK)
        *row = find_plain(places, plain.data, notes);
    plume_text_dispose(&plain);
    return status;
}

/* A postal code of the United States that is no country: "TX". */
static size_t by_postal_code(const plume_dataset_table *places, const char *name)
{
    char code[] = "US-??";

    if (strlen(name) != COUNTRY_LETTERS)
        return SIZE_MAX;
    memcpy(code + strlen("US-"), name, COUNTRY_LETTERS);
    return by_code(places, code);
}

/* An area without a grid of its own: the grid that it lies in, or comes nearest to; else
 * a postal code. */
static plume_status find_area(plume_factors *factors, const plume_dataset_table *places,
                              const char *name, plume_location *out, size_t *row,
                              plume_notes *notes, plume_error *error)
{
    plume_place_name area;
    plume_status status = plume_place_name_find(factors, name, &area, error);

    if (status != PLUME_OK)
        return status;
    if (area.name[0] == '\0')
        *row = by_postal_code(places, name);
    if (area.code[0] == '\0') /* nothing is known by it, or it must be asked */
        return PLUME_OK;
    *row = by_code(places, area.code);
    out->wider = true;
    if (*row != SIZE_MAX)
        plume_notes_add(notes, PLUME_ASSUMED, "factor-wider", NULL, 0,
                        "no grid of '%s' (%s) is known: that of %s (%s) is used", name,
                        area.note, plume_dataset_table_text(places, *row, PLACE_NAME),
                        area.code);
    return PLUME_OK;
}

/* --- parts of countries --- */

static bool is_part_of(const char *code, const char *country)
{
    size_t length = strlen(country);

    return strncmp(code, country, length) == 0 && code[length] == '-';
}

/* By its name, an alias, its code, or what follows the country in its code: "QC". */
static size_t part_of(const plume_dataset_table *places, const char *country,
                      const char *name)
{
    for (size_t row = 0; row < plume_dataset_table_rows(places); row++) {
        const char *code = plume_dataset_table_text(places, row, PLACE_CODE);

        if (!is_part_of(code, country) ||
            strcmp(plume_dataset_table_text(places, row, PLACE_LEVEL), "state") != 0)
            continue;
        if (plume_name_equal(plume_dataset_table_text(places, row, PLACE_NAME), name) ||
            plume_dataset_table_lists(places, row, PLACE_ALIASES, name) ||
            plume_name_equal(code, name) ||
            plume_name_equal(code + strlen(country) + 1, name))
            return row;
    }
    return SIZE_MAX;
}

/* The last of "Montreal, Quebec" that is a part of the country. */
static plume_status last_part(const plume_dataset_table *places, const char *country,
                              const char *region, size_t *row, plume_error *error)
{
    plume_text name;
    size_t end = strlen(region);
    plume_status status = PLUME_OK;

    *row = SIZE_MAX;
    plume_text_init(&name);
    while (status == PLUME_OK && *row == SIZE_MAX && end > 0) {
        size_t begin = end;

        while (begin > 0 && region[begin - 1] != ',')
            begin--;
        plume_text_clear(&name);
        plume_text_add_n(&name, region + begin, end - begin);
        status = plume_text_status(&name, error);
        if (status == PLUME_OK)
            *row = part_of(places, country, name.data);
        end = begin > 0 ? begin - 1 : 0;
    }
    plume_text_dispose(&name);
    return status;
}

/* What stands behind the last comma of "Montreal, Quebec, CA". */
static size_t last_place(const plume_dataset_table *places, const char *name,
                         plume_notes *notes)
{
    size_t row = by_code(places, name);

    if (row == SIZE_MAX)
        row = find_plain(places, name, notes);
    return row != SIZE_MAX ? row : by_postal_code(places, name);
}

/* "Quebec, Canada" is the province; "Munich, Germany" the country, with a note. A code of
 * two places ("Atlanta, GA") decides nothing unless what stands before it is a part of
 * that country. */
static plume_status by_address(plume_factors *factors, const plume_dataset_table *places,
                               const char *name, size_t *row, plume_notes *notes,
                               plume_error *error)
{
    const char *comma = strrchr(name, ','), *last;
    size_t whole, part = SIZE_MAX;
    plume_two_places two;
    plume_text head;
    plume_status status;

    if (comma == NULL)
        return PLUME_OK;
    last = comma + 1 + strspn(comma + 1, " ");
    whole = last_place(places, last, notes);
    if (whole == SIZE_MAX || is_method(places, whole))
        return PLUME_OK;
    plume_text_init(&head);
    plume_text_add_n(&head, name, (size_t)(comma - name));
    status = plume_text_status(&head, error);
    if (status == PLUME_OK && is_country(places, whole))
        status = last_part(places, plume_dataset_table_text(places, whole, PLACE_CODE),
                           head.data, &part, error);
    plume_text_dispose(&head);
    if (status == PLUME_OK && part == SIZE_MAX)
        status = plume_factors_two_places(factors, last, &two, error);
    if (status != PLUME_OK || (part == SIZE_MAX && two.state_code[0] != '\0'))
        return status;
    *row = part != SIZE_MAX ? part : whole;
    if (part == SIZE_MAX)
        note_wider(places, whole, name, notes);
    return PLUME_OK;
}

/* By code, by name, and by the country of a code whose part we have no figure of. */
plume_status plume_location_find(plume_factors *factors, const char *name,
                                 plume_location *out, plume_notes *notes,
                                 plume_error *error)
{
    const plume_dataset_table *places;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_places, &places, error);
    size_t row;

    *out = (plume_location){ "", "", "", false };
    if (status != PLUME_OK || name[0] == '\0')
        return status;
    row = by_code(places, name);
    if (row == SIZE_MAX)
        status = find_name(places, name, &row, notes, error);
    if (row == SIZE_MAX) {
        row = by_subdivision(places, name);
        if (row != SIZE_MAX)
            note_wider(places, row, name, notes);
        out->wider = row != SIZE_MAX;
    }
    if (status == PLUME_OK && row == SIZE_MAX)
        status = find_area(factors, places, name, out, &row, notes, error);
    if (status == PLUME_OK && row == SIZE_MAX)
        status = by_address(factors, places, name, &row, notes, error);
    if (row != SIZE_MAX)
        take(out, places, row);
    return status;
}

/* --- states beside their countries --- */

/* Trackers give country and region as two columns; a region that is not found is no
 * error, as the country's own factor is there. */
plume_status plume_factors_state(plume_factors *factors, const char *country,
                                 const char *region, const char **code,
                                 plume_error *error)
{
    const plume_dataset_table *places;
    size_t row;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_places, &places, error);

    *code = "";
    if (status != PLUME_OK || country[0] == '\0' || region[0] == '\0')
        return status;
    row = by_code(places, country);
    if (row == SIZE_MAX)
        row = by_name(places, country, true);
    if (row == SIZE_MAX || !is_country(places, row))
        return PLUME_OK;
    status = last_part(places, plume_dataset_table_text(places, row, PLACE_CODE), region,
                       &row, error);
    if (status == PLUME_OK && row != SIZE_MAX)
        *code = plume_dataset_table_text(places, row, PLACE_CODE);
    return status;
}

bool plume_factors_has_states(plume_factors *factors, const char *country)
{
    const plume_dataset_table *places;
    size_t row;

    if (country[0] == '\0' ||
        plume_factors_table(factors, &plume_dataset_places, &places, NULL) != PLUME_OK)
        return false;
    row = by_code(places, country);
    if (row == SIZE_MAX)
        row = by_name(places, country, true);
    return row != SIZE_MAX && is_country(places, row) &&
           has_subdivisions(places, plume_dataset_table_text(places, row, PLACE_CODE));
}

static void offer_places(plume_nearest *nearest, const plume_dataset_table *places)
{
    size_t row;

    for (row = 0; row < plume_dataset_table_rows(places); row++)
        if (!is_method(places, row))
            plume_nearest_offer(nearest,
                                plume_dataset_table_text(places, row, PLACE_NAME));
}

static void offer_regions(plume_nearest *nearest, const plume_dataset_table *regions)
{
    size_t row;

    for (row = 0; row < plume_dataset_table_rows(regions); row++)
        plume_nearest_offer(nearest, plume_dataset_table_text(regions, row, REGION_CODE));
}

/* did you mean "Germany" (DE)? */
static void hint_place(plume_error *error, const plume_dataset_table *places,
                       const plume_nearest *nearest)
{
    char letters[PLUME_QUERY_LETTERS + 1];
    size_t row = by_name(places, nearest->name[0], true);

    if (row == SIZE_MAX)
        row = by_name(places, nearest->name[0], false);
    plume_query_letters(letters, nearest);
    plume_hint(
        error, "did you mean \"%s\" (%s)?  `plume factors grid %s` lists the matches",
        nearest->name[0], plume_dataset_table_text(places, row, PLACE_CODE), letters);
}

/* A colon makes it a cloud's region: then only regions are offered. */
plume_status plume_location_fail(plume_factors *factors, const char *name,
                                 plume_error *error)
{
    const plume_dataset_table *places, *regions;
    plume_place_name area;
    plume_nearest nearest;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_places, &places, error);

    if (status == PLUME_OK)
        status = plume_factors_table(factors, &plume_dataset_regions, &regions, error);
    if (status != PLUME_OK)
        return status;
    plume_fail(error, PLUME_ERR_UNKNOWN, "unknown location \"%s\"", name);
    status = plume_place_name_find(factors, name, &area, error);
    if (status != PLUME_OK)
        return status;
    if (area.name[0] != '\0') {
        plume_hint(error, "%s", area.note);
        return PLUME_ERR_UNKNOWN;
    }
    plume_nearest_init(&nearest, name);
    if (strchr(name, ':') != NULL) {
        offer_regions(&nearest, regions);
        plume_hint_nearest(error, &nearest, "regions");
        return PLUME_ERR_UNKNOWN;
    }
    offer_places(&nearest, places);
    if (nearest.name[0] != NULL)
        hint_place(error, places, &nearest);
    else
        plume_hint(error, "a country, a state such as US-VA, or a cloud region such as "
                          "gcp:us-central1; `plume factors grid` lists them");
    return PLUME_ERR_UNKNOWN;
}
