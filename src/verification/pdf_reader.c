/* A PDF as libqpdf reads it: pages, strings and attached files, each failure told. */
#include "verification/pdf_reader.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

/* --- libqpdf --- */

typedef struct _qpdf_data *qpdf_data;
typedef struct _qpdf_error *qpdf_error;
typedef unsigned int qpdf_oh;

enum { QPDF_ERRORS = 1 << 1, QPDF_TRUE = 1, qpdf_dl_generalized = 1 };

#define CALL(type, name, parameters) static type(*name) parameters;
#include "verification/qpdf_calls.def"
#undef CALL

static const struct symbol {
    const char *name;
    void *call; /* address of the pointer to it */
} symbols[] = {
#define CALL(type, name, parameters) { #name, &name },
#include "verification/qpdf_calls.def"
#undef CALL
};

static void *open_library(void)
{
    static const char *const names[] = { "libqpdf.so.29",    "libqpdf.so.30",
                                         "libqpdf.so.28",    "libqpdf.so",
                                         "libqpdf.30.dylib", "libqpdf.dylib" };
    void *library = NULL;

    for (size_t i = 0; i < sizeof names / sizeof *names && library == NULL; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

/* Once; what was opened stays open. */
static plume_status open_calls(plume_error *error)
{
    static void *library;
    bool all = true;

    if (library != NULL)
        return PLUME_OK;
    library = open_library();
    for (size_t i = 0; library != NULL && i < sizeof symbols / sizeof *symbols; i++) {
        void *found = dlsym(library, symbols[i].name);

        memcpy(symbols[i].call, &found, sizeof found);
        all = all && found != NULL;
    }
    if (library != NULL && all)
        return PLUME_OK;
    library = NULL;
    plume_fail(error, PLUME_ERR_IO, "a PDF is read by libqpdf, which is not installed");
    plume_hint(error, "on Debian and Ubuntu: apt install qpdf");
    return PLUME_ERR_IO;
}

struct plume_pdf {
    qpdf_data data;
};

enum { NAME_TREE_DEPTH_MAX = 32 };

/* libqpdf keeps its errors until they are asked for; the first one is told. */
static plume_status failed(plume_pdf *pdf, const char *what, plume_error *error)
{
    const char *why = "it is damaged";

    if (qpdf_has_error(pdf->data))
        why = qpdf_get_error_message_detail(pdf->data, qpdf_get_error(pdf->data));
    return plume_fail(error, PLUME_ERR_SYNTAX, "%s cannot be read: %s", what, why);
}

static plume_status settled(plume_pdf *pdf, const char *what, plume_error *error)
{
    return qpdf_has_error(pdf->data) ? failed(pdf, what, error) : PLUME_OK;
}

plume_status plume_pdf_open(plume_pdf **out, const char *path, plume_error *error)
{
    plume_pdf *pdf;
    plume_status status = open_calls(error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    pdf = calloc(1, sizeof *pdf);
    if (pdf == NULL)
        return plume_fail_memory(error);
    pdf->data = qpdf_init();
    if (pdf->data == NULL) {
        free(pdf);
        return plume_fail_memory(error);
    }
    qpdf_silence_errors(pdf->data);
    qpdf_set_suppress_warnings(pdf->data, QPDF_TRUE);
    if ((qpdf_read(pdf->data, path, NULL) & QPDF_ERRORS) != 0) {
        status = failed(pdf, "the PDF", error);
        plume_pdf_close(pdf);
        return status;
    }
    *out = pdf;
    return PLUME_OK;
}

void plume_pdf_close(plume_pdf *pdf)
{
    if (pdf == NULL)
        return;
    qpdf_cleanup(&pdf->data);
    free(pdf);
}

size_t plume_pdf_pages(plume_pdf *pdf)
{
    int count = qpdf_get_num_pages(pdf->data);

    return count > 0 ? (size_t)count : 0;
}

/* --- streams and strings --- */

static void take_bytes(plume_text *out, unsigned char *bytes, size_t length)
{
    plume_text_add_n(out, (const char *)bytes, length);
    free(bytes);
}

plume_status plume_pdf_content(plume_pdf *pdf, size_t page, plume_text *out,
                               plume_error *error)
{
    unsigned char *bytes = NULL;
    size_t length = 0;
    qpdf_oh found = qpdf_get_page_n(pdf->data, page);

    if (qpdf_oh_get_page_content_data(pdf->data, found, &bytes, &length) & QPDF_ERRORS)
        return failed(pdf, "a page", error);
    take_bytes(out, bytes, length);
    return plume_text_status(out, error);
}

static plume_status add_string(plume_pdf *pdf, qpdf_oh map, const char *key,
                               plume_text *out, plume_error *error)
{
    qpdf_oh value = qpdf_oh_get_key_if_dict(pdf->data, map, key);

    if (qpdf_oh_is_string(pdf->data, value))
        plume_text_add(out, qpdf_oh_get_utf8_value(pdf->data, value));
    return plume_text_status(out, error);
}

plume_status plume_pdf_mark(plume_pdf *pdf, size_t page, const char *key, plume_text *out,
                            plume_error *error)
{
    plume_status status =
        add_string(pdf, qpdf_get_page_n(pdf->data, page), key, out, error);

    return status == PLUME_OK ? settled(pdf, "a page", error) : status;
}

plume_status plume_pdf_info(plume_pdf *pdf, const char *key, plume_text *out,
                            plume_error *error)
{
    qpdf_oh trailer = qpdf_get_trailer(pdf->data);
    qpdf_oh info = qpdf_oh_get_key_if_dict(pdf->data, trailer, "/Info");
    plume_status status = add_string(pdf, info, key, out, error);

    return status == PLUME_OK ? settled(pdf, "the information", error) : status;
}

/* --- attached files --- */

static bool is_named(plume_pdf *pdf, qpdf_oh string, const char *name)
{
    return qpdf_oh_is_string(pdf->data, string) &&
           strcmp(qpdf_oh_get_utf8_value(pdf->data, string), name) == 0;
}

/* The specification under name in a name tree (ISO 32000-1, 7.9.6), or 0. A tree that is
 * deeper than any that is sound holds nothing. */
static qpdf_oh look_up(plume_pdf *pdf, qpdf_oh node, const char *name, int depth)
{
    qpdf_oh names = qpdf_oh_get_key_if_dict(pdf->data, node, "/Names");
    qpdf_oh kids = qpdf_oh_get_key_if_dict(pdf->data, node, "/Kids"), found = 0;
    int count;

    if (depth > NAME_TREE_DEPTH_MAX)
        return 0;
    count = qpdf_oh_is_array(pdf->data, names)
                ? qpdf_oh_get_array_n_items(pdf->data, names)
                : 0;
    for (int i = 0; i + 1 < count; i += 2)
        if (is_named(pdf, qpdf_oh_get_array_item(pdf->data, names, i), name))
            return qpdf_oh_get_array_item(pdf->data, names, i + 1);
    count = qpdf_oh_is_array(pdf->data, kids) ? qpdf_oh_get_array_n_items(pdf->data, kids)
                                              : 0;
    for (int i = 0; i < count && found == 0; i++)
        found = look_up(pdf, qpdf_oh_get_array_item(pdf->data, kids, i), name, depth + 1);
    return found;
}

static qpdf_oh below(plume_pdf *pdf, qpdf_oh map, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        map = qpdf_oh_get_key_if_dict(pdf->data, map, keys[i]);
    return map;
}

plume_status plume_pdf_attached(plume_pdf *pdf, const char *name, bool *found,
                                plume_text *out, plume_error *error)
{
    static const char *const tree[] = { "/Names", "/EmbeddedFiles" };
    static const char *const file[] = { "/EF", "/F" };
    unsigned char *bytes = NULL;
    size_t length = 0;
    qpdf_oh specification =
        look_up(pdf, below(pdf, qpdf_get_root(pdf->data), tree, 2), name, 0);
    qpdf_oh stream = specification != 0 ? below(pdf, specification, file, 2) : 0;

    *found = stream != 0 && qpdf_oh_is_stream(pdf->data, stream);
    if (!*found)
        return settled(pdf, "the attached files", error);
    if (qpdf_oh_get_stream_data(pdf->data, stream, qpdf_dl_generalized, NULL, &bytes,
                                &length) &
        QPDF_ERRORS)
        return failed(pdf, name, error);
    take_bytes(out, bytes, length);
    return plume_text_status(out, error);
}
