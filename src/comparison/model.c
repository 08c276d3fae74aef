/* A published training as a row of a comparison.
 *
 * Both methods are applied to the same IT energy: the paper's average power x hours, else
 * the energy that it prints before PUE, else its facility energy without its PUE, else an
 * energy from what is known of the device. Patterson's method takes the PUE and the
 * location-based intensity that the paper prints for its own site. A paper that prints
 * none, or that follows Strubell et al. (whose constants describe no site), gets those of
 * an average US datacenter, as in Patterson et al. 2021, Table 1, column 1: PUE 1.59 and
 * 0.429 kg/kWh. What was taken so is named in the row's assumptions. */
#include "comparison/internal.h"

#include <math.h>
#include <string.h>

#include "core/number/printed.h"
#include "core/number/units.h"
#include <plume/number.h>
#include <plume/text.h>

/* --- words --- */

static void assume(plume_text *assumptions, const char *what)
{
    if (assumptions->length > 0)
        plume_text_add(assumptions, "; ");
    plume_text_add(assumptions, what);
}

static const char *devices(plume_comparison *comparison, const plume_published *model)
{
    plume_text text;

    plume_text_init(&text);
    if (!isnan(model->device_count) && model->device[0] != '\0') {
        plume_number_fixed(&text, model->device_count, 0);
        plume_text_add(&text, " ");
    }
    plume_text_add(&text, model->device);
    return plume_pool_keep(comparison->strings, &text);
}

/* "strubell2019energy" is shown as "Strubell 2019". */
static void print_paper(plume_text *out, const char *key)
{
    size_t letters = strcspn(key, "0123456789");

    if (letters == 0)
        return;
    plume_text_add_char(out, key[0] >= 'a' && key[0] <= 'z' ? (char)(key[0] - 'a' + 'A')
                                                            : key[0]);
    plume_text_add_n(out, key + 1, letters - 1);
    if (strspn(key + letters, "0123456789") >= 4) {
        plume_text_add(out, " ");
        plume_text_add_n(out, key + letters, 4);
    }
}

/* "0.652 t (Strubell 2019, Table 3)": tonnes as printed, other units converted. */
const char *plume_compare_published(plume_comparison *comparison,
                                    const plume_published *model)
{
    bool gross = model->gross_printed[0] != '\0';
    const char *printed = gross ? model->gross_printed : model->net_printed;
    plume_printed figure;
    plume_text text;

    if (!plume_printed_read(&figure, printed))
        return "";
    plume_text_init(&text);
    if (strcmp(figure.unit, "t") == 0) {
        plume_text_add(&text, printed);
    } else {
        plume_number_significant(
            &text, (gross ? model->gross_kg : model->net_kg) / KG_PER_TONNE, 3);
        plume_text_add(&text, " t");
    }
    if (!gross)
        plume_text_add(&text, " net");
    plume_text_add(&text, " (");
    print_paper(&text, model->paper);
    if (model->table[0] != '\0') {
        plume_text_add(&text, ", ");
        plume_text_add_n(&text, model->table, strcspn(model->table, ",;"));
    }
    plume_text_add(&text, ")");
    return plume_pool_keep(comparison->strings, &text);
}

/* --- energy --- */

static plume_evidence evidence_of(const plume_published *model)
{
    if (strcmp(model->power_kind, "measured") == 0)
        return PLUME_EVIDENCE_SAMPLED;
    if (strcmp(model->power_kind, "rated") == 0)
        return PLUME_EVIDENCE_RATED;
    if (strcmp(model->power_kind, "estimate") == 0)
        return PLUME_EVIDENCE_ASSUMED;
    return PLUME_EVIDENCE_UNKNOWN;
}

/* By the device when the paper prints neither power nor energy. */
static void energy_by_device(plume_workload *workload, plume_comparison *comparison,
                             const plume_published *model, plume_text *assumptions)
{
    plume_workload resolved;
    plume_run run;

    plume_run_init(&run);
    run.id = model->id;
    run.device = model->device;
    run.device_count = isnan(model->device_count) ? 1.0 : model->device_count;
    run.duration_s = model->hours * SECONDS_PER_HOUR;
    if (plume_workload_resolve(&resolved, &run, comparison->factors, NAN, NULL, NULL) !=
        PLUME_OK)
        return;
    *workload = resolved;
    assume(assumptions,
           resolved.host_included
               ? "energy from the average power of such systems"
               : "energy from the rated power of its devices, without the host");
}

static void find_energy(plume_workload *out, plume_comparison *comparison,
                        const plume_published *model, plume_text *assumptions)
{
    /* Where no count is given, hours are those of all devices. */
    double count = isnan(model->device_count) ? 1.0 : model->device_count;

    plume_workload_init(out);
    out->hours = model->hours;
    out->device_hours = model->hours * count;
    out->it_kwh = model->power_w * model->hours / WATTS_PER_KILOWATT;
    out->evidence = evidence_of(model);
    out->host_included = true;
    out->hardware.device_count = model->device_count;
    if (!isnan(out->it_kwh) && strcmp(model->power_scope, "device") == 0) {
        out->device_kwh = out->it_kwh;
        out->host_included = false;
        assume(assumptions, "energy of the accelerators alone");
    }
    if (isnan(out->it_kwh))
        out->it_kwh = model->it_kwh;
    if (isnan(out->it_kwh))
        out->it_kwh = model->facility_kwh / model->pue;
    if (isnan(out->it_kwh))
        energy_by_device(out, comparison, model, assumptions);
}

/* --- site --- */

static plume_given_value printed_value(const plume_published *model, double value)
{
    return (plume_given_value){ value, PLUME_GIVEN_DATASET, model->paper, model->year };
}

static plume_given_value us_average(double value)
{
    return (plume_given_value){ value, PLUME_GIVEN_METHOD, "patterson2021carbon", 2020 };
}

static void find_site(plume_site *out, const plume_published *model,
                      plume_text *assumptions)
{
    bool of_site = strcmp(model->method, "strubell2019") != 0;
    bool pue = of_site && !isnan(model->pue);
    bool gross = of_site && !isnan(model->gross_kg_per_kwh);

    plume_site_init(out);
    out->pue =
        pue ? printed_value(model, model->pue) : us_average(PLUME_PATTERSON2021_PUE);
    out->gross_kg_per_kwh = gross ? printed_value(model, model->gross_kg_per_kwh)
                                  : us_average(PLUME_PATTERSON2021_US_KG_PER_KWH);
    if (of_site && !isnan(model->net_kg_per_kwh))
        out->net_kg_per_kwh = printed_value(model, model->net_kg_per_kwh);
    if (!pue)
        assume(assumptions, "PUE 1.59 of an average US datacenter in Patterson's method");
    if (!gross)
        assume(assumptions, "0.429 kg/kWh of the US grid in Patterson's method");
}

/* --- the row --- */

static double kg_of(const plume_estimate *estimate)
{
    return estimate != NULL ? estimate->co2e_kg : NAN;
}

static void apply(plume_compared_row *row, const plume_workload *workload,
                  const plume_site *site)
{
    plume_compared *shown = &row->shown;
    const plume_estimate *gross;

    shown->strubell_kg = kg_of(plume_compare_estimate(
        row, "strubell2019", PLUME_BASIS_AS_PUBLISHED, workload, site));
    gross = plume_compare_estimate(row, PLUME_HEADLINE_METHOD, PLUME_BASIS_GROSS,
                                   workload, site);
    shown->patterson_kg = kg_of(gross);
    shown->facility_kwh = gross != NULL ? gross->energy_kwh : NAN;
    shown->net_kg = kg_of(plume_compare_estimate(row, PLUME_HEADLINE_METHOD,
                                                 PLUME_BASIS_NET, workload, site));
}

/* The methods that were asked for, where what the paper prints suffices. */
static plume_status apply_further(plume_compared_row *row, plume_comparison *comparison,
                                  plume_workload *workload, const plume_site *site,
                                  plume_error *error)
{
    plume_status status;
    plume_run run;

    if (comparison->further_count == 0)
        return PLUME_OK;
    plume_run_init(&run);
    run.id = row->model.id;
    run.device = row->model.device;
    status = plume_workload_look_up(workload, &run, comparison->factors, NULL, error);
    for (size_t i = 0; i < comparison->further_count && status == PLUME_OK; i++) {
        const plume_method *method = comparison->further[i];

        for (size_t k = 0; k < method->basis_count; k++)
            (void)plume_compare_estimate(row, method->name, method->bases[k], workload,
                                         site);
    }
    return status;
}

plume_status plume_compare_model(plume_compared_row *row, plume_comparison *comparison,
                                 const plume_published *model, plume_error *error)
{
    plume_compared *shown = &row->shown;
    plume_workload workload;
    plume_site site;
    plume_text assumptions;
    plume_status status;

    plume_text_init(&assumptions);
    find_energy(&workload, comparison, model, &assumptions);
    find_site(&site, model, &assumptions);
    apply(row, &workload, &site);
    row->model = *model;
    status = apply_further(row, comparison, &workload, &site, error);
    if (status != PLUME_OK) {
        plume_text_dispose(&assumptions);
        return status;
    }

    shown->id = model->id;
    shown->name = model->name;
    shown->devices = devices(comparison, model);
    shown->year = model->year;
    shown->it_kwh = workload.it_kwh;
    shown->device_hours = workload.device_hours;
    shown->evidence = workload.evidence;
    shown->third_party = model->third_party;
    shown->published_kg = model->gross_kg;
    shown->published = plume_compare_published(comparison, model);
    shown->verdict = plume_compare_judge(model);
    shown->note = model->note;
    shown->citation = model->paper;
    if (isnan(workload.it_kwh))
        plume_text_clear(&assumptions); /* nothing was computed with them */
    shown->assumptions = plume_pool_keep(comparison->strings, &assumptions);
    return shown->devices != NULL && shown->published != NULL &&
                   shown->assumptions != NULL
               ? PLUME_OK
               : plume_fail_memory(error);
}
