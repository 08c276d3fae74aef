/* The venues of venues.def. */
#include "documents/report/venues.h"

#include <string.h>

#include <plume/names.h>
#include <plume/report.h>
#include <plume/text.h>

static const plume_venue venues[] = {
#define VENUE(name, title, column_pt, form, ...)                                         \
    { #name, title, column_pt, form, { __VA_ARGS__ } },
#include "documents/report/venues.def"
#undef VENUE
};

enum { VENUES = sizeof venues / sizeof venues[0] };

const char *plume_venue_at(size_t i, const char **title)
{
    if (i >= VENUES)
        return NULL;
    if (title != NULL)
        *title = venues[i].title;
    return venues[i].name;
}

static plume_status unknown(const char *name, const char *path, plume_error *error)
{
    plume_nearest nearest;
    plume_text all, hint;

    plume_text_init(&all);
    plume_text_init(&hint);
    plume_nearest_init(&nearest, name);
    for (size_t i = 0; i < VENUES; i++) {
        plume_nearest_offer(&nearest, venues[i].name);
        plume_text_printf(&all, "%s%s",
                          i == 0            ? ""
                          : i + 1 == VENUES ? " or "
                                            : ", ",
                          venues[i].name);
    }
    plume_fail_at(error, PLUME_ERR_UNKNOWN, path, 0, 0, "unknown venue '%s', expected %s",
                  name, all.data);
    plume_nearest_print(&hint, &nearest);
    plume_hint(error, "%s", hint.data);
    plume_text_dispose(&hint);
    plume_text_dispose(&all);
    return PLUME_ERR_UNKNOWN;
}

plume_status plume_venue_find(const plume_venue **out, const char *name, const char *path,
                              plume_error *error)
{
    *out = NULL;
    for (size_t i = 0; i < VENUES; i++)
        if (plume_name_equal(venues[i].name, name))
            *out = &venues[i];
    return *out == NULL ? unknown(name, path, error) : PLUME_OK;
}

bool plume_venue_is_foreign(const plume_venue *venue, const char *document)
{
    for (size_t i = 0; venue != NULL && i < VENUES; i++)
        if (&venues[i] != venue && venues[i].form != NULL &&
            strcmp(venues[i].form, document) == 0)
            return venue->form == NULL || strcmp(venue->form, document) != 0;
    return false;
}
