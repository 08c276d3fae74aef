/* YAML of any bytes: what is accepted prints as JSON that reads; every node knows its
 * line. */
#include <stdint.h>
#include <stdlib.h>

#include <plume/value.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_lines(const plume_value *value)
{
    size_t i;

    for (i = 0; i < plume_value_count(value); i++) {
        if (plume_value_line(plume_value_at(value, i)) < plume_value_line(value))
            abort();
        check_lines(plume_value_at(value, i));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    plume_value *value, *back;
    plume_text text;
    plume_error error;

    if (plume_yaml_parse(&value, (const char *)bytes, length, "fuzz.yaml", &error) !=
        PLUME_OK) {
        if (error.message[0] == '\0')
            abort();
        return 0;
    }
    check_lines(value);
    plume_text_init(&text);
    plume_json_print(&text, value, true);
    if (plume_json_parse(&back, text.data, text.length, "print.json", NULL, &error) !=
        PLUME_OK)
        abort();
    plume_value_free(back);
    plume_value_free(value);
    plume_text_dispose(&text);
    return 0;
}
