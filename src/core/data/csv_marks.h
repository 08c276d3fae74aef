/* core/data/csv_marks.h -- where the bytes of a table are that mean something.
 *
 * The one place with instructions of a certain processor: 64 bytes at a time by AVX2 or
 * NEON, where the processor has them, else eight by eight. All give the same marks. */
#ifndef PLUME_CORE_DATA_CSV_MARKS_H
#define PLUME_CORE_DATA_CSV_MARKS_H

#include <stddef.h>
#include <stdint.h>

/* Behind the bytes so many more must be readable, whatever they hold. */
enum { PLUME_CSV_MARKS_PADDING = 64 };

/* The places of all delimiters, ends of lines, quotes and NULs, in their order; how many
 * they are. At most 65536 bytes; out has room for as many places. */
size_t plume_csv_marks(uint16_t *out, const char *bytes, size_t length, char delimiter);

/* The same without vectors. */
size_t plume_csv_marks_portable(uint16_t *out, const char *bytes, size_t length,
                                char delimiter);

#endif
