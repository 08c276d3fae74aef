/* Expressions over printed figures: values, intervals, and every refusal. */
#include "support/support.h"

#include "audit/reproduce/expression.h"

static plume_error error;

static void ck_prints(const plume_rational *value, const char *wanted)
{
    plume_text text;

    plume_text_init(&text);
    plume_rational_print(&text, value, 12);
    ck_assert_str_eq(text.data, wanted);
    plume_text_dispose(&text);
}

static const struct {
    const char *formula, *inputs, *value, *low, *high;
} worked[] = {
    { "a + b * c", "a==1; b==2; c==3", "7", "7", "7" },
    { "(a+b)*c", "a==1; b==2; c==3", "9", "9", "9" },
    { "a - b - c", "a==10; b==2; c==3", "5", "5", "5" },
    { "a / b / 2", "a==10; b==4", "1.25", "1.25", "1.25" },
    { "a * 1e3", "a=2 kWh", "2000", "1500", "2500" },
    { "a - b", "a=2.0 t; b=1.0 t", "1", "0.9", "1.1" },
    { "a / b", "a==9; b=2.0", "4.5", "4.39024390244", "4.61538461538" },
    { "(a - b) * c", "a==1; b==3; c=2", "-4", "-5", "-3" },
    { "hours * power / 1000", "hours=79.2 h; power==12041.51 W", "953.687592",
      "953.0855165", "954.2896675" },
};

START_TEST(values_and_intervals_are_those_worked_by_hand)
{
    plume_exact_interval got;

    ck_ok(plume_expression_evaluate(&got, worked[_i].formula, worked[_i].inputs, &error),
          error);
    ck_prints(&got.value, worked[_i].value);
    ck_prints(&got.low, worked[_i].low);
    ck_prints(&got.high, worked[_i].high);
}
END_TEST

static const struct {
    const char *formula, *inputs;
    plume_status status;
    uint64_t column;
    const char *message;
} refused[] = {
    { "a +", "a=1", PLUME_ERR_SYNTAX, 4,
      "formula 'a +' has '', expected a number, a name or '('" },
    { "(a", "a=1", PLUME_ERR_SYNTAX, 3,
      "formula '(a' has '', expected ')' or an operator" },
    { "a)", "a=1", PLUME_ERR_SYNTAX, 2,
      "formula 'a)' has ')', expected an operator or the end" },
    { "a * hors", "a=1", PLUME_ERR_UNKNOWN, 5,
      "formula 'a * hors' has 'hors', expected the name of an input" },
    { "a + 1e99", "a=1", PLUME_ERR_SYNTAX, 5,
      "formula 'a + 1e99' has '1e99', expected a number of at most 60 digits" },
    { "a / b", "a=1; b=0.0", PLUME_ERR_VALUE, 0,
      "formula 'a / b' divides by what may be zero" },
    { "1 / (a - a)", "a==1", PLUME_ERR_VALUE, 0,
      "formula '1 / (a - a)' divides by what may be zero" },
    { "a", "a=1; a=2", PLUME_ERR_VALUE, 0, "input 'a' is listed twice" },
    { "a * 1e6", "a=1; e6=2", PLUME_ERR_VALUE, 0,
      "input 'e6' is not in formula 'a * 1e6'" },
    { "a", "a=x", PLUME_ERR_SYNTAX, 3,
      "inputs hold 'x', expected a figure, then a blank and its unit" },
    { "a", "a=5h", PLUME_ERR_SYNTAX, 3,
      "inputs hold '5h', expected a figure, then a blank and its unit" },
    { "a", "a=1; =2", PLUME_ERR_SYNTAX, 6,
      "inputs hold '=2', expected NAME=FIGURE or NAME==FIGURE" },
    { "((((((((((((((((( a", "a=1", PLUME_ERR_VALUE, 17,
      "formula '((((((((((((((((( a' has '( a', expected fewer parentheses within each "
      "other" },
    { "a*a*a*a*a*a*a*a*a*a*a*a", "a==1e50", PLUME_ERR_VALUE, 0,
      "formula 'a*a*a*a*a*a*a*a*a*a*a*a' takes more digits than are kept" },
};

START_TEST(what_cannot_be_computed_is_refused_with_its_reason)
{
    plume_exact_interval got;
    plume_error why = { 0 };
    plume_status status =
        plume_expression_evaluate(&got, refused[_i].formula, refused[_i].inputs, &why);

    ck_assert_str_eq(why.message, refused[_i].message);
    ck_assert_int_eq(status, refused[_i].status);
    ck_assert_uint_eq(why.column, refused[_i].column);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, values_and_intervals_are_those_worked_by_hand, 0,
                        (int)(sizeof worked / sizeof *worked));
    tcase_add_loop_test(tcase, what_cannot_be_computed_is_refused_with_its_reason, 0,
                        (int)(sizeof refused / sizeof *refused));
}

int main(void)
{
    return test_main("expression", add_tests);
}
