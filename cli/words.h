/* cli/words.h -- options whose value is one of a few words. */
#ifndef PLUME_CLI_WORDS_H
#define PLUME_CLI_WORDS_H

#include "cli.h"

/* Whether an option of this kind takes words that are known beforehand. */
bool cli_words_are_known(cli_kind kind);

/* Whether word is one of them; else wanted gets what to say of it: ", expected a or b".
 */
bool cli_word_check(cli_kind kind, const char *word, plume_text *wanted);

#endif
