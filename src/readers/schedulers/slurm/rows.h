/* readers/schedulers/slurm/rows.h -- the rows of an sacct export, their columns found by
 * name.
 *
 * sacct quotes nothing, so a row is cut at each delimiter; with a comma or a semicolon,
 * which only other programs write, quotes count. */
#ifndef PLUME_READERS_SLURM_ROWS_H
#define PLUME_READERS_SLURM_ROWS_H

#include "core/data/csv.h"
#include "logs/reader.h"
#include "readers/schedulers/slurm/header.h"

typedef struct slurm_rows slurm_rows;

plume_status slurm_rows_open(slurm_rows **out, plume_log *log, plume_error *error);
void slurm_rows_close(slurm_rows *rows);

/* The next row that has as many cells as there are columns; others are rejected on the
 * way, headers that occur again are taken. *line is 0 at the end. */
plume_status slurm_rows_next(slurm_rows *rows, uint64_t *line, plume_error *error);

bool slurm_rows_have(const slurm_rows *rows, slurm_column column);
/* Of the row that came last, without blanks around it; empty when there is no such
 * column. Borrowed until the next row. */
plume_field slurm_cell(const slurm_rows *rows, slurm_column column);
/* The place of that column in a row, from 1, and its name. */
size_t slurm_column_at(const slurm_rows *rows, slurm_column column);
/* The whole row as it stood; only where nothing else tells rows apart. */
void slurm_rows_text(const slurm_rows *rows, plume_text *out);

#endif
