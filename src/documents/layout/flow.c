/* Cuts the marked-up text into blocks, sets them, and writes the pages with their
 * attachments. */
#include "documents/layout/flow.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "canvas/fonts/missing_glyphs.h"
#include "canvas/pdf/haru_extras.h"
#include "core/input/slurp.h"
#include "documents/layout/blocks.h"
#include "verification/sealed.h"

/* What a paper's appendix can carry: mail and submission sites refuse larger files. */
#define ATTACHMENT_BYTES_MAX ((size_t)16 << 20)

/* --- the blocks of a text --- */

typedef struct reader {
    const char *at, *end;
    uint64_t line;
} reader;

static size_t line_bytes(const char *at, const char *end)
{
    const char *stop = memchr(at, '\n', (size_t)(end - at));

    return stop != NULL ? (size_t)(stop - at) : (size_t)(end - at);
}

static bool is_blank(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
            return false;
    return true;
}

static void next_line(reader *from, size_t length)
{
    from->at += length;
    if (from->at < from->end)
        from->at++;
    from->line++;
}

/* Templates may come with CR LF; the CR belongs to no word. */
static void split_first_line(plume_flow_block *block, const char *from, size_t length)
{
    size_t word = 1;

    while (word < length && from[word] != ' ' && from[word] != '\r')
        word++;
    block->word = from + 1;
    block->word_length = word - 1;
    block->line = from + word;
    block->line_length = length - word;
    if (block->line_length > 0 && block->line[block->line_length - 1] == '\r')
        block->line_length--;
}

/* Blank lines part blocks; line numbers are kept, for messages about a template. */
static bool next_block(reader *from, plume_flow_block *out)
{
    size_t length = 0;
    const char *begin;

    while (from->at < from->end &&
           is_blank(from->at, length = line_bytes(from->at, from->end)))
        next_line(from, length);
    if (from->at == from->end)
        return false;
    memset(out, 0, sizeof *out);
    out->word = out->line = "";
    out->number = from->line;
    begin = from->at;
    if (*begin == '@') {
        split_first_line(out, begin, length);
        next_line(from, length);
        begin = from->at;
    }
    while (from->at < from->end &&
           !is_blank(from->at, length = line_bytes(from->at, from->end)))
        next_line(from, length);
    out->body = begin;
    out->body_length = (size_t)(from->at - begin);
    while (out->body_length > 0 && is_blank(out->body + out->body_length - 1, 1))
        out->body_length--;
    if (out->body_length > 0 && out->body[out->body_length - 1] == '\n')
        out->body_length--;
    return true;
}

/* What fails inside a block knows no line of the text, and is given that of its block;
 * a line that is known already is closer. */
static plume_status set_blocks(plume_flow *flow, const char *text, size_t length,
                               plume_error *error)
{
    reader from = { text, text + length, 1 };
    plume_flow_block block;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && next_block(&from, &block)) {
        status = plume_flow_set(flow, &block, error);
        if (status != PLUME_OK && error != NULL && error->line == 0)
            error->line = block.number;
    }
    return status == PLUME_OK ? plume_flow_end(flow, error) : status;
}

/* --- the document --- */

/* Of a file that cannot be asked, 0: reading it tells why. */
static size_t bytes_of(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 ? (size_t)about.st_size : 0;
}

/* The limit keeps a PDF mailable; the files stand in the folder in any case. */
static plume_status attach(plume_haru *haru, const plume_attachment *attachment,
                           plume_notes *notes, plume_error *error)
{
    char *bytes = NULL;
    size_t length = 0;
    plume_status status;

    if (attachment->path == NULL)
        return PLUME_OK;
    if (bytes_of(attachment->path) > ATTACHMENT_BYTES_MAX) {
        plume_notes_add(notes, PLUME_WARNING, "not-attached", "", 0,
                        "%s has more than 16 MiB and is not attached to the PDF; "
                        "it stands beside it",
                        attachment->name);
        return PLUME_OK;
    }
    status = plume_source_slurp(&bytes, &length, attachment->path, ATTACHMENT_BYTES_MAX,
                                error);
    if (status == PLUME_OK)
        status = plume_haru_attach(haru, attachment->name, bytes, length, error);
    free(bytes);
    return status;
}

static plume_status attach_all(plume_haru *haru, const plume_flow_options *options,
                               plume_notes *notes, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < PLUME_FLOW_ATTACHMENTS && status == PLUME_OK; i++)
        status = attach(haru, &options->attachments[i], notes, error);
    return status;
}

static plume_status compose(plume_flow *flow, const plume_type *type, const char *text,
                            size_t length, const plume_flow_options *options,
                            plume_error *error)
{
    plume_haru_info info = { options->title, options->authors,
                             options->language != NULL ? options->language : "en",
                             options->creation_s };
    plume_status status = plume_haru_new(&flow->haru, type, &info, error);

    if (status != PLUME_OK)
        return status;
    plume_pages_init(&flow->pages, flow->haru);
    status = plume_strips_init(&flow->strips, type, error);
    if (status == PLUME_OK)
        status = plume_strips_init(&flow->references, type, error);
    if (status == PLUME_OK)
        status = set_blocks(flow, text, length, error);
    if (status == PLUME_OK)
        status = plume_pages_finish(
            &flow->pages, options->footer != NULL ? options->footer : "", error);
    if (status == PLUME_OK)
        status = attach_all(flow->haru, options, flow->notes, error);
    return status;
}

/* Which glyphs lack is known when all is set; the PDF is saved only when that could
 * be told. */
plume_status plume_flow_write(plume_output *output, const char *flow, size_t length,
                              const plume_flow_options *options, plume_notes *notes,
                              plume_error *error)
{
    plume_flow document = { .tree = options->tree,
                            .charts = options->charts,
                            .notes = notes };
    plume_type type = { .fonts = NULL };
    plume_status status = plume_fonts_new(&type.fonts, error);

    if (status != PLUME_OK)
        return status;
    status = compose(&document, &type, flow, length, options, error);
    plume_missing_glyphs_note(type.fonts, notes);
    if (status == PLUME_OK)
        status = plume_fonts_status(type.fonts, error);
    if (status == PLUME_OK)
        status = plume_notes_status(notes, error);
    if (status == PLUME_OK && options->pages != NULL)
        *options->pages = plume_haru_page_count(document.haru);
    if (status == PLUME_OK && output != NULL)
        status = plume_sealed_save(
            document.haru, options->code != NULL ? options->code : "", output, error);
    plume_haru_free(document.haru);
    plume_pages_dispose(&document.pages);
    plume_strips_dispose(&document.references);
    plume_strips_dispose(&document.strips);
    plume_fragments_dispose(&document.fragments);
    plume_fonts_free(type.fonts);
    return status;
}
