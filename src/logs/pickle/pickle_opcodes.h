/* logs/pickle/pickle_opcodes.h -- what each opcode of a pickle does.
 */
#ifndef PLUME_LOGS_PICKLE_PICKLE_OPCODES_H
#define PLUME_LOGS_PICKLE_PICKLE_OPCODES_H

#include "logs/pickle/pickle_machine.h"

extern const plume_pickle_opcode plume_pickle_opcodes[256];

#endif
