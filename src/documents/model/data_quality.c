/* What was read: every input, the conservation of its records, and its digest. */
#include <stdlib.h>
#include <string.h>

#include "core/sha256.h"
#include "documents/wording/display.h"
#include "documents/model/input_rows.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

enum {
    INPUTS_SHOWN = 12,
    DIGESTS_SHOWN = 5,
    DIGEST_GROUP = 8,
    PIECE = 24,
    BESIDE_DIGEST = 18 /* characters that a line has room for */
};

static bool is_listed(const plume_intake *intake, size_t i)
{
    const plume_input *input = plume_intake_at(intake, i);

    return input->verdict == PLUME_INPUT_READ || input->verdict == PLUME_INPUT_REFUSED;
}

/* The digest in groups, which a narrow column can break. */
static void set_groups(plume_value *map, const char *key, const char *sha256)
{
    plume_text text;

    plume_text_init(&text);
    for (size_t i = 0; sha256[i] != '\0'; i++) {
        if (i > 0 && i % DIGEST_GROUP == 0)
            plume_text_add_char(&text, ' ');
        plume_text_add_char(&text, sha256[i]);
    }
    plume_value_set_string(map, key, text.data);
    plume_text_dispose(&text);
}

static void set_digest(plume_value *map, const char *sha256)
{
    plume_value_set_string(map, "sha256", sha256);
    set_groups(map, "sha256_groups", sha256);
}

/* A path in pieces, behind each of which a line may end. */
static void set_pieces(plume_value *item, const char *path)
{
    plume_value *pieces = plume_value_set_list(item, "pieces");

    while (*path != '\0') {
        size_t length = strcspn(path, "/_-.");
        plume_text piece;

        length += path[length] != '\0';
        if (length > PIECE) {
            length = PIECE;
            while (length > 1 && (path[length] & 0xC0) == 0x80)
                length--;
        }
        plume_text_init(&piece);
        plume_text_add_n(&piece, path, length);
        plume_value_set_string(pieces, NULL, piece.data);
        plume_text_dispose(&piece);
        path += length;
    }
}

/* "a78d391f c4b5538c ... 86f1823c": one input's digest, or that of all digests in the
 * order of the inputs, each as its 64 characters. */
static void set_footprint(const plume_tree_context *context, plume_value *map)
{
    const plume_intake *intake = context->data->intake;
    plume_sha256 *sha;
    char all[65] = "";
    const char *one = "", *shown;
    uint64_t count = 0;
    plume_text text;

    (void)plume_sha256_new(&sha, NULL); /* without it there is no digest to print */
    for (size_t i = 0; sha != NULL && i < plume_intake_count(intake); i++) {
        const plume_input *input = plume_intake_at(intake, i);

        if (*input->sha256 == '\0')
            continue;
        one = input->sha256;
        plume_sha256_add(sha, one, strlen(one));
        count++;
    }
    if (sha != NULL)
        plume_sha256_end(sha, all);
    plume_sha256_free(sha);
    shown = count == 1 ? one : all;
    plume_text_init(&text);
    if (*shown != '\0')
        plume_text_printf(&text, "%.8s %.8s \xE2\x80\xA6 %s", shown, shown + 8,
                          shown + 56);
    plume_value_set_string(map, "digest", text.data);
    set_groups(map, "digest_all_groups", all);
    plume_value_set_string(map, "digest_all", all);
    plume_value_set_bool(map, "digest_of_one", count == 1);
    plume_display_count(map, "hashed", count, context->data->words);
    plume_text_dispose(&text);
}

/* The series of hours, which hold no runs and are in no count. */
static void set_series(const plume_tree_context *context, plume_value *map)
{
    plume_hourly hourly;
    bool used = plume_ledger_hourly(context->data->ledger, &hourly);
    const plume_series *const series[] = { hourly.series,
                                           context->data->study->carbon_free };
    plume_value *list = plume_value_set_list(map, "series");

    for (size_t i = 0; used && i < sizeof series / sizeof *series; i++) {
        plume_value *item;

        if (series[i] == NULL)
            continue;
        item = plume_value_set_map(list, NULL);
        plume_tree_line(item, "path", plume_series_path(series[i]));
        set_pieces(item, plume_value_string(plume_value_get(item, "path")));
        set_digest(item, plume_series_sha256(series[i]));
    }
}

/* What the authors state, as a file of its own. */
static void set_stated(const plume_tree_context *context, plume_value *map)
{
    const char *sha256 = context->data->study->sha256;

    if (*sha256 == '\0')
        plume_value_set_null(map, "stated");
    else
        set_digest(plume_value_set_map(map, "stated"), sha256);
}

/* All inputs that were recognised. Of files that are no logs nothing is said, not even
 * how many there are: what lies beside logs is no matter of the study. */
static void set_inputs(const plume_tree_context *context)
{
    const plume_intake *intake = context->data->intake;
    plume_words *words = context->data->words;
    plume_value *map = plume_value_set_map(context->root, "inputs");
    plume_value *list = plume_value_set_list(map, "list");
    uint64_t counts[PLUME_INPUT_REFUSED + 1] = { 0 }, shown = 0, left = 0;

    for (size_t i = 0; i < plume_intake_count(intake); i++) {
        const plume_input *input = plume_intake_at(intake, i);
        plume_value *item;

        counts[input->verdict]++;
        if (input->verdict == PLUME_INPUT_NOT_A_LOG ||
            input->verdict == PLUME_INPUT_REPEATED)
            continue;
        if (shown == DIGESTS_SHOWN) {
            left++;
            continue;
        }
        shown++;
        item = plume_value_set_map(list, NULL);
        plume_tree_line(item, "path", input->path);
        plume_value_set_bool(item, "long", strlen(input->path) > BESIDE_DIGEST);
        set_pieces(item, plume_value_string(plume_value_get(item, "path")));
        plume_value_set_string(item, "format", input->reader);
        plume_value_set_bool(item, "refused", input->verdict == PLUME_INPUT_REFUSED);
        plume_tree_line(item, "reason", input->reason);
        set_digest(item, input->sha256);
    }
    set_series(context, map);
    set_footprint(context, map);
    plume_display_count(map, "left", left, words);
    set_stated(context, map);
    plume_display_count(map, "read", counts[PLUME_INPUT_READ], words);
    plume_display_count(map, "refused", counts[PLUME_INPUT_REFUSED], words);
    plume_display_count(map, "repeated", counts[PLUME_INPUT_REPEATED], words);
}

static void print_counts(plume_report_table *sheet, const plume_records *records)
{
    const uint64_t counts[] = { records->read,       records->used,
                                records->superseded, records->duplicate,
                                records->told_again, records->rejected };

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        plume_text cell;

        plume_text_init(&cell);
        plume_number_fixed(&cell, (double)counts[i], 0);
        plume_report_table_cell(sheet, cell.data);
        plume_text_dispose(&cell);
    }
}

/* What has no row of its own, so that the columns still add up to what was read. */
typedef struct hidden_inputs {
    plume_records sums;
    uint64_t count;
    const char *reader; /* of all of them; "": of several */
} hidden_inputs;

static void hide(hidden_inputs *hidden, const plume_input_row *row,
                 const plume_records *sums)
{
    bool same = hidden->count == 0 || strcmp(hidden->reader, row->reader) == 0;

    plume_records_add(&hidden->sums, sums);
    hidden->count += row->inputs;
    hidden->reader = same ? row->reader : "";
}

static void print_others(const plume_tree_context *context, plume_report_table *sheet,
                         const hidden_inputs *hidden, bool all)
{
    plume_text name;

    plume_text_init(&name);
    plume_number_fixed(&name, (double)hidden->count, 0);
    plume_text_printf(
        &name, " %s",
        plume_word(context->data->words, "quality", all ? "files" : "others"));
    plume_report_table_row(sheet, false);
    plume_report_table_cell(sheet, name.data);
    plume_report_table_cell(sheet, hidden->reader);
    print_counts(sheet, &hidden->sums);
    plume_text_dispose(&name);
}

static plume_report_table begin_table(const plume_tree_context *context)
{
    static const char *const heads[] = { "read",      "used",       "superseded",
                                         "duplicate", "told_again", "rejected" };
    plume_words *words = context->data->words;
    plume_report_table sheet = plume_report_table_new(context->tables, "quality");

    plume_report_table_column(&sheet, plume_word(words, "quality", "input"), "", false);
    plume_report_table_column(&sheet, plume_word(words, "quality", "format"), "", false);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        plume_report_table_column(&sheet, plume_word(words, "quality", heads[i]), "",
                                  true);
    return sheet;
}

/* Whether a row says nothing that the sum of such rows does not say. */
static bool is_plain(const plume_records *records)
{
    return records->used == records->read;
}

/* A search leaves thousands of files: then those whose records were all used are one row,
 * and what is beyond the length of the table is with them. */
static void print_rows(const plume_tree_context *context, plume_report_table *sheet,
                       const plume_input_rows *rows, const plume_records *sums)
{
    hidden_inputs hidden = { .reader = "" };
    bool many = rows->count > INPUTS_SHOWN;
    size_t shown = 0;

    for (size_t i = 0; i < rows->count; i++) {
        if (many && (shown == INPUTS_SHOWN || is_plain(&sums[i]))) {
            hide(&hidden, &rows->row[i], &sums[i]);
            continue;
        }
        plume_input_row_begin(sheet, &rows->row[i]);
        print_counts(sheet, &sums[i]);
        shown++;
    }
    if (hidden.count > 0)
        print_others(context, sheet, &hidden, shown == 0);
}

static void set_table(const plume_tree_context *context)
{
    const plume_intake *intake = context->data->intake;
    plume_records all = plume_intake_records(intake), *sums;
    plume_report_table sheet = begin_table(context);
    plume_input_rows rows;
    plume_status status = plume_input_rows_of(&rows, intake, is_listed, context->error);

    sums = calloc(rows.count + 1, sizeof *sums);
    if (status == PLUME_OK && sums == NULL)
        status = plume_fail_memory(context->error);
    for (size_t i = 0; status == PLUME_OK && i < plume_intake_count(intake); i++)
        if (rows.row_of[i] != SIZE_MAX)
            plume_records_add(&sums[rows.row_of[i]],
                              &plume_intake_at(intake, i)->records);
    if (status == PLUME_OK)
        print_rows(context, &sheet, &rows, sums);
    else
        *context->failed = status;
    plume_report_table_row(&sheet, true);
    plume_report_table_cell(&sheet, plume_word(context->data->words, "quality", "total"));
    plume_report_table_cell(&sheet, "");
    print_counts(&sheet, &all);
    free(sums);
    plume_input_rows_dispose(&rows);
}

/* Every record that was read ends in exactly one of the other counts; whether they
 * balance is told, not assumed. */
void plume_tree_quality(const plume_tree_context *context)
{
    plume_records all = plume_intake_records(context->data->intake);
    plume_words *words = context->data->words;
    plume_value *records = plume_value_set_map(context->root, "records");

    plume_display_count(records, "read", all.read, words);
    plume_display_count(records, "used", all.used, words);
    plume_display_count(records, "superseded", all.superseded, words);
    plume_display_count(records, "duplicate", all.duplicate, words);
    plume_display_count(records, "told_again", all.told_again, words);
    plume_display_count(records, "rejected", all.rejected, words);
    plume_value_set_bool(records, "balance", plume_records_balance(&all));
    set_inputs(context);
    set_table(context);
}
