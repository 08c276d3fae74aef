/* What a PDF holds beside its pages: links, bookmarks, attachments; and how it is saved.
 */
#include "canvas/pdf/haru_extras.h"

#include <hpdf_catalog.h>
#include <hpdf_namedict.h>
#include <hpdf_pages.h>
#include <string.h>

#include "canvas/pdf/haru_jumps.h"
#include "canvas/pdf/internal.h"

enum { URI_BYTES_MAX = 2000, SAVE_BYTES = 65536 };
#define HTTPS                "https://"
#define ATTACHMENT_BYTES_MAX ((size_t)1 << 30)

/* Printable ASCII without blanks, quotes and brackets: what an address is made of once it
 * is encoded, so that nothing in it can mean anything to a reader of PDF. */
bool plume_haru_links_to(const char *uri)
{
    size_t i, length = strlen(uri);

    if (strncmp(uri, HTTPS, strlen(HTTPS)) != 0 || length <= strlen(HTTPS) ||
        length > URI_BYTES_MAX)
        return false;
    for (i = 0; i < length; i++)
        if (uri[i] <= ' ' || uri[i] > '~' || strchr("\"<>\\^`{|}", uri[i]) != NULL)
            return false;
    return true;
}

plume_status plume_haru_link(plume_haru *haru, const plume_haru_area *area,
                             const char *uri, plume_error *error)
{
    HPDF_Rect rectangle;
    HPDF_Annotation link;
    HPDF_STATUS result = HPDF_OK;
    plume_status status = plume_haru_alive(haru, error);

    if (status != PLUME_OK)
        return status;
    if (!plume_haru_links_to(uri))
        return plume_fail(error, PLUME_ERR_VALUE, "'%s' is no plain https address", uri);
    status = plume_haru_rectangle(haru, area, &rectangle, error);
    if (status != PLUME_OK)
        return status;
    link = HPDF_Page_CreateURILinkAnnot(haru->page, rectangle, uri);
    if (link == NULL)
        return plume_haru_check(haru, HPDF_GetError(haru->document), "a link", error);
    result += HPDF_LinkAnnot_SetBorderStyle(link, 0, 0, 0);
    result += plume_haru_tag_link(haru, link, haru->page, haru->elements.used, uri);
    return plume_haru_check(haru, result, "a link", error);
}

plume_status plume_haru_bookmark(plume_haru *haru, const char *title, double y_pt,
                                 plume_error *error)
{
    HPDF_Outline outline;
    HPDF_Destination destination;
    HPDF_Point at = { 0, 0 };
    HPDF_STATUS result = HPDF_OK;
    plume_status status = plume_haru_alive(haru, error);

    if (status == PLUME_OK)
        status = plume_haru_point(haru, 0.0, y_pt, &at, error);
    if (status != PLUME_OK)
        return status;
    outline = HPDF_CreateOutline(haru->document, NULL, title, haru->encoder);
    destination = HPDF_Page_CreateDestination(haru->page);
    if (outline == NULL || destination == NULL)
        return plume_haru_check(haru, HPDF_GetError(haru->document), "a bookmark", error);
    result += HPDF_Destination_SetXYZ(destination, 0, at.y, 1);
    result += plume_haru_keep_zoom(destination);
    result += HPDF_Outline_SetDestination(outline, destination);
    result += HPDF_SetPageMode(haru->document, HPDF_PAGE_MODE_USE_OUTLINE);
    return plume_haru_check(haru, result, "a bookmark", error);
}

/* --- attachments --- */

/* libharu's own call takes a path and writes it into the document; these are the same
 * objects with nothing but a name. */
static HPDF_STATUS file_stream(HPDF_Doc document, const char *bytes, size_t length,
                               HPDF_Dict *out)
{
    HPDF_Dict stream = HPDF_DictStream_New(document->mmgr, document->xref);
    HPDF_Dict parameters = HPDF_Dict_New(document->mmgr);
    HPDF_STATUS status = HPDF_OK;

    if (stream == NULL || parameters == NULL)
        return PLUME_HARU_NO_MEMORY;
    stream->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
    status += HPDF_Dict_AddName(stream, "Type", "EmbeddedFile");
    status += HPDF_Dict_Add(stream, "Params", parameters);
    status += HPDF_Dict_AddNumber(parameters, "Size", (HPDF_INT32)length);
    status +=
        HPDF_Stream_Write(stream->stream, (const HPDF_BYTE *)bytes, (HPDF_UINT)length);
    *out = stream;
    return status;
}

static HPDF_STATUS file_specification(HPDF_Doc document, const char *name,
                                      HPDF_Dict stream, HPDF_Dict *out)
{
    HPDF_MMgr memory = document->mmgr;
    HPDF_Dict file = HPDF_Dict_New(memory), embedded = HPDF_Dict_New(memory);
    HPDF_STATUS status = HPDF_OK;

    if (file == NULL || embedded == NULL)
        return PLUME_HARU_NO_MEMORY;
    status += HPDF_Xref_Add(document->xref, file);
    status += HPDF_Dict_AddName(file, "Type", "Filespec");
    status += HPDF_Dict_Add(file, "F", HPDF_String_New(memory, name, NULL));
    status += HPDF_Dict_Add(file, "UF", HPDF_String_New(memory, name, NULL));
    status += HPDF_Dict_Add(file, "EF", embedded);
    status += HPDF_Dict_Add(embedded, "F", stream);
    *out = file;
    return status;
}

static HPDF_NameTree attachment_tree(HPDF_Doc document)
{
    HPDF_NameDict names = HPDF_Catalog_GetNames(document->catalog);
    HPDF_NameTree tree;

    if (names == NULL) {
        names = HPDF_NameDict_New(document->mmgr, document->xref);
        if (names == NULL || HPDF_Catalog_SetNames(document->catalog, names) != HPDF_OK)
            return NULL;
    }
    tree = HPDF_NameDict_GetNameTree(names, HPDF_NAME_EMBEDDED_FILES);
    if (tree == NULL) {
        tree = HPDF_NameTree_New(document->mmgr, document->xref);
        if (tree == NULL ||
            HPDF_NameDict_SetNameTree(names, HPDF_NAME_EMBEDDED_FILES, tree) != HPDF_OK)
            return NULL;
    }
    return tree;
}

static HPDF_STATUS attach(HPDF_Doc document, const char *name, const char *bytes,
                          size_t length)
{
    HPDF_NameTree tree = attachment_tree(document);
    HPDF_Dict stream = NULL, file = NULL;
    HPDF_STATUS status;

    if (tree == NULL)
        return PLUME_HARU_NO_MEMORY;
    status = file_stream(document, bytes, length, &stream);
    if (status == HPDF_OK)
        status = file_specification(document, name, stream, &file);
    if (status == HPDF_OK)
        status =
            HPDF_NameTree_Add(tree, HPDF_String_New(document->mmgr, name, NULL), file);
    return status;
}

static bool is_plain_name(const char *name)
{
    size_t i;

    for (i = 0; name[i] != '\0'; i++)
        if (name[i] <= ' ' || name[i] > '~' || name[i] == '/' || name[i] == '\\')
            return false;
    return i > 0 && i <= 100 && name[0] != '.';
}

plume_status plume_haru_attach(plume_haru *haru, const char *name, const char *bytes,
                               size_t length, plume_error *error)
{
    plume_status status = plume_haru_alive(haru, error);

    if (status != PLUME_OK)
        return status;
    if (!is_plain_name(name))
        return plume_fail(error, PLUME_ERR_VALUE, "'%s' is no name for an attachment",
                          name);
    if (haru->attachments == PLUME_HARU_ATTACHMENTS_MAX || length > ATTACHMENT_BYTES_MAX)
        return plume_fail(error, PLUME_ERR_VALUE,
                          "'%s' cannot be attached: at most %d files of 1 GiB", name,
                          (int)PLUME_HARU_ATTACHMENTS_MAX);
    haru->attachments++;
    return plume_haru_check(haru, attach(haru->document, name, bytes, length),
                            "an attachment", error);
}

/* --- digests of pages --- */

plume_status plume_haru_content(plume_haru *haru, size_t index, plume_text *out,
                                plume_error *error)
{
    plume_status status = plume_haru_use_page(haru, index, error);
    HPDF_Stream stream;

    if (status != PLUME_OK)
        return status;
    stream = ((HPDF_PageAttr)haru->page->attr)->stream;
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++) {
        HPDF_UINT length = 0;
        const HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr(stream, i, &length);

        plume_text_add_n(out, (const char *)bytes, length);
    }
    return plume_text_status(out, error);
}

plume_status plume_haru_stamp(plume_haru *haru, size_t index, const char *key,
                              const char *value, plume_error *error)
{
    plume_status status = plume_haru_use_page(haru, index, error);
    HPDF_String text;

    if (status != PLUME_OK)
        return status;
    text = HPDF_String_New(haru->document->mmgr, value, NULL);
    return plume_haru_check(
        haru, text == NULL ? PLUME_HARU_NO_MEMORY : HPDF_Dict_Add(haru->page, key, text),
        "a digest", error);
}

/* --- saving --- */

static plume_status copy_out(plume_haru *haru, plume_output *output, plume_error *error)
{
    static const HPDF_STATUS ended = HPDF_STREAM_EOF;
    HPDF_BYTE buffer[SAVE_BYTES];
    plume_status status = PLUME_OK;
    HPDF_STATUS result = HPDF_OK;

    while (status == PLUME_OK && result == HPDF_OK) {
        HPDF_UINT32 length = SAVE_BYTES;

        result = HPDF_ReadFromStream(haru->document, buffer, &length);
        if (result != HPDF_OK && result != ended)
            return plume_haru_check(haru, result, "the document", error);
        if (length > 0)
            status = plume_output_write(output, buffer, length, error);
    }
    return status;
}

plume_status plume_haru_save(plume_haru *haru, plume_output *output, plume_error *error)
{
    plume_status status = plume_haru_alive(haru, error);

    if (status == PLUME_OK)
        status = plume_haru_check(haru, plume_haru_end_mark(haru), "a page", error);
    if (status == PLUME_OK)
        status = plume_haru_finish_jumps(haru, error);
    if (status == PLUME_OK)
        status = plume_haru_finish_fonts(haru, error);
    if (status == PLUME_OK)
        status = plume_haru_check(haru, HPDF_SaveToStream(haru->document), "the document",
                                  error);
    if (status == PLUME_OK)
        status = plume_haru_check(haru, HPDF_ResetStream(haru->document), "the document",
                                  error);
    return status != PLUME_OK ? status : copy_out(haru, output, error);
}
