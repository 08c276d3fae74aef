/* The @preamble of references.bib: a \url that breaks, for papers that load no package
 * with one. */
#include "documents/references/bib_preamble.h"

/* The styles of IEEEtran, llncs and elsarticle set \url as plain text when neither
 * hyperref nor url is loaded: one unbreakable word, up to 150 pt into the margin. BibTeX
 * puts this before their own \providecommand, so that a line may end between any two
 * characters of an address. */
static const char preamble[] =
    "@preamble{\"\\providecommand{\\plumeletters}[1]{\\ifx\\relax#1\\else#1\\penalty500 "
    "\\expandafter\\plumeletters\\fi}\"\n"
    "        # \"\\providecommand{\\url}[1]{\\texttt{\\plumeletters#1\\relax}}\"}\n\n";

void plume_bib_preamble_add(plume_text *bib)
{
    plume_text_add(bib, preamble);
}
