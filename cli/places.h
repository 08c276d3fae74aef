/* cli/places.h -- the place of a run by what its log names, found once for many runs. */
#ifndef PLUME_CLI_PLACES_H
#define PLUME_CLI_PLACES_H

#include "cli.h"

typedef struct cli_places cli_places;

cli_places *cli_places_new(plume_factors *factors); /* NULL: out of memory */
void cli_places_free(cli_places *places);

/* plume_place_finder, of a cli_places. */
const char *cli_place_of(void *state, const plume_run *run);

#endif
