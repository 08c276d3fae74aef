/* What holds for every method on every basis. */
#include "support/support.h"

static plume_error error;

/* A run of which everything is known. */
static plume_workload whole_workload(double factor)
{
    plume_workload workload;

    plume_workload_init(&workload);
    workload.hours = 10.0 * factor;
    workload.device_hours = 80.0 * factor;
    workload.device_kwh = 20.0 * factor;
    workload.cpu_kwh = 3.0 * factor;
    workload.ram_kwh = 1.0 * factor;
    workload.it_kwh = 24.0 * factor;
    workload.flops = 1e20 * factor;
    workload.evidence = PLUME_EVIDENCE_METERED;
    workload.host_included = true;
    workload.hardware.device_count = 8.0;
    workload.hardware.rated_w = 300.0;
    workload.hardware.average_w = 325.0;
    workload.hardware.peak_flops = 125e12;
    workload.hardware.utilization = 0.8;
    workload.hardware.processor_w = 225.0;
    workload.hardware.compute.cores = 64.0;
    workload.hardware.compute.core_w = 3.5;
    workload.hardware.compute.core_utilization = 0.5;
    workload.hardware.compute.memory_gb = 512.0;
    workload.hardware.compute.efficiency = 0.4;
    workload.tracked.tool = "carbontracker";
    workload.tracked.pue = 1.59;
    workload.tracked.kg_per_kwh = 0.3;
    workload.tracked.predicted = (plume_prediction){ 50.0 * factor, 16.0 * factor, NAN };
    return workload;
}

static plume_site whole_site(double pue, double kg_per_kwh)
{
    plume_site site;

    plume_site_init(&site);
    site.pue.value = pue;
    site.gross_kg_per_kwh.value = kg_per_kwh;
    site.net_kg_per_kwh.value = kg_per_kwh / 2.0;
    return site;
}

typedef void (*checked)(const plume_method *method, plume_basis basis);

static void each(checked check)
{
    for (size_t i = 0; i < plume_method_count(); i++) {
        const plume_method *method = plume_method_at(i);

        for (size_t k = 0; k < method->basis_count; k++)
            check(method, method->bases[k]);
    }
}

static plume_estimate estimate_of(const plume_method *method, plume_basis basis,
                                  const plume_workload *workload, const plume_site *site)
{
    plume_estimate estimate;

    ck_ok(method->estimate(&estimate, workload, site, basis, &error), error);
    return estimate;
}

static void check_pue_once(const plume_method *method, plume_basis basis)
{
    plume_workload workload = whole_workload(1.0);
    plume_site low = whole_site(1.2, 0.4), high = whole_site(1.8, 0.4);
    plume_estimate a = estimate_of(method, basis, &workload, &low);
    plume_estimate b = estimate_of(method, basis, &workload, &high);

    ck_close(a.energy_kwh, a.it_kwh * a.pue, 1e-14);
    ck_close(b.energy_kwh, b.it_kwh * b.pue, 1e-14);
    ck_assert_double_eq(a.it_kwh, b.it_kwh); /* no PUE reaches it */
    ck_close(a.co2e_kg / a.pue, b.co2e_kg / b.pue, 1e-14);
    if (method->without_pue)
        ck_assert_double_eq(a.pue, 1.0);
    else if (basis == PLUME_BASIS_SITE || basis == PLUME_BASIS_GROSS)
        ck_assert_double_eq(a.pue, 1.2);
}

START_TEST(pue_enters_once_by_every_method_and_basis)
{
    each(check_pue_once);
}
END_TEST

/* The calculator's roundings are no part of a proportion. */
static void check_scaling(const plume_method *method, plume_basis basis)
{
    bool rounds =
        strcmp(method->name, "lacoste2019") == 0 && basis == PLUME_BASIS_AS_PUBLISHED;
    plume_workload one = whole_workload(1.0), seven = whole_workload(7.0);
    plume_site site = whole_site(1.2, 0.4);
    plume_estimate a = estimate_of(method, basis, &one, &site);
    plume_estimate b = estimate_of(method, basis, &seven, &site);

    ck_close(b.it_kwh, 7.0 * a.it_kwh, 1e-14);
    ck_close(b.co2e_kg, 7.0 * a.co2e_kg, rounds ? 0.01 : 1e-14);
}

START_TEST(seven_times_the_work_is_seven_times_the_figure)
{
    each(check_scaling);
}
END_TEST

static void check_missing(const plume_method *method, plume_basis basis)
{
    plume_workload workload;
    plume_site site = whole_site(1.2, 0.4);
    plume_estimate estimate;

    plume_workload_init(&workload);
    ck_assert_int_eq(method->estimate(&estimate, &workload, &site, basis, &error),
                     PLUME_ERR_MISSING);
    ck_assert_msg(strncmp(error.message, method->name, strlen(method->name)) == 0 &&
                      strstr(error.message, " needs ") != NULL,
                  "%s", error.message);
}

START_TEST(a_method_that_lacks_a_quantity_names_it)
{
    each(check_missing);
}
END_TEST

static void check_site(const plume_method *method, plume_basis basis)
{
    plume_workload workload = whole_workload(1.0);
    plume_estimate estimate;
    plume_site site;

    plume_site_init(&site);
    if (basis == PLUME_BASIS_AS_PUBLISHED || basis == PLUME_BASIS_PREDICTED)
        return;
    ck_assert_int_eq(method->estimate(&estimate, &workload, &site, basis, &error),
                     PLUME_ERR_MISSING);
}

START_TEST(a_basis_of_the_site_needs_its_factors)
{
    each(check_site);
}
END_TEST

START_TEST(a_basis_that_a_method_does_not_offer_is_refused)
{
    plume_workload workload = whole_workload(1.0);
    plume_site site = whole_site(1.2, 0.4);

    for (size_t i = 0; i < plume_method_count(); i++) {
        const plume_method *method = plume_method_at(i);

        for (int basis = 0; basis < PLUME_BASIS_COUNT; basis++) {
            plume_estimate estimate;
            bool offered = false;

            for (size_t k = 0; k < method->basis_count; k++)
                offered = offered || method->bases[k] == (plume_basis)basis;
            if (offered)
                continue;
            ck_assert_int_eq(
                method->estimate(&estimate, &workload, &site, (plume_basis)basis, &error),
                PLUME_ERR_UNKNOWN);
            ck_assert_msg(strstr(error.message, "has no basis") != NULL, "%s",
                          error.message);
        }
    }
}
END_TEST

START_TEST(what_a_tracker_predicted_never_is_what_it_measured)
{
    const plume_method *method = plume_method_find("anthony2020");
    plume_workload workload = whole_workload(1.0);
    plume_site site = whole_site(1.2, 0.4);
    plume_estimate actual =
        estimate_of(method, PLUME_BASIS_AS_PUBLISHED, &workload, &site);
    plume_estimate predicted =
        estimate_of(method, PLUME_BASIS_PREDICTED, &workload, &site);

    ck_assert_double_eq(actual.it_kwh, workload.it_kwh);
    ck_assert_double_eq(predicted.energy_kwh, 50.0);
    ck_assert_double_eq(predicted.co2e_kg, 16.0);
    workload.tracked.predicted.energy_kwh = NAN;
    ck_assert_double_eq(
        estimate_of(method, PLUME_BASIS_AS_PUBLISHED, &workload, &site).co2e_kg,
        actual.co2e_kg);
    workload.tracked.predicted.energy_kwh = 50.0;
    workload.it_kwh = NAN; /* a prediction does not stand in for a measurement */
    ck_assert_int_eq(
        method->estimate(&actual, &workload, &site, PLUME_BASIS_AS_PUBLISHED, &error),
        PLUME_ERR_MISSING);
}
END_TEST

START_TEST(every_method_is_found_by_its_name_and_has_a_source)
{
    for (size_t i = 0; i < plume_method_count(); i++) {
        const plume_method *method = plume_method_at(i);

        ck_assert_ptr_eq(plume_method_find(method->name), method);
        ck_assert(method->title[0] != '\0' && method->citation[0] != '\0');
        ck_assert_uint_gt(method->basis_count, 0);
    }
    ck_assert_ptr_null(plume_method_at(plume_method_count()));
    ck_assert_ptr_null(plume_method_find("unheard-of"));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, pue_enters_once_by_every_method_and_basis);
    tcase_add_test(tcase, seven_times_the_work_is_seven_times_the_figure);
    tcase_add_test(tcase, a_method_that_lacks_a_quantity_names_it);
    tcase_add_test(tcase, a_basis_of_the_site_needs_its_factors);
    tcase_add_test(tcase, a_basis_that_a_method_does_not_offer_is_refused);
    tcase_add_test(tcase, what_a_tracker_predicted_never_is_what_it_measured);
    tcase_add_test(tcase, every_method_is_found_by_its_name_and_has_a_source);
}

int main(void)
{
    return test_main("methods", add);
}
