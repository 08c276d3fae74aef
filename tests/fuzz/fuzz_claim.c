/* Any bytes as a claim file, a table, a card or a document: read or refused, never more.
 * The first byte picks which. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/claim.h"
#include "audit/claim/claim_file.h"
#include "audit/claim/document.h"
#include "audit/claim/model_card.h"
#include "audit/claim/resolve.h"
#include "audit/claim/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void parse(plume_claim **claim, const char *text, size_t length, int kind)
{
    static const char *const documents[] = { "a.html", "a.tex", "a.txt" };
    plume_error error;

    if (kind == 0)
        (void)plume_claim_parse(claim, text, length, "claim.yaml", &error);
    else if (kind == 1)
        (void)plume_claim_parse_table(claim, text, length, "table.csv", false, &error);
    else if (kind == 2)
        (void)plume_claim_parse_card(claim, text, length, "card.md", false, &error);
    else
        (void)plume_claim_parse_document(claim, text, length, documents[kind - 3], false,
                                         &error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    plume_claim *claim = NULL;
    plume_resolved resolved;
    char *text;

    if (size == 0)
        return 0;
    text = malloc(size); /* terminated, as a file that was read is */
    if (text == NULL)
        return 0;
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    parse(&claim, text, size - 1, data[0] % 6);
    for (size_t i = 0; claim != NULL && i < claim->run_count; i++)
        plume_claim_resolve(&resolved, &claim->run[i]);
    plume_claim_free(claim);
    free(text);
    return 0;
}
