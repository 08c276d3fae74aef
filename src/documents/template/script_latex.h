/* documents/template/script_latex.h -- letters that no command of LaTeX prints in every
 * engine. */
#ifndef PLUME_DOCUMENTS_TEMPLATE_SCRIPT_LATEX_H
#define PLUME_DOCUMENTS_TEMPLATE_SCRIPT_LATEX_H

#include <stdbool.h>
#include <stdint.h>

#include <plume/text.h>

/* Appends \plumescript with count letters: as they are for xelatex and lualatex, in Latin
 * letters for pdflatex. All of it is ASCII. */
void plume_script_latex_add(plume_text *out, const uint32_t *letters, size_t count);

/* Puts the definition of \plumescript in front of a text that uses it; whether it did. */
bool plume_script_latex_define(plume_text *text);

#endif
