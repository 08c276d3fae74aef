/* Hosts by a plain form of their names; those with brackets are asked one by one. */
#include "traces/host_index.h"

#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "traces/host_names.h"

/* A list of more names is held against each host. */
enum { NAMES_MAX = 4096 };

#define NONE UINT32_MAX

typedef struct host {
    const char *name;
    uint32_t next; /* of the same form */
    bool odd;      /* its name has no one form */
    bool found;    /* already, while it is looked for */
} host;

struct plume_host_index {
    plume_map *forms;
    host *host;
    size_t count, capacity, odd;
    uint32_t *found;
    plume_text form;
};

plume_host_index *plume_host_index_new(void)
{
    plume_host_index *index = calloc(1, sizeof *index);

    if (index == NULL)
        return NULL;
    plume_text_init(&index->form);
    index->forms = plume_map_new();
    if (index->forms == NULL) {
        plume_host_index_free(index);
        return NULL;
    }
    return index;
}

void plume_host_index_free(plume_host_index *index)
{
    if (index == NULL)
        return;
    plume_map_free(index->forms);
    plume_text_dispose(&index->form);
    free(index->host);
    free(index->found);
    free(index);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Without zeros before numbers: where they stand for "n001" both are asked for. */
static void strip_zeros(plume_text *form)
{
    size_t kept = 0;

    for (size_t i = 0; i < form->length; i++) {
        bool begins =
            form->data[i] == '0' && (kept == 0 || !is_digit(form->data[kept - 1]));

        if (!(begins && i + 1 < form->length && is_digit(form->data[i + 1])))
            form->data[kept++] = form->data[i];
    }
    form->length = kept;
    if (form->data != NULL && form->capacity > 0)
        form->data[kept] = '\0';
}

static bool make_form(plume_host_index *index, const char *list, size_t i)
{
    plume_hosts_name(list, i, &index->form);
    strip_zeros(&index->form);
    return index->form.status == PLUME_OK;
}

static bool grow(plume_host_index *index)
{
    size_t capacity = index->capacity * 2 + 16;
    host *hosts;
    uint32_t *found;

    if (index->count < index->capacity)
        return true;
    hosts = realloc(index->host, capacity * sizeof *hosts);
    if (hosts != NULL)
        index->host = hosts;
    found = realloc(index->found, capacity * sizeof *found);
    if (found != NULL)
        index->found = found;
    if (hosts == NULL || found == NULL)
        return false;
    index->capacity = capacity;
    return true;
}

bool plume_host_index_add(plume_host_index *index, const char *name)
{
    size_t at;
    host *made;

    if (!grow(index))
        return false;
    made = &index->host[index->count];
    *made = (host){ name, NONE, strchr(name, '[') != NULL || plume_hosts_count(name) != 1,
                    false };
    index->odd += made->odd;
    if (!made->odd) {
        if (!make_form(index, name, 0))
            return false;
        at = plume_map_find(index->forms, index->form.data);
        made->next = at == SIZE_MAX ? NONE : (uint32_t)at;
        if (!plume_map_set(index->forms, index->form.data, index->count))
            return false;
    }
    index->count++;
    return true;
}

/* A number that a bracket continues has no form: "n1[2-3]" may be n102. */
static bool has_odd_bracket(const char *list)
{
    for (const char *at = strchr(list, '['); at != NULL; at = strchr(at + 1, '['))
        if (at > list && is_digit(at[-1]))
            return true;
    for (const char *at = strchr(list, ']'); at != NULL; at = strchr(at + 1, ']'))
        if (is_digit(at[1]) || at[1] == '[')
            return true;
    return false;
}

static void take(plume_host_index *index, const char *list, size_t i, size_t *count)
{
    host *one = &index->host[i];

    if (one->found || !plume_hosts_meet(list, one->name))
        return;
    one->found = true;
    index->found[(*count)++] = (uint32_t)i;
}

static void find_each(plume_host_index *index, const char *list, bool odd, size_t *count)
{
    for (size_t i = 0; i < index->count; i++)
        if (!odd || index->host[i].odd)
            take(index, list, i, count);
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

static bool find_form(plume_host_index *index, const char *list, size_t i, size_t *count)
{
    size_t at;

    if (!make_form(index, list, i))
        return false;
    at = plume_map_find(index->forms, index->form.data);
    for (uint32_t k = at == SIZE_MAX ? NONE : (uint32_t)at; k != NONE;
         k = index->host[k].next)
        take(index, list, k, count);
    return true;
}

bool plume_host_index_find(plume_host_index *index, const char *list,
                           const uint32_t **found, size_t *count)
{
    size_t names = plume_hosts_count(list);
    bool each = names > NAMES_MAX || names > index->count || has_odd_bracket(list);
    bool done = true;

    *count = 0;
    *found = index->found;
    for (size_t i = 0; !each && done && i < names; i++)
        done = find_form(index, list, i, count);
    if (each || index->odd > 0)
        find_each(index, list, !each, count);
    for (size_t i = 0; i < *count; i++)
        index->host[index->found[i]].found = false;
    if (*count > 1)
        qsort(index->found, *count, sizeof *index->found, by_number);
    return done;
}
