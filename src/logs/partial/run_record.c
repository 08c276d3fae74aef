/* The line of a run, as a reader pushed it. */
#include "logs/partial/run_record.h"

#include <stdlib.h>
#include <string.h>

#include "logs/partial/run_fields.h"

plume_status plume_run_record_init(plume_run_record *out, plume_error *error)
{
    out->text_at = calloc(plume_partial_field_count, sizeof *out->text_at);
    return out->text_at != NULL ? PLUME_OK : plume_fail_memory(error);
}

void plume_run_record_dispose(plume_run_record *run)
{
    free(run->text_at);
    run->text_at = NULL;
}

/* Texts are put one behind the other, and found when none moves any more. */
static void take_field(plume_run_record *of, plume_record *record,
                       const plume_partial_field *field)
{
    size_t number = (size_t)(field - plume_partial_field_list);
    char *here = (char *)&of->run + field->at;

    switch (field->kind) {
    case PLUME_PARTIAL_TEXT:
        of->text_at[number] = record->text.length;
        plume_record_text(record, &record->text);
        plume_text_add_char(&record->text, '\0');
        break;
    case PLUME_PARTIAL_NUMBER: {
        double value = plume_record_number(record);

        memcpy(here, &value, sizeof value);
        break;
    }
    case PLUME_PARTIAL_CHOICE: {
        unsigned value = (unsigned)plume_record_count(record, field->count - 1);

        memcpy(here, &value, sizeof value);
        break;
    }
    }
}

static void place_texts(plume_run_record *of, const plume_record *record)
{
    for (size_t i = 0; i < plume_partial_field_count; i++) {
        const char *text = record->text.data + of->text_at[i];

        if (of->text_at[i] != SIZE_MAX)
            memcpy((char *)&of->run + plume_partial_field_list[i].at, &text, sizeof text);
    }
}

static plume_status take_key(plume_run_record *of, plume_record *record, size_t *at,
                             plume_error *error)
{
    const plume_partial_field *field;

    if (plume_record_is(record, "recurs")) {
        of->recurrence = (plume_recurrence)plume_record_count(record, PLUME_RECURS_NEVER);
        return PLUME_OK;
    }
    field = plume_partial_field_find(at, record->key.data);
    if (field == NULL)
        return plume_record_unknown_key(record, error);
    take_field(of, record, field);
    return PLUME_OK;
}

plume_status plume_run_record_read(plume_run_record *out, plume_record *record,
                                   plume_error *error)
{
    plume_status status;
    bool more = true;
    size_t at = 0;

    plume_run_init(&out->run);
    out->recurrence = PLUME_RECURS_OFTEN;
    plume_text_clear(&record->text);
    for (size_t i = 0; i < plume_partial_field_count; i++)
        out->text_at[i] = SIZE_MAX;
    while ((status = plume_record_next(record, &more, error)) == PLUME_OK && more) {
        status = take_key(out, record, &at, error);
        if (status != PLUME_OK)
            return status;
    }
    if (status == PLUME_OK)
        status = plume_text_status(&record->text, error);
    if (status == PLUME_OK)
        status = plume_record_fault(record, error);
    if (status == PLUME_OK)
        place_texts(out, record);
    return status;
}
