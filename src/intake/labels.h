/* intake/labels.h -- what a file is called in what is published. */
#ifndef PLUME_INTAKE_LABELS_H
#define PLUME_INTAKE_LABELS_H

#include "intake/internal.h"

/* Finds where the label of each path that was named begins. */
plume_status plume_labels_find(plume_intake *intake, plume_error *error);

/* What path, which that named path led to, is called: a part of it. */
const char *plume_label_of(const plume_given_path *named, const char *path);
/* The label of the file that is met next: that part, the whole path, or a number, as the
 * intake was told. NULL: out of memory. */
const char *plume_label_new(plume_intake *intake, size_t named, const char *path);

#endif
