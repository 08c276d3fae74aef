/* logs/power/choice.h -- which columns of watts a table is read by, where their names
 * alone mislead.
 *
 * A column that holds words in all rows is no reading ("power_management"). A column of a
 * total stands for its parts when it holds more than they do together: then parts are
 * missing. Both show at the end of the first survey, after which the log is surveyed once
 * more by what was chosen. */
#ifndef PLUME_LOGS_POWER_CHOICE_H
#define PLUME_LOGS_POWER_CHOICE_H

#include "logs/power/columns.h"

typedef struct plume_power_choice {
    plume_log *log;
    bool seeing;          /* nothing was chosen yet */
    plume_meters *meters; /* by sensor: those seen; then borrowed, those that count */
    uint64_t numbers[PLUME_POWER_COLUMNS_MAX], words[PLUME_POWER_COLUMNS_MAX];
    double total_w[PLUME_POWER_COLUMNS_MAX]; /* of rows that have parts too */
    double parts_w[PLUME_POWER_COLUMNS_MAX]; /* likewise, by the column of the total */
    uint64_t rows[PLUME_POWER_COLUMNS_MAX], above[PLUME_POWER_COLUMNS_MAX];
} plume_power_choice;

/* After the header: excludes what is inside of another column, and applies what was
 * chosen before, with notes. */
plume_status plume_power_choice_start(plume_power_choice *choice, plume_log *log,
                                      plume_power_layout *layout,
                                      const plume_header *header, plume_error *error);
/* Each row, before it is read. */
plume_status plume_power_choice_see(plume_power_choice *choice,
                                    const plume_power_layout *layout,
                                    const plume_row *row, plume_error *error);
/* Whether the row's sensor is inside of another one of its host. */
bool plume_power_choice_skips(plume_power_choice *choice,
                              const plume_power_layout *layout, const plume_row *row);
void plume_power_choice_dispose(plume_power_choice *choice);
/* After the last row. */
plume_status plume_power_choice_settle(plume_power_choice *choice,
                                       const plume_power_layout *layout,
                                       plume_error *error);

#endif
