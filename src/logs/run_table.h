/* logs/run_table.h -- a log that is a table: which column fills which figure of a run.
 *
 * A reader of a CSV log is a list of columns and one call. Cells are checked by what they
 * fill; a row that does not fit is rejected with its line and the number of its column.
 */
#ifndef PLUME_LOGS_RUN_TABLE_H
#define PLUME_LOGS_RUN_TABLE_H

#include "core/data/csv.h"
#include "logs/reader.h"

typedef enum plume_run_field {
    PLUME_FIELD_NONE, /* a column that is known and not used */
    /* text */
    PLUME_FIELD_ID,
    PLUME_FIELD_STUDY,
    PLUME_FIELD_NAME,
    PLUME_FIELD_DEVICE,
    PLUME_FIELD_DEVICES,
    PLUME_FIELD_HOST,
    PLUME_FIELD_LOCATION,
    PLUME_FIELD_PROVIDER,
    PLUME_FIELD_REGION,
    PLUME_FIELD_MACHINE,
    PLUME_FIELD_WARNINGS,
    PLUME_FIELD_NOTE,
    PLUME_FIELD_TOOL,
    PLUME_FIELD_TOOL_VERSION,
    PLUME_FIELD_ACCOUNT,
    PLUME_FIELD_USER,
    PLUME_FIELD_PROJECT,
    PLUME_FIELD_PARTITION,
    PLUME_FIELD_MODEL,
    PLUME_FIELD_TAGS,
    /* the words of plume/run.h */
    PLUME_FIELD_ROLE,
    PLUME_FIELD_STATE,
    PLUME_FIELD_SCOPE,
    PLUME_FIELD_EVIDENCE,
    /* ISO 8601 */
    PLUME_FIELD_START,
    PLUME_FIELD_END,
    /* a number of seconds after scaling */
    PLUME_FIELD_DURATION_S,
    /* hours, as a number, with a unit, or as H:MM[:SS] or D-HH:MM:SS; never scaled */
    PLUME_FIELD_HOURS,
    /* numbers that are not negative; of an energy, a power, an emission or an intensity a
     * negative one is unknown, and the row is kept */
    PLUME_FIELD_DEVICE_COUNT,
    PLUME_FIELD_LOGGED_KWH,
    PLUME_FIELD_ENERGY_KWH,
    PLUME_FIELD_CPU_KWH,
    PLUME_FIELD_GPU_KWH,
    PLUME_FIELD_RAM_KWH,
    PLUME_FIELD_POWER_W,
    PLUME_FIELD_FLOPS,
    PLUME_FIELD_CO2E_KG,
    PLUME_FIELD_INTENSITY_KG_PER_KWH,
    /* any number */
    PLUME_FIELD_OBJECTIVE,
    PLUME_FIELD_PROGRESS,
    /* at least 1 */
    PLUME_FIELD_PUE_INCLUDED,
    PLUME_FIELD_SITE_PUE,
    /* 0 to 1 */
    PLUME_FIELD_COVERAGE,
    PLUME_FIELD_UTILIZATION,
    PLUME_FIELD_CORE_USE, /* share of a core's rated power */
    PLUME_FIELD_EFFICIENCY,
    /* what the run had and did */
    PLUME_FIELD_PROCESSOR,
    PLUME_FIELD_CORES,
    PLUME_FIELD_CORE_W,
    PLUME_FIELD_MEMORY_GB,
    PLUME_FIELD_PARAMETERS,
    PLUME_FIELD_TOKENS,
    /* a whole number, at least 1 */
    PLUME_FIELD_REPEAT
} plume_run_field;

typedef enum plume_need {
    PLUME_OPTIONAL,
    PLUME_REQUIRED /* without the column the log is refused, without the cell its row */
} plume_need;

/* A list of columns ends with a NULL name. Of two that fill one field the first with a
 * value counts. A name that begins with '=' is no column: what follows is the value, in
 * every row ("=device"). */
typedef struct plume_run_column {
    const char *name;
    plume_run_field field;
    double scale; /* a number is multiplied by it: HOURS to seconds, grams to kilograms */
    plume_need need;
} plume_run_column;

/* Reads the whole log: what a reader's read does when the columns say it all. */
plume_status plume_columns_read(plume_log *log, const plume_run_column *columns,
                                char delimiter, plume_error *error);

/* --- the same, row by row, for a reader that has more to say --- */

typedef struct plume_run_table plume_run_table;

/* Reads the header. Columns that no row of the list names become one note. The caller
 * closes. */
plume_status plume_run_table_open(plume_run_table **out, plume_log *log,
                                  const plume_run_column *columns, char delimiter,
                                  plume_error *error);
void plume_run_table_close(plume_run_table *table);

/* The next row that fits, as a run whose text is borrowed until the next call; *line is 0
 * at the end. Rows that do not fit are rejected on the way; blank rows and repeated
 * headers are passed over. */
plume_status plume_run_table_next(plume_run_table *table, plume_run *run, uint64_t *line,
                                  plume_error *error);

/* Of the row that came last: an empty field when there is no such column. */
plume_field plume_run_table_cell(const plume_run_table *table, const char *column);
bool plume_run_table_has(const plume_run_table *table, const char *column);

/* Rejects the row that came last, for this column ("" for none). */
void plume_run_table_reject(plume_run_table *table, const char *column, const char *code,
                            const char *format, ...) PLUME_PRINTF(4, 5);

#endif
