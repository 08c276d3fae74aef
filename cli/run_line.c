/* cli/run_line.c -- a run as one line of a table, in columns that the terminal has room
 * for. */
#include "run_line.h"

#include <stdio.h>

#include "cli.h"

static void put_fitted(plume_text *out, const char *text, int width)
{
    cli_fit(out, text, (size_t)width);
    plume_text_add_char(out, ' ');
}

/* A number is not cut: without its middle it is another one. */
static void put_whole(plume_text *out, const plume_text *number, int width)
{
    plume_text_printf(out, "%-*s ", width, number->data);
}

/* 80 in all, or what the terminal has: names get what is left. A narrow one has no room
 * for the day. */
run_columns run_columns_fit(void)
{
    enum { USUAL = 80, ID = 16, NAME = 12, DAY = 11, NAME_MOST = 60 };
    int width = (int)cli_width(stdout, USUAL), more = width - USUAL;
    run_columns column = { .start = width >= USUAL };

    if (!column.start)
        more += DAY;
    column.id = more < 0 ? ID + more / 2 : ID;
    column.name = more < 0 ? NAME + (more - more / 2) : NAME + more;
    if (column.name > NAME_MOST)
        column.name = NAME_MOST;
    return column;
}

void run_heads_put(plume_text *out, const run_columns *column)
{
    plume_text_printf(out, "%-*s %-*s role        state     %sduration energy\n",
                      column->id, "run_id", column->name, "name",
                      column->start ? "start      " : "");
}

/* Fixed columns, so that a log of any length is printed as it is read, and no role or
 * state is cut. */
void run_line_put(plume_text *out, const run_columns *column, const plume_run *run)
{
    plume_text cell;

    plume_text_init(&cell);
    put_fitted(out, run->id, column->id);
    put_fitted(out, run->name, column->name);
    put_fitted(out,
               run->other != PLUME_OTHER_NONE ? plume_other_name(run->other)
                                              : plume_role_name(run->role),
               11);
    put_fitted(out, plume_state_name(run->state), 9);
    plume_day_print(&cell, run->start_s);
    if (column->start)
        put_fitted(out, cell.data, 10);
    plume_text_clear(&cell);
    plume_quantity_print(&cell, PLUME_DIMENSION_TIME,
                         run->duration_s / CLI_SECONDS_PER_HOUR, 3);
    put_whole(out, &cell, 8);
    plume_text_clear(&cell);
    plume_quantity_print(&cell, PLUME_DIMENSION_ENERGY, run->energy.total_kwh, 3);
    plume_text_add(out, cell.data);
    plume_text_add_char(out, '\n');
    plume_text_dispose(&cell);
}
