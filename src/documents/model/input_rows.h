/* documents/model/input_rows.h -- inputs as the rows of a table: those that bear one name
 * there and have one reader, as the logs of forty jobs do, share a row. */
#ifndef PLUME_DOCUMENTS_MODEL_INPUT_ROWS_H
#define PLUME_DOCUMENTS_MODEL_INPUT_ROWS_H

#include <plume/intake.h>
#include <plume/status.h>

#include "documents/wording/table.h"

typedef struct plume_input_row {
    char *name;
    const char *reader; /* the intake's */
    uint64_t inputs;
} plume_input_row;

typedef struct plume_input_rows {
    size_t *row_of; /* of each input; SIZE_MAX: it has none */
    plume_input_row *row;
    size_t count;
} plume_input_rows;

/* Of those inputs that is_listed says yes to, in the order of the first of each row. The
 * caller disposes, also after a failure. */
plume_status plume_input_rows_of(plume_input_rows *out, const plume_intake *intake,
                                 bool (*is_listed)(const plume_intake *intake, size_t i),
                                 plume_error *error);
void plume_input_rows_dispose(plume_input_rows *rows);

/* Begins a row with the cells of name and reader: "40 × emissions.csv", "codecarbon". */
void plume_input_row_begin(plume_report_table *sheet, const plume_input_row *row);

#endif
