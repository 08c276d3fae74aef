/* Which PUE and grid give an implied PUE x intensity: told, never guessed. Known defaults
 * first, for most claims come from them; then the stated place, year by year. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

enum { SHOWN_MAX = 6, FIRST_YEAR = 2015, LAST_YEAR = 2026 };

static const double least_pue = 1.05, most_pue = 1.6;

typedef struct list {
    plume_lint *lint;
    plume_interval span;
    const char *text;
    size_t count;
} list;

static bool is_in(const list *out, double value)
{
    return value >= out->span.low * (1.0 - 1e-4) &&
           value <= out->span.high * (1.0 + 1e-4);
}

static void put(list *out, const char *what)
{
    if (out->count < SHOWN_MAX)
        out->text = plume_findings_text(&out->lint->findings, "%s%s%s", out->text,
                                        out->count > 0 ? "; " : "", what);
    out->count++;
}

static bool default_at(plume_lint *lint, size_t i, plume_known_default *out)
{
    bool found = false;

    return plume_factors_default_at(lint->factors, i, out, &found, NULL) == PLUME_OK &&
           found;
}

static void put_pairs(list *out, const plume_known_default *intensity)
{
    plume_known_default pue;

    for (size_t i = 0; default_at(out->lint, i, &pue); i++) {
        if (strcmp(pue.quantity, "pue") == 0 && is_in(out, pue.value * intensity->value))
            put(out, plume_findings_text(&out->lint->findings, "PUE %s x %s kg/kWh (%s)",
                                         plume_lint_number(out->lint, pue.value),
                                         plume_lint_number(out->lint, intensity->value),
                                         intensity->name));
    }
}

static void put_defaults(list *out)
{
    plume_known_default intensity;

    for (size_t i = 0; default_at(out->lint, i, &intensity); i++) {
        if (strcmp(intensity.quantity, "intensity") != 0)
            continue;
        if (is_in(out, intensity.value))
            put(out, plume_findings_text(&out->lint->findings, "no PUE x %s kg/kWh (%s)",
                                         plume_lint_number(out->lint, intensity.value),
                                         intensity.name));
        put_pairs(out, &intensity);
    }
}

/* The PUE that a grid would need, where it is a plausible one. */
static void put_grid(list *out, const plume_grid *grid)
{
    double low = out->span.low / grid->kg_per_kwh,
           high = out->span.high / grid->kg_per_kwh;

    if (!(grid->kg_per_kwh > 0.0) || high < least_pue || low > most_pue)
        return;
    put(out, plume_findings_text(&out->lint->findings,
                                 "%s %d (%s kg/kWh) with a PUE of %s to %s", grid->name,
                                 grid->year,
                                 plume_audit_number(out->lint->pool, grid->kg_per_kwh, 4),
                                 plume_audit_number(out->lint->pool, fmax(low, 1.0), 3),
                                 plume_audit_number(out->lint->pool, high, 3)));
}

static void put_place(list *out, const char *place)
{
    int last = 0;

    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        plume_grid grid;

        if (plume_factors_grid(out->lint->factors, place, year, &grid, NULL, NULL) !=
            PLUME_OK)
            return;
        if (grid.year == last)
            continue;
        last = grid.year;
        put_grid(out, &grid);
    }
}

/* A code of two places ("GA") may be either; lint asks nobody, and so holds the factor
 * against both, as it does where a country and a state have one name ("Georgia"). */
static void put_places(list *out, const char *place)
{
    plume_factors *factors = out->lint->factors;
    const char *state = "";
    plume_two_places two;
    plume_grid grid;

    put_place(out, place);
    if (plume_factors_two_places(factors, place, &two, NULL) == PLUME_OK)
        state = two.state_code;
    if (state[0] == '\0')
        (void)plume_factors_state(factors, "US", place, &state, NULL);
    if (state[0] != '\0' &&
        plume_factors_grid(factors, place, 0, &grid, NULL, NULL) == PLUME_OK &&
        strcmp(grid.code, state) != 0)
        put_place(out, state);
}

/* How many national and regional grids of the newest year could be meant. */
static size_t count_grids(const list *out)
{
    plume_value *rows = plume_value_list();
    size_t count = 0;

    if (plume_factors_search(out->lint->factors, "grid", "2024", rows, NULL) ==
        PLUME_OK) {
        for (size_t i = 0; i < plume_value_count(rows); i++) {
            const plume_value *row = plume_value_at(rows, i);
            const char *text = plume_value_string(plume_value_get(row, "kg_per_kwh"));
            const char *year = plume_value_string(plume_value_get(row, "year"));
            double kg_per_kwh = plume_value_number(plume_value_get(row, "kg_per_kwh"));

            if (isnan(kg_per_kwh))
                (void)plume_number_parse(&kg_per_kwh, text, strlen(text));
            if (year[0] != '\0' && strcmp(year, "2024") != 0)
                continue;
            count += out->span.high / kg_per_kwh >= least_pue &&
                     out->span.low / kg_per_kwh <= most_pue;
        }
    }
    plume_value_free(rows);
    return count;
}

/* Only a factor that is known within 5 % tells one grid and PUE from another. */
const char *plume_lint_compatible(plume_lint *lint, plume_interval span,
                                  const plume_claim_run *run)
{
    const char *place = run->word[CLAIM_LOCATION][0] != '\0'
                            ? run->word[CLAIM_LOCATION]
                            : lint->claim->whole.word[CLAIM_LOCATION];
    list out = { lint, span, "", 0 };

    if (span.high - span.low > 0.05 * span.value)
        return ""; /* too wide to tell one from another */

    put_defaults(&out);
    if (place[0] != '\0')
        put_places(&out, place);
    if (out.count > SHOWN_MAX)
        out.text = plume_findings_text(&lint->findings, "%s; %zu more", out.text,
                                       out.count - SHOWN_MAX);
    if (place[0] == '\0')
        out.text = plume_findings_text(
            &lint->findings, "%s%s%zu grids of 2024 with a PUE of 1.05 to 1.6", out.text,
            out.text[0] != '\0' ? "; " : "", count_grids(&out));
    return out.text;
}
