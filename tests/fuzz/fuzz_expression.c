/* Any bytes as a formula and, behind a newline, its inputs: refused with a reason, or an
 * interval that holds its value. */
#include "audit/reproduce/expression.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(const plume_exact_interval *got)
{
    if (plume_rational_compare(&got->low, &got->value) > 0 ||
        plume_rational_compare(&got->value, &got->high) > 0)
        abort();
    if (plume_rational_is_zero(&got->value) && plume_rational_value(&got->value) != 0.0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = malloc(length + 1), *inputs;
    plume_exact_interval got;
    plume_error error = { 0 };

    if (text == NULL)
        return 0;
    if (length > 0)
        memcpy(text, bytes, length);
    text[length] = '\0';
    inputs = strchr(text, '\n');
    if (inputs != NULL)
        *inputs++ = '\0';
    if (plume_expression_evaluate(&got, text, inputs == NULL ? "" : inputs, &error) ==
        PLUME_OK)
        check(&got);
    else if (error.message[0] == '\0')
        abort();
    free(text);
    return 0;
}
