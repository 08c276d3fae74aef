/* Finds the kind of a row by the bytes of its neighbouring cells, and makes sense of the
 * texts of a new one. */
#include "readers/trackers/codecarbon/kinds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"
#include "core/hash.h"
#include "core/pool.h"
#include <plume/number.h>

/* Behind so many kinds the memory begins anew. */
enum { KINDS_MOST = 256, SLOTS = 2 * KINDS_MOST };

const codecarbon_column codecarbon_kind_columns[CODECARBON_KIND_COLUMNS] = {
    CC_PROJECT_NAME,
    CC_COUNTRY_NAME,
    CC_COUNTRY_ISO_CODE,
    CC_REGION,
    CC_CLOUD_PROVIDER,
    CC_CLOUD_REGION,
    CC_OS,
    CC_PYTHON_VERSION,
    CC_CODECARBON_VERSION,
    CC_CPU_MODEL,
    CC_GPU_MODEL,
    CC_TRACKING_MODE,
    CC_ON_CLOUD,
    CC_CPU_COUNT,
    CC_GPU_COUNT,
    CC_RAM_TOTAL_SIZE,
    CC_PUE,
};
enum { NUMBERS_FROM = CODECARBON_KIND_COLUMNS - CODECARBON_KIND_NUMBERS };

static const int averages_since[3] = { 3, 1, 2 };
static const int pue_since[3] = { 2, 2, 3 }; /* energies hold it */
static const int pue_in_powers_since[3] = { 3, 3, 1 };

typedef struct slot {
    uint64_t hash;
    size_t layout, length;
    const char *key;
    codecarbon_kind *kind; /* NULL: free */
} slot;

struct codecarbon_kinds {
    const char *path;
    plume_pool *kept;
    slot slot[SLOTS];
    size_t count;
    uint64_t symbol; /* of the last kind */
    plume_text key;  /* of the row at hand, and its pieces */
    plume_field piece[CODECARBON_KIND_COLUMNS];
};

/* "N" is an answer. */
const char *codecarbon_unless_nothing(const char *text)
{
    bool nothing = strcmp(text, "None") == 0 || strcmp(text, "nan") == 0 ||
                   strcmp(text, "NaN") == 0 || strcmp(text, "null") == 0;

    return nothing ? "" : text;
}

/* --- where columns stand --- */

static bool is_of_kind(codecarbon_column column)
{
    for (size_t i = 0; i < CODECARBON_KIND_COLUMNS; i++)
        if (codecarbon_kind_columns[i] == column)
            return true;
    return false;
}

static bool is_of_kind_at(const codecarbon_layout *layout, size_t at)
{
    for (size_t i = 0; i < CODECARBON_KIND_COLUMNS; i++)
        if (layout->at[codecarbon_kind_columns[i]] == at)
            return true;
    return false;
}

void codecarbon_layout_settle(codecarbon_layout *layout)
{
    layout->own_count = layout->span_count = 0;
    for (size_t i = 0; i < CC_COLUMN_COUNT; i++) {
        layout->present[i] = layout->at[i] != SIZE_MAX;
        if (layout->present[i] && !is_of_kind((codecarbon_column)i))
            layout->own[layout->own_count++] = (codecarbon_column)i;
    }
    for (size_t at = 0; at < layout->count; at++) {
        if (!is_of_kind_at(layout, at))
            continue;
        if (layout->span_count > 0 && layout->span[layout->span_count - 1].last + 1 == at)
            layout->span[layout->span_count - 1].last = at;
        else
            layout->span[layout->span_count++] = (struct codecarbon_span){ at, at };
    }
}

/* --- making --- */

codecarbon_kinds *codecarbon_kinds_new(const char *path)
{
    codecarbon_kinds *kinds = calloc(1, sizeof *kinds);

    if (kinds == NULL)
        return NULL;
    kinds->path = path;
    plume_text_init(&kinds->key);
    kinds->kept = plume_pool_new();
    if (kinds->kept != NULL)
        return kinds;
    codecarbon_kinds_free(kinds);
    return NULL;
}

void codecarbon_kinds_free(codecarbon_kinds *kinds)
{
    if (kinds == NULL)
        return;
    plume_pool_free(kinds->kept);
    plume_text_dispose(&kinds->key);
    free(kinds);
}

static bool begin_anew(codecarbon_kinds *kinds)
{
    plume_pool_free(kinds->kept);
    memset(kinds->slot, 0, sizeof kinds->slot);
    kinds->count = 0;
    kinds->kept = plume_pool_new();
    return kinds->kept != NULL;
}

enum { RELEASE_MOST = 100000000 };

/* Whether the release is known and not older than this one. "3.3.2" and "2.4.3rc1": a
 * candidate counts as its release. */
static bool is_since(const char *version, const int release[3])
{
    for (int i = 0; i < 3; i++) {
        int part = 0;

        if (!plume_is_digit(*version))
            return false;
        for (; plume_is_digit(*version) && part < RELEASE_MOST; version++)
            part = part * 10 + (*version - '0');
        if (part != release[i])
            return part > release[i];
        version += *version == '.';
    }
    return true;
}

/* Providers whose kernels give them away when CodeCarbon did not notice. */
static bool is_cloud_kernel(const char *os)
{
    static const char *const ends[] = { ".amzn", "-aws", "-azure", "-gcp", "-gke" };

    for (; *os != '\0'; os++)
        for (size_t i = 0; plume_is_letter(os[1]) && i < sizeof ends / sizeof ends[0];
             i++)
            if (*os == ends[i][0] && strncmp(os, ends[i], strlen(ends[i])) == 0)
                return true;
    return false;
}

/* "8 x NVIDIA A40" is eight of one device; without an accelerator the processor is the
 * device. CodeCarbon names several models of GPU in one text with " x ", which no table
 * of devices can look up. */
static void fill_device(codecarbon_kind *kind, const char *processor)
{
    const char *model = codecarbon_told(kind->text[CC_GPU_MODEL]);
    const char *times = strstr(model, " x ");
    plume_run *run = &kind->run;
    double counted;

    kind->several_gpus = times != NULL && strstr(times + 3, " x ") != NULL;
    run->device = model[0] == '\0' ? processor : model;
    run->device_count = model[0] != '\0'       ? kind->number[CC_GPU_COUNT]
                        : processor[0] == '\0' ? (double)NAN
                                               : 1.0;
    if (times == NULL || kind->several_gpus ||
        !plume_count_parse(&counted, model, (size_t)(times - model)))
        return;
    run->device = times + 3;
    if (isnan(run->device_count))
        run->device_count = counted;
}

static void fill_place(codecarbon_kind *kind)
{
    plume_run *run = &kind->run;

    run->location = codecarbon_told(kind->text[CC_COUNTRY_ISO_CODE]);
    if (run->location[0] == '\0')
        run->location = codecarbon_told(kind->text[CC_COUNTRY_NAME]);
    run->provider = codecarbon_told(kind->text[CC_CLOUD_PROVIDER]);
    run->region = codecarbon_told(
        kind->text[run->provider[0] != '\0' ? CC_CLOUD_REGION : CC_REGION]);
}

/* Runs metered as a whole machine: equal hardware at an equal place is taken for one
 * machine. */
static uint64_t hardware_of(const codecarbon_kind *kind)
{
    static const codecarbon_column parts[] = { CC_OS,        CC_CPU_MODEL,
                                               CC_CPU_COUNT, CC_GPU_MODEL,
                                               CC_GPU_COUNT, CC_RAM_TOTAL_SIZE };
    uint64_t hash = 0;

    if (codecarbon_told(kind->text[CC_CPU_MODEL])[0] == '\0' || kind->by_process)
        return 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *text = codecarbon_told(kind->text[parts[i]]);

        hash = plume_hash64(text, strlen(text), hash);
    }
    return hash | 1;
}

/* `codecarbon monitor` knows no project: its runs are known by their file, or by the
 * folder where that has the name that all have. NULL: out of memory. */
static const char *name_of(codecarbon_kinds *kinds)
{
    static const char *const by_default[] = { "emissions.csv", "codecarbon.csv", NULL };
    const char *path = kinds->path, *slash = strrchr(path, '/');
    const char *file = slash == NULL ? path : slash + 1, *folder = slash;

    if (slash == NULL || !plume_is_one_of(file, by_default))
        return plume_pool_copy_n(kinds->kept, file, strcspn(file, "."));
    while (folder > path && folder[-1] != '/')
        folder--;
    return plume_pool_copy_n(kinds->kept, folder, (size_t)(slash - folder));
}

static bool fill_run(codecarbon_kinds *kinds, codecarbon_kind *kind)
{
    plume_run *run = &kind->run;
    double pue = kind->number[CC_PUE];

    plume_run_init(run);
    run->name = codecarbon_told(kind->text[CC_PROJECT_NAME]);
    run->owner.project = run->name;
    if (run->name[0] == '\0')
        run->name = name_of(kinds);
    run->tool_version = codecarbon_told(kind->text[CC_CODECARBON_VERSION]);
    run->compute.processor = codecarbon_told(kind->text[CC_CPU_MODEL]);
    run->compute.memory_gb = kind->number[CC_RAM_TOTAL_SIZE];
    run->energy.scope = PLUME_SCOPE_IT;
    run->energy.evidence = PLUME_EVIDENCE_TRACKER;
    run->energy.pue_included = isnan(pue) ? 1.0 : pue;
    if (pue > 1.0) /* 1.0 is what CodeCarbon assumes of any building */
        run->site_pue = pue;
    fill_device(kind, run->compute.processor);
    fill_place(kind);
    run->keys.resolution_s = 1.0; /* of the stamp */
    run->kind = ++kinds->symbol;
    return run->name != NULL;
}

static bool describe(codecarbon_kinds *kinds, codecarbon_kind *kind)
{
    const char *version = codecarbon_told(kind->text[CC_CODECARBON_VERSION]);
    const char *mode = codecarbon_told(kind->text[CC_TRACKING_MODE]);
    const char *provider = codecarbon_told(kind->text[CC_CLOUD_PROVIDER]);

    kind->may_be_nowhere =
        provider[0] == '\0' && strcmp(kind->text[CC_COUNTRY_ISO_CODE], "CAN") == 0;
    kind->cloud_unseen =
        provider[0] == '\0' && is_cloud_kernel(codecarbon_told(kind->text[CC_OS]));
    kind->by_process = strcmp(mode, "process") == 0;
    kind->by_machine = mode[0] != '\0' && !kind->by_process;
    kind->has_averages = is_since(version, averages_since);
    kind->has_pue = is_since(version, pue_since);
    kind->has_pue_in_powers = is_since(version, pue_in_powers_since);
    kind->hardware = hardware_of(kind);
    return fill_run(kinds, kind);
}

/* NULL: out of memory. */
static codecarbon_kind *make(codecarbon_kinds *kinds, const codecarbon_layout *layout,
                             const plume_field *field, size_t count)
{
    codecarbon_kind *kind = plume_pool_take(kinds->kept, sizeof *kind);

    for (size_t i = 0; kind != NULL && i < CODECARBON_KIND_COLUMNS; i++) {
        codecarbon_column column = codecarbon_kind_columns[i];
        bool has = layout->at[column] < count;
        plume_field cell = has ? field[layout->at[column]] : (plume_field){ "", 0 };

        kind->text[column] = plume_pool_copy_n(kinds->kept, cell.text, cell.length);
        if (kind->text[column] == NULL)
            return NULL;
        if (i >= NUMBERS_FROM)
            (void)plume_number_parse(&kind->number[column], cell.text, cell.length);
    }
    return kind != NULL && describe(kinds, kind) ? kind : NULL;
}

/* --- finding --- */

/* Cells that stand behind one another as they are, each with a NUL. */
static bool is_tight(const struct codecarbon_span *span, const plume_field *field)
{
    const plume_field *last = &field[span->last];
    size_t length = 0;

    for (size_t i = span->first; i < span->last; i++)
        length += field[i].length + 1;
    return (size_t)(last->text - field[span->first].text) == length;
}

/* The cells of a span, each with a NUL, where they do not stand like that. */
static plume_field joined(codecarbon_kinds *kinds, const struct codecarbon_span *span,
                          const plume_field *field, size_t count)
{
    size_t from = kinds->key.length;

    for (size_t i = span->first; i <= span->last; i++) {
        if (i < count)
            plume_text_add_n(&kinds->key, field[i].text, field[i].length);
        plume_text_add_n(&kinds->key, "", 1);
    }
    return (plume_field){ NULL, kinds->key.length - from };
}

/* The bytes that decide, in pieces. False: out of memory. */
static bool find_pieces(codecarbon_kinds *kinds, const codecarbon_layout *layout,
                        const plume_field *field, size_t count)
{
    const char *at;

    kinds->key.length = 0;
    for (size_t i = 0; i < layout->span_count; i++) {
        const struct codecarbon_span *span = &layout->span[i];

        if (span->last < count && is_tight(span, field))
            kinds->piece[i] = (plume_field){ field[span->first].text,
                                             (size_t)(field[span->last].text -
                                                      field[span->first].text) +
                                                 field[span->last].length + 1 };
        else
            kinds->piece[i] = joined(kinds, span, field, count);
    }
    at = kinds->key.data;
    for (size_t i = 0; kinds->key.length > 0 && i < layout->span_count; i++)
        if (kinds->piece[i].text == NULL) {
            kinds->piece[i].text = at;
            at += kinds->piece[i].length;
        }
    return kinds->key.status == PLUME_OK;
}

static bool is_same(const slot *one, const plume_field *piece, size_t pieces)
{
    const char *at = one->key;

    for (size_t i = 0; i < pieces; i++) {
        if (memcmp(at, piece[i].text, piece[i].length) != 0)
            return false;
        at += piece[i].length;
    }
    return true;
}

/* The slot of what is wanted, or the free one where it belongs. */
static slot *slot_of(codecarbon_kinds *kinds, const slot *wanted, size_t pieces)
{
    size_t i = (size_t)wanted->hash % SLOTS;

    for (; kinds->slot[i].kind != NULL; i = (i + 1) % SLOTS)
        if (kinds->slot[i].hash == wanted->hash &&
            kinds->slot[i].length == wanted->length &&
            kinds->slot[i].layout == wanted->layout &&
            is_same(&kinds->slot[i], kinds->piece, pieces))
            break;
    return &kinds->slot[i];
}

/* False: out of memory. */
static bool keep(codecarbon_kinds *kinds, slot *at, size_t pieces)
{
    char *key = plume_pool_take(kinds->kept, at->length + 1);

    at->key = key;
    for (size_t i = 0; key != NULL && i < pieces; i++) {
        memcpy(key, kinds->piece[i].text, kinds->piece[i].length);
        key += kinds->piece[i].length;
    }
    kinds->count += key != NULL;
    return key != NULL;
}

codecarbon_kind *codecarbon_kinds_find(codecarbon_kinds *kinds,
                                       const codecarbon_layout *layout,
                                       const plume_field *field, size_t count)
{
    slot wanted = { .layout = layout->number }, *at;

    if (!find_pieces(kinds, layout, field, count))
        return NULL;
    for (size_t i = 0; i < layout->span_count; i++) {
        wanted.hash =
            plume_hash_text(wanted.hash, kinds->piece[i].text, kinds->piece[i].length);
        wanted.length += kinds->piece[i].length;
    }
    at = slot_of(kinds, &wanted, layout->span_count);
    if (at->kind != NULL)
        return at->kind;
    if (kinds->count == KINDS_MOST) {
        if (!begin_anew(kinds))
            return NULL;
        at = slot_of(kinds, &wanted, layout->span_count);
    }
    wanted.kind = make(kinds, layout, field, count);
    if (wanted.kind == NULL)
        return NULL;
    *at = wanted;
    return keep(kinds, at, layout->span_count) ? at->kind : NULL;
}
