/* Collects the domains of one moment, and drops those that a wider one contains. */
#include "logs/power/rapl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "logs/power_trace.h"

enum { NAME_MAX_BYTES = 128 };

/* Letters and digits alone, in lower case, cut to fit. */
static void plain(char out[NAME_MAX_BYTES], const char *text, size_t length)
{
    size_t used = 0;

    for (size_t i = 0; i < length && used + 1 < NAME_MAX_BYTES; i++) {
        char c = text[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[used++] = c;
    }
    out[used] = '\0';
}

/* Of "intel-rapl:0:2" and what may stand before it. */
static plume_rapl_domain zone_domain(const char *text, size_t length)
{
    static const char mark[] = "intel-rapl";
    size_t at = SIZE_MAX, colons = 0;

    for (size_t i = 0; i + sizeof mark - 1 <= length; i++)
        if (memcmp(text + i, mark, sizeof mark - 1) == 0)
            at = i;
    if (at == SIZE_MAX)
        return PLUME_RAPL_OTHER;
    at += sizeof mark - 1;
    if (at < length && text[at] == '-')
        return PLUME_RAPL_CORES;
    for (; at < length; at++)
        colons += text[at] == ':';
    return colons > 1 ? PLUME_RAPL_CORES : PLUME_RAPL_PACKAGE;
}

/* By a part of the name: kernel, perf, turbostat and CodeCarbon spell the same
 * domains differently. */
plume_rapl_domain plume_rapl_domain_of(const char *text, size_t length)
{
    static const struct {
        const char *part;
        plume_rapl_domain domain;
    } parts[] = {
        { "psys", PLUME_RAPL_PLATFORM },      { "platform", PLUME_RAPL_PLATFORM },
        { "syswatt", PLUME_RAPL_PLATFORM },   { "dram", PLUME_RAPL_MEMORY },
        { "energyram", PLUME_RAPL_MEMORY },   { "ramwatt", PLUME_RAPL_MEMORY },
        { "uncore", PLUME_RAPL_GRAPHICS },    { "gfx", PLUME_RAPL_GRAPHICS },
        { "energygpu", PLUME_RAPL_GRAPHICS }, { "core", PLUME_RAPL_CORES },
        { "corwatt", PLUME_RAPL_CORES },      { "pp0", PLUME_RAPL_CORES },
        { "pp1", PLUME_RAPL_GRAPHICS },       { "pkg", PLUME_RAPL_PACKAGE },
        { "package", PLUME_RAPL_PACKAGE },    { "ram", PLUME_RAPL_MEMORY },
    };
    char name[NAME_MAX_BYTES];

    plain(name, text, length);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (strstr(name, parts[i].part) != NULL)
            return parts[i].domain;
    return zone_domain(text, length);
}

plume_counter_kind plume_rapl_counter_kind(plume_rapl_domain domain)
{
    return domain == PLUME_RAPL_MEMORY ? PLUME_COUNTER_MEMORY : PLUME_COUNTER_PROCESSOR;
}

/* Intel's manual (SDM volume 3, "RAPL domains"): the platform contains all, the
 * package its cores and graphics, while memory stands beside the package. The widest
 * counts, its parts would be counted twice. */
bool plume_rapl_counts(plume_rapl_domain domain, unsigned present)
{
    bool platform = (present & 1u << PLUME_RAPL_PLATFORM) != 0;
    bool package = (present & 1u << PLUME_RAPL_PACKAGE) != 0;

    if ((present & 1u << PLUME_RAPL_MACHINE) != 0)
        return domain == PLUME_RAPL_MACHINE;
    switch (domain) {
    case PLUME_RAPL_PACKAGE:
    case PLUME_RAPL_MEMORY:
    case PLUME_RAPL_REST:
        return !platform;
    case PLUME_RAPL_CORES:
    case PLUME_RAPL_GRAPHICS:
        return !platform && !package;
    default:
        return true;
    }
}

/* RAPL counts energy itself, so that it is metered; one machine stands for one device. */
plume_status plume_rapl_tell(plume_log *log, bool relative, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.scope = PLUME_SCOPE_IT;
    about.meter = PLUME_METER_PART;
    about.evidence = PLUME_EVIDENCE_METERED;
    about.device_count = 1.0;
    about.relative = relative;
    return plume_log_trace(log, &about, error);
}

/* --- readings of one moment --- */

static bool grow(plume_rapl_batch *batch)
{
    size_t capacity = batch->capacity * 2 + 8;
    plume_rapl_entry *grown;

    if (batch->count < batch->capacity)
        return true;
    grown = realloc(batch->entry, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    batch->entry = grown;
    batch->capacity = capacity;
    return true;
}

static bool has_reading(const plume_power_sample *sample)
{
    return !isnan(sample->watts) || !isnan(sample->counter_j) ||
           !isnan(sample->interval_j);
}

static unsigned present_of(const plume_rapl_batch *batch, const char *host)
{
    size_t present = batch->hosts != NULL ? plume_map_find(batch->hosts, host) : SIZE_MAX;

    return present == SIZE_MAX ? 0 : (unsigned)present;
}

/* False: out of memory. */
static bool note_present(plume_rapl_batch *batch, const char *host,
                         plume_rapl_domain domain)
{
    unsigned before = present_of(batch, host), present = before | 1u << domain;

    batch->present |= present;
    if (batch->hosts == NULL)
        batch->hosts = plume_map_new();
    return batch->hosts != NULL &&
           (present == before || plume_map_set(batch->hosts, host, present));
}

/* The names are kept as offsets into one text, since the text moves as it grows; the
 * pointers are only made when the batch is handed on. */
plume_status plume_rapl_batch_add(plume_rapl_batch *batch, plume_rapl_domain domain,
                                  const plume_power_sample *sample, uint64_t line,
                                  plume_error *error)
{
    plume_rapl_entry *entry;

    if (!grow(batch))
        return plume_fail_memory(error);
    if (batch->names.data == NULL)
        plume_text_init(&batch->names);
    entry = &batch->entry[batch->count++];
    *entry = (plume_rapl_entry){ domain, *sample, batch->names.length, 0, line };
    entry->sample.key = "";
    plume_text_add_n(&batch->names, sample->device, strlen(sample->device) + 1);
    entry->host = batch->names.length;
    plume_text_add_n(&batch->names, sample->host, strlen(sample->host) + 1);
    if (has_reading(sample) && !note_present(batch, sample->host, domain))
        return plume_fail_memory(error);
    return plume_text_status(&batch->names, error);
}

const char *plume_rapl_batch_name(const plume_rapl_batch *batch, size_t i)
{
    return batch->names.data + batch->entry[i].name;
}

void plume_rapl_batch_note(plume_rapl_batch *batch, plume_log *log, uint64_t line)
{
    if (batch->left_out)
        return;
    batch->left_out = true;
    plume_log_note(log, PLUME_INFO, line, "parts-left-out",
                   "domains that are inside another one are left out: cores and graphics "
                   "are inside the package, all of it inside the platform");
}

plume_status plume_rapl_batch_flush(plume_rapl_batch *batch, plume_log *log,
                                    plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < batch->count && status == PLUME_OK; i++) {
        plume_rapl_entry *entry = &batch->entry[i];

        entry->sample.device = plume_rapl_batch_name(batch, i);
        entry->sample.host = batch->names.data + entry->host;
        if (plume_rapl_counts(entry->domain, present_of(batch, entry->sample.host)))
            status = plume_log_sample(log, &entry->sample, entry->line, error);
        else
            plume_rapl_batch_note(batch, log, entry->line);
    }
    batch->count = 0;
    plume_text_clear(&batch->names);
    return status;
}

void plume_rapl_batch_dispose(plume_rapl_batch *batch)
{
    free(batch->entry);
    plume_map_free(batch->hosts);
    if (batch->names.data != NULL)
        plume_text_dispose(&batch->names);
}
