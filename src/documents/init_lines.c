/* Folds logs that lie beside each other, or in folders beside each other, to patterns. */
#include "documents/init_lines.h"

#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include <plume/text.h>

/* Fewer files than this are named each. */
enum { FOLDED_LEAST = 3 };

/* How a path is made a pattern. */
typedef void put_pattern(plume_text *out, const char *path);

/* What one pattern would match. */
typedef struct fold {
    uint64_t files, logs;
} fold;

typedef struct folding {
    const plume_intake *intake;
    const plume_log_gaps *gaps;
    plume_init_lines *out;
    plume_map *at;  /* number of the fold of a pattern */
    fold *fold;     /* as many as there are inputs */
    bool *is_taken; /* of each input */
} folding;

/* --- patterns --- */

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* "runs/a.csv": "runs/" and a star before its ending. */
static void put_beside(plume_text *out, const char *path)
{
    const char *name = last_part(path), *dot = strrchr(name, '.');

    plume_text_add_n(out, path, (size_t)(name - path));
    plume_text_add_char(out, '*');
    plume_text_add(out, dot != NULL && dot > name ? dot : "");
}

/* "runs/7/emissions.csv": a star for its folder. */
static void put_below(plume_text *out, const char *path)
{
    const char *name = last_part(path), *folder = name;

    if (name == path)
        return;
    for (folder--; folder > path && folder[-1] != '/';)
        folder--;
    plume_text_add_n(out, path, (size_t)(folder - path));
    plume_text_printf(out, "*/%s", name);
}

static bool is_plain(const char *path)
{
    return strpbrk(path, "*?[\\") == NULL && strstr(path, "://") == NULL;
}

/* --- lines --- */

static plume_init_line *add_line(folding *own, const char *path, plume_error *error)
{
    plume_init_line *line = &own->out->line[own->out->count];

    line->path = strdup(path);
    if (line->path == NULL) {
        (void)plume_fail_memory(error);
        return NULL;
    }
    own->out->count++;
    return line;
}

static void add_to(plume_init_line *line, const plume_input *input,
                   const plume_log_gaps *gaps)
{
    line->readers =
        line->readers || (line->files > 0 && strcmp(line->reader, input->reader) != 0);
    line->reader = line->files > 0 ? line->reader : input->reader;
    line->files++;
    line->gaps.runs += gaps->runs;
    line->gaps.without_role += gaps->without_role;
    line->gaps.without_device += gaps->without_device;
    line->gaps.without_energy += gaps->without_energy;
    line->gaps.naive = line->gaps.naive || gaps->naive;
}

/* Files that are no logs may not fall under it: named so they would be an error. */
static plume_status count_folds(folding *own, put_pattern *put, plume_error *error)
{
    plume_status status = PLUME_OK;
    size_t count = 0;
    plume_text pattern;

    plume_text_init(&pattern);
    for (size_t i = 0; i < plume_intake_count(own->intake) && status == PLUME_OK; i++) {
        const plume_input *input = plume_intake_at(own->intake, i);
        size_t at;

        plume_text_clear(&pattern);
        put(&pattern, input->stored);
        at = plume_map_find(own->at, pattern.data);
        if (at == SIZE_MAX) {
            at = count++;
            own->fold[at] = (fold){ 0, 0 };
            status = plume_map_set(own->at, pattern.data, at) ? PLUME_OK
                                                              : plume_fail_memory(error);
        }
        own->fold[at].files++;
        own->fold[at].logs += input->verdict == PLUME_INPUT_READ && !own->is_taken[i];
    }
    plume_text_dispose(&pattern);
    return status;
}

static bool is_folded(const folding *own, size_t i, const char *pattern)
{
    size_t at = plume_map_find(own->at, pattern);

    return at != SIZE_MAX && pattern[0] != '\0' &&
           own->fold[at].files == own->fold[at].logs &&
           own->fold[at].logs >= FOLDED_LEAST && !own->is_taken[i] &&
           is_plain(plume_intake_at(own->intake, i)->stored);
}

/* A line for each pattern that stands for enough, where the first of its files is. */
static plume_status fold_by(folding *own, put_pattern *put, plume_error *error)
{
    plume_map *lines = plume_map_new();
    plume_status status = lines == NULL ? plume_fail_memory(error) : PLUME_OK;
    plume_text pattern;

    plume_map_free(own->at);
    own->at = plume_map_new();
    if (own->at == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = count_folds(own, put, error);
    plume_text_init(&pattern);
    for (size_t i = 0; i < plume_intake_count(own->intake) && status == PLUME_OK; i++) {
        const plume_input *input = plume_intake_at(own->intake, i);
        size_t at;

        plume_text_clear(&pattern);
        put(&pattern, input->stored);
        if (!is_folded(own, i, pattern.data))
            continue;
        at = plume_map_find(lines, pattern.data);
        if (at == SIZE_MAX) {
            at = own->out->count;
            if (add_line(own, pattern.data, error) == NULL ||
                !plume_map_set(lines, pattern.data, at))
                status = plume_fail_memory(error);
        }
        if (status == PLUME_OK)
            add_to(&own->out->line[at], input, &own->gaps[i]);
        own->is_taken[i] = true;
    }
    plume_text_dispose(&pattern);
    plume_map_free(lines);
    return status;
}

/* The line of the partial that it is in, or one of its own. */
static plume_status take_rest(folding *own, plume_map *partials, plume_error *error)
{
    for (size_t i = 0; i < plume_intake_count(own->intake); i++) {
        const plume_input *input = plume_intake_at(own->intake, i);
        const char *path = input->partial != NULL ? input->partial : input->stored;
        size_t at = SIZE_MAX;

        if (input->verdict != PLUME_INPUT_READ || own->is_taken[i])
            continue;
        if (input->partial != NULL)
            at = plume_map_find(partials, path);
        if (at == SIZE_MAX) {
            at = own->out->count;
            if (add_line(own, path, error) == NULL ||
                (input->partial != NULL && !plume_map_set(partials, path, at)))
                return plume_fail_memory(error);
        }
        add_to(&own->out->line[at], input, &own->gaps[i]);
    }
    return PLUME_OK;
}

static plume_status fold_all(folding *own, plume_error *error)
{
    plume_map *partials = plume_map_new();
    bool any = false;
    plume_status status = partials == NULL ? plume_fail_memory(error) : PLUME_OK;

    for (size_t i = 0; i < plume_intake_count(own->intake); i++)
        any = any || plume_intake_at(own->intake, i)->partial != NULL;
    if (status == PLUME_OK && !any)
        status = fold_by(own, put_beside, error);
    if (status == PLUME_OK && !any)
        status = fold_by(own, put_below, error);
    if (status == PLUME_OK)
        status = take_rest(own, partials, error);
    plume_map_free(partials);
    return status;
}

static int by_path(const void *left, const void *right)
{
    const plume_init_line *a = left, *b = right;

    return strcmp(a->path, b->path);
}

plume_status plume_init_lines_fold(plume_init_lines *out, const plume_intake *intake,
                                   const plume_log_gaps *gaps, plume_error *error)
{
    size_t count = plume_intake_count(intake) + 1;
    folding own = { .intake = intake, .gaps = gaps, .out = out };
    plume_status status = PLUME_OK;

    *out = (plume_init_lines){ calloc(count, sizeof *out->line), 0 };
    own.fold = calloc(count, sizeof *own.fold);
    own.is_taken = calloc(count, sizeof *own.is_taken);
    if (out->line == NULL || own.fold == NULL || own.is_taken == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = fold_all(&own, error);
    if (status == PLUME_OK)
        qsort(out->line, out->count, sizeof *out->line, by_path);
    plume_map_free(own.at);
    free(own.is_taken);
    free(own.fold);
    return status;
}

void plume_init_lines_dispose(plume_init_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->line[i].path);
    free(lines->line);
    *lines = (plume_init_lines){ NULL, 0 };
}
