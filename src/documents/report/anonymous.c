/* Pseudonyms for a paper under review: what logs call runs, experiments, machines and
 * files gives way to numbers, and messages lose what they quote. */
#include "documents/report/anonymous.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/notes.h"
#include "core/pool.h"

#define ELLIPSIS "\xE2\x80\xA6"

/* What has numbers of its own. */
typedef enum numbered { EXPERIMENT, HOST, MACHINE, KINDS } numbered;

static const char *const words[KINDS] = { "experiment", "host", "machine" };

struct plume_anonymous {
    plume_pool *strings;
    plume_map *numbers[KINDS];
    plume_map *names; /* all that a message must not hold */
    unsigned long long runs;
    plume_text id;
};

plume_status plume_anonymous_new(plume_anonymous **out, plume_error *error)
{
    plume_anonymous *anonymous = calloc(1, sizeof *anonymous);
    bool full = anonymous == NULL;

    *out = anonymous;
    if (full)
        return plume_fail_memory(error);
    plume_text_init(&anonymous->id);
    anonymous->strings = plume_pool_new();
    anonymous->names = plume_map_new();
    full = anonymous->strings == NULL || anonymous->names == NULL;
    for (size_t i = 0; i < KINDS; i++) {
        anonymous->numbers[i] = plume_map_new();
        full |= anonymous->numbers[i] == NULL;
    }
    if (!full)
        return PLUME_OK;
    plume_anonymous_free(anonymous);
    *out = NULL;
    return plume_fail_memory(error);
}

void plume_anonymous_free(plume_anonymous *anonymous)
{
    if (anonymous == NULL)
        return;
    for (size_t i = 0; i < KINDS; i++)
        plume_map_free(anonymous->numbers[i]);
    plume_map_free(anonymous->names);
    plume_pool_free(anonymous->strings);
    plume_text_dispose(&anonymous->id);
    free(anonymous);
}

void plume_anonymous_restart(plume_anonymous *anonymous)
{
    anonymous->runs = 0;
}

/* --- runs --- */

/* A number says nothing, and stands in messages for what is counted. */
static bool is_number(const char *name)
{
    return name[strspn(name, "0123456789.,-:")] == '\0';
}

/* A name, and each part of it that a message might tell alone. */
static bool hide(plume_anonymous *of, const char *name)
{
    static const char between[] = "/:,; \t=";
    plume_text part;
    bool kept = true;

    if (is_number(name))
        return true;
    kept = plume_map_add(of->names, name, 0) != SIZE_MAX;
    plume_text_init(&part);
    while (*name != '\0' && kept) {
        size_t length = strcspn(name, between);

        plume_text_clear(&part);
        plume_text_add_n(&part, name, length);
        if (length > 1 && !is_number(part.data))
            kept = plume_map_add(of->names, part.data, 0) != SIZE_MAX;
        name += length;
        name += strspn(name, between);
    }
    kept = kept && part.status == PLUME_OK;
    plume_text_dispose(&part);
    return kept;
}

static bool hide_names(plume_anonymous *of, const plume_run *run)
{
    const char *const all[] = { run->id,          run->study,          run->name,
                                run->host,        run->machine,        run->devices,
                                run->keys.job,    run->keys.cluster,   run->keys.run,
                                run->keys.parent, run->keys.other_run, run->keys.sweep,
                                run->keys.trial,  run->keys.launcher,  run->keys.folder };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!hide(of, all[i]))
            return false;
    return true;
}

/* "host-3"; "" stays unknown, NULL: out of memory. */
static const char *number(plume_anonymous *of, numbered kind, const char *name)
{
    plume_text text;
    size_t at;

    if (*name == '\0')
        return "";
    at = plume_map_add(of->numbers[kind], name, plume_map_count(of->numbers[kind]));
    if (at == SIZE_MAX)
        return NULL;
    plume_text_init(&text);
    plume_text_printf(&text, "%s-%zu", words[kind], at + 1);
    return plume_pool_keep(of->strings, &text);
}

plume_status plume_anonymous_run(plume_anonymous *anonymous, plume_run *out,
                                 const plume_run *run, plume_error *error)
{
    *out = *run;
    if (!hide_names(anonymous, run))
        return plume_fail_memory(error);
    plume_text_clear(&anonymous->id);
    plume_text_printf(&anonymous->id, "run-%llu", ++anonymous->runs);
    out->id = anonymous->id.data;
    out->identity = out->covers = out->name = out->note = out->devices = "";
    out->study = number(anonymous, EXPERIMENT, run->study);
    out->host = number(anonymous, HOST, run->host);
    out->machine = number(anonymous, MACHINE, run->machine);
    plume_run_keys_init(&out->keys);
    if (out->study == NULL || out->host == NULL || out->machine == NULL)
        return plume_fail_memory(error);
    return plume_text_status(&anonymous->id, error);
}

/* --- messages --- */

static bool is_hidden(const plume_anonymous *of, const char *word, size_t length)
{
    plume_text part;
    bool hidden;

    plume_text_init(&part);
    plume_text_add_n(&part, word, length);
    hidden = *part.data == '/' || *part.data == '~' || strstr(part.data, "://") != NULL ||
             strchr(part.data, '@') != NULL ||
             plume_map_find(of->names, part.data) != SIZE_MAX;
    for (const char *at = part.data; !hidden && *at != '\0';) {
        plume_text piece;
        size_t end = strcspn(at, "/:,;=");

        plume_text_init(&piece);
        plume_text_add_n(&piece, at, end);
        hidden = plume_map_find(of->names, piece.data) != SIZE_MAX;
        plume_text_dispose(&piece);
        at += end;
        at += *at != '\0';
    }
    plume_text_dispose(&part);
    return hidden;
}

/* Behind the quotation that begins at at; NULL where none does. */
static const char *behind_quote(const char *at, const char *from)
{
    if (*at != '\'' || (at > from && isalnum((unsigned char)at[-1])))
        return NULL;
    for (at++; *at != '\0'; at++)
        if (*at == '\'' && !isalnum((unsigned char)at[1]))
            return at + 1;
    return NULL;
}

static void add_word(const plume_anonymous *of, plume_text *out, const char *word,
                     size_t length)
{
    size_t end = length;

    while (end > 0 && strchr(".,;:)]", word[end - 1]) != NULL)
        end--;
    if (end == 0 || !is_hidden(of, word, end)) {
        plume_text_add_n(out, word, length);
    } else {
        plume_text_add(out, ELLIPSIS);
        plume_text_add_n(out, word + end, length - end);
    }
}

static void say(void *state, plume_text *out, const char *message)
{
    for (const char *at = message; *at != '\0';) {
        const char *behind = behind_quote(at, message);
        size_t length = strcspn(at, " ('\"[");

        if (behind != NULL) {
            plume_text_add(out, ELLIPSIS);
            at = behind;
            continue;
        }
        if (length > 0)
            add_word(state, out, at, length);
        at += length;
        if (*at != '\0' && behind_quote(at, message) == NULL)
            plume_text_add_char(out, *at++);
    }
}

plume_status plume_anonymous_notes(plume_anonymous *anonymous, plume_notes **out,
                                   const plume_notes *notes, plume_error *error)
{
    plume_status status = plume_notes_new(out, error);

    if (status != PLUME_OK)
        return status;
    plume_notes_join(*out, notes);
    status = plume_notes_status(*out, error);
    if (status == PLUME_OK)
        status = plume_notes_reword(*out, say, anonymous, error);
    if (status != PLUME_OK) {
        plume_notes_free(*out);
        *out = NULL;
    }
    return status;
}
