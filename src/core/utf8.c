/* Decodes and encodes UTF-8, and asks utf8proc how many columns a character takes. */
#include "core/utf8.h"

#include <utf8proc.h>

size_t plume_utf8_next(int32_t *character, const char *text, size_t length)
{
    utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)text,
                                             (utf8proc_ssize_t)length, character);

    return used < 1 ? 0 : (size_t)used;
}

size_t plume_utf8_put(char bytes[PLUME_UTF8_BYTES_MAX], int32_t character)
{
    if (!utf8proc_codepoint_valid(character))
        return 0;
    return (size_t)utf8proc_encode_char(character, (utf8proc_uint8_t *)bytes);
}

int plume_utf8_columns(int32_t character)
{
    return utf8proc_charwidth(character);
}

bool plume_utf8_is_blank(int32_t character)
{
    return utf8proc_category(character) == UTF8PROC_CATEGORY_ZS;
}

char *plume_utf8_composed(const char *text)
{
    return (char *)utf8proc_NFC((const utf8proc_uint8_t *)text);
}
