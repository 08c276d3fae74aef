/* Follows the lines of one tracker, and sees where another begins. */
#include "readers/trackers/carbontracker/session.h"

#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include <plume/number.h>

void plume_carbon_session_init(plume_carbon_session *session)
{
    *session = (plume_carbon_session){ .line = 0 };
    plume_text_init(&session->version);
    plume_text_init(&session->device);
    plume_text_init(&session->location);
    plume_carbon_block_init(&session->actual);
    plume_carbon_block_init(&session->predicted);
}

void plume_carbon_session_dispose(plume_carbon_session *session)
{
    plume_text_dispose(&session->version);
    plume_text_dispose(&session->device);
    plume_text_dispose(&session->location);
    plume_carbon_block_dispose(&session->actual);
    plume_carbon_block_dispose(&session->predicted);
}

/* Keeps the memory of its texts. */
static void clear(plume_carbon_session *session)
{
    plume_carbon_session kept = *session;

    *session = (plume_carbon_session){ .version = kept.version,
                                       .device = kept.device,
                                       .location = kept.location,
                                       .actual = kept.actual,
                                       .predicted = kept.predicted };
    plume_text_clear(&session->version);
    plume_text_clear(&session->device);
    plume_text_clear(&session->location);
    plume_carbon_block_clear(&session->actual);
    plume_carbon_block_clear(&session->predicted);
    session->start_s = session->end_s = NAN;
    session->pue = session->kg_per_kwh = NAN;
    session->last_epoch = session->epoch_s = NAN;
}

/* --- where a session ends --- */

static bool has_content(const plume_carbon_session *session)
{
    return session->epochs > 0 || session->actual.line > 0 || session->predicted.line > 0;
}

/* A tracker of version 1 that is not the first of its process prints every message twice.
 */
static bool is_reprint(const plume_carbon_block *block, const plume_carbon_block *again)
{
    return strcmp(block->printed.data, again->printed.data) == 0;
}

/* By what a session has already: a second version, an epoch that goes back, or a
 * block that differs from the one before. */
static bool begins_another(const plume_carbon_session *session,
                           const plume_carbon_event *event)
{
    bool over = session->finished || has_content(session);

    if (session->line == 0)
        return false;
    switch (event->kind) {
    case PLUME_CARBON_VERSION:
        return over || session->version.length > 0;
    case PLUME_CARBON_COMPONENTS:
        return over;
    case PLUME_CARBON_EPOCH:
        return session->finished ||
               plume_carbon_leading_number(event->rest.data,
                                           strcspn(event->rest.data, ":")) <=
                   session->last_epoch;
    case PLUME_CARBON_ACTUAL:
        return session->finished ||
               (session->actual.line > 0 && !is_reprint(&session->actual, &event->block));
    case PLUME_CARBON_PREDICTED:
        return session->finished || (session->predicted.line > 0 &&
                                     !is_reprint(&session->predicted, &event->block));
    case PLUME_CARBON_FENCE:
        return has_content(session);
    default:
        return false;
    }
}

/* Words that may stand anywhere begin no session of their own. */
static bool may_begin(plume_carbon_kind kind)
{
    switch (kind) {
    case PLUME_CARBON_VERSION:
    case PLUME_CARBON_PUE:
    case PLUME_CARBON_COMPONENTS:
    case PLUME_CARBON_EPOCH:
    case PLUME_CARBON_ACTUAL:
    case PLUME_CARBON_PREDICTED:
        return true;
    default:
        return false;
    }
}

/* --- what an event adds --- */

/* "NVIDIA A100, NVIDIA A100": how many, and each different name once. */
static void take_devices(plume_carbon_component *part, plume_text *names,
                         const char *list, size_t length)
{
    size_t begin = 0, end;
    plume_text name;

    plume_text_init(&name);
    while (begin < length) {
        for (end = begin; end < length && list[end] != ',';)
            end++;
        plume_text_clear(&name);
        plume_text_add_n(&name, list + begin, end - begin);
        if (name.length > 0 && strncmp(name.data, "cpu:", 4) != 0 &&
            strstr(names->data, name.data) == NULL) {
            plume_text_add(names, names->length > 0 ? " + " : "");
            plume_text_add(names, name.data);
        }
        part->devices += name.length > 0 ? 1.0 : 0.0;
        for (begin = end + 1; begin < length && list[begin] == ' ';)
            begin++;
    }
    plume_text_dispose(&name);
}

/* "GPU with device(s) A, B. CPU with device(s) cpu:0." The accelerators name the run;
 * without any, the processor does. */
static void take_components(plume_carbon_session *session, const char *text)
{
    static const char gpu[] = "GPU with device(s) ", cpu[] = "CPU with device(s) ";
    const char *of_gpu = strstr(text, gpu), *of_cpu = strstr(text, cpu), *end;

    session->gpu = session->cpu = (plume_carbon_component){ .listed = false };
    plume_text_clear(&session->device);
    if (of_gpu != NULL) {
        session->gpu.listed = true;
        of_gpu += strlen(gpu);
        end = of_cpu != NULL && of_cpu > of_gpu ? of_cpu : of_gpu + strlen(of_gpu);
        while (end > of_gpu && (end[-1] == ' ' || end[-1] == '.'))
            end--;
        take_devices(&session->gpu, &session->device, of_gpu, (size_t)(end - of_gpu));
    }
    if (of_cpu == NULL)
        return;
    session->cpu.listed = true;
    of_cpu += strlen(cpu);
    end = of_gpu != NULL && of_gpu > of_cpu ? of_gpu - strlen(gpu)
                                            : of_cpu + strlen(of_cpu);
    while (end > of_cpu && (end[-1] == ' ' || end[-1] == '.'))
        end--;
    if (of_gpu == NULL)
        take_devices(&session->cpu, &session->device, of_cpu, (size_t)(end - of_cpu));
}

/* "102.00 gCO2/kWh at detected location: Copenhagen, Capital Region, DK." */
static void take_location(plume_carbon_session *session, const char *text)
{
    static const char detected[] = "detected location: ", at[] = " at ";
    const char *place = strstr(text, detected);
    size_t length;

    if (place != NULL)
        place += strlen(detected);
    else if ((place = strstr(text, at)) != NULL)
        place += strlen(at);
    if (place == NULL)
        return;
    length = strlen(place);
    while (length > 0 && (place[length - 1] == '.' || place[length - 1] == ' '))
        length--;
    if (length == 0 || place[0] == '(' || strncmp(place, "UNDETECTED", length) == 0 ||
        strncmp(place, "None", length) == 0 || strncmp(place, "Unknown", length) == 0)
        return;
    plume_text_clear(&session->location);
    plume_text_add_n(&session->location, place, length);
}

/* "900 s at detected location: Unknown: [445.0]": without a place the intensity is no
 * answer of a provider. */
static void take_fetched(plume_carbon_session *session, const char *text)
{
    if (strstr(text, "detected location: Unknown:") != NULL)
        session->defaulted = true;
}

static void take_intensity(plume_carbon_session *session, const plume_carbon_event *event)
{
    double grams = plume_carbon_leading_number(event->rest.data, event->rest.length);

    take_location(session, event->rest.data);
    if (!(grams > 0.0) || (session->averaged && event->kind != PLUME_CARBON_AVERAGE))
        return;
    session->kg_per_kwh = grams / GRAMS_PER_KG;
    session->averaged = event->kind == PLUME_CARBON_AVERAGE;
}

static void take_duration(plume_carbon_session *session, const plume_carbon_file *file)
{
    const plume_carbon_event *event = &file->event;
    bool own = file->source == plume_log_source(file->log);

    if (plume_carbon_duration(&session->epoch_s, event->rest.data, event->rest.length) &&
        session->epoch_s >= 0.0) {
        session->epochs_s += session->epoch_s;
        session->timed++;
        return;
    }
    session->epoch_s = NAN;
    plume_log_note(file->log, PLUME_WARNING, own ? event->line : 0, "unread-duration",
                   "the duration of an epoch is '%.40s': its energy is unknown",
                   event->rest.data);
}

/* "gpu: [136.86 120.11]": the mean power of each device over the epoch that just ended.
 */
static void take_power(plume_carbon_session *session, const plume_carbon_event *event)
{
    const char *text = event->rest.data, *colon = strchr(text, ':');
    plume_carbon_component *part = NULL;
    double watts;

    if (strncmp(text, "gpu:", 4) == 0)
        part = &session->gpu;
    else if (strncmp(text, "cpu:", 4) == 0)
        part = &session->cpu;
    if (part == NULL || colon == NULL)
        return;
    part->listed = part->reported = true;
    watts = plume_carbon_power_w(colon + 1, strlen(colon + 1));
    if (isnan(watts) || isnan(session->epoch_s))
        return;
    if (!(part->known_s > 0.0))
        part->watts = watts;
    part->varies = part->varies || watts != part->watts;
    part->kwh += watts * session->epoch_s / JOULES_PER_KWH;
    part->known_s += session->epoch_s;
}

static void take_block(plume_carbon_session *session, const plume_carbon_event *event)
{
    bool actual = event->kind == PLUME_CARBON_ACTUAL;
    plume_carbon_block *block = actual ? &session->actual : &session->predicted;

    if (block->line == 0)
        plume_carbon_block_copy(block, &event->block);
    else if (actual)
        session->repeats++;
}

static void take_pue(plume_carbon_session *session, const plume_carbon_event *event)
{
    double pue = plume_carbon_leading_number(event->rest.data, event->rest.length);

    if (pue >= 1.0)
        session->pue = pue;
}

/* What a line says by being there. */
static void take_word(plume_carbon_session *session, const plume_carbon_event *event)
{
    switch (event->kind) {
    case PLUME_CARBON_DEFAULTED:
        session->defaulted = true;
        break;
    case PLUME_CARBON_FETCHED:
        take_fetched(session, event->rest.data);
        break;
    case PLUME_CARBON_GUESSED:
        session->guessed = true;
        break;
    /* A tracker that is to monitor all epochs says "before all -1" whenever it is
     * stopped. */
    case PLUME_CARBON_INTERRUPTED:
        session->interrupted = event->rest.data[0] != '-';
        break;
    case PLUME_CARBON_QUIT:
        session->quit = true;
        break;
    case PLUME_CARBON_TRACEBACK:
        session->failed = true;
        break;
    case PLUME_CARBON_FINISHED:
        session->finished = true;
        break;
    default:
        break;
    }
}

static void take(plume_carbon_session *session, const plume_carbon_file *file)
{
    const plume_carbon_event *event = &file->event;

    switch (event->kind) {
    case PLUME_CARBON_VERSION:
        plume_text_clear(&session->version);
        plume_text_add(&session->version, event->rest.data);
        break;
    case PLUME_CARBON_PUE:
        take_pue(session, event);
        break;
    case PLUME_CARBON_COMPONENTS:
        take_components(session, event->rest.data);
        break;
    case PLUME_CARBON_EPOCH:
        session->epochs++;
        session->epoch_s = NAN;
        session->last_epoch =
            plume_carbon_leading_number(event->rest.data, strcspn(event->rest.data, ":"));
        break;
    case PLUME_CARBON_DURATION:
        take_duration(session, file);
        break;
    case PLUME_CARBON_POWER:
        take_power(session, event);
        break;
    case PLUME_CARBON_AVERAGE:
    case PLUME_CARBON_INTENSITY:
        take_intensity(session, event);
        break;
    case PLUME_CARBON_ACTUAL:
    case PLUME_CARBON_PREDICTED:
        take_block(session, event);
        break;
    default:
        take_word(session, event);
        break;
    }
}

/* The event that begins another session is held for it. */
plume_status plume_carbon_session_next(plume_carbon_session *session,
                                       plume_carbon_file *file, plume_error *error)
{
    const plume_carbon_event *event = &file->event;
    bool more;
    plume_status status;

    clear(session);
    for (;;) {
        status = plume_carbon_event_next(file, &more, error);
        if (status != PLUME_OK || !more)
            return status;
        if (begins_another(session, event)) {
            file->event_held = true;
            break;
        }
        if (session->line == 0 && !may_begin(event->kind))
            continue;
        if (session->line == 0)
            session->line = event->line;
        if (isnan(session->start_s))
            session->start_s = event->time_s;
        if (!isnan(event->time_s))
            session->end_s = event->time_s;
        take(session, file);
    }
    return plume_text_status(&session->device, error);
}
