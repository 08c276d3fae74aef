/* Cuts "name=figure unit" at its marks; a second "=" says that the figure is exact. */
#include "audit/reproduce/printed_inputs.h"

#include <string.h>

#include "core/ascii.h"
#include "audit/reproduce/rational.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

size_t plume_printed_input_name_length(const char *text)
{
    size_t length = 0;

    if (!is_letter(text[0]))
        return 0;
    while (is_letter(text[length]) || plume_is_digit(text[length]))
        length++;
    return length;
}

static plume_status fail(const char *inputs, const char *at, const char *wanted,
                         plume_error *error)
{
    size_t shown = strcspn(at, ";");

    return plume_fail_at(error, PLUME_ERR_SYNTAX, NULL, 0, (uint64_t)(at - inputs) + 1,
                         "inputs hold '%.*s', expected %s", shown < 40 ? (int)shown : 40,
                         at, wanted);
}

plume_status plume_printed_input_next(plume_printed_input *out, const char **at,
                                      const char *inputs, plume_error *error)
{
    plume_rational value, half;
    size_t used;

    out->name = *at;
    out->name_length = plume_printed_input_name_length(*at);
    *at += out->name_length;
    if (out->name_length == 0 || **at != '=')
        return fail(inputs, out->name, "NAME=FIGURE or NAME==FIGURE", error);
    out->exact = (*at)[1] == '=';
    *at += out->exact ? 2 : 1;
    out->digits = *at;
    out->digits_length = strcspn(*at, ";");
    if (!plume_rational_read(&value, &half, out->digits, out->digits_length, &used) ||
        (used < out->digits_length && out->digits[used] != ' '))
        return fail(inputs, out->digits, "a figure, then a blank and its unit", error);
    *at += out->digits_length;
    if (**at == ';')
        *at += (*at)[1] == ' ' ? 2 : 1;
    return PLUME_OK;
}

static bool is_named(const char *expression, const plume_printed_input *input)
{
    size_t length;

    for (; *expression != '\0'; expression += length > 0 ? length : 1) {
        length = plume_printed_input_name_length(expression);
        if (length == input->name_length && memcmp(expression, input->name, length) == 0)
            return true;
        /* "1e6" is a number: its letter begins no name. */
        if (length == 0 && plume_is_digit(*expression))
            length = strspn(expression, "0123456789.eE");
    }
    return false;
}

bool plume_printed_input_find(plume_printed_input *out, const char *inputs,
                              const char *name, size_t length)
{
    const char *at = inputs;

    while (*at != '\0' && plume_printed_input_next(out, &at, inputs, NULL) == PLUME_OK)
        if (out->name_length == length && memcmp(out->name, name, length) == 0)
            return true;
    return false;
}

plume_status plume_printed_inputs_check(const char *inputs, const char *expression,
                                        plume_error *error)
{
    const char *at = inputs;
    plume_status status = PLUME_OK;
    plume_printed_input input, first;

    while (*at != '\0' && status == PLUME_OK) {
        status = plume_printed_input_next(&input, &at, inputs, error);
        if (status != PLUME_OK)
            break;
        plume_printed_input_find(&first, inputs, input.name, input.name_length);
        if (first.name != input.name)
            status = plume_fail(error, PLUME_ERR_VALUE, "input '%.*s' is listed twice",
                                (int)input.name_length, input.name);
        else if (!is_named(expression, &input))
            status =
                plume_fail(error, PLUME_ERR_VALUE, "input '%.*s' is not in formula '%s'",
                           (int)input.name_length, input.name, expression);
    }
    return status;
}
