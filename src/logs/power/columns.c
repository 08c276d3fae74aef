/* Names of columns, as people choose them, and what each means in a power log. */
#include "logs/power/columns.h"

#include <string.h>
#include <strings.h>

#include "core/ascii.h"
#include "core/data/csv_header.h"
#include "logs/power/cell.h"

/* name and the raw text in lower case. */
typedef struct spelling {
    char name[PLUME_COLUMN_NAME_MAX]; /* letters and digits */
    char unit[PLUME_COLUMN_NAME_MAX];
    char raw[PLUME_COLUMN_NAME_MAX];
} spelling;

static spelling spell(const char *text, size_t length)
{
    spelling out;
    size_t used = 0;

    plume_power_column_name(out.name, out.unit, text, length);
    for (; used < length && used + 1 < sizeof out.raw; used++)
        out.raw[used] = plume_lower(text[used]);
    out.raw[used] = '\0';
    return out;
}

static bool has_any(const char *name, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strstr(name, *list) != NULL)
            return true;
    return false;
}

/* "gpu0", "gpu12", "0", "card1": nothing but a number behind a device. */
static bool is_numbered(const char *name)
{
    static const char *const before[] = { "gpu", "card", "device", "accelerator", NULL };

    for (size_t i = 0; before[i] != NULL; i++) {
        size_t length = strlen(before[i]);

        if (strncmp(name, before[i], length) == 0 && name[length] != '\0' &&
            name[length + strspn(name + length, "0123456789")] == '\0')
            return true;
    }
    return false;
}

/* "power1_average" and "power1_input" of the kernel's hwmon are microwatts by definition
 * (Documentation/hwmon/sysfs-interface). */
static bool is_hwmon(const char *raw)
{
    const char *at = strstr(raw, "power");
    size_t digits = at != NULL ? strspn(at + 5, "0123456789") : 0;

    return digits > 0 && (strcmp(at + 5 + digits, "_average") == 0 ||
                          strcmp(at + 5 + digits, "_instant") == 0 ||
                          strcmp(at + 5 + digits, "_input") == 0);
}

/* Whether a text ends with a word, which may stand in the plural. */
static bool ends_in_word(const char *text, const char *word)
{
    size_t length = strlen(text), own = strlen(word);

    length -= length > 0 && text[length - 1] == 's';
    return length >= own && memcmp(text + length - own, word, own) == 0;
}

/* "milliwatts" in the brackets of "Power (Milliwatts)". */
static bool is_unit_word(const char *unit, const char *word)
{
    size_t own = strlen(word);

    return strncasecmp(unit, word, own) == 0 &&
           (unit[own] == '\0' || strcasecmp(unit + own, "s") == 0);
}

/* Watts in one of the units that the name gives; 0 when it gives none. */
static double unit_of(const spelling *as)
{
    static const struct {
        const char *unit, *ending, *word;
        double watts;
    } units[] = {
        { "uW", "_uw", "microwatt", 1e-6 }, { "mW", "_mw", "milliwatt", 1e-3 },
        { "kW", "_kw", "kilowatt", 1e3 },   { "MW", "_megaw", "megawatt", 1e6 },
        { "W", "_w", "watt", 1.0 },         { "W", " w", "watt", 1.0 },
    };

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(as->unit, units[i].unit) == 0 ||
            is_unit_word(as->unit, units[i].word) ||
            plume_ends_in(as->raw, units[i].ending) ||
            ends_in_word(as->name, units[i].word))
            return units[i].watts;
    return is_hwmon(as->raw) ? 1e-6 : 0.0;
}

static plume_scope scope_of(const char *name, plume_meter meter)
{
    static const char *const devices[] = {
        "gpu", "card", "accel", "tpu", "device", NULL
    };
    static const char *const others[] = { "cpu",  "ram",    "pkg", "package",
                                          "psys", "memory", NULL };

    if (has_any(name, devices))
        return PLUME_SCOPE_DEVICE;
    return meter != PLUME_METER_PART || has_any(name, others) ? PLUME_SCOPE_IT
                                                              : PLUME_SCOPE_UNKNOWN;
}

static bool is_energy(const spelling *as)
{
    static const char *const units[] = { "kwh", "wh", "joule", "energy", NULL };

    return has_any(as->name, units) || strstr(as->unit, "Wh") != NULL ||
           strcmp(as->unit, "J") == 0 || plume_ends_in(as->raw, "_j");
}

/* A limit is no reading, and neither is what was computed from others. */
static bool is_no_reading(const char *name)
{
    static const char *const words[] = { "max",      "min",        "limit",  "cap",
                                         "rated",    "tdp",        "target", "state",
                                         "factor",   "percent",    "pct",    "mode",
                                         "peak",     "idle",       "budget", "powerof",
                                         "powerlaw", "horsepower", NULL };

    return has_any(name, words);
}

/* "sum" also stands in what is consumed. */
static bool is_total(const char *name)
{
    static const char *const words[] = { "total", "mean", "average", "avg", NULL };
    const char *sum = strstr(name, "sum");

    return has_any(name, words) ||
           (sum != NULL && (sum - name < 3 || strncmp(sum - 3, "con", 3) != 0));
}

static bool is_telemetry(const char *name)
{
    static const char *const parts[] = { "temp", "fan",     "clock",    "freq",
                                         "mem",  "volt",    "amp",      "current",
                                         "util", "pstate",  "throttle", "sm",
                                         "pcie", "encoder", "decoder",  "load",
                                         "mhz",  NULL };

    return has_any(name, parts);
}

/* A unit of watts is as good a sign as the word "power"; energies are none. */
static plume_power_column power_column(const spelling *as)
{
    static const char *const plain[] = { "power", "powerw", "powerwatts", "watts", NULL };
    double watts = unit_of(as);
    bool named = (strstr(as->name, "power") != NULL || watts > 0.0) && !is_energy(as);
    plume_power_column column = { .watts_per_unit = 1.0, .sure = named };

    if (named || is_numbered(as->name) || is_telemetry(as->name))
        column.meter = plume_meter_of(as->raw);
    column.scope = scope_of(as->name, column.meter);
    column.plain = plume_is_one_of(as->name, plain);
    if (watts > 0.0)
        column.watts_per_unit = watts;
    if (named && is_no_reading(as->name))
        column.kind = PLUME_POWER_COLUMN_TELEMETRY;
    else if (named && is_total(as->name))
        column.kind = PLUME_POWER_COLUMN_TOTAL;
    else if (named)
        column.kind = PLUME_POWER_COLUMN_WATTS;
    else if (is_numbered(as->name))
        column.kind = PLUME_POWER_COLUMN_GPU;
    return column;
}

/* Names as they were met in logs and tools, in small letters without marks
 * (plume_power_column_name). */
plume_power_column plume_power_column_of(const char *text, size_t length)
{
    static const char *const times[] = { "timestamp",   "time",        "datetime",
                                         "ts",          "dateandtime", "datetimeutc",
                                         "epoch",       "unixtime",    "unixtimestamp",
                                         "times",       "seconds",     "secs",
                                         "elapsed",     "elapsedtime", "elapseds",
                                         "walltime",    "timesec",     "timeseconds",
                                         "timems",      "timens",      "timestampms",
                                         "timestampns", "timestamps",  "localtime",
                                         "utc",         "t",           "createdat",
                                         "timeutc",     NULL };
    static const char *const days[] = { "date", "day", NULL };
    static const char *const ids[] = { "gpu",    "gpuid",    "index", "gpuindex",
                                       "device", "deviceid", "uuid",  "gpuuuid",
                                       "id",     "idx",      "card",  "cardid",
                                       NULL };
    static const char *const models[] = { "name",    "gpuname",    "model", "modelname",
                                          "gputype", "devicename", NULL };
    static const char *const hosts[] = { "host",     "hostname", "node",
                                         "nodename", "server",   NULL };
    static const char *const sensors[] = {
        "sensor", "sensorname", "sensorid", "domain", "rail",      "channel", "outlet",
        "meter",  "feed",       "probe",    "psu",    "component", NULL
    };
    static const char *const busy[] = { "utilization", "utilizationgpu",
                                        "gpuutil",     "gpuutilization",
                                        "util",        "gfxactivity",
                                        NULL };
    spelling as = spell(text, length);
    plume_power_column column = { .kind = PLUME_POWER_COLUMN_OTHER };

    if (plume_is_one_of(as.name, times))
        column.kind = PLUME_POWER_COLUMN_TIME;
    else if (plume_is_one_of(as.name, days))
        column.kind = PLUME_POWER_COLUMN_DATE;
    else if (plume_is_one_of(as.name, ids))
        column.kind = PLUME_POWER_COLUMN_ID;
    else if (plume_is_one_of(as.name, models))
        column.kind = PLUME_POWER_COLUMN_NAME;
    else if (plume_is_one_of(as.name, hosts))
        column.kind = PLUME_POWER_COLUMN_HOST;
    else if (plume_is_one_of(as.name, sensors))
        column.kind = PLUME_POWER_COLUMN_SENSOR;
    else if (plume_is_one_of(as.name, busy))
        column.kind = PLUME_POWER_COLUMN_UTILIZATION;
    else
        column = power_column(&as);
    if (column.kind != PLUME_POWER_COLUMN_OTHER && strstr(as.name, "gpu") != NULL)
        column.scope = PLUME_SCOPE_DEVICE;
    if (column.kind == PLUME_POWER_COLUMN_OTHER && is_telemetry(as.name))
        column.kind = PLUME_POWER_COLUMN_TELEMETRY;
    if (column.kind == PLUME_POWER_COLUMN_OTHER)
        column.scope = PLUME_SCOPE_UNKNOWN;
    return column;
}

/* --- together --- */

void plume_power_layout_start(plume_power_layout *layout)
{
    layout->count = layout->watts_count = layout->known = 0;
    layout->sure = layout->of_wandb = layout->inside = false;
    layout->scope = PLUME_SCOPE_UNKNOWN;
    layout->time = layout->date = layout->id = SIZE_MAX;
    layout->name = layout->host = layout->utilization = SIZE_MAX;
    layout->further_id = layout->uuid = layout->sensor = SIZE_MAX;
}

static void note_place(size_t *place, size_t at)
{
    if (*place == SIZE_MAX)
        *place = at;
}

/* Of two columns of ids one may be the same in all rows. */
static void note_id(plume_power_layout *layout, size_t at, const char *text,
                    size_t length)
{
    spelling as = spell(text, length);

    if (strstr(as.name, "uuid") != NULL)
        note_place(&layout->uuid, at);
    else if (layout->id == SIZE_MAX)
        layout->id = at;
    else
        note_place(&layout->further_id, at);
}

/* "system.gpu.0.powerWatts", or with slashes, behind the name of a run or not. */
static bool is_of_wandb(const char *text, size_t length)
{
    spelling as = spell(text, length);

    return strstr(as.raw, "gpu") != NULL &&
           (plume_ends_in(as.raw, ".powerwatts") || plume_ends_in(as.raw, "/powerwatts"));
}

/* A heading like "GPU0" may be a load or a temperature as well; one column whose name
 * says power vouches for the others. */
void plume_power_layout_add(plume_power_layout *layout, const char *text, size_t length)
{
    size_t at = layout->count;
    plume_power_column column;

    if (at >= PLUME_POWER_COLUMNS_MAX)
        return;
    column = plume_power_column_of(text, length);
    layout->column[layout->count++] = column;
    if (length > 0 && plume_lower(text[length - 1]) == 's') /* not to spell all */
        layout->of_wandb = layout->of_wandb || is_of_wandb(text, length);
    layout->known += column.kind != PLUME_POWER_COLUMN_OTHER;
    layout->sure = layout->sure || (column.sure && column.kind >= PLUME_POWER_COLUMN_GPU);
    switch (column.kind) {
    case PLUME_POWER_COLUMN_TIME:
        note_place(&layout->time, at);
        break;
    case PLUME_POWER_COLUMN_DATE:
        note_place(&layout->date, at);
        break;
    case PLUME_POWER_COLUMN_ID:
        note_id(layout, at, text, length);
        break;
    case PLUME_POWER_COLUMN_SENSOR:
        note_place(&layout->sensor, at);
        break;
    case PLUME_POWER_COLUMN_NAME:
        note_place(&layout->name, at);
        break;
    case PLUME_POWER_COLUMN_HOST:
        note_place(&layout->host, at);
        break;
    case PLUME_POWER_COLUMN_UTILIZATION:
        note_place(&layout->utilization, at);
        break;
    default:
        break;
    }
}

static void collect(plume_power_layout *layout, plume_power_column_kind kind)
{
    for (size_t i = 0; i < layout->count; i++)
        if (layout->column[i].kind == kind)
            layout->watts[layout->watts_count++] = i;
}

/* A machine's column makes the sum one of IT equipment, as accelerators alone are
 * inside it. */
static plume_scope common_scope(const plume_power_layout *layout)
{
    plume_scope scope = PLUME_SCOPE_UNKNOWN;

    for (size_t i = 0; i < layout->watts_count; i++) {
        plume_scope one = layout->column[layout->watts[i]].scope;

        if (one == PLUME_SCOPE_IT || scope == PLUME_SCOPE_UNKNOWN)
            scope = one;
    }
    /* Watts without a name, beside the number of a GPU. */
    for (size_t i = 0; i < layout->count && scope == PLUME_SCOPE_UNKNOWN; i++)
        if (layout->column[i].scope == PLUME_SCOPE_DEVICE)
            scope = PLUME_SCOPE_DEVICE;
    return scope;
}

/* Power without a word, beside that of a processor and of other parts, is the node's, as
 * in Cray's pm_counters. */
static void find_plain_total(plume_power_layout *layout)
{
    size_t parts = 0;

    for (size_t i = 0; i < layout->count; i++)
        parts += layout->column[i].kind == PLUME_POWER_COLUMN_WATTS &&
                 !layout->column[i].plain &&
                 layout->column[i].meter == PLUME_METER_PART &&
                 layout->column[i].scope != PLUME_SCOPE_UNKNOWN;
    for (size_t i = 0; i < layout->count && parts > 1; i++)
        if (layout->column[i].plain && layout->column[i].kind == PLUME_POWER_COLUMN_WATTS)
            layout->column[i].kind = PLUME_POWER_COLUMN_TOTAL;
}

/* The readings, else the total, else the columns that are only numbered. */
void plume_power_layout_settle(plume_power_layout *layout)
{
    static const plume_power_column_kind kinds[] = { PLUME_POWER_COLUMN_WATTS,
                                                     PLUME_POWER_COLUMN_TOTAL,
                                                     PLUME_POWER_COLUMN_GPU };

    find_plain_total(layout);
    for (size_t i = 0; i < 3 && layout->watts_count == 0; i++)
        collect(layout, kinds[i]);
    layout->scope = common_scope(layout);
    if (layout->id == SIZE_MAX) /* nothing else tells devices apart */
        layout->id = layout->uuid;
    if (layout->time == SIZE_MAX) {
        layout->time = layout->date;
        layout->date = SIZE_MAX;
    }
}

/* Columns of one table are of one machine, so the host is left empty. */
static void keep_counting(plume_power_layout *layout, const plume_header *header,
                          const plume_meters *meters)
{
    size_t kept = 0;

    for (size_t i = 0; i < layout->watts_count; i++)
        if (plume_meters_counts(meters, "", plume_header_at(header, layout->watts[i])))
            layout->watts[kept++] = layout->watts[i];
    layout->inside = kept < layout->watts_count;
    layout->watts_count = kept;
    layout->scope = common_scope(layout);
}

plume_status plume_power_layout_exclude(plume_power_layout *layout,
                                        const plume_header *header, plume_error *error)
{
    plume_meters *meters = plume_meters_new();
    plume_status status = meters != NULL ? PLUME_OK : plume_fail_memory(error);

    for (size_t i = 0; status == PLUME_OK && i < layout->watts_count; i++)
        status = plume_meters_add(meters, "", plume_header_at(header, layout->watts[i]),
                                  error);
    if (status == PLUME_OK)
        keep_counting(layout, header, meters);
    plume_meters_free(meters);
    return status;
}

plume_meter plume_power_layout_meter(const plume_power_layout *layout)
{
    plume_meter widest = PLUME_METER_PART;

    for (size_t i = 0; i < layout->watts_count; i++) {
        plume_meter meter = layout->column[layout->watts[i]].meter;

        widest = meter > widest ? meter : widest;
    }
    return widest;
}

void plume_power_layout_note(const plume_power_layout *layout, plume_log *log,
                             uint64_t line)
{
    size_t totals = 0;

    for (size_t i = 0; i < layout->count; i++)
        totals += layout->column[i].kind == PLUME_POWER_COLUMN_TOTAL;
    if (layout->inside)
        plume_log_note(log, PLUME_INFO, line, "parts-left-out",
                       "columns of parts are left out: others are of the whole machine");
    if (totals > 0 && layout->watts_count > 0 &&
        layout->column[layout->watts[0]].kind != PLUME_POWER_COLUMN_TOTAL)
        plume_log_note(log, PLUME_INFO, line, "total-left-out",
                       "columns of totals are left out: their parts are read");
}

/* --- devices --- */

static void add_part(plume_text *name, const char *part)
{
    if (name->length > 0 && part[0] != '\0')
        plume_text_add(name, " ");
    plume_text_add(name, part);
}

/* Hosts number their devices each for itself. */
void plume_power_layout_device(plume_text *name, const plume_power_layout *layout,
                               const plume_header *header, const plume_row *row,
                               size_t column)
{
    plume_text_clear(name);
    if (layout->host < row->count)
        add_part(name, row->field[layout->host].text);
    if (layout->id < row->count)
        add_part(name, row->field[layout->id].text);
    if (layout->further_id < row->count &&
        strcmp(row->field[layout->further_id].text, row->field[layout->id].text) != 0)
        add_part(name, row->field[layout->further_id].text);
    if (layout->sensor < row->count)
        add_part(name, row->field[layout->sensor].text);
    if (layout->watts_count > 1)
        add_part(name, plume_header_at(header, column));
}

/* "n1" of "n1_watts" and "node03" of "node03_power_w". */
static void add_column_host(plume_text *host, const char *head)
{
    size_t letters =
        strspn(head, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");
    size_t digits = strspn(head + letters, "0123456789");
    char after = head[letters + digits];

    if (letters > 0 && digits > 0 && (after == '_' || after == ' ' || after == '.'))
        plume_text_add_n(host, head, letters + digits);
}

void plume_power_layout_sample(plume_power_sample *sample, plume_text *host,
                               const plume_power_layout *layout,
                               const plume_header *header, const plume_row *row,
                               size_t column)
{
    bool several = layout->watts_count > 1;

    plume_text_clear(host);
    if (layout->host < row->count)
        plume_text_add(host, row->field[layout->host].text);
    else if (layout->column[column].meter >= PLUME_METER_BOARD)
        add_column_host(host, plume_header_at(header, column));
    sample->host = host->data;
    if (layout->uuid < row->count && layout->sensor >= row->count && !several)
        sample->key = row->field[layout->uuid].text;
}
