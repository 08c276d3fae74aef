/* cli/score_sheet.h -- the twenty points of a reviewer, of the report in a folder. */
#ifndef PLUME_CLI_SCORE_SHEET_H
#define PLUME_CLI_SCORE_SHEET_H

#include "verdict.h"

/* One line a point, where it is answered or what would answer it. least 0: none is
 * demanded. */
enum { CLI_SCORE_POINTS = 20 };
plume_status cli_put_score(plume_text *out, const char *folder, size_t least,
                           cli_verdict *verdict, plume_error *error);

#endif
