/* The .wandb file of Weights & Biases: everything that a run told, record by record, and
 * the small files below it. */
#include <math.h>
#include <string.h>

#include "logs/path.h"
#include "logs/framed/block_log.h"
#include "readers/trackers/wandb/push.h"
#include "readers/trackers/wandb/run.h"

enum { HEAD_BYTES = 7, MARK_BYTES = 4 };

/* ":W&B", a magic number, a version. */
static const unsigned char head_bytes[HEAD_BYTES] = { 0x3a, 0x57, 0x26, 0x42,
                                                      0xe1, 0xbe, 0x00 };

static int confidence(const plume_head *head)
{
    if (head->length == 0) /* killed before anything was written */
        return strncmp(head->name, "run-", 4) == 0 && strstr(head->name, ".wandb") != NULL
                   ? 95
                   : 0;
    return head->length >= MARK_BYTES && memcmp(head->bytes, head_bytes, MARK_BYTES) == 0
               ? 100
               : 0;
}

static void reject(plume_log *log, uint64_t offset, const char *why)
{
    plume_log_reject(log, 0, 0, "damaged-record", "at byte %llu: %s",
                     (unsigned long long)offset, why);
}

static plume_status take(plume_wandb_run *run, const plume_block_record *record,
                         plume_error *error)
{
    bool sound;
    plume_status status;

    switch (record->event) {
    case PLUME_BLOCK_DAMAGED:
        reject(run->log, record->offset, record->why);
        return PLUME_OK;
    case PLUME_BLOCK_CUT:
        plume_log_note(run->log, PLUME_INFO, 0, "cut-record",
                       "the file ends inside a record, at byte %llu: it was still being "
                       "written",
                       (unsigned long long)record->offset);
        return PLUME_OK;
    case PLUME_BLOCK_RECORD:
        status = plume_wandb_run_take(run, record->bytes, &sound, error);
        if (status == PLUME_OK && !sound)
            reject(run->log, record->offset, "its message is damaged");
        return status;
    case PLUME_BLOCK_END:
        break;
    }
    return PLUME_OK;
}

static plume_status read_records(plume_wandb_run *run, plume_error *error)
{
    plume_block_log *blocks;
    plume_block_record record = { .event = PLUME_BLOCK_RECORD };
    plume_status status =
        plume_block_log_open(&blocks, plume_log_source(run->log), HEAD_BYTES, error);

    if (status != PLUME_OK)
        return status;
    while (status == PLUME_OK && record.event != PLUME_BLOCK_END &&
           record.event != PLUME_BLOCK_CUT) {
        status = plume_block_log_next(blocks, &record, error);
        if (status == PLUME_OK)
            status = take(run, &record, error);
    }
    plume_block_log_close(blocks);
    return status;
}

/* Whether anything at all is known of a run. */
static bool is_told(const plume_wandb_run *run)
{
    return run->id.length > 0 || !isnan(run->first_s) || run->about.any;
}

/* offline-run-20261129_222729-q8vpyq8i: its folder tells when a run began that was killed
 * before it wrote a record. */
static bool take_folder(plume_wandb_run *run)
{
    plume_text folder, stamp, id;

    plume_text_init(&folder);
    plume_text_init(&stamp);
    plume_text_init(&id);
    plume_path_folder(&folder, plume_log_path(run->log), 1);
    if (plume_path_run(&stamp, &id, folder.data))
        run->start_s = plume_log_time(run->log, stamp.data, stamp.length);
    plume_text_dispose(&folder);
    plume_text_dispose(&stamp);
    plume_text_dispose(&id);
    return !isnan(run->start_s);
}

static plume_status read(plume_log *log, plume_error *error)
{
    plume_wandb_run run;
    plume_status status = plume_wandb_run_init(&run, log, error);

    run.recorded = true;
    if (status == PLUME_OK)
        status = read_records(&run, error);
    if (status == PLUME_OK)
        status = plume_wandb_about_read(&run.about, log, "files/", "", error);
    if (status == PLUME_OK && (is_told(&run) || take_folder(&run)))
        status = plume_wandb_run_push(&run, error);
    plume_wandb_run_dispose(&run);
    return status;
}

const plume_reader plume_reader_wandb_file = {
    .name = "wandb_file",
    .title = "Weights & Biases .wandb file",
    .confidence = confidence,
    .marks = { ":W&B", ".wandb" },
    .read = read,
    .timeless = true, /* killed before its first record */
};
