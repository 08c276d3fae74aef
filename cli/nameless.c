/* cli/nameless.c -- whether the folder of a report names anybody. */
#include "nameless.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEPTH_MOST = 3, TOLD_MOST = 10, SHOWN = 60 };

typedef struct search {
    const char *path; /* of the file at hand */
    uint64_t files, found;
} search;

static void tell(search *own, uint64_t line, const char *what, const char *text,
                 size_t length)
{
    if (own->found++ >= TOLD_MOST)
        return;
    fprintf(stderr, "%s:", own->path);
    if (line > 0)
        fprintf(stderr, "%llu:", (unsigned long long)line);
    fprintf(stderr, " %s", what);
    if (length > 0)
        fprintf(stderr, ": %.*s", (int)(length < SHOWN ? length : SHOWN), text);
    fputc('\n', stderr);
}

static bool is_of_address(char c)
{
    return isalnum((unsigned char)c) || strchr("._%+-", c) != NULL;
}

/* "name@host.tld" around the sign; its length, or 0. */
static size_t address_at(const char *line, const char *sign, const char **begin)
{
    const char *end = sign + 1, *dot = NULL;

    *begin = sign;
    while (*begin > line && is_of_address((*begin)[-1]))
        --*begin;
    for (; *end != '\0' && is_of_address(*end); end++)
        if (*end == '.' && isalpha((unsigned char)end[1]) &&
            isalpha((unsigned char)end[2]))
            dot = end;
    return *begin < sign && dot != NULL && dot > sign + 1 ? (size_t)(end - *begin) : 0;
}

static void search_line(search *own, const char *line, uint64_t number)
{
    static const char *const homes[] = { "/home/", "/Users/", "\\Users\\" };

    for (const char *sign = strchr(line, '@'); sign != NULL;
         sign = strchr(sign + 1, '@')) {
        const char *begin;
        size_t length = address_at(line, sign, &begin);

        if (length > 0)
            tell(own, number, "an address of mail", begin, length);
    }
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
        const char *home = strstr(line, homes[i]);

        if (home != NULL && isalnum((unsigned char)home[strlen(homes[i])]))
            tell(own, number, "somebody's home", home, strcspn(home, " ,;\"'"));
    }
}

static bool ends_in(const char *path, const char *ending)
{
    size_t length = strlen(path), size = strlen(ending);

    return length >= size && strcmp(path + length - size, ending) == 0;
}

/* The cell of a column by its number, without looking into quotes: hosts stand in none.
 */
static void search_runs(search *own, const char *line, uint64_t number, size_t *column)
{
    const char *cell = line;

    if (number == 1) {
        *column = SIZE_MAX;
        for (size_t at = 0; cell != NULL; at++) {
            if (strncmp(cell, "host,", strlen("host,")) == 0)
                *column = at;
            cell = strchr(cell, ',');
            cell = cell != NULL ? cell + 1 : NULL;
        }
        return;
    }
    for (size_t at = 0; cell != NULL && *column != SIZE_MAX; at++) {
        size_t length = strcspn(cell, ",\n");

        if (at == *column && length > 0 && strncmp(cell, "host-", strlen("host-")) != 0)
            tell(own, number, "a machine by its name", cell, length);
        if (at == *column)
            return;
        cell += length;
        cell = *cell == ',' ? cell + 1 : NULL;
    }
}

static plume_status search_file(search *own, plume_error *error)
{
    FILE *file = fopen(own->path, "rb");
    bool runs = ends_in(own->path, "/runs.csv");
    bool pdf = ends_in(own->path, ".pdf");
    char *line = NULL;
    size_t capacity = 0, column = SIZE_MAX;

    if (file == NULL)
        return plume_fail_at(error, PLUME_ERR_IO, own->path, 0, 0, "cannot be read: %s",
                             strerror(errno));
    own->files++;
    for (uint64_t number = 1; getline(&line, &capacity, file) >= 0; number++) {
        if (pdf && strstr(line, "/Author") != NULL)
            tell(own, 0, "its metadata has an author", "", 0);
        else if (!pdf)
            search_line(own, line, number);
        if (runs)
            search_runs(own, line, number, &column);
    }
    free(line);
    fclose(file);
    return PLUME_OK;
}

static plume_status search_folder(search *own, const char *folder, int depth,
                                  plume_error *error);

static plume_status search_entry(search *own, const char *path, int depth,
                                 plume_error *error)
{
    struct stat found;

    if (stat(path, &found) != 0)
        return PLUME_OK;
    if (S_ISDIR(found.st_mode) && depth < DEPTH_MOST)
        return search_folder(own, path, depth + 1, error);
    own->path = path;
    return S_ISREG(found.st_mode) ? search_file(own, error) : PLUME_OK;
}

static plume_status search_folder(search *own, const char *folder, int depth,
                                  plume_error *error)
{
    plume_status status = PLUME_OK;
    struct dirent **entry;
    int count = scandir(folder, &entry, NULL, alphasort);

    if (count < 0)
        return plume_fail_at(error, PLUME_ERR_IO, folder, 0, 0, "cannot be read: %s",
                             strerror(errno));
    for (int i = 0; i < count; i++) {
        plume_text path;

        plume_text_init(&path);
        plume_text_printf(&path, "%s/%s", folder, entry[i]->d_name);
        if (status == PLUME_OK && entry[i]->d_name[0] != '.')
            status = search_entry(own, path.data, depth, error);
        plume_text_dispose(&path);
        free(entry[i]);
    }
    free(entry);
    return status;
}

static void put_found(plume_text *out, const search *own, cli_verdict *verdict)
{
    size_t from = cli_verdict_demand(verdict);

    if (own->found == 0) {
        plume_text_add(&verdict->clauses, "names nobody");
        plume_text_printf(out, "names: none found in %llu files\n",
                          (unsigned long long)own->files);
        return;
    }
    plume_text_printf(&verdict->clauses, "names somebody, in %llu place%s",
                      (unsigned long long)own->found, own->found == 1 ? "" : "s");
    plume_text_printf(out,
                      "names: %llu found; `plume report --anonymous` leaves them out\n",
                      (unsigned long long)own->found);
    cli_verdict_fail(verdict, from);
}

plume_status cli_check_nameless(plume_text *out, const char *folder, cli_verdict *verdict,
                                plume_error *error)
{
    search own = { .path = folder };
    plume_status status = search_folder(&own, folder, 0, error);

    if (status == PLUME_OK && own.found > TOLD_MOST)
        fprintf(stderr, "and %llu more\n", (unsigned long long)(own.found - TOLD_MOST));
    if (status == PLUME_OK)
        put_found(out, &own, verdict);
    return status;
}
