/* Writes the datasets of a folder as C, checked: `plume_embed FOLDER FILE`. Part of the
 * build, which runs it once. Equal texts are written once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "factors/datasets.h"
#include "factors/embedded.h"

/* What is linked to write the edition has none itself. */
const plume_embedded plume_embedded_datasets = { NULL, NULL, NULL };

enum { TEXTS_MOST = 1 << 17, SLOTS = 1 << 18 };

typedef struct texts {
    const char *text[TEXTS_MOST];
    uint32_t begin[TEXTS_MOST];
    uint32_t slot[SLOTS]; /* of a hash; number of the text + 1, 0: free */
    uint32_t count, length;
} texts;

static texts all;

/* FNV-1a (Fowler, Noll and Vo 1991). */
static uint32_t hash_of(const char *text)
{
    uint32_t hash = 2166136261u;

    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash;
}

/* Where the text begins; it is remembered when it is new. */
static uint32_t place_of(const char *text)
{
    uint32_t at = hash_of(text) % SLOTS;

    for (; all.slot[at] != 0; at = (at + 1) % SLOTS)
        if (strcmp(all.text[all.slot[at] - 1], text) == 0)
            return all.begin[all.slot[at] - 1];
    if (all.count == TEXTS_MOST) {
        fputs("plume_embed: the datasets have more texts than was thought\n", stderr);
        exit(1);
    }
    all.text[all.count] = text;
    all.begin[all.count] = all.length;
    all.length += (uint32_t)strlen(text) + 1;
    all.slot[at] = ++all.count;
    return all.begin[all.count - 1];
}

static void write_cells(FILE *file, const plume_dataset_table *table, size_t number)
{
    size_t columns = plume_dataset_table_dataset(table)->column_count;
    size_t rows = plume_dataset_table_rows(table);

    fprintf(file, "static const uint32_t cell_%zu[] = {", number);
    for (size_t i = 0; i < rows * columns; i++)
        fprintf(file, "%s%u,", i % 10 == 0 ? "\n" : " ",
                (unsigned)place_of(
                    plume_dataset_table_text(table, i / columns, i % columns)));
    fprintf(file, "%s};\n", rows == 0 ? " 0 " : "\n"); /* an array has an element */
}

/* Three octal digits end an escape whatever follows. */
static void write_texts(FILE *file)
{
    fputs("static const char text[] =\n", file);
    for (uint32_t i = 0; i < all.count; i++) {
        fputc('"', file);
        for (const char *at = all.text[i]; *at != '\0'; at++) {
            unsigned char byte = (unsigned char)*at;

            if (byte < ' ' || byte > '~' || strchr("\"\\?", byte) != NULL)
                fprintf(file, "\\%03o", byte);
            else
                fputc(byte, file);
        }
        fputs("\\000\"\n", file);
    }
    fputs(";\n", file);
}

static int write_all(FILE *file, plume_factors *factors)
{
    plume_error error;

    fputs("/* The datasets as they were when this was built: see datasets/LICENSE. */\n"
          "#include \"factors/embedded.h\"\n"
          "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n",
          file);
    for (size_t i = 0; i < PLUME_DATASET_COUNT; i++) {
        const plume_dataset_table *table;

        if (plume_factors_table(factors, plume_dataset_at(i), &table, &error) !=
            PLUME_OK) {
            fprintf(stderr, "%s:%u: %s\n", error.path, (unsigned)error.line,
                    error.message);
            return 1;
        }
        write_cells(file, table, i);
    }
    write_texts(file);
    fputs("static const plume_embedded_table table[] = {\n", file);
    for (size_t i = 0; i < PLUME_DATASET_COUNT; i++) {
        const plume_dataset_table *table = factors->table[i];

        fprintf(file, "{ %zu, cell_%zu },\n", plume_dataset_table_rows(table), i);
    }
    fprintf(file,
            "};\nconst plume_embedded plume_embedded_datasets = { \"%s\", text, table "
            "};\n",
            plume_factors_version(factors));
    return 0;
}

int main(int argc, char **argv)
{
    plume_factors *factors;
    plume_error error;
    FILE *file;
    int failed;

    if (argc != 3) {
        fputs("usage: plume_embed FOLDER FILE\n", stderr);
        return 2;
    }
    if (plume_factors_open(&factors, argv[1], &error) != PLUME_OK) {
        fprintf(stderr, "%s: %s\n", error.path, error.message);
        return 1;
    }
    file = fopen(argv[2], "w");
    failed = file == NULL ? 1 : write_all(file, factors);
    if (file != NULL && fclose(file) != 0)
        failed = 1;
    if (failed)
        perror(argv[2]);
    plume_factors_free(factors);
    return failed;
}
