/* Built for another processor than that of the tests: its vectors mark the bytes that
 * words mark. Stands alone, as the libraries of that processor are not here. */
#include <stdio.h>
#include <string.h>

#include "core/data/csv_marks.h"

enum { BYTES_MOST = 65536 };

static char text[BYTES_MOST + PLUME_CSV_MARKS_PADDING];
static uint16_t fast[BYTES_MOST], slow[BYTES_MOST];
static uint64_t state = 20240513;

static uint64_t random_bits(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return state >> 33;
}

static void fill(int kind, size_t length)
{
    static const char marks[] = ",;|\t\n\r\"\0\x80\x8a\x8d\xa2\x01 ";
    static const char row[] = "2024/03/01 00:00:00.029, 59, 313.13\n";

    for (size_t i = 0; i < length; i++)
        text[i] = kind == 0   ? (char)random_bits()
                  : kind == 1 ? marks[random_bits() % (sizeof marks - 1)]
                              : row[i % (sizeof row - 1)];
}

static int differ(size_t length, char delimiter)
{
    size_t count = plume_csv_marks(fast, text, length, delimiter);

    return count != plume_csv_marks_portable(slow, text, length, delimiter) ||
           memcmp(fast, slow, count * sizeof *fast) != 0;
}

int main(void)
{
    static const char delimiters[] = { ',', '\t', ';', '|' };

    for (int i = 0; i < 3000; i++) {
        size_t length = i % 100 == 0 ? BYTES_MOST : random_bits() % 1001;

        fill(i % 3, length + PLUME_CSV_MARKS_PADDING);
        if (differ(length, delimiters[random_bits() % 4])) {
            fprintf(stderr, "text %d of %zu bytes is marked differently\n", i, length);
            return 1;
        }
    }
    puts("3000 texts are marked the same by vectors and by words");
    return 0;
}
