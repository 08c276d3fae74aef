/* Compares names of devices part by part: UUID, bus id, index, host. */
#include "traces/device_names.h"

#include "traces/host_names.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define BLANKS " \t"
#define DIGITS "0123456789"

enum { HOSTS_BYTES = 1024 };

/* --- lists --- */

/* What stands before a colon is a host, unless the colon belongs to a word such as
 * "cuda:0". */
static void split_host(plume_device_name *name)
{
    static const char *const kinds[] = { "cuda", "gpu", "hip", "xpu", "tpu" };
    const char *colon = memchr(name->text, ':', name->length);
    size_t before, after;

    if (colon == NULL)
        return;
    before = (size_t)(colon - name->text);
    after = name->length - before - 1;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strlen(kinds[i]) == before &&
            strncasecmp(kinds[i], name->text, before) == 0) {
            name->text = colon + 1;
            name->length = after;
            return;
        }
    if (before == 0 || after == 0)
        return;
    name->host = name->text;
    name->host_length = before;
    name->text = colon + 1;
    name->length = after;
}

bool plume_device_names_next(plume_device_name *out, const char **list)
{
    const char *at = *list + strspn(*list, BLANKS ",");
    size_t length = strcspn(at, ",");

    *list = at + length;
    while (length > 0 && strchr(BLANKS, at[length - 1]) != NULL)
        length--;
    *out = (plume_device_name){ .text = at, .length = length };
    split_host(out);
    return length > 0;
}

/* --- what a word is --- */

typedef struct word {
    const char *text;
    size_t length;
} word;

static bool same_word(word a, word b)
{
    return a.length == b.length && strncasecmp(a.text, b.text, a.length) == 0;
}

static bool has_prefix(word w)
{
    return w.length > 4 &&
           (strncasecmp(w.text, "GPU-", 4) == 0 || strncasecmp(w.text, "MIG-", 4) == 0);
}

/* NVML writes "GPU-" before it; what programs hand on may be the bare one of 36 letters.
 */
static bool is_bare_uuid(word w)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    if (w.length != sizeof form - 1)
        return false;
    for (size_t i = 0; i < w.length; i++)
        if (form[i] == 'x' ? strchr("0123456789abcdefABCDEF", w.text[i]) == NULL
                           : w.text[i] != form[i])
            return false;
    return true;
}

static bool is_uuid(word w)
{
    return has_prefix(w) || is_bare_uuid(w);
}

static word without_prefix(word w)
{
    return has_prefix(w) ? (word){ w.text + 4, w.length - 4 } : w;
}

static bool same_uuid(word a, word b)
{
    return same_word(without_prefix(a), without_prefix(b));
}

/* "3", "gpu3", "card3", "gpu=3", "gpu3_power_w": the digits; else nothing. */
static word place_of(word w)
{
    static const char *const before[] = { "gpu", "card", "device", "accelerator" };
    word place = w;
    size_t digits;

    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t length = strlen(before[i]);

        if (w.length > length && strncasecmp(w.text, before[i], length) == 0) {
            place = (word){ w.text + length, w.length - length };
            break;
        }
    }
    if (place.length > 1 && strchr("=_:", place.text[0]) != NULL)
        place = (word){ place.text + 1, place.length - 1 };
    digits = strspn(place.text, DIGITS);
    if (digits >= place.length)
        digits = place.length;
    else if (place.text[digits] != '_')
        digits = 0;
    while (digits > 1 && place.text[0] == '0') {
        place.text++;
        digits--;
    }
    return (word){ place.text, digits };
}

void plume_device_add_uuid(plume_text *out, const char *text, size_t length)
{
    if (is_bare_uuid((word){ text, length }))
        plume_text_add(out, "GPU-");
    plume_text_add_n(out, text, length);
}

/* --- matching --- */

/* What a trace's name of a device consists of. */
typedef struct parts {
    word place, uuid, host; /* length 0: not there */
} parts;

/* "node1 GPU-5f1c 0": a UUID by its shape, a place by its number, and the first other
 * word is the host. */
static void take_parts(parts *found, const char *id)
{
    for (id += strspn(id, BLANKS); *id != '\0'; id += strspn(id, BLANKS)) {
        word w = { id, strcspn(id, BLANKS) };
        word place = place_of(w);

        id += w.length;
        if (is_uuid(w))
            found->uuid = w;
        else if (place.length > 0)
            found->place = place;
        else if (found->host.length == 0 && memchr(w.text, '=', w.length) == NULL)
            found->host = w;
    }
}

static parts parts_of(const plume_power_label *device)
{
    parts found = { { "", 0 }, { "", 0 }, { "", 0 } };
    word key = { device->key, strlen(device->key) };

    take_parts(&found, device->id);
    if (is_uuid(key))
        found.uuid = key;
    if (device->host[0] != '\0')
        found.host = (word){ device->host, strlen(device->host) };
    return found;
}

/* A run may be on several hosts. */
static bool is_elsewhere(word run, word device)
{
    char list[HOSTS_BYTES], host[HOSTS_BYTES];

    if (run.length == 0 || device.length == 0 || run.length >= sizeof list ||
        device.length >= sizeof host)
        return false;
    snprintf(list, sizeof list, "%.*s", (int)run.length, run.text);
    snprintf(host, sizeof host, "%.*s", (int)device.length, device.text);
    return !plume_hosts_meet(list, host);
}

static word host_of(const plume_device_name *name, const char *host)
{
    if (name->host != NULL)
        return (word){ name->host, name->host_length };
    return (word){ host, strlen(host) };
}

/* A UUID is one device on every host; an index is one only together with its host. */
bool plume_device_names_key(plume_text *out, const plume_device_name *name,
                            const char *host)
{
    word whole = { name->text, name->length }, place = place_of(whole);
    word on = host_of(name, host);

    if (is_uuid(whole)) {
        plume_device_add_uuid(out, whole.text, whole.length);
        return true;
    }
    if (on.length == 0)
        return false;
    plume_text_add_n(out, on.text, on.length);
    plume_text_add_char(out, ' ');
    if (place.length > 0)
        whole = place;
    plume_text_add_n(out, whole.text, whole.length);
    return true;
}

/* The bus id of "00000000:07:00.0" and "n1 00000000:07:00.0" is behind the last blank. */
static bool is_whole_name(word wanted, const plume_power_label *device)
{
    const char *bus = strrchr(device->key, ' ');

    bus = bus != NULL ? bus + 1 : device->key;
    return same_word(wanted, (word){ device->id, strlen(device->id) }) ||
           (wanted.length > 0 && same_word(wanted, (word){ bus, strlen(bus) }));
}

/* Three answers: an index against a UUID can be compared by nobody, and must not
 * count as different. */
plume_device_match plume_device_names_match(const plume_device_name *name,
                                            const char *host,
                                            const plume_power_label *device)
{
    parts of = parts_of(device);
    word wanted = { name->text, name->length }, place = place_of(wanted);
    bool elsewhere = is_elsewhere(host_of(name, host), of.host);

    if (is_whole_name(wanted, device) && (is_uuid(wanted) || !elsewhere))
        return PLUME_DEVICE_SAME;
    if (is_uuid(wanted)) {
        if (of.uuid.length == 0)
            return PLUME_DEVICE_INCOMPARABLE;
        wanted = without_prefix(wanted);
        of.uuid = without_prefix(of.uuid);
        return wanted.length <= of.uuid.length &&
                       strncasecmp(wanted.text, of.uuid.text, wanted.length) == 0
                   ? PLUME_DEVICE_SAME
                   : PLUME_DEVICE_OTHER;
    }
    if (place.length == 0 || of.place.length == 0)
        return PLUME_DEVICE_INCOMPARABLE;
    return same_word(place, of.place) && !elsewhere ? PLUME_DEVICE_SAME
                                                    : PLUME_DEVICE_OTHER;
}

/* "n1 00000000:07:00.0": what stands behind the host. */
static word bus_of(const plume_power_label *device)
{
    const char *bus = strrchr(device->key, ' ');

    bus = bus != NULL ? bus + 1 : device->key;
    return (word){ bus, strlen(bus) };
}

plume_device_match plume_device_labels_match(const plume_power_label *left,
                                             const plume_power_label *right)
{
    parts a = parts_of(left), b = parts_of(right);
    word one = a.uuid, other = b.uuid;

    if (one.length == 0 || other.length == 0) {
        one = is_uuid(bus_of(left)) ? a.uuid : bus_of(left);
        other = is_uuid(bus_of(right)) ? b.uuid : bus_of(right);
        if (is_uuid(one) != is_uuid(other))
            one.length = 0;
    }
    if (one.length == 0 || other.length == 0) {
        one = a.place;
        other = b.place;
    }
    if (one.length > 0 && other.length > 0)
        return same_uuid(one, other) ? PLUME_DEVICE_SAME : PLUME_DEVICE_OTHER;
    return strcmp(left->id, right->id) == 0 ? PLUME_DEVICE_SAME
                                            : PLUME_DEVICE_INCOMPARABLE;
}
