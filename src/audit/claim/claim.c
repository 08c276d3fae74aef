/* Claims from a ledger, from the published models, or run by run; a claim owns its
 * texts. */
#include "audit/claim/claim.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/printed_figure.h"
#include "core/number/printed.h"
#include <plume/text.h>

void plume_claim_run_init(plume_claim_run *run)
{
    memset(run, 0, sizeof *run);
    for (size_t i = 0; i < CLAIM_QUANTITIES; i++)
        run->figure[i] = plume_claim_exact(NAN);
    for (size_t i = 0; i < CLAIM_WORDS; i++)
        run->word[i] = "";
    for (size_t i = 0; i < 2; i++) {
        run->parts[i] = plume_claim_exact(NAN);
        run->terms[i] = "";
    }
    run->embodied = run->with_embodied = plume_claim_exact(NAN);
    run->device_power = run->other_power = run->other_work = plume_claim_exact(NAN);
}

/* Location-based unless it says otherwise, as papers that do not say compute with a
 * grid. */
plume_status plume_claim_new(plume_claim **out, plume_claim_kind kind, const char *path,
                             plume_error *error)
{
    plume_claim *claim = calloc(1, sizeof *claim);

    *out = NULL;
    if (claim == NULL)
        return plume_fail_memory(error);
    claim->kind = kind;
    claim->prose = claim->id = claim->covers = "";
    claim->basis = "location-based";
    plume_claim_run_init(&claim->whole);
    claim->pool = plume_pool_new();
    claim->path = claim->pool != NULL ? plume_pool_copy(claim->pool, path) : NULL;
    if (claim->path == NULL) {
        plume_claim_free(claim);
        return plume_fail_memory(error);
    }
    *out = claim;
    return PLUME_OK;
}

void plume_claim_free(plume_claim *claim)
{
    if (claim == NULL)
        return;
    plume_pool_free(claim->pool);
    free(claim->run);
    free(claim->total);
    free(claim->mean);
    free(claim);
}

plume_claim_run *plume_claim_add(plume_claim *claim)
{
    plume_claim_run *runs =
        realloc(claim->run, (claim->run_count + 1) * sizeof *claim->run);

    if (runs == NULL)
        return NULL;
    claim->run = runs;
    plume_claim_run_init(&runs[claim->run_count]);
    return &runs[claim->run_count++];
}

const char *plume_claim_print(plume_claim *claim, const char *format, ...)
{
    const char *kept;
    va_list arguments;

    va_start(arguments, format);
    kept = plume_pool_vprintf(claim->pool, format, arguments);
    va_end(arguments);
    return kept;
}

/* --- published --- */

/* Those who sign alone, or as a body. */
static const char *sole_author(const char *key, size_t letters)
{
    static const char *const names[][2] = {
        { "chameleon", "Chameleon Team" },
        { "deepseek", "DeepSeek-AI" },
        { "devries", "de Vries" },
        { "gemma", "Gemma Team" },
        { "granite", "Granite Team" },
        { "meta", "Meta" },
        { "mistral", "Mistral AI" },
        { "mosaicml", "MosaicML" },
        { "openai", "OpenAI" },
        { "rednote", "rednote-hilab" },
        { "you", "You" },
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i][0]) == letters && strncmp(names[i][0], key, letters) == 0)
            return names[i][1];
    return NULL;
}

const char *plume_claim_paper(plume_pool *pool, const char *key)
{
    size_t letters = strcspn(key, "0123456789");
    const char *sole = sole_author(key, letters);
    const char *kept;
    plume_text text;

    plume_text_init(&text);
    if (sole != NULL) {
        plume_text_add(&text, sole);
    } else if (letters > 0) {
        plume_text_add_char(
            &text, (char)(key[0] >= 'a' && key[0] <= 'z' ? key[0] - 'a' + 'A' : key[0]));
        plume_text_add_n(&text, key + 1, letters - 1);
    }
    if (strspn(key + letters, "0123456789") >= 4) {
        plume_text_add(&text, sole != NULL ? " " : " et al. ");
        plume_text_add_n(&text, key + letters, 4);
    }
    kept = plume_pool_keep(pool, &text);
    return kept != NULL ? kept : "";
}

/* With the rounding that the printed digits allow; a value of the dataset without them is
 * exact. */
static plume_claim_figure published(double value, const char *printed)
{
    plume_claim_figure figure = plume_claim_exact(value);
    double half = plume_printed_half_share(printed);

    figure.printed = printed;
    figure.low = value * (1.0 - half);
    figure.high = value * (1.0 + half);
    figure.unit = 2.0 * half * value;
    return figure;
}

/* Emissions without the PUE rest on the IT energy, whatever energy stands beside them. */
static void leave_pue(plume_claim_figure *figure)
{
    double pue = figure[CLAIM_PUE].value;

    if (isnan(figure[CLAIM_IT_ENERGY].value))
        figure[CLAIM_IT_ENERGY] =
            plume_claim_exact(figure[CLAIM_FACILITY_ENERGY].value / pue);
    figure[CLAIM_FACILITY_ENERGY] = plume_claim_exact(NAN);
    figure[CLAIM_PUE] = plume_claim_exact(1.0);
}

/* The power of a published model is that of all its devices; the claim states it of
 * one. */
static void take_model(plume_claim_run *run, const plume_published *model)
{
    bool counted = !isnan(model->device_count);
    bool gross = !isnan(model->gross_kg);
    double devices = counted ? model->device_count : 1.0;
    plume_claim_figure *figure = run->figure;

    if (counted) {
        figure[CLAIM_HOURS] = published(model->hours, model->time_printed);
        figure[CLAIM_DEVICES] = plume_claim_exact(model->device_count);
    } else {
        figure[CLAIM_DEVICE_HOURS] = published(model->hours, model->time_printed);
    }
    figure[CLAIM_POWER] = published(model->power_w / devices, model->power_printed);
    figure[CLAIM_PUE] = published(model->pue, model->pue_printed);
    figure[CLAIM_INTENSITY] =
        published(gross ? model->gross_kg_per_kwh : model->net_kg_per_kwh,
                  gross ? model->gross_intensity_printed : model->net_intensity_printed);
    figure[CLAIM_IT_ENERGY] = plume_claim_exact(model->it_kwh);
    figure[CLAIM_FACILITY_ENERGY] =
        published(model->facility_kwh, model->facility_printed);
    if (strcmp(model->pue_counted, "no") == 0 && model->pue > 1.0)
        leave_pue(figure);
    figure[CLAIM_EMISSIONS] =
        published(gross ? model->gross_kg : model->net_kg,
                  gross ? model->gross_printed : model->net_printed);
    run->word[CLAIM_NAME] = model->name;
    run->word[CLAIM_DEVICE] = model->device;
    run->word[CLAIM_POWER_SCOPE] = model->power_scope;
}

/* A model that prints a market-based figure alone is compared on that basis. */
plume_status plume_claim_of_model(plume_claim **out, const plume_published *model,
                                  plume_error *error)
{
    plume_claim *claim;
    plume_status status = plume_claim_new(&claim, CLAIM_PUBLISHED, model->id, error);
    plume_claim_run *run;

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    run = plume_claim_add(claim);
    if (run != NULL) {
        claim->id = model->id;
        claim->third_party = model->third_party;
        claim->covers = model->covers;
        claim->without_pue = strcmp(model->pue_counted, "no") == 0;
        if (isnan(model->gross_kg) && !isnan(model->net_kg))
            claim->basis = "market-based";
        claim->whole.word[CLAIM_NOTE] = model->note;
        claim->whole.word[CLAIM_NAME] = model->name;
        claim->whole.word[CLAIM_DEVICE] = model->device;
        claim->whole.word[CLAIM_SOURCE] = plume_claim_print(
            claim, "%s, %s", plume_claim_paper(claim->pool, model->paper), model->table);
        take_model(run, model);
    }
    if (run == NULL || claim->whole.word[CLAIM_SOURCE] == NULL) {
        plume_claim_free(claim);
        return plume_fail_memory(error);
    }
    *out = claim;
    return PLUME_OK;
}

/* --- logs --- */

static void take_ledger(plume_claim_run *run, const plume_ledger *ledger)
{
    const plume_totals *all = plume_ledger_all(ledger);
    size_t i = plume_ledger_headline(ledger, PLUME_BASIS_GROSS);
    plume_estimate gross = plume_ledger_estimate_at(ledger, i);
    plume_claim_figure *figure = run->figure;

    if (all->device_timed_runs == all->runs && all->runs > 0 && all->going_runs == 0)
        figure[CLAIM_DEVICE_HOURS] = plume_claim_exact(all->device_hours);
    if (all->energy_runs > 0)
        figure[CLAIM_IT_ENERGY] = plume_claim_exact(all->it_kwh);
    figure[CLAIM_PUE] = plume_claim_exact(gross.pue);
    figure[CLAIM_INTENSITY] = plume_claim_exact(gross.intensity_kg_per_kwh);
    figure[CLAIM_FACILITY_ENERGY] = plume_claim_exact(gross.energy_kwh);
    figure[CLAIM_EMISSIONS] = plume_claim_exact(gross.co2e_kg);
    if (plume_ledger_group_count(ledger, PLUME_GROUP_DEVICE) == 1)
        run->word[CLAIM_DEVICE] = plume_ledger_group_name(ledger, PLUME_GROUP_DEVICE, 0);
}

/* Names are copied: the ledger may go before the claim. */
plume_status plume_claim_of_ledger(plume_claim **out, const char *name,
                                   const plume_ledger *ledger, plume_error *error)
{
    plume_claim *claim;
    plume_status status = plume_claim_new(&claim, CLAIM_LOGS, name, error);
    plume_claim_run *run;

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    run = plume_claim_add(claim);
    if (run != NULL) {
        take_ledger(run, ledger);
        claim->coverage = plume_ledger_coverage(ledger);
        run->word[CLAIM_NAME] = claim->whole.word[CLAIM_NAME] = claim->path;
        run->word[CLAIM_DEVICE] = claim->whole.word[CLAIM_DEVICE] =
            plume_pool_copy(claim->pool, run->word[CLAIM_DEVICE]);
        claim->whole.word[CLAIM_SOURCE] =
            plume_claim_print(claim, "%llu runs, of which %llu have an energy",
                              (unsigned long long)plume_ledger_all(ledger)->runs,
                              (unsigned long long)plume_ledger_all(ledger)->energy_runs);
    }
    if (run == NULL || claim->whole.word[CLAIM_SOURCE] == NULL ||
        run->word[CLAIM_DEVICE] == NULL) {
        plume_claim_free(claim);
        return plume_fail_memory(error);
    }
    *out = claim;
    return PLUME_OK;
}
