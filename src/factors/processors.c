/* Finds a processor by its name as systems print it; one without a row of its own takes
 * the median of its class, with a wide range. */
#include "factors/processors.h"

#include "core/ascii.h"
#include "factors/datasets.h"
#include <plume/number.h>
#include <plume/text.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const plume_dataset_column columns[] = {
    COLUMN_NAME("name"),
    COLUMN_NAME("vendor"),
    COLUMN_NAME("segment"),
    COLUMN_MAYBE("cores", 1, 1e4),
    COLUMN_NUMBER("rated_w", 0.1, 1e4),
    COLUMN_YEAR,
    COLUMN_NAME("source"),
    COLUMN_TEXT("note"),
};

static const char *const shown[] = { "name", "segment", "cores", "rated_w",
                                     "year", "source",  NULL };

const plume_dataset plume_dataset_processors = {
    .file = "processors.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .kind = "processors",
    .shown = shown,
};

/* A client processor tells that the machine is a workstation and no server, which
 * decides what of its making counts. */
static void take_processor(plume_device *out, const plume_dataset_table *table,
                           size_t row)
{
    out->name = plume_dataset_table_text(table, row, PROCESSOR_NAME);
    out->vendor = plume_dataset_table_text(table, row, PROCESSOR_VENDOR);
    out->kind = "cpu";
    out->rated_w = plume_dataset_table_number(table, row, PROCESSOR_RATED_W);
    out->cores = plume_dataset_table_number(table, row, PROCESSOR_CORES);
    out->system_average_w = out->memory_gb = NAN;
    for (int i = 0; i < PLUME_PRECISIONS; i++)
        out->peak_flops[i] = NAN;
    out->system_average_source = "";
    out->workstation =
        strcmp(plume_dataset_table_text(table, row, PROCESSOR_SEGMENT), "client") == 0;
    out->on_chip = true;
    out->year = plume_dataset_table_whole(table, row, PROCESSOR_YEAR);
    out->source = plume_dataset_table_text(table, row, PROCESSOR_SOURCE);
}

/* What follows "13th Gen ". */
static const char *without_generation(const char *name)
{
    const char *at = name + strspn(name, "0123456789");

    if (at == name || strlen(at) < 7 || strncmp(at + 2, " Gen ", 5) != 0)
        return name;
    return at + 7;
}

/* A processor as the system names it, without "(R)", "(TM)", " CPU", what follows " @ "
 * and "8-Core Processor": as the lists name it. */
static void plain_processor(plume_text *out, const char *name)
{
    static const char *const dropped[] = { "(R)",  "(r)",  "(TM)",
                                           "(tm)", " CPU", " Processor" };
    const char *end = strstr(name, " @ ");
    size_t i, length = end != NULL ? (size_t)(end - name) : strlen(name);
    const char *at = name;

    while (at < name + length) {
        for (i = 0; i < sizeof dropped / sizeof dropped[0]; i++)
            if (strncmp(at, dropped[i], strlen(dropped[i])) == 0)
                break;
        if (i < sizeof dropped / sizeof dropped[0])
            at += strlen(dropped[i]);
        else
            plume_text_add_char(out, *at++);
    }
    end = out->data != NULL ? strstr(out->data, "-Core") : NULL;
    if (end == NULL || end == out->data || !plume_is_digit(end[-1]))
        return; /* "Dual-Core" is a part of a name */
    while (end > out->data && plume_is_digit(end[-1]))
        end--;
    out->length = (size_t)(end - out->data);
    out->data[out->length] = '\0';
}

/* Trademarks and generations are taken off, as the list has processors without them. */
plume_status plume_processor_find(plume_factors *factors, const char *name,
                                  plume_device *out, bool *found, plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_processors, &table, error);
    plume_text plain;
    size_t row;

    if (status != PLUME_OK)
        return status;
    plume_text_init(&plain);
    plain_processor(&plain, without_generation(name));
    status = plume_text_status(&plain, error);
    for (row = 0; status == PLUME_OK && !*found && row < plume_dataset_table_rows(table);
         row++) {
        *found = plume_name_equal(plume_dataset_table_text(table, row, PROCESSOR_NAME),
                                  plain.data);
        if (*found)
            take_processor(out, table, row);
    }
    plume_text_dispose(&plain);
    return status;
}

/* A class: the words that tell it, how the names of its rows begin ("" all), of which
 * segment they are, and what it is called. */
typedef struct processor_class {
    const char *word, *prefix, *segment, *name;
} processor_class;

/* The first whose word is in the name. */
static const processor_class classes[] = {
    { "threadripper", "AMD Ryzen Threadripper", "", "AMD Ryzen Threadripper" },
    { "ryzen", "AMD Ryzen", "", "AMD Ryzen" },
    { "epyc", "AMD EPYC", "", "AMD EPYC" },
    { "opteron", "AMD Opteron", "", "AMD Opteron" },
    { "xeon(r) platinum", "Intel Xeon Platinum", "", "Intel Xeon Platinum" },
    { "xeon platinum", "Intel Xeon Platinum", "", "Intel Xeon Platinum" },
    { "xeon(r) gold", "Intel Xeon Gold", "", "Intel Xeon Gold" },
    { "xeon gold", "Intel Xeon Gold", "", "Intel Xeon Gold" },
    { "xeon(r) silver", "Intel Xeon Silver", "", "Intel Xeon Silver" },
    { "xeon silver", "Intel Xeon Silver", "", "Intel Xeon Silver" },
    { "xeon", "Intel Xeon", "", "Intel Xeon" },
    { "core(tm) ultra", "Intel Core Ultra", "", "Intel Core Ultra" },
    { "core ultra", "Intel Core Ultra", "", "Intel Core Ultra" },
    { "core(tm)", "Intel Core", "", "Intel Core" },
    { "intel core", "Intel Core", "", "Intel Core" },
    { "neoverse", "", "server", "server processor" },
    { "graviton", "", "server", "server processor" },
    { "altra", "", "server", "server processor" },
    { "ampereone", "", "server", "server processor" },
    { "power9", "", "server", "server processor" },
    { "power10", "", "server", "server processor" },
    { "a64fx", "", "server", "server processor" },
    { "cpu", "", "", "processor" },
    { "processor", "", "", "processor" },
};

static bool holds_word(const char *name, const char *word)
{
    size_t length = strlen(word);

    for (; *name != '\0'; name++) {
        size_t at = 0;

        while (at < length && plume_lower(name[at]) == word[at])
            at++;
        if (at == length)
            return true;
    }
    return false;
}

static const processor_class *class_of(const char *name)
{
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (holds_word(name, classes[i].word))
            return &classes[i];
    return NULL;
}

static bool is_of(const processor_class *wanted, const plume_dataset_table *table,
                  size_t row)
{
    const char *name = plume_dataset_table_text(table, row, PROCESSOR_NAME);
    const char *segment = plume_dataset_table_text(table, row, PROCESSOR_SEGMENT);

    return strncmp(name, wanted->prefix, strlen(wanted->prefix)) == 0 &&
           strcmp(segment, "any") != 0 &&
           (wanted->segment[0] == '\0' || strcmp(segment, wanted->segment) == 0);
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* The median of the rated powers, and between which two nineteen of twenty lie. */
static plume_status take_class(plume_device *out, const processor_class *of,
                               const plume_dataset_table *table, plume_error *error)
{
    size_t rows = plume_dataset_table_rows(table), count = 0, clients = 0;
    double *watts = malloc((rows + 1) * sizeof *watts);

    if (watts == NULL)
        return plume_fail_memory(error);
    for (size_t row = 0; row < rows; row++)
        if (is_of(of, table, row)) {
            watts[count++] = plume_dataset_table_number(table, row, PROCESSOR_RATED_W);
            clients += strcmp(plume_dataset_table_text(table, row, PROCESSOR_SEGMENT),
                              "client") == 0;
        }
    qsort(watts, count, sizeof *watts, ascending);
    *out = (plume_device){
        .name = of->name,
        .vendor = "",
        .kind = "cpu",
        .system_average_source = "",
        .rated_w = count > 0 ? watts[count / 2] : NAN,
        .rated_low_w = count > 0 ? watts[count / 40] : NAN,
        .rated_high_w = count > 0 ? watts[count - 1 - count / 40] : NAN,
        .cores = NAN,
        .system_average_w = NAN,
        .memory_gb = NAN,
        .workstation = clients > count / 2,
        .on_chip = true,
        .guessed = true,
        .source = "",
    };
    for (int i = 0; i < PLUME_PRECISIONS; i++)
        out->peak_flops[i] = NAN;
    free(watts);
    return PLUME_OK;
}

plume_status plume_processor_guess(plume_factors *factors, const char *name,
                                   plume_device *out, bool *found, plume_error *error)
{
    const processor_class *of = class_of(name);
    const plume_dataset_table *table;
    plume_status status;

    *found = false;
    if (of == NULL)
        return PLUME_OK;
    status = plume_factors_table(factors, &plume_dataset_processors, &table, error);
    if (status == PLUME_OK)
        status = take_class(out, of, table, error);
    *found = status == PLUME_OK && !isnan(out->rated_w);
    return status;
}

void plume_processor_note_guess(const plume_device *device, const char *name,
                                plume_notes *notes)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(
        &text,
        "the processor '%s' is in no list: the median of its class (%s) is taken, ", name,
        device->name);
    plume_number_significant(&text, device->rated_w, 3);
    plume_text_add(&text, " W; most lie between ");
    plume_number_significant(&text, device->rated_low_w, 3);
    plume_text_add(&text, " and ");
    plume_number_significant(&text, device->rated_high_w, 3);
    plume_text_add(&text, " W");
    plume_notes_add_text(notes, PLUME_WARNING, "processor-guessed", NULL, 0, &text);
}
