/* Asks every reader for its confidence and takes the surest; two that are equally sure
 * are an error. */
#include "intake/detect.h"

#include <string.h>

#include "core/sanitize.h"
#include "intake/head_marks.h"
#include "intake/other_file.h"

/* --- choosing --- */

enum { TABLES_SHOWN = 12, TABLE_SHOWN = 64 };

/* The surest readers: the second differs from NULL when it is as sure as the first. */
typedef struct surest {
    const plume_reader *first, *second;
    int confidence;
} surest;

/* The confidence of each: last of those that are never sure, if it can matter. */
static void ask(int confidence[PLUME_CANDIDATES_MOST], plume_candidates candidates,
                const plume_head *head)
{
    bool may[PLUME_CANDIDATES_MOST];
    int most = 0;

    plume_head_marks_find(may, candidates, head);
    for (size_t i = 0; i < candidates.count; i++) {
        const plume_reader *reader = candidates.reader[i];

        confidence[i] = may[i] && reader->at_most == 0 ? reader->confidence(head) : 0;
        most = confidence[i] > most ? confidence[i] : most;
    }
    for (size_t i = 0; i < candidates.count; i++)
        if (may[i] && candidates.reader[i]->at_most >= (most > 0 ? most : 1))
            confidence[i] = candidates.reader[i]->confidence(head);
}

/* Readers do not know each other: their order in readers.def decides nothing. */
static surest choose(plume_candidates candidates, const plume_head *head)
{
    surest choice = { NULL, NULL, 0 };
    int confidence[PLUME_CANDIDATES_MOST];

    ask(confidence, candidates, head);
    for (size_t i = 0; i < candidates.count; i++)
        if (confidence[i] > choice.confidence) {
            choice.first = candidates.reader[i];
            choice.second = NULL;
            choice.confidence = confidence[i];
        } else if (confidence[i] > 0 && confidence[i] == choice.confidence) {
            choice.second = candidates.reader[i];
        }
    return choice;
}

int plume_detect_confidence(plume_candidates candidates, const plume_head *head,
                            const plume_reader *forced)
{
    return forced != NULL ? forced->confidence(head)
                          : choose(candidates, head).confidence;
}

static plume_status tie(const plume_head *head, surest choice, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_VALUE, head->path, 0, 0,
                  "may be a log of '%s' or of '%s', which are equally sure",
                  choice.first->name, choice.second->name);
    plume_hint(error, "say which reader is to read it");
    return PLUME_ERR_VALUE;
}

/* "an SQLite database with tables that no reader knows: a, b, c" */
static void list_tables(plume_text *reason, const char *tables)
{
    const char *end;
    size_t shown = 0;

    plume_text_add(reason, "a database that no reader knows; its tables are");
    for (; shown < TABLES_SHOWN && (end = strchr(tables, '\n')) != NULL; shown++) {
        plume_text_add(reason, shown > 0 ? ", " : " ");
        plume_sanitize(reason, tables, (size_t)(end - tables), TABLE_SHOWN);
        tables = end + 1;
    }
    plume_text_add(reason, shown == 0 ? " none" : *tables != '\0' ? ", ..." : "");
}

/* A tracker that was killed before it wrote anything leaves an empty file, whose name may
 * be of no other program's. */
static void name_empty(plume_detected *out, plume_candidates candidates,
                       const plume_head *head, plume_text *reason)
{
    surest choice = choose(candidates, head);

    if (choice.confidence < PLUME_CERTAIN || choice.second != NULL)
        return;
    *out = (plume_detected){ choice.first, choice.confidence };
    plume_text_printf(reason, ", and named like %s", choice.first->title);
}

/* A file that no reader knows says at least what it is: a picture, a notebook, a
 * script. */
plume_status plume_detect(plume_detected *out, plume_candidates candidates,
                          const plume_head *head, const plume_reader *forced,
                          plume_text *reason, plume_error *error)
{
    surest choice;

    *out = (plume_detected){ NULL, 0 };
    if (head->length == 0) {
        plume_text_add(reason, "it is empty");
        if (forced == NULL)
            name_empty(out, candidates, head, reason);
        return PLUME_OK;
    }
    if (forced != NULL) {
        *out = (plume_detected){ forced, PLUME_CERTAIN };
        plume_text_printf(reason, "read as %s, as asked", forced->title);
        return PLUME_OK;
    }
    choice = choose(candidates, head);
    out->confidence = choice.confidence;
    if (choice.second != NULL)
        return tie(head, choice, error);
    out->reader = choice.first;
    if (choice.first == NULL && head->tables != NULL)
        list_tables(reason, head->tables);
    else if (choice.first == NULL)
        plume_text_add(reason, plume_other_file_name(head));
    else
        plume_text_printf(reason, "begins like %s (%d of 100)", choice.first->title,
                          choice.confidence);
    return PLUME_OK;
}
