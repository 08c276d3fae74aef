/* documents/model/sections.h -- the sections of a report, in their order. */
#ifndef PLUME_DOCUMENTS_MODEL_SECTIONS_H
#define PLUME_DOCUMENTS_MODEL_SECTIONS_H

#include <stddef.h>

/* The charts that sections show, in reading order; NULL beyond the end. */
const char *plume_section_figure_at(size_t i);
/* The names of the sections, in reading order; NULL beyond the end. */
const char *plume_section_at(size_t i);

#endif
