/* The host that an address of a server names. */
#include "core/database/server_host.h"

#include <string.h>

#include "core/ascii.h"

/* Of what stands behind '?'; what is not here may lead elsewhere. */
static bool is_harmless(const char *parameter, size_t length)
{
    static const char *const names[] = { "sslmode=", "connect_timeout=",
                                         "application_name=" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (length >= strlen(names[i]) &&
            strncmp(parameter, names[i], strlen(names[i])) == 0)
            return true;
    return length == 0;
}

static bool has_harmless_parameters(const char *address)
{
    const char *at = strchr(address, '?');

    while (at != NULL) {
        const char *parameter = at + 1;
        size_t length = strcspn(parameter, "&");

        if (!is_harmless(parameter, length))
            return false;
        at = parameter[length] == '&' ? parameter + length : NULL;
    }
    return true;
}

/* user:password@host:port, [::1]:port or nothing. */
bool plume_server_host(plume_text *out, const char *address)
{
    const char *scheme = strstr(address, "://");
    const char *begin = scheme != NULL ? scheme + 3 : address;
    size_t length = strcspn(begin, "/?#");
    const char *at = memchr(begin, '@', length);

    if (!has_harmless_parameters(address) || memchr(begin, ',', length) != NULL)
        return false;
    if (at != NULL) {
        length -= (size_t)(at + 1 - begin);
        begin = at + 1;
    }
    if (memchr(begin, '@', length) != NULL)
        return false;
    if (length > 0 && begin[0] == '[') {
        begin++;
        length = strcspn(begin, "]/?#");
    } else {
        const char *colon = memchr(begin, ':', length);

        length = colon != NULL ? (size_t)(colon - begin) : length;
    }
    for (size_t i = 0; i < length; i++)
        plume_text_add_char(out, plume_lower(begin[i]));
    if (length == 0)
        plume_text_add(out, "localhost");
    return plume_text_status(out, NULL) == PLUME_OK;
}
