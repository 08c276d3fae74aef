/* documents/wording/number_cells.h -- cells of tables that are numbers, and how they
 * stand below each other in texts that know no decimal point to align by. */
#ifndef PLUME_DOCUMENTS_WORDING_NUMBER_CELLS_H
#define PLUME_DOCUMENTS_WORDING_NUMBER_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/value.h>

/* Whether a cell is a plain number, or the dash in place of one, and if so where its
 * fraction begins. "1,234" is one too. */
bool plume_cell_is_number(const char *cell, size_t *point);

/* Adds a list typed to each row of the tables, when all rows are there: { first, text,
 * number }, where number is null in columns without fractions, or { format, pad, plain }:
 * digits before and behind the point in its column ("4.3"), and what the number lacks
 * behind its end ("00", ".000"). plain: digits, commas and a point alone. */
void plume_number_cells_set(plume_value *tables);

#endif
