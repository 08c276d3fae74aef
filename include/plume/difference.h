/* plume/difference.h -- two reports of one study: which runs, which figures, and why. */
#ifndef PLUME_DIFFERENCE_H
#define PLUME_DIFFERENCE_H

#include <stdbool.h>

#include <plume/status.h>
#include <plume/value.h>

PLUME_BEGIN

/* Fills *tree, freed by the caller, with all that differs between the reports in two
 * folders: figures as documents show them beside their raw values. Runs are the same
 * where study, name, run_id and reader are, in the order of the files; where they lay is
 * no difference. The change of the headline (Patterson gross) is parted among IT energy,
 * PUE and intensity by the logarithmic mean Divisia index (Ang 2004), whose parts add up
 * to it. templates: their folder, for the words. */
PLUME_API plume_status plume_difference_build(plume_value **tree, const char *before,
                                              const char *after, const char *templates,
                                              plume_error *error);

/* Whether any run or figure differs. */
PLUME_API bool plume_difference_any(const plume_value *tree);

/* Appends a rendering: "difference/terminal.txt" for a terminal, "difference/line.md" a
 * line for a pull request. */
PLUME_API plume_status plume_difference_render(plume_text *out, const char *templates,
                                               const char *name, const plume_value *tree,
                                               plume_error *error);

/* The same without wording, for machines: schema plume.difference/1. */
PLUME_API plume_status plume_difference_results(plume_value **out,
                                                const plume_value *tree,
                                                plume_error *error);

PLUME_END

#endif
