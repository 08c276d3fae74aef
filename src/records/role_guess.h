/* records/role_guess.h -- what the name of a run gives away of its role. */
#ifndef PLUME_RECORDS_ROLE_GUESS_H
#define PLUME_RECORDS_ROLE_GUESS_H

#include <plume/run.h>

/* From the words of a name ("tune_rfc", "ablation-no-aug", "hpo/lr"), the first that
 * tells; UNKNOWN when none does. *word is it, of those in role_words.def. A caller that
 * uses the guess says so in a note. */
plume_role plume_role_guess(const char *name, const char **word);

#endif
