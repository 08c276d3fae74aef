/* Skips what says nothing, and gathers the lines of a block. */
#include "readers/trackers/carbontracker/event.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/input/source_text.h"
#include <plume/number.h>

/* A list of watts may be wrapped over lines; beyond this it is no list. */
enum { POWER_LIST_BYTES_MAX = 1 << 16 };

/* --- blocks --- */

void plume_carbon_block_init(plume_carbon_block *block)
{
    plume_text_init(&block->printed);
    plume_text_init(&block->damage);
}

void plume_carbon_block_clear(plume_carbon_block *block)
{
    block->line = 0;
    block->epochs = block->duration_s = block->energy_kwh = block->co2e_kg = NAN;
    plume_text_clear(&block->printed);
    plume_text_clear(&block->damage);
}

void plume_carbon_block_dispose(plume_carbon_block *block)
{
    plume_text_dispose(&block->printed);
    plume_text_dispose(&block->damage);
}

void plume_carbon_block_copy(plume_carbon_block *to, const plume_carbon_block *from)
{
    plume_carbon_block_clear(to);
    to->line = from->line;
    to->epochs = from->epochs;
    to->duration_s = from->duration_s;
    to->energy_kwh = from->energy_kwh;
    to->co2e_kg = from->co2e_kg;
    plume_text_add(&to->printed, from->printed.data);
    plume_text_add(&to->damage, from->damage.data);
}

static void damage(plume_carbon_block *block, const char *what,
                   const plume_carbon_line *line)
{
    int shown = line->rest_length < 40 ? (int)line->rest_length : 40;

    if (block->damage.length == 0)
        plume_text_printf(&block->damage, "its %s is '%.*s'", what, shown, line->rest);
}

/* "0.003504 kWh"; a tracker that measured nothing may print "nan kWh". */
static double quantity(plume_carbon_block *block, plume_dimension dimension,
                       const char *what, const plume_carbon_line *line)
{
    double value = NAN;

    if (line->rest_length >= 3 && memcmp(line->rest, "nan", 3) == 0)
        return NAN;
    if (plume_quantity_parse(&value, dimension, line->rest, line->rest_length, NULL) !=
            PLUME_OK ||
        value < 0.0) {
        damage(block, what, line);
        return NAN;
    }
    return value;
}

static void take_figure(plume_carbon_block *block, const plume_carbon_line *line)
{
    plume_text_add_n(&block->printed, line->rest, line->rest_length);
    plume_text_add_char(&block->printed, '|');
    if (line->kind == PLUME_CARBON_ENERGY)
        block->energy_kwh = quantity(block, PLUME_DIMENSION_ENERGY, "energy", line);
    else if (line->kind == PLUME_CARBON_CO2)
        block->co2e_kg = quantity(block, PLUME_DIMENSION_MASS, "CO2eq", line);
    else if (!plume_carbon_duration(&block->duration_s, line->rest, line->rest_length) ||
             block->duration_s < 0.0)
        damage(block, "time", line);
}

/* --- lines and events --- */

/* Where the next figure of a block begins; length: nowhere. */
static size_t next_figure(const char *text, size_t length)
{
    static const char *const words[] = { "Time:", "Energy:", "CO2eq:",
                                         "This is equivalent to:" };
    size_t first = length;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = strstr(text, words[i]);

        if (at != NULL && (size_t)(at - text) < first)
            first = (size_t)(at - text);
    }
    return first;
}

/* A heading with figures behind it is a message that a logger has folded into one line:
 * it is handed out as the lines it was. */
static void unfold(plume_carbon_file *file, const char *text, size_t length)
{
    size_t first = length > 0 ? 1 + next_figure(text + 1, length - 1) : 0;

    file->text = text;
    file->length = first;
    file->folded = first < length ? text + first : NULL;
    file->folded_length = length - first;
}

static bool is_folded(const char *text)
{
    const char *heading = strstr(text, " consumption for ");

    return heading != NULL && strstr(heading, "Time:") != NULL &&
           strstr(heading, "Energy:") != NULL;
}

static plume_status next_line(plume_carbon_file *file, plume_error *error)
{
    plume_status status;

    if (file->line_held) {
        file->line_held = false;
        return PLUME_OK;
    }
    if (file->folded != NULL) {
        unfold(file, file->folded, file->folded_length);
        return PLUME_OK;
    }
    status =
        plume_source_line(file->source, &file->text, &file->length, &file->line, error);
    if (status == PLUME_OK && file->text != NULL && is_folded(file->text))
        unfold(file, file->text, file->length);
    return status;
}

static bool is_figure(plume_carbon_kind kind)
{
    return kind == PLUME_CARBON_TIME || kind == PLUME_CARBON_ENERGY ||
           kind == PLUME_CARBON_CO2;
}

/* The three figures below a heading: one message of the logger, so nothing but blank
 * lines comes between. */
static plume_status read_block(plume_carbon_file *file, plume_carbon_block *block,
                               plume_error *error)
{
    unsigned seen = 0, all = 1u << PLUME_CARBON_TIME | 1u << PLUME_CARBON_ENERGY |
                             1u << PLUME_CARBON_CO2;
    plume_carbon_line line;
    plume_status status;

    while (seen != all) {
        status = next_line(file, error);
        if (status != PLUME_OK)
            return status;
        if (file->text == NULL)
            break;
        if (file->length == strspn(file->text, " \t\r"))
            continue;
        plume_carbon_recognise(&line, file->text, file->length);
        if (!is_figure(line.kind) || (seen & 1u << line.kind) != 0)
            break;
        seen |= 1u << line.kind;
        take_figure(block, &line);
    }
    if (seen == all)
        return PLUME_OK;
    file->line_held = true;
    if (block->damage.length == 0)
        plume_text_printf(&block->damage, "it ends before its %s",
                          (seen & 1u << PLUME_CARBON_TIME) == 0     ? "time"
                          : (seen & 1u << PLUME_CARBON_ENERGY) == 0 ? "energy"
                                                                    : "CO2eq");
    return PLUME_OK;
}

/* numpy breaks a list of many devices over lines. */
static plume_status read_power_list(plume_carbon_file *file, plume_text *rest,
                                    plume_error *error)
{
    plume_carbon_line line;
    plume_status status;

    while (strchr(rest->data, '[') != NULL && strchr(rest->data, ']') == NULL &&
           rest->length < POWER_LIST_BYTES_MAX) {
        status = next_line(file, error);
        if (status != PLUME_OK || file->text == NULL)
            return status;
        plume_carbon_recognise(&line, file->text, file->length);
        if (line.kind != PLUME_CARBON_OTHER || line.stamp_length > 0) {
            file->line_held = true;
            return PLUME_OK;
        }
        plume_text_add_char(rest, ' ');
        plume_text_add_n(rest, file->text + strspn(file->text, " \t"),
                         file->length - strspn(file->text, " \t"));
    }
    return PLUME_OK;
}

static double stamp_s(const plume_carbon_file *file, const plume_carbon_line *line)
{
    if (line->stamp_length > 0)
        return plume_log_time(file->log, line->stamp, line->stamp_length);
    if (line->kind == PLUME_CARBON_ACTUAL || line->kind == PLUME_CARBON_PREDICTED)
        return file->lead_s;
    return NAN;
}

/* Fills file->event from the line at hand. */
static plume_status make_event(plume_carbon_file *file, const plume_carbon_line *line,
                               plume_error *error)
{
    plume_carbon_event *made = &file->event;
    plume_status status = PLUME_OK;

    made->kind = line->kind;
    made->line = file->line;
    made->time_s = stamp_s(file, line);
    plume_text_clear(&made->rest);
    plume_text_add_n(&made->rest, line->rest, line->rest_length);
    if (line->kind == PLUME_CARBON_POWER)
        status = read_power_list(file, &made->rest, error);
    if (line->kind == PLUME_CARBON_ACTUAL || line->kind == PLUME_CARBON_PREDICTED) {
        plume_carbon_block_clear(&made->block);
        made->block.line = file->line;
        made->block.epochs = plume_carbon_epochs(line->rest, line->rest_length);
        status = read_block(file, &made->block, error);
    }
    if (status == PLUME_OK)
        status = plume_text_status(&made->rest, error);
    return status;
}

static bool says_something(const plume_carbon_line *line)
{
    switch (line->kind) {
    case PLUME_CARBON_OTHER:
    case PLUME_CARBON_TIME: /* figures count only below a heading */
    case PLUME_CARBON_ENERGY:
    case PLUME_CARBON_CO2:
        return false;
    default:
        return true;
    }
}

/* An energy below no heading is of a block whose heading was torn. */
static void take_stray(plume_carbon_file *file, const plume_carbon_line *line)
{
    double kwh;

    if (line->kind != PLUME_CARBON_ENERGY ||
        plume_quantity_parse(&kwh, PLUME_DIMENSION_ENERGY, line->rest, line->rest_length,
                             NULL) != PLUME_OK)
        return;
    if (file->strays++ == 0)
        file->first_stray = file->line;
}

static void tell_strays(plume_carbon_file *file)
{
    bool own = file->source == plume_log_source(file->log);

    if (file->strays > 0)
        plume_log_note(file->log, PLUME_WARNING, own ? file->first_stray : 0,
                       "torn-block",
                       "%llu energies stand below no heading, which was torn: whether "
                       "they were measured or predicted is not known, and they are not "
                       "counted",
                       (unsigned long long)file->strays);
    file->strays = 0;
}

/* A time stamp belongs to the line below it, in the versions that print it on a line
 * of its own. */
plume_status plume_carbon_event_next(plume_carbon_file *file, bool *more,
                                     plume_error *error)
{
    plume_carbon_line line;
    plume_status status;

    *more = true;
    if (file->event_held) {
        file->event_held = false;
        return PLUME_OK;
    }
    line.stamp_length = 0;
    do {
        file->lead_s = line.stamp_length == 0
                           ? NAN
                           : plume_log_time(file->log, line.stamp, line.stamp_length);
        status = next_line(file, error);
        if (status != PLUME_OK)
            return status;
        if (file->text == NULL) {
            tell_strays(file);
            *more = false;
            return PLUME_OK;
        }
        plume_carbon_recognise(&line, file->text, file->length);
        take_stray(file, &line);
    } while (!says_something(&line));
    return make_event(file, &line, error);
}

plume_status plume_carbon_file_open(plume_carbon_file **out, plume_log *log,
                                    plume_source_stream *source, plume_error *error)
{
    plume_carbon_file *file = calloc(1, sizeof *file);

    *out = file;
    if (file == NULL)
        return plume_fail_memory(error);
    file->log = log;
    file->source = source;
    plume_text_init(&file->event.rest);
    plume_carbon_block_init(&file->event.block);
    return PLUME_OK;
}

void plume_carbon_file_close(plume_carbon_file *file)
{
    if (file == NULL)
        return;
    plume_text_dispose(&file->event.rest);
    plume_carbon_block_dispose(&file->event.block);
    free(file);
}
