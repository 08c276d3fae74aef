/* documents/layout/page_size.h -- the measures of an A4 page, in points from its upper
 * left corner.
 *
 * Heads hang in a column of 31 mm; prose, tables and figures stand in one of 124 mm. */
#ifndef PLUME_DOCUMENTS_LAYOUT_PAGE_SIZE_H
#define PLUME_DOCUMENTS_LAYOUT_PAGE_SIZE_H

#define PAGE_WIDTH_PT  595.276
#define PAGE_HEIGHT_PT 841.890
#define PAGE_TOP_PT    68.031  /* 24 mm */
#define PAGE_BOTTOM_PT 773.858 /* 24 mm above the edge */
#define HEADS_X_PT     70.866  /* 25 mm */
#define HEADS_WIDTH_PT 87.874  /* 31 mm */
#define TEXT_X_PT      172.913 /* 61 mm */
#define TEXT_WIDTH_PT  351.496 /* 124 mm */
#define BAND_WIDTH_PT  453.543 /* 160 mm: both columns and the gutter */
#define RIGHT_X_PT     524.409
#define COLUMNS_GAP_PT 14.0 /* between two columns of references */

#define RULE_HEAVY_PT  0.8
#define RULE_THIN_PT   0.45
#define TABLE_FOOT_PT  5.0 /* from the last baseline of a table to its last rule */

#endif
