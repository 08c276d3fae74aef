/* Keeps notes in their order, each once, with a bound on how many of one kind and file.
 * */
#include "core/notes.h"

#include "core/hash.h"
#include "core/pool.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <plume/text.h>

enum { NOTES_FIRST = 64, LATELY_SETS = 64, LATELY_WAYS = 4 };

typedef struct tally {
    uint64_t added; /* of one code */
} tally;

typedef struct group {
    uint32_t kept; /* of one code and path */
} group;

struct plume_notes {
    plume_pool *strings;
    plume_note *note;
    size_t count, capacity;
    size_t *slots; /* open addressing over note: index + 1; 0 is free */
    size_t slots_size;
    plume_map *code_index, *group_index;
    tally *tallies;
    group *groups;
    size_t tallies_capacity, groups_capacity;
    uint64_t not_kept;
    /* Keys of what was told, by their last bits, the latest first; 0 none. */
    uint64_t lately[LATELY_SETS][LATELY_WAYS];
    plume_text key, message;
    bool out_of_memory; /* sticks */
};

static bool notes_build(plume_notes *notes)
{
    plume_text_init(&notes->key);
    plume_text_init(&notes->message);
    notes->strings = plume_pool_new();
    notes->code_index = plume_map_new();
    notes->group_index = plume_map_new();
    notes->slots = calloc((size_t)2 * NOTES_FIRST, sizeof *notes->slots);
    notes->slots_size = (size_t)2 * NOTES_FIRST;
    return notes->strings != NULL && notes->code_index != NULL &&
           notes->group_index != NULL && notes->slots != NULL;
}

plume_status plume_notes_new(plume_notes **out, plume_error *error)
{
    plume_notes *notes = calloc(1, sizeof *notes);

    *out = NULL;
    if (notes == NULL)
        return plume_fail_memory(error);
    if (!notes_build(notes)) {
        plume_notes_free(notes);
        return plume_fail_memory(error);
    }
    *out = notes;
    return PLUME_OK;
}

static void notes_empty(plume_notes *notes)
{
    plume_pool_free(notes->strings);
    plume_map_free(notes->code_index);
    plume_map_free(notes->group_index);
    plume_text_dispose(&notes->key);
    plume_text_dispose(&notes->message);
    free(notes->note);
    free(notes->slots);
    free(notes->tallies);
    free(notes->groups);
}

void plume_notes_free(plume_notes *notes)
{
    if (notes == NULL)
        return;
    notes_empty(notes);
    free(notes);
}

/* --- the notes that are kept, findable by their content --- */

static uint64_t hash_of(const plume_note *note)
{
    uint64_t hash = plume_hash64(note->message, strlen(note->message), note->line);

    hash = plume_hash64(note->path, strlen(note->path), hash);
    return plume_hash64(note->code, strlen(note->code), hash + (uint64_t)note->severity);
}

static bool is_equal(const plume_note *a, const plume_note *b)
{
    return a->severity == b->severity && a->line == b->line &&
           strcmp(a->code, b->code) == 0 && strcmp(a->path, b->path) == 0 &&
           strcmp(a->message, b->message) == 0;
}

/* The slot of an equal note, or the free one where this one belongs. */
static size_t slot_of(const plume_notes *notes, const plume_note *note)
{
    size_t i = (size_t)hash_of(note) & (notes->slots_size - 1);

    while (notes->slots[i] != 0 && !is_equal(&notes->note[notes->slots[i] - 1], note))
        i = (i + 1) & (notes->slots_size - 1);
    return i;
}

/* The slots are rebuilt whole when the notes grow: they hold indices, which stay. */
static bool make_room(plume_notes *notes)
{
    size_t capacity = notes->capacity == 0 ? NOTES_FIRST : notes->capacity * 2;
    size_t *slots;
    plume_note *note;

    if (notes->count < notes->capacity)
        return true;
    note = realloc(notes->note, capacity * sizeof *note);
    if (note == NULL)
        return false;
    notes->note = note;
    slots = calloc(2 * capacity, sizeof *slots);
    if (slots == NULL)
        return false;
    free(notes->slots);
    notes->slots = slots;
    notes->slots_size = 2 * capacity;
    notes->capacity = capacity;
    for (size_t i = 0; i < notes->count; i++)
        notes->slots[slot_of(notes, &notes->note[i])] = i + 1;
    return true;
}

/* Notes come file by file: the path of the one before is most often the same, and is
 * then shared. */
static bool keep(plume_notes *notes, const plume_note *note)
{
    plume_note copy = *note;

    if (!make_room(notes))
        return false;
    copy.code = plume_pool_copy(notes->strings, note->code);
    copy.message = plume_pool_copy(notes->strings, note->message);
    copy.path =
        notes->count > 0 && strcmp(notes->note[notes->count - 1].path, note->path) == 0
            ? notes->note[notes->count - 1].path
            : plume_pool_copy(notes->strings, note->path);
    if (copy.code == NULL || copy.message == NULL || copy.path == NULL)
        return false;
    notes->slots[slot_of(notes, &copy)] = notes->count + 1;
    notes->note[notes->count++] = copy;
    return true;
}

/* --- counting --- */

/* The index of key in map; a new key gets the next one, and the array a zeroed element
 * for it. SIZE_MAX: out of memory. */
static size_t index_of(plume_map *map, const char *key, void **array, size_t *capacity,
                       size_t element)
{
    size_t index = plume_map_find(map, key);

    if (index != SIZE_MAX)
        return index;
    index = plume_map_count(map);
    if (index == *capacity) {
        size_t larger = *capacity == 0 ? NOTES_FIRST : *capacity * 2;
        void *moved = realloc(*array, larger * element);

        if (moved == NULL)
            return SIZE_MAX;
        *array = moved;
        *capacity = larger;
    }
    memset((char *)*array + index * element, 0, element);
    return plume_map_set(map, key, index) ? index : SIZE_MAX;
}

static tally *tally_of(plume_notes *notes, const char *code)
{
    void *array = notes->tallies;
    size_t index = index_of(notes->code_index, code, &array, &notes->tallies_capacity,
                            sizeof *notes->tallies);

    notes->tallies = array;
    return index == SIZE_MAX ? NULL : &notes->tallies[index];
}

/* A line break stands between code and path, as no code holds one: no two pairs give
 * one key. */
static group *group_of(plume_notes *notes, const char *code, const char *path)
{
    void *array = notes->groups;
    size_t index;

    plume_text_clear(&notes->key);
    plume_text_add(&notes->key, code);
    plume_text_add_char(&notes->key, '\n');
    plume_text_add(&notes->key, path);
    if (notes->key.status != PLUME_OK)
        return NULL;
    index = index_of(notes->group_index, notes->key.data, &array, &notes->groups_capacity,
                     sizeof *notes->groups);
    notes->groups = array;
    return index == SIZE_MAX ? NULL : &notes->groups[index];
}

/* Keeps and counts a note unless it was told before. false: out of memory. */
static bool add(plume_notes *notes, const plume_note *note, tally *of_code,
                group *of_place)
{
    if (notes->slots[slot_of(notes, note)] != 0)
        return true;
    if (!keep(notes, note))
        return false;
    of_code->added++;
    of_place->kept++;
    return true;
}

/* A kind that was told often enough of one file is counted without being printed: a
 * file with a million bad lines costs no million messages. */
static PLUME_PRINTF(3, 0) bool print_and_add(plume_notes *notes, plume_note *note,
                                             const char *format, va_list arguments)
{
    tally *of_code = tally_of(notes, note->code);
    group *of_place = group_of(notes, note->code, note->path);

    if (of_code == NULL || of_place == NULL)
        return false;
    if (of_place->kept >= PLUME_NOTES_KEPT) {
        of_code->added++;
        notes->not_kept++;
        return true;
    }
    plume_text_clear(&notes->message);
    plume_text_vprintf(&notes->message, format, arguments);
    note->message = notes->message.data;
    return notes->message.status == PLUME_OK && add(notes, note, of_code, of_place);
}

void plume_notes_vadd(plume_notes *notes, plume_severity severity, const char *code,
                      const char *path, uint64_t line, const char *format,
                      va_list arguments)
{
    plume_note note = { severity, code, NULL, path == NULL ? "" : path, line };

    if (notes != NULL && !notes->out_of_memory)
        notes->out_of_memory = !print_and_add(notes, &note, format, arguments);
}

/* Once some were not kept, equal ones are counted. */
bool plume_notes_was_told_of(plume_notes *notes, uint64_t key)
{
    uint64_t *lately;

    if (notes == NULL || notes->not_kept > 0)
        return notes == NULL;
    key |= 1;
    lately = notes->lately[key / 2 % LATELY_SETS];
    for (size_t i = 0; i < LATELY_WAYS; i++)
        if (lately[i] == key)
            return true;
    memmove(lately + 1, lately, (LATELY_WAYS - 1) * sizeof *lately);
    lately[0] = key;
    return false;
}

bool plume_notes_was_told(plume_notes *notes, const char *code, const char *path,
                          uint64_t key)
{
    uint64_t of_code = plume_hash64(code, strlen(code), key);

    return plume_notes_was_told_of(notes, plume_hash64(path, strlen(path), of_code));
}

void plume_notes_add(plume_notes *notes, plume_severity severity, const char *code,
                     const char *path, uint64_t line, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    plume_notes_vadd(notes, severity, code, path, line, format, arguments);
    va_end(arguments);
}

void plume_notes_add_text(plume_notes *notes, plume_severity severity, const char *code,
                          const char *path, uint64_t line, plume_text *message)
{
    if (notes != NULL && message->status != PLUME_OK)
        notes->out_of_memory = true;
    plume_notes_add(notes, severity, code, path, line, "%s", message->data);
    plume_text_dispose(message);
}

/* How many of a code were kept. */
static uint64_t kept_of(const plume_notes *notes, const char *code)
{
    uint64_t kept = 0;

    for (size_t i = 0; i < notes->count; i++)
        kept += strcmp(notes->note[i].code, code) == 0;
    return kept;
}

/* Codes beyond those kept have a note each, the first of which names them. */
static void join_uncounted(plume_notes *notes, const plume_notes *more)
{
    for (size_t i = 0; i < more->count; i++) {
        const char *code = more->note[i].code;
        uint64_t unkept = plume_notes_tally(more, code) - kept_of(more, code);
        tally *of_code = unkept > 0 ? tally_of(notes, code) : NULL;
        size_t first = 0;

        while (strcmp(more->note[first].code, code) != 0)
            first++;
        if (first < i || unkept == 0)
            continue;
        if (of_code == NULL) {
            notes->out_of_memory = true;
            return;
        }
        of_code->added += unkept;
        notes->not_kept += unkept;
    }
}

void plume_notes_join(plume_notes *notes, const plume_notes *more)
{
    if (notes == NULL || more == NULL)
        return;
    notes->out_of_memory = notes->out_of_memory || more->out_of_memory;
    for (size_t i = 0; i < more->count; i++)
        plume_notes_add(notes, more->note[i].severity, more->note[i].code,
                        more->note[i].path, more->note[i].line, "%s",
                        more->note[i].message);
    if (more->not_kept > 0)
        join_uncounted(notes, more);
}

void plume_notes_take_back(plume_notes *notes, const plume_notes *copy)
{
    bool failed;

    if (notes == NULL || copy == NULL)
        return;
    failed = notes->out_of_memory;
    notes_empty(notes);
    memset(notes, 0, sizeof *notes);
    notes->out_of_memory = !notes_build(notes) || failed;
    plume_notes_join(notes, copy);
}

plume_status plume_notes_reword(plume_notes *notes, plume_notes_wording *say, void *state,
                                plume_error *error)
{
    plume_text message;
    plume_status status = PLUME_OK;

    plume_text_init(&message);
    for (size_t i = 0; status == PLUME_OK && i < notes->count; i++) {
        plume_text_clear(&message);
        say(state, &message, notes->note[i].message);
        status = plume_text_status(&message, error);
        notes->note[i].message = plume_pool_copy(notes->strings, message.data);
        if (notes->note[i].message == NULL) {
            notes->note[i].message = "";
            status = plume_fail_memory(error);
        }
    }
    plume_text_dispose(&message);
    return status;
}

plume_status plume_notes_status(const plume_notes *notes, plume_error *error)
{
    return notes != NULL && notes->out_of_memory ? plume_fail_memory(error) : PLUME_OK;
}

size_t plume_notes_count(const plume_notes *notes)
{
    return notes == NULL ? 0 : notes->count;
}

const plume_note *plume_notes_at(const plume_notes *notes, size_t i)
{
    return notes == NULL || i >= notes->count ? NULL : &notes->note[i];
}

/* An empty code asks for what was counted and not kept, so that an output can say that
 * it is not the whole list. */
uint64_t plume_notes_tally(const plume_notes *notes, const char *code)
{
    size_t index;

    if (notes == NULL)
        return 0;
    if (code[0] == '\0')
        return notes->not_kept;
    index = plume_map_find(notes->code_index, code);
    return index == SIZE_MAX ? 0 : notes->tallies[index].added;
}

const char *plume_severity_name(plume_severity severity)
{
    static const char *const names[] = { "info", "assumed", "warning", "loss",
                                         "rejected" };

    return (size_t)severity < sizeof names / sizeof names[0] ? names[severity] : "info";
}
