#include "support/support.h"

static plume_error error;

static void reads(plume_dimension dimension, const char *text, double wanted)
{
    double got;

    ck_ok(plume_quantity_parse(&got, dimension, text, strlen(text), &error), error);
    ck_assert_msg(got == wanted, "'%s' is %.17g, not %.17g", text, got, wanted);
}

static void refuses(plume_dimension dimension, const char *text, const char *message)
{
    double got = 1;

    ck_assert_int_eq(plume_quantity_parse(&got, dimension, text, strlen(text), &error),
                     PLUME_ERR_SYNTAX);
    ck_assert(isnan(got));
    ck_assert_str_eq(error.message, message);
}

START_TEST(a_bare_number_is_in_the_librarys_own_unit)
{
    reads(PLUME_DIMENSION_ENERGY, "1.12", 1.12);
    reads(PLUME_DIMENSION_TIME, "79.2", 79.2);
    reads(PLUME_DIMENSION_RATIO, "1.58", 1.58);
}
END_TEST

START_TEST(every_unit_is_converted)
{
    reads(PLUME_DIMENSION_RATIO, "12 %", 0.12);
    reads(PLUME_DIMENSION_ENERGY, "3600000 J", 1);
    reads(PLUME_DIMENSION_ENERGY, "3600kJ", 1);
    reads(PLUME_DIMENSION_ENERGY, "3.6 MJ", 1);
    reads(PLUME_DIMENSION_ENERGY, "5 Wh", 0.005);
    reads(PLUME_DIMENSION_ENERGY, "1.12 kWh", 1.12);
    reads(PLUME_DIMENSION_ENERGY, "2.5MWh", 2500);
    reads(PLUME_DIMENSION_ENERGY, "1e-3 GWh", 1000);
    reads(PLUME_DIMENSION_POWER, "350 W", 350);
    reads(PLUME_DIMENSION_POWER, "70000 mW", 70);
    reads(PLUME_DIMENSION_POWER, "1.5 kW", 1500);
    reads(PLUME_DIMENSION_POWER, "2MW", 2e6);
    reads(PLUME_DIMENSION_TIME, "90 s", 0.025);
    reads(PLUME_DIMENSION_TIME, "30 min", 0.5);
    reads(PLUME_DIMENSION_TIME, "3 h", 3);
    reads(PLUME_DIMENSION_TIME, "2 d", 48);
    reads(PLUME_DIMENSION_MASS, "1 mg", 1e-6);
    reads(PLUME_DIMENSION_MASS, "5 g", 0.005);
    reads(PLUME_DIMENSION_MASS, "7 kg", 7);
    reads(PLUME_DIMENSION_MASS, "284 t", 284000);
    reads(PLUME_DIMENSION_MASS, "1 lb", 0.45359237);
    reads(PLUME_DIMENSION_INTENSITY, "432 g/kWh", 0.432);
    reads(PLUME_DIMENSION_INTENSITY, "0.4 kg/kWh", 0.4);
    reads(PLUME_DIMENSION_INTENSITY, "0.954 lb/kWh", 0.954 * 0.45359237);
    reads(PLUME_DIMENSION_INTENSITY, "1000 lb/MWh", 0.45359237);
    reads(PLUME_DIMENSION_INTENSITY, "0.5 t/MWh", 0.5);
}
END_TEST

START_TEST(work_is_read_with_its_prefixes)
{
    reads(PLUME_DIMENSION_WORK, "12 FLOP", 12);
    reads(PLUME_DIMENSION_WORK, "12 kFLOP", 12e3);
    reads(PLUME_DIMENSION_WORK, "12 MFLOP", 12e6);
    reads(PLUME_DIMENSION_WORK, "12 GFLOP", 12e9);
    reads(PLUME_DIMENSION_WORK, "12 TFLOP", 12e12);
    reads(PLUME_DIMENSION_WORK, "12 PFLOP", 12e15);
    reads(PLUME_DIMENSION_WORK, "12 EFLOP", 12e18);
    reads(PLUME_DIMENSION_WORK, "314 ZFLOP", 314e21);
    reads(PLUME_DIMENSION_WORK, "2 PF-days", 2 * 1e15 * 86400);
    reads(PLUME_DIMENSION_WORK, "3.14e23", 3.14e23);
}
END_TEST

START_TEST(clock_times_are_hours)
{
    reads(PLUME_DIMENSION_TIME, "1:30", 1.5);
    reads(PLUME_DIMENSION_TIME, "0:00:36", 0.01);
    reads(PLUME_DIMENSION_TIME, "2-12:00:00", 60);
}
END_TEST

START_TEST(what_is_no_quantity_is_refused_with_what_was_wanted)
{
    refuses(PLUME_DIMENSION_RATIO, "1.2 kWh",
            "found '1.2 kWh', expected ratio: a number or one with a unit: %");
    refuses(
        PLUME_DIMENSION_TIME, "",
        "found '', expected time in hours: a number or one with a unit: s, min, h, d");
    refuses(
        PLUME_DIMENSION_POWER, "10  W",
        "found '10  W', expected power in W: a number or one with a unit: mW, W, kW, MW");
    refuses(
        PLUME_DIMENSION_MASS, "kg",
        "found 'kg', expected mass in kg: a number or one with a unit: mg, g, kg, t, lb");
    refuses(
        PLUME_DIMENSION_WORK, "1e308 ZFLOP",
        "found '1e308 ZFLOP', expected work in FLOP: a number or one with a unit: FLOP, "
        "kFLOP, MFLOP, GFLOP, TFLOP, PFLOP, EFLOP, ZFLOP, PF-days");
    ck_assert_str_eq(error.hint, "");
}
END_TEST

START_TEST(capitals_and_commas_get_a_hint)
{
    refuses(PLUME_DIMENSION_ENERGY, "1.2 KWH",
            "found '1.2 KWH', expected energy in kWh: a number or one with a unit: J, "
            "kJ, MJ, "
            "Wh, kWh, MWh, GWh");
    ck_assert_str_eq(error.hint,
                     "units are told apart by their capitals: did you mean kWh?");
    refuses(
        PLUME_DIMENSION_INTENSITY, "1,12 g/kWh",
        "found '1,12 g/kWh', expected intensity in kg/kWh: a number or one with a unit: "
        "g/kWh, kg/kWh, lb/kWh, lb/MWh, t/MWh");
    ck_assert_str_eq(error.hint,
                     "write decimals with a point, and digits without groups");
}
END_TEST

static void shows(plume_dimension dimension, double value, int digits, const char *wanted)
{
    plume_text text;

    plume_text_init(&text);
    plume_quantity_print(&text, dimension, value, digits);
    ck_assert_str_eq(text.data, wanted);
    plume_text_dispose(&text);
}

START_TEST(a_quantity_is_shown_in_the_unit_that_fits)
{
    shows(PLUME_DIMENSION_ENERGY, 10, 3, "10.0 kWh");
    shows(PLUME_DIMENSION_ENERGY, 0.01234, 3, "12.3 Wh");
    shows(PLUME_DIMENSION_ENERGY, 1287000, 3, "1.29 GWh");
    shows(PLUME_DIMENSION_ENERGY, 5e9, 3, "5,000 GWh");
    shows(PLUME_DIMENSION_ENERGY, 1e-9, 2, "0.0000010 Wh");
    shows(PLUME_DIMENSION_ENERGY, 0.012345, 4, "12.35 Wh");
    shows(PLUME_DIMENSION_MASS, 284019, 4, "284.0 t");
    shows(PLUME_DIMENSION_MASS, 0.4, 2, "400 g");
    shows(PLUME_DIMENSION_MASS, -0.0000021, 2, "-2.1 mg");
    shows(PLUME_DIMENSION_TIME, 0.5, 2, "30 min");
    shows(PLUME_DIMENSION_TIME, 0.001, 2, "3.6 s");
    shows(PLUME_DIMENSION_TIME, 100, 3, "100 h");
    shows(PLUME_DIMENSION_POWER, 1500, 2, "1.5 kW");
    shows(PLUME_DIMENSION_RATIO, 1.58, 3, "1.58");
    shows(PLUME_DIMENSION_INTENSITY, 0.432, 3, "0.432 kg/kWh");
    shows(PLUME_DIMENSION_WORK, 3.14e23, 3, "314 ZFLOP");
    shows(PLUME_DIMENSION_ENERGY, 0, 3, "0 kWh");
    shows(PLUME_DIMENSION_ENERGY, NAN, 3, "n/a");
}
END_TEST

START_TEST(rounding_up_may_reach_the_next_unit)
{
    shows(PLUME_DIMENSION_MASS, 999.7, 3, "1.00 t");
    shows(PLUME_DIMENSION_MASS, 999.4, 3, "999 kg");
    shows(PLUME_DIMENSION_TIME, 59.99 / 60, 2, "1.0 h");
}
END_TEST

START_TEST(the_unit_tells_its_scale)
{
    plume_display_unit unit = plume_unit_for(PLUME_DIMENSION_ENERGY, 2500);

    ck_assert_str_eq(unit.name, "MWh");
    ck_assert(unit.per_own == 0.001);
    ck_assert_str_eq(plume_unit_for(PLUME_DIMENSION_MASS, NAN).name, "kg");
    ck_assert_str_eq(plume_unit_for(PLUME_DIMENSION_MASS, 1).name, "kg");
    ck_assert_str_eq(plume_unit_for(PLUME_DIMENSION_MASS, 0.001).name, "g");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_bare_number_is_in_the_librarys_own_unit);
    tcase_add_test(tcase, every_unit_is_converted);
    tcase_add_test(tcase, work_is_read_with_its_prefixes);
    tcase_add_test(tcase, clock_times_are_hours);
    tcase_add_test(tcase, what_is_no_quantity_is_refused_with_what_was_wanted);
    tcase_add_test(tcase, capitals_and_commas_get_a_hint);
    tcase_add_test(tcase, a_quantity_is_shown_in_the_unit_that_fits);
    tcase_add_test(tcase, rounding_up_may_reach_the_next_unit);
    tcase_add_test(tcase, the_unit_tells_its_scale);
}

int main(void)
{
    return test_main("quantity", add);
}
