/* cli/divided.c -- totals by account, project, month ...: the option and its table. */
#include "divided.h"

#include <math.h>
#include <string.h>

#include "estimate_sites.h"

/* Of nobody's energy no run is known, and it is one all the same. */
static double figure(const plume_divided *row, double value)
{
    return row->energy_runs > 0 || value > 0.0 ? value : (double)NAN;
}

enum { COLUMNS = 7, FIGURES = 4 };

static bool row_of(cli_table *table, const plume_divided *row, double all_kwh)
{
    const double value[FIGURES] = { row->timed_runs > 0 ? row->device_hours : (double)NAN,
                                    figure(row, row->it_kwh),
                                    figure(row, row->facility_kwh),
                                    figure(row, row->co2e_kg) };
    plume_text text[COLUMNS];
    const char *cell[COLUMNS];
    bool good = true;

    for (size_t i = 0; i < COLUMNS; i++)
        plume_text_init(&text[i]);
    plume_text_add(&text[0], row->name[0] == '\0' ? "not recorded" : row->name);
    plume_text_printf(&text[1], "%llu", (unsigned long long)row->runs);
    for (size_t i = 0; i < FIGURES; i++) {
        bool partly = i > 0 && row->energy_runs < row->runs && isfinite(value[i]);

        plume_text_add(&text[2 + i], partly ? ">= " : "");
        cli_put_number(&text[2 + i], value[i], 4);
    }
    if (all_kwh > 0.0 && isfinite(value[1]))
        plume_text_printf(&text[6], "%.1f", 100.0 * value[1] / all_kwh);
    for (size_t i = 0; i < COLUMNS; i++) {
        cell[i] = text[i].data;
        good = good && text[i].status == PLUME_OK;
    }
    if (good)
        cli_table_row(table, cell);
    for (size_t i = 0; i < COLUMNS; i++)
        plume_text_dispose(&text[i]);
    return good;
}

/* Rows are as many as there are names: who wants the first ten pipes them into head. */
bool cli_put_divided(plume_text *out, const plume_ledger *ledger)
{
    plume_by by = plume_ledger_divided_by(ledger);
    size_t count = plume_ledger_divided_count(ledger);
    const char *heads[COLUMNS] = {
        "",         ">Runs",       ">Device-hours", ">IT kWh", ">Facility kWh",
        ">CO2e kg", ">% of energy"
    };
    double all_kwh = plume_ledger_all(ledger)->it_kwh;
    bool partly = false, good = true;
    plume_text head;
    cli_table *table;

    if (by == PLUME_BY_NOTHING)
        return true;
    plume_text_init(&head);
    plume_text_printf(&head, "By %s", plume_by_name(by));
    heads[0] = head.data;
    table = cli_table_new(heads, COLUMNS);
    for (size_t i = 0; i < count && good; i++) {
        plume_divided row = plume_ledger_divided_at(ledger, i);

        partly = partly || row.energy_runs < row.runs;
        good = row_of(table, &row, all_kwh);
    }
    plume_text_add_char(out, '\n');
    good = cli_table_print(table, out) && good;
    if (partly)
        plume_text_add(out, ">= : the energy of some of its runs is not known\n");
    plume_text_dispose(&head);
    return good;
}

static void put_cell(plume_text *out, const char *name)
{
    bool quoted = strpbrk(name, ",\"\r\n") != NULL;

    if (quoted)
        plume_text_add_char(out, '"');
    for (; *name != '\0'; name++) {
        if (*name == '"')
            plume_text_add_char(out, '"');
        plume_text_add_char(out, *name);
    }
    if (quoted)
        plume_text_add_char(out, '"');
}

void cli_put_divided_csv(plume_text *out, const plume_ledger *ledger)
{
    plume_text_printf(out,
                      "%s,runs,known_runs,device_hours,it_kwh,facility_kwh,co2e_kg\n",
                      plume_by_name(plume_ledger_divided_by(ledger)));
    for (size_t i = 0; i < plume_ledger_divided_count(ledger); i++) {
        plume_divided row = plume_ledger_divided_at(ledger, i);
        const double value[FIGURES] = {
            row.timed_runs > 0 ? row.device_hours : (double)NAN, figure(&row, row.it_kwh),
            figure(&row, row.facility_kwh), figure(&row, row.co2e_kg)
        };

        put_cell(out, row.name);
        plume_text_printf(out, ",%llu,%llu", (unsigned long long)row.runs,
                          (unsigned long long)row.energy_runs);
        for (size_t k = 0; k < FIGURES; k++) {
            plume_text_add_char(out, ',');
            plume_number_print(out, value[k]);
        }
        plume_text_add_char(out, '\n');
    }
}
