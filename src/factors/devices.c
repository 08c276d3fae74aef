/* Finds an accelerator or processor by any of its names, with or without vendor and
 * count. */
#include "factors/datasets.h"
#include "factors/processors.h"

#include "core/ascii.h"
#include "core/hash.h"
#include "core/notes.h"
#include "core/pool.h"
#include <plume/number.h>
#include <plume/text.h>

#include <math.h>
#include <stdint.h>
#include <string.h>

static const plume_dataset_column accelerators_columns[] = {
    COLUMN_NAME("name"),
    COLUMN_TEXT("aliases"),
    COLUMN_TEXT("shared_names"),
    COLUMN_NAME("vendor"),
    COLUMN_NAME("kind"),
    COLUMN_NUMBER("rated_w", 0.1, 1e5),
    COLUMN_MAYBE("system_average_w", 0.1, 1e5),
    COLUMN_TEXT("system_average_source"),
    COLUMN_MAYBE("memory_gb", 0, 1e5),
    COLUMN_MAYBE("peak_tflops_16bit", 0, 1e6),
    COLUMN_MAYBE("peak_tflops_32bit", 0, 1e6),
    COLUMN_MAYBE("peak_tflops_tf32", 0, 1e6),
    COLUMN_MAYBE("peak_tflops_8bit", 0, 1e6),
    COLUMN_MAYBE("peak_tflops_4bit", 0, 1e6),
    COLUMN_YEAR,
    COLUMN_NAME("source"),
    COLUMN_TEXT("note"),
};

static const char *const accelerators_shown[] = {
    "name", "rated_w", "system_average_w", "memory_gb", "year", "source", NULL
};

const plume_dataset plume_dataset_accelerators = {
    .file = "accelerators.csv",
    .column = accelerators_columns,
    .column_count = sizeof accelerators_columns / sizeof accelerators_columns[0],
    .kind = "devices",
    .shown = accelerators_shown,
};

static const double FLOPS_PER_TFLOPS = 1e12;

/* What follows a leading count: "8 x NVIDIA A40", "8x A40", "8 × A40". */
static const char *without_count(const char *name)
{
    const char *at = name;

    while (*at == ' ')
        at++;
    if (!plume_is_digit(*at))
        return name;
    while (plume_is_digit(*at))
        at++;
    while (*at == ' ')
        at++;
    if (*at == 'x' || *at == 'X')
        at++;
    else if (strncmp(at, "×", 2) == 0)
        at += 2;
    else
        return name;
    while (*at == ' ')
        at++;
    return *at != '\0' ? at : name;
}

/* Boards that are sold for desktops and laptops, by how their names begin. */
static bool is_of_workstation(const char *name)
{
    static const char *const families[] = {
        "NVIDIA GeForce", "NVIDIA TITAN",   "NVIDIA Quadro",  "NVIDIA RTX ",
        "AMD Radeon RX",  "AMD Radeon VII", "AMD Radeon PRO", "AMD Radeon Pro",
        "AMD Radeon R9",  "Intel Arc",      "Apple ",         "NVIDIA Jetson",
        "NVIDIA GB10",    "NVIDIA T1000",
    };

    if (strstr(name, " Server") != NULL) /* RTX PRO 6000 Blackwell Server */
        return false;
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (strncmp(name, families[i], strlen(families[i])) == 0)
            return true;
    return false;
}

/* Which column has the peak at a precision. */
static const struct {
    plume_precision precision;
    size_t column;
} peaks[] = {
    { PLUME_PRECISION_32BIT, DEVICE_PEAK_TFLOPS_32BIT },
    { PLUME_PRECISION_TF32, DEVICE_PEAK_TFLOPS_TF32 },
    { PLUME_PRECISION_16BIT, DEVICE_PEAK_TFLOPS_16BIT },
    { PLUME_PRECISION_8BIT, DEVICE_PEAK_TFLOPS_8BIT },
    { PLUME_PRECISION_4BIT, DEVICE_PEAK_TFLOPS_4BIT },
};

/* Cores are of processors: unknown here. */
static void take_accelerator(plume_device *out, const plume_dataset_table *table,
                             size_t row)
{
    out->name = plume_dataset_table_text(table, row, DEVICE_NAME);
    out->vendor = plume_dataset_table_text(table, row, DEVICE_VENDOR);
    out->kind = plume_dataset_table_text(table, row, DEVICE_KIND);
    out->rated_w = plume_dataset_table_number(table, row, DEVICE_RATED_W);
    out->system_average_w =
        plume_dataset_table_number(table, row, DEVICE_SYSTEM_AVERAGE_W);
    out->system_average_source =
        plume_dataset_table_text(table, row, DEVICE_SYSTEM_AVERAGE_SOURCE);
    out->memory_gb = plume_dataset_table_number(table, row, DEVICE_MEMORY_GB);
    out->cores = NAN;
    for (size_t i = 0; i < sizeof peaks / sizeof peaks[0]; i++)
        out->peak_flops[peaks[i].precision] =
            plume_dataset_table_number(table, row, peaks[i].column) * FLOPS_PER_TFLOPS;
    out->peak_flops[PLUME_PRECISION_UNKNOWN] =
        fmax(out->peak_flops[PLUME_PRECISION_32BIT],
             out->peak_flops[PLUME_PRECISION_16BIT]); /* passes a NAN over */
    out->workstation = is_of_workstation(out->name);
    out->on_chip = strncmp(out->name, "Apple ", strlen("Apple ")) == 0;
    out->year = plume_dataset_table_whole(table, row, DEVICE_YEAR);
    out->source = plume_dataset_table_text(table, row, DEVICE_SOURCE);
}

static size_t named(const plume_dataset_table *table, const char *name)
{
    size_t row;

    for (row = 0; row < plume_dataset_table_rows(table); row++)
        if (plume_name_equal(plume_dataset_table_text(table, row, DEVICE_NAME), name) ||
            plume_dataset_table_lists(table, row, DEVICE_ALIASES, name))
            return row;
    return SIZE_MAX;
}

/* "RTX 4090" of "NVIDIA GeForce RTX 4090": as people write it. */
static const char *without_vendor(const char *name)
{
    static const char *const families[] = { "GeForce ", "Tesla ", "Quadro ", "Radeon ",
                                            "Instinct " };
    const char *at = strchr(name, ' ');

    if (at == NULL)
        return name;
    at++;
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (strncmp(at, families[i], strlen(families[i])) == 0)
            return at + strlen(families[i]);
    return at;
}

/* Without its maker: "Trainium2". *several: more than one is called so. */
static size_t plainly_named(const plume_dataset_table *table, const char *name,
                            bool *several)
{
    size_t found = SIZE_MAX;

    *several = false;
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        const char *known = plume_dataset_table_text(table, row, DEVICE_NAME);

        if (!plume_name_equal(without_vendor(known), name))
            continue;
        *several = found != SIZE_MAX;
        if (found == SIZE_MAX)
            found = row;
    }
    return found;
}

static size_t sharing(const plume_dataset_table *table, const char *name)
{
    size_t row;

    for (row = 0; row < plume_dataset_table_rows(table); row++)
        if (plume_dataset_table_lists(table, row, DEVICE_SHARED_NAMES, name))
            return row;
    return SIZE_MAX;
}

static void note_shared(const plume_device *device, const char *name, plume_notes *notes)
{
    plume_text text;

    if (plume_notes_was_told(notes, "device-ambiguous", "",
                             plume_hash64(name, strlen(name), 0)))
        return;
    plume_text_init(&text);
    plume_text_printf(&text, "several boards are called '%s': %s (", name, device->name);
    plume_number_print(&text, device->rated_w);
    plume_text_add(&text, " W) is taken");
    plume_notes_add_text(notes, PLUME_ASSUMED, "device-ambiguous", NULL, 0, &text);
}

static void offer(plume_nearest *nearest, const char *name)
{
    const char *plain = without_vendor(name);

    plume_nearest_offer(nearest, plume_nearest_distance(nearest, plain) <
                                         plume_nearest_distance(nearest, name)
                                     ? plain
                                     : name);
}

/* Each of "V100|Tesla V100". */
static plume_status offer_each(plume_nearest *nearest, plume_pool *copies,
                               const char *names, plume_error *error)
{
    while (*names != '\0') {
        size_t length = strcspn(names, "|");
        const char *copy = plume_pool_copy_n(copies, names, length);

        if (copy == NULL)
            return plume_fail_memory(error);
        plume_nearest_offer(nearest, copy);
        names += length + (names[length] == '|');
    }
    return PLUME_OK;
}

/* Names that several boards share are offered too; they are parts of cells, and so
 * are copied. */
static plume_status fail_unknown(const plume_dataset_table *table, const char *name,
                                 plume_error *error)
{
    plume_pool *copies = plume_pool_new();
    plume_nearest nearest;
    plume_status status = copies == NULL ? plume_fail_memory(error) : PLUME_OK;

    plume_nearest_init(&nearest, name);
    for (size_t row = 0; status == PLUME_OK && row < plume_dataset_table_rows(table);
         row++) {
        offer(&nearest, plume_dataset_table_text(table, row, DEVICE_NAME));
        status =
            offer_each(&nearest, copies,
                       plume_dataset_table_text(table, row, DEVICE_SHARED_NAMES), error);
    }
    if (status == PLUME_OK) {
        status = plume_fail(error, PLUME_ERR_UNKNOWN, "unknown device '%s'", name);
        plume_hint_nearest(error, &nearest, "devices");
    }
    plume_pool_free(copies);
    return status;
}

/* By name first, then by a name that boards share, then among the processors, of which
 * one without a row takes the class that its name tells. */
static plume_status search(plume_factors *factors, const char *name,
                           plume_device_answer *out, plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_accelerators, &table, error);
    bool found = false;
    size_t row;

    if (status != PLUME_OK)
        return status;
    row = named(table, name);
    if (row == SIZE_MAX) {
        row = sharing(table, name);
        out->shared = row != SIZE_MAX;
    }
    if (row == SIZE_MAX)
        status = plume_processor_find(factors, name, &out->device, &found, error);
    if (status != PLUME_OK || found)
        return status;
    if (row == SIZE_MAX)
        row = plainly_named(table, name, &out->shared);
    if (row == SIZE_MAX)
        status = plume_processor_guess(factors, name, &out->device, &found, error);
    if (status != PLUME_OK || found)
        return status;
    if (row == SIZE_MAX)
        return fail_unknown(table, name, error);
    take_accelerator(&out->device, table, row);
    return PLUME_OK;
}

/* What was searched for is kept, found or not; other failures are none of the name. */
static plume_status search_and_keep(plume_factors *factors, const char *name,
                                    plume_device_answer *out, plume_error *error)
{
    plume_error inner;
    plume_status status;

    memset(out, 0, sizeof *out);
    memset(&inner, 0, sizeof inner);
    status = search(factors, name, out, &inner);
    out->unknown = status == PLUME_ERR_UNKNOWN;
    if (status != PLUME_OK && error != NULL)
        *error = inner;
    if (status != PLUME_OK && !out->unknown)
        return status;
    out->message = inner.message;
    out->hint = inner.hint;
    if (plume_device_memory_keep(&factors->devices, name, out, &inner) == PLUME_OK)
        return status;
    if (error != NULL)
        *error = inner;
    return inner.status;
}

static plume_status fail_as_before(const plume_device_answer *answer, plume_error *error)
{
    plume_fail(error, PLUME_ERR_UNKNOWN, "%s", answer->message);
    plume_hint(error, "%s", answer->hint);
    return PLUME_ERR_UNKNOWN;
}

static plume_status search_first(plume_factors *factors, const char *name,
                                 plume_device *out, bool *shared, plume_error *error)
{
    plume_device_answer answer;
    plume_status status = search_and_keep(factors, name, &answer, error);

    if (status != PLUME_OK)
        return status;
    *out = answer.device;
    *shared = answer.shared;
    return PLUME_OK;
}

plume_status plume_factors_device(plume_factors *factors, const char *name,
                                  plume_device *out, plume_notes *notes,
                                  plume_error *error)
{
    const plume_device_answer *known;
    bool shared = false;
    plume_status status = PLUME_OK;

    name = without_count(name);
    known = plume_device_memory_find(factors->devices, name);
    if (known != NULL && known->unknown)
        return fail_as_before(known, error);
    if (known == NULL) {
        status = search_first(factors, name, out, &shared, error);
    } else {
        *out = known->device;
        shared = known->shared;
    }
    if (status != PLUME_OK)
        return status;
    if (shared)
        note_shared(out, name, notes);
    if (out->guessed)
        plume_processor_note_guess(out, name, notes);
    return PLUME_OK;
}
