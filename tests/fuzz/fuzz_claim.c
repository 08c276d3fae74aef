/* Any bytes as a claim file, a table or a card: read or refused, never more. The first
 * byte picks which. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/claim.h"
#include "audit/claim/claim_file.h"
#include "audit/claim/model_card.h"
#include "audit/claim/resolve.h"
#include "audit/claim/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    plume_claim *claim = NULL;
    plume_resolved resolved;
    plume_error error;
    char *text;

    if (size == 0)
        return 0;
    text = malloc(size); /* terminated, as a file that was read is */
    if (text == NULL)
        return 0;
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    if (data[0] % 3 == 0)
        (void)plume_claim_parse(&claim, text, size - 1, "claim.yaml", &error);
    else if (data[0] % 3 == 1)
        (void)plume_claim_parse_table(&claim, text, size - 1, "table.csv", &error);
    else
        (void)plume_claim_parse_card(&claim, text, size - 1, "card.md", &error);
    for (size_t i = 0; claim != NULL && i < claim->run_count; i++)
        plume_claim_resolve(&resolved, &claim->run[i]);
    plume_claim_free(claim);
    free(text);
    return 0;
}
