/* Samples of powercap's energy_uj: counters in microjoules that wrap at
 * max_energy_range_uj. One column for each zone, or one with another that names it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "core/number/units.h"
#include "logs/power/rounds.h"
#include "logs/power/timestamp.h"
#include "logs/power/cell.h"
#include "logs/power/columns.h"
#include "logs/power/line.h"
#include "logs/power/table.h"
#include "logs/power/rapl.h"
#include <plume/number.h>

enum { COUNTERS_MAX = 64 };

typedef enum column_kind { NO_COUNTER, COUNTER, RANGE } column_kind;

/* "energy1_input" of the kernel's hwmon is in microjoules by definition. */
static bool is_hwmon(const char *stem)
{
    return strncmp(stem, "energy", 6) == 0 &&
           strcmp(stem + 6 + strspn(stem + 6, "0123456789"), "input") == 0 &&
           stem[6] != 'i';
}

/* "energy_uj", "package-0_energy_uj", "intel-rapl:0", "dram (uJ)"; stem is what is left
 * without the words that all have. */
static column_kind kind_of(const char *text, char stem[PLUME_COLUMN_NAME_MAX])
{
    static const char *const words[] = { "maxenergyrangeuj", "energyuj", "uj" };
    char unit[PLUME_COLUMN_NAME_MAX];
    column_kind kind = NO_COUNTER;

    plume_power_column_name(stem, unit, text, strlen(text));
    if (strcmp(unit, "uJ") == 0 || is_hwmon(stem) || strncmp(stem, "intelrapl", 9) == 0)
        kind = COUNTER;
    for (size_t i = 0; i < 3; i++) {
        char *at = strstr(stem, words[i]);

        if (at == NULL || (i == 2 && at[2] != '\0'))
            continue;
        kind = i == 0 ? RANGE : COUNTER;
        memmove(at, at + strlen(words[i]), strlen(at + strlen(words[i])) + 1);
        break;
    }
    return kind;
}

static bool is_counter(const char *text)
{
    char stem[PLUME_COLUMN_NAME_MAX];

    return kind_of(text, stem) == COUNTER;
}

static bool is_time(const char *text)
{
    return plume_power_column_of(text, strlen(text)).kind == PLUME_POWER_COLUMN_TIME;
}

/* Whether a column of the first line is of a kind. */
static bool has_column(const plume_head *head, bool (*is)(const char *), size_t *columns)
{
    size_t length = strcspn(head->bytes, "\r\n");
    char delimiter = plume_csv_delimiter(head->bytes, length);
    const char *at = head->bytes, *end = head->bytes + length;
    bool has = false;

    for (*columns = 0; at < end; ++*columns) {
        const char *mark = memchr(at, delimiter, (size_t)(end - at));
        size_t cell = (size_t)((mark != NULL ? mark : end) - at);
        char text[PLUME_COLUMN_NAME_MAX] = "";

        if (cell < sizeof text)
            memcpy(text, at, cell);
        has = has || is(text);
        at += cell + 1;
    }
    return has;
}

/* A table of results may have an energy among its columns. */
static int confidence(const plume_head *head)
{
    size_t columns;

    if (!has_column(head, is_counter, &columns))
        return 0;
    return has_column(head, is_time, &columns) || columns == 1 ? 75 : 25;
}

/* --- reading --- */

typedef struct counter {
    size_t column, range; /* range SIZE_MAX: no column has it */
} counter;

typedef struct reading {
    plume_log *log;
    counter counter[COUNTERS_MAX];
    size_t count, time, zone, host; /* SIZE_MAX: not there */
    plume_text name;                /* of the zone at hand */
    double t_s;                     /* of the batch at hand */
    plume_rapl_batch batch;
    plume_power_rounds rounds;
} reading;

static size_t find_range(const plume_power_table *table, const char *wanted)
{
    for (size_t i = 0; i < plume_header_count(table->header); i++) {
        char stem[PLUME_COLUMN_NAME_MAX];

        if (kind_of(plume_header_at(table->header, i), stem) == RANGE &&
            strcmp(stem, wanted) == 0)
            return i;
    }
    return SIZE_MAX;
}

static void find_columns(reading *cap, const plume_power_table *table)
{
    static const char *const zones[] = { "zone",   "domain", "name",   "package", "rapl",
                                         "socket", "path",   "device", "counter", NULL };

    cap->time = SIZE_MAX;
    for (size_t i = 0; i < plume_header_count(table->header); i++) {
        const char *name = plume_header_at(table->header, i);
        char stem[PLUME_COLUMN_NAME_MAX];

        if (kind_of(name, stem) == COUNTER && cap->count < COUNTERS_MAX)
            cap->counter[cap->count++] = (counter){ i, find_range(table, stem) };
        else if (cap->time == SIZE_MAX &&
                 plume_power_column_of(name, strlen(name)).kind ==
                     PLUME_POWER_COLUMN_TIME)
            cap->time = i;
    }
    cap->host = plume_power_table_find_host(table);
    cap->zone = cap->count == 1 ? plume_power_table_find_any(table, zones) : SIZE_MAX;
}

static plume_status take_header(void *state, const plume_power_table *table,
                                plume_error *error)
{
    reading *cap = state;

    find_columns(cap, table);
    if (cap->count == 0) {
        plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(cap->log), table->row.line,
                      0, "there is no column of a counter in microjoules");
        plume_hint(error, "name it energy_uj, or package-0_energy_uj and dram_energy_uj");
        return PLUME_ERR_MISSING;
    }
    if (cap->time != SIZE_MAX)
        return PLUME_OK;
    return plume_power_need_interval(cap->log, table->row.line, "", error);
}

/* Where the counter wraps; NAN: it is not logged. */
static double range_of(const reading *cap, const plume_power_table *table, size_t i)
{
    plume_field field = plume_power_table_cell(table, cap->counter[i].range);
    double range_uj;

    return plume_number_parse(&range_uj, field.text, field.length) && range_uj > 0.0
               ? range_uj
               : NAN;
}

/* --- rows --- */

static plume_status take_counter(reading *cap, const plume_power_table *table, size_t i,
                                 plume_error *error)
{
    size_t column = cap->counter[i].column;
    plume_field field = plume_power_table_cell(table, column);
    plume_field zone = plume_power_table_cell(table, cap->zone);
    plume_power_sample sample;
    plume_rapl_domain domain;
    double value_uj = NAN;
    const char *device;

    if (!plume_power_cell_is_missing(field.text, field.length) &&
        !plume_number_parse(&value_uj, field.text, field.length)) {
        plume_power_table_reject(table, column, "energy in microjoules");
        return PLUME_OK;
    }
    plume_power_sample_init(&sample);
    device = zone.length > 0 ? zone.text : plume_header_at(table->header, column);
    plume_power_device_name(&cap->name, plume_power_table_cell(table, cap->host).text,
                            device);
    if (plume_text_status(&cap->name, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    sample.device = cap->name.data;
    sample.host = plume_power_table_cell(table, cap->host).text;
    sample.t_s = cap->t_s;
    sample.counter_j = value_uj / MICROJOULES_PER_JOULE;
    domain = plume_rapl_domain_of(device, strlen(device));
    sample.kind = plume_rapl_counter_kind(domain);
    sample.counter_modulus_j = range_of(cap, table, i) / MICROJOULES_PER_JOULE;
    return plume_rapl_batch_add(&cap->batch, domain, &sample, table->row.line, error);
}

/* Sets cap->t_s; another time ends the batch. */
static plume_status take_time(reading *cap, const plume_power_table *table,
                              plume_error *error)
{
    plume_field zone = plume_power_table_cell(table, cap->zone);
    plume_field time = plume_power_table_cell(table, cap->time);
    plume_timestamp moment = { NAN, true };
    plume_power_sample sample;
    double before_s = cap->t_s;
    plume_status status = PLUME_OK;

    plume_power_sample_init(&sample);
    sample.device = zone.text;
    if (cap->time == SIZE_MAX) {
        status = plume_power_rounds_next(&cap->rounds, &sample,
                                         plume_log_options(cap->log)->interval_s, error);
        moment.t_s = sample.t_s;
    } else {
        moment = plume_timestamp_read(cap->log, time.text, time.length, table->row.line);
    }
    cap->t_s = moment.t_s;
    if (status != PLUME_OK || isnan(moment.t_s) ||
        (moment.t_s == before_s && cap->batch.count < PLUME_RAPL_BATCH_MAX))
        return status;
    status = plume_rapl_batch_flush(&cap->batch, cap->log, error);
    return status == PLUME_OK ? plume_rapl_tell(cap->log, moment.relative, error)
                              : status;
}

static plume_status take_row(void *state, const plume_power_table *table,
                             plume_error *error)
{
    reading *cap = state;
    plume_status status = take_time(cap, table, error);

    if (status == PLUME_OK && isnan(cap->t_s)) {
        plume_power_table_reject(table, cap->time, "time");
        return PLUME_OK;
    }
    for (size_t i = 0; i < cap->count && status == PLUME_OK; i++)
        status = take_counter(cap, table, i, error);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading *cap = calloc(1, sizeof *cap);
    plume_status status;

    if (cap == NULL)
        return plume_fail_memory(error);
    cap->log = log;
    cap->t_s = NAN;
    plume_text_init(&cap->name);
    status = plume_power_table_read(log, take_header, take_row, cap, error);
    if (status == PLUME_OK)
        status = plume_rapl_batch_flush(&cap->batch, log, error);
    plume_rapl_batch_dispose(&cap->batch);
    plume_text_dispose(&cap->name);
    plume_power_rounds_dispose(&cap->rounds);
    free(cap);
    return status == PLUME_OK ? plume_timestamp_settle(log, error) : status;
}

const plume_reader plume_reader_powercap = {
    .name = "powercap",
    .title = "powercap energy_uj counters as CSV",
    .confidence = confidence,
    .read = read,
};
