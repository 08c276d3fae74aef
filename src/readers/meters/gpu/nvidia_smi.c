/* nvidia-smi --query-gpu=... --format=csv -l 1: one row a device and moment, the columns
 * that were asked for. */
#include "readers/meters/gpu/device_cells.h"
#include "readers/meters/gpu/nvidia_smi_columns.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/ascii.h"
#include "core/data/csv.h"
#include "core/input/source_text.h"
#include "logs/power/bursts.h"
#include "logs/power/rounds.h"
#include "logs/power/timestamp.h"
#include "logs/power/cell.h"
#include "logs/power/table.h"
#include "logs/power/usual.h"
#include "logs/power_trace.h"

static const char recommended[] =
    "log with `nvidia-smi --query-gpu=timestamp,index,uuid,name,power.draw,"
    "utilization.gpu --format=csv -l 1`";

/* --- columns --- */

static bool is_power(plume_smi_column column)
{
    return column == PLUME_SMI_DRAW || column == PLUME_SMI_AVERAGE ||
           column == PLUME_SMI_INSTANT;
}

/* --- reading --- */

typedef struct reading {
    plume_log *log;
    plume_csv *csv;
    plume_row row;
    size_t at[PLUME_SMI_COLUMN_COUNT]; /* of each column, SIZE_MAX: not there */
    size_t count;                      /* of columns */
    size_t power[3], powers;           /* the columns of power, the best one first */
    bool bound, has_id;
    plume_power_sample sample; /* of the row; what no column tells is unknown */
    bool described;            /* what is the same in all rows that follow */
    char first_name[96];
    plume_power_bursts bursts;
    plume_power_rounds rounds;
    plume_power_form form;
    plume_text device, key;
    plume_device_cells known;
    plume_usual_table usual;
} reading;

static void unbind(reading *smi)
{
    for (size_t i = 0; i < PLUME_SMI_COLUMN_COUNT; i++)
        smi->at[i] = SIZE_MAX;
    smi->count = smi->powers = 0;
    smi->has_id = false;
    plume_power_sample_init(&smi->sample);
    plume_device_cells_forget(&smi->known);
}

static const plume_smi_column telling[] = { PLUME_SMI_INDEX,  PLUME_SMI_GPU,
                                            PLUME_SMI_UUID,   PLUME_SMI_BUS,
                                            PLUME_SMI_SERIAL, PLUME_SMI_HOST };

static bool is_id(plume_smi_column column)
{
    return column == PLUME_SMI_INDEX || column == PLUME_SMI_GPU ||
           column == PLUME_SMI_UUID || column == PLUME_SMI_BUS ||
           column == PLUME_SMI_SERIAL;
}

static void bind_one(reading *smi, const char *text, size_t length)
{
    plume_smi_column column = plume_smi_column_of(text, length);

    if (smi->at[column] == SIZE_MAX) {
        smi->at[column] = smi->count;
        for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++)
            if (column == telling[i])
                plume_device_cells_tell(&smi->known, smi->count);
        smi->has_id = smi->has_id || is_id(column);
    }
    smi->count++;
}

static bool has(const reading *smi, plume_smi_column column)
{
    return smi->at[column] != SIZE_MAX;
}

static plume_status check_columns(const reading *smi, plume_error *error)
{
    const char *path = plume_log_path(smi->log);

    if (!has(smi, PLUME_SMI_DRAW) && !has(smi, PLUME_SMI_AVERAGE) &&
        !has(smi, PLUME_SMI_INSTANT)) {
        plume_fail_at(error, PLUME_ERR_MISSING, path, smi->row.line, 0,
                      "there is no column power.draw");
    } else if (!has(smi, PLUME_SMI_TIME) &&
               isnan(plume_log_options(smi->log)->interval_s)) {
        plume_fail_at(error, PLUME_ERR_MISSING, path, smi->row.line, 0,
                      "there is no column timestamp: when the samples were taken is not "
                      "known");
        plume_hint(error, "%s, or say --interval SECONDS", recommended);
        return PLUME_ERR_MISSING;
    } else {
        return PLUME_OK;
    }
    plume_hint(error, "%s", recommended);
    return PLUME_ERR_MISSING;
}

/* An average fits the interval between samples better than the last moment of it. */
static void find_powers(reading *smi)
{
    static const plume_smi_column powers[] = { PLUME_SMI_AVERAGE, PLUME_SMI_DRAW,
                                               PLUME_SMI_INSTANT };

    for (size_t i = 0; i < sizeof powers / sizeof powers[0]; i++)
        if (has(smi, powers[i]))
            smi->power[smi->powers++] = smi->at[powers[i]];
}

/* Rows are alike when they have the same columns and call a device, its host and its kind
 * the same. */
static void bind_usual(reading *smi)
{
    plume_usual_columns columns = { .count = smi->count,
                                    .time = smi->at[PLUME_SMI_TIME],
                                    .share = smi->at[PLUME_SMI_UTILIZATION],
                                    .powers = smi->powers,
                                    .tellings = smi->known.columns,
                                    .unended = !plume_source_lines_are_ended(
                                        plume_log_source(smi->log)) };

    memcpy(columns.power, smi->power, sizeof smi->power);
    memcpy(columns.telling, smi->known.column,
           smi->known.columns * sizeof *columns.telling);
    if (has(smi, PLUME_SMI_NAME))
        columns.telling[columns.tellings++] = smi->at[PLUME_SMI_NAME];
    plume_usual_table_header(&smi->usual, &columns);
    smi->usual.bursts = smi->has_id ? NULL : &smi->bursts;
}

/* The columns that the user lists for a log without a header. */
static plume_status bind_listed(reading *smi, const char *list, plume_error *error)
{
    for (const char *at = list; *at != '\0';) {
        size_t length = strcspn(at, ",");
        size_t blanks = strspn(at, " ");

        bind_one(smi, at + blanks, blanks < length ? length - blanks : 0);
        at += length + (at[length] == ',');
    }
    smi->bound = true;
    find_powers(smi);
    bind_usual(smi);
    return check_columns(smi, error);
}

/* A row of names, none of them a reading; no header begins with a figure. */
static bool is_header(const plume_row *row)
{
    if (row->count > 0 && plume_is_digit(row->field[0].text[0]))
        return false;
    for (size_t i = 0; i < row->count; i++)
        if (row->field[i].text[0] >= 'a' && /* no name begins like a figure */
            is_power(plume_smi_column_of(row->field[i].text, row->field[i].length)))
            return true;
    return row->count > 0 && plume_smi_column_of(row->field[0].text,
                                                 row->field[0].length) == PLUME_SMI_TIME;
}

static plume_status bind_header(reading *smi, plume_error *error)
{
    if (smi->bound)
        plume_log_note(smi->log, PLUME_INFO, smi->row.line, "repeated-header",
                       "the header occurs again: runs were appended");
    unbind(smi);
    smi->described = false;
    for (size_t i = 0; i < smi->row.count; i++)
        bind_one(smi, smi->row.field[i].text, smi->row.field[i].length);
    smi->bound = true;
    find_powers(smi);
    bind_usual(smi);
    return check_columns(smi, error);
}

/* --- rows --- */

static plume_field cell(const reading *smi, plume_smi_column column)
{
    static const plume_field nothing = { "", 0 };
    size_t at = smi->at[column];

    return at < smi->row.count ? smi->row.field[at] : nothing;
}

static bool is_there(plume_field text)
{
    return !plume_power_cell_is_missing(text.text, text.length);
}

/* What a device is called. A log may have an index that is the same in all rows beside a
 * number that people added. */
static void name_device(reading *smi)
{
    static const plume_smi_column ids[] = { PLUME_SMI_INDEX, PLUME_SMI_GPU,
                                            PLUME_SMI_UUID, PLUME_SMI_BUS,
                                            PLUME_SMI_SERIAL };
    plume_field index = cell(smi, PLUME_SMI_INDEX), gpu = cell(smi, PLUME_SMI_GPU);
    const char *id = "";

    for (size_t i = 0; i < sizeof ids / sizeof ids[0] && id[0] == '\0'; i++)
        if (is_there(cell(smi, ids[i])))
            id = cell(smi, ids[i]).text;
    plume_power_device_name(&smi->device, cell(smi, PLUME_SMI_HOST).text, id);
    if (id == index.text && is_there(gpu) && strcmp(gpu.text, index.text) != 0)
        plume_text_printf(&smi->device, " %s", gpu.text);
}

/* A UUID is of one device in the world, a bus id of one in its host; indices may change
 * and begin at 0 on every host. */
static void key_device(reading *smi)
{
    plume_field uuid = cell(smi, PLUME_SMI_UUID), bus = cell(smi, PLUME_SMI_BUS);

    plume_text_clear(&smi->key);
    if (is_there(uuid))
        plume_text_add(&smi->key, uuid.text);
    else if (is_there(bus))
        plume_power_device_name(&smi->key, cell(smi, PLUME_SMI_HOST).text, bus.text);
}

/* NULL: out of memory. */
static plume_known_device *device_of(reading *smi)
{
    plume_known_device *device;

    device = plume_device_cells_find(&smi->known, smi->row.field);
    if (device != NULL)
        return device;
    name_device(smi);
    key_device(smi);
    if (smi->device.status != PLUME_OK || smi->key.status != PLUME_OK)
        return NULL;
    return plume_device_cells_add(&smi->known, smi->row.field, smi->device.data,
                                  smi->key.data);
}

/* False for text that is no reading; *column is where it stands. */
static bool read_watts(const reading *smi, double *watts, size_t *column)
{
    *watts = NAN;
    for (size_t i = 0; i < smi->powers && isnan(*watts); i++) {
        plume_field text = smi->row.field[smi->power[i]];

        *column = smi->power[i];
        if (!plume_power_cell_watts(watts, text.text, text.length))
            return false;
    }
    return true;
}

static plume_status refuse_shared(const reading *smi, const char *why, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(smi->log), smi->row.line, 0,
                  "%s, and no column tells them apart", why);
    plume_hint(error, "%s", recommended);
    return PLUME_ERR_VALUE;
}

/* Rows of several devices must be told apart by more than their moment. */
static plume_status check_alone(reading *smi, double t_s, plume_error *error)
{
    plume_field name = cell(smi, PLUME_SMI_NAME);

    if (smi->first_name[0] == '\0')
        snprintf(smi->first_name, sizeof smi->first_name, "%s", name.text);
    else if (name.length > 0 &&
             strncmp(smi->first_name, name.text, sizeof smi->first_name - 1) != 0)
        return refuse_shared(smi, "the samples are of several devices", error);
    plume_power_bursts_add(&smi->bursts, t_s);
    return PLUME_OK;
}

static plume_status describe(reading *smi, bool relative, plume_error *error)
{
    plume_trace_about about;

    smi->described = !has(smi, PLUME_SMI_NAME) && !has(smi, PLUME_SMI_HOST);
    plume_trace_about_init(&about);
    about.device = cell(smi, PLUME_SMI_NAME).text;
    about.host = cell(smi, PLUME_SMI_HOST).text;
    about.relative = relative;
    return plume_log_trace(smi->log, &about, error);
}

static plume_status read_time(reading *smi, bool *rejected, plume_error *error)
{
    plume_field text = cell(smi, PLUME_SMI_TIME);
    plume_power_sample *sample = &smi->sample;
    plume_timestamp moment;

    *rejected = false;
    if (!has(smi, PLUME_SMI_TIME))
        return plume_power_rounds_next(&smi->rounds, sample,
                                       plume_log_options(smi->log)->interval_s, error);
    moment = plume_timestamp_read(smi->log, text.text, text.length, smi->row.line);
    sample->t_s = moment.t_s;
    *rejected = isnan(moment.t_s);
    if (*rejected)
        plume_log_reject(smi->log, smi->row.line, smi->at[PLUME_SMI_TIME] + 1,
                         "bad-value", "timestamp is '%.40s', expected a time", text.text);
    return PLUME_OK;
}

static void read_share(reading *smi)
{
    plume_field share = cell(smi, PLUME_SMI_UTILIZATION);

    if (has(smi, PLUME_SMI_UTILIZATION))
        smi->sample.utilization = plume_power_cell_share(share.text, share.length);
}

static plume_status learn(reading *smi, plume_error *error)
{
    plume_power_sample sample = smi->sample;

    if (!has(smi, PLUME_SMI_TIME))
        return PLUME_OK;
    sample.host = cell(smi, PLUME_SMI_HOST).text;
    return plume_usual_table_learn(&smi->usual, &smi->row, &sample, error);
}

/* A device is shown by index and host, and told apart by its UUID where that is
 * logged. */
static plume_status take_row(reading *smi, plume_error *error)
{
    plume_known_device *device;
    plume_status status;
    size_t column;
    bool rejected;

    if (plume_power_row_is_cut(&smi->form, smi->log, &smi->row))
        return PLUME_OK;
    device = device_of(smi);
    if (device == NULL)
        return plume_fail_memory(error);
    smi->sample.device = device->name;
    smi->sample.key = device->key;
    smi->sample.slot = &device->slot;
    read_share(smi);
    status = read_time(smi, &rejected, error);
    if (status != PLUME_OK || rejected)
        return status;
    if (!read_watts(smi, &smi->sample.watts, &column)) {
        plume_log_reject(smi->log, smi->row.line, column + 1, "bad-value",
                         "the power is '%.40s', expected watts",
                         smi->row.field[column].text);
        return PLUME_OK;
    }
    if (!smi->has_id)
        status = check_alone(smi, smi->sample.t_s, error);
    if (status == PLUME_OK && !smi->described)
        status = describe(smi, !has(smi, PLUME_SMI_TIME), error);
    if (status == PLUME_OK)
        status = plume_log_sample(smi->log, &smi->sample, smi->row.line, error);
    return status == PLUME_OK ? learn(smi, error) : status;
}

/* nvidia-smi writes its own failures between the rows. */
static void reject_sentence(const reading *smi)
{
    plume_log_reject(smi->log, smi->row.line, 0, "torn-row",
                     "'%.60s' is no row of %zu columns", smi->row.field[0].text,
                     smi->count);
}

static plume_status no_header(const reading *smi, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(smi->log), smi->row.line, 0,
                  "there is no header");
    plume_hint(error,
               "say --columns timestamp,index,power.draw or whatever was asked "
               "for, or %s",
               recommended);
    return PLUME_ERR_MISSING;
}

static bool is_blank(const plume_row *row)
{
    return row->count == 1 && row->field[0].length == 0;
}

static plume_status read_row(reading *smi, plume_error *error)
{
    if (is_blank(&smi->row))
        return PLUME_OK;
    if (is_header(&smi->row))
        return bind_header(smi, error);
    if (!smi->bound && smi->row.count > 1)
        return no_header(smi, error);
    if (smi->row.count != smi->count) {
        reject_sentence(smi);
        return PLUME_OK;
    }
    return take_row(smi, error);
}

static plume_status read_rows(reading *smi, plume_error *error)
{
    plume_status status = PLUME_OK;
    bool took;

    while (status == PLUME_OK) {
        status = plume_usual_table_take(&smi->usual, &smi->sample, &took, error);
        if (status == PLUME_OK && took)
            continue;
        if (status == PLUME_OK)
            status = plume_csv_next(smi->csv, &smi->row, error);
        if (status != PLUME_OK || smi->row.count == 0)
            break;
        status = read_row(smi, error);
    }
    if (status == PLUME_OK && plume_power_bursts_found(&smi->bursts))
        return refuse_shared(smi, "the samples come in bursts, as of several devices",
                             error);
    return status == PLUME_OK ? plume_timestamp_settle(smi->log, error) : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    const char *listed = plume_log_options(log)->columns;
    reading smi = { .log = log };
    plume_status status;

    unbind(&smi);
    plume_text_init(&smi.device);
    plume_text_init(&smi.key);
    status = plume_csv_open(&smi.csv, plume_log_source(log), ',', error);
    smi.usual.log = log;
    smi.usual.csv = smi.csv;
    smi.usual.form = &smi.form;
    if (status == PLUME_OK && listed[0] != '\0')
        status = bind_listed(&smi, listed, error);
    if (status == PLUME_OK)
        status = read_rows(&smi, error);
    if (smi.csv != NULL)
        plume_csv_close(smi.csv);
    plume_power_rounds_dispose(&smi.rounds);
    plume_text_dispose(&smi.device);
    plume_text_dispose(&smi.key);
    plume_device_cells_forget(&smi.known);
    plume_usual_table_dispose(&smi.usual);
    return status;
}

const plume_reader plume_reader_nvidia_smi = {
    .name = "nvidia_smi",
    .title = "nvidia-smi query CSV",
    .confidence = plume_smi_confidence,
    .read = read,
};
