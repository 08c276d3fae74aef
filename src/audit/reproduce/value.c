/* A reproduction as data: plume.reproduction/1. */
#include <plume/reproduce.h>

static void put_cell(plume_value *map, const plume_reproduced *cell)
{
    plume_value_set_string(map, "paper", cell->paper);
    plume_value_set_string(map, "table", cell->table);
    plume_value_set_string(map, "row", cell->row);
    plume_value_set_string(map, "quantity", cell->quantity);
    plume_value_set_number(map, "computed", cell->computed);
    plume_value_set_string(map, "published", cell->published);
    plume_value_set_string(map, "verdict", plume_verdict_name(cell->verdict));
    plume_value_set_string(map, "unit", cell->unit);
    plume_value_set_number(map, "low", cell->low);
    plume_value_set_number(map, "high", cell->high);
    plume_value_set_string(map, "formula", cell->formula);
    plume_value_set_string(map, "inputs", cell->inputs);
    plume_value_set_string(map, "explanation", cell->explanation);
    plume_value_set_string(map, "citation", cell->citation);
}

void plume_reproduction_to_value(const plume_reproduction *reproduction, plume_value *map)
{
    plume_value *verdicts, *cells;

    plume_value_set_string(map, "schema", "plume.reproduction/1");
    verdicts = plume_value_set_map(map, "verdicts");
    for (int i = PLUME_VERDICT_EXACT; i <= PLUME_VERDICT_NO; i++)
        plume_value_set_count(verdicts, plume_verdict_name((plume_verdict)i),
                              plume_reproduction_tally(reproduction, (plume_verdict)i));
    cells = plume_value_set_list(map, "cells");
    for (size_t i = 0; i < plume_reproduction_count(reproduction); i++)
        put_cell(plume_value_set_map(cells, NULL),
                 plume_reproduction_at(reproduction, i));
}
