/* The tools that logged the runs: trackers, sweeps, schedulers, with their versions. */
#include "documents/report/tools.h"

#include <stdlib.h>
#include <string.h>

#include <plume/intake.h>

#include "core/pool.h"
#include "documents/wording/display.h"

/* Versions are few; what comes beyond is counted under the tool without one. */
enum { TOOLS_MAX = 64, SHOWN = 6 };

typedef struct tool {
    const char *reader, *version;
    double runs;
    size_t order;
} tool;

struct plume_tool_counts {
    plume_pool *strings;
    plume_map *index;
    tool tool[TOOLS_MAX];
    size_t count;
};

plume_status plume_tool_counts_new(plume_tool_counts **out, plume_error *error)
{
    plume_tool_counts *counts = calloc(1, sizeof *counts);

    *out = counts;
    if (counts == NULL)
        return plume_fail_memory(error);
    counts->strings = plume_pool_new();
    counts->index = plume_map_new();
    if (counts->strings != NULL && counts->index != NULL)
        return PLUME_OK;
    plume_tool_counts_free(counts);
    *out = NULL;
    return plume_fail_memory(error);
}

void plume_tool_counts_free(plume_tool_counts *counts)
{
    if (counts == NULL)
        return;
    plume_map_free(counts->index);
    plume_pool_free(counts->strings);
    free(counts);
}

void plume_tool_counts_clear(plume_tool_counts *counts)
{
    for (size_t i = 0; i < counts->count; i++)
        counts->tool[i].runs = 0.0;
}

/* The place of a tool; SIZE_MAX: out of memory. */
static size_t find(plume_tool_counts *counts, const char *reader, const char *version)
{
    plume_text key;
    size_t at = SIZE_MAX;

    plume_text_init(&key);
    plume_text_printf(&key, "%s %s", reader, version);
    if (key.status == PLUME_OK)
        at = plume_map_add(counts->index, key.data, counts->count);
    plume_text_dispose(&key);
    if (at != counts->count)
        return at;
    counts->tool[at] = (tool){ plume_pool_copy(counts->strings, reader),
                               plume_pool_copy(counts->strings, version), 0.0, at };
    if (counts->tool[at].reader == NULL || counts->tool[at].version == NULL)
        return SIZE_MAX;
    counts->count++;
    return at;
}

static plume_status add(plume_tool_counts *counts, const char *reader,
                        const char *version, double runs, plume_error *error)
{
    size_t at;

    if (counts->count == TOOLS_MAX)
        return PLUME_OK;
    at = find(counts, reader, version);
    if (at == SIZE_MAX)
        return plume_fail_memory(error);
    counts->tool[at].runs += runs;
    return PLUME_OK;
}

plume_status plume_tool_counts_add(plume_tool_counts *counts, const plume_run *run,
                                   plume_error *error)
{
    const char *own = *run->tool != '\0' ? run->tool : run->origin.reader;
    plume_status status = PLUME_OK;

    if (run->told_count == 0)
        return add(counts, own, run->tool_version, run->repeat, error);
    for (size_t i = 0; status == PLUME_OK && i < run->told_count; i++) {
        const char *reader = run->told_by[i].reader;
        bool again = false;

        for (size_t k = 0; k < i; k++)
            again |= strcmp(run->told_by[k].reader, reader) == 0;
        if (!again)
            status =
                add(counts, reader, strcmp(reader, own) == 0 ? run->tool_version : "",
                    run->repeat, error);
    }
    return status;
}

static int compare(const void *a, const void *b)
{
    const tool *one = a, *other = b;

    if (one->runs < other->runs || one->runs > other->runs)
        return one->runs > other->runs ? -1 : 1;
    return one->order < other->order ? -1 : 1;
}

/* As people call it, or else what its reader says that it reads. */
static const char *name_of(const char *reader, plume_words *words)
{
    const char *name =
        plume_value_string(plume_value_get(plume_words_group(words, "tools"), reader));

    for (size_t i = 0; *name == '\0' && i < plume_reader_count(); i++)
        if (strcmp(plume_reader_at(i).name, reader) == 0)
            name = plume_reader_at(i).title;
    return *name == '\0' ? reader : name;
}

/* A tool has several readers: those of one name and version are one, counted before they
 * are sorted. */
static size_t join(tool *tools, size_t count, plume_words *words)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        size_t k = 0;

        while (k < kept && (strcmp(tools[k].version, tools[i].version) != 0 ||
                            strcmp(name_of(tools[k].reader, words),
                                   name_of(tools[i].reader, words)) != 0))
            k++;
        if (k < kept)
            tools[k].runs += tools[i].runs;
        else
            tools[kept++] = tools[i];
    }
    return kept;
}

static void set_item(plume_value *list, const tool *of, size_t left, plume_words *words)
{
    plume_value *item = plume_value_set_map(list, NULL);

    plume_value_set_string(item, "name", name_of(of->reader, words));
    plume_value_set_string(item, "version", of->version);
    plume_display_count(item, "runs", (uint64_t)of->runs, words);
    plume_value_set_string(item, "separator",
                           left == 0   ? ""
                           : left == 1 ? plume_word(words, "list", "and")
                                       : plume_word(words, "list", "comma"));
}

/* Sorted on a copy: runs may come again, and are counted by their places. */
plume_status plume_tool_counts_to_tree(plume_tool_counts *counts, plume_value *tree,
                                       plume_words *words, plume_error *error)
{
    plume_value *map = plume_value_set_map(tree, "tools");
    plume_value *list = plume_value_set_list(map, "list");
    tool sorted[TOOLS_MAX];
    size_t some = 0, shown, count;

    memcpy(sorted, counts->tool, sizeof sorted);
    count = join(sorted, counts->count, words);
    qsort(sorted, count, sizeof *sorted, compare);
    while (some < count && sorted[some].runs > 0.0)
        some++;
    shown = some > SHOWN ? SHOWN : some;
    for (size_t i = 0; i < shown; i++)
        set_item(list, &sorted[i], shown - i - 1, words);
    plume_value_set_bool(map, "known", some > 0);
    plume_display_count(map, "more", some - shown, words);
    return plume_value_status(tree, error);
}
