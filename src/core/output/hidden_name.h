/* core/output/hidden_name.h -- names of what stands beside a target and is not it:
 * ".<name>.plume-<n>".
 *
 * What is being built has a number below PLUME_HIDDEN_ASIDE. From there on it is a folder
 * that stood under the target's name and was set aside for a moment: it may be the only
 * whole one, so it is put back and never removed for a leftover. */
#ifndef PLUME_CORE_OUTPUT_HIDDEN_NAME_H
#define PLUME_CORE_OUTPUT_HIDDEN_NAME_H

enum { PLUME_HIDDEN_ASIDE = 100 };

/* folder holds target. Freed with free(); NULL: out of memory. */
char *plume_hidden_name(const char *folder, const char *target, int number);

/* The number of a name that has such a form, or -1. */
int plume_hidden_number(const char *name, const char *target);

/* What follows the last slash. Borrowed. */
const char *plume_name_of(const char *path);

#endif
