/* Opens datasets when first asked for, and says which year of a figure was taken. */
#include "factors/datasets.h"

#include <stdlib.h>
#include <string.h>

#include "core/input/slurp.h"
#include "factors/embedded.h"
#include <plume/text.h>

enum { VERSION_LONGEST = 64, YEARS_THAT_STAY_CLOSE = 2 };

/* A folder without VERSION is none of ours: said before any dataset fails to open. */
static plume_status read_version(plume_factors *factors, plume_error *error)
{
    plume_text path;
    plume_status status;
    size_t length = 0;

    plume_text_init(&path);
    plume_text_printf(&path, "%s/VERSION", factors->directory);
    status = plume_text_status(&path, error);
    if (status == PLUME_OK)
        status = plume_source_slurp(&factors->version, &length, path.data,
                                    VERSION_LONGEST, error);
    if (status == PLUME_OK)
        factors->version[strcspn(factors->version, "\r\n")] = '\0';
    else if (status == PLUME_ERR_IO)
        plume_hint(error, "'%s' is not the folder of Plume's datasets",
                   factors->directory);
    plume_text_dispose(&path);
    return status;
}

/* Only the version is read; a table is read when it is first asked for, since few
 * commands need more than some of them. */
plume_status plume_factors_open(plume_factors **out, const char *directory,
                                plume_error *error)
{
    plume_factors *factors = calloc(1, sizeof *factors);
    plume_status status;

    *out = NULL;
    if (factors == NULL)
        return plume_fail_memory(error);
    if (directory == NULL) {
        factors->version = strdup(plume_embedded_datasets.version);
        status = factors->version != NULL ? PLUME_OK : plume_fail_memory(error);
    } else {
        factors->directory = strdup(directory);
        status = factors->directory != NULL ? read_version(factors, error)
                                            : plume_fail_memory(error);
    }
    if (status == PLUME_OK)
        *out = factors;
    else
        plume_factors_free(factors);
    return status;
}

void plume_factors_free(plume_factors *factors)
{
    if (factors == NULL)
        return;
    for (size_t i = 0; i < PLUME_DATASET_COUNT; i++)
        plume_dataset_table_free(factors->table[i]);
    plume_device_memory_free(factors->devices);
    plume_two_places_memory_free(factors->two_places);
    free(factors->directory);
    free(factors->version);
    free(factors);
}

const char *plume_factors_version(const plume_factors *factors)
{
    return factors->version;
}

static const plume_dataset *const registered[] = {
#define DATASET(name) &plume_dataset_##name,
#include "factors/datasets.def"
#undef DATASET
};

const plume_dataset *plume_dataset_at(size_t i)
{
    return i < PLUME_DATASET_COUNT ? registered[i] : NULL;
}

/* Callers that look something up may take a failure for "not there": it is kept, and
 * asked for at the end. */
static plume_status load_table(plume_factors *factors, size_t i, plume_error *error)
{
    plume_error failure = { .status = PLUME_OK };
    plume_status status =
        factors->directory == NULL
            ? plume_dataset_table_embedded(&factors->table[i], registered[i], i, &failure)
            : plume_dataset_table_load(&factors->table[i], factors->directory,
                                       registered[i], &failure);

    if (status == PLUME_OK)
        return status;
    if (factors->failure.status == PLUME_OK)
        factors->failure = failure;
    if (error != NULL)
        *error = failure;
    return status;
}

plume_status plume_factors_status(const plume_factors *factors, plume_error *error)
{
    if (factors->failure.status != PLUME_OK && error != NULL)
        *error = factors->failure;
    return factors->failure.status;
}

plume_status plume_factors_table(plume_factors *factors, const plume_dataset *dataset,
                                 const plume_dataset_table **out, plume_error *error)
{
    plume_status status = PLUME_OK;
    size_t i = 0;

    while (i < PLUME_DATASET_COUNT && registered[i] != dataset)
        i++;
    if (i == PLUME_DATASET_COUNT)
        return plume_fail(error, PLUME_ERR_UNKNOWN, "'%s' is not among the datasets",
                          dataset->file);
    if (factors->table[i] == NULL)
        status = load_table(factors, i, error);
    *out = factors->table[i];
    return status;
}

bool plume_year_is_nearer(int year, int than, int wanted)
{
    int distance = abs(year - wanted), other = abs(than - wanted);

    if (wanted == 0)
        return year > than;
    return distance < other || (distance == other && year > than);
}

void plume_note_year(plume_notes *notes, const char *what, int year, int wanted)
{
    if (wanted == 0 || year == wanted)
        return;
    plume_notes_add(
        notes, abs(year - wanted) > YEARS_THAT_STAY_CLOSE ? PLUME_WARNING : PLUME_ASSUMED,
        "factor-year", NULL, 0, "%s is that of %d, the nearest year there is to %d", what,
        year, wanted);
}

/* The hint is pasted into a shell, so only letters and digits of a name go into it. */
void plume_query_letters(char out[PLUME_QUERY_LETTERS + 1], const plume_nearest *nearest)
{
    const char *name = nearest->name[0] != NULL ? nearest->name[0] : "";
    size_t length = 0;

    for (; *name != '\0' && length < PLUME_QUERY_LETTERS; name++) {
        if (*name >= 'A' && *name <= 'Z')
            out[length++] = (char)(*name - 'A' + 'a');
        else if ((*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9'))
            out[length++] = *name;
        else
            break;
    }
    out[length] = '\0';
}

void plume_hint_nearest(plume_error *error, const plume_nearest *nearest,
                        const char *kind)
{
    char letters[PLUME_QUERY_LETTERS + 1];
    plume_text text;

    plume_text_init(&text);
    plume_nearest_print(&text, nearest);
    plume_query_letters(letters, nearest);
    if (text.length == 0 || letters[0] == '\0')
        plume_hint(error, "`plume factors %s` lists what is known", kind);
    else
        plume_hint(error, "%s  `plume factors %s %s` lists the matches", text.data, kind,
                   letters);
    plume_text_dispose(&text);
}
