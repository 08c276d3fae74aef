/* Names of hosts: lists with brackets, and what of a name counts. */
#include "traces/host_names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DIGITS "0123456789"

enum { HOSTS_MAX = 1 << 20 };

typedef struct part {
    const char *text;
    size_t length;
} part;

/* The next name of a list, which may have brackets; commas inside of them are its own. */
static bool next_of(part *out, const char **list)
{
    const char *at = *list + strspn(*list, ", \t");
    size_t length = 0;
    bool open = false;

    for (; at[length] != '\0' && (open || strchr(", \t", at[length]) == NULL); length++)
        open = (open || at[length] == '[') && at[length] != ']';
    *list = at + length;
    *out = (part){ at, length };
    return length > 0;
}

static bool is_address(part name)
{
    for (size_t i = 0; i < name.length; i++)
        if (strchr(DIGITS ".", name.text[i]) == NULL)
            return false;
    return name.length > 0;
}

/* Without port and domain. */
static part plain(part name)
{
    const char *port = memchr(name.text, ':', name.length);
    const char *dot;

    if (port != NULL &&
        memchr(port + 1, ':', name.length - 1 - (size_t)(port - name.text)) == NULL)
        name.length = (size_t)(port - name.text);
    dot = memchr(name.text, '.', name.length);
    if (dot != NULL && dot > name.text && !is_address(name))
        name.length = (size_t)(dot - name.text);
    return name;
}

/* --- ranges --- */

typedef struct range {
    unsigned long from, to;
    size_t digits; /* of the first */
} range;

/* "01-04" keeps its leading zeros: digits tells how many. */
static bool next_range(range *out, const char **at, const char *end)
{
    char *behind;

    while (*at < end && **at == ',')
        (*at)++;
    if (*at >= end || strchr(DIGITS, **at) == NULL)
        return false;
    out->from = out->to = strtoul(*at, &behind, 10);
    out->digits = (size_t)(behind - *at);
    if (*behind == '-' && behind + 1 < end && strchr(DIGITS, behind[1]) != NULL)
        out->to = strtoul(behind + 1, &behind, 10);
    *at = behind;
    return true;
}

static const char *closing(const char *open, const char *end)
{
    return memchr(open, ']', (size_t)(end - open));
}

/* "rack[1-2]node[1-8]" is the product of its ranges, within a bound: the text is a
 * stranger's. */
static size_t count_of(part name)
{
    const char *end = name.text + name.length;
    size_t product = 1;

    for (const char *at = name.text; at < end && *at != '\0'; at++) {
        const char *close = *at == '[' ? closing(at, end) : NULL;
        unsigned long sum = 0;
        range each;

        if (close == NULL)
            continue;
        for (at++; next_range(&each, &at, close);)
            sum += each.to >= each.from ? each.to - each.from + 1 : 0;
        if (sum > 0 && sum < HOSTS_MAX && product * sum < HOSTS_MAX)
            product *= sum;
        at = close;
    }
    return product;
}

size_t plume_hosts_count(const char *list)
{
    size_t count = 0;
    part name;

    while (next_of(&name, &list))
        count += count_of(plain(name));
    return count;
}

/* --- one of them --- */

/* The i-th number of a bracket. */
static void print_number(plume_text *out, const char *at, const char *close, size_t i)
{
    range each;

    while (next_range(&each, &at, close)) {
        size_t count = each.to >= each.from ? each.to - each.from + 1 : 0;

        if (i < count) {
            plume_text_printf(out, "%0*lu", (int)each.digits,
                              each.from + (unsigned long)i);
            return;
        }
        i -= count;
    }
}

static size_t numbers_of(const char *at, const char *close)
{
    size_t sum = 0;
    range each;

    while (next_range(&each, &at, close))
        sum += each.to >= each.from ? each.to - each.from + 1 : 0;
    return sum;
}

/* The last bracket turns fastest. */
static void print_name(plume_text *out, part name, size_t i)
{
    const char *end = name.text + name.length;
    size_t left = count_of(name);

    for (const char *at = name.text; at < end; at++) {
        const char *close = *at == '[' ? closing(at, end) : NULL;
        size_t count = close != NULL ? numbers_of(at + 1, close) : 0;

        if (count == 0 || count > left) {
            plume_text_add_char(out, *at >= 'A' && *at <= 'Z' ? (char)(*at + ('a' - 'A'))
                                                              : *at);
            continue;
        }
        left /= count;
        print_number(out, at + 1, close, i / left);
        i %= left;
        at = close;
    }
}

void plume_hosts_name(const char *list, size_t i, plume_text *out)
{
    part name;

    plume_text_clear(out);
    while (next_of(&name, &list)) {
        size_t count = count_of(plain(name));

        if (i < count) {
            print_name(out, plain(name), i);
            return;
        }
        i -= count;
    }
}

/* --- matching --- */

static bool matches(part pattern, part host);

static part behind(part whole, size_t length)
{
    return (part){ whole.text + length, whole.length - length };
}

/* The pattern begins with a bracket. */
static bool matches_range(part pattern, part host)
{
    const char *end = pattern.text + pattern.length, *close = closing(pattern.text, end);
    const char *at = pattern.text + 1;
    size_t run = 0;
    range each;

    if (close == NULL)
        return false;
    while (run < host.length && run < 18 && strchr(DIGITS, host.text[run]) != NULL)
        run++;
    while (run > 0 && next_range(&each, &at, close)) {
        unsigned long number = strtoul(host.text, NULL, 10);

        if (run >= each.digits && number >= each.from && number <= each.to &&
            matches(behind(pattern, (size_t)(close + 1 - pattern.text)),
                    behind(host, run)))
            return true;
    }
    return false;
}

static bool matches(part pattern, part host)
{
    while (pattern.length > 0 && pattern.text[0] != '[') {
        if (host.length == 0 || strncasecmp(pattern.text, host.text, 1) != 0)
            return false;
        pattern = behind(pattern, 1);
        host = behind(host, 1);
    }
    return pattern.length == 0 ? host.length == 0 : matches_range(pattern, host);
}

bool plume_hosts_have(const char *list, const char *host)
{
    part wanted = plain((part){ host, strlen(host) }), name;

    while (wanted.length > 0 && next_of(&name, &list))
        if (matches(plain(name), wanted))
            return true;
    return false;
}

static bool any_of(const char *list, const char *others)
{
    part wanted, name;

    while (next_of(&wanted, &others)) {
        const char *at = list;

        while (next_of(&name, &at))
            if (matches(plain(name), plain(wanted)))
                return true;
    }
    return false;
}

bool plume_hosts_meet(const char *list, const char *other)
{
    return any_of(list, other) || any_of(other, list);
}
