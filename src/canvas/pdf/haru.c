/* One document of libharu: its error handler notes the first failure, which every call
 * then passes on. */
#include "canvas/pdf/haru.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "canvas/pdf/internal.h"
#include "core/sanitize.h"
#include <plume/time.h>

/* --- the document --- */

/* libharu calls this for every error that it raises; each is also a status that we check.
 */
static void HPDF_STDCALL raised(HPDF_STATUS number, HPDF_STATUS detail, void *user)
{
    (void)number;
    (void)detail;
    (void)user;
}

/* An unknown time is left out: a date of now would differ from one run to the next. */
static HPDF_STATUS set_date(HPDF_Doc document, double creation_s)
{
    plume_text text;
    HPDF_Date date = { 1970, 1, 1, 0, 0, 0, 'Z', 0, 0 };
    HPDF_STATUS status = HPDF_OK;

    if (isnan(creation_s))
        return HPDF_OK;
    plume_text_init(&text);
    plume_time_print(&text, creation_s); /* YYYY-MM-DDTHH:MM:SS */
    if (text.length >= strlen("1970-01-01T00:00:00")) {
        date.year = (HPDF_INT)strtol(text.data, NULL, 10);
        date.month = (HPDF_INT)strtol(text.data + 5, NULL, 10);
        date.day = (HPDF_INT)strtol(text.data + 8, NULL, 10);
        date.hour = (HPDF_INT)strtol(text.data + 11, NULL, 10);
        date.minutes = (HPDF_INT)strtol(text.data + 14, NULL, 10);
        date.seconds = (HPDF_INT)strtol(text.data + 17, NULL, 10);
        status = HPDF_SetInfoDateAttr(document, HPDF_INFO_CREATION_DATE, date);
    }
    plume_text_dispose(&text);
    return status;
}

static HPDF_STATUS set_text(HPDF_Doc document, HPDF_InfoType what, const char *text)
{
    plume_text clean;
    HPDF_STATUS status = HPDF_OK;

    plume_text_init(&clean);
    if (text != NULL)
        plume_sanitize(&clean, text, strlen(text), PLUME_HARU_WORDS_MAX);
    if (plume_text_status(&clean, NULL) != PLUME_OK)
        status = PLUME_HARU_NO_MEMORY;
    else if (clean.length > 0)
        status = HPDF_SetInfoAttr(document, what, clean.data);
    plume_text_dispose(&clean);
    return status;
}

/* What readers show in their title bar, and the language that speech needs. */
static HPDF_STATUS set_catalog(HPDF_Doc document, const char *language)
{
    HPDF_Dict preferences = HPDF_Dict_New(document->mmgr);
    HPDF_STATUS status = HPDF_OK;

    if (preferences == NULL)
        return PLUME_HARU_NO_MEMORY;
    status += HPDF_Dict_Add(document->catalog, "ViewerPreferences", preferences);
    status += HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_TRUE);
    if (language != NULL && *language != '\0')
        status += HPDF_Dict_Add(document->catalog, "Lang",
                                HPDF_String_New(document->mmgr, language, NULL));
    return status;
}

/* Statuses of libharu are summed: each is 0 or an error, and one is enough to fail. */
static HPDF_STATUS begin(plume_haru *haru, const plume_haru_info *info)
{
    HPDF_Doc document = haru->document;
    HPDF_STATUS status = HPDF_OK;

    document->pdf_version = HPDF_VER_17; /* names of attachments in Unicode need it */
    status += HPDF_SetCompressionMode(document, HPDF_COMP_ALL);
    status += HPDF_UseUTFEncodings(document);
    status += HPDF_SetCurrentEncoder(document, "UTF-8");
    haru->encoder = HPDF_GetEncoder(document, "UTF-8");
    if (haru->encoder == NULL)
        return HPDF_GetError(document);
    status += set_text(document, HPDF_INFO_TITLE, info->title);
    status += set_text(document, HPDF_INFO_AUTHOR, info->authors);
    status += set_text(document, HPDF_INFO_CREATOR, "Plume");
    status += set_date(document, info->creation_s);
    status += set_catalog(document, info->language);
    status += plume_haru_begin_tags(haru);
    status += plume_haru_add_xmp(haru, info);
    return status;
}

/* The callback has nothing to do: libharu goes on after an error, and the code of
 * every call is asked. */
plume_status plume_haru_new(plume_haru **out, const plume_type *type,
                            const plume_haru_info *info, plume_error *error)
{
    plume_haru *haru = calloc(1, sizeof *haru);
    plume_status status;

    *out = NULL;
    if (haru == NULL)
        return plume_fail_memory(error);
    haru->type = *type;
    haru->fill = PLUME_COLOUR_NONE;
    haru->document = HPDF_New(raised, NULL);
    if (haru->document == NULL) {
        free(haru);
        return plume_fail_memory(error);
    }
    status = plume_haru_check(haru, begin(haru, info), "a document", error);
    if (status != PLUME_OK)
        plume_haru_free(haru);
    else
        *out = haru;
    return status;
}

void plume_haru_free(plume_haru *haru)
{
    if (haru == NULL)
        return;
    HPDF_Free(haru->document);
    for (size_t i = 0; i < PLUME_HARU_FONTS_MAX; i++)
        free(haru->font[i]);
    plume_typeset_dispose(&haru->line);
    plume_haru_free_jumps(haru);
    free(haru->elements.record);
    free(haru);
}

/* --- pages --- */

size_t plume_haru_page_count(const plume_haru *haru)
{
    return haru->pages;
}

plume_status plume_haru_add_page(plume_haru *haru, double width_pt, double height_pt,
                                 plume_error *error)
{
    HPDF_REAL width, height;
    plume_status status = plume_haru_alive(haru, error);

    if (status == PLUME_OK)
        status = plume_haru_number(haru, width_pt, &width, error);
    if (status == PLUME_OK)
        status = plume_haru_number(haru, height_pt, &height, error);
    if (status != PLUME_OK)
        return status;
    if (plume_haru_check(haru, plume_haru_end_mark(haru), "a page", error) != PLUME_OK)
        return plume_haru_alive(haru, error);
    haru->page = HPDF_AddPage(haru->document);
    if (haru->page == NULL)
        return plume_haru_check(haru, HPDF_GetError(haru->document), "a page", error);
    haru->pages++;
    haru->fill = PLUME_COLOUR_NONE;
    haru->width_pt = width_pt;
    haru->height_pt = height_pt;
    status =
        plume_haru_check(haru, HPDF_Page_SetWidth(haru->page, width), "a page", error);
    if (status != PLUME_OK)
        return status;
    status =
        plume_haru_check(haru, HPDF_Page_SetHeight(haru->page, height), "a page", error);
    if (status != PLUME_OK)
        return status;
    return plume_haru_check(haru, plume_haru_tag_page(haru), "a page", error);
}

plume_status plume_haru_use_page(plume_haru *haru, size_t index, plume_error *error)
{
    plume_status status = plume_haru_alive(haru, error);

    if (status == PLUME_OK)
        status = plume_haru_check(haru, plume_haru_end_mark(haru), "a page", error);
    if (status != PLUME_OK)
        return status;
    haru->page = HPDF_GetPageByIndex(haru->document, (HPDF_UINT)index);
    if (haru->page == NULL)
        return plume_haru_check(haru, HPDF_PAGE_INVALID_INDEX, "a page", error);
    haru->fill = PLUME_COLOUR_NONE;
    haru->width_pt = (double)HPDF_Page_GetWidth(haru->page);
    haru->height_pt = (double)HPDF_Page_GetHeight(haru->page);
    return PLUME_OK;
}
