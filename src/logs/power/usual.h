/* logs/power/usual.h -- a power table most of whose rows are taken as figures, many at a
 * time, and the others by its reader, one by one.
 *
 * The reader tells of each header what its columns are and of each row that it took what
 * sample that gave; of the next rows those are usual that are written likewise. */
#ifndef PLUME_LOGS_POWER_USUAL_H
#define PLUME_LOGS_POWER_USUAL_H

#include "logs/power/bursts.h"
#include "logs/power/usual_rows.h"

enum { PLUME_USUAL_HEADERS = 8 };

/* Zeroed but for what is borrowed. */
typedef struct plume_usual_table {
    plume_log *log;
    plume_csv *csv;
    plume_power_form *form;
    plume_power_bursts *bursts; /* NULL: a row tells its device */
    plume_usual_columns columns;
    plume_usual *of[PLUME_USUAL_HEADERS]; /* of headers that differ */
    size_t count;
    bool bound; /* the last one is of the header at hand */
} plume_usual_table;

void plume_usual_table_header(plume_usual_table *table,
                              const plume_usual_columns *columns);

/* The reader took the row, which gave this sample, of a device that it has described. */
plume_status plume_usual_table_learn(plume_usual_table *table, const plume_row *row,
                                     const plume_power_sample *sample,
                                     plume_error *error);

/* Takes the usual rows that stand next; *took: there were any. sample holds what no row
 * tells. */
plume_status plume_usual_table_take(plume_usual_table *table, plume_power_sample *sample,
                                    bool *took, plume_error *error);

/* When csv is closed. */
void plume_usual_table_dispose(plume_usual_table *table);

#endif
