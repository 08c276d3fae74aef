/* By recursive descent: a sum of products of factors. */
#include "audit/reproduce/expression.h"

#include <stdbool.h>
#include <string.h>

#include "audit/reproduce/printed_inputs.h"

enum { DEPTH_MAX = 16, SHOWN_MAX = 40 };

typedef struct reading {
    const char *text, *at, *inputs;
    int depth;
    plume_error *error;
} reading;

typedef bool operation(plume_rational *out, const plume_rational *a,
                       const plume_rational *b);

static plume_status read_sum(plume_exact_interval *out, reading *from);

static plume_status fail(const reading *from, plume_status status, const char *wanted)
{
    return plume_fail_at(
        from->error, status, NULL, 0, (uint64_t)(from->at - from->text) + 1,
        "formula '%s' has '%.*s', expected %s", from->text, SHOWN_MAX, from->at, wanted);
}

static void skip_blanks(reading *from)
{
    while (*from->at == ' ')
        from->at++;
}

/* --- intervals --- */

static bool holds_zero(const plume_exact_interval *interval)
{
    plume_rational zero;

    plume_rational_set(&zero, 0);
    return plume_rational_compare(&interval->low, &zero) <= 0 &&
           plume_rational_compare(&interval->high, &zero) >= 0;
}

static void widen(plume_exact_interval *out, const plume_rational *corner, bool first)
{
    if (first || plume_rational_compare(corner, &out->low) < 0)
        out->low = *corner;
    if (first || plume_rational_compare(corner, &out->high) > 0)
        out->high = *corner;
}

/* Each of the four is monotonic in either operand where it is defined, so that the
 * extremes lie at the corners. */
static bool combine(plume_exact_interval *out, const plume_exact_interval *other,
                    operation *operate)
{
    const plume_rational *left[] = { &out->low, &out->high };
    const plume_rational *right[] = { &other->low, &other->high };
    plume_exact_interval result;
    plume_rational corner;

    result.summed = out->summed || other->summed || operate == plume_rational_add ||
                    operate == plume_rational_subtract;
    if (!operate(&result.value, &out->value, &other->value))
        return false;
    for (size_t i = 0; i < 4; i++) {
        if (!operate(&corner, left[i / 2], right[i % 2]))
            return false;
        widen(&result, &corner, i == 0);
    }
    *out = result;
    return true;
}

static plume_status apply(plume_exact_interval *out, const plume_exact_interval *other,
                          operation *operate, const reading *from)
{
    if (operate == plume_rational_divide && holds_zero(other))
        return plume_fail(from->error, PLUME_ERR_VALUE,
                          "formula '%s' divides by what may be zero", from->text);
    if (!combine(out, other, operate))
        return plume_fail(from->error, PLUME_ERR_VALUE,
                          "formula '%s' takes more digits than are kept", from->text);
    return PLUME_OK;
}

/* --- factors --- */

static plume_status read_number(plume_exact_interval *out, reading *from)
{
    plume_rational half;
    size_t used;

    if (!plume_rational_read(&out->value, &half, from->at, strlen(from->at), &used))
        return fail(from, PLUME_ERR_SYNTAX, "a number of at most 60 digits");
    out->low = out->high = out->value;
    out->summed = false;
    from->at += used;
    return PLUME_OK;
}

static plume_status read_name(plume_exact_interval *out, reading *from, size_t length)
{
    plume_printed_input input;
    plume_rational half;
    size_t used;

    if (!plume_printed_input_find(&input, from->inputs, from->at, length))
        return fail(from, PLUME_ERR_UNKNOWN, "the name of an input");
    plume_rational_read(&out->value, &half, input.digits, input.digits_length, &used);
    out->low = out->high = out->value;
    out->summed = false;
    from->at += length;
    if (!input.exact && (!plume_rational_subtract(&out->low, &out->value, &half) ||
                         !plume_rational_add(&out->high, &out->value, &half)))
        return fail(from, PLUME_ERR_VALUE, "fewer digits");
    return PLUME_OK;
}

static plume_status read_parenthesis(plume_exact_interval *out, reading *from)
{
    plume_status status;

    if (from->depth == DEPTH_MAX)
        return fail(from, PLUME_ERR_VALUE, "fewer parentheses within each other");
    from->depth++;
    from->at++;
    status = read_sum(out, from);
    from->depth--;
    if (status != PLUME_OK)
        return status;
    if (*from->at != ')')
        return fail(from, PLUME_ERR_SYNTAX, "')' or an operator");
    from->at++;
    return PLUME_OK;
}

static plume_status read_factor(plume_exact_interval *out, reading *from)
{
    size_t length;
    plume_status status;

    skip_blanks(from);
    length = plume_printed_input_name_length(from->at);
    if (length > 0)
        status = read_name(out, from, length);
    else if (*from->at == '(')
        status = read_parenthesis(out, from);
    else if (*from->at >= '0' && *from->at <= '9')
        status = read_number(out, from);
    else
        status = fail(from, PLUME_ERR_SYNTAX, "a number, a name or '('");
    skip_blanks(from);
    return status;
}

static plume_status read_product(plume_exact_interval *out, reading *from)
{
    plume_exact_interval factor;
    plume_status status = read_factor(out, from);

    while (status == PLUME_OK && (*from->at == '*' || *from->at == '/')) {
        operation *operate =
            *from->at++ == '*' ? plume_rational_multiply : plume_rational_divide;

        status = read_factor(&factor, from);
        if (status == PLUME_OK)
            status = apply(out, &factor, operate, from);
    }
    return status;
}

static plume_status read_sum(plume_exact_interval *out, reading *from)
{
    plume_exact_interval term;
    plume_status status = read_product(out, from);

    while (status == PLUME_OK && (*from->at == '+' || *from->at == '-')) {
        operation *operate =
            *from->at++ == '+' ? plume_rational_add : plume_rational_subtract;

        status = read_product(&term, from);
        if (status == PLUME_OK)
            status = apply(out, &term, operate, from);
    }
    return status;
}

plume_status plume_expression_evaluate(plume_exact_interval *out, const char *expression,
                                       const char *inputs, plume_error *error)
{
    reading from = { expression, expression, inputs, 0, error };
    plume_status status = plume_printed_inputs_check(inputs, expression, error);

    if (status == PLUME_OK)
        status = read_sum(out, &from);
    if (status == PLUME_OK && *from.at != '\0')
        status = fail(&from, PLUME_ERR_SYNTAX, "an operator or the end");
    return status;
}
