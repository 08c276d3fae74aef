/* Marks what is drawn as content of elements, and writes their tree and the map from
 * marks back to it. */
#include "canvas/pdf/haru_tags.h"

#include <hpdf_pages.h>
#include <stdlib.h>

#include "canvas/pdf/internal.h"

/* ISO 32000-1, 14.8.4: the standard structure types. */
static const char *const types[] = {
    [PLUME_TAG_TITLE] = "H1",      [PLUME_TAG_SECTION] = "H2",
    [PLUME_TAG_PARAGRAPH] = "P",   [PLUME_TAG_TABLE] = "Table",
    [PLUME_TAG_ROW] = "TR",        [PLUME_TAG_HEAD_CELL] = "TH",
    [PLUME_TAG_CELL] = "TD",       [PLUME_TAG_GROUP] = "Div",
    [PLUME_TAG_FIGURE] = "Figure", [PLUME_TAG_CAPTION] = "Caption",
    [PLUME_TAG_LINK] = "Link",
};

/* --- elements --- */

static plume_haru_element_record *add_record(plume_haru *haru)
{
    plume_haru_elements *all = &haru->elements;

    if (all->count == all->capacity) {
        size_t capacity = all->capacity == 0 ? 256 : 2 * all->capacity;
        plume_haru_element_record *larger =
            realloc(all->record, capacity * sizeof *larger);

        if (larger == NULL)
            return NULL;
        all->record = larger;
        all->capacity = capacity;
    }
    return &all->record[all->count++];
}

/* A head cell heads its column. */
static HPDF_STATUS add_scope(HPDF_Doc document, HPDF_Dict element)
{
    HPDF_Dict attributes = HPDF_Dict_New(document->mmgr);
    HPDF_STATUS status = HPDF_OK;

    if (attributes == NULL)
        return PLUME_HARU_NO_MEMORY;
    status += HPDF_Dict_Add(element, "A", attributes);
    status += HPDF_Dict_AddName(attributes, "O", "Table");
    status += HPDF_Dict_AddName(attributes, "Scope", "Column");
    return status;
}

static HPDF_STATUS make(plume_haru *haru, const char *type, HPDF_Dict parent,
                        const char *alt, plume_haru_element_record *out)
{
    HPDF_Doc document = haru->document;
    HPDF_STATUS status = HPDF_OK;

    out->dict = HPDF_Dict_New(document->mmgr);
    out->kids = HPDF_Array_New(document->mmgr);
    out->page = NULL;
    if (out->dict == NULL || out->kids == NULL)
        return PLUME_HARU_NO_MEMORY;
    status += HPDF_Xref_Add(document->xref, out->dict);
    status += HPDF_Dict_AddName(out->dict, "Type", "StructElem");
    status += HPDF_Dict_AddName(out->dict, "S", type);
    status += HPDF_Dict_Add(out->dict, "P", parent);
    status += HPDF_Dict_Add(out->dict, "K", out->kids);
    if (alt != NULL && *alt != '\0')
        status += HPDF_Dict_Add(out->dict, "Alt", plume_haru_string(haru, alt));
    return status;
}

/* The root, the document below it, and the map from marks to elements. */
HPDF_STATUS plume_haru_begin_tags(plume_haru *haru)
{
    HPDF_Doc document = haru->document;
    HPDF_Dict root = HPDF_Dict_New(document->mmgr), parents, marked;
    HPDF_STATUS status = HPDF_OK;
    plume_haru_element_record *none = add_record(haru), *first = add_record(haru);

    parents = HPDF_Dict_New(document->mmgr);
    marked = HPDF_Dict_New(document->mmgr);
    haru->elements.parents = HPDF_Array_New(document->mmgr);
    if (none == NULL || first == NULL || root == NULL || parents == NULL ||
        marked == NULL || haru->elements.parents == NULL)
        return PLUME_HARU_NO_MEMORY;
    none = &haru->elements.record[PLUME_ELEMENT_NONE];
    *none = (plume_haru_element_record){ NULL, NULL, NULL };
    status += HPDF_Xref_Add(document->xref, root);
    status += HPDF_Dict_Add(document->catalog, "StructTreeRoot", root);
    status += HPDF_Dict_AddName(root, "Type", "StructTreeRoot");
    status += HPDF_Xref_Add(document->xref, parents);
    status += HPDF_Dict_Add(root, "ParentTree", parents);
    status += HPDF_Dict_Add(parents, "Nums", haru->elements.parents);
    status += HPDF_Dict_Add(document->catalog, "MarkInfo", marked);
    status += HPDF_Dict_AddBoolean(marked, "Marked", HPDF_TRUE);
    status += make(haru, "Document", root, NULL, first);
    status += HPDF_Dict_Add(root, "K", first->dict);
    return status;
}

plume_status plume_haru_element(plume_haru *haru, size_t *out, size_t parent,
                                plume_element_kind tag, const char *alt,
                                plume_error *error)
{
    plume_status status = plume_haru_alive(haru, error);
    plume_haru_element_record *above, *record;
    HPDF_STATUS result;

    *out = PLUME_ELEMENT_NONE;
    if (status != PLUME_OK)
        return status;
    record = add_record(haru);
    if (record == NULL)
        return plume_haru_check(haru, PLUME_HARU_NO_MEMORY, "an element", error);
    above = &haru->elements.record[parent];
    result = make(haru, types[tag], above->dict, alt, record);
    if (result == HPDF_OK && tag == PLUME_TAG_HEAD_CELL)
        result = add_scope(haru->document, record->dict);
    if (result == HPDF_OK)
        result = HPDF_Array_Add(above->kids, record->dict);
    *out = haru->elements.count - 1;
    return plume_haru_check(haru, result, "an element", error);
}

void plume_haru_use_element(plume_haru *haru, size_t element)
{
    haru->elements.used = element;
}

/* --- marks --- */

/* A page and each link on it have a number in the map. */
static HPDF_STATUS number_parent(plume_haru *haru, HPDF_Dict owner, const char *key,
                                 void *value)
{
    plume_haru_elements *all = &haru->elements;
    HPDF_INT32 number = (HPDF_INT32)all->numbered++;
    HPDF_STATUS status = HPDF_Dict_AddNumber(owner, key, number);

    status += HPDF_Array_AddNumber(all->parents, number);
    status += HPDF_Array_Add(all->parents, value);
    return status;
}

HPDF_STATUS plume_haru_tag_page(plume_haru *haru)
{
    HPDF_Array marks = HPDF_Array_New(haru->document->mmgr);
    HPDF_STATUS status = HPDF_OK;

    if (marks == NULL)
        return PLUME_HARU_NO_MEMORY;
    status += HPDF_Xref_Add(haru->document->xref, marks);
    status += number_parent(haru, haru->page, "StructParents", marks);
    status += HPDF_Dict_AddName(haru->page, "Tabs", "S");
    return status;
}

static HPDF_Array marks_of_page(plume_haru *haru)
{
    HPDF_Number number =
        HPDF_Dict_GetItem(haru->page, "StructParents", HPDF_OCLASS_NUMBER);

    return number == NULL ? NULL
                          : HPDF_Array_GetItem(haru->elements.parents,
                                               (HPDF_UINT)(2 * number->value + 1),
                                               HPDF_OCLASS_ARRAY);
}

static HPDF_STATUS write_mark(plume_haru *haru, const plume_text *text)
{
    HPDF_PageAttr attributes = (HPDF_PageAttr)haru->page->attr;

    if (plume_text_status(text, NULL) != PLUME_OK)
        return PLUME_HARU_NO_MEMORY;
    return HPDF_Stream_WriteStr(attributes->stream, text->data);
}

HPDF_STATUS plume_haru_end_mark(plume_haru *haru)
{
    HPDF_PageAttr attributes;

    if (!haru->elements.marking)
        return HPDF_OK;
    haru->elements.marking = false;
    attributes = (HPDF_PageAttr)haru->page->attr;
    return HPDF_Stream_WriteStr(attributes->stream, "EMC\n");
}

/* ISO 32000-1, 14.7.4.2: an element names the page of its marks; of a mark on another
 * page it says so there. */
static HPDF_STATUS add_kid(plume_haru *haru, plume_haru_element_record *element,
                           HPDF_UINT mark)
{
    HPDF_Dict reference;
    HPDF_STATUS status = HPDF_OK;

    if (element->page == NULL) {
        element->page = haru->page;
        status += HPDF_Dict_Add(element->dict, "Pg", haru->page);
    }
    if (element->page == haru->page)
        return status + HPDF_Array_AddNumber(element->kids, (HPDF_INT32)mark);
    reference = HPDF_Dict_New(haru->document->mmgr);
    if (reference == NULL)
        return PLUME_HARU_NO_MEMORY;
    status += HPDF_Array_Add(element->kids, reference);
    status += HPDF_Dict_AddName(reference, "Type", "MCR");
    status += HPDF_Dict_Add(reference, "Pg", haru->page);
    status += HPDF_Dict_AddNumber(reference, "MCID", (HPDF_INT32)mark);
    return status;
}

/* What follows on the page is of the element in use: a mark goes on while it is the same.
 */
HPDF_STATUS plume_haru_mark(plume_haru *haru)
{
    plume_haru_elements *all = &haru->elements;
    plume_haru_element_record *element = &all->record[all->used];
    HPDF_STATUS status;
    HPDF_Array marks;
    plume_text text;

    if (all->marking && all->marked == all->used)
        return HPDF_OK;
    status = plume_haru_end_mark(haru);
    plume_text_init(&text);
    if (all->used == PLUME_ELEMENT_NONE) {
        plume_text_add(&text, "/Artifact BMC\n");
    } else {
        HPDF_Name type = HPDF_Dict_GetItem(element->dict, "S", HPDF_OCLASS_NAME);

        marks = marks_of_page(haru);
        if (marks == NULL || type == NULL) {
            plume_text_dispose(&text);
            return PLUME_HARU_NO_MEMORY;
        }
        plume_text_printf(&text, "/%s <</MCID %u>> BDC\n", type->value,
                          (unsigned)HPDF_Array_Items(marks));
        status += add_kid(haru, element, HPDF_Array_Items(marks));
        status += HPDF_Array_Add(marks, element->dict);
    }
    status += write_mark(haru, &text);
    plume_text_dispose(&text);
    all->marking = true;
    all->marked = all->used;
    return status;
}

/* A link is content of its element too; one of decoration is of none. */
HPDF_STATUS plume_haru_tag_link(plume_haru *haru, HPDF_Annotation link, HPDF_Page page,
                                size_t number, const char *words)
{
    plume_haru_element_record *element = &haru->elements.record[number];
    HPDF_MMgr memory = haru->document->mmgr;
    HPDF_STATUS status = HPDF_Dict_Add(link, "Contents", plume_haru_string(haru, words));
    HPDF_Dict reference;

    if (number == PLUME_ELEMENT_NONE)
        return status;
    reference = HPDF_Dict_New(memory);
    if (reference == NULL)
        return PLUME_HARU_NO_MEMORY;
    status += number_parent(haru, link, "StructParent", element->dict);
    status += HPDF_Array_Add(element->kids, reference);
    status += HPDF_Dict_AddName(reference, "Type", "OBJR");
    status += HPDF_Dict_Add(reference, "Pg", page);
    status += HPDF_Dict_Add(reference, "Obj", link);
    return status;
}
