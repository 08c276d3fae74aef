/* The site of a run. For each value the first that speaks wins: the command line and the
 * study file (which the study has merged), what the log says of its place, the datasets,
 * the method's default. */
#include "factors/providers.h"
#include "study/study.h"
#include "ledger/site/resolve.h"
#include "ledger/site/market_based.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <plume/names.h>
#include <plume/number.h>
#include <plume/text.h>
#include <plume/time.h>

/* What is asked, so that it need not be passed one by one. */
typedef struct question {
    const plume_study *study;
    const plume_run *run;
    plume_factors *factors;
    plume_notes *notes;
    int year, ended; /* of the factors; in which the run ended, 0 unknown */
} question;

/* A note without a place: it holds for every run of such a site. */
static void note(const question *ask, plume_severity severity, const char *code,
                 const char *format, ...) PLUME_PRINTF(4, 5);

static void note(const question *ask, plume_severity severity, const char *code,
                 const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    plume_notes_vadd(ask->notes, severity, code, NULL, 0, format, arguments);
    va_end(arguments);
}

double plume_run_intensity(const plume_run *run)
{
    if (!isnan(run->logged_intensity_kg_per_kwh))
        return run->logged_intensity_kg_per_kwh;
    if (run->energy.logged_kwh > 0.0)
        return run->logged_co2e_kg / run->energy.logged_kwh;
    return NAN;
}

double plume_run_place_intensity(const plume_run *run)
{
    if (!isnan(run->site_kg_per_kwh))
        return run->site_kg_per_kwh;
    return plume_run_has_default_intensity(run) ? (double)NAN : plume_run_intensity(run);
}

/* --- the year --- */

/* The user's year, else that in which the run ended, else the newest (0). */
static int factor_year(question *ask, bool *differs)
{
    const plume_run *run = ask->run;

    ask->ended = plume_time_year(run->end_s);
    if (ask->ended == 0)
        ask->ended = plume_time_year(run->start_s + run->duration_s);
    *differs = ask->ended != 0 && ask->study->year != 0 && ask->ended != ask->study->year;
    return ask->study->year != 0 ? ask->study->year : ask->ended;
}

/* --- the grid --- */

/* Between a factor's year and that of the run, or else of the study. */
static int years_off(const question *ask, int year)
{
    int wanted = ask->ended != 0 ? ask->ended : ask->year;

    return wanted == 0 || year == 0 ? 0 : abs(year - wanted);
}

static void take_grid(plume_site *out, const question *ask, const plume_grid *grid)
{
    out->location = grid->code;
    out->region = grid->region;
    out->gross_kg_per_kwh = (plume_given_value){ grid->kg_per_kwh, PLUME_GIVEN_DATASET,
                                                 grid->source, grid->year };
    out->grid_name = grid->name;
    out->grid_scope = grid->scope;
    out->grid_wider = grid->wider;
    out->grid_years_off = years_off(ask, grid->year);
}

/* Looks one place up. *found is false when the factors do not know it. */
static plume_status look_up(plume_site *out, const question *ask, const char *location,
                            bool *found, plume_error *error)
{
    plume_error inner;
    plume_grid grid;
    plume_status status;

    *found = false;
    if (ask->factors == NULL || location[0] == '\0')
        return PLUME_OK;
    status =
        plume_factors_grid(ask->factors, location, ask->year, &grid, ask->notes, &inner);
    if (status == PLUME_ERR_UNKNOWN) {
        note(ask, PLUME_WARNING, "location-unknown", "no grid is known for \"%s\"%s%s",
             location, inner.hint[0] != '\0' ? "; " : "", inner.hint);
        return PLUME_OK;
    }
    if (status != PLUME_OK) {
        if (error != NULL)
            *error = inner;
        return status;
    }
    *found = true;
    take_grid(out, ask, &grid);
    return PLUME_OK;
}

/* The cloud region of the run, as the datasets spell it. */
static plume_status look_up_cloud(plume_site *out, const question *ask, bool *found,
                                  plume_error *error)
{
    plume_text name;
    plume_status status;

    *found = false;
    if (ask->run->provider[0] == '\0' || ask->run->region[0] == '\0')
        return PLUME_OK;
    plume_text_init(&name);
    plume_text_printf(&name, "%s:%s", ask->run->provider, ask->run->region);
    status = look_up(out, ask, name.data, found, error);
    plume_text_dispose(&name);
    return status;
}

/* Whether a person wrote a code into a table that is a country and a state: it is not
 * guessed. Trackers write countries alone. */
static plume_status is_unclear(bool *unclear, const question *ask, plume_error *error)
{
    plume_two_places two;
    plume_text text;
    plume_status status;

    *unclear = false;
    if (ask->factors == NULL || strcmp(ask->run->origin.reader, "tidy") != 0)
        return PLUME_OK;
    status = plume_factors_two_places(ask->factors, ask->run->location, &two, error);
    if (status != PLUME_OK || two.state_code[0] == '\0')
        return status;
    plume_text_init(&text);
    plume_two_places_print(&text, &two);
    note(ask, PLUME_WARNING, "location-ambiguous",
         "location \"%s\" is a country and a state; %s", ask->run->location, text.data);
    plume_text_dispose(&text);
    *unclear = true;
    return PLUME_OK;
}

/* The state or province where the run names one, else its country. */
static plume_status look_up_place(plume_site *out, const question *ask, bool *found,
                                  plume_error *error)
{
    const plume_run *run = ask->run;
    const char *code = "";
    bool unclear;
    plume_status status = is_unclear(&unclear, ask, error);

    if (status == PLUME_OK && ask->factors != NULL && run->provider[0] == '\0')
        status =
            plume_factors_state(ask->factors, run->location, run->region, &code, error);
    if (status != PLUME_OK || (unclear && code[0] == '\0'))
        return status;
    status = look_up(out, ask, code[0] != '\0' ? code : run->location, found, error);
    if (status == PLUME_OK && *found && code[0] == '\0' && run->region[0] != '\0' &&
        run->provider[0] == '\0' &&
        plume_factors_has_states(ask->factors, run->location)) {
        note(ask, PLUME_ASSUMED, "factor-wider",
             "no grid of '%s' is known: that of %s (%s) is used", run->region,
             out->grid_name, out->location);
        out->grid_wider = true;
    }
    return status;
}

static void note_no_place(const question *ask, const char *why, const char *grids)
{
    if (ask->study->hourly != NULL)
        note(ask, PLUME_ASSUMED, "yearly-assumed",
             "%s; where the hourly series has no figure, the carbon intensity is the "
             "average of %s",
             why, grids);
    else
        note(ask, PLUME_ASSUMED, "location-assumed",
             "%s; the carbon intensity is the average of %s", why, grids);
}

/* The world and a continent have a grid's average here, and are no place for all that. */
static void settle_no_place(plume_site *out, const question *ask)
{
    plume_text why, grids;

    plume_text_init(&why);
    plume_text_init(&grids);
    plume_text_printf(&why, "%s is not a place", out->location);
    plume_text_printf(&grids, "the grids of %s", out->grid_name);
    note_no_place(ask, why.data,
                  strcmp(out->location, "WORLD") == 0 ? "the world's grids" : grids.data);
    out->grid_assumed = true;
    plume_text_dispose(&grids);
    plume_text_dispose(&why);
}

/* No place is known: the log's own intensity, else the world's grid. */
static plume_status fall_back(plume_site *out, const question *ask, plume_error *error)
{
    double logged = plume_run_place_intensity(ask->run);
    bool found;

    if (!isnan(logged)) {
        out->gross_kg_per_kwh =
            (plume_given_value){ logged, PLUME_GIVEN_LOG, ask->run->origin.reader, 0 };
        out->grid_printed = true;
        note(
            ask, PLUME_ASSUMED, "intensity-from-log",
            "no location is known; the carbon intensity is the one that the log printed");
        return PLUME_OK;
    }
    note_no_place(ask, "no location is known", "the world's grids");
    out->grid_assumed = true;
    return look_up(out, ask, "WORLD", &found, error);
}

/* What a person states of a run goes before a dataset, as everywhere; its place is then a
 * name, of which no factor is taken: nothing is said of the years and places of factors.
 */
static plume_status take_stated(plume_site *out, const question *ask, plume_error *error)
{
    question quiet = *ask;
    bool unclear, found = false;
    plume_status status = is_unclear(&unclear, ask, error);

    quiet.notes = NULL;
    if (status == PLUME_OK)
        status = look_up_cloud(out, &quiet, &found, error);
    if (status == PLUME_OK && !found)
        status = look_up_place(out, &quiet, &found, error);
    if (status != PLUME_OK)
        return status;
    if (!found && !unclear)
        out->location = ask->run->location;
    out->gross_kg_per_kwh =
        (plume_given_value){ ask->run->site_kg_per_kwh, PLUME_GIVEN_LOG,
                             ask->run->origin.reader, 0 };
    out->grid_scope = "";
    out->grid_wider = false;
    out->grid_years_off = 0;
    return PLUME_OK;
}

static plume_status resolve_grid(plume_site *out, const question *ask, plume_error *error)
{
    const plume_study *study = ask->study;
    bool found = false;
    plume_status status = PLUME_OK;

    if (!isnan(study->intensity_kg_per_kwh.value)) {
        out->gross_kg_per_kwh = study->intensity_kg_per_kwh;
        out->location = study->location[0] != '\0' ? study->location : ask->run->location;
        return PLUME_OK;
    }
    if (study->location[0] == '\0' && !isnan(ask->run->site_kg_per_kwh))
        return take_stated(out, ask, error);
    if (study->location[0] != '\0') {
        status = look_up(out, ask, study->location, &found, error);
    } else {
        status = look_up_cloud(out, ask, &found, error);
        if (status == PLUME_OK && !found)
            status = look_up_place(out, ask, &found, error);
    }
    if (status == PLUME_OK && !found)
        return fall_back(out, ask, error);
    if (status == PLUME_OK && plume_grid_is_no_place(out->location))
        settle_no_place(out, ask);
    return status;
}

/* --- the building --- */

static plume_status pue_of(plume_site *out, const question *ask, const char *provider,
                           bool *found, plume_error *error)
{
    plume_error inner;
    plume_pue pue;
    plume_status status =
        plume_factors_pue(ask->factors, provider, ask->year, &pue, ask->notes, &inner);

    *found = status == PLUME_OK;
    if (*found) {
        out->pue =
            (plume_given_value){ pue.pue, PLUME_GIVEN_DATASET, pue.source, pue.year };
        out->pue_wider = pue.wider;
        out->pue_design = pue.design;
        out->pue_years_off = years_off(ask, pue.year);
    }
    if (*found || status == PLUME_ERR_UNKNOWN)
        return PLUME_OK;
    if (error != NULL)
        *error = inner;
    return status;
}

/* The cloud region or the place that the study names, else that of the run. */
static void print_place(plume_text *out, const question *ask)
{
    const plume_run *run = ask->run;

    if (ask->study->location[0] != '\0')
        plume_text_add(out, ask->study->location);
    else if (run->provider[0] != '\0' && run->region[0] != '\0')
        plume_text_printf(out, "%s:%s", run->provider, run->region);
    else
        plume_text_add(out, run->location);
}

/* A provider's building at a place: "aws:eu-west-1", or "aws" at "eu-west-1". Nothing
 * when the place is another provider's, or the building was named already. */
static void print_building(plume_text *out, const char *provider, const char *place)
{
    plume_site_name parts;

    plume_site_name_part(&parts, place);
    if (provider[0] == '\0')
        plume_text_add(out, place);
    else if (strchr(provider, ':') == NULL &&
             (parts.provider[0] == '\0' ||
              plume_name_equal(parts.provider, plume_provider_code(provider))))
        plume_text_printf(out, "%s:%s", provider, parts.site);
}

/* The building as closely as its name is known: the provider that the study names, at the
 * place; a cloud region; the provider of the run. */
static plume_status known_building(plume_site *out, const question *ask, bool *found,
                                   plume_error *error)
{
    const char *given = ask->study->provider;
    const char *provider = given[0] != '\0' ? given : ask->run->provider;
    plume_text place, building;
    plume_status status;

    *found = false;
    plume_text_init(&place);
    plume_text_init(&building);
    print_place(&place, ask);
    if (plume_text_status(&place, NULL) == PLUME_OK)
        print_building(&building, given, place.data);
    status = plume_text_status(&building, error);
    if (status == PLUME_OK && building.length > 0)
        status = pue_of(out, ask, building.data, found, error);
    if (status == PLUME_OK && !*found && provider[0] != '\0')
        status = pue_of(out, ask, provider, found, error);
    plume_text_dispose(&building);
    plume_text_dispose(&place);
    return status;
}

static void note_assumed_pue(const plume_site *out, const question *ask)
{
    plume_text ratio;

    plume_text_init(&ratio);
    plume_number_fixed(&ratio, out->pue.value, 2);
    if (out->pue.year != 0)
        note(ask, PLUME_ASSUMED, "pue-assumed",
             "the PUE of the site is not known; taken as %s, the industry average of %d",
             ratio.data, out->pue.year);
    else
        note(ask, PLUME_ASSUMED, "pue-assumed",
             "the PUE of the site is not known; taken as %s, the method's default",
             ratio.data);
    plume_text_dispose(&ratio);
}

static plume_status resolve_pue(plume_site *out, const question *ask, plume_error *error)
{
    bool found = false;
    plume_status status = PLUME_OK;

    if (!isnan(ask->study->pue.value)) {
        out->pue = ask->study->pue;
        return PLUME_OK;
    }
    if (!isnan(ask->run->site_pue)) {
        out->pue = (plume_given_value){ ask->run->site_pue, PLUME_GIVEN_LOG,
                                        ask->run->origin.reader, 0 };
        return PLUME_OK;
    }
    if (ask->factors != NULL)
        status = known_building(out, ask, &found, error);
    if (status != PLUME_OK || found)
        return status;

    if (ask->factors != NULL)
        status = pue_of(out, ask, "", &found, error);
    if (status != PLUME_OK)
        return status;
    if (!found)
        out->pue = (plume_given_value){ PLUME_PATTERSON2021_PUE, PLUME_GIVEN_METHOD,
                                        "patterson2021carbon", 0 };
    out->pue_assumed = true;
    note_assumed_pue(out, ask);
    return PLUME_OK;
}

plume_status plume_study_site(const plume_study *study, const plume_run *run,
                              plume_factors *factors, plume_site *out, plume_notes *notes,
                              plume_error *error)
{
    question ask = { study, run, factors, notes, 0, 0 };
    bool differs;
    plume_status status;

    plume_site_init(out);
    ask.year = factor_year(&ask, &differs);
    if (differs)
        note(&ask, PLUME_INFO, "year-of-run",
             "runs of other years are computed with the factors of the study's year, %d",
             study->year);

    status = resolve_grid(out, &ask, error);
    if (status == PLUME_OK)
        status = plume_study_market(out, study, factors,
                                    &(plume_market_notes){ notes, ask.year }, error);
    if (status == PLUME_OK)
        status = resolve_pue(out, &ask, error);
    return status;
}
