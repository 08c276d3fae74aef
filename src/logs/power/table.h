/* logs/power/table.h -- a power log that is a CSV with a header: rows one by one.
 *
 * The delimiter is told from the first line. Blank rows are passed over, a header that
 * occurs again too; a row with fewer fields than the header is rejected, and so is a last
 * row whose last cell was cut off. */
#ifndef PLUME_LOGS_POWER_TABLE_H
#define PLUME_LOGS_POWER_TABLE_H

#include "core/data/csv.h"
#include "logs/power/cell.h"
#include "logs/reader.h"

typedef struct plume_power_table {
    plume_log *log;
    const plume_header *header;
    plume_row row; /* the one at hand; of its header, when that is read */
    plume_power_form form;
} plume_power_table;

typedef plume_status (*plume_power_taker)(void *state, const plume_power_table *table,
                                          plume_error *error);

/* header is called once, then row for each row. */
plume_status plume_power_table_read(plume_log *log, plume_power_taker header,
                                    plume_power_taker row, void *state,
                                    plume_error *error);

/* Whether the text ends in the middle of the row. Then the row is rejected. */
bool plume_power_row_ends_cut(plume_power_form *form, plume_log *log,
                              const plume_row *row);

static inline bool plume_power_row_is_cut(plume_power_form *form, plume_log *log,
                                          const plume_row *row)
{
    return !form->whole && plume_power_row_ends_cut(form, log, row);
}

/* By the name in small letters and digits alone, without a unit in brackets
 * ("averagegraphicspackagepower"). SIZE_MAX: there is no such column. */
size_t plume_power_table_find(const plume_power_table *table, const char *name);
/* The first of several names. */
size_t plume_power_table_find_any(const plume_power_table *table,
                                  const char *const *names);

/* The column that names the host of a row. */
size_t plume_power_table_find_host(const plume_power_table *table);

/* "host device": hosts number their devices each for itself. Clears name. */
void plume_power_device_name(plume_text *name, const char *host, const char *device);

/* An empty field where there is no such column. */
plume_field plume_power_table_cell(const plume_power_table *table, size_t column);

/* Rejects the row at hand for the field of a column: "'x' is no y". */
void plume_power_table_reject(const plume_power_table *table, size_t column,
                              const char *wanted);

#endif
