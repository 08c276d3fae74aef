/* documents/template/mustache.h -- Mustache templates filled from plume_value data.
 *
 * The public specification's comments, delimiters, interpolation, inverted sections,
 * partials (of dynamic names too: {{>*name}} takes the name from the data) and sections.
 * Numbers print at full precision, null as nothing. False are: an unknown name, null,
 * false, an empty list and the empty string; 0 is true, being a known figure. */
#ifndef PLUME_DOCUMENTS_TEMPLATE_MUSTACHE_H
#define PLUME_DOCUMENTS_TEMPLATE_MUSTACHE_H

#include <stdbool.h>

#include <plume/status.h>
#include <plume/text.h>
#include <plume/value.h>

/* Appends text such that the document's language shows it and nothing else happens. */
typedef void (*plume_escaper)(plume_text *out, const char *text);

typedef struct plume_template {
    const char *text; /* terminated */
    const char *path; /* for errors */
    bool prose;       /* its own text is plain language, to be escaped like a value; line
                         ends stay */
    bool trimmed;     /* included inside of a line, it loses its last line end */
} plume_template;

/* Finds the template that {{>name}} names; out->text is NULL when there is none. What it
 * hands out stays until the rendering ends. */
typedef struct plume_partials {
    plume_status (*find)(void *state, const char *name, plume_template *out,
                         plume_error *error);
    void *state;
} plume_partials;

typedef struct plume_rendering {
    const plume_value *data;
    plume_escaper escape;
    plume_partials partials; /* find may be NULL: no partials */
    bool strict; /* a name that is nowhere in the data, and a partial that does not exist,
                    is an error instead of nothing */
} plume_rendering;

/* Appends to out. PLUME_ERR_SYNTAX with its place for an ill-formed template, or for
 * partials that never end; PLUME_ERR_UNKNOWN in strict mode. */
plume_status plume_mustache_render(plume_text *out, const plume_template *template,
                                   const plume_rendering *rendering, plume_error *error);

#endif
