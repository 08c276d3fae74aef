/* carbontracker: NAME_carbontracker.log (epochs, mean power, PUE), the
 * NAME_carbontracker_ output.log beside it (actual and predicted consumption), and the
 * same text as consoles and notebooks kept it. One tracker object is one run; the two
 * files of a run are read together, whichever comes first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/input/source_text.h"
#include "readers/trackers/carbontracker/run.h"

/* --- confidence --- */

/* A heading with its figures behind it. */
static bool is_folded(const plume_carbon_line *line)
{
    return (line->kind == PLUME_CARBON_ACTUAL || line->kind == PLUME_CARBON_PREDICTED) &&
           line->rest_length > 0 && line->rest[line->rest_length - 1] != ':';
}

/* 0 to 100: lines that only this tracker writes, within the head. */
static int confidence(const plume_head *head)
{
    const char *text = head->bytes, *end;
    plume_carbon_line line;
    bool block = false;
    int best = 0, score;

    for (; *text != '\0'; text = *end == '\0' ? end : end + 1) {
        end = text + strcspn(text, "\n");
        plume_carbon_recognise(&line, text, (size_t)(end - text));
        if (line.kind == PLUME_CARBON_ACTUAL || line.kind == PLUME_CARBON_PREDICTED)
            block = true;
        else if (line.kind == PLUME_CARBON_OTHER && text + strspn(text, " \t\r") < end)
            block = false;
        score = 0;
        if (line.kind == PLUME_CARBON_VERSION || line.kind == PLUME_CARBON_PUE)
            score = 95;
        else if (line.kind == PLUME_CARBON_COMPONENTS ||
                 line.kind == PLUME_CARBON_POWER ||
                 (block && line.kind == PLUME_CARBON_ENERGY) || is_folded(&line))
            score = 90;
        best = score > best ? score : best;
    }
    return best;
}

/* --- the other file --- */

static const char STANDARD_END[] = "_carbontracker.log";
static const char OUTPUT_END[] = "_carbontracker_output.log";
static const char ERROR_END[] = "_carbontracker_err.log";

typedef struct names {
    plume_text stem;   /* of the log, without its ending */
    plume_text other;  /* name of the file beside it; "" when the log is of no pair */
    plume_text errors; /* of that in which the tracker tells what it could not do */
    bool log_is_output;
} names;

static void add_beside(plume_text *out, const plume_text *stem, const char *end,
                       const char *behind)
{
    plume_text_printf(out, "%s%s%s", stem->data, end, behind);
}

/* A compressed log has a compressed companion. */
static void find_names(names *out, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    const char *standard = strstr(name, STANDARD_END), *output = strstr(name, OUTPUT_END);

    out->log_is_output = output != NULL;
    if (output != NULL) {
        plume_text_add_n(&out->stem, name, (size_t)(output - name));
        add_beside(&out->other, &out->stem, STANDARD_END, output + strlen(OUTPUT_END));
        add_beside(&out->errors, &out->stem, ERROR_END, output + strlen(OUTPUT_END));
    } else if (standard != NULL) {
        plume_text_add_n(&out->stem, name, (size_t)(standard - name));
        add_beside(&out->other, &out->stem, OUTPUT_END, standard + strlen(STANDARD_END));
        add_beside(&out->errors, &out->stem, ERROR_END, standard + strlen(STANDARD_END));
    } else {
        plume_text_add(&out->stem, name);
    }
}

/* --- sessions, alone or two by two --- */

typedef struct side {
    plume_carbon_file *file; /* NULL: there is none */
    plume_carbon_session session;
} side;

typedef struct reading {
    plume_log *log;
    names names;
    side own, other;
    uint64_t ordinal;
    plume_carbon_told told;
    bool defaulted, guessed; /* as the log of errors says */
} reading;

static plume_status advance(side *of, plume_error *error)
{
    if (of->file == NULL)
        return PLUME_OK;
    return plume_carbon_session_next(&of->session, of->file, error);
}

static plume_status open_sides(reading *r, plume_source_stream **beside,
                               plume_error *error)
{
    plume_status status;

    status =
        plume_carbon_file_open(&r->own.file, r->log, plume_log_source(r->log), error);
    if (status != PLUME_OK || r->names.other.length == 0)
        return status;
    status = plume_log_companion(r->log, r->names.other.data, beside, error);
    if (status != PLUME_OK || *beside == NULL)
        return status;
    return plume_carbon_file_open(&r->other.file, r->log, *beside, error);
}

/* Whether a is over before b begins; time stamps are whole seconds. */
static bool is_before(const plume_carbon_session *a, const plume_carbon_session *b)
{
    return a->end_s < b->start_s - 2.0;
}

static plume_status push_one(reading *r, const side *of, plume_error *error)
{
    bool is_other = of == &r->other;
    plume_carbon_pair pair = { .standard = &of->session,
                               .output = &of->session,
                               .other = r->names.other.data,
                               .output_is_other = is_other,
                               .standard_is_other = is_other,
                               .stem = r->names.stem.data,
                               .ordinal = ++r->ordinal,
                               .told = &r->told,
                               .defaulted = r->defaulted,
                               .guessed = r->guessed };

    return plume_carbon_run_push(r->log, &pair, error);
}

static plume_status push_both(reading *r, plume_error *error)
{
    bool own_is_output = r->names.log_is_output;
    const plume_carbon_session *own = &r->own.session, *other = &r->other.session;
    plume_carbon_pair pair = { .standard = own_is_output ? other : own,
                               .output = own_is_output ? own : other,
                               .other = r->names.other.data,
                               .output_is_other = !own_is_output,
                               .standard_is_other = own_is_output,
                               .stem = r->names.stem.data,
                               .ordinal = ++r->ordinal,
                               .told = &r->told,
                               .defaulted = r->defaulted,
                               .guessed = r->guessed };

    return plume_carbon_run_push(r->log, &pair, error);
}

/* Takes what comes first: a session of one file, or of both at the same time. */
static plume_status step(reading *r, plume_error *error)
{
    side *own = &r->own, *other = &r->other;
    plume_status status;

    if (other->session.line == 0 ||
        (own->session.line > 0 && is_before(&own->session, &other->session))) {
        status = push_one(r, own, error);
        return status == PLUME_OK ? advance(own, error) : status;
    }
    if (own->session.line == 0 || is_before(&other->session, &own->session)) {
        status = push_one(r, other, error);
        return status == PLUME_OK ? advance(other, error) : status;
    }
    status = push_both(r, error);
    if (status == PLUME_OK)
        status = advance(own, error);
    return status == PLUME_OK ? advance(other, error) : status;
}

static plume_status read_sides(reading *r, plume_error *error)
{
    plume_status status = advance(&r->own, error);

    if (status == PLUME_OK)
        status = advance(&r->other, error);
    while (status == PLUME_OK && (r->own.session.line > 0 || r->other.session.line > 0))
        status = step(r, error);
    return status;
}

/* Since 2.4 what it could not find out stands in a third file, and nowhere else. */
static plume_status read_errors(reading *r, plume_error *error)
{
    plume_source_stream *beside = NULL;
    const char *text = "";
    size_t length;
    uint64_t line;
    plume_status status = PLUME_OK;

    if (r->names.errors.length > 0)
        status = plume_log_companion(r->log, r->names.errors.data, &beside, error);
    while (status == PLUME_OK && beside != NULL && text != NULL) {
        plume_carbon_line read;

        status = plume_source_line(beside, &text, &length, &line, error);
        if (status != PLUME_OK || text == NULL)
            break;
        plume_carbon_recognise(&read, text, length);
        r->defaulted = r->defaulted || read.kind == PLUME_CARBON_DEFAULTED;
        r->guessed = r->guessed || read.kind == PLUME_CARBON_GUESSED;
    }
    plume_source_close(beside);
    return status;
}

/* Two files tell of one training, a standard and an output log: whichever is given,
 * the other is looked for beside it. */
static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    plume_source_stream *beside = NULL;
    plume_status status;

    plume_text_init(&r.names.stem);
    plume_text_init(&r.names.other);
    plume_text_init(&r.names.errors);
    plume_carbon_session_init(&r.own.session);
    plume_carbon_session_init(&r.other.session);
    find_names(&r.names, plume_log_path(log));
    status = plume_text_status(&r.names.other, error);
    if (status == PLUME_OK)
        status = plume_text_status(&r.names.errors, error);
    if (status == PLUME_OK)
        status = read_errors(&r, error);
    if (status == PLUME_OK)
        status = open_sides(&r, &beside, error);
    if (status == PLUME_OK)
        status = read_sides(&r, error);
    plume_carbon_file_close(r.own.file);
    plume_carbon_file_close(r.other.file);
    plume_source_close(beside);
    plume_carbon_session_dispose(&r.own.session);
    plume_carbon_session_dispose(&r.other.session);
    plume_text_dispose(&r.names.stem);
    plume_text_dispose(&r.names.errors);
    plume_text_dispose(&r.names.other);
    return status;
}

const plume_reader plume_reader_carbontracker = {
    .name = "carbontracker",
    .title = "carbontracker logs and consoles",
    .confidence = confidence,
    .marks = { "carbontracker version", "Only predicted", "components were found",
               "Average power usage", "Actual consumption", "Predicted consumption" },
    .read = read,
    .anywhere = true,
};
