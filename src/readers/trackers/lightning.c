/* metrics.csv of Lightning's CSVLogger: sparse rows of metrics without any time. */
#include "core/data/csv.h"
#include "core/hash.h"
#include "logs/path.h"
#include "logs/reader.h"

#include <string.h>

#include <plume/text.h>

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "epoch", "step", NULL };
    static const char ending[] = "metrics.csv";
    size_t length = strlen(head->name), ending_length = sizeof ending - 1;

    return length >= ending_length &&
                   strcmp(head->name + length - ending_length, ending) == 0 &&
                   plume_head_has_columns(head, ',', telling)
               ? 60
               : 0;
}

/* All rows, as one number. */
static plume_status digest(plume_log *log, uint64_t *hash, uint64_t *rows,
                           plume_error *error)
{
    plume_csv *csv;
    plume_row row = { NULL, 1, 0, false };
    plume_status status = plume_csv_open(&csv, plume_log_source(log), ',', error);

    if (status != PLUME_OK)
        return status;
    *hash = 4;
    *rows = 0;
    while (status == PLUME_OK && row.count > 0) {
        status = plume_csv_next(csv, &row, error);
        for (size_t i = 0; status == PLUME_OK && i < row.count; i++)
            *hash = plume_hash64(row.field[i].text, row.field[i].length + 1, *hash);
        *rows += status == PLUME_OK && row.count > 0;
    }
    plume_csv_close(csv);
    return status;
}

/* The file holds neither a time nor a name, so the run is known by its folder and,
 * for doubles, by a hash of what is in it. The hours can come from a table of the
 * user's, joined by run_id. */
static plume_status read(plume_log *log, plume_error *error)
{
    plume_text id, study, identity;
    uint64_t hash, rows;
    plume_run run;
    plume_status status = digest(log, &hash, &rows, error);

    if (status != PLUME_OK || rows == 0)
        return status;
    plume_text_init(&id);
    plume_text_init(&study);
    plume_text_init(&identity);
    plume_path_name(&id, plume_log_path(log), 1);
    plume_path_folder(&study, plume_log_path(log), 2);
    plume_text_printf(&identity, "lightning %016llx", (unsigned long long)hash);
    plume_run_init(&run);
    run.id = id.data;
    run.identity = identity.data;
    run.keys.folder = "."; /* its log lies in it */
    if (plume_log_options(log)->study[0] == '\0')
        run.study = study.data;
    run.warnings = "no-time";
    plume_log_note(
        log, PLUME_WARNING, 0, "no-time",
        "Lightning's metrics.csv holds no times: the hours of this run, and so "
        "its energy, are not known; give them in a table with run_id and "
        "hours");
    status = plume_text_status(&id, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 0, error);
    plume_text_dispose(&id);
    plume_text_dispose(&study);
    plume_text_dispose(&identity);
    return status;
}

const plume_reader plume_reader_lightning = {
    .name = "lightning",
    .title = "metrics.csv of Lightning",
    .confidence = confidence,
    .marks = { "metrics.csv" },
    .read = read,
    .timeless = true,
};
