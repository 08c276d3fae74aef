/* What must be told of the data: assumptions, warnings, rejected records. Notes of one
 * code stand once, as the first of them says it, with how often. */
#include <string.h>

#include "documents/wording/display.h"
#include "documents/wording/reader_text.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

enum { MESSAGES_SHOWN = 1, GROUPS_MAX = 64, REMARKS_SHOWN = 12 };

/* Notes of one code. */
typedef struct group {
    const char *code;
    plume_value *messages;

} group;

static const char *list_name(plume_severity severity)
{
    switch (severity) {
    case PLUME_ASSUMED:
        return "defaults";
    case PLUME_WARNING:
    case PLUME_LOSS:
        return "warnings";
    case PLUME_REJECTED:
        return "rejects";
    default:
        return "remarks";
    }
}

static void set_place(plume_value *map, const plume_note *note)
{
    plume_text place;

    plume_text_init(&place);
    plume_text_add(&place, note->path);
    if (note->line != 0)
        plume_text_printf(&place, ":%llu", (unsigned long long)note->line);
    plume_value_set_string(map, "place", place.data);
    plume_value_set_bool(map, "has_place", place.length > 0);
    plume_text_dispose(&place);
}

/* A message as a sentence begins: with a capital, if it begins with a plain word. */
static void set_message(plume_value *map, const char *message)
{
    size_t word;
    plume_text text, first;

    plume_text_init(&text);
    plume_text_init(&first);
    plume_reader_text(&text, message);
    plume_text_add(&first, text.data);
    word = strspn(text.data, "abcdefghijklmnopqrstuvwxyz-");
    if (text.status == PLUME_OK && word > 0 &&
        (text.data[word] == ' ' || text.data[word] == ','))
        text.data[0] = (char)(text.data[0] - 'a' + 'A');
    plume_value_set_string(map, "message", first.data);
    plume_text_dispose(&first);
    plume_value_set_string(map, "sentence", text.data);
    plume_text_dispose(&text);
}

static bool has_message(const plume_value *messages, const char *message)
{
    for (size_t i = 0; i < plume_value_count(messages); i++)
        if (strcmp(plume_value_string(
                       plume_value_get(plume_value_at(messages, i), "message")),
                   message) == 0)
            return true;
    return false;
}

/* One item for each code, with the place of its first note; the count is of all, kept
 * or not. */
static group *find_group(group *groups, size_t *count, const plume_note *note,
                         plume_value *list, const plume_tree_context *context)
{
    plume_value *item;

    for (size_t i = 0; i < *count; i++)
        if (strcmp(groups[i].code, note->code) == 0)
            return &groups[i];
    if (*count == GROUPS_MAX)
        return NULL;
    item = plume_value_set_map(list, NULL);
    plume_value_set_string(item, "code", note->code);
    plume_display_count(item, "count",
                        plume_notes_tally(context->data->notes, note->code),
                        context->data->words);
    set_place(item, note);
    groups[*count] = (group){ .code = note->code };
    groups[*count].messages = plume_value_set_list(item, "messages");
    return &groups[(*count)++];
}

static void add_message(group *to, const plume_note *note)
{
    plume_value *message;

    if (to == NULL || plume_value_count(to->messages) == MESSAGES_SHOWN ||
        has_message(to->messages, note->message))
        return;
    message = plume_value_set_map(to->messages, NULL);
    set_message(message, note->message);
    set_place(message, note);
}

/* Pointers may be compared, as each list has one literal; so warnings and losses come
 * into one list. */
static void set_severity(const plume_tree_context *context, plume_value *notes,
                         plume_severity severity)
{
    plume_value *list = plume_value_set_list(notes, list_name(severity));
    group groups[GROUPS_MAX];
    size_t count = 0;

    for (size_t i = 0; i < plume_notes_count(context->data->notes); i++) {
        const plume_note *note = plume_notes_at(context->data->notes, i);

        if (list_name(note->severity) == list_name(severity))
            add_message(find_group(groups, &count, note, list, context), note);
    }
}

/* One line for a kind, and how often it was noticed; what only asks the author for
 * something is no line. */
static void set_remarks_table(const plume_tree_context *context,
                              const plume_value *warnings)
{
    plume_words *words = context->data->words;
    plume_report_table sheet;
    size_t count = plume_value_count(warnings), shown = 0, left = 0;
    plume_text cell;

    if (count == 0)
        return;
    sheet = plume_report_table_new(context->tables, "remarks");
    plume_report_table_wrapped(&sheet, plume_word(words, "remarks", "what"), 0.80);
    plume_report_table_column(&sheet, plume_word(words, "remarks", "times"), "", true);
    for (size_t i = 0; i < count; i++) {
        const plume_value *item = plume_value_at(warnings, i);
        const char *said = plume_value_string(plume_value_get(
            plume_value_at(plume_value_get(item, "messages"), 0), "sentence"));

        if (*said == '\0')
            continue;
        if (shown == REMARKS_SHOWN && ++left > 0)
            continue;
        plume_report_table_row(&sheet, false);
        plume_report_table_cell(&sheet, said);
        plume_report_table_cell(&sheet, plume_value_string(plume_value_get(
                                            plume_value_get(item, "count"), "text")));
        shown++;
    }
    if (left == 0)
        return;
    plume_text_init(&cell);
    plume_text_printf(&cell, "%zu %s", left, plume_word(words, "remarks", "more"));
    plume_report_table_row(&sheet, false);
    plume_report_table_cell(&sheet, cell.data);
    plume_report_table_cell(&sheet, "");
    plume_text_dispose(&cell);
}

/* The name of the file is enough in a narrow column: rejected.csv has whole paths. */
static void set_rejects_table(const plume_tree_context *context,
                              const plume_value *rejects)
{
    plume_words *words = context->data->words;
    plume_report_table sheet;

    if (plume_value_count(rejects) == 0)
        return;
    sheet = plume_report_table_new(context->tables, "rejects");
    plume_report_table_column(&sheet, plume_word(words, "rejects", "reason"), "", false);
    plume_report_table_column(&sheet, plume_word(words, "rejects", "first"), "", false);
    plume_report_table_column(&sheet, plume_word(words, "rejects", "records"), "", true);
    for (size_t i = 0; i < plume_value_count(rejects); i++) {
        const plume_value *item = plume_value_at(rejects, i);
        const char *place = plume_value_string(plume_value_get(item, "place"));
        const char *slash = strrchr(place, '/');

        plume_report_table_row(&sheet, false);
        plume_report_table_cell(&sheet,
                                plume_value_string(plume_value_get(item, "code")));
        plume_report_table_cell(&sheet, slash == NULL ? place : slash + 1);
        plume_report_table_cell(&sheet, plume_value_string(plume_value_get(
                                            plume_value_get(item, "count"), "text")));
    }
}

void plume_tree_notes(const plume_tree_context *context)
{
    plume_value *notes = plume_value_set_map(context->root, "notes");

    set_severity(context, notes, PLUME_INFO);
    set_severity(context, notes, PLUME_ASSUMED);
    set_severity(context, notes, PLUME_WARNING);
    set_severity(context, notes, PLUME_REJECTED);
    set_remarks_table(context, plume_value_get(notes, "warnings"));
    set_rejects_table(context, plume_value_get(notes, "rejects"));
}
