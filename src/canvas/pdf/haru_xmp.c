/* The properties of a document as a packet of XMP, which catalogues read. */
#include <math.h>
#include <string.h>

#include "canvas/pdf/internal.h"
#include "core/sanitize.h"
#include <plume/time.h>

/* XML 1.0, 2.2 and 2.4: controls may not occur at all. */
static void add_escaped(plume_text *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '&')
            plume_text_add(out, "&amp;");
        else if (*text == '<')
            plume_text_add(out, "&lt;");
        else if (*text == '>')
            plume_text_add(out, "&gt;");
        else if ((unsigned char)*text >= ' ')
            plume_text_add_char(out, *text);
        else
            plume_text_add(out, " ");
    }
}

static bool is_given(const char *text)
{
    return text != NULL && *text != '\0';
}

/* before and after are the tags around a value. */
static void add_value(plume_text *out, const char *before, const char *value,
                      const char *after)
{
    plume_text clean;

    if (!is_given(value))
        return;
    plume_text_init(&clean);
    plume_sanitize(&clean, value, strlen(value), PLUME_HARU_WORDS_MAX);
    plume_text_add(out, before);
    add_escaped(out, clean.data);
    plume_text_add(out, after);
    plume_text_dispose(&clean);
}

/* XMP specification part 1, 7.3: a packet around RDF; the dates are those of ISO 8601. */
static void print(plume_text *out, const plume_haru_info *info)
{
    plume_text_add(out,
                   "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                   "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                   "<rdf:Description rdf:about=\"\"\n"
                   " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                   " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
                   "<dc:format>application/pdf</dc:format>\n");
    add_value(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->title,
              "</rdf:li></rdf:Alt></dc:title>\n");
    add_value(out, "<dc:creator><rdf:Seq><rdf:li>", info->authors,
              "</rdf:li></rdf:Seq></dc:creator>\n");
    add_value(out, "<dc:language><rdf:Bag><rdf:li>", info->language,
              "</rdf:li></rdf:Bag></dc:language>\n");
    plume_text_add(out, "<xmp:CreatorTool>Plume</xmp:CreatorTool>\n");
    if (!isnan(info->creation_s)) {
        plume_text_add(out, "<xmp:CreateDate>");
        plume_time_print(out, info->creation_s);
        plume_text_add(out, "Z</xmp:CreateDate>\n");
    }
    plume_text_add(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
                        "<?xpacket end=\"r\"?>\n");
}

/* Not compressed, as programs that know no PDF look for the packet. */
HPDF_STATUS plume_haru_add_xmp(plume_haru *haru, const plume_haru_info *info)
{
    HPDF_Doc document = haru->document;
    HPDF_Dict stream = HPDF_DictStream_New(document->mmgr, document->xref);
    HPDF_STATUS status = HPDF_OK;
    plume_text text;

    if (stream == NULL)
        return PLUME_HARU_NO_MEMORY;
    plume_text_init(&text);
    print(&text, info);
    if (plume_text_status(&text, NULL) != PLUME_OK)
        status = PLUME_HARU_NO_MEMORY;
    else
        status = HPDF_Stream_Write(stream->stream, (const HPDF_BYTE *)text.data,
                                   (HPDF_UINT)text.length);
    plume_text_dispose(&text);
    status += HPDF_Dict_AddName(stream, "Type", "Metadata");
    status += HPDF_Dict_AddName(stream, "Subtype", "XML");
    status += HPDF_Dict_Add(document->catalog, "Metadata", stream);
    return status;
}
