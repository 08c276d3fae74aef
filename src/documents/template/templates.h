/* documents/template/templates.h -- the folder of templates.
 *
 * A document stands in the folder itself; the ending of its name picks the escaper. What
 * it includes by {{>name}} is looked for as parts/name with its own ending, and else as
 * sentences/name.txt, which is prose: escaped as a whole. A name with a folder of its
 * own, "sections/search", is looked for with the document's ending, and else as prose
 * with .txt. Either loses its last line end when it stands inside of a line, so that a
 * sentence may be part of another.
 *
 * A tree with a "language" (any but "" and "en") is written from the folder of that name
 * inside, as far as it has a file; else from the folder itself. */
#ifndef PLUME_DOCUMENTS_TEMPLATE_TEMPLATES_H
#define PLUME_DOCUMENTS_TEMPLATE_TEMPLATES_H

#include <plume/status.h>
#include <plume/text.h>
#include <plume/value.h>

/* Appends the document of that name, filled from tree. A name that the tree lacks is an
 * error with its place in the template. */
plume_status plume_templates_render(plume_text *out, const char *folder, const char *name,
                                    const plume_value *tree, plume_error *error);

#endif
