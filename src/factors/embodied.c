/* What making hardware emitted: the row of a device, else that of a datacenter GPU. */
#include "factors/datasets.h"

#include "core/ascii.h"
#include <plume/number.h>
#include <plume/text.h>

#include <math.h>
#include <stdint.h>
#include <string.h>

static const plume_dataset_column columns[] = {
    COLUMN_NAME("id"),
    COLUMN_NAME("category"),
    COLUMN_NAME("name"),
    COLUMN_TEXT("devices"),
    COLUMN_NAME("unit"),
    COLUMN_NUMBER("kg_per_unit", 0, 1e6),
    COLUMN_MAYBE("low_kg", 0, 1e6),
    COLUMN_MAYBE("high_kg", 0, 1e6),
    COLUMN_NUMBER("lifetime_years", 0.1, 100),
    COLUMN_NAME("boundary"),
    COLUMN_WHOLE("rank", 1, 9),
    COLUMN_YEAR,
    COLUMN_NAME("source"),
    COLUMN_TEXT("note"),
};

static const char *const shown[] = { "id",       "name", "unit",   "kg_per_unit",
                                     "boundary", "year", "source", NULL };

const plume_dataset plume_dataset_embodied = {
    .file = "embodied.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .kind = "embodied",
    .shown = shown,
};

/* In the column of devices: what stands for all that have no figure of their own. */
static const char any_device[] = "any", any_workstation[] = "workstation";

/* Rows of rank 1 are used, those of rank 2 tell with them how far figures differ, and
 * rank 3 is for comparison alone. */
enum { RANK_USED = 1, RANK_SPREAD = 2 };

static size_t used_row(const plume_dataset_table *table, const char *category,
                       const char *device)
{
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++)
        if (plume_dataset_table_whole(table, row, EMBODIED_RANK) == RANK_USED &&
            strcmp(plume_dataset_table_text(table, row, EMBODIED_CATEGORY), category) ==
                0 &&
            plume_dataset_table_lists(table, row, EMBODIED_DEVICES, device))
            return row;
    return SIZE_MAX;
}

/* A row's own bounds, or else the least and the greatest figure of its category that
 * counts the same: one with its share of the host would count the host twice. */
static void set_bounds(plume_embodied *out, const plume_dataset_table *table, size_t used)
{
    const char *category = plume_dataset_table_text(table, used, EMBODIED_CATEGORY);
    const char *boundary = plume_dataset_table_text(table, used, EMBODIED_BOUNDARY);

    out->low_kg = plume_dataset_table_number(table, used, EMBODIED_LOW_KG);
    out->high_kg = plume_dataset_table_number(table, used, EMBODIED_HIGH_KG);
    if (!isnan(out->low_kg) && !isnan(out->high_kg))
        return;
    out->low_kg = out->high_kg = out->kg;
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        double kg = plume_dataset_table_number(table, row, EMBODIED_KG_PER_UNIT);

        if (plume_dataset_table_whole(table, row, EMBODIED_RANK) > RANK_SPREAD ||
            strcmp(plume_dataset_table_text(table, row, EMBODIED_CATEGORY), category) !=
                0 ||
            strcmp(plume_dataset_table_text(table, row, EMBODIED_BOUNDARY), boundary) !=
                0)
            continue;
        out->low_kg = fmin(out->low_kg, kg);
        out->high_kg = fmax(out->high_kg, kg);
    }
}

static void take(plume_embodied *out, const plume_dataset_table *table, size_t row)
{
    *out = (plume_embodied){
        .id = plume_dataset_table_text(table, row, EMBODIED_ID),
        .name = plume_dataset_table_text(table, row, EMBODIED_NAME),
        .kg = plume_dataset_table_number(table, row, EMBODIED_KG_PER_UNIT),
        .lifetime_years = plume_dataset_table_number(table, row, EMBODIED_LIFETIME_YEARS),
        .boundary = plume_dataset_table_text(table, row, EMBODIED_BOUNDARY),
        .year = plume_dataset_table_whole(table, row, EMBODIED_YEAR),
        .source = plume_dataset_table_text(table, row, EMBODIED_SOURCE),
    };
    set_bounds(out, table, row);
}

static void note_default(const plume_embodied *out, const char *device,
                         plume_notes *notes)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text,
                      "no figure of the making of %s is known: that of a %s is used, ",
                      device[0] != '\0' ? device : "a device without a name", out->name);
    plume_number_significant(&text, out->kg, 3);
    plume_text_add(&text, " kg CO2e (taken to lie between ");
    plume_number_significant(&text, out->low_kg, 3);
    plume_text_add(&text, " and ");
    plume_number_significant(&text, out->high_kg, 3);
    plume_text_add(&text, " kg)");
    plume_notes_add_text(notes, PLUME_ASSUMED, "embodied-default", NULL, 0, &text);
}

/* Whether any of the words, which end with NULL, is in the name, in letters of any case.
 */
static bool holds_any(const char *name, const char *const *words)
{
    for (; *name != '\0'; name++)
        for (size_t i = 0; words[i] != NULL; i++) {
            size_t at = 0;

            while (words[i][at] != '\0' && plume_lower(name[at]) == words[i][at])
                at++;
            if (words[i][at] == '\0')
                return true;
        }
    return false;
}

/* Whether a name that no dataset knows is of a desktop, a laptop or a board that is its
 * own machine. */
static bool reads_as_workstation(const char *name)
{
    static const char *const words[] = { "geforce",  "gtx",    "rtx",    "quadro",
                                         "titan",    "radeon", "jetson", "tegra",
                                         "laptop",   "mobile", "ryzen",  "threadripper",
                                         "core(tm)", NULL };
    static const char *const datacenter[] = { "instinct", "server", NULL };

    return holds_any(name, words) && !holds_any(name, datacenter);
}

static plume_status fail_processor(const char *device, plume_error *error)
{
    return plume_fail(error, PLUME_ERR_MISSING,
                      "%s is a processor: its making counts with the host's", device);
}

/* The device as the tables know it; one that is not there keeps its name. */
static plume_status find_device(plume_factors *factors, const char *device,
                                plume_device *found, plume_error *error)
{
    plume_error inner;
    plume_status status;

    *found = (plume_device){ .name = device, .kind = "" };
    if (device[0] == '\0')
        return PLUME_OK;
    status = plume_factors_device(factors, device, found, NULL, &inner);
    if (status == PLUME_ERR_UNKNOWN) {
        *found = (plume_device){ .name = device,
                                 .kind = "",
                                 .workstation = reads_as_workstation(device) };
        return PLUME_OK;
    }
    if (status != PLUME_OK) {
        if (error != NULL)
            *error = inner;
        return status;
    }
    return found->on_chip ? fail_processor(device, error) : PLUME_OK;
}

/* A board without a published figure takes that of a board like it, with its range,
 * and is told. */
plume_status plume_factors_embodied(plume_factors *factors, const char *device,
                                    plume_embodied *out, plume_notes *notes,
                                    plume_error *error)
{
    const plume_dataset_table *table;
    plume_device found;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_embodied, &table, error);
    size_t row;

    if (status == PLUME_OK)
        status = find_device(factors, device, &found, error);
    if (status != PLUME_OK)
        return status;
    row = used_row(table, "gpu", found.name);
    if (row != SIZE_MAX) {
        take(out, table, row);
        return PLUME_OK;
    }
    row = used_row(table, "gpu", found.workstation ? any_workstation : any_device);
    if (row == SIZE_MAX)
        return plume_fail(error, PLUME_ERR_MISSING,
                          "no embodied carbon of a device is known");
    take(out, table, row);
    out->is_default = true;
    note_default(out, device, notes);
    return PLUME_OK;
}

bool plume_factors_is_workstation(plume_factors *factors, const char *device)
{
    plume_device found;

    if (device[0] == '\0')
        return false;
    return plume_factors_device(factors, device, &found, NULL, NULL) == PLUME_OK
               ? found.workstation
               : reads_as_workstation(device);
}

/* There is one server: that of Luccioni et al. 2022; always a default. */
plume_status plume_factors_embodied_host(plume_factors *factors, plume_embodied *out,
                                         plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_embodied, &table, error);
    size_t row;

    if (status != PLUME_OK)
        return status;
    row = used_row(table, "server", any_device);
    if (row == SIZE_MAX)
        return plume_fail(error, PLUME_ERR_MISSING,
                          "no embodied carbon of a host is known");
    take(out, table, row);
    out->is_default = true;
    return PLUME_OK;
}
