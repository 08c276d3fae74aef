#include "support/support.h"

#include "core/number/units.h"

static plume_error error;

static plume_workload of_energy(double it_kwh)
{
    return (plume_workload){
        .hours = 1, .device_hours = 1, .device_kwh = NAN, .it_kwh = it_kwh, .repeat = 1
    };
}

static plume_site site_of(double pue, double kg_per_kwh)
{
    plume_site site;

    plume_site_init(&site);
    site.pue.value = pue;
    site.gross_kg_per_kwh.value = kg_per_kwh;
    return site;
}

static plume_estimate estimate(double it_kwh, plume_site site, plume_basis basis)
{
    plume_workload workload = of_energy(it_kwh);
    plume_estimate out;

    ck_ok(plume_method_find("strubell2019")
              ->estimate(&out, &workload, &site, basis, &error),
          error);
    return out;
}

START_TEST(as_published_it_uses_its_own_constants_whatever_the_site)
{
    plume_estimate out = estimate(1000.0, site_of(1.1, 0.05), PLUME_BASIS_AS_PUBLISHED);

    ck_assert_str_eq(out.method, "strubell2019");
    ck_assert_double_eq(out.pue, 1.58);
    ck_close(out.energy_kwh, 1580.0, 1e-15);
    ck_close(out.co2e_kg, 1580.0 * 0.954 * 0.45359237, 1e-15);
    ck_assert(isnan(out.interval95_kg[0]) && isnan(out.interval95_kg[1]));
}
END_TEST

START_TEST(on_the_site_it_uses_the_sites_factors)
{
    plume_estimate out = estimate(1000.0, site_of(1.1, 0.05), PLUME_BASIS_SITE);

    ck_close(out.energy_kwh, 1100.0, 1e-15);
    ck_close(out.co2e_kg, 55.0, 1e-15);
    ck_assert_double_eq(out.intensity_kg_per_kwh, 0.05);
}
END_TEST

START_TEST(twice_the_energy_is_twice_the_carbon)
{
    for (double it_kwh = 1e-9; it_kwh < 1e12; it_kwh *= 10.0) {
        double once = estimate(it_kwh, site_of(1, 1), PLUME_BASIS_AS_PUBLISHED).co2e_kg;
        double twice =
            estimate(2.0 * it_kwh, site_of(1, 1), PLUME_BASIS_AS_PUBLISHED).co2e_kg;

        ck_assert_double_eq(twice, 2.0 * once);
    }
}
END_TEST

static const char *refusal(double it_kwh, plume_site site, plume_basis basis,
                           plume_status wanted)
{
    plume_workload workload = of_energy(it_kwh);
    plume_estimate out;

    ck_assert_int_eq(plume_method_find("strubell2019")
                         ->estimate(&out, &workload, &site, basis, &error),
                     wanted);
    return error.message;
}

START_TEST(it_says_what_it_lacks)
{
    ck_assert_str_eq(
        refusal(NAN, site_of(1, 1), PLUME_BASIS_AS_PUBLISHED, PLUME_ERR_MISSING),
        "strubell2019 needs an energy before PUE");
    ck_assert_str_eq(refusal(1, site_of(NAN, 1), PLUME_BASIS_SITE, PLUME_ERR_MISSING),
                     "strubell2019 on the site's own factors needs a PUE and a "
                     "location-based intensity");
    ck_assert_str_eq(refusal(1, site_of(1, 1), PLUME_BASIS_NET, PLUME_ERR_UNKNOWN),
                     "strubell2019 has no basis 'net'");
}
END_TEST

START_TEST(it_is_registered_with_its_paper)
{
    const plume_method *method = plume_method_find("strubell2019");

    ck_assert_ptr_eq(method, plume_method_at(0));
    ck_assert_str_eq(method->citation, "strubell2019energy");
    ck_assert_uint_eq(method->basis_count, 2);
    ck_assert_ptr_null(plume_method_find("strubell"));
    ck_assert_ptr_null(plume_method_at(plume_method_count()));
}
END_TEST

START_TEST(bases_and_origins_have_their_words)
{
    ck_assert_str_eq(plume_basis_name(PLUME_BASIS_AS_PUBLISHED), "as-published");
    ck_assert_str_eq(plume_basis_name(PLUME_BASIS_GROSS), "gross");
    ck_assert_str_eq(plume_basis_name(PLUME_BASIS_NET), "net");
    ck_assert_str_eq(plume_basis_name(PLUME_BASIS_SITE), "site");
    ck_assert_str_eq(plume_given_name(PLUME_GIVEN_NOT), "not given");
    ck_assert_str_eq(plume_given_name(PLUME_GIVEN_COMMAND_LINE), "command line");
    ck_assert_str_eq(plume_given_name(PLUME_GIVEN_STUDY_FILE), "study file");
    ck_assert_str_eq(plume_given_name(PLUME_GIVEN_LOG), "log");
    ck_assert_str_eq(plume_given_name(PLUME_GIVEN_DATASET), "dataset");
    ck_assert_str_eq(plume_given_name(PLUME_GIVEN_METHOD), "method default");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, as_published_it_uses_its_own_constants_whatever_the_site);
    tcase_add_test(tcase, on_the_site_it_uses_the_sites_factors);
    tcase_add_test(tcase, twice_the_energy_is_twice_the_carbon);
    tcase_add_test(tcase, it_says_what_it_lacks);
    tcase_add_test(tcase, it_is_registered_with_its_paper);
    tcase_add_test(tcase, bases_and_origins_have_their_words);
}

int main(void)
{
    return test_main("strubell2019", add);
}
