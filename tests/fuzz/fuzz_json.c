/* JSON of any bytes: what is accepted prints, and its print reads back as the same print.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <plume/value.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    plume_value *value, *back;
    plume_text first, second;
    plume_error error;

    if (plume_json_parse(&value, (const char *)bytes, length, "fuzz.json", NULL,
                         &error) != PLUME_OK) {
        if (error.message[0] == '\0')
            abort();
        return 0;
    }
    plume_text_init(&first);
    plume_text_init(&second);
    plume_json_print(&first, value, length % 2 == 0);
    if (plume_json_parse(&back, first.data, first.length, "print.json", NULL, &error) !=
        PLUME_OK)
        abort();
    plume_json_print(&second, back, length % 2 == 0);
    if (strcmp(first.data, second.data) != 0)
        abort();
    plume_value_free(back);
    plume_value_free(value);
    plume_text_dispose(&first);
    plume_text_dispose(&second);
    return 0;
}
