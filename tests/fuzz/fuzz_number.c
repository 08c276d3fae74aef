/* Numbers of any bytes: what is accepted equals the C library's answer and reads back
 * from its own print. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <plume/number.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_print(double value)
{
    plume_text text;
    double back;

    plume_text_init(&text);
    if (!plume_number_print(&text, value) ||
        !plume_number_parse(&back, text.data, text.length) ||
        memcmp(&back, &value, sizeof back) != 0)
        abort();
    plume_number_significant(&text, value, 3);
    plume_number_fixed(&text, value, 2);
    plume_text_dispose(&text);
}

static void check_quantities(const char *text, size_t length)
{
    int dimension;
    double value;

    for (dimension = 0; dimension <= (int)PLUME_DIMENSION_WORK; dimension++) {
        plume_status status =
            plume_quantity_parse(&value, (plume_dimension)dimension, text, length, NULL);

        if ((status == PLUME_OK) != (isfinite(value) != 0))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = malloc(length + 1);
    double value, wanted;

    if (text == NULL)
        return 0;
    if (length > 0)
        memcpy(text, bytes, length);
    text[length] = '\0';
    if (plume_number_parse(&value, text, length)) {
        wanted = strtod(text, NULL); /* in the "C" locale, which a fuzzer never leaves */
        if (memcmp(&value, &wanted, sizeof value) != 0)
            abort();
        check_print(value);
    } else if (!isnan(value)) {
        abort();
    }
    check_quantities(text, length);
    free(text);
    return 0;
}
