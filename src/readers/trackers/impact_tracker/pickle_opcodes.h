/* readers/trackers/impact_tracker/pickle_opcodes.h -- what each opcode of a pickle does.
 */
#ifndef PLUME_READERS_IMPACT_TRACKER_PICKLE_OPCODES_H
#define PLUME_READERS_IMPACT_TRACKER_PICKLE_OPCODES_H

#include "readers/trackers/impact_tracker/pickle_machine.h"

extern const plume_pickle_opcode plume_pickle_opcodes[256];

#endif
