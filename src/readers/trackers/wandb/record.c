/* Reads the fields of run, history, output, statistics and exit records. */
#include "readers/trackers/wandb/record.h"

#include <math.h>
#include <string.h>

#include "records/tags.h"
#include <plume/number.h>

/* Of a key and its value in any list of items. */
enum { ITEM_KEY = 1, ITEM_NESTED_KEY = 2, ITEM_VALUE = 16 };
enum { RUN_TAGS = 10 };
#define TIME_MAX_S 1e11 /* the year 5138 */

static const struct {
    uint32_t number;
    plume_wandb_kind kind;
} kinds[] = {
    { 2, PLUME_WANDB_HISTORY }, { 4, PLUME_WANDB_OUTPUT },
    { 5, PLUME_WANDB_CONFIG },  { 7, PLUME_WANDB_STATS },
    { 13, PLUME_WANDB_OUTPUT }, { 17, PLUME_WANDB_RUN },
    { 18, PLUME_WANDB_EXIT },   { 26, PLUME_WANDB_ENVIRONMENT },
};

bool plume_wandb_record_open(plume_bytes record, plume_wandb_kind *kind,
                             plume_bytes *message)
{
    plume_proto proto = plume_proto_open(record);
    plume_proto_field field;

    *kind = PLUME_WANDB_OTHER;
    *message = (plume_bytes){ record.data, 0 };
    while (plume_proto_next(&proto, &field))
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            if (field.number == kinds[i].number && field.wire == PLUME_WIRE_BYTES) {
                *kind = kinds[i].kind;
                *message = field.bytes;
            }
    return !proto.bad;
}

/* --- the run --- */

static plume_bytes *text_slot(plume_wandb_run_message *out, uint32_t number)
{
    switch (number) {
    case 1:
        return &out->id;
    case 3:
        return &out->project;
    case 4:
        return &out->config;
    case 6:
        return &out->group;
    case 7:
        return &out->job_type;
    case 8:
        return &out->name;
    case RUN_TAGS:
        return &out->tag;
    case 12:
        return &out->sweep;
    case 13:
        return &out->host;
    default:
        return NULL;
    }
}

bool plume_wandb_run_read(plume_wandb_run_message *out, plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;

    memset(out, 0, sizeof *out);
    out->start_s = out->runtime_s = NAN;
    while (plume_proto_next(&proto, &field)) {
        plume_bytes *text = text_slot(out, field.number);

        if (field.wire == PLUME_WIRE_BYTES && text != NULL)
            *text = field.bytes;
        else if (field.wire == PLUME_WIRE_BYTES && field.number == 17)
            out->start_s = plume_proto_time(field.bytes);
        else if (field.wire == PLUME_WIRE_VARINT && field.number == 18)
            out->resumed = field.value != 0;
        else if (field.wire == PLUME_WIRE_VARINT && field.number == 20)
            out->runtime_s = (double)plume_proto_signed(field.value);
    }
    return !proto.bad;
}

void plume_wandb_run_tags(plume_text *tags, plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;

    while (plume_proto_next(&proto, &field))
        if (field.wire == PLUME_WIRE_BYTES && field.number == RUN_TAGS)
            plume_tags_add(tags, (const char *)field.bytes.data, field.bytes.length);
}

bool plume_wandb_exit_read(plume_wandb_exit *out, plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;

    out->code = 0;
    out->runtime_s = NAN;
    while (plume_proto_next(&proto, &field)) {
        if (field.wire != PLUME_WIRE_VARINT)
            continue;
        if (field.number == 1)
            out->code = plume_proto_signed(field.value);
        else if (field.number == 2)
            out->runtime_s = (double)plume_proto_signed(field.value);
    }
    return !proto.bad;
}

double plume_wandb_output_time(plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;
    double t_s = NAN;

    while (plume_proto_next(&proto, &field))
        if (field.number == 2 && field.wire == PLUME_WIRE_BYTES)
            t_s = plume_proto_time(field.bytes);
    return proto.bad ? NAN : t_s;
}

/* --- items --- */

typedef struct item {
    plume_bytes key, value;
} item;

/* A key that is nested once stands where others have a plain one. */
static bool item_read(item *out, plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;

    memset(out, 0, sizeof *out);
    while (plume_proto_next(&proto, &field)) {
        if (field.wire != PLUME_WIRE_BYTES)
            continue;
        if (field.number == ITEM_KEY ||
            (field.number == ITEM_NESTED_KEY && out->key.length == 0))
            out->key = field.bytes;
        else if (field.number == ITEM_VALUE)
            out->value = field.bytes;
    }
    return !proto.bad;
}

/* A number as JSON, perhaps in quotes. */
static double number_of(plume_bytes text)
{
    double value;

    if (text.length >= 2 && text.data[0] == '"') {
        text.data++;
        text.length -= 2;
    }
    if (text.length == 0 ||
        !plume_number_parse(&value, (const char *)text.data, text.length) ||
        !isfinite(value))
        return NAN;
    return value;
}

bool plume_wandb_history_read(plume_wandb_history *out, plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;

    out->t_s = out->runtime_s = NAN;
    while (plume_proto_next(&proto, &field)) {
        item read;

        if (field.number != 1 || field.wire != PLUME_WIRE_BYTES)
            continue;
        if (!item_read(&read, field.bytes))
            return false;
        if (plume_bytes_equal(read.key, "_timestamp"))
            out->t_s = number_of(read.value);
        else if (plume_bytes_equal(read.key, "_runtime"))
            out->runtime_s = number_of(read.value);
    }
    if (!(out->t_s > 0.0 && out->t_s < TIME_MAX_S))
        out->t_s = NAN;
    if (!(out->runtime_s >= 0.0))
        out->runtime_s = NAN;
    return !proto.bad;
}

/* --- samples --- */

double plume_wandb_stats_time(plume_bytes message)
{
    return plume_wandb_output_time(message); /* field 2 in both */
}

static bool begins(plume_bytes *bytes, const char *text)
{
    size_t length = strlen(text);

    if (bytes->length < length || memcmp(bytes->data, text, length) != 0)
        return false;
    bytes->data += length;
    bytes->length -= length;
    return true;
}

static size_t digits(plume_bytes bytes)
{
    size_t count = 0;

    while (count < bytes.length && bytes.data[count] >= '0' && bytes.data[count] <= '9')
        count++;
    return count;
}

/* A label that tells the nodes of one run apart: "/l:node-1". */
static size_t label_at(plume_bytes key)
{
    for (size_t i = 0; i + 3 <= key.length; i++)
        if (memcmp(key.data + i, "/l:", 3) == 0)
            return i;
    return key.length;
}

bool plume_wandb_key(plume_wandb_reading *reading, plume_bytes key)
{
    plume_bytes figure = key;
    size_t index, label;

    reading->is_power = reading->is_energy = reading->is_use = false;
    reading->value = NAN;
    reading->device = reading->label = (plume_bytes){ key.data, 0 };
    (void)begins(&figure, "system.");
    reading->of_process = begins(&figure, "proc.");
    if (reading->of_process)
        return true;
    if (!begins(&figure, "gpu."))
        return false;
    reading->of_process = begins(&figure, "process.");
    index = digits(figure);
    if (index == 0 || index > 4 || index >= figure.length || figure.data[index] != '.')
        return false;
    reading->device = (plume_bytes){ figure.data, index };
    figure.data += index + 1;
    figure.length -= index + 1;
    label = label_at(figure);
    reading->label = (plume_bytes){ figure.data + label, figure.length - label };
    figure.length = label;
    reading->is_power = !reading->of_process && plume_bytes_equal(figure, "powerWatts");
    reading->is_energy =
        !reading->of_process && plume_bytes_equal(figure, "energyJoules");
    reading->is_use = !reading->of_process && plume_bytes_equal(figure, "gpu");
    return reading->of_process || reading->is_power || reading->is_energy ||
           reading->is_use;
}

bool plume_wandb_stats_next(plume_proto *proto, plume_wandb_reading *reading)
{
    plume_proto_field field;

    while (plume_proto_next(proto, &field)) {
        item read;

        if (field.number != 3 || field.wire != PLUME_WIRE_BYTES)
            continue;
        if (!item_read(&read, field.bytes)) {
            proto->bad = true;
            return false;
        }
        if (!plume_wandb_key(reading, read.key))
            continue;
        reading->value = number_of(read.value);
        return true;
    }
    return false;
}
