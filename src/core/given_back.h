/* core/given_back.h -- memory that was freed and is not wanted again soon. */
#ifndef PLUME_CORE_GIVEN_BACK_H
#define PLUME_CORE_GIVEN_BACK_H

/* After much was freed and before as much is asked for in another shape: an allocator may
 * keep pages that it cannot use. Costs a look at each free piece. */
void plume_memory_give_back(void);

#endif
